"""What is inside a checkpoint: weights, and what TF1's optimizers kept of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tape_patterns.checkpoints.reader import Checkpoint

AVERAGE = "ExponentialMovingAverage"
GLOBAL_STEP = "global_step"
PRODUCT = re.compile(r"(?:.*/)?(beta[12])_power(?:_\d+)?")
SLOTS = {
    "Adadelta": ("accum", "accum_update"),
    "AdaMax": ("m", "v"),
    "Adagrad": ("accumulator",),
    "AdagradDA": ("gradient_accumulator", "gradient_squared_accumulator"),
    "Adam": ("m", "v"),
    "AdamW": ("m", "v"),
    "Ftrl": ("accum", "linear"),
    "Momentum": ("momentum",),
    "MomentumW": ("momentum",),
    "ProximalAdagrad": ("accumulator",),
}
"""The slots of each optimizer of TF1, in the order in which it numbered them."""
RMSPROP = {2: ("rms", "momentum"), 3: ("rms", "mg", "momentum")}
"""``RMSProp`` has one more if it is centered."""


@dataclass(frozen=True)
class Slots:
    """What an optimizer kept of one weight.

    Attributes:
        weight: its name.
        optimizer: the optimizer's name in TF1, such as ``Adam``.
        names: of the slots, in the order of their numbers.
    """

    weight: str
    optimizer: str
    names: tuple[str, ...]

    def meanings(self) -> tuple[str, ...]:
        """Return what TF1 called each slot, or ``?``."""
        count = len(self.names)
        kinds = SLOTS.get(self.optimizer, ())
        if self.optimizer == "RMSProp":
            kinds = RMSPROP.get(count, ())
        if not kinds or count % len(kinds):
            return ("?",) * count
        return kinds * (count // len(kinds))


@dataclass(frozen=True)
class Contents:
    """The names in a checkpoint, sorted by what they are.

    Attributes:
        weights: what is none of the others.
        slots: of the optimizers.
        averages: the shadow of a weight, by the weight's name.
        products: TF1's ``beta1_power`` and ``beta2_power``: by that name, where.
        global_step: the step's name, or ``""``.
    """

    weights: tuple[str, ...]
    slots: tuple[Slots, ...]
    averages: dict[str, str]
    products: dict[str, tuple[str, ...]]
    global_step: str

    def slots_of(self, weight: str, optimizer: str) -> tuple[str, ...]:
        """Return the names of the slots that an optimizer kept of a weight."""
        for each in self.slots:
            if (each.weight, each.optimizer) == (weight, optimizer):
                return each.names
        return ()


def contents(checkpoint: Checkpoint) -> Contents:
    """Sort a checkpoint's names, by their form and their shapes."""
    shapes = checkpoint.shapes
    averages: dict[str, str] = {}
    products: dict[str, list[str]] = {}
    slots: dict[tuple[str, str], list[tuple[int, str]]] = {}
    weights = []
    global_step = ""
    for name, shape in shapes.items():
        weight, _, last = name.rpartition("/")
        product = PRODUCT.fullmatch(name)
        if product and shape == ():
            products.setdefault(f"{product[1]}_power", []).append(name)
        elif name == GLOBAL_STEP and checkpoint.dtypes[name].is_integer:
            global_step = name
        elif shapes.get(weight) != shape:
            weights.append(name)
        elif last == AVERAGE:
            averages[weight] = name
        else:
            optimizer, _, number = last.rpartition("_")
            if not number.isdecimal():
                optimizer, number = last, "0"
            slots.setdefault((weight, optimizer), []).append((int(number), name))
    return Contents(
        weights=tuple(weights),
        slots=tuple(
            Slots(*key, tuple(name for _, name in sorted(found)))
            for key, found in slots.items()
        ),
        averages=averages,
        products={name: tuple(found) for name, found in products.items()},
        global_step=global_step,
    )
