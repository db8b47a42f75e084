"""What an optimizer is given: checked before it touches a variable."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

OTHERS = (
    np.ndarray,
    np.generic,
    list,
    tuple,
    int,
    float,
    tf.Variable,
    keras.Variable,
)
"""What a gradient may be besides a tensor."""


def as_tensor(gradient: Any, variable: Any) -> Any:
    """Return an array, a list or a number as a tensor of the variable's dtype."""
    if isinstance(gradient, OTHERS):
        return tf.convert_to_tensor(gradient, tf.as_dtype(variable.dtype))
    return gradient


def check_gradient(gradient: Any, variable: tf.Variable) -> None:
    """Raise ``ValueError`` for another dtype or shape than the variable's."""
    if gradient.dtype != variable.dtype:
        raise ValueError(
            f"The gradient of '{variable.name}' is {gradient.dtype.name}, the"
            f" variable is {variable.dtype.name}."
        )
    if isinstance(gradient, tf.IndexedSlices):
        rows, expected = gradient.values.shape[1:], variable.shape[1:]
        if variable.shape.rank == 0 or not rows.is_compatible_with(expected):
            raise ValueError(
                f"The gradient of '{variable.name}' has rows of shape {rows}, the"
                f" variable has shape {variable.shape}."
            )
    elif not gradient.shape.is_compatible_with(variable.shape):
        raise ValueError(
            f"The gradient of '{variable.name}' has shape {gradient.shape}, the"
            f" variable has {variable.shape}."
        )


def refuse_argument(variable: tf.Variable) -> None:
    """Raise ``ValueError`` for a variable that is an argument of a ``tf.function``.

    It is traced once for all variables of a shape, so the second one would be
    updated with the first one's slots.
    """
    graph = tf.compat.v1.get_default_graph() if tf.inside_function() else None
    while graph is not None:
        inputs = getattr(graph, "inputs", ())
        if any(tensor is variable.handle for tensor in inputs):
            raise ValueError(
                f"'{variable.name}' is an argument of a tf.function, whose trace would"
                " use this variable's slots for all others; make a function for each"
                " variable, and let it use the variable from outside."
            )
        graph = getattr(graph, "outer_graph", None)
