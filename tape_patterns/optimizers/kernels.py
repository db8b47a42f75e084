"""TF1's kernels, and what TF1 composed where it had none."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import tensorflow as tf
from tensorflow.python.framework.kernels import get_registered_kernels_for_op

ALWAYS = (tf.float32, tf.float64)
"""The dtypes that each kernel has."""


def run_kernel(op: str, variable: tf.Variable, **arguments: Any) -> None:
    """Run a fused update.

    Args:
        op: its name in ``tf.raw_ops``.
        variable: what it updates.
        **arguments: the op's.

    Raises:
        ValueError: TensorFlow has no such kernel for the variable's dtype.
    """
    device = "GPU" if "GPU" in variable.handle.device else "CPU"
    if variable.dtype not in ALWAYS and variable.dtype not in dtypes_of(op, device):
        raise ValueError(
            f"TensorFlow's {op} on a {device} does not take {variable.dtype.name}, as"
            f" '{variable.name}' is; keep the variable in float32."
        )
    getattr(tf.raw_ops, op)(**arguments)


@lru_cache
def dtypes_of(op: str, device: str) -> frozenset[tf.DType]:
    """Return the dtypes of a kernel's variable.

    No public name tells: a kernel that is missing is an error only when it runs, and
    a long one.
    """
    return frozenset(
        tf.as_dtype(number)
        for kernel in get_registered_kernels_for_op(op).kernel
        for constraint in kernel.constraint
        if kernel.device_type == device and constraint.name == "T"
        for number in constraint.allowed_values.list.type
    )


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
