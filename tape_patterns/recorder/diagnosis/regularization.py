"""A term of the gradient that is the weights themselves: L2 on one side only."""

from __future__ import annotations

from tape_patterns.recorder.diagnosis.cause import (
    Cause,
    Evidence,
    factor,
    joined,
    number,
)
from tape_patterns.recorder.diagnosis.scaled_gradient import FEWEST
from tape_patterns.recorder.matching import parse


def explain(evidence: Evidence) -> list[Cause]:
    """Say whether the gradients differ by a constant times the weights."""
    step = evidence.step
    if evidence.kind not in ("gradients", "loss") or not step:
        return []
    gradients = evidence.names("gradients", step)
    names = [name for name in gradients if not evidence.equal(name, step)]
    old, new = evidence.old(step), evidence.new(step)
    found = []
    for name in names:
        parts = parse(name)
        weights = "/".join(filter(None, (parts.owner, "weights", parts.stem)))
        before = evidence.before(weights, step)
        if before is None or before.values.shape != old[name].values.shape:
            return []
        found.append((before.values, old[name].values - new[name].values, name))
    if sum(int((w != 0).sum()) for w, _, _ in found) < FEWEST:
        return []
    pairs = [(old[name].values, new[name].values) for name in names]
    scale = factor(*joined(pairs))
    if all(evidence.alike(one * scale, other) for one, other in pairs):
        # The gradient is scaled as well: these numbers cannot tell which it is.
        return []
    by = factor(*joined([(w, apart) for w, apart, _ in found]))
    for values, apart, name in found:
        scale = evidence.comparison.curves[name].scale[step]
        if not evidence.alike(values * by, apart, scale):
            return []
    side = "new" if by > 0 else "old"
    stems = ", ".join(repr(parse(name).stem) for name in names)
    which = "" if len(names) == len(gradients) else f" of {stems}"
    says = (
        f"the gradients{which} differ by {number(abs(by))} times the weights: an L2"
        f" term is missing on the {side} side"
    )
    return [Cause("l2_missing", says, "regularization_losses")]
