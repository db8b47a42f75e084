"""``RMSprop``, plain or centered."""

from __future__ import annotations

from collections.abc import Mapping
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

    def update(
        self, gradient: Any, variable: tf.Variable, numbers: Tensors, slots: Tensors
    ) -> None:
        """Divide by the root of the mean square."""
        plain = (
            tf.raw_ops.ResourceApplyRMSProp,
            tf.raw_ops.ResourceSparseApplyRMSProp,
        )
        centered = (
            tf.raw_ops.ResourceApplyCenteredRMSProp,
            tf.raw_ops.ResourceSparseApplyCenteredRMSProp,
        )
        self.run_kernel(
            *(centered if self.centered else plain),
            gradient,
            var=variable.handle,
            ms=slots["rms"],
            mom=slots["momentum"],
            lr=numbers["lr"],
            rho=rounded(self.rho),
            momentum=rounded(self.momentum),
            epsilon=rounded(self.epsilon),
            **({"mg": slots["mg"]} if self.centered else {}),
        )

    def hyperparameters(self) -> dict[str, Any]:
        """Return the constructor's arguments that this class has of its own."""
        names = ("rho", "momentum", "epsilon", "centered")
        return {name: getattr(self, name) for name in names}
