"""``gradient_override_map`` becomes ``tf.custom_gradient``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def inputs(rng, batch, pixels, hidden, codes, classes, label):
    """Draw sixteenths: their products and sums are exact."""

    def sixteenths(*shape):
        drawn = rng.uniform(-16, 17, size=shape)
        return np.floor(drawn) / 16

    return {
        "images": sixteenths(batch, pixels),
        "label": label,
        "w1": sixteenths(pixels, hidden),
        "w2": sixteenths(hidden, codes),
        "w3": sixteenths(codes, classes),
    }


def sample(rng):
    """Draw a small network, a batch and one of its classes."""
    sizes = [int(size) for size in rng.integers(1, 9, size=5)]
    return inputs(rng, *sizes, label=int(rng.integers(sizes[-1])))


PAIR = Pair(
    __name__,
    title="Override the gradient of an op",
    aliases=(
        "guided backpropagation",
        "guided ReLU",
        "straight through",
    ),
    becomes="`tf.custom_gradient`",
    found_in=2,
    replaces={
        "tf.RegisterGradient": ("op_type",),
        "tf.Graph.gradient_override_map": ("op_type_map",),
    },
    cases=both_dtypes(
        Case(
            "binary_codes",
            inputs(np.random.RandomState(0), 5, 7, 6, 4, 3, label=1),
        ),
        # The sums before both activations are 0 and 1 exactly.
        Case(
            "at_the_corners",
            {
                "images": np.array(
                    [[0, 0], [1, 1], [2, -1]], np.float64
                ),
                "label": 0,
                "w1": np.array([[1, -1, 0], [0, 1, 1]], np.float64),
                "w2": np.array([[1, 0], [1, 1], [-1, 1]], np.float64),
                "w3": np.array([[1], [-2]], np.float64),
            },
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "A product of one term is -0 in TensorFlow 2, 0 in 1.15."
        )
    },
)
