"""Causes beyond those of the sixteen ports, and what must not be taken for one."""

from dataclasses import replace

import numpy as np
import pytest
from ported_programs import (
    MISTAKES,
    SMALL,
    Adam,
    Descent,
    Momentum,
    Program,
    decays,
    port,
)

from tape_patterns import pairs
from tape_patterns.recorder import comparing
from tape_patterns.recorder.diagnosis import formulas
from tape_patterns.recorder.tape_recorder import Recorder
from tape_patterns.recorder.verdict import Kind

SINGLE, DOUBLE = np.dtype("float32"), np.dtype("float64")


class Adagrad(Descent):
    """Adagrad, with its first accumulator."""

    start = 0.1

    def update(self, name, w, g, rate, step):
        """Return a variable's weights after the step."""
        v = self.keep("square", name, self.slot("square", name, g, self.start) + g * g)
        return w - rate * g / np.sqrt(v)


class Clipping(Descent):
    """Gradient descent that clips by value: what is recorded is not clipped."""

    def update(self, name, w, g, rate, step):
        """Return a variable's weights after the step."""
        return w - rate * np.clip(g, -0.5, 0.5)


def compare(old, new, folder):
    paths = []
    for dtype in (SINGLE, DOUBLE):
        for side, program in (("old", old), ("new", new)):
            paths.append(folder / f"{side}_{dtype}.npz")
            program.run(paths[-1], dtype)
    return comparing.compare(paths)


def half(step):
    return 0.03125


def other(step):
    return 0.0625 * 0.5**step


CAUSES = {
    "accumulator": (
        port("", old={"optimizer": Adagrad}, settings={"start": 0.0}),
        ("other_settings", "accumulator starts at 0.1 (old), 0 (new)", "adagrad"),
    ),
    "optimizer": (
        port("", old={"optimizer": Momentum}, optimizer=Adam),
        ("other_optimizer", "that of momentum", "momentum"),
    ),
    "rate": (
        port("", rate=half),
        ("rate", "the new learning rate is 0.5 times", "fed_learning_rate"),
    ),
    "schedule": (
        port("", old={"rate": decays}, rate=other),
        ("schedule", "the learning rates are 0.046875, ", "learning_rate_decay"),
    ),
    "sign": (
        port("", gradient_scale=-1.0),
        ("sign", "with the other sign", "ddpg_actor"),
    ),
    "scaled_loss": (
        port("", loss_scale=1 / 16),
        ("sum_or_mean", "the new loss is, and so is the new gradient", "summed_"),
    ),
    "scaled_weights": (
        port("", first=lambda weights: {n: 2 * w for n, w in weights.items()}),
        ("scaled_values", "are 2 times the old ones", "variable_reuse"),
    ),
    "average_decay": (
        port("", old={"averages": "after"}, average_decay=0.75),
        ("average_decay", "decay by 0.875 on the old side, by 0.75", "moving_average"),
    ),
}


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_named(name, tmp_path):
    made, (cause, says, pair) = CAUSES[name]
    found = compare(made.old, made.new, tmp_path)
    assert found.verdict.kind is Kind.meaning
    (named,) = found.causes
    assert named.name == cause
    assert says in named.says
    assert named.pair.startswith(pair)
    assert named.pair in pairs.module_names()


def exchange(weights):
    return {**weights, "b1": weights["b2"], "b2": weights["b1"]}


def test_exchanged_weights_are_named(tmp_path):
    square = Program(hidden=(4, 4))
    found = compare(square, replace(square, first=exchange), tmp_path)
    (cause,) = found.causes
    assert cause.name == "order"
    assert "'weights/b1' and 'weights/b2' are exchanged" in cause.says


UNEXPLAINED = {
    "clip_by_value_inside": port("", optimizer=Clipping),
    "beta": port("", old=SMALL, settings={"beta1": 0.8}),
    "noise": port("", batch=lambda x: x * x),
}


@pytest.mark.parametrize("name", UNEXPLAINED)
def test_what_is_not_tried_is_not_named(name, tmp_path):
    made = UNEXPLAINED[name]
    found = compare(made.old, made.new, tmp_path)
    assert found.verdict.kind is Kind.meaning
    names = {cause.name for cause in found.causes}
    # Inputs that differ are always named as such.
    assert names <= {"first_values"}


