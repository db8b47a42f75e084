"""What all optimizers here share: slots, hyperparameters, TF1's kernels."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

Tensors = Mapping[str, tf.Tensor]

RENAMED = {
    "decay": "rho",
    "beta1": "beta_1",
    "beta2": "beta_2",
    "use_nesterov": "nesterov",
}
"""Names of TF1's arguments that Keras calls otherwise."""


class TF1Optimizer(keras.optimizers.Optimizer):
    """A Keras optimizer that updates with TF1's own fused kernel.

    A subclass says which slots a variable has (``slot_values``), which kernels
    update it (``kernels``) and what they take (``kernel_arguments``). Where TF1 had
    no kernel for sparse gradients, it says how TF1 composed the update
    (``update_sparse``). Hyperparameters are rounded to float32 first and then cast
    to the variable's dtype, as TF1 did.
    """

    dense_gradient = "grad"
    """What the dense kernel calls its gradient."""

    def __init__(self, learning_rate: Any, name: str, **options: Any) -> None:
        for old, new in RENAMED.items():
            if old in options:
                raise ValueError(f"`{old}` of TF1 is `{new}` here; pass {new}=...")
        if "use_locking" in options:
            raise ValueError("`use_locking` of TF1 has no effect here; leave it out.")
        if isinstance(learning_rate, int | float):
            learning_rate = float(learning_rate)
            check_not_negative(learning_rate=learning_rate)
        super().__init__(learning_rate=learning_rate, name=name, **options)
        self._distributed = tf.distribute.has_strategy()

    def slot_values(self) -> Mapping[str, float]:
        """Return the name and the initial value of each slot, as TF1 calls them."""
        return {}

    def step_scalars(self, learning_rate: Any) -> Tensors:
        """Return the rate and what else changes, read once for all variables."""
        return {"lr": tf.convert_to_tensor(learning_rate, tf.float32)}

    def updates_made(self) -> tf.Tensor:
        """Return the number of updates before this one.

        That is ``iterations``, but before Keras 3.5 those count each gradient that
        is accumulated. The optimizer's first variable does so in every Keras.
        """
        gradients = tf.cast(self.variables[0].value, tf.int64)
        return gradients // (self.gradient_accumulation_steps or 1)

    @property
    def kernels(self) -> tuple[Callable[..., Any], ...]:
        """The kernel for dense gradients and, if there is one, for sparse ones."""
        raise NotImplementedError

    def kernel_arguments(
        self, variable: tf.Variable, scalars: Tensors, slots: Tensors
    ) -> dict[str, Any]:
        """Return what both kernels take besides the gradient.

        Args:
            variable: what to update.
            scalars: ``step_scalars``, in the variable's dtype.
            slots: the handles of the slots, by name.
        """
        raise NotImplementedError

    def update_dense(
        self,
        gradient: tf.Tensor,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update one variable and its slots."""
        arguments = self.kernel_arguments(variable, scalars, slots)
        self.kernels[0](**{self.dense_gradient: gradient}, **arguments)

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update one variable and its slots; the gradient is ``merged``."""
        arguments = self.kernel_arguments(variable, scalars, slots)
        self.kernels[1](grad=gradient.values, indices=gradient.indices, **arguments)

    def build(self, variables: list[Any]) -> None:
        """Make the slots of each variable."""
        if self.built:
            return
        for variable in variables:
            if not tf.as_dtype(variable.dtype).is_floating:
                raise ValueError(
                    f"{type(self).__name__} cannot train the variable"
                    f" '{variable.name}': its dtype is {variable.dtype}."
                )
        super().build(variables)
        self._slots = {
            name: [
                self.add_variable_from_reference(variable, name, constant(value))
                for variable in variables
            ]
            for name, value in self.slot_values().items()
        }

    def get_slot(self, variable: Any, name: str) -> tf.Variable:
        """Return a slot of a variable, by the name that TF1 gave it.

        Raises:
            ValueError: the optimizer has no such slot, or was not built.
        """
        if name not in getattr(self, "_slots", {}):
            known = ", ".join(self.slot_values()) or "none"
            raise ValueError(f"There is no slot '{name}'; the slots are: {known}.")
        return self._slots[name][self._get_variable_index(variable)].value

    def _backend_update_step(
        self, grads: Any, trainable_variables: Any, learning_rate: Any
    ) -> None:
        scalars = self.step_scalars(learning_rate)
        if self._distributed or tf.distribute.has_strategy():
            # Keras hands the last argument on to ``update_step``: it may be
            # any structure of tensors.
            super()._backend_update_step(grads, trainable_variables, scalars)
            return
        # Without a strategy, going through one takes most of an eager step.
        for gradient, variable in zip(grads, trainable_variables, strict=True):
            value = variable.value if isinstance(variable, keras.Variable) else variable
            self.update_step(gradient, value, scalars)

    def update_step(
        self, gradient: Any, variable: tf.Variable, scalars: Tensors
    ) -> None:
        """Update one variable: Keras calls this."""
        if gradient.dtype != variable.dtype:
            raise ValueError(
                f"The gradient of '{variable.name}' is {gradient.dtype.name}, the"
                f" variable is {variable.dtype.name}."
            )
        sparse = isinstance(gradient, tf.IndexedSlices)
        if not sparse and not gradient.shape.is_compatible_with(variable.shape):
            raise ValueError(
                f"The gradient of '{variable.name}' has shape {gradient.shape}, the"
                f" variable has {variable.shape}."
            )
        place = self._get_variable_index(variable)
        slots = {name: slot[place].value.handle for name, slot in self._slots.items()}
        scalars = {k: tf.cast(v, variable.dtype) for k, v in scalars.items()}
        if sparse:
            self.update_sparse(self.merged(gradient), variable, scalars, slots)
        else:
            self.update_dense(gradient, variable, scalars, slots)

    def merged(self, gradient: tf.IndexedSlices) -> tf.IndexedSlices:
        """Sum the rows of equal indices, as TF1 did before its sparse kernels."""
        indices, places = tf.unique(gradient.indices)
        values = tf.math.unsorted_segment_sum(
            gradient.values, places, tf.shape(indices)[0]
        )
        return tf.IndexedSlices(values, indices, gradient.dense_shape)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments of the constructor."""
        return {**super().get_config(), **self.hyperparameters()}

    def hyperparameters(self) -> dict[str, Any]:
        """Return the constructor's arguments that this class has of its own."""
        return {}


def constant(value: float) -> Callable[..., tf.Tensor]:
    """Return an initializer that does not round ``value`` to float32."""

    def initializer(shape: Any, dtype: Any = None) -> tf.Tensor:
        return tf.constant(value, tf.as_dtype(dtype), shape)

    return initializer


def rounded(number: float) -> float:
    """Round a hyperparameter to float32, as TF1 did before it cast it."""
    return float(np.float32(number))


class RunningProducts(TF1Optimizer):
    """TF1's ``beta1_power`` and ``beta2_power``: float32, multiplied step by step.

    A power ``beta ** step`` rounds in another way than a product of ``step`` factors.
    """

    def make_products(self, **factors: float) -> None:
        """Make a float32 variable for each factor, which starts as the factor."""
        # Each replica multiplies by itself. A mean of replicas would round; before
        # Keras 3.2 there is none, and no argument against it.
        options = {"aggregation": "only_first_replica"}
        if "aggregation" not in inspect.signature(self.add_variable).parameters:
            options = {}
        self._factors = factors
        self._products = {
            name: self.add_variable(
                (),
                constant(factor),
                dtype="float32",
                name=f"{name}_power",
                **options,
            )
            for name, factor in factors.items()
        }

    def step_scalars(self, learning_rate: Any) -> Tensors:
        """Return the learning rate and the products, with this step's factor."""
        products = {
            f"{name}_power": tf.convert_to_tensor(product.value)
            for name, product in self._products.items()
        }
        return {**super().step_scalars(learning_rate), **products}

    def _backend_update_step(
        self, grads: Any, trainable_variables: Any, learning_rate: Any
    ) -> None:
        super()._backend_update_step(grads, trainable_variables, learning_rate)
        for name, factor in self._factors.items():
            product = self._products[name]
            product.assign(product.value * tf.constant(factor, tf.float32))


class Rows:
    """A slot by its handle: read, scaled, or changed in some rows."""

    def __init__(self, handle: tf.Tensor, dtype: tf.DType) -> None:
        self.handle = handle
        self._dtype = dtype

    def read(self, indices: tf.Tensor | None = None) -> tf.Tensor:
        """Return all rows, or those of ``indices``."""
        if indices is None:
            return tf.raw_ops.ReadVariableOp(resource=self.handle, dtype=self._dtype)
        return tf.raw_ops.ResourceGather(
            resource=self.handle, indices=indices, dtype=self._dtype
        )

    def scale(self, factor: tf.Tensor) -> None:
        """Multiply all rows."""
        tf.raw_ops.AssignVariableOp(resource=self.handle, value=self.read() * factor)

    def add(self, indices: tf.Tensor, values: tf.Tensor) -> None:
        """Add to some rows."""
        tf.raw_ops.ResourceScatterAdd(
            resource=self.handle, indices=indices, updates=values
        )

    def write(self, indices: tf.Tensor, values: tf.Tensor) -> None:
        """Replace some rows."""
        tf.raw_ops.ResourceScatterUpdate(
            resource=self.handle, indices=indices, updates=values
        )


def check_not_negative(**arguments: float) -> None:
    """Raise ``ValueError`` for the first argument that is negative."""
    for name, value in arguments.items():
        if value < 0:
            raise ValueError(f"`{name}` must not be negative. Received: {value}")


def check_positive(**arguments: float) -> None:
    """Raise ``ValueError`` for the first argument that is not positive."""
    for name, value in arguments.items():
        if value <= 0:
            raise ValueError(f"`{name}` must be positive. Received: {value}")
