"""The optimizers: TF1's bits, and everything that a Keras optimizer can do."""

import inspect

import numpy as np
import pytest

from tape_patterns import optimizers
from tape_patterns.equivalence import TensorFlow1, compare, run_eager, run_function
from tape_patterns.equivalence.rounding import Rounding
from tape_patterns.equivalence.runs import run_graph
from tape_patterns.measure import data, optimizer_dtypes, tf1_optimizer

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
    return {
        "w": rng.normal(size=(rows, columns)).astype(dtype),
        "indices": rng.integers(0, rows, size=(steps, rows)).astype(np.int32),
        "gradients": rng.normal(size=(steps, rows, columns)).astype(dtype),
        "rates": [0.1 if rate == "constant" else 0.1 * 0.97**n for n in range(steps)],
        "sparse": sparse,
    }


def by_tf1(inputs, name):
    """Run TF1's optimizer on ``compat.v1``."""
    _, _, original, arguments = OPTIMIZERS[name]
    return run_graph(
        tf1_optimizer.run,
        {**inputs, "place": "train", "name": original, "arguments": arguments},
    )


def by_class(inputs, name):
    """Run this package's optimizer; its slots are TF1's, by the same names."""
    dtype = inputs["w"].dtype.name
    return optimizer_dtypes.by_class(**inputs, make=lambda: make(name), dtype=dtype)


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
def tensorflow1(python37):
    """A process with TensorFlow 1.15.5."""
    with TensorFlow1() as running:
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
    reference = tensorflow1.run(optimizer_dtypes.MODULE, {**inputs, **settings})
    outputs = run_function(by_class, {"inputs": inputs, "name": name})
    difference = compare(reference, outputs)
    if dtype == np.float32 and name in NEWER_ROOTS:

        def execute(moved):
            return run_function(by_class, {"inputs": moved, "name": name})

        assert not difference.problem
        assert Rounding(execute, inputs).share(reference, outputs)[0] <= 1
    else:
        assert difference.identical


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
@pytest.mark.parametrize("sparse", [False, True], ids=["dense", "sparse"])
@pytest.mark.parametrize("name", optimizer_dtypes.CLASSES)
def test_a_dtype_is_trained_as_by_tf1_or_refused(name, sparse, dtype, tensorflow1):
    kind = "sparse" if sparse else "dense"
    expected = data.read(optimizer_dtypes.PATH)["outcomes"][name][kind][dtype]
    found = optimizer_dtypes.outcome(name, dtype, sparse, tensorflow1)
    assert found[0] in ("identical", "rounding", "refused")
    assert (found[0] == "refused") == (expected[0] == "refused")
    assert found[1] == expected[1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sparse_adam_without_epsilon(dtype, monkeypatch):
    """TF1's graph optimizer makes another root of it."""
    without = {"epsilon": 0.0}
    monkeypatch.setitem(CLASSES, "adam", (optimizers.Adam, without))
    monkeypatch.setitem(OPTIMIZERS, "adam", ("Adam", {}, "AdamOptimizer", without))
    inputs = draw([3, 1], dtype, True, "changing")
    check_bits("adam", inputs, by_tf1(inputs, "adam"))


def test_every_class_is_tested_and_public():
    public = {
        found
        for found in vars(optimizers).values()
        if inspect.isclass(found) and found is not optimizers.TF1Optimizer
    }
    assert {made for made, _ in CLASSES.values()} == public
