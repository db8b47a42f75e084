"""What moves Keras' Adam away from TF1's, for its page: ``adam_drift.md``.

Each share is the distance of two
runs that differ in one thing only, on the same gradients.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence import load_tensorflow
from tape_patterns.equivalence.difference import number
from tape_patterns.measure import data
from tape_patterns.measure.evidence import SHOWN_STEPS
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import grouped_table, table

PATH = Path(__file__).with_name("adam_drift.md")
RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-8
SCALES = (1.0, 1e-4, 1e-6)
"""The size of the gradients."""

Path2D = npt.NDArray[np.float32]
Make = Callable[[], Any]


def keras_adam(epsilon: float = EPSILON, rounded: bool = True) -> Any:
    """Return Keras' Adam, its betas rounded to float32 or not."""
    tf = load_tensorflow()
    betas = [float(np.float32(beta)) if rounded else beta for beta in (BETA_1, BETA_2)]
    return tf.keras.optimizers.Adam(RATE, *betas, epsilon=epsilon)


def exact_adam(epsilon: float = EPSILON, powers: bool = False) -> Any:
    """Return the exact Adam, with running products or with powers."""
    from tape_patterns.optimizers import Adam

    tf = load_tensorflow()

    class WithPowers(Adam):
        def step_scalars(self, learning_rate: Any) -> Any:
            step = tf.cast(self.iterations + 1, tf.float32)
            return {
                **super().step_scalars(learning_rate),
                "beta1_power": tf.pow(tf.constant(self.beta_1, tf.float32), step),
                "beta2_power": tf.pow(tf.constant(self.beta_2, tf.float32), step),
            }

    made = WithPowers if powers else Adam
    return made(RATE, BETA_1, BETA_2, epsilon=epsilon)


SHARES: dict[str, tuple[Make, Make]] = {
    "`epsilon`: 1e-7 for 1e-8": (
        exact_adam,
        lambda: exact_adam(epsilon=1e-7),
    ),
    "`1 - beta` in double precision": (
        keras_adam,
        lambda: keras_adam(rounded=False),
    ),
    "`beta ** step` for the running product": (
        exact_adam,
        lambda: exact_adam(powers=True),
    ),
    "the order of the operations": (
        lambda: exact_adam(powers=True),
        keras_adam,
    ),
    "all together: Keras' Adam with its defaults": (
        exact_adam,
        lambda: keras_adam(epsilon=1e-7, rounded=False),
    ),
    "Keras' Adam with TF1's `epsilon`": (
        exact_adam,
        lambda: keras_adam(rounded=False),
    ),
    "and with rounded betas": (exact_adam, keras_adam),
}
"""By what they differ in: two optimizers."""


def trained(make: Make, gradients: Path2D) -> Path2D:
    """Apply the gradients, one row a step, and return the weights after each."""
    tf = load_tensorflow()
    variable = tf.Variable(tf.zeros(gradients.shape[1]))
    optimizer = make()
    optimizer.build([variable])
    step = tf.function(lambda gradient: optimizer.apply([gradient], [variable]))
    weights = []
    for gradient in tf.constant(gradients):
        step(gradient)
        weights.append(variable.numpy())
    return np.stack(weights)


def first_factors() -> str:
    """Return a table of ``1 - beta`` in both precisions."""
    rows = []
    for name, beta in (("beta_1", BETA_1), ("beta_2", BETA_2)):
        double = 1 - beta
        single = 1 - np.float32(beta)
        apart = abs(float(single) - double) / double
        rows.append((f"`{name}`", repr(beta), repr(double), str(single), number(apart)))
    titles = (
        "argument",
        "value",
        "`1 - beta`, double",
        "float32",
        "relative difference",
    )
    return table(titles, rows)


def measure() -> data.Data:
    """Return each share of the distance, by size of the gradients and step."""
    noise = np.random.RandomState(0).normal(size=(SHOWN_STEPS[-1], 1000))
    shares: dict[str, list[float]] = {name: [] for name in SHARES}
    for scale in SCALES:
        gradients = (scale * noise).astype(np.float32)
        for name, (one, other) in SHARES.items():
            apart = np.abs(trained(one, gradients) - trained(other, gradients))
            largest = apart.max(axis=1)
            shares[name] += [float(largest[step - 1]) for step in SHOWN_STEPS]
    return {"made_by": made_by(), "shares": shares}


def rendered(found: data.Data) -> dict[str, str]:
    """Return the sections of the page."""
    groups = [f"gradients of {scale:g}" for scale in SCALES]
    titles = [f"step {step}" for step in SHOWN_STEPS]
    rows = [(name, *map(number, apart)) for name, apart in found["shares"].items()]
    about = (
        f"Largest difference of a weight, of 1,000 that start at zero. Normal"
        f" gradients of the size named, learning rate {RATE:g}."
        f" {data.measured_with(found)}"
    )
    shares = grouped_table("what differs", groups, titles, rows) + "\n\n" + about
    return {"factors": first_factors(), "shares": shares}


def produce(_samples: int) -> list[Path]:
    """Measure, write data and text, and return their paths."""
    return data.write(PATH, measure(), rendered)
