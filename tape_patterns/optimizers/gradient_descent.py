"""``GradientDescent`` and ``ProximalGradientDescent``."""

from __future__ import annotations

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
class GradientDescent(TF1Optimizer):
    """``tf.train.GradientDescentOptimizer``: no slots.

    Args:
        learning_rate: required, as in TF1.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    def __init__(
        self, learning_rate: Any, name: str = "GradientDescent", **options: Any
    ) -> None:
        super().__init__(learning_rate, name, **options)

    def merged(self, gradient: tf.IndexedSlices) -> tf.IndexedSlices:
        """Leave duplicates: TF1 subtracted row after row."""
        return gradient

    def update(
        self, gradient: Any, variable: tf.Variable, numbers: Tensors, slots: Tensors
    ) -> None:
        """Subtract the gradient times the rate."""
        if isinstance(gradient, tf.IndexedSlices):
            variable.scatter_add(
                tf.IndexedSlices(-gradient.values * numbers["lr"], gradient.indices)
            )
        else:
            tf.raw_ops.ResourceApplyGradientDescent(
                var=variable.handle, alpha=numbers["lr"], delta=gradient
            )


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

    def __init__(
        self,
        learning_rate: Any,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
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

    def update(
        self, gradient: Any, variable: tf.Variable, numbers: Tensors, slots: Tensors
    ) -> None:
        """Take a gradient step, then shrink towards zero."""
        shared = {
            "var": variable.handle,
            "alpha": numbers["lr"],
            "l1": rounded(self.l1_regularization_strength),
            "l2": rounded(self.l2_regularization_strength),
        }
        if isinstance(gradient, tf.IndexedSlices):
            tf.raw_ops.ResourceSparseApplyProximalGradientDescent(
                grad=gradient.values, indices=gradient.indices, **shared
            )
        else:
            refuse_float64(self, variable)
            tf.raw_ops.ResourceApplyProximalGradientDescent(delta=gradient, **shared)

    def hyperparameters(self) -> dict[str, Any]:
        """Return the constructor's arguments that this class has of its own."""
        return {
            "l1_regularization_strength": self.l1_regularization_strength,
            "l2_regularization_strength": self.l2_regularization_strength,
        }


def refuse_float64(optimizer: TF1Optimizer, variable: tf.Variable) -> None:
    """Raise ``ValueError``: TF1 passed float32 hyperparameters to these kernels."""
    if variable.dtype != tf.float32:
        raise ValueError(
            f"{type(optimizer).__name__} updates float32 variables only, as in TF1."
            f" '{variable.name}' is {variable.dtype.name} and its gradient is dense."
        )
