"""The optimizers' arguments: their names in TF1, what is allowed, their rounding."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

Hyperparameter = float | tf.Variable | Callable[[], Any]
"""A number, or what gives one at each step."""
RENAMED = {
    "decay": "rho",
    "beta1": "beta_1",
    "beta2": "beta_2",
    "use_nesterov": "nesterov",
}
"""Names of TF1's arguments that are others in Keras."""
DROPPED = {
    "use_locking": "has no effect here",
    "global_step": "is `iterations` here, and counts by itself",
}


def refuse_old_names(made: type, options: Mapping[str, Any]) -> None:
    """Raise ``ValueError`` for an argument of TF1 or Keras 2, and say what to write.

    Args:
        made: the optimizer's class.
        options: what its constructor was given besides its own arguments.
    """
    takes = {
        name
        for each in made.__mro__
        if "__init__" in vars(each)
        for name in inspect.signature(vars(each)["__init__"]).parameters
    }
    for old, new in RENAMED.items():
        if old not in options:
            continue
        if new in takes:
            raise ValueError(f"`{old}` of TF1 is `{new}` here; pass {new}=...")
        if old == "decay":
            raise ValueError(
                "`decay` of Keras 2 lowered the learning rate; pass learning_rate="
                "keras.optimizers.schedules.InverseTimeDecay(learning_rate, 1, decay)."
            )
        raise ValueError(
            f"`{old}` of TF1 belongs to other optimizers; {made.__name__} has none:"
            " leave it out."
        )
    for old, why in DROPPED.items():
        if old in options:
            raise ValueError(f"`{old}` of TF1 {why}; leave it out.")


def check_number(**arguments: Any) -> None:
    """Raise ``ValueError`` for the first argument that is no number."""
    for name, value in arguments.items():
        if not is_number(value):
            raise ValueError(f"`{name}` must be a number. Received: {value!r}")


def check_not_negative(**arguments: Any) -> None:
    """Raise ``ValueError`` for the first argument that is negative, or no number."""
    check_number(**arguments)
    for name, value in arguments.items():
        if value < 0:
            raise ValueError(f"`{name}` must not be negative. Received: {value}")


def check_changing(**arguments: Any) -> None:
    """Like ``check_not_negative``, for what TF1 read anew at each step.

    That may be a variable, or a callable without arguments that returns a number or
    a tensor.
    """
    for name, value in arguments.items():
        if is_number(value):
            check_not_negative(**{name: value})
        elif not callable(value) and not isinstance(
            value, tf.Variable | keras.Variable
        ):
            raise ValueError(
                f"`{name}` must be a number, a variable or a callable that returns"
                f" one. Received: {value!r}"
            )


def check_positive(**arguments: Any) -> None:
    """Raise ``ValueError`` for the first argument that is not a positive number."""
    check_number(**arguments)
    for name, value in arguments.items():
        if value <= 0:
            raise ValueError(f"`{name}` must be positive. Received: {value}")


def is_number(value: Any) -> bool:
    """Return whether it is a real number; ``True`` is none."""
    numbers = int | float | np.integer | np.floating
    return isinstance(value, numbers) and not isinstance(value, bool)


def current(value: Any) -> Any:
    """Return a hyperparameter of now: a number or a tensor."""
    if isinstance(value, tf.Variable | keras.Variable):
        return tf.convert_to_tensor(value)
    return value() if callable(value) else value


def rounded(value: Any, dtype: Any = tf.float32) -> Any:
    """Round a hyperparameter to float32, as TF1 did before it cast it to ``dtype``."""
    found = current(value)
    if is_number(found):
        return float(np.float32(found))
    return tf.cast(tf.cast(found, tf.float32), dtype)


def as_config(value: Any) -> Any:
    """Return a hyperparameter as JSON can hold it: its number of now."""
    found = current(value)
    return found if isinstance(found, bool | int | float) else float(found)
