"""What the optimizers train: a network, or a table of words.

TensorFlow 1.15 reads this too: Python 3.7, no import of TensorFlow.
"""

import inspect

import numpy as np

from tape_patterns.pair import Case, both_dtypes, in_dtype

NETWORK = ("w1", "b1", "w2")
TABLE = ("table",)
"""The weights of each, by name."""
GRADIENTS = tuple("d" + name for name in NETWORK)
SLICES = ("values", "indices")
"""The parts of the table's gradient: rows, and where they belong."""
STEPS = 100
SAMPLED_STEPS = (1, 3, 10, 100)
SHARES = (0.3, 0.3, 0.3, 0.1)
"""How often a random input has so many: the long ones cost most."""
DECAY = 0.97
"""What a changing learning rate is multiplied by after each step."""


def network(random, steps):
    """Draw a network of one hidden layer, and a batch for each step."""
    uniform = random.uniform
    batch, features, hidden = 8, 3, 4
    shapes = ((features, hidden), (hidden,), (hidden, 1))
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "targets": uniform(-1, 1, (steps, batch, 1)),
        "weights": [uniform(-1, 1, s) for s in shapes],
    }


def words(random, steps):
    """Draw a table of words, and sentences for each step.

    A step has words that come twice, and misses others.
    """
    uniform = random.uniform
    batch, length, rows, width = 2, 3, 6, 2
    picked = uniform(0, rows, (steps, batch, length))
    return {
        "ids": picked.astype(np.int32),
        "targets": uniform(-1, 1, (steps, batch, 1)),
        "table": uniform(-1, 1, (rows, width)),
        "w": uniform(-1, 1, (width, 1)),
    }


def rates(start, steps, decay=1.0):
    """Return a learning rate for each step: settings, not data."""
    powers = decay ** np.arange(steps)
    return [float(rate) for rate in (start * powers).astype(np.float32)]


def cases(draw, rate, defaults, others, only_dtype=""):
    """Return 100 steps with other arguments, and 100 with defaults.

    Args:
        draw: ``network`` or ``words``.
        rate: the learning rate; in the first case it decays.
        defaults: the arguments of the second case.
        others: those of the first, where they differ.
        only_dtype: the one that TF1 takes, if it does not take both.
    """
    first = draw(np.random.RandomState(0), STEPS)
    first["learning_rates"] = rates(rate, STEPS, DECAY)
    second = draw(np.random.RandomState(1), STEPS)
    second["learning_rates"] = rates(rate, STEPS)
    drawn = (
        Case("changing_rate", {**first, **defaults, **others}),
        Case("defaults", {**second, **defaults}),
    )
    if only_dtype:
        return tuple(in_dtype(only_dtype, case) for case in drawn)
    return both_dtypes(*drawn)


def sample(draw, rng, rate):
    """Draw up to 100 steps, and a rate that may change."""
    steps = int(rng.choice(SAMPLED_STEPS, p=SHARES))
    start = rate * float(rng.uniform(0.3, 1.5))
    decay = float(rng.choice([1.0, rng.uniform(0.9, 1.0)]))
    found = draw(rng, steps)
    return {**found, "learning_rates": rates(start, steps, decay)}


def per_step(weights, *slots):
    """Return the names of the outputs: all are there for each step."""
    gradients = GRADIENTS if weights == NETWORK else SLICES
    of_slots = tuple(w + "/" + s for s in slots for w in weights)
    return ("loss",) + gradients + weights + of_slots


def with_arguments(run, make):
    """Give ``run`` its arguments: the loop's, and those of ``make``."""
    of_loop = list(inspect.signature(run).parameters.values())[:-1]
    of_make = list(inspect.signature(make).parameters.values())[1:]
    run.__signature__ = inspect.Signature(of_loop + of_make)
    return run
