"""Trade time for memory: ``recompute_grad``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, widths, depth, rate, steps):
    """Return blocks of dense layers; the numbers come from ``uniform``.

    Block i is ``depth`` layers, the first of which takes ``widths[i]``
    features to ``widths[i + 1]``.
    """

    def array(*shape):
        return uniform(-0.5, 0.5, shape)

    blocks = []
    for i in range(len(widths) - 1):
        inside = [(widths[i + 1], widths[i + 1])] * (depth - 1)
        shapes = [(widths[i], widths[i + 1])] + inside
        blocks.append([array(*shape) for shape in shapes])
    return {
        "x": array(batch, widths[0]),
        "target": array(batch, widths[-1]),
        "blocks": blocks,
        "rate": rate,
        "learning_rate": 0.05,
        "steps": steps,
    }


def uniform(seed):
    """Return a source of numbers that all versions of NumPy share."""
    return np.random.RandomState(seed).uniform


def sample(rng):
    """Draw up to 4 blocks of up to 3 layers, and a rate of dropout."""
    batch, depth, steps = (int(n) for n in rng.integers(1, 4, size=3))
    widths = [int(n) for n in rng.integers(1, 7, rng.integers(2, 6))]
    rate = float(rng.choice([0.25, 0.5]))
    return draw(rng.uniform, batch, widths, depth, rate, steps)


PAIR = Pair(
    __name__,
    title="Recompute activations to save memory",
    aliases=("gradient checkpointing",),
    becomes="`tf.recompute_grad`",
    found_in=1,
    replaces={"tf.contrib.layers.recompute_grad": ("fn",)},
    cases=both_dtypes(
        Case("one_step", draw(uniform(0), 5, (3, 6, 4, 2), 2, 0.5, 1)),
        Case("three_steps", draw(uniform(1), 2, (3, 4, 1), 3, 0.25, 3)),
    ),
    sample=sample,
    compat_v1=False,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul and tanh, and"
            " the layers add up."
        )
    },
    per_step=("loss", "gradients", "weights"),
)
