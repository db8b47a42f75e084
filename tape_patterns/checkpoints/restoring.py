"""Restore a TF1 checkpoint into variables and an optimizer."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from tape_patterns.checkpoints.contents import Contents, contents
from tape_patterns.checkpoints.matching import match, nearest, paths_of
from tape_patterns.checkpoints.reader import Checkpoint
from tape_patterns.checkpoints.slots import Target, target, updates


@dataclass(frozen=True)
class Restored:
    """What was restored.

    Attributes:
        weights: the variable's path, by the name in the checkpoint.
        slots: the names of the slots that the optimizer got.
        global_step: TF1's, or None if the checkpoint has none.
        surplus: the weights of the checkpoint that went nowhere.
    """

    weights: Mapping[str, str]
    slots: tuple[str, ...]
    global_step: int | None
    surplus: tuple[str, ...]


def restore(
    checkpoint: str | os.PathLike[str] | Checkpoint,
    variables: Any,
    optimizer: Any = None,
    names: Mapping[str, Any] | None = None,
    *,
    slots: str = "",
    products: str = "",
) -> Restored:
    r"""Continue a training where TF1's ``Saver`` saved it.

    Weights match by name: first what ``names`` says, then an equal path, then the
    same shape and the most last parts in common. ``moving_mean`` of a checkpoint
    finds ``model/norm/moving_mean``, say, if nothing else comes as close.

    Everything is checked before anything is changed.

    Args:
        checkpoint: a folder, or what ``Saver.save`` returned; format V1 or V2.
        variables: a model, a ``tf.Module``, a list of variables, or variables by
            path. Those that are not given are left alone.
        optimizer: one of ``tape_patterns.optimizers``, or Keras' ``SGD``, ``RMSprop``,
            ``Adam``, ``AdamW``, ``Adamax``, ``Adagrad``, ``Adadelta`` or ``Ftrl``. It
            must be built, and have the arguments that TF1's had.
        names: where names go: a path, or a variable, by a regular expression for
            the whole name. ``{r"net/(.*)/w": r"net/\1/kernel"}``, for instance, or
            ``{r"(.*)/ExponentialMovingAverage": r"\1"}`` for the averages.
        slots: the first slot's last part, such as ``Adam_2``, if the checkpoint has
            those of several optimizers of one name.
        products: the name of ``beta1_power``, such as ``train/beta1_power``, if the
            checkpoint has several with other values.

    Raises:
        ValueError: the checkpoint cannot be read, or something does not match. The
            message says all of it at once, a line each.
    """
    if not isinstance(checkpoint, Checkpoint):
        checkpoint = Checkpoint(checkpoint)
    found = contents(checkpoint)
    into = None if optimizer is None else target(optimizer)
    matched, problems = match(checkpoint, found, paths_of(variables), names or {})
    plan = [] if problems else [(v, checkpoint.read(name)) for name, _, v in matched]
    used: list[str] = []
    step = None
    if found.global_step:
        step = int(checkpoint.read(found.global_step))
    if into is not None:
        state = _State(checkpoint, found, into, slots, products)
        plan += state.plan({id(v): name for name, _, v in matched}, step)
        problems += state.problems
        used = state.used
    if problems:
        raise ValueError("\n".join([f"{checkpoint.path}: not restored.", *problems]))
    for variable, value in plan:
        variable.assign(value)
    weights = {name: path for name, path, _ in matched}
    surplus = tuple(name for name in found.weights if name not in weights)
    return Restored(weights, tuple(used), step, surplus)


class _State:
    """Finds what an optimizer gets; collects what is missing."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        found: Contents,
        into: Target,
        first_slot: str,
        product: str,
    ) -> None:
        self.checkpoint = checkpoint
        self.found = found
        self.into = into
        self.first_slot = first_slot
        self.product = product
        self.problems: list[str] = []
        self.used: list[str] = []

    def plan(
        self, names: Mapping[int, str], step: int | None
    ) -> list[tuple[Any, np.ndarray[Any, Any]]]:
        """Return what each variable of the optimizer gets.

        Args:
            names: the weights' names, by the variables' ``id``.
            step: TF1's global step, if there is one.
        """
        plan: list[tuple[Any, Any]] = []
        count = self._count(plan, step)
        if count is not None:
            plan.append((self.into.optimizer.iterations, np.int64(count)))
        for variable in self.into.optimizer._trainable_variables:
            weight = names.get(id(variable))
            if weight is None:
                self.problems.append(
                    f"the optimizer trains '{variable.name}' too, which is not restored"
                )
                continue
            kept = self._names_of_slots(weight)
            for slot, name in zip(self.into.slots, kept, strict=False):
                into = self.into.slot(variable, slot)
                if into is None:
                    continue
                value = self.checkpoint.read(name)
                plan.append((into, self.into.value(slot, value, count or 0)))
                self.used.append(name)
        return plan

    def _names_of_slots(self, weight: str) -> tuple[str, ...]:
        wanted = len(self.into.slots)
        if not wanted:
            return ()
        if self.first_slot:
            optimizer = self.first_slot.rstrip("0123456789").rstrip("_")
            kept = self.found.slots_of(weight, optimizer)
            first = f"{weight}/{self.first_slot}"
            if first in kept:
                place = kept.index(first)
                return kept[place : place + wanted]
            self._missing(weight, self.first_slot)
            return ()
        for optimizer in self.into.names:
            kept = self.found.slots_of(weight, optimizer)
            if len(kept) == wanted:
                return kept
            if kept and len(kept) % wanted == 0:
                firsts = [name.rpartition("/")[2] for name in kept[::wanted]]
                self.problems.append(
                    f"'{weight}' has the slots of {len(firsts)} optimizers named"
                    f" {optimizer}; pass slots= one of {', '.join(firsts)}"
                )
                return ()
            if kept:
                self.problems.append(
                    f"'{weight}' has {len(kept)} slots of {optimizer}, not {wanted}:"
                    " does the optimizer have TF1's arguments?"
                )
                return ()
        self._missing(weight, self.into.names[-1])
        return ()

    def _missing(self, weight: str, slot: str) -> None:
        names = [
            name
            for each in self.found.slots
            for name in each.names
            if each.weight == weight
        ]
        self.problems.append(
            f"'{weight}/{slot}', a slot, is not in the checkpoint; there are:"
            f" {', '.join(names) or 'none'}"
        )

    def _count(self, plan: list[tuple[Any, Any]], step: int | None) -> int | None:
        """Return the number of updates; plan the running products."""
        counted = step
        for product, factor in self.into.products.items():
            name = self._name_of_product(product)
            if not name:
                continue
            value = self.checkpoint.read(name)
            self.used.append(name)
            if self.into.exact:
                into = self.into.optimizer._products[product.removesuffix("_power")]
                plan.append((into, value))
                continue
            number = getattr(self.into.optimizer, factor)
            by_product = updates(float(value), number)
            if by_product is not None:
                counted = by_product
            elif float(value) > 0 or step is None:
                self.problems.append(
                    f"'{name}' is {value}, which is no power of {factor}={number}:"
                    " the number of updates cannot be told"
                )
        schedule = isinstance(
            self.into.optimizer._learning_rate,
            keras.optimizers.schedules.LearningRateSchedule,
        )
        if schedule and None not in (counted, step) and counted != step:
            self.problems.append(
                f"Keras counts both the schedule's step, {step}, and the updates,"
                f" {counted}, by `iterations`; use the class of"
                " tape_patterns.optimizers"
            )
        return counted

    def _name_of_product(self, product: str) -> str:
        known = self.found.products.get(product, ())
        if self.product:
            wanted = self.product.replace("beta1_power", product)
            if wanted in known:
                return wanted
            self.problems.append(
                f"products: '{wanted}' is not in the checkpoint; nearest:"
                f" {nearest(wanted, known)}"
            )
            return ""
        values = {float(self.checkpoint.read(name)) for name in known}
        if len(values) == 1:
            return known[0]
        if known:
            names = self.found.products.get("beta1_power", known)
            self.problems.append(
                f"'{product}' is there {len(known)} times with other values; pass"
                f" products= one of {', '.join(names)}"
            )
        else:
            self.problems.append(f"'{product}' is not in the checkpoint")
        return ""
