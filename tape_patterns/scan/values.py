"""What an expression may be: the values that are followed."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from tape_patterns.scan.symbols import OURS
from tape_patterns.scan.syntax import Module, Scope

UNKNOWN = "?"
"""One of the values that an expression may have, of which nothing is known."""
NONE = "builtins.None"
"""It stands where something else is put later, or passed."""
PLAIN = "builtins"
"""A number, a text, or another object that is none of TensorFlow's."""


@dataclass(frozen=True, slots=True)
class Local:
    """A module, class, function or lambda of the project.

    Attributes:
        instance: whether it is an object of the class.
    """

    module: Module
    scope: Scope | None
    lambda_: Node | None = None
    instance: bool = False

    def is_a(self, kind: str) -> bool:
        """Whether it is a ``module``, ``class_definition``, ``function_definition``."""
        return self.scope is not None and self.scope.kind == kind


Value = str | Local
"""The path of what stands outside the project is a text:
``tf.train.AdamOptimizer()`` is what the call of the class returns."""
Values = tuple[Value, ...]


def whole(module: Module) -> Local:
    """Return a module as a value."""
    return Local(module, module.scopes[0])


def is_ours(value: Value) -> bool:
    """Whether it is the project's own, or TensorFlow's."""
    return isinstance(value, Local) or value.split(".")[0] in OURS
