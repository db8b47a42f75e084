"""What TF1's optimizers kept, in terms of the exact classes and of Keras' own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from tape_patterns.optimizers import TF1Optimizer
from tape_patterns.optimizers.arguments import is_number


@dataclass(frozen=True)
class Builtin:
    """One of Keras' own optimizers that keeps what TF1's kept.

    Attributes:
        tf1: the default name of TF1's optimizer.
        slots: TF1's slots in the order of their numbers, each with Keras' name;
            without one if Keras keeps no such thing.
        factors: the attributes of what TF1 kept the running products of.
    """

    tf1: str
    slots: Callable[[Any], Mapping[str, str]]
    factors: tuple[str, ...] = ()


def _sgd(optimizer: Any) -> Mapping[str, str]:
    return {"momentum": "momentum"} if optimizer.momentum else {}


def _rmsprop(optimizer: Any) -> Mapping[str, str]:
    mean = {"mg": "average_gradient"} if optimizer.centered else {}
    momentum = "momentum" if optimizer.momentum else ""
    return {"rms": "velocity", **mean, "momentum": momentum}


def _always(**slots: str) -> Callable[[Any], Mapping[str, str]]:
    return lambda optimizer: slots


ADAM = _always(m="momentum", v="velocity")
BETAS = ("beta_1", "beta_2")
BUILTINS = {
    keras.optimizers.SGD: Builtin("Momentum", _sgd),
    keras.optimizers.RMSprop: Builtin("RMSProp", _rmsprop),
    keras.optimizers.Adam: Builtin("Adam", ADAM, BETAS),
    keras.optimizers.AdamW: Builtin("AdamW", ADAM, BETAS),
    keras.optimizers.Adamax: Builtin(
        "AdaMax", _always(m="momentum", v="norm"), ("beta_1",)
    ),
    keras.optimizers.Adagrad: Builtin("Adagrad", _always(accumulator="accumulator")),
    keras.optimizers.Adadelta: Builtin(
        "Adadelta",
        _always(accum="accumulated_grad", accum_update="accumulated_delta_var"),
    ),
    keras.optimizers.Ftrl: Builtin(
        "Ftrl", _always(accum="accumulator", linear="linear")
    ),
}


@dataclass
class Target:
    """An optimizer, and how TF1's values go into it.

    Attributes:
        optimizer: what is restored.
        names: TF1's names for such an optimizer, the likeliest first.
        slots: TF1's slots, in the order of their numbers.
        products: the attribute that TF1 kept the running product of, by the name
            that it gave the product.
        exact: whether it is one of the exact classes.
    """

    optimizer: Any
    names: tuple[str, ...]
    slots: Mapping[str, str]
    products: Mapping[str, str] = field(default_factory=dict)
    exact: bool = True

    def slot(self, variable: Any, name: str) -> Any:
        """Return the variable that holds a slot, or None if there is none."""
        if self.exact:
            return self.optimizer.get_slot(variable, name)
        if not self.slots[name]:
            return None
        place = self.optimizer._get_variable_index(variable)
        # Before Keras 3.1 some have the slot's name alone.
        ending = f"_{self.slots[name]}"
        known = self.optimizer.variables
        return [v for v in known if f"_{v.name}".endswith(ending)][place]

    def value(self, name: str, kept: Any, step: int) -> Any:
        """Return what TF1 kept in a slot as this optimizer keeps it.

        Args:
            name: of the slot.
            kept: in TF1.
            step: the number of updates so far.
        """
        if self.exact or name != "momentum" or self.names[-1] != "Momentum":
            return kept
        # Keras' velocity has the rate in it, and the sign of a step.
        rate = self.optimizer._learning_rate
        if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule):
            return -np.asarray(rate(step)).astype(kept.dtype) * kept
        return -np.asarray(self.optimizer.learning_rate).astype(kept.dtype) * kept


def target(optimizer: Any) -> Target:
    """Say how TF1's values go into an optimizer.

    Raises:
        ValueError: they do not, or it was not built.
    """
    kind = type(optimizer)
    if isinstance(optimizer, TF1Optimizer):
        factors = getattr(optimizer, "_factors", {})
        made = Target(
            optimizer,
            (optimizer.name,),
            {name: name for name in optimizer.slot_values()},
            {f"{name}_power": f"beta_{name[-1]}" for name in factors},
        )
    elif kind in BUILTINS:
        builtin = BUILTINS[kind]
        made = Target(
            optimizer,
            (optimizer.name, builtin.tf1),
            builtin.slots(optimizer),
            {f"beta{name[-1]}_power": name for name in builtin.factors},
            exact=False,
        )
    else:
        known = ", ".join(sorted(each.__name__ for each in BUILTINS))
        raise ValueError(
            f"{kind.__name__} computes what no optimizer of TF1 did; restore into one"
            f" of tape_patterns.optimizers, or into Keras' {known}."
        )
    if getattr(optimizer, "amsgrad", False):
        raise ValueError("TF1's Adam had no `amsgrad`; restore with amsgrad=False.")
    if not optimizer.built:
        raise ValueError(
            "The optimizer has no slots yet; call optimizer.build(variables) first."
        )
    return made


def updates(product: float, factor: Any) -> int | None:
    """Return after how many updates TF1's running product had a value.

    The product starts as the factor, and is multiplied in float32.

    Returns:
        None if it never has the value, or has come to a halt: at zero, say.
    """
    if not is_number(factor):
        return None
    one, current = np.float32(factor), np.float32(factor)
    count = 0
    while current > product:
        following = np.float32(current * one)
        if following == current:
            return None
        current, count = following, count + 1
    return count if current == np.float32(product) and current > 0 else None
