"""What the optimizers train: a network, or a table of words.

TensorFlow 1.15 reads this too: Python 3.7, no import of TensorFlow.
"""

import numpy as np

from tape_patterns.pair import Case

STEPS = 100
SAMPLED_STEPS = (1, 3, 10, 100)
SHARES = (0.3, 0.3, 0.3, 0.1)
"""How often a random input has so many: the long ones cost most."""
DECAY = 0.97
"""What a changing learning rate is multiplied by after each step."""


def network(random, steps, dtype=np.float32):
    """Draw a network of one hidden layer, and a batch for each step."""
    uniform = random.uniform
    batch, features, hidden = 8, 3, 4
    shapes = ((features, hidden), (hidden,), (hidden, 1))
    return {
        "x": uniform(-1, 1, (steps, batch, features)).astype(dtype),
        "targets": uniform(-1, 1, (steps, batch, 1)).astype(dtype),
        "weights": [uniform(-1, 1, s).astype(dtype) for s in shapes],
    }


def words(random, steps, dtype=np.float32):
    """Draw a table of words, and sentences for each step.

    A step has words that come twice, and misses others.
    """
    uniform = random.uniform
    batch, length, rows, width = 2, 3, 6, 2
    picked = uniform(0, rows, (steps, batch, length))
    return {
        "ids": picked.astype(np.int32),
        "targets": uniform(-1, 1, (steps, batch, 1)).astype(dtype),
        "table": uniform(-1, 1, (rows, width)).astype(dtype),
        "w": uniform(-1, 1, (width, 1)).astype(dtype),
    }


def rates(start, steps, decay=1.0):
    """Return a learning rate for each step."""
    powers = decay ** np.arange(steps)
    return (start * powers).astype(np.float32)


def cases(draw, rate, defaults, others):
    """Return 100 steps with other arguments, and 100 with defaults.

    Args:
        draw: ``network`` or ``words``.
        rate: the learning rate; in the first case it decays.
        defaults: the arguments of the second case.
        others: those of the first, where they differ.
    """
    first = draw(np.random.RandomState(0), STEPS)
    first["learning_rates"] = rates(rate, STEPS, DECAY)
    second = draw(np.random.RandomState(1), STEPS)
    second["learning_rates"] = rates(rate, STEPS)
    return (
        Case("changing_rate", {**first, **defaults, **others}),
        Case("defaults", {**second, **defaults}),
    )


def sample(draw, rng, rate, dtypes=(np.float32, np.float64)):
    """Draw up to 100 steps, a dtype, and a rate that may change."""
    steps = int(rng.choice(SAMPLED_STEPS, p=SHARES))
    found = draw(rng, steps, dtypes[int(rng.integers(len(dtypes)))])
    start = rate * float(rng.uniform(0.3, 1.5))
    decay = float(rng.choice([1.0, rng.uniform(0.9, 1.0)]))
    return {**found, "learning_rates": rates(start, steps, decay)}


def per_step(weights, *slots):
    """Return the names of the outputs: weights, and a slot of each."""
    of_slots = [w + "/" + s for s in slots for w in weights]
    return weights + tuple(of_slots)


NETWORK = ("w1", "b1", "w2")
TABLE = ("table",)
