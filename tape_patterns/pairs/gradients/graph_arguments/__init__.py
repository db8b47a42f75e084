"""Arguments that steered the graph: a tape has no need of them."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

AGGREGATION_METHODS = (
    "ADD_N",
    "DEFAULT",
    "EXPERIMENTAL_TREE",
    "EXPERIMENTAL_ACCUMULATE_N",
)
GATES = ("GATE_NONE", "GATE_OP", "GATE_GRAPH")


def draw(integers, lowest, batch, time, columns, units):
    """Draw sequences, targets, one weight an example, and a network.

    All are small multiples of 1/2. In float64 every product and every
    sum of them is exact, in whatever order it is taken.
    """

    def halves(low, high, shape):
        return integers(low, high + 1, shape) / 2

    return {
        "x": halves(lowest, 2, (batch, time, columns)),
        "y": halves(-2, 2, batch),
        "grad_loss": halves(1, 4, batch),
        "weights": [
            halves(lowest, 2, (columns, units)),
            halves(lowest, 2, (units, units)),
            halves(lowest, 2, units),
        ],
        "learning_rate": 2.0**-10,
    }


def with_setting(inputs, aggregation_method, gate_gradients, colocate):
    """Add how the graph is to be built."""
    return dict(
        inputs,
        aggregation_method=aggregation_method,
        gate_gradients=gate_gradients,
        colocate=colocate,
    )


def sample(rng):
    """Draw a network of 2 to 4 time steps, and any setting.

    Its weights and states are positive: a zero among them makes zeros
    in the outputs, and their signs depend on the algorithm.
    """
    batch, time, columns, units = (
        int(n) for n in rng.integers([1, 2, 1, 1], [6, 5, 6, 6])
    )
    return with_setting(
        draw(rng.integers, 1, batch, time, columns, units),
        str(rng.choice(AGGREGATION_METHODS)),
        str(rng.choice(GATES)),
        bool(rng.integers(2)),
    )


# RandomState keeps its stream over all versions of NumPy.
INPUTS = draw(np.random.RandomState(0).randint, -2, 6, 4, 3, 5)

BATCHED = "`jacobian` batches the Hessian's matrix products."

PAIR = Pair(
    __name__,
    title="Drop the arguments that steered the graph",
    becomes="nothing: the arguments go",
    found_in=1,
    replaces={
        "tf.gradients": (
            "name",
            "colocate_gradients_with_ops",
            "gate_gradients",
            "aggregation_method",
        ),
        "tf.hessians": (
            "name",
            "colocate_gradients_with_ops",
            "gate_gradients",
            "aggregation_method",
        ),
        "tf.train.Optimizer.minimize": (
            "gate_gradients",
            "aggregation_method",
            "colocate_gradients_with_ops",
            "name",
            "grad_loss",
        ),
        "tf.train.Optimizer.compute_gradients": (
            "gate_gradients",
            "aggregation_method",
            "colocate_gradients_with_ops",
            "grad_loss",
        ),
    },
    cases=both_dtypes(
        Case(
            "defaults",
            with_setting(INPUTS, "DEFAULT", "GATE_OP", False),
        ),
        Case(
            "summed_as_a_tree",
            with_setting(
                INPUTS, "EXPERIMENTAL_TREE", "GATE_NONE", True
            ),
        ),
        Case(
            "summed_in_place",
            with_setting(
                INPUTS, "EXPERIMENTAL_ACCUMULATE_N", "GATE_GRAPH", False
            ),
        ),
    ),
    sample=sample,
    rounding={
        "eager": BATCHED,
        "function": BATCHED,
    },
)
