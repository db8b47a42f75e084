"""``AdamW`` and ``MomentumW``: weight decay that the rate does not scale."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from tape_patterns.optimizers.adam import Adam
from tape_patterns.optimizers.arguments import (
    Hyperparameter,
    check_changing,
    current,
    is_number,
)
from tape_patterns.optimizers.base import Tensors, TF1Optimizer
from tape_patterns.optimizers.momentum import Momentum


class DecoupledWeightDecay(TF1Optimizer):
    """Subtract ``weight_decay * variable`` before the update.

    Keras multiplies that by the learning rate too; TF1 did not. For a sparse
    gradient only its rows decay. ``exclude_from_weight_decay`` is for what TF1
    left out of ``decay_var_list``.
    """

    weight_decay: Hyperparameter

    def update_dense(
        self,
        gradient: tf.Tensor,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Decay, then update."""
        if self._use_weight_decay(variable):
            variable.assign_sub(self.decay_of(variable) * variable)
        super().update_dense(gradient, variable, scalars, slots)

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Decay the gradient's rows, then update."""
        if self._use_weight_decay(variable):
            rows = tf.gather(variable, gradient.indices)
            decay = -self.decay_of(variable) * rows
            variable.scatter_add(tf.IndexedSlices(decay, gradient.indices))
        super().update_sparse(gradient, variable, scalars, slots)

    def decay_of(self, variable: tf.Variable) -> tf.Tensor:
        """Return ``weight_decay`` in the variable's dtype."""
        decay = current(self.weight_decay)
        if is_number(decay):
            return tf.constant(decay, variable.dtype)
        return tf.cast(decay, variable.dtype)

    def _apply_weight_decay(self, variables: Any) -> None:
        """Do nothing: Keras' own decay."""


@keras.saving.register_keras_serializable("tape_patterns")
class AdamW(DecoupledWeightDecay, Adam):
    """``tf.contrib.opt.AdamWOptimizer``.

    Args:
        weight_decay: required; the share of a weight that one step takes away.
        learning_rate: as for ``Adam``.
        beta_1: as for ``Adam``.
        beta_2: as for ``Adam``.
        epsilon: as for ``Adam``.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments: tuple[str, ...] = ("weight_decay", *Adam.own_arguments)

    def __init__(
        self,
        weight_decay: Hyperparameter,
        learning_rate: Any = 0.001,
        beta_1: Hyperparameter = 0.9,
        beta_2: Hyperparameter = 0.999,
        epsilon: Hyperparameter = 1e-8,
        *,
        name: str = "AdamW",
        **options: Any,
    ) -> None:
        check_changing(weight_decay=weight_decay)
        options["weight_decay"] = weight_decay
        super().__init__(learning_rate, beta_1, beta_2, epsilon, name=name, **options)


@keras.saving.register_keras_serializable("tape_patterns")
class MomentumW(DecoupledWeightDecay, Momentum):
    """``tf.contrib.opt.MomentumWOptimizer``.

    Args:
        weight_decay: required; the share of a weight that one step takes away.
        learning_rate: required, as in TF1.
        momentum: required, as in TF1.
        nesterov: TF1's ``use_nesterov``.
        name: of the optimizer.
        **options: those of every Keras optimizer, such as ``clipnorm``.
    """

    own_arguments: tuple[str, ...] = ("weight_decay", *Momentum.own_arguments)

    def __init__(
        self,
        weight_decay: Hyperparameter,
        learning_rate: Any,
        momentum: Hyperparameter,
        *,
        nesterov: bool = False,
        name: str = "MomentumW",
        **options: Any,
    ) -> None:
        check_changing(weight_decay=weight_decay)
        options["weight_decay"] = weight_decay
        super().__init__(
            learning_rate, momentum, nesterov=nesterov, name=name, **options
        )
