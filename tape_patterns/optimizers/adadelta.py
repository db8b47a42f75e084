"""``Adadelta``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import Hyperparameter, check_changing, rounded
from tape_patterns.optimizers.base import Tensors, TF1Optimizer


@keras.saving.register_keras_serializable("tape_patterns")
class Adadelta(TF1Optimizer):
    """``tf.train.AdadeltaOptimizer``: slots ``accum`` and ``accum_update``.

    Args:
        learning_rate: 1.0 gives the form of Zeiler's paper (2012).
        rho: how much of the accumulators is kept.
        epsilon: added to both before the roots.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments = ("rho", "epsilon")
    kernels = (
        "ResourceApplyAdadelta",
        "ResourceSparseApplyAdadelta",
    )

    def __init__(
        self,
        learning_rate: Any = 0.001,
        rho: Hyperparameter = 0.95,
        epsilon: Hyperparameter = 1e-8,
        *,
        name: str = "Adadelta",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_changing(rho=rho, epsilon=epsilon)
        self.rho = rho
        self.epsilon = epsilon

    def slot_values(self) -> Mapping[str, float]:
        """Return the slots."""
        return {"accum": 0.0, "accum_update": 0.0}

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what scaling by past updates over past gradients takes."""
        return {
            "var": variable.handle,
            "accum": slots["accum"],
            "accum_update": slots["accum_update"],
            "lr": scalars["lr"],
            "rho": rounded(self.rho, variable.dtype),
            "epsilon": rounded(self.epsilon, variable.dtype),
        }
