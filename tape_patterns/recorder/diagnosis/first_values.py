"""Weights, inputs or slots that differ before anything is computed from them."""

from __future__ import annotations

import numpy as np

from tape_patterns.recorder.diagnosis.cause import (
    Array,
    Cause,
    Evidence,
    factor,
    joined,
    number,
)
from tape_patterns.recorder.matching import parse
from tape_patterns.recorder.reading import Tensor

READ = {"weights": "variable_reuse", "inputs": "feed_dict"}


def explain(evidence: Evidence) -> list[Cause]:
    """Say how the first values, or a step's inputs, differ."""
    kind, step = evidence.kind, evidence.step
    if kind == "slots" and step == 0:
        return _slots(evidence)
    if kind not in READ or (kind == "weights" and step > 0):
        return []
    old, new = evidence.old(step), evidence.new(step)
    names = [n for n in evidence.names(kind, step) if not evidence.equal(n, step)]
    if not names:
        return []
    what = "initial weights" if kind == "weights" else "inputs"
    when = "" if step == 0 else f" of step {step}"
    for name in names:
        for other in names:
            if other == name or old[name].shape != old[other].shape:
                continue
            if _same(new[name], old[other]) and _same(new[other], old[name]):
                says = f"the {what}{when} '{name}' and '{other}' are exchanged"
                return [Cause("order", says, READ[kind])]
    if how := {_order(old[name], new[name]) for name in names} - {""}:
        says = f"the {what}{when} of '{names[0]}' are the same numbers {min(how)}"
        return [Cause("order", says, READ[kind])]
    if all(_rounded(old[n], new[n]) for n in names):
        says = f"the {what}{when} are rounded to float32 on one side only"
        return [Cause("rounded_inputs", says, "feed_dict", rounds_settings=True)]
    arrays = joined([(old[n].values, new[n].values) for n in names])
    scale = factor(*arrays)
    if arrays[0].size > 2 and scale and evidence.alike(arrays[0] * scale, arrays[1]):
        says = f"the new {what}{when} are {number(scale)} times the old ones"
        return [Cause("scaled_values", says, READ[kind])]
    says = f"the {what}{when} differ: {', '.join(map(repr, names))}"
    pair = "random_ops" if kind == "inputs" else READ[kind]
    return [Cause("first_values", says, pair)]


def _slots(evidence: Evidence) -> list[Cause]:
    name = evidence.place.name
    old, new = evidence.old(0)[name].values, evidence.new(0)[name].values
    if np.ptp(old) or np.ptp(new):
        return []
    slot = parse(name).stem
    says = (
        f"the slot '{slot}' starts at {number(float(old[0]))} on the old side, at"
        f" {number(float(new[0]))} on the new one"
    )
    pair = "rmsprop" if slot.endswith("/rms") else "adagrad"
    return [Cause("initial_accumulator", says, pair)]


def _same(one: Tensor, other: Tensor) -> bool:
    return np.array_equal(one.values, other.values) and one.digest == other.digest


def _order(old: Tensor, new: Tensor) -> str:
    """Return how the same numbers are in another order; empty if they are not."""
    if old.digest or new.digest or old.size < 2:
        return ""
    if not np.array_equal(np.sort(old.values), np.sort(new.values)):
        return ""
    one, other = old.array, new.array
    if one.ndim > 1 and np.array_equal(other.ravel(), one.T.ravel()):
        return "transposed"
    if one.ndim > 1 and np.array_equal(_rows(one), _rows(other)):
        return "with the rows in another order"
    return "in another order"


def _rows(array: Array) -> Array:
    rows = array.reshape(len(array), -1)
    return np.asarray(rows[np.lexsort(rows.T[::-1])])


def _rounded(old: Tensor, new: Tensor) -> bool:
    one, other = old.values, new.values
    if one.dtype != np.float64 and other.dtype != np.float64:
        return False
    return np.array_equal(one.astype(np.float32), other.astype(np.float32))
