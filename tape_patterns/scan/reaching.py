"""Which of a name's bindings hold at a place."""

from __future__ import annotations

from tape_patterns.scan.syntax import Binding, Module


def reaching(
    module: Module, bindings: list[Binding], place: int
) -> tuple[list[Binding], bool]:
    """Return the bindings that may hold at a byte of the same scope.

    And whether one of them holds there in any case.
    """
    found = []
    for binding in sorted(bindings, key=lambda binding: -binding.since):
        if binding.since > place:
            continue
        found.append(binding)
        if binding.since == 0 or _surrounds(module, binding, place):
            return found, True
    return (found or bindings), False


def _surrounds(module: Module, binding: Binding, place: int) -> bool:
    """Whether the block of a binding also holds a byte."""
    start = max(binding.since - 1, 0)
    node = module.tree.root_node.descendant_for_byte_range(start, start + 1)
    while node and node.type not in ("block", "module"):
        node = node.parent
    return node is None or node.start_byte <= place < node.end_byte
