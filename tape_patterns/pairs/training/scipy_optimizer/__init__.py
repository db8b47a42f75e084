"""SciPy's minimizers on a TF1 graph: ``ScipyOptimizerInterface``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, shape, bound, maxiter, gtol):
    """Return inputs; the numbers come from ``uniform``."""
    batch, features, hidden = shape
    return {
        "x": uniform(-1, 1, (batch, features)),
        "y": uniform(-1, 1, (batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "bound": bound,
        "maxiter": maxiter,
        "gtol": gtol,
    }


def sample(rng):
    """Draw a network, and stop after a few iterations."""
    shape = [int(n) for n in rng.integers([4, 1, 1], [9, 4, 4])]
    bound = float(rng.choice([0.5, 2.0, 100.0]))
    return draw(
        rng.uniform, shape, bound, int(rng.integers(1, 5)), 1e-5
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Minimize with SciPy",
    aliases=("L-BFGS", "LBFGS"),
    becomes="`scipy.optimize.minimize`",
    found_in=4,
    replaces={
        "tf.contrib.opt.ScipyOptimizerInterface": (
            "loss",
            "var_list",
            "var_to_bounds",
            "method",
            "options",
        ),
        "tf.contrib.opt.ScipyOptimizerInterface.minimize": (
            "session",
            "feed_dict",
            "fetches",
            "step_callback",
            "loss_callback",
        ),
    },
    cases=both_dtypes(
        Case(
            "five_iterations", draw(UNIFORM, (8, 2, 3), 100.0, 5, 1e-5)
        ),
        Case("bounds", draw(UNIFORM, (8, 2, 3), 0.75, 5, 1e-5)),
        Case("to_the_end", draw(UNIFORM, (8, 2, 1), 2.0, 50, 1e-3)),
    ),
    sample=sample,
    compat_v1=False,
    rounding={
        "function": "TensorFlow 2 has other kernels for matmul.",
        "eager": "TensorFlow 2 has other kernels for matmul.",
    },
)
