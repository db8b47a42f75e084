"""The exact optimizers' time against that of Keras' own: ``optimizer_speed.md``.

Measure on a machine that does nothing else. It takes some minutes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tape_patterns.equivalence import load_tensorflow
from tape_patterns.measure import data
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import table

PATH = Path(__file__).with_name("optimizer_speed.md")
LAYERS, WIDTH = 25, 64
ROUNDS, STEPS = 9, 20
ARGUMENTS = {
    "GradientDescent": ("SGD", {}),
    "Momentum": ("SGD", {"momentum": 0.9}),
    "Adagrad": ("Adagrad", {}),
    "Adadelta": ("Adadelta", {}),
    "RMSprop": ("RMSprop", {}),
    "Adam": ("Adam", {}),
    "Ftrl": ("Ftrl", {}),
    "Adamax": ("Adamax", {}),
    "Nadam": ("Nadam", {}),
    "AdamW": ("AdamW", {"weight_decay": 0.004}),
}
"""By the name of the exact class: Keras' class, and the arguments of both."""


def step_time(step: Callable[[], Any]) -> float:
    """Return the seconds of a step, the mean over some."""
    start = time.perf_counter()
    for _ in range(STEPS):
        step()
    return (time.perf_counter() - start) / STEPS


def prepared(made: Any, traced: bool) -> Callable[[], Any]:
    """Return a step of an optimizer over a model's gradients, warmed up."""
    tf = load_tensorflow()
    shapes = [(WIDTH, WIDTH), (WIDTH,)] * LAYERS
    variables = [tf.Variable(tf.ones(shape)) for shape in shapes]
    gradients = [tf.ones(shape) for shape in shapes]
    made.build(variables)

    def step() -> None:
        made.apply_gradients(zip(gradients, variables, strict=True))

    found: Callable[[], Any] = tf.function(step) if traced else step
    step_time(found)
    return found


def compare(exact: str, traced: bool) -> tuple[float, float, list[float]]:
    """Time one class and its built-in in turn.

    Returns:
        The median seconds of a step, exact and Keras'; Keras' time over the
        exact one's in each round.
    """
    from tape_patterns import optimizers

    tf = load_tensorflow()
    name, arguments = ARGUMENTS[exact]
    ours = getattr(optimizers, exact)(learning_rate=1e-3, **arguments)
    theirs = getattr(tf.keras.optimizers, name)(learning_rate=1e-3, **arguments)
    steps = prepared(ours, traced), prepared(theirs, traced)
    rounds = [tuple(step_time(step) for step in steps) for _ in range(ROUNDS)]
    ratios = [theirs / ours for ours, theirs in rounds]
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    return medians[0], medians[1], ratios


def measure() -> data.Data:
    """Time all classes, eager and in a function."""
    times = {
        exact: {
            mode: dict(
                zip(("exact", "keras", "ratios"), compare(exact, traced), strict=True)
            )
            for mode, traced in (("eager", False), ("function", True))
        }
        for exact in ARGUMENTS
    }
    return {"made_by": made_by(), "times": times}


def rendered(found: data.Data) -> dict[str, str]:
    """Return the section of the page."""
    rows = []
    for exact, modes in found["times"].items():
        cells = [f"`{exact}`", f"`{ARGUMENTS[exact][0]}`"]
        for time_of in modes.values():
            ratios = time_of["ratios"]
            spread = f"{min(ratios):.1f} to {max(ratios):.1f}"
            cells += [f"{time_of[name] * 1e3:.2f} ms" for name in ("exact", "keras")]
            cells.append(f"{statistics.median(ratios):.1f} ({spread})")
        rows.append(cells)
    titles = ["exact class", "Keras'"]
    for mode in ("eager", "`tf.function`"):
        titles += [f"{mode}: exact", "Keras", "ratio (range)"]
    about = (
        f"One `apply_gradients` on {2 * LAYERS} variables: {LAYERS} layers of"
        f" {WIDTH} x {WIDTH} weights and their biases. Median of {ROUNDS} rounds of"
        f" {STEPS} steps, the two in turn; the ratio is Keras' time over the exact"
        f" class's. {data.measured_with(found)}"
    )
    return {"speed": table(titles, rows) + "\n\n" + about}


def produce(_samples: int) -> list[Path]:
    """Measure, write data and text, and return their paths."""
    return data.write(PATH, measure(), rendered)
