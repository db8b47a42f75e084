"""The optimizers: TF1's bits, and everything that a Keras optimizer can do."""

import inspect

import numpy as np
import pytest
import tensorflow as tf

from tape_patterns import optimizers
from tape_patterns.equivalence import TensorFlow1, compare, run_eager, run_function
from tape_patterns.equivalence.rounding import Rounding

v1 = tf.compat.v1
train = v1.train
STEPS = 100
L1 = {"l1_regularization_strength": 0.003}
L2 = {"l2_regularization_strength": 0.01}
SHRINKAGE = {"l2_shrinkage_regularization_strength": 0.02}

# By name: the class here, its arguments, the class of TF1, its arguments.
OPTIMIZERS = {
    "gradient_descent": ("GradientDescent", {}, "GradientDescentOptimizer", {}),
    "momentum": ("Momentum", {"momentum": 0.9}, "MomentumOptimizer", {"momentum": 0.9}),
    "nesterov": (
        "Momentum",
        {"momentum": 0.8, "nesterov": True},
        "MomentumOptimizer",
        {"momentum": 0.8, "use_nesterov": True},
    ),
    "adagrad": ("Adagrad", {}, "AdagradOptimizer", {}),
    "adagrad_da": ("AdagradDA", {**L1, **L2}, "AdagradDAOptimizer", {**L1, **L2}),
    "adadelta": ("Adadelta", {}, "AdadeltaOptimizer", {}),
    "rmsprop": (
        "RMSprop",
        {"rho": 0.95, "momentum": 0.5},
        "RMSPropOptimizer",
        {"decay": 0.95, "momentum": 0.5},
    ),
    "rmsprop_centered": (
        "RMSprop",
        {"centered": True},
        "RMSPropOptimizer",
        {"centered": True},
    ),
    "adam": ("Adam", {}, "AdamOptimizer", {}),
    "ftrl": ("Ftrl", {**L1, **L2}, "FtrlOptimizer", {**L1, **L2}),
    "ftrl_shrinkage": ("Ftrl", SHRINKAGE, "FtrlOptimizer", SHRINKAGE),
    "proximal_gradient_descent": (
        "ProximalGradientDescent",
        {**L1, **L2},
        "ProximalGradientDescentOptimizer",
        {**L1, **L2},
    ),
    "proximal_adagrad": (
        "ProximalAdagrad",
        {**L1, **L2},
        "ProximalAdagradOptimizer",
        {**L1, **L2},
    ),
}
CONTRIB = {
    "adamax": ("Adamax", {}, "AdaMaxOptimizer", {}),
    "nadam": ("Nadam", {}, "NadamOptimizer", {}),
    "lazy_adam": ("LazyAdam", {}, "LazyAdamOptimizer", {}),
    "adamw": (
        "AdamW",
        {"weight_decay": 0.01},
        "AdamWOptimizer",
        {"weight_decay": 0.01},
    ),
    "momentumw": (
        "MomentumW",
        {"weight_decay": 0.01, "momentum": 0.9},
        "MomentumWOptimizer",
        {"weight_decay": 0.01, "momentum": 0.9},
    ),
}
CLASSES = {
    name: (getattr(optimizers, spec[0]), spec[1])
    for name, spec in (OPTIMIZERS | CONTRIB).items()
}
# TensorFlow 2 has another square root, reciprocal root and power for vectors of
# float32, so these are equal up to rounding there. All else is equal bit for bit.
NEWER_ROOTS = {
    "adagrad",
    "proximal_adagrad",
    "adadelta",
    "rmsprop",
    "rmsprop_centered",
    "adam",
    "ftrl",
    "ftrl_shrinkage",
    "nadam",
    "lazy_adam",
    "adamw",
}
NO_DENSE_FLOAT64 = ("proximal_gradient_descent", "proximal_adagrad")

each_class = pytest.mark.parametrize("name", CLASSES)


def make(name, rate=0.1, **options):
    """Return an optimizer of this package, by the name above."""
    made, arguments = CLASSES[name]
    return made(learning_rate=rate, **{**arguments, **options})


def draw(seed, dtype, sparse, rate, steps=STEPS):
    """Draw a variable, a gradient for each step and the learning rates.

    Sparse gradients have duplicate rows, and miss others.
    """
    rng = np.random.default_rng(seed)
    rows, columns = (int(size) for size in rng.integers(2, 9, size=2))
    picked = (steps, rows) if sparse else (steps,)
    return {
        "w": rng.normal(size=(rows, columns)).astype(dtype),
        "indices": rng.integers(0, rows, size=picked).astype(np.int32),
        "gradients": rng.normal(size=(steps, rows, columns)).astype(dtype),
        "rates": [0.1 if rate == "constant" else 0.1 * 0.97**n for n in range(steps)],
        "sparse": sparse,
    }


