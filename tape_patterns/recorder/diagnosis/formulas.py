"""The updates that a diagnosis tries: formulas of TF1 and Keras, with their settings.

Each formula gives a step's update but for its rate: the weights move by minus
``offset + rate * direction``. So the rate of each step can be read from the weights,
and need not have been recorded.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
State = dict[str, Any]
Formula = Callable[[State, Array, Mapping[str, Any]], tuple[Any, Array]]

EPSILONS = (1e-8, 1e-7, 1e-10, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
DECAYS = (0.9, 0.99, 0.95, 0.999)
MOMENTA = (0.9, 0.5, 0.8, 0.95, 0.99)
ROUNDED = ("", "float32")
L2 = (1e-4, 5e-4, 1e-3, 5e-3, 1e-2, 5e-2, 0.1)

COUPLED = "weight decay"
"""A part of the gradient."""
DECOUPLED = "decoupled weight decay"
"""Beside the gradient, times the rate, as in Keras."""
UNSCALED = "decoupled weight decay, not times the rate"
"""Beside the gradient, as in ``tf.contrib.opt.AdamWOptimizer``."""
DECAYS_OF_WEIGHTS = {COUPLED, DECOUPLED, UNSCALED}


@dataclass(frozen=True)
class Candidate:
    """A formula with its settings.

    Attributes:
        optimizer: its name, as TF1 called it.
        settings: what a person would write, by name.
        formula: takes the state (empty at first), the gradient and the settings;
            returns offset and direction.
        rounded: how the settings are rounded: ``""`` not at all, ``float32`` as TF1
            does, ``mixed`` as Keras does with ``1 - beta``.
        pair: the page of it.
    """

    optimizer: str
    settings: Mapping[str, Any]
    formula: Formula
    pair: str
    rounded: str = ""

    @property
    def label(self) -> tuple[Any, ...]:
        """What a person would write, without how it is rounded."""
        return (self.optimizer, *sorted(self.settings.items()))

    def __str__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.settings.items())
        return self.optimizer + (f" ({said})" if said else "")


def candidates() -> Iterator[Candidate]:
    """Yield what is tried, the simplest first."""
    for decay in ("", *L2):
        extra = {COUPLED: decay} if decay else {}
        yield Candidate("gradient descent", extra, _descent, "gradient_descent")
        if decay:
            # In gradient descent the decay is part of the direction.
            continue
        yield from _momenta()
        yield from _adagrads()
        yield from _adadeltas()
        yield from _rmsprops()
        yield from _adams()
    for decay in L2:
        for made in itertools.chain(_momenta(), _adams()):
            settings = {**made.settings, COUPLED: decay}
            yield replace(made, settings=settings)
    for how, decay in itertools.product((DECOUPLED, UNSCALED), L2):
        for made in _adams():
            yield replace(made, settings={**made.settings, how: decay}, pair="adamw")


def _momenta() -> Iterator[Candidate]:
    for momentum, nesterov, folded, rounded in itertools.product(
        MOMENTA, (False, True), (False, True), ROUNDED
    ):
        settings = {
            "momentum": momentum,
            "nesterov": nesterov,
            "rate in the velocity": folded,
        }
        pair = "nesterov" if nesterov else "momentum"
        yield Candidate("momentum", settings, _momentum, pair, rounded)


def _adagrads() -> Iterator[Candidate]:
    for start, epsilon, rounded in itertools.product(
        (0.1, 0.0, 1.0), (0.0, 1e-7, 1e-10), ROUNDED
    ):
        settings = {"accumulator starts at": start, "epsilon": epsilon}
        yield Candidate("Adagrad", settings, _adagrad, "adagrad", rounded)


def _adadeltas() -> Iterator[Candidate]:
    for rho, epsilon, rounded in itertools.product((0.95, 0.9), EPSILONS[:4], ROUNDED):
        settings = {"rho": rho, "epsilon": epsilon}
        yield Candidate("Adadelta", settings, _adadelta, "adadelta", rounded)


def _rmsprops() -> Iterator[Candidate]:
    for decay, start, epsilon, momentum, centered, rounded in itertools.product(
        DECAYS,
        (1.0, 0.0),
        EPSILONS,
        (0.0, 0.9),
        (False, True),
        ROUNDED,
    ):
        settings = {
            "decay": decay,
            "mean square starts at": start,
            "epsilon": epsilon,
            "momentum": momentum,
            "centered": centered,
        }
        pair = "rmsprop_centered" if centered else "rmsprop"
        yield Candidate("RMSProp", settings, _rmsprop, pair, rounded)


def _adams() -> Iterator[Candidate]:
    for beta1, beta2, epsilon, rounded in itertools.product(
        (0.9, 0.5, 0.0), (0.999, 0.9, 0.99), EPSILONS, (*ROUNDED, "mixed")
    ):
        settings = {"beta1": beta1, "beta2": beta2, "epsilon": epsilon}
        yield Candidate("Adam", settings, _adam, "adam", rounded)


def rounded_settings(candidate: Candidate) -> dict[str, Any]:
    """Return the numbers that the formula computes with."""
    found = dict(candidate.settings)
    for name, value in found.items():
        # Keras rounds the decay, whatever else.
        keras = candidate.rounded == "mixed" and name in DECAYS_OF_WEIGHTS
        if isinstance(value, float) and (candidate.rounded == "float32" or keras):
            found[name] = float(np.float32(value))
    found["mixed"] = candidate.rounded == "mixed"
    return found


def update(
    candidate: Candidate, state: State, weights: Array, gradient: Array
) -> tuple[Any, Array]:
    """Return offset and direction of a step; then call ``took`` with its rate."""
    settings = rounded_settings(candidate)
    gradient = gradient + settings.get(COUPLED, 0.0) * weights
    offset, direction = candidate.formula(state, gradient, settings)
    if DECOUPLED in settings:
        direction = direction + settings[DECOUPLED] * weights
    if UNSCALED in settings:
        offset = offset + settings[UNSCALED] * weights
    return offset, direction


def took(state: State, rate: float) -> None:
    """Tell a formula the rate of the step, for what it carries on."""
    if "velocity" in state:
        state["velocity"] = state["carried"] + rate * state["added"]


def _descent(
    state: State, gradient: Array, settings: Mapping[str, Any]
) -> tuple[Any, Array]:
    return 0.0, gradient


def _momentum(
    state: State, gradient: Array, settings: Mapping[str, Any]
) -> tuple[Any, Array]:
    momentum = settings["momentum"]
    if settings["rate in the velocity"]:
        state["carried"] = momentum * state.get("velocity", np.zeros_like(gradient))
        state["added"] = gradient
        state.setdefault("velocity", None)
        if settings["nesterov"]:
            return momentum * state["carried"], (1 + momentum) * gradient
        return state["carried"], gradient
    sums = momentum * state.get("sums", np.zeros_like(gradient)) + gradient
    state["sums"] = sums
    return 0.0, gradient + momentum * sums if settings["nesterov"] else sums


def _adagrad(
    state: State, gradient: Array, settings: Mapping[str, Any]
) -> tuple[Any, Array]:
    start = np.full_like(gradient, settings["accumulator starts at"])
    state["squares"] = state.get("squares", start) + gradient * gradient
    return 0.0, _divided(gradient, np.sqrt(state["squares"] + settings["epsilon"]))


def _adadelta(
    state: State, gradient: Array, settings: Mapping[str, Any]
) -> tuple[Any, Array]:
    rho, epsilon = settings["rho"], settings["epsilon"]
    zeros = np.zeros_like(gradient)
    squares = rho * state.get("squares", zeros) + (1 - rho) * gradient * gradient
    updates = state.get("updates", zeros)
    direction = np.sqrt(updates + epsilon) / np.sqrt(squares + epsilon) * gradient
    state["squares"] = squares
    state["updates"] = rho * updates + (1 - rho) * direction * direction
    return 0.0, direction


def _rmsprop(
    state: State, gradient: Array, settings: Mapping[str, Any]
) -> tuple[Any, Array]:
    decay = settings["decay"]
    start = np.full_like(gradient, settings["mean square starts at"])
    zeros = np.zeros_like(gradient)
    squares = state.get("squares", start)
    squares = squares + (1 - decay) * (gradient * gradient - squares)
    below = squares
    state["squares"] = squares
    if settings["centered"]:
        mean = state.get("mean", zeros)
        state["mean"] = mean + (1 - decay) * (gradient - mean)
        below = squares - state["mean"] * state["mean"]
    direction = _divided(gradient, np.sqrt(np.abs(below + settings["epsilon"])))
    if not settings["momentum"]:
        return 0.0, direction
    state["carried"] = settings["momentum"] * state.get("velocity", zeros)
    state["added"] = direction
    state.setdefault("velocity", None)
    return state["carried"], direction


def _adam(
    state: State, gradient: Array, settings: Mapping[str, Any]
) -> tuple[Any, Array]:
    beta1, beta2 = settings["beta1"], settings["beta2"]
    zeros = np.zeros_like(gradient)
    first, second = state.get("first", zeros), state.get("second", zeros)
    first = first + (1 - beta1) * (gradient - first)
    second = second + (1 - beta2) * (gradient * gradient - second)
    if settings["mixed"]:
        # Keras takes 1 - beta in double precision, the powers in float32.
        beta1, beta2 = float(np.float32(beta1)), float(np.float32(beta2))
    step = state["step"] = state.get("step", 0) + 1
    state["first"], state["second"] = first, second
    correction = (1 - beta2**step) ** 0.5 / (1 - beta1**step)
    return 0.0, correction * first / (np.sqrt(second) + settings["epsilon"])


def _divided(one: Array, other: Array) -> Array:
    """Divide; where both are zero, nothing moves."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(other == 0, 0, one / other).astype(one.dtype)
