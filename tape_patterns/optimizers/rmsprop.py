"""``RMSprop``, plain or centered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import Hyperparameter, check_changing, rounded
from tape_patterns.optimizers.base import Tensors, TF1Optimizer


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

    own_arguments = ("rho", "momentum", "epsilon", "centered")

    def __init__(
        self,
        learning_rate: Any,
        rho: Hyperparameter = 0.9,
        momentum: Hyperparameter = 0.0,
        epsilon: Hyperparameter = 1e-10,
        *,
        centered: bool = False,
        name: str = "RMSProp",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_changing(rho=rho, momentum=momentum, epsilon=epsilon)
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.centered = centered

    def slot_values(self) -> Mapping[str, float]:
        """Return the slots, in the order in which TF1 made and numbered them."""
        mean = {"mg": 0.0} if self.centered else {}
        return {"rms": 1.0, **mean, "momentum": 0.0}

    @property
    def kernels(self) -> tuple[str, ...]:
        """The two kernels."""
        if self.centered:
            return (
                "ResourceApplyCenteredRMSProp",
                "ResourceSparseApplyCenteredRMSProp",
            )
        return "ResourceApplyRMSProp", "ResourceSparseApplyRMSProp"

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
            "rho": rounded(self.rho, variable.dtype),
            "momentum": rounded(self.momentum, variable.dtype),
            "epsilon": rounded(self.epsilon, variable.dtype),
            **mean,
        }