CHANGES = {
    made.name: {
        name: value
        for name, value in made.new.__dict__.items()
        if value != made.old.__dict__[name] and name != "reverse"
    }
    for made in MISTAKES
}
TWICE = [
    ("mean_for_sum", "never_moves"),
    ("lost_factor", "late_average"),
    ("shuffled_inputs", "never_moves"),
    ("initial_weights", "lost_factor"),
    ("clip_missing", "never_moves"),
    ("l2_missing", "late_average"),
]


@pytest.mark.parametrize(("one", "two"), TWICE)
def test_of_two_mistakes_the_first_is_named_or_none(one, two, tmp_path):
    by_name = {made.name: made for made in MISTAKES}
    first, second = by_name[one], by_name[two]
    base = {
        name: value
        for made in (first, second)
        for name, value in made.old.__dict__.items()
        if value != Program().__dict__[name]
    }
    old = replace(Program(), **base)
    new = replace(old, reverse=True, **CHANGES[one], **CHANGES[two])
    found = compare(old, new, tmp_path)
    assert found.verdict.kind is Kind.meaning
    assert {cause.name for cause in found.causes} <= {first.cause, second.cause}
    place = found.verdict.place
    assert (place.step, place.name) == (first.step, first.array)


def two_optimizers(path, dtype, mistake=""):
    """Record a critic and an actor, a step each in turn, as ``watch`` does."""
    draw = np.random.RandomState(0)
    weights = {n: draw.uniform(-1, 1, 12).astype(dtype) for n in ("critic", "actor")}
    velocity = dict.fromkeys(weights, 0.0)
    with Recorder(path) as recorder:
        for name, w in weights.items():
            recorder.first(**{name: {"weights": {"w": w}}})
        for _ in range(4):
            for name in weights:
                w, spread = weights[name], draw.uniform(-1, 1, 12).astype(dtype)
                gradient = np.sin(w) + spread
                if name == "actor" and mistake == "l2":
                    gradient = gradient - 0.125 * w
                velocity[name] = 0.9 * velocity[name] + gradient
                plain = name == "actor" and mistake == "momentum"
                moved = gradient if plain else velocity[name]
                weights[name] = w - 0.0625 * moved
                kinds = {"gradients": {"w": gradient}, "weights": {"w": weights[name]}}
                recorder.step(**{name: kinds})


@pytest.mark.parametrize(
    ("mistake", "place", "cause"),
    [
        ("momentum", (4, "actor/weights/w"), "other_optimizer"),
        ("l2", (2, "actor/gradients/w"), "l2_missing"),
    ],
)
def test_the_second_of_two_optimizers(mistake, place, cause, tmp_path):
    paths = []
    for dtype in (SINGLE, DOUBLE):
        for side, made in (("old", ""), ("new", mistake)):
            paths.append(tmp_path / f"{side}_{dtype}.npz")
            two_optimizers(paths[-1], dtype, made)
    found = comparing.compare(paths)
    assert found.verdict.kind is Kind.meaning
    assert (found.begins.step, found.begins.name) == place
    assert [named.name for named in found.causes] == [cause]


def test_no_formula_is_tried_twice():
    made = [(c.label, c.rounded) for c in formulas.candidates()]
    assert len(made) == len(set(made))


def test_a_scaled_gradient_is_not_taken_for_an_l2_term(tmp_path):
    """All weights are equal, so the gradient is a multiple of them, too."""
    paths = [tmp_path / "old.npz", tmp_path / "new.npz"]
    for path, scale in zip(paths, (1.0, 0.25), strict=True):
        with Recorder(path) as recorder:
            w = np.ones((2, 3), SINGLE)
            recorder.first(weights={"w": w})
            gradient = SINGLE.type(0.25 * scale) * w
            w = w - SINGLE.type(0.5) * gradient
            # The loss after the update has another factor than the gradient.
            loss = float((w * w).sum())
            recorder.step(loss=loss, gradients={"w": gradient}, weights={"w": w})
    assert not comparing.compare(paths).causes
