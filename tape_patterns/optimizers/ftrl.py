"""``Ftrl``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import check_not_negative, check_number, rounded
from tape_patterns.optimizers.base import Tensors, TF1Optimizer


@keras.saving.register_keras_serializable("tape_patterns")
class Ftrl(TF1Optimizer):
    """``tf.train.FtrlOptimizer``: slots ``accum`` and ``linear``.

    Args:
        learning_rate: required, as in TF1.
        learning_rate_power: zero or negative.
        initial_accumulator_value: not negative.
        l1_regularization_strength: not negative.
        l2_regularization_strength: not negative.
        l2_shrinkage_regularization_strength: not negative.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments = (
        "learning_rate_power",
        "initial_accumulator_value",
        "l1_regularization_strength",
        "l2_regularization_strength",
        "l2_shrinkage_regularization_strength",
    )

    def __init__(
        self,
        learning_rate: Any,
        learning_rate_power: float = -0.5,
        initial_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
        *,
        l2_shrinkage_regularization_strength: float = 0.0,
        name: str = "Ftrl",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_number(learning_rate_power=learning_rate_power)
        if learning_rate_power > 0:
            raise ValueError(
                "`learning_rate_power` must not be positive."
                f" Received: {learning_rate_power}"
            )
        check_not_negative(
            initial_accumulator_value=initial_accumulator_value,
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
            l2_shrinkage_regularization_strength=l2_shrinkage_regularization_strength,
        )
        self.learning_rate_power = learning_rate_power
        self.initial_accumulator_value = initial_accumulator_value
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength
        self.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength

    def slot_values(self) -> Mapping[str, float]:
        """Return the slots."""
        return {"accum": self.initial_accumulator_value, "linear": 0.0}

    @property
    def kernels(self) -> tuple[str, ...]:
        """The two kernels; those with shrinkage are others."""
        if self.l2_shrinkage_regularization_strength > 0:
            return "ResourceApplyFtrlV2", "ResourceSparseApplyFtrlV2"
        return "ResourceApplyFtrl", "ResourceSparseApplyFtrl"

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what following the regularized leader (McMahan et al., 2013) takes."""
        shrinkage = self.l2_shrinkage_regularization_strength
        return {
            "var": variable.handle,
            "accum": slots["accum"],
            "linear": slots["linear"],
            "lr": scalars["lr"],
            "l1": rounded(self.l1_regularization_strength),
            "l2": rounded(self.l2_regularization_strength),
            "lr_power": rounded(self.learning_rate_power),
            **({"l2_shrinkage": rounded(shrinkage)} if shrinkage > 0 else {}),
        }