TF1 = """
import numpy as np
import tensorflow as tf
v1 = tf.compat.v1

def run(w, indices, gradients, rates, sparse, place, name, arguments):
    module = v1.train if place == "train" else tf.contrib.opt
    with tf.Graph().as_default():
        variable = v1.get_variable("w", initializer=w, use_resource=True)
        rate = v1.placeholder(tf.float32, [])
        gradient = values = v1.placeholder(w.dtype, w.shape)
        rows = v1.placeholder(tf.int32, [None])
        if sparse:
            gradient = tf.IndexedSlices(values, rows, tf.constant(w.shape))
        arguments = dict(arguments)
        step = v1.train.get_or_create_global_step()
        if name == "AdagradDAOptimizer":
            arguments["global_step"] = step
        optimizer = getattr(module, name)(learning_rate=rate, **arguments)
        train_op = optimizer.apply_gradients([(gradient, variable)], step)
        slots = sorted(optimizer.get_slot_names())
        outputs = []
        with v1.Session() as session:
            session.run(v1.global_variables_initializer())
            fetched = [variable] + [optimizer.get_slot(variable, s) for s in slots]
            for batch in zip(gradients, indices, rates):
                feed = dict(zip((values, rows, rate), batch))
                if not sparse:
                    del feed[rows]
                session.run(train_op, feed)
                outputs.append(session.run(fetched))
    return {k: np.stack(v) for k, v in zip(["w"] + slots, zip(*outputs))}
"""


def by_tf1(inputs, name):
    """Run TF1's optimizer on ``compat.v1``."""
    namespace = {}
    exec(TF1, namespace)
    _, _, original, arguments = OPTIMIZERS[name]
    return namespace["run"](**inputs, place="train", name=original, arguments=arguments)


def by_class(inputs, name):
    """Run this package's optimizer; its slots are TF1's, by the same names."""
    variable = tf.Variable(inputs["w"])
    optimizer = make(name)
    optimizer.build([variable])
    slots = sorted(optimizer.slot_values())
    sparse = inputs["sparse"]

    @tf.function
    def step(values, indices):
        gradient = tf.IndexedSlices(values, indices) if sparse else values
        optimizer.apply_gradients([(gradient, variable)])

    outputs = []
    batches = zip(inputs["gradients"], inputs["indices"], inputs["rates"], strict=True)
    for values, indices, rate in batches:
        optimizer.learning_rate = rate
        step(tf.constant(values), tf.constant(indices))
        found = [optimizer._slots[slot][0] for slot in slots]
        outputs.append([np.array(array) for array in (variable, *found)])
    names = ["w", *slots]
    return {
        k: np.stack(v) for k, v in zip(names, zip(*outputs, strict=True), strict=True)
    }


def check_bits(name, inputs, reference):
    """Check that both runs of a class are TF1's, bit for bit, at each step."""
    for run in (run_eager, run_function):
        outputs = run(by_class, {"inputs": inputs, "name": name})
        difference = compare(reference, outputs)
        assert difference.identical, (run.__name__, difference)


@pytest.mark.parametrize("rate", ["constant", "changing"])
@pytest.mark.parametrize("sparse", [False, True], ids=["dense", "sparse"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_bits_are_those_of_compat_v1(name, dtype, sparse, rate):
    inputs = draw([1, len(name)], dtype, sparse, rate)
    if dtype == np.float64 and not sparse and name in NO_DENSE_FLOAT64:
        with pytest.raises(TypeError, match="float64"):
            by_tf1(inputs, name)
        with pytest.raises(
            ValueError, match="updates float32 variables only, as in TF1"
        ):
            by_class(inputs, name)
        return
    check_bits(name, inputs, by_tf1(inputs, name))


@pytest.fixture(scope="module")
def tensorflow1(python37, tmp_path_factory):
    """A process with TensorFlow 1.15.5, which has the module ``original``."""
    folder = tmp_path_factory.mktemp("original")
    (folder / "original.py").write_text(TF1)
    with pytest.MonkeyPatch.context() as patch, TensorFlow1() as running:
        patch.chdir(folder)
        running.versions()
        patch.undo()
        yield running


@pytest.mark.parametrize("sparse", [False, True], ids=["dense", "sparse"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", OPTIMIZERS | CONTRIB)
def test_bits_are_those_of_tensorflow_1_15(name, dtype, sparse, tensorflow1):
    if dtype == np.float64 and not sparse and name in NO_DENSE_FLOAT64:
        pytest.skip("TF1 refuses this one")
    if dtype == np.float64 and sparse and name == "gradient_descent":
        pytest.skip("1.15 does not cast the rate for sparse float64 gradients")
    inputs = draw([2, len(name)], dtype, sparse, "changing")
    place = "train" if name in OPTIMIZERS else "contrib"
    _, _, original, arguments = (OPTIMIZERS | CONTRIB)[name]
    settings = {"place": place, "name": original, "arguments": list(arguments.items())}
    reference = tensorflow1.run("original", {**inputs, **settings})
    outputs = run_function(by_class, {"inputs": inputs, "name": name})
    difference = compare(reference, outputs)
    if dtype == np.float32 and name in NEWER_ROOTS:

        def execute(moved):
            return run_function(by_class, {"inputs": moved, "name": name})

        assert not difference.problem
        assert Rounding(execute, inputs).share(reference, outputs)[0] <= 1
    else:
        assert difference.identical


def test_every_class_is_tested_and_public():
    public = {
        found
        for found in vars(optimizers).values()
        if inspect.isclass(found) and found is not optimizers.TF1Optimizer
    }
    assert {made for made, _ in CLASSES.values()} == public
