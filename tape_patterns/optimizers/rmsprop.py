"""``RMSprop``, plain or centered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.base import (
    Tensors,
    TF1Optimizer,
    check_not_negative,
    rounded,
)


@keras.saving.register_keras_serializable("tape_patterns")
class RMSprop(TF1Optimizer):
    """``tf.train.RMSPropOptimizer``: slots ``rms`` and ``momentum``.

    Centered, it has the slot ``mg`` too. The mean square starts at one, not at
    zero, and epsilon is added below the root.

    Args:
        learning_rate: required, as in TF1.
        rho: TF1's ``decay``: how much of the mean square is kept.
        momentum: how much of the last update is kept.
        epsilon: added to the mean square before the root.
        centered: subtract the square of the mean gradient.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    def __init__(
        self,
        learning_rate: Any,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-10,
        centered: bool = False,
        name: str = "RMSProp",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_not_negative(rho=rho, momentum=momentum, epsilon=epsilon)
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.centered = centered

    def slot_values(self) -> Mapping[str, float]:
        """Return the slots."""
        slots = {"rms": 1.0, "momentum": 0.0}
        return {**slots, "mg": 0.0} if self.centered else slots

    @property
    def kernels(self) -> tuple[Callable[..., Any], ...]:
        """The two kernels."""
        if self.centered:
            return (
                tf.raw_ops.ResourceApplyCenteredRMSProp,
                tf.raw_ops.ResourceSparseApplyCenteredRMSProp,
            )
        return tf.raw_ops.ResourceApplyRMSProp, tf.raw_ops.ResourceSparseApplyRMSProp

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what dividing by the root of the mean square takes."""
        mean = {"mg": slots["mg"]} if self.centered else {}
        return {
            "var": variable.handle,
            "ms": slots["rms"],
            "mom": slots["momentum"],
            "lr": scalars["lr"],
            "rho": rounded(self.rho),
            "momentum": rounded(self.momentum),
            "epsilon": rounded(self.epsilon),
            **mean,
        }

    def hyperparameters(self) -> dict[str, Any]:
        """Return the constructor's arguments that this class has of its own."""
        names = ("rho", "momentum", "epsilon", "centered")
        return {name: getattr(self, name) for name in names}
