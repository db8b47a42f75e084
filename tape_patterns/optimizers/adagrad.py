"""``Adagrad``, ``AdagradDA`` and ``ProximalAdagrad``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import (
    check_not_negative,
    check_positive,
    rounded,
)
from tape_patterns.optimizers.base import Tensors, TF1Optimizer
from tape_patterns.optimizers.gradient_descent import refuse_float64


@keras.saving.register_keras_serializable("tape_patterns")
class Adagrad(TF1Optimizer):
    """``tf.train.AdagradOptimizer``: slot ``accumulator``.

    There is no epsilon: the accumulator starts above zero.

    Args:
        learning_rate: required, as in TF1.
        initial_accumulator_value: positive.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments = ("initial_accumulator_value",)
    kernels = (
        "ResourceApplyAdagrad",
        "ResourceSparseApplyAdagrad",
    )

    def __init__(
        self,
        learning_rate: Any,
        initial_accumulator_value: float = 0.1,
        *,
        name: str = "Adagrad",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_positive(initial_accumulator_value=initial_accumulator_value)
        self.initial_accumulator_value = initial_accumulator_value

    def slot_values(self) -> Mapping[str, float]:
        """Return the slot."""
        return {"accumulator": self.initial_accumulator_value}

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what dividing by the root of the sum of squares takes."""
        return {
            "var": variable.handle,
            "accum": slots["accumulator"],
            "lr": scalars["lr"],
        }


@keras.saving.register_keras_serializable("tape_patterns")
class AdagradDA(TF1Optimizer):
    """``tf.train.AdagradDAOptimizer``: dual averaging.

    Slots ``gradient_accumulator`` and ``gradient_squared_accumulator``. The step
    count that TF1 was given as ``global_step`` is ``iterations``.

    Args:
        learning_rate: required, as in TF1.
        initial_gradient_squared_accumulator_value: positive.
        l1_regularization_strength: not negative.
        l2_regularization_strength: not negative.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments = (
        "initial_gradient_squared_accumulator_value",
        "l1_regularization_strength",
        "l2_regularization_strength",
    )
    kernels = (
        "ResourceApplyAdagradDA",
        "ResourceSparseApplyAdagradDA",
    )

    def __init__(
        self,
        learning_rate: Any,
        *,
        initial_gradient_squared_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
        name: str = "AdagradDA",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_positive(
            initial_gradient_squared_accumulator_value=(
                initial_gradient_squared_accumulator_value
            )
        )
        check_not_negative(
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )
        self.initial_gradient_squared_accumulator_value = (
            initial_gradient_squared_accumulator_value
        )
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength

    def slot_values(self) -> Mapping[str, float]:
        """Return the slots."""
        start = self.initial_gradient_squared_accumulator_value
        return {"gradient_accumulator": 0.0, "gradient_squared_accumulator": start}

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what setting the variable from the sums of gradients takes."""
        return {
            "var": variable.handle,
            "gradient_accumulator": slots["gradient_accumulator"],
            "gradient_squared_accumulator": slots["gradient_squared_accumulator"],
            "lr": scalars["lr"],
            "l1": tf.cast(self.l1_regularization_strength, variable.dtype),
            "l2": tf.cast(self.l2_regularization_strength, variable.dtype),
            "global_step": self.updates_made() + 1,
        }


@keras.saving.register_keras_serializable("tape_patterns")
class ProximalAdagrad(TF1Optimizer):
    """``tf.train.ProximalAdagradOptimizer``: slot ``accumulator``.

    TF1 refuses dense float64 variables, and so does this class.

    Args:
        learning_rate: required, as in TF1.
        initial_accumulator_value: positive.
        l1_regularization_strength: not negative.
        l2_regularization_strength: not negative.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments = (
        "initial_accumulator_value",
        "l1_regularization_strength",
        "l2_regularization_strength",
    )
    kernels = (
        "ResourceApplyProximalAdagrad",
        "ResourceSparseApplyProximalAdagrad",
    )

    def __init__(
        self,
        learning_rate: Any,
        initial_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
        *,
        name: str = "ProximalAdagrad",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_positive(initial_accumulator_value=initial_accumulator_value)
        check_not_negative(
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )
        self.initial_accumulator_value = initial_accumulator_value
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength

    def slot_values(self) -> Mapping[str, float]:
        """Return the slot."""
        return {"accumulator": self.initial_accumulator_value}

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what Adagrad's step takes that then shrinks towards zero."""
        return {
            "var": variable.handle,
            "accum": slots["accumulator"],
            "lr": scalars["lr"],
            "l1": rounded(self.l1_regularization_strength),
            "l2": rounded(self.l2_regularization_strength),
        }

    def update_dense(
        self,
        gradient: tf.Tensor,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Refuse float64, else update."""
        refuse_float64(self, variable)
        super().update_dense(gradient, variable, scalars, slots)
