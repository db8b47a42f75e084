"""The DDPG actor: its gradient seeded with minus the critic's dQ/da."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

STATE, HIDDEN, ACTION = 3, 16, 1


def dense_weights(uniform, inputs, outputs):
    """Return the weights of a network with one hidden layer."""
    shapes = [
        (inputs, HIDDEN),
        (HIDDEN,),
        (HIDDEN, outputs),
        (outputs,),
    ]
    return [uniform(-0.5, 0.5, shape) for shape in shapes]


def draw(uniform, updates, batch, learning_rate):
    """Return inputs; the numbers come from ``uniform``."""
    states = uniform(-1, 1, (updates, batch, STATE))
    return {
        "states": states,
        "actor": dense_weights(uniform, STATE, ACTION),
        "critic": dense_weights(uniform, STATE + ACTION, 1),
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw networks and up to 3 updates on batches of up to 32."""
    updates, batch = int(rng.integers(1, 4)), int(rng.integers(1, 33))
    rate = float(rng.uniform(1e-4, 1e-2))
    return draw(rng.uniform, updates, batch, rate)


PAIR = Pair(
    __name__,
    title="Update a DDPG actor through its critic",
    becomes="two tapes and `output_gradients`",
    found_in=2,
    replaces={"tf.gradients": ("ys", "xs", "grad_ys")},
    cases=both_dtypes(
        # RandomState keeps its stream over all versions of NumPy.
        Case(
            "fifty_updates",
            draw(np.random.RandomState(0).uniform, 50, 32, 1e-2),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    per_step=("q", "action_gradients", "w1", "b1", "w2", "b2"),
)
