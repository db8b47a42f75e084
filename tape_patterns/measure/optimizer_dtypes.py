"""Which dtypes the exact optimizers train as TF1 did: ``optimizer_dtypes.md``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tape_patterns.equivalence import TensorFlow1, compare, load_tensorflow
from tape_patterns.equivalence.rounding import Rounding
from tape_patterns.equivalence.runs import run_eager, run_function, run_graph
from tape_patterns.measure import data
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import table

PATH = Path(__file__).with_name("optimizer_dtypes.md")
DTYPES = ("float16", "bfloat16", "float32", "float64")
MODULE = "tape_patterns.measure.tf1_optimizer"
DECAY = {"weight_decay": 0.01}
CLASSES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "GradientDescent": ("train.GradientDescentOptimizer", {}),
    "Momentum": ("train.MomentumOptimizer", {"momentum": 0.9}),
    "Adagrad": ("train.AdagradOptimizer", {}),
    "AdagradDA": ("train.AdagradDAOptimizer", {}),
    "Adadelta": ("train.AdadeltaOptimizer", {}),
    "RMSprop": ("train.RMSPropOptimizer", {}),
    "Adam": ("train.AdamOptimizer", {}),
    "Ftrl": ("train.FtrlOptimizer", {}),
    "ProximalGradientDescent": ("train.ProximalGradientDescentOptimizer", {}),
    "ProximalAdagrad": ("train.ProximalAdagradOptimizer", {}),
    "Adamax": ("contrib.AdaMaxOptimizer", {}),
    "Nadam": ("contrib.NadamOptimizer", {}),
    "LazyAdam": ("contrib.LazyAdamOptimizer", {}),
    "AdamW": ("contrib.AdamWOptimizer", DECAY),
    "MomentumW": ("contrib.MomentumWOptimizer", {"momentum": 0.9, **DECAY}),
}
"""By the name of the class: TF1's, and the arguments of both."""


def inputs_of(sparse: bool) -> dict[str, Any]:
    """Draw a variable and five gradients, which have duplicate rows if sparse."""
    rng = np.random.default_rng(0)
    return {
        "w": rng.normal(size=(4, 3)),
        "indices": rng.integers(0, 4, size=(5, 4)).astype(np.int32),
        "gradients": rng.normal(size=(5, 4, 3)),
        "rates": [0.1, 0.1, 0.05, 0.05, 0.02],
        "sparse": sparse,
    }


def by_class(
    w: Any,
    indices: Any,
    gradients: Any,
    rates: Any,
    sparse: bool,
    make: Callable[[], Any],
    dtype: str,
) -> dict[str, Any]:
    """Return the variable and its slots after each step, as ``tf1_optimizer`` does."""
    tf = load_tensorflow()
    variable, optimizer = tf.Variable(tf.cast(w, dtype)), make()
    optimizer.build([variable])
    slots = sorted(optimizer.slot_values())

    @tf.function
    def step(values: Any, rows: Any) -> None:
        gradient = tf.IndexedSlices(values, rows) if sparse else values
        optimizer.apply_gradients([(gradient, variable)])

    outputs = []
    for values, rows, rate in zip(gradients, indices, rates, strict=True):
        optimizer.learning_rate = rate
        step(tf.cast(values, dtype), tf.constant(rows))
        made = [variable, *(optimizer.get_slot(variable, slot) for slot in slots)]
        outputs.append([value.numpy() for value in made])
    columns = (np.stack(column) for column in zip(*outputs, strict=True))
    found = dict(zip(["w", *slots], columns, strict=True))
    if dtype == "bfloat16":  # NumPy has none
        found = {name: array.astype(np.float32) for name, array in found.items()}
    return found


def outcome(
    name: str, dtype: str, sparse: bool, tensorflow1: TensorFlow1
) -> tuple[str, str]:
    """Compare a class with TF1's; return the outcome and, if refused, why."""
    from tape_patterns import optimizers

    place, _, original = CLASSES[name][0].partition(".")
    arguments = CLASSES[name][1]
    inputs = inputs_of(sparse)
    for key in ("w", "gradients"):
        inputs[key] = inputs[key].astype("float64" if dtype == "float64" else "float32")

    def make() -> Any:
        return getattr(optimizers, name)(learning_rate=0.1, **arguments)

    settings = {"place": place, "name": original, "arguments": list(arguments.items())}
    settings["dtype"] = dtype
    try:
        if place == "contrib":
            reference = tensorflow1.run(MODULE, {**inputs, **settings})
        else:
            from tape_patterns.measure import tf1_optimizer

            reference = run_graph(tf1_optimizer.run, {**inputs, **settings})
    except Exception as error:
        reference, told = None, str(error)
    try:
        found = [
            run(by_class, {**inputs, "make": make, "dtype": dtype})
            for run in (run_function, run_eager)
        ]
    except ValueError as error:
        return "refused", str(error).strip().splitlines()[-1].strip()
    if reference is None:
        return "only here", told.strip().splitlines()[0]
    if all(compare(reference, each).identical for each in found):
        return "identical", ""

    def moved(changed: Any) -> Any:
        return run_function(by_class, {**changed, "make": make, "dtype": dtype})

    rounding = Rounding(moved, inputs)
    share = max(rounding.share(reference, each)[0] for each in found)
    return ("rounding" if share <= 1 else "different"), ""


def measure() -> data.Data:
    """Compare each class with TF1's in each dtype, dense and sparse."""
    load_tensorflow()
    with TensorFlow1() as tensorflow1:
        outcomes = {
            name: {
                kind: {
                    dtype: outcome(name, dtype, kind == "sparse", tensorflow1)
                    for dtype in DTYPES
                }
                for kind in ("dense", "sparse")
            }
            for name in CLASSES
        }
        return {"made_by": made_by(tensorflow1), "outcomes": outcomes}


def rendered(found: data.Data) -> dict[str, str]:
    """Return the section of the page."""
    kinds = [(kind, dtype) for kind in ("dense", "sparse") for dtype in DTYPES]
    rows = [
        [f"`{name}`", *(kinds_of[kind][dtype][0] for kind, dtype in kinds)]
        for name, kinds_of in found["outcomes"].items()
    ]
    titles = ["class", *(f"{kind}, {dtype}" for kind, dtype in kinds)]
    return {"dtypes": f"{table(titles, rows)}\n\n{data.measured_with(found)}"}


def produce(_samples: int) -> list[Path]:
    """Measure, write data and text, and return their paths."""
    return data.write(PATH, measure(), rendered)
