"""``GradientDescent`` and ``ProximalGradientDescent``."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import check_not_negative, rounded
from tape_patterns.optimizers.base import Tensors, TF1Optimizer


@keras.saving.register_keras_serializable("tape_patterns")
class GradientDescent(TF1Optimizer):
    """``tf.train.GradientDescentOptimizer``: no slots.

    Args:
        learning_rate: required, as in TF1.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    kernels = ("ResourceApplyGradientDescent",)
    dense_gradient = "delta"

    def __init__(
        self, learning_rate: Any, *, name: str = "GradientDescent", **options: Any
    ) -> None:
        super().__init__(learning_rate, name, **options)

    def merged(self, gradient: tf.IndexedSlices) -> tf.IndexedSlices:
        """Leave duplicates: TF1 subtracted row after row."""
        return gradient

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return the variable and the rate."""
        return {"var": variable.handle, "alpha": scalars["lr"]}

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Subtract the rows times the rate."""
        step = -gradient.values * scalars["lr"]
        variable.scatter_add(tf.IndexedSlices(step, gradient.indices))


@keras.saving.register_keras_serializable("tape_patterns")
class ProximalGradientDescent(TF1Optimizer):
    """``tf.train.ProximalGradientDescentOptimizer``: no slots.

    TF1 refuses dense float64 variables, and so does this class.

    Args:
        learning_rate: required, as in TF1.
        l1_regularization_strength: not negative.
        l2_regularization_strength: not negative.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments = ("l1_regularization_strength", "l2_regularization_strength")
    kernels = (
        "ResourceApplyProximalGradientDescent",
        "ResourceSparseApplyProximalGradientDescent",
    )
    dense_gradient = "delta"

    def __init__(
        self,
        learning_rate: Any,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
        *,
        name: str = "ProximalGradientDescent",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_not_negative(
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what a gradient step takes that then shrinks towards zero."""
        return {
            "var": variable.handle,
            "alpha": scalars["lr"],
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


def refuse_float64(optimizer: TF1Optimizer, variable: tf.Variable) -> None:
    """Raise ``ValueError``: TF1 passed float32 hyperparameters to these kernels."""
    if variable.dtype != tf.float32:
        raise ValueError(
            f"{type(optimizer).__name__} updates float32 variables only, as in TF1."
            f" '{variable.name}' is {variable.dtype.name} and its gradient is dense."
        )
