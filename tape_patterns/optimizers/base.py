"""What all optimizers here share: slots, hyperparameters, TF1's kernels."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tape_patterns.optimizers.arguments import (
    as_config,
    is_number,
    refuse_old_names,
    rounded,
)
from tape_patterns.optimizers.gradient import (
    as_tensor,
    check_gradient,
    refuse_argument,
)
from tape_patterns.optimizers.kernels import run_kernel

Tensors = Mapping[str, tf.Tensor]
SLOTS_OF_KERAS = (
    "momentums",
    "_momentums",
    "_velocities",
    "_average_gradients",
    "_accumulators",
    "_linears",
    "_accumulated_grads",
    "_accumulated_delta_vars",
    "_m",
    "_u",
)
"""Under which names Keras' own optimizers stand in a ``tf.train.Checkpoint``."""
MADE_BY = "tf1_optimizer"
"""The entry that tells a file of these classes from one of Keras' own."""


class TF1Optimizer(keras.optimizers.Optimizer):
    """A Keras optimizer that updates with TF1's own fused kernel.

    A subclass says which slots a variable has (``slot_values``), which kernels
    update it (``kernels``) and what they take (``kernel_arguments``). Where TF1 had
    no kernel for sparse gradients, it says how TF1 composed the update
    (``update_sparse``). Hyperparameters are rounded to float32 first and then cast
    to the variable's dtype, as TF1 did.
    """

    own_arguments: tuple[str, ...] = ()
    """The constructor's arguments that the class has besides the rate."""
    dense_gradient = "grad"
    """What the dense kernel calls its gradient."""

    def __init__(self, learning_rate: Any, name: str, **options: Any) -> None:
        refuse_old_names(type(self), options)
        if not callable(learning_rate) and is_number(learning_rate):
            learning_rate = float(learning_rate)
        elif isinstance(learning_rate, bool):
            raise ValueError(f"`learning_rate` is no number: {learning_rate}")
        # Keras rounds the rate to ``floatx``, TF1 to float32, whatever it trained.
        with float32_as_floatx():
            super().__init__(learning_rate=learning_rate, name=name, **options)
        self._distributed = tf.distribute.has_strategy()

    def slot_values(self) -> Mapping[str, float]:
        """Return the name and the initial value of each slot, as TF1 calls them."""
        return {}

    def step_scalars(self, learning_rate: Any) -> Tensors:
        """Return the rate and what else changes, read once for all variables."""
        return {"lr": tf.cast(learning_rate, tf.float32)}

    def updates_made(self) -> tf.Tensor:
        """Return the number of updates before this one.

        That is ``iterations``, but before Keras 3.5 those count each gradient that
        is accumulated. The optimizer's first variable does so in every Keras.
        """
        gradients = tf.cast(self.variables[0].value, tf.int64)
        return gradients // (self.gradient_accumulation_steps or 1)

    @property
    def kernels(self) -> tuple[str, ...]:
        """The op for dense gradients and, if there is one, that for sparse ones."""
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
        run_kernel(
            self.kernels[0], variable, **{self.dense_gradient: gradient}, **arguments
        )

    def update_sparse(
        self,
        gradient: tf.IndexedSlices,
        variable: tf.Variable,
        scalars: Tensors,
        slots: Tensors,
    ) -> None:
        """Update one variable and its slots; the gradient is ``merged``."""
        arguments = self.kernel_arguments(variable, scalars, slots)
        run_kernel(
            self.kernels[1],
            variable,
            grad=gradient.values,
            indices=gradient.indices,
            **arguments,
        )

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
        if name not in self.slot_values():
            known = ", ".join(self.slot_values()) or "none"
            raise ValueError(f"There is no slot '{name}'; the slots are: {known}.")
        if not self.built:
            raise ValueError("There are no slots yet; call build(variables) first.")
        try:
            place = self._get_variable_index(variable)
        except KeyError:
            raise ValueError(
                f"'{variable.name}' is none of the variables that the optimizer was"
                " built with."
            ) from None
        return self._slots[name][place].value

    def apply(self, grads: Any, trainable_variables: Any = None) -> None:
        """Update variables; a gradient may be an array, a list or a number too."""
        variables = trainable_variables
        if variables is None:
            variables = self._trainable_variables if self.built else ()
        variables, grads = list(variables), list(grads)
        if len(grads) == len(variables):
            grads = list(map(as_tensor, grads, variables))
        super().apply(grads, None if trainable_variables is None else variables)

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
        sparse = isinstance(gradient, tf.IndexedSlices)
        check_gradient(gradient, variable)
        refuse_argument(variable)
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

    def save_own_variables(self, store: Any) -> None:
        """Write the state into a Keras file, and that it is TF1's."""
        super().save_own_variables(store)
        store[MADE_BY] = np.int64(1)

    def load_own_variables(self, store: Any) -> None:
        """Read the state from a Keras file, which is no dict but has its keys.

        Raises:
            ValueError: one of Keras' own optimizers wrote it.
        """
        if MADE_BY not in store.keys():  # noqa: SIM118
            raise ValueError(self._not_ours())
        own = {name: store[name] for name in store.keys() if name != MADE_BY}  # noqa: SIM118
        super().load_own_variables(own)

    def _lookup_dependency(self, name: str, *arguments: Any) -> Any:
        if name in SLOTS_OF_KERAS and self.slot_values():
            raise ValueError(self._not_ours())
        return super()._lookup_dependency(name, *arguments)

    def _not_ours(self) -> str:
        return (
            "One of Keras' own optimizers wrote this state, which means something"
            f" else in {type(self).__name__}: a velocity with the rate in it, or slots"
            " in another order. Restore the weights alone."
        )

    def get_config(self) -> dict[str, Any]:
        """Return the arguments of the constructor."""
        own = {name: as_config(getattr(self, name)) for name in self.own_arguments}
        return {**super().get_config(), **own}


@contextmanager
def float32_as_floatx() -> Iterator[None]:
    """Let what Keras makes meanwhile be float32."""
    before = keras.config.floatx()
    keras.config.set_floatx("float32")
    try:
        yield
    finally:
        keras.config.set_floatx(before)


def constant(value: float) -> Callable[..., tf.Tensor]:
    """Return an initializer that does not round ``value`` to float32."""

    def initializer(shape: Any, dtype: Any = None) -> tf.Tensor:
        return tf.constant(value, tf.as_dtype(dtype), shape)

    return initializer


class RunningProducts(TF1Optimizer):
    """TF1's ``beta1_power`` and ``beta2_power``: float32, multiplied step by step.

    A power ``beta ** step`` rounds in another way than a product of ``step`` factors.
    """

    def make_products(self, **factors: Any) -> None:
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
                constant(rounded(factor)),
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
            product.assign(product.value * rounded(factor))
