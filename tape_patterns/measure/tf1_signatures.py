"""The arguments and names of TF1's symbols; runs on TensorFlow 1.15.5, Python 3.7."""

import inspect
import re
import types

import numpy as np
import tensorflow as tf

LITERALS = (bool, int, float, str, type(None))
DEEPEST = 3
"""How many names below each other are looked at: ``tf.contrib.eager.function``."""
RENAMED = re.compile(
    r"for updating:\n(?:Please )?(?:use|switch to) `?(tf\.[\w.]*\w)`?"
    r"(?: instead)?\.?\s*(?:\n|$)",
    re.IGNORECASE,
)
"""What the documentation of a function says that has got another name."""


def run(symbols):
    """Return, for each symbol that is called, a row for each argument.

    A row is the name and the source of the default. That is empty if there is none,
    or none that has a short source. The entry ``aliases`` has a row for each other
    name of a symbol, also one that it had before: that name, and the symbol.
    """
    outputs = {}
    objects = {}
    for symbol in symbols:
        found = tf
        for name in symbol.split(".")[1:]:
            found = getattr(found, name)
        if not callable(found):
            continue
        objects[id(found)] = symbol
        names = inspect.signature(found).parameters
        rows = [_row(parameter) for parameter in names.values()]
        rows = [row for row in rows if row[0] not in ("self", "cls")]
        if rows:
            outputs[symbol] = np.array(rows)
    names = [row for row in _names(tf, "tf", objects) if row[0] not in symbols]
    outputs["aliases"] = np.array(sorted(names))
    return outputs


def _names(module, path, objects):
    """Yield each name below a module of one of the objects, and its symbol."""
    for name in dir(module):
        if name.startswith("_") or name == "compat":
            continue
        found, below = getattr(module, name, None), "{}.{}".format(path, name)
        renamed = RENAMED.search(getattr(found, "__doc__", None) or "")
        if id(found) in objects:
            yield below, objects[id(found)]
        elif renamed and renamed.group(1) in objects.values():
            yield below, renamed.group(1)
        elif isinstance(found, types.ModuleType) and below.count(".") < DEEPEST:
            for row in _names(found, below, objects):
                yield row


def _row(parameter):
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        return ("self", "")
    default = parameter.default
    source = repr(default) if isinstance(default, LITERALS) else ""
    return (parameter.name, source)
