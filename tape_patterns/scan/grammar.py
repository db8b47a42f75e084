"""The grammar of Python: what is looked for in a parsed file."""

from __future__ import annotations

from operator import attrgetter

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

_LANGUAGE = Language(tree_sitter_python.language())
_QUERY = Query(
    _LANGUAGE,
    """
    (import_statement) @import
    (import_from_statement) @from
    (assignment right: (_)) @assignment
    (named_expression) @assignment
    (as_pattern) @with
    (for_statement) @for
    (for_in_clause) @for
    (global_statement) @global
    (nonlocal_statement) @global
    (function_definition) @scope
    (class_definition) @scope
    (return_statement (_)) @return
    (yield (_)) @return
    (call function: (attribute attribute: (identifier) @method))
    (call function: (identifier) @called)
    (call function: [
      (subscript) (call) (parenthesized_expression) (conditional_expression)
    ] @computed)
    (decorator (_) @reference)
    (argument_list (attribute) @reference)
    (keyword_argument value: [(attribute) (identifier)] @reference)
    (default_parameter value: [(attribute) (identifier)] @reference)
    (pair value: [(attribute) (identifier)] @reference)
    (list (attribute) @reference)
    (tuple (attribute) @reference)
    """,
)
PLACE = attrgetter("start_byte", "end_byte")
_BETWEEN = Query(_LANGUAGE, "[(comment) (line_continuation)] @between")
DEEPEST = 500
"""How many nodes below each other are looked at: people write some 50."""


def parse(source: bytes) -> Tree:
    """Return the syntax tree of a source in UTF-8."""
    return Parser(_LANGUAGE).parse(source)


def look(root: Node) -> dict[str, list[Node]]:
    """Return the nodes that matter, by what they are, in the order of the source."""
    cursor = QueryCursor(_QUERY)
    # Each open expression costs time at all that is in it.
    cursor.set_max_start_depth(DEEPEST)
    found = cursor.captures(root)
    for nodes in found.values():
        # They come in an order that depends on where they are in memory.
        nodes.sort(key=PLACE)
    return found


def between(node: Node) -> list[Node]:
    """Return the comments in an expression and its backslashes at ends of lines."""
    return sorted(QueryCursor(_BETWEEN).captures(node).get("between", ()), key=PLACE)


def parts(node: Node) -> list[Node]:
    """Return the named nodes in a node, without comments."""
    return [child for child in node.named_children if not child.is_extra]


def is_deep(root: Node) -> bool:
    """Whether some node is deeper than is looked at: a sample of all nodes tells."""
    cursor = root.walk()
    for number in range(0, root.descendant_count, DEEPEST):
        cursor.goto_descendant(number)
        if cursor.depth > DEEPEST:
            return True
    return False
