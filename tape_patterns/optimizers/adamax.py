"""``Adamax``."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.adam import Adam
from tape_patterns.optimizers.base import Rows, Tensors, rounded


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

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-8,
        name: str = "AdaMax",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, name, **options)

    def update(
        self, gradient: Any, variable: tf.Variable, numbers: Tensors, slots: Tensors
    ) -> None:
        """Divide the mean gradient by the largest one."""
        rate, power = numbers["lr"], numbers["beta1_power"]
        beta1, beta2 = rounded(self.beta_1), rounded(self.beta_2)
        epsilon = rounded(self.epsilon)
        if not isinstance(gradient, tf.IndexedSlices):
            tf.raw_ops.ResourceApplyAdaMax(
                var=variable.handle,
                m=slots["m"],
                v=slots["v"],
                beta1_power=power,
                lr=rate,
                beta1=beta1,
                beta2=beta2,
                epsilon=epsilon,
                grad=gradient,
            )
            return
        values, indices = gradient.values, gradient.indices
        m, v = (Rows(slots[slot], variable.dtype) for slot in ("m", "v"))
        new_m = m.read(indices) * beta1 + values * (1 - beta1)
        new_v = tf.maximum(v.read(indices) * beta2, tf.abs(values))
        m.write(indices, new_m)
        v.write(indices, new_v)
        step = -rate / (1 - power) * (new_m / (new_v + epsilon))
        variable.scatter_add(tf.IndexedSlices(step, indices))
