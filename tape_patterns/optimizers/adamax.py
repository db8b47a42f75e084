"""``Adamax``."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.adam import Adam
from tape_patterns.optimizers.arguments import Hyperparameter
from tape_patterns.optimizers.base import Tensors
from tape_patterns.optimizers.kernels import Rows


@keras.saving.register_keras_serializable("tape_patterns")
class Adamax(Adam):
    """``tf.contrib.opt.AdaMaxOptimizer``: slots ``m`` and ``v``.

    Args:
        learning_rate: as in Kingma and Ba (2014), section 7.
        beta_1: TF1's ``beta1``: how much of ``m`` is kept.
        beta_2: TF1's ``beta2``: how fast the largest gradient is forgotten.
        epsilon: added to the divisor.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    kernels = ("ResourceApplyAdaMax",)

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: Hyperparameter = 0.9,
        beta_2: Hyperparameter = 0.999,
        epsilon: Hyperparameter = 1e-8,
        *,
        name: str = "AdaMax",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, name=name, **options)

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what dividing the mean gradient by the largest one takes."""
        return {
            "var": variable.handle,
            **slots,
            "beta1_power": scalars["beta1_power"],
            "lr": scalars["lr"],
            **self.rounded_arguments(variable.dtype),
        }

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update the gradient's rows: TF1 composed it of these ops."""
        values, indices = gradient.values, gradient.indices
        beta1, beta2, epsilon = self.constants(variable.dtype)
        m, v = (Rows(slots[slot], variable.dtype) for slot in ("m", "v"))
        new_m = m.read(indices) * beta1 + values * (1 - beta1)
        new_v = tf.maximum(v.read(indices) * beta2, tf.abs(values))
        m.write(indices, new_m)
        v.write(indices, new_v)
        step = (
            -scalars["lr"] / (1 - scalars["beta1_power"]) * (new_m / (new_v + epsilon))
        )
        variable.scatter_add(tf.IndexedSlices(step, indices))
