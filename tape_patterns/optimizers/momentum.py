"""``Momentum``, with or without Nesterov's step, and ``MomentumW``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import Hyperparameter, check_changing, rounded
from tape_patterns.optimizers.base import Tensors, TF1Optimizer


@keras.saving.register_keras_serializable("tape_patterns")
class Momentum(TF1Optimizer):
    """``tf.train.MomentumOptimizer``: slot ``momentum``.

    The rate multiplies the accumulator when it is applied, so a change of the rate
    acts at once. Keras multiplies the gradient before it is accumulated.

    Args:
        learning_rate: required, as in TF1.
        momentum: required, as in TF1.
        nesterov: TF1's ``use_nesterov``.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments: tuple[str, ...] = ("momentum", "nesterov")
    kernels = (
        "ResourceApplyMomentum",
        "ResourceSparseApplyMomentum",
    )

    def __init__(
        self,
        learning_rate: Any,
        momentum: Hyperparameter,
        *,
        nesterov: bool = False,
        name: str = "Momentum",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_changing(momentum=momentum)
        self.momentum = momentum
        self.nesterov = nesterov

    def slot_values(self) -> Mapping[str, float]:
        """Return the slot."""
        return {"momentum": 0.0}

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what adding to the accumulator, and applying that, takes."""
        return {
            "var": variable.handle,
            "accum": slots["momentum"],
            "lr": scalars["lr"],
            "momentum": rounded(self.momentum, variable.dtype),
            "use_nesterov": self.nesterov,
        }
