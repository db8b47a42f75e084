"""Grad-CAM: the gradient at a hidden layer."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

CHANNELS, FILTERS, UNITS, CLASSES = 2, 4, 6, 5


def draw(uniform, integers, batch, height, width):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    images = uniform(-1, 1, (batch, height, width, CHANNELS))
    shapes = [
        (3, 3, CHANNELS, FILTERS),
        (height * width * FILTERS, UNITS),
        (UNITS, CLASSES),
    ]
    weights = [uniform(-0.3, 0.3, shape) for shape in shapes]
    return {
        "images": images,
        "labels": integers(0, CLASSES, batch).astype(np.int32),
        "weights": weights,
    }


def sample(rng):
    """Draw a network and up to 16 images of up to 8 x 8."""
    batch = int(rng.integers(1, 17))
    height, width = (int(size) for size in rng.integers(3, 9, 2))
    return draw(rng.uniform, rng.integers, batch, height, width)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Differentiate at a hidden layer",
    aliases=("Grad-CAM",),
    becomes="`tape.watch` of the layer's output",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "three_images",
            draw(STREAM.uniform, STREAM.randint, 3, 6, 4),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
