"""Small changes to source code that a proof must notice: mutants, by kind."""

import ast
import copy
import itertools

OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
FUNCTIONS = {
    "reduce_sum": "reduce_mean",
    "reduce_mean": "reduce_sum",
    "square": "abs",
    "tanh": "sigmoid",
    "sigmoid": "tanh",
    "exp": "sinh",
    "sin": "cos",
}
REDUCTIONS = {"reduce_sum", "reduce_mean", "reduce_max", "reduce_min"}
DERIVATIVES = {"gradient", "jacobian", "batch_jacobian", "jvp"}
DOUBLED = "tf.nest.map_structure(lambda g: None if g is None else g + g, 0)"


def mutants(source):
    """Return each changed source with its kind and the text that was changed."""
    tree = ast.parse(source)
    found = []
    # Another number of targets than of seeds crashes TensorFlow itself.
    seeded = [
        inside
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and is_seeded(call)
        for inside in ast.walk(call)
        if isinstance(inside, ast.List)
    ]
    for place, node in enumerate(ast.walk(tree)):
        if node in seeded:
            continue
        for number, (kind, _) in enumerate(changes(node)):
            changed = copy.deepcopy(tree)
            victim = next(itertools.islice(ast.walk(changed), place, None))
            _, replacement = list(changes(victim))[number]
            Replace(victim, replacement).visit(changed)
            text = ast.unparse(ast.fix_missing_locations(changed))
            found.append((kind, ast.unparse(node), text))
    return found


def is_seeded(call):
    """Return whether a call passes ``output_gradients``."""
    return any(keyword.arg == "output_gradients" for keyword in call.keywords)


class Replace(ast.NodeTransformer):
    """Put one node, or several statements, in another's place."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        """Replace the node, or look inside it."""
        return self.new if node is self.old else self.generic_visit(node)


def changes(node):
    """Return what may stand in place of a node, each with its kind."""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        other = OPERATORS[type(node.op)]()
        yield "another operator", ast.BinOp(node.left, other, node.right)
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and not isinstance(node.operand, ast.Constant)
    ):
        yield "minus dropped", node.operand
    if isinstance(node, ast.Constant) and type(node.value) is float:
        yield "another float", ast.Constant(node.value * 1.5 + 0.25)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "another integer", ast.Constant(node.value + 1)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        other = COMPARISONS[type(node.ops[0])]()
        yield "another comparison", ast.Compare(node.left, [other], node.comparators)
    if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
        other = FUNCTIONS[node.attr]
        yield "another function", ast.Attribute(node.value, other, node.ctx)
    if isinstance(node, ast.List) and len(node.elts) > 1:
        yield "element left out", ast.List(node.elts[:-1], node.ctx)
    if isinstance(node, ast.Call):
        yield from call_changes(node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "statement deleted", ast.Pass()
        if getattr(node.value.func, "attr", "").startswith(("apply", "assign")):
            yield "applied twice", [node, copy.deepcopy(node)]
    if isinstance(node, ast.AugAssign):
        yield "statement deleted", ast.Pass()


def call_changes(call):
    """Return what may stand in place of a call."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in DERIVATIVES:
        doubled = ast.parse(DOUBLED, mode="eval").body
        doubled.args[1] = call
        yield "gradient doubled", doubled
    if name == "stop_gradient":
        yield "stop_gradient dropped", call.args[0]
    if name == "range" and len(call.args) == 1:
        for more in (1, -1):
            steps = ast.BinOp(call.args[0], ast.Add(), ast.Constant(more))
            yield "a step more or less", ast.Call(call.func, [steps], [])
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    if len(call.args) > 1 and not is_seeded(call) and not starred:
        swapped = [call.args[1], call.args[0], *call.args[2:]]
        yield "arguments swapped", ast.Call(call.func, swapped, call.keywords)
    for place, keyword in enumerate(call.keywords):
        others = call.keywords[:place] + call.keywords[place + 1 :]
        if keyword.arg:
            yield f"{keyword.arg} dropped", ast.Call(call.func, call.args, others)
        if keyword.arg == "keepdims":
            opposite = ast.keyword("keepdims", ast.UnaryOp(ast.Not(), keyword.value))
            changed = [*others, opposite]
            yield "another keepdims", ast.Call(call.func, call.args, changed)
    if name in REDUCTIONS and len(call.args) == 1:
        axes = [keyword for keyword in call.keywords if keyword.arg == "axis"]
        if not axes:
            axis = ast.keyword("axis", ast.Constant(0))
            keywords = [*call.keywords, axis]
            yield "another axis", ast.Call(call.func, call.args, keywords)
