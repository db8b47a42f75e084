"""The proof can fail: small changes to a TF2 side are noticed."""

import ast
import copy
import importlib.util

import numpy as np
import pytest
from conftest import PAIRS

from tape_patterns.equivalence import compare, read_recording, run_function, run_graph
from tape_patterns.equivalence.recording import recorded_part

SWAPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}
RENAMED = {
    "reduce_sum": "reduce_mean",
    "reduce_mean": "reduce_sum",
    "square": "abs",
    "tanh": "sigmoid",
    "sigmoid": "tanh",
    "exp": "sinh",
    "sin": "cos",
}
DERIVATIVES = ("gradient", "jacobian", "batch_jacobian", "jvp")
DOUBLED = "tf.nest.map_structure(lambda g: None if g is None else g + g, 0)"
MOST = 12
SAMPLES = 2
# Changes that make no difference to any number, and why.
EQUIVALENT = {
    ("loop_gradient", "1.0 changed"): "any start above the tolerance will do",
    ("custom_gradient", "30.0 changed"): "from 17 on, log1p(exp(x)) rounds to x",
    ("keras_backend_gradients", "gradient doubled"): "it is normalized afterwards",
}


def replacements(node):
    """Return what may stand in place of a node, by description."""
    found = {}
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        other = SWAPPED[type(node.op)]
        name = f"{type(node.op).__name__} to {other.__name__}"
        found[name] = ast.BinOp(node.left, other(), node.right)
    if isinstance(node, ast.UnaryOp) and not isinstance(node.operand, ast.Constant):
        found["minus dropped"] = node.operand
    if isinstance(node, ast.Constant) and type(node.value) is float:
        found[f"{node.value} changed"] = ast.Constant(node.value * 1.5 + 0.25)
    if isinstance(node, ast.Attribute) and node.attr in RENAMED:
        other = RENAMED[node.attr]
        found[f"{node.attr} to {other}"] = ast.Attribute(node.value, other, node.ctx)
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in DERIVATIVES:
        call = ast.parse(DOUBLED, mode="eval").body
        call.args[1] = node
        found[f"{node.func.attr} doubled"] = call
    return found


class Replace(ast.NodeTransformer):
    """Put one node in another's place."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        """Replace the node, or look inside it."""
        return self.new if node is self.old else self.generic_visit(node)


def mutants(source):
    """Return each changed source with its description."""
    tree = ast.parse(source)
    found = []
    for place, node in enumerate(ast.walk(tree)):
        for description in replacements(node):
            changed = copy.deepcopy(tree)
            victim = list(ast.walk(changed))[place]
            Replace(victim, replacements(victim)[description]).visit(changed)
            text = ast.unparse(ast.fix_missing_locations(changed))
            found.append((f"line {node.lineno}: {description}", text))
    return found


def references(pair):
    """Return inputs, each with what TF1 gives: cases and some random inputs."""
    if not pair.compat_v1:
        recorded = read_recording(pair).outputs
        return [(case.inputs, recorded[case.name]) for case in pair.cases]
    drawn = [pair.sample(np.random.default_rng([0, n])) for n in range(SAMPLES)]
    run = pair.side("tf1").run
    # The shortest first: most mutants are noticed there.
    inputs = [*drawn, *(case.inputs for case in pair.cases)]
    return [(found, run_graph(run, found)) for found in inputs]


def is_noticed(pair, known, path, text):
    """Return whether a mutant fails or gives other numbers on some inputs."""
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("mutant", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    bound = pair.bounds.get("function" if pair.compat_v1 else "tf1.15")
    for inputs, reference in known:
        try:
            outputs = run_function(module.run, inputs)
        except Exception:
            return True
        if not pair.compat_v1:
            outputs = recorded_part(pair, outputs)
        difference = compare(reference, outputs)
        if difference.problem or difference.max_rel > (bound.max_rel if bound else 0):
            return True
    return False


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_changes_are_noticed(pair, tmp_path):
    known = references(pair)
    tried = mutants((pair.folder / "tf2.py").read_text(encoding="utf-8"))
    assert len(tried) >= 2
    order = np.random.RandomState(0).permutation(len(tried))[:MOST]
    survivors = [
        tried[place][0]
        for place in order
        if (pair.name, tried[place][0].partition(": ")[2]) not in EQUIVALENT
        and not is_noticed(pair, known, tmp_path / f"m{place}.py", tried[place][1])
    ]
    assert survivors == []
