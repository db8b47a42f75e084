"""The gradient at the input: saliency maps, adversarial examples."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

CHANNELS, FILTERS, CLASSES = 2, 4, 5


def draw(uniform, integers, batch, height, width, epsilon):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    images = uniform(-1, 1, (batch, height, width, CHANNELS))
    filters = uniform(-0.5, 0.5, (3, 3, CHANNELS, FILTERS))
    weights = uniform(-0.5, 0.5, (height * width * FILTERS, CLASSES))
    return {
        "images": images,
        "labels": integers(0, CLASSES, batch).astype(np.int32),
        "filters": filters,
        "weights": weights,
        "epsilon": epsilon,
    }


def sample(rng):
    """Draw a network and up to 16 images of up to 8 x 8."""
    batch = int(rng.integers(1, 17))
    height, width = (int(size) for size in rng.integers(3, 9, 2))
    epsilon = float(rng.uniform(0.01, 0.3))
    return draw(
        rng.uniform, rng.integers, batch, height, width, epsilon
    )


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Differentiate with respect to the input",
    aliases=("saliency", "adversarial example", "FGSM"),
    becomes="`tape.watch`, `tape.gradient`",
    found_in=5,
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "three_images",
            draw(STREAM.uniform, STREAM.randint, 3, 6, 4, 0.1),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for convolution, matmul."
        )
    },
)
