"""How often a ``tf.function`` updates a weight before the loss reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from tape_patterns.equivalence import load_tensorflow
from tape_patterns.equivalence.rounding import Rounding
from tape_patterns.measure import data
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import table

PATH = Path(__file__).with_name("update_order.md")
TRACES = 40
STEPS = 3


# --8<-- [start:example]
def train(optimizer: Any, ordered: bool, traced: bool, v: Any, w: Any) -> Any:
    """Return the loss of each step, and the weights."""
    tf = load_tensorflow()
    v, w = tf.Variable(v), tf.Variable(w)
    optimizer.build([v, w])

    def step(x: Any) -> Any:
        with tf.GradientTape() as tape:
            # The gradient of w does not depend on w.
            loss = tf.reduce_mean(tf.matmul(tf.tanh(tf.matmul(x, v)), w))
        gradients = tape.gradient(loss, [v, w])
        with tf.control_dependencies([loss]) if ordered else nullcontext():
            optimizer.apply_gradients(zip(gradients, [v, w], strict=True))
        return loss

    step = tf.function(step) if traced else step
    losses = [step(tf.ones([2, 4])).numpy() for _ in range(STEPS)]
    return {"losses": np.stack(losses), "v": v.numpy(), "w": w.numpy()}


# --8<-- [end:example]


def optimizers() -> Mapping[str, Callable[[], Any]]:
    """Return makers of Keras' optimizers, and of an exact one, by what they are."""
    import keras

    from tape_patterns.optimizers import GradientDescent

    return {
        "`keras.optimizers.SGD`": lambda: keras.optimizers.SGD(0.5),
        "`keras.optimizers.Adam`": lambda: keras.optimizers.Adam(0.5),
        "`tape_patterns.optimizers.GradientDescent`": lambda: GradientDescent(0.5),
    }


def others(make: Callable[[], Any], ordered: bool, traces: int) -> dict[str, int]:
    """Return in how many traces the losses, and the weights, are not eager code's."""
    start = {"v": np.full([4, 3], 0.1, "float32"), "w": np.ones([3, 1], "float32")}

    def eager(start: Mapping[str, Any]) -> Any:
        return train(make(), ordered, traced=False, **start)

    right = eager(start)
    allowed = Rounding(eager, start, right).allowed
    counted = {"losses": 0, "weights": 0}
    for _ in range(traces):
        found = train(make(), ordered, traced=True, **start)
        other = {
            name: np.abs(found[name] - right[name]).max() > allowed[name]
            for name in right
        }
        counted["losses"] += int(other["losses"])
        counted["weights"] += int(other["v"] or other["w"])
    return counted


def measure() -> data.Data:
    """Trace each step many times."""
    load_tensorflow()
    counts = {
        name: {
            order: others(make, order == "ordered", TRACES)
            for order in ("as written", "ordered")
        }
        for name, make in optimizers().items()
    }
    return {"made_by": made_by(), "traces": TRACES, "counts": counts}


def rendered(found: data.Data) -> dict[str, str]:
    """Return the section of the page."""
    rows = [
        [
            name,
            *(
                f"{counts[order][what]} of {found['traces']}"
                for order in ("as written", "ordered")
                for what in ("losses", "weights")
            ),
        ]
        for name, counts in found["counts"].items()
    ]
    titles = [
        "optimizer",
        "other losses",
        "other weights",
        "other losses, ordered",
        "other weights, ordered",
    ]
    return {"counts": f"{table(titles, rows)}\n\n{data.measured_with(found)}"}


def produce(_samples: int) -> list[Path]:
    """Measure, write data and text, and return their paths."""
    return data.write(PATH, measure(), rendered)
