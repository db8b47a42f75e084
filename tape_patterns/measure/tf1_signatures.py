"""The arguments of TF1's symbols; runs on TensorFlow 1.15.5, in Python 3.7."""

import inspect

import numpy as np
import tensorflow as tf

LITERALS = (bool, int, float, str, type(None))


def run(symbols):
    """Return, for each symbol that is called, a row for each argument.

    A row is the name and the source of the default. That is empty if there is none,
    or none that has a short source.
    """
    outputs = {}
    for symbol in symbols:
        found = tf
        for name in symbol.split(".")[1:]:
            found = getattr(found, name)
        if not callable(found):
            continue
        names = inspect.signature(found).parameters
        rows = [_row(parameter) for parameter in names.values()]
        rows = [row for row in rows if row[0] not in ("self", "cls")]
        if rows:
            outputs[symbol] = np.array(rows)
    return outputs


def _row(parameter):
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        return ("self", "")
    default = parameter.default
    source = repr(default) if isinstance(default, LITERALS) else ""
    return (parameter.name, source)
