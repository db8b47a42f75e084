"""A gradient that is a constant times the old one: a sum against a mean, a sign."""

from __future__ import annotations

from tape_patterns.recorder.diagnosis.cause import (
    MOST_STEPS,
    Cause,
    Evidence,
    factor,
    joined,
    number,
)

FEWEST = 3
"""Of fewer numbers, any two gradients may be in proportion."""


def explain(evidence: Evidence) -> list[Cause]:
    """Say by which factor the gradient, and perhaps the loss, is scaled."""
    step = evidence.step
    names = evidence.names("gradients", step)
    if evidence.kind not in ("gradients", "loss") or not names:
        return []
    old, new = evidence.old(step), evidence.new(step)
    pairs = [(old[n].values, new[n].values) for n in names]
    scale = factor(*joined(pairs))
    fits = [evidence.alike(one * scale, other) for one, other in pairs]
    numbers = sum(int((one != 0).sum()) for one, _ in pairs)
    if (
        not scale
        or not all(fits)
        or numbers < FEWEST
        or abs(scale - 1) < evidence.close
    ):
        return []
    loss = _loss(evidence, scale)
    if not loss:
        return []
    for size in sorted(_batch_sizes(evidence)):
        if size > 1 and any(
            abs(scale * by - 1) < evidence.close for by in (size, 1 / size)
        ):
            one, other = ("mean", "sum") if scale < 1 else ("sum", "mean")
            says = (
                f"{loss} {number(scale)} times the old one, and {size} is the batch"
                f" size: the new side takes a {one} where the old one takes a {other}"
            )
            return [Cause("sum_or_mean", says, "summed_gradient")]
    if abs(scale + 1) < evidence.close:
        says = f"{loss} the old one with the other sign"
        return [Cause("sign", says, "ddpg_actor")]
    says = f"{loss} {number(scale)} times the old one"
    return [Cause("scaled_gradient", says, "summed_gradient")]


def _loss(evidence: Evidence, scale: float) -> str:
    """Return how a sentence begins, by the loss; empty if it has another factor."""
    names = evidence.names("loss", evidence.step)
    if not names:
        return "the new gradient is"
    if all(evidence.equal(name, evidence.step) for name in names):
        return "the loss is equal, and the new gradient is"
    old, new = evidence.old(evidence.step), evidence.new(evidence.step)
    if all(evidence.alike(old[n].values * scale, new[n].values) for n in names):
        return "the new loss is, and so is the new gradient,"
    return ""


def _batch_sizes(evidence: Evidence) -> set[int]:
    """Return the lengths of the inputs, in each step up to this one or before them."""
    steps = [step for step in evidence.comparison.steps if step <= evidence.step]
    return {
        evidence.old(step)[name].shape[0]
        for step in {*steps[:MOST_STEPS], evidence.step}
        for name in evidence.names("inputs", step)
        if evidence.old(step)[name].shape
    }
