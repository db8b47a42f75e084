"""The exact optimizers do all that a Keras optimizer does."""

import os
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


MIRRORED = """
import numpy as np
import tensorflow as tf

cpu, = tf.config.list_physical_devices("CPU")
halves = [tf.config.LogicalDeviceConfiguration()] * 2
tf.config.set_logical_device_configuration(cpu, halves)
from test_optimizer_features import CLASSES, GRADIENT, WEIGHTS, make, step

strategy = tf.distribute.MirroredStrategy(["cpu:0", "cpu:1"])
assert strategy.num_replicas_in_sync == 2
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


@pytest.mark.skipif(
    KERAS < (3, 5),
    reason=f"Keras {keras.__version__} does not sum replicas' gradients; 3.5 does",
)
def test_two_replicas_of_a_mirrored_strategy():
    """A process of its own: devices are divided before TensorFlow starts."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", MIRRORED],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]


@each_class
@pytest.mark.parametrize("old", ["decay", "beta1", "use_nesterov", "use_locking"])
def test_names_of_tf1_are_told(name, old):
    with pytest.raises(ValueError, match=f"`{old}` of TF1"):
        make(name, **{old: 0.5})


@each_class
def test_bad_arguments_are_told(name):
    with pytest.raises(ValueError, match=r"not recognized.*mumentum"):
        make(name, mumentum=0.5)
    with pytest.raises(ValueError, match="`learning_rate` must not be negative"):
        make(name, rate=-0.1)
    with pytest.raises(ValueError, match="should be float"):
        make(name, rate="fast")


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
