"""``K.gradients`` with ``K.function`` over a Keras model."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, image, filters, channel, steps):
    """Return an image and a network; the numbers come from ``uniform``.

    The network is a layer of convolutions, its features, and a
    classifier on top of them.
    """

    def array(*shape):
        return uniform(-0.5, 0.5, shape)

    channels, classes = image[-1], 3
    return {
        "image": array(*image),
        "conv": [
            array(3, 3, channels, filters),
            array(filters),
        ],
        "dense": [array(filters, classes), array(classes)],
        "channel": channel,
        "rate": 0.02,
        "steps": steps,
    }


def sample(rng):
    """Draw up to 3 images of up to 8 x 8, and up to 5 filters."""
    batch, channels, steps = (int(n) for n in rng.integers(1, 4, 3))
    height, width = (int(n) for n in rng.integers(5, 9, 2))
    filters = int(rng.integers(1, 6))
    channel = int(rng.integers(filters))
    image = (batch, height, width, channels)
    return draw(rng.uniform, image, filters, channel, steps)


# RandomState keeps its stream over all versions of NumPy.
uniform = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Differentiate a Keras model by its input",
    becomes="a tape around the model's call",
    found_in=2,
    replaces={"tf.keras.backend.gradients": ("loss", "variables")},
    cases=both_dtypes(
        Case("five_steps", draw(uniform, (2, 5, 7, 3), 4, 1, 5)),
    ),
    sample=sample,
    compat_v1=False,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for conv2d and tanh."
    },
    per_step=("loss", "gradient"),
)
