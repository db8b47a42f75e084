"""``Adam``, ``Nadam`` and ``LazyAdam``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.arguments import (
    Hyperparameter,
    check_changing,
    is_number,
    rounded,
)
from tape_patterns.optimizers.base import RunningProducts, Tensors, TF1Optimizer
from tape_patterns.optimizers.kernels import Rows


@keras.saving.register_keras_serializable("tape_patterns")
class Adam(RunningProducts, TF1Optimizer):
    """``tf.train.AdamOptimizer``: slots ``m`` and ``v``.

    A sparse gradient still moves every row: all of ``m`` and ``v`` decay.

    Args:
        learning_rate: as in Kingma and Ba (2014).
        beta_1: TF1's ``beta1``: how much of ``m`` is kept.
        beta_2: TF1's ``beta2``: how much of ``v`` is kept.
        epsilon: the paper's "epsilon hat". Keras' default is 1e-7.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments: tuple[str, ...] = ("beta_1", "beta_2", "epsilon")
    kernels = ("ResourceApplyAdam",)
    nesterov = False

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: Hyperparameter = 0.9,
        beta_2: Hyperparameter = 0.999,
        epsilon: Hyperparameter = 1e-8,
        *,
        name: str = "Adam",
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, name, **options)
        check_changing(beta_1=beta_1, beta_2=beta_2, epsilon=epsilon)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def slot_values(self) -> Mapping[str, float]:
        """Return the slots."""
        return {"m": 0.0, "v": 0.0}

    def build(self, variables: list[Any]) -> None:
        """Make the slots and the running products."""
        if not self.built:
            super().build(variables)
            self.make_products(beta1=self.beta_1, beta2=self.beta_2)

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what dividing the mean by the root of the mean square takes."""
        return {
            "var": variable.handle,
            **slots,
            **scalars,
            **self.rounded_arguments(variable.dtype),
            "use_nesterov": self.nesterov,
        }

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update all rows: TF1 composed it of these ops."""
        values, indices = gradient.values, gradient.indices
        beta1, beta2, _ = self.constants(variable.dtype)
        m, v = (Rows(slots[slot], variable.dtype) for slot in ("m", "v"))
        m.scale(beta1)
        m.add(indices, values * (1 - beta1))
        v.scale(beta2)
        v.add(indices, decayed_square(values, beta2))
        step = corrected_rate(**scalars) * m.read()
        variable.assign_sub(self.over_root(step, v.read()))

    def over_root(self, value: tf.Tensor, square: tf.Tensor) -> tf.Tensor:
        """Divide by the root plus epsilon, as TF1 did for a sparse gradient.

        A graph without epsilon gets a product with the reciprocal root from the graph
        optimizer, which rounds in another way. Eager code has no such optimizer.
        """
        epsilon = rounded(self.epsilon, value.dtype)
        if is_number(epsilon) and value.dtype.as_numpy_dtype(epsilon) == 0:
            if tf.executing_eagerly():
                return value * tf.math.rsqrt(square)
            return value / tf.sqrt(square)
        return value / (tf.sqrt(square) + tf.cast(epsilon, value.dtype))

    def rounded_arguments(self, dtype: tf.DType) -> dict[str, Any]:
        """Return what the kernel calls ``beta1``, ``beta2`` and ``epsilon``."""
        return {
            "beta1": rounded(self.beta_1, dtype),
            "beta2": rounded(self.beta_2, dtype),
            "epsilon": rounded(self.epsilon, dtype),
        }

    def constants(self, dtype: tf.DType) -> Iterator[tf.Tensor]:
        """Return them as tensors: TF1 computed ``1 - beta1`` in ``dtype`` too."""
        return (tf.cast(x, dtype) for x in self.rounded_arguments(dtype).values())


@keras.saving.register_keras_serializable("tape_patterns")
class Nadam(Adam):
    """``tf.contrib.opt.NadamOptimizer``: Adam with Nesterov's step.

    Keras' ``Nadam`` is another formula: its momentum follows a schedule. The
    arguments are those of ``Adam``, the name too, as in TF1.
    """

    nesterov = True

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update all rows of the slots, and the gradient's rows of the variable."""
        values, indices = gradient.values, gradient.indices
        beta1, beta2, _ = self.constants(variable.dtype)
        m, v = (Rows(slots[slot], variable.dtype) for slot in ("m", "v"))
        scaled = values * (1 - beta1)
        m.scale(beta1)
        m.add(indices, scaled)
        m_bar = scaled + beta1 * m.read(indices)
        v.scale(beta2)
        v.add(indices, decayed_square(values, beta2))
        step = self.over_root(-corrected_rate(**scalars) * m_bar, v.read(indices))
        variable.scatter_add(tf.IndexedSlices(step, indices))


@keras.saving.register_keras_serializable("tape_patterns")
class LazyAdam(Adam):
    """``tf.contrib.opt.LazyAdamOptimizer``: Adam that leaves other rows alone.

    For a dense gradient it is ``Adam``. For a sparse one only the rows of the
    gradient change, in the variable and in the slots. The arguments are those of
    ``Adam``.
    """

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update the gradient's rows."""
        values, indices = gradient.values, gradient.indices
        beta1, beta2, _ = self.constants(variable.dtype)
        m, v = (Rows(slots[slot], variable.dtype) for slot in ("m", "v"))
        new_m = beta1 * m.read(indices) + (1 - beta1) * values
        new_v = beta2 * v.read(indices) + (1 - beta2) * tf.square(values)
        m.write(indices, new_m)
        v.write(indices, new_v)
        step = self.over_root(corrected_rate(**scalars) * new_m, new_v)
        variable.scatter_sub(tf.IndexedSlices(step, indices))


def corrected_rate(
    lr: tf.Tensor, beta1_power: tf.Tensor, beta2_power: tf.Tensor
) -> tf.Tensor:
    """Return the rate, corrected for the start of both means at zero."""
    return lr * tf.sqrt(1 - beta2_power) / (1 - beta1_power)


def decayed_square(values: tf.Tensor, beta2: tf.Tensor) -> tf.Tensor:
    """Return the square times ``1 - beta2``, rounded as TF1 did.

    TF1's source says ``(g * g) * c``. Its graph optimizer moves the constant and
    computes ``g * (g * c)``, but not in float16. Eager code has no such optimizer, so
    it stands here.
    """
    if values.dtype == tf.float16:
        return tf.square(values) * (1 - beta2)
    return values * (values * (1 - beta2))
