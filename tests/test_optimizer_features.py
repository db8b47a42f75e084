"""The exact optimizers do all that a Keras optimizer does."""

import os
import re
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
from conftest import ROOT
from tensorflow.python.framework import config
from test_optimizers import CLASSES, each_class, make

from tape_patterns import optimizers
from tape_patterns.equivalence.rounding import Rounding

KERAS = tuple(int(part) for part in keras.__version__.split(".")[:2])
GRADIENT = np.array([[0.3, -0.2], [4.0, 0.0]], np.float32)
WEIGHTS = np.array([[1.0, -2.0], [0.5, 3.0]], np.float32)


def step(optimizer, gradient=GRADIENT, steps=1, weights=WEIGHTS):
    """Return a variable after some steps with the same gradient."""
    variable = tf.Variable(weights)
    for _ in range(steps):
        optimizer.apply_gradients([(tf.convert_to_tensor(gradient), variable)])
    return variable.numpy()


def network(optimizer, **options):
    """Return a compiled model; its weights are always the same."""
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [keras.layers.Input([3]), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)]
    )
    model.compile(optimizer, "mse", **options)
    return model


X = np.random.default_rng(0).normal(size=(16, 3)).astype(np.float32)
Y = X.sum(axis=1, keepdims=True)


def fitted(optimizer, x=X, **options):
    """Return the flat weights of the model after two epochs."""
    model = network(optimizer, **options)
    model.fit(x, Y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    return flat(model)


def agree(run, expected, actual):
    """Return whether two results differ by rounding only.

    Args:
        run: makes the expected one from the inputs ``X``.
        expected: its flat weights on ``X``.
        actual: the other flat weights.
    """
    rounding = Rounding(lambda moved: {"w": run(**moved)}, {"x": X}, {"w": expected})
    return rounding.share({"w": expected}, {"w": actual})[0] <= 1


def flat(model):
    """Return all weights of a model as one vector."""
    return np.concatenate([weight.ravel() for weight in model.get_weights()])


@each_class
def test_apply_is_apply_gradients(name):
    variable, optimizer = tf.Variable(WEIGHTS), make(name)
    optimizer.apply([tf.constant(GRADIENT)], [variable])
    assert optimizer.iterations == 1
    assert np.array_equal(variable, step(make(name)))


@each_class
def test_fit_is_a_loop_of_steps(name):
    def loop(x):
        model, optimizer = network("sgd"), make(name)
        optimizer.build(model.trainable_variables)
        for start in (0, 8, 0, 8):
            with tf.GradientTape() as tape:
                error = model(x[start : start + 8]) - Y[start : start + 8]
                loss = tf.reduce_mean(tf.square(error))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply(gradients, model.trainable_variables)
        return flat(model)

    fit, looped = fitted(make(name), jit_compile=False), loop(X)
    assert not agree(loop, looped, flat(network("sgd")))
    assert agree(loop, looped, fit)


@each_class
def test_jit_compile(name, monkeypatch):
    # Keras does not compile where op determinism is on, as a proof leaves it.
    monkeypatch.setattr(config, "is_op_determinism_enabled", lambda: False)
    plain, compiled = (fitted(make(name), jit_compile=jit) for jit in (False, True))

    def run(x):
        return fitted(make(name), x, jit_compile=False)

    assert agree(run, plain, compiled)


# TF1 composed these updates of operations that XLA knows. XLA has none of the
# other sparse kernels.
COMPOSED = ("gradient_descent", "adam", "nadam", "lazy_adam", "adamax", "adamw")


@each_class
@pytest.mark.parametrize("jit", [False, True])
def test_rows_of_a_table(name, jit):
    table, optimizer = tf.Variable(np.ones([5, 2], np.float32)), make(name)
    optimizer.build([table])

    @tf.function(jit_compile=jit)
    def train_step(values, rows):
        optimizer.apply_gradients([(tf.IndexedSlices(values, rows), table)])

    gradient = tf.ones([3, 2]), tf.constant([1, 1, 3])
    if jit and name not in COMPOSED:
        with pytest.raises(tf.errors.InvalidArgumentError, match="SparseApply"):
            train_step(*gradient)
        return
    train_step(*gradient)
    moved = np.any(table.numpy() != 1, axis=1)
    assert moved.tolist() == [False, True, False, True, False]


@each_class
def test_a_schedule_is_followed(name):
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay(
        [0, 1], [0.1, 0.05, 0.02]
    )
    by_schedule = make(name, rate=schedule)
    by_hand, variable = make(name), tf.Variable(WEIGHTS)
    for rate in (0.1, 0.05, 0.02):
        by_hand.learning_rate = rate
        by_hand.apply_gradients([(tf.constant(GRADIENT), variable)])
    assert np.array_equal(step(by_schedule, steps=3), variable)


@each_class
def test_clipping_is_that_of_the_gradient(name):
    clipped = {
        "clipvalue": tf.clip_by_value(GRADIENT, -0.25, 0.25),
        "clipnorm": tf.clip_by_norm(GRADIENT, 0.25),
        "global_clipnorm": tf.clip_by_global_norm([tf.constant(GRADIENT)], 0.25)[0][0],
    }
    for option, gradient in clipped.items():
        found = step(make(name, **{option: 0.25}))
        assert np.array_equal(found, step(make(name), gradient)), option


@each_class
def test_weight_decay_is_kerass(name):
    if "weight_decay" in CLASSES[name][1]:
        pytest.skip("TF1's own decay: compared with TensorFlow 1.15 elsewhere")
    rate, decay = np.float32(0.1), np.float32(0.2)
    found = step(make(name, weight_decay=0.2))
    expected = step(make(name), weights=WEIGHTS - WEIGHTS * decay * rate)
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("name", ["adamw", "momentumw"])
def test_variables_can_be_excluded_from_weight_decay(name):
    variable, optimizer = tf.Variable(WEIGHTS), make(name)
    optimizer.exclude_from_weight_decay(var_list=[variable])
    optimizer.apply_gradients([(tf.constant(GRADIENT), variable)])
    plain = {"adamw": "adam", "momentumw": "momentum"}[name]
    assert np.array_equal(variable, step(make(plain)))
    assert not np.array_equal(variable, step(make(name)))


@each_class
def test_gradient_accumulation(name):
    optimizer = make(name, gradient_accumulation_steps=2)
    variable = tf.Variable(WEIGHTS)
    for updates in range(3):
        for factor in (0.5, 1.5):
            assert np.array_equal(variable, step(make(name), steps=updates))
            gradient = tf.constant(GRADIENT) * factor
            optimizer.apply_gradients([(gradient, variable)])


@each_class
def test_moving_average(name):
    optimizer = make(name, use_ema=True, ema_momentum=0.5)
    variable = tf.Variable(WEIGHTS)
    seen = []
    for _ in range(2):
        optimizer.apply_gradients([(tf.constant(GRADIENT), variable)])
        seen.append(variable.numpy())
    optimizer.finalize_variable_values([variable])
    # The average starts as what the first step gave.
    assert np.array_equal(variable, (seen[0] + seen[1]) / 2)


@each_class
def test_config_round_trip(name):
    optimizer = make(name, clipnorm=0.5)
    again = type(optimizer).from_config(optimizer.get_config())
    assert again.get_config() == optimizer.get_config()
    by_keras = keras.optimizers.deserialize(keras.optimizers.serialize(optimizer))
    assert np.array_equal(step(by_keras, steps=2), step(optimizer, steps=2))


@each_class
def test_a_saved_model_goes_on_bit_for_bit(name, tmp_path):
    model = network(make(name), jit_compile=False)
    model.fit(X, Y, batch_size=8, verbose=0, shuffle=False)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert type(loaded.optimizer) is type(model.optimizer)
    for each in (model, loaded):
        each.fit(X, Y, batch_size=8, verbose=0, shuffle=False)
    assert np.array_equal(flat(loaded), flat(model))


@pytest.mark.skipif(
    KERAS < (3, 1),
    reason=f"no optimizer of Keras {keras.__version__} is trackable; 3.1's are",
)
@each_class
def test_a_checkpoint_goes_on_bit_for_bit(name, tmp_path):
    first, second = tf.Variable(WEIGHTS), tf.Variable(WEIGHTS)
    one, other = make(name), make(name)
    one.apply_gradients([(tf.constant(GRADIENT), first)])
    path = tf.train.Checkpoint(v=first, optimizer=one).save(str(tmp_path / "c"))
    other.build([second])
    restored = tf.train.Checkpoint(v=second, optimizer=other).restore(path)
    restored.assert_consumed()
    for optimizer, variable in ((one, first), (other, second)):
        optimizer.apply_gradients([(tf.constant(GRADIENT), variable)])
    assert other.iterations == 2
    assert np.array_equal(first, second)


@each_class
def test_loss_scaling(name):
    scaling = keras.optimizers.LossScaleOptimizer(make(name), initial_scale=8.0)
    assert np.array_equal(step(scaling, GRADIENT * 8), step(make(name)))


DEVICES = """
import keras
import numpy as np
import tensorflow as tf

cpu, = tf.config.list_physical_devices("CPU")
halves = [tf.config.LogicalDeviceConfiguration()] * 2
tf.config.set_logical_device_configuration(cpu, halves)
from tape_patterns import optimizers
from test_optimizer_features import CLASSES, GRADIENT, WEIGHTS, make, step

strategy = tf.distribute.MirroredStrategy(["cpu:0", "cpu:1"])
assert strategy.num_replicas_in_sync == 2
"""
ALONE = """
for name in CLASSES:
    with strategy.scope():
        variable, optimizer = tf.Variable(WEIGHTS), make(name)
        optimizer.build([variable])

    @tf.function
    def train_step():
        optimizer.apply_gradients([(tf.constant(GRADIENT) / 2, variable)])

    for _ in range(3):
        strategy.run(train_step)
    expected = step(make(name), steps=3)
    for copy in strategy.experimental_local_results(variable):
        assert np.array_equal(copy, expected), name
"""


TOGETHER = """
for made in (optimizers.Momentum, keras.optimizers.SGD):
    for options, works in (
        ({"use_ema": True}, {"eager", "function"}),
        ({"gradient_accumulation_steps": 2}, {"eager"}),
        ({"use_ema": True, "ema_overwrite_frequency": 1}, {"eager"}),
        ({"global_clipnorm": 1.0}, {"eager", "function"}),
    ):
        for run in ("eager", "function"):
            with strategy.scope():
                variable = tf.Variable(WEIGHTS)
                optimizer = made(0.1, momentum=0.9, **options)
                optimizer.build([variable])

            def train_step():
                optimizer.apply_gradients([(tf.constant(GRADIENT), variable)])

            train = tf.function(train_step) if run == "function" else train_step
            try:
                strategy.run(train)
            except RuntimeError as error:
                assert run not in works, (made, options, run)
                assert "merge_call" in str(error)
            else:
                assert run in works, (made, options, run)
"""


@pytest.mark.skipif(
    KERAS < (3, 5),
    reason=f"Keras {keras.__version__} does not sum replicas' gradients; 3.5 does",
)
@pytest.mark.parametrize("program", [ALONE, TOGETHER], ids=["alone", "together"])
def test_two_replicas_of_a_mirrored_strategy(program):
    """A process of its own: devices are divided before TensorFlow starts."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", DEVICES + program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]


@each_class
@pytest.mark.parametrize("floatx", ["float16", "bfloat16", "float64"])
def test_keras_default_dtype_changes_nothing(name, floatx):
    expected = step(make(name), steps=2)
    try:
        keras.config.set_floatx(floatx)
    except ValueError:
        pytest.skip(f"Keras {keras.__version__} refuses {floatx}")
    try:
        optimizer = make(name)
        found = step(optimizer, steps=2)
        assert keras.config.floatx() == floatx
    finally:
        keras.config.set_floatx("float32")
    assert np.array_equal(found, expected)
    assert optimizer.learning_rate.dtype == "float32"


@each_class
# Keras 3.0 hands a callable the number of steps.
@pytest.mark.parametrize(
    "rate", [lambda *_: tf.constant(0.1, tf.float64), lambda *_: 0.1]
)
def test_a_rate_of_any_dtype_is_rounded_to_float32(name, rate):
    assert np.array_equal(step(make(name, rate=rate)), step(make(name)))


@each_class
@pytest.mark.parametrize("kind", [np.array, np.ndarray.tolist, tf.Variable])
def test_gradients_may_be_arrays_lists_and_variables(name, kind):
    variable, optimizer = tf.Variable(WEIGHTS), make(name)
    optimizer.apply_gradients([(kind(GRADIENT), variable)])
    optimizer.apply([kind(GRADIENT)])
    number = tf.Variable(1.0)
    assert np.array_equal(variable, step(make(name), steps=2))
    make(name).apply_gradients([(0.5, number)])
    assert number != 1.0


@each_class
@pytest.mark.parametrize("rows", [(3,), (2, 1), ()])
def test_rows_of_another_shape_are_refused(name, rows):
    variable, optimizer = tf.Variable(WEIGHTS, name="w"), make(name)
    gradient = tf.IndexedSlices(tf.ones([1, *rows]), [0])
    with pytest.raises(ValueError, match=r"gradient of 'w.*has rows of shape \("):
        optimizer.apply_gradients([(gradient, variable)])
    assert np.array_equal(variable, WEIGHTS)


@each_class
def test_a_negative_rate_is_a_rate(name):
    if name == "proximal_adagrad":
        # TF1's kernel refuses it.
        with pytest.raises(tf.errors.InvalidArgumentError, match="not a positive"):
            step(make(name, rate=-0.1))
        return
    assert np.all(np.isfinite(step(make(name, rate=-0.1))))


@each_class
def test_a_variable_that_is_an_argument_is_refused(name):
    """One trace serves all variables of a shape, with the slots of the first."""
    first, second = tf.Variable(WEIGHTS), tf.Variable(WEIGHTS)
    optimizer = make(name)
    optimizer.build([first, second])

    @tf.function
    def nested(variable):
        for _ in tf.range(1):
            optimizer.apply_gradients([(tf.constant(GRADIENT), variable)])

    with pytest.raises(ValueError, match=r"is an argument of a tf\.function"):
        nested(first)

    @tf.function
    def train_step(gradient):
        for _ in tf.range(1):
            optimizer.apply_gradients([(gradient, second)])

    train_step(tf.constant(GRADIENT))
    assert np.array_equal(second, step(make(name)))


CHANGING = {
    "momentum": "momentum",
    "nesterov": "momentum",
    "momentumw": "momentum",
    "rmsprop": "momentum",
    "adadelta": "rho",
    "adam": "epsilon",
    "nadam": "beta_1",
    "adamax": "beta_2",
    "lazy_adam": "beta_1",
    "adamw": "weight_decay",
}


@pytest.mark.parametrize(("name", "argument"), CHANGING.items())
@pytest.mark.parametrize("kind", ["variable", "callable"])
def test_a_hyperparameter_may_change(name, argument, kind):
    """TF1 read a callable, or a variable, anew at each step."""
    value = tf.Variable(0.5)
    given = value if kind == "variable" else lambda: value
    optimizer, variable = make(name, **{argument: given}), tf.Variable(WEIGHTS)
    optimizer.build([variable])
    assert optimizer.get_config()[argument] == 0.5

    @tf.function
    def train_step():
        optimizer.apply_gradients([(tf.constant(GRADIENT), variable)])

    train_step()
    assert np.array_equal(variable, step(make(name, **{argument: 0.5})))
    value.assign(0.25)
    by_hand, expected = make(name, **{argument: 0.5}), tf.Variable(WEIGHTS)
    by_hand.apply_gradients([(tf.constant(GRADIENT), expected)])
    setattr(by_hand, argument, 0.25)
    if hasattr(by_hand, "_factors"):
        by_hand._factors = {"beta1": by_hand.beta_1, "beta2": by_hand.beta_2}
    by_hand.apply_gradients([(tf.constant(GRADIENT), expected)])
    train_step()
    assert np.array_equal(variable, expected)


def test_momentum_may_be_a_variable_in_a_function():
    """TF1 gives 0.8: the second step has no momentum any more."""
    momentum, variable = tf.Variable(0.9), tf.Variable([1.0])
    optimizer = optimizers.Momentum(0.1, momentum)
    optimizer.build([variable])

    @tf.function
    def train_step():
        optimizer.apply_gradients([(tf.constant([1.0]), variable)])

    train_step()
    momentum.assign(0.0)
    train_step()
    assert variable.numpy() == [np.float32(1) - np.float32(0.1) - np.float32(0.1)]


@pytest.mark.parametrize(
    ("made", "arguments"),
    [
        (optimizers.GradientDescent, [0.1, False]),
        (optimizers.Momentum, [0.1, 0.9, True]),
        (optimizers.Adagrad, [0.1, 0.1, False]),
        (optimizers.AdagradDA, [0.1, 1]),
        (optimizers.Adadelta, [0.1, 0.9, 1e-8, False]),
        (optimizers.RMSprop, [0.1, 0.9, 0.0, 1e-8, False]),
        (optimizers.Adam, [0.1, 0.9, 0.999, 1e-8, False]),
        (optimizers.Ftrl, [0.1, -0.5, 0.1, 0.0, 0.0, False]),
        (optimizers.ProximalGradientDescent, [0.1, 0.0, 0.0, False]),
        (optimizers.ProximalAdagrad, [0.1, 0.1, 0.0, 0.0, False]),
        (optimizers.Adamax, [0.1, 0.9, 0.999, 1e-8, False]),
        (optimizers.Nadam, [0.1, 0.9, 0.999, 1e-8, False]),
        (optimizers.LazyAdam, [0.1, 0.9, 0.999, 1e-8, False]),
        (optimizers.AdamW, [0.1, 0.1, 0.9, 0.999, 1e-8, False]),
        (optimizers.MomentumW, [0.1, 0.1, 0.9, False]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_places_are_those_of_tf1(made, arguments):
    """Where TF1's next argument is another, here it has a name."""
    made(*arguments[:-1])
    with pytest.raises(TypeError, match="positional argument"):
        made(*arguments)


RENAMED = {
    "decay": {"rmsprop": "rho", "rmsprop_centered": "rho", "adadelta": "rho"},
    "beta1": dict.fromkeys(["adam", "adamax", "nadam", "lazy_adam", "adamw"], "beta_1"),
    "use_nesterov": dict.fromkeys(["momentum", "nesterov", "momentumw"], "nesterov"),
}


@each_class
@pytest.mark.parametrize("old", RENAMED)
def test_names_of_tf1_are_told(name, old):
    if new := RENAMED[old].get(name):
        says = rf"`{old}` of TF1 is `{new}` here; pass {new}="
    elif old == "decay":
        says = r"`decay` of Keras 2 lowered the learning rate; .*InverseTimeDecay"
    else:
        says = rf"`{old}` of TF1 belongs to other optimizers; .*leave it out"
    with pytest.raises(ValueError, match=says):
        make(name, **{old: 0.5})
    for dropped in ("use_locking", "global_step"):
        with pytest.raises(ValueError, match=rf"`{dropped}` of TF1 .*leave it out"):
            make(name, **{dropped: True})


@each_class
@pytest.mark.parametrize("value", [None, "0.5", True, [0.5]])
def test_arguments_that_are_no_numbers_are_told(name, value):
    arguments = CLASSES[name][0].own_arguments
    for argument in set(arguments) - {"nesterov", "centered"}:
        says = f"`{argument}` must be a number.* Received: "
        with pytest.raises(ValueError, match=says):
            make(name, **{argument: value})


@each_class
def test_bad_arguments_are_told(name):
    with pytest.raises(ValueError, match=r"not recognized.*mumentum"):
        make(name, mumentum=0.5)
    with pytest.raises(ValueError, match="should be float"):
        make(name, rate="fast")
    with pytest.raises(ValueError, match="`learning_rate` is no number: True"):
        make(name, rate=True)


@each_class
def test_bad_gradients_are_told(name):
    variable, optimizer = tf.Variable(WEIGHTS, name="w"), make(name)
    optimizer.build([variable])
    for gradient, told in (
        (tf.zeros([3, 2]), r"gradient of 'w.*' has shape \(3, 2\)"),
        (tf.zeros([2, 2], tf.float64), "gradient of 'w.*' is float64"),
    ):
        with pytest.raises(ValueError, match=told):
            optimizer.apply_gradients([(gradient, variable)])
    with pytest.raises(ValueError, match="Unknown variable"):
        optimizer.apply_gradients([(tf.zeros([1]), tf.Variable([1.0]))])
    with pytest.raises(ValueError, match="No gradients provided"):
        optimizer.apply_gradients([(None, variable)])
    with pytest.raises(ValueError, match=r"cannot train the variable.*int32"):
        make(name).build([tf.Variable([1])])


@each_class
def test_slots_have_the_names_of_tf1(name):
    variable, optimizer = tf.Variable(WEIGHTS), make(name)
    optimizer.build([variable])
    for slot in optimizer.slot_values():
        assert optimizer.get_slot(variable, slot).shape == variable.shape
        with pytest.raises(ValueError, match=r"'other.*' is none of the var"):
            optimizer.get_slot(tf.Variable(WEIGHTS, name="other"), slot)
        with pytest.raises(ValueError, match="no slots yet; call build"):
            make(name).get_slot(variable, slot)
    with pytest.raises(ValueError, match="There is no slot 'velocity'"):
        optimizer.get_slot(variable, "velocity")


@pytest.mark.parametrize(
    ("make_one", "told"),
    [
        (lambda: optimizers.Momentum(0.1, momentum=-1), "`momentum` must not be"),
        (lambda: optimizers.Adagrad(0.1, 0.0), "`initial_accumulator_value` must be"),
        (lambda: optimizers.Ftrl(0.1, 0.5), "`learning_rate_power` must not be"),
        (lambda: optimizers.AdamW(-0.1), "`weight_decay` must not be negative"),
    ],
)
def test_bad_hyperparameters_are_told(make_one, told):
    with pytest.raises(ValueError, match=told):
        make_one()


PRIVATE = {
    "_backend_update_step": ("base.py", "without a strategy an update needs none"),
    "_get_variable_index": ("base.py", "finds a variable's slots"),
    "_trainable_variables": ("base.py", "what `apply` without variables updates"),
    "_apply_weight_decay": ("weight_decay.py", "Keras' decay is another"),
    "_use_weight_decay": ("weight_decay.py", "knows the excluded variables"),
    "_lookup_dependency": ("base.py", "sees what a tf.train.Checkpoint holds"),
    "_learning_rate": ("../checkpoints/slots.py", "tells a schedule from a rate"),
}


@pytest.mark.parametrize("name", PRIVATE)
def test_private_names_of_keras_are_there(name):
    """If Keras drops one, the file that uses it must change."""
    file, why = PRIVATE[name]
    built = keras.optimizers.SGD(0.1)
    built.build([tf.Variable(1.0)])
    if name == "_lookup_dependency" and KERAS < (3, 1):
        pytest.skip(f"no optimizer of Keras {keras.__version__} is trackable")
    assert hasattr(built, name), f"optimizers/{file} uses it: {why}"
    text = (ROOT / "tape_patterns/optimizers" / file).read_text(encoding="utf-8")
    assert name in text


def test_no_other_private_name_of_keras_is_used():
    inherited = {name for name in dir(keras.optimizers.Optimizer) if name[0] == "_"}
    inherited |= set(vars(keras.optimizers.SGD(0.1)))
    folders = (ROOT / "tape_patterns" / name for name in ("optimizers", "checkpoints"))
    for path in (path for folder in folders for path in folder.glob("*.py")):
        used = set(re.findall(r"\b_[a-z]\w*", path.read_text(encoding="utf-8")))
        assert used & inherited <= set(PRIVATE), path
