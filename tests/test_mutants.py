"""The proof can fail: small changes to a TF2 side are noticed.

``pytest tests/test_mutants.py --all-mutants`` tries each one, and counts the kinds.
"""

import ast
import importlib
import sys
from collections import Counter
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from conftest import PAIRS
from mutants import mutants

from tape_patterns import pairs
from tape_patterns.equivalence import (
    compare,
    read_recording,
    rounding_of,
    run_function,
    run_graph,
)
from tape_patterns.equivalence.edits import load_module, load_run
from tape_patterns.equivalence.recording import recorded_part
from tape_patterns.pair import Case

MOST = 12
"""Mutants of a pair that are tried without ``--all-mutants``."""
SAMPLES = 2
ANY = ""
# Changes that make no difference to any number, and why: by pair, kind and the
# beginning of the text.
ONE_AXIS = "it has one axis"
SAVES_WORK = "it only saves work"
CLOSEST_ONLY = "only what comes closest has it"
EQUIVALENT = {
    (ANY, "statement deleted", "optimizer.build"): "Keras builds at the first step",
    (ANY, "watch_accessed_variables dropped", ""): SAVES_WORK,
    (ANY, "statement deleted", "apply("): CLOSEST_ONLY,
    (ANY, "applied twice", "apply("): CLOSEST_ONLY,
    (ANY, "arguments swapped", "apply("): CLOSEST_ONLY,
    ("partial_derivative", "arguments swapped", "zip(states,"): "it is squared",
    ("partial_derivative", "another integer", "0"): "u is square",
    ("stopped_gradient", "name dropped", ""): "a name is no number",
    ("stopped_gradient", "another axis", "tf.reduce_mean"): ONE_AXIS,
    ("higher_order", "another integer", "2"): "a slice ends with its array",
    ("forward_mode", "arguments swapped", "burgers_loss"): "a product commutes",
    ("gradient_penalty", "another axis", "tf.reduce_mean(tf.square(slo"): ONE_AXIS,
    ("hessian", "another axis", "tf.reduce_sum(errors)"): ONE_AXIS,
    ("hessian_vector_product", "another axis", "tf.reduce_mean(kl)"): ONE_AXIS,
    ("many_gradients", "arguments swapped", "zip(actor,"): "a sum of two commutes",
    (
        "conditional_gradient",
        "unconnected_gradients dropped",
        "",
    ): "a condition of the graph gives zeros; only eager code gives None",
    ("loop_gradient", "another float", "1.0"): "any start above the tolerance will do",
    ("mapped_gradient", "another axis", "tf.reduce_mean(losses)"): ONE_AXIS,
    ("mapped_gradient", "another integer", "0"): "all tensors have one dtype",
    ("gradient_override", "arguments swapped", "tf.logical_and"): "it commutes",
    ("gradient_override", "another comparison", "upstream >"): "what it passes is 0",
    ("python_function_gradient", "stateful dropped", ""): SAVES_WORK,
    ("keras_backend_gradients", "gradient doubled", ""): "it is normalized afterwards",
    ("keras_backend_gradients", "dtype dropped", "layers.Glo"): "after the features",
    ("keras_backend_gradients", "dtype dropped", "layers.Dense"): "after the features",
    ("keras_backend_gradients", "activation dropped", "layers.D"): "after the features",
    ("gradient_check", "arguments swapped", "zip(theoretical"): "a distance commutes",
    ("graph_arguments", "another integer", "0"): "the first state is zeros",
    ("fetches", "another axis", ""): ONE_AXIS,
    ("fetches", "arguments swapped", "tf.equal"): "it commutes",
    ("assign", "applied twice", "v.assign"): "the second time changes nothing",
    (
        "alternating_optimizers",
        "statement deleted",
        "d_optimizer.build",
    ): "Keras builds at the first step",
    (
        "alternating_optimizers",
        "statement deleted",
        "g_optimizer.build",
    ): "Keras builds at the first step",
    ("gradient_accumulation", "trainable dropped", ""): "no list is made by it",
    ("gradient_accumulation", "applied twice", "s.assign(tf."): "zero stays zero",
    ("global_step", "applied twice", "step.assign"): "the second time changes nothing",
    ("fed_learning_rate", "another float", "0.0"): "each step assigns another",
    ("fed_learning_rate", "learning_rate dropped", ""): "each step assigns another",
    (
        "fed_learning_rate",
        "applied twice",
        "optimizer.learning_rate",
    ): "the second time changes nothing",
    ("weight_clipping", "applied twice", "w.assign"): "the second time changes nothing",
    (
        "per_layer_rates",
        "statement deleted",
        "slow.b",
    ): "Keras builds at the first step",
    (
        "per_layer_rates",
        "statement deleted",
        "fast.b",
    ): "Keras builds at the first step",
    ("variable_reuse", "name dropped", ""): "a name is no number",
    ("variable_reuse", "arguments swapped", "difference"): "it is squared",
    ("variable_reuse", "another axis", "tf.reduce_mean"): ONE_AXIS,
    ("update_ops", "training dropped", "normalize(x, training=False"): "the default",
    (
        "moving_average",
        "statement deleted",
        "ema.apply",
    ): "a trace makes the averages before it runs; eager code does not",
    ("moving_average", "applied twice", "ema.apply"): "both start equal",
    ("moving_average", "applied twice", "ema.average"): "it changes nothing",
    ("moving_average", "applied twice", "w.assign"): "it changes nothing",
    ("training_script", "applied twice", "ema.apply"): "both start equal",
    ("learning_rate_decay", "arguments swapped", "tf.minimum"): "the same minimum",
    ("training_script", "applied twice", "w.assign"): "it changes nothing",
    ("flat_gradient", "applied twice", "v.assign"): "the second time changes nothing",
    ("checkpoint_resume", "another axis", "tf.reduce_sum"): ONE_AXIS,
    ("slots", "applied twice", "variable.assign"): "the second time changes nothing",
    ("custom_optimizer", "name dropped", ""): "a name is no number",
    ("loss_scaling", "another axis", "tf.reduce_mean"): ONE_AXIS,
    ("scipy_optimizer", "applied twice", "w.assign"): "it changes nothing",
    ("scipy_optimizer", "method dropped", ""): "SciPy's default where there are bounds",
    (
        "scipy_optimizer",
        "statement deleted",
        "assign(result.x)",
    ): "here L-BFGS-B tried the best point last",
    ("random_ops", "another comparison", "draw <"): "no draw is 0.5 to the last bit",
}


class Proof:
    """What the TF2 side of a pair must give: on its cases and some random inputs."""

    def __init__(self, pair):
        self.pair = pair
        drawn = [pair.draw(np.random.default_rng([0, n])) for n in range(SAMPLES)]
        samples = [Case(f"sample {n}", inputs) for n, inputs in enumerate(drawn)]
        if pair.compat_v1:
            # The shortest first: most mutants are noticed there.
            cases = [*samples, *pair.cases]
            run = pair.side("tf1").run
            self.known = [(case, run_graph(run, case.inputs)) for case in cases]
        else:
            recorded = read_recording(pair).outputs
            self.known = [(case, recorded[case.name]) for case in pair.cases]
        self.roundings = [
            rounding_of(pair, case, expected if pair.compat_v1 else None)
            for case, expected in self.known
        ]

    def notices(self, run):
        """Return whether a function fails or gives other numbers on some inputs."""
        exact = self.pair.compat_v1 and "function" not in self.pair.rounding
        for (case, expected), rounding in zip(self.known, self.roundings, strict=True):
            try:
                outputs = run_function(run, case.inputs)
            except Exception:
                return True
            if not self.pair.compat_v1:
                outputs = recorded_part(self.pair, outputs)
            difference = compare(expected, outputs)
            if difference.problem or (exact and not difference.identical):
                return True
            if not exact and rounding.share(expected, outputs)[0] > 1:
                return True
        return False


def explained(pair, kind, text):
    """Return why a mutant gives the same numbers, if it is known to."""
    for (name, of_kind, begins), reason in EQUIVALENT.items():
        if name in (ANY, pair.name) and of_kind == kind and text.startswith(begins):
            return reason
    return ""


def survivors(pair, tried, request, load):
    """Return the mutants that no input shows, and count them by kind.

    Args:
        pair: whose TF2 side it is.
        tried: the mutants.
        request: the test's, with its options.
        load: makes ``run`` of a mutant's source.
    """
    order = np.random.RandomState(0).permutation(len(tried))
    if not request.config.getoption("--all-mutants"):
        order = order[:MOST]
    proof = Proof(pair)
    counted, found = Counter(), []
    for place in order:
        kind, text, source = tried[place]
        if explained(pair, kind, text):
            counted[kind, "explained"] += 1
        elif proof.notices(load(source, f"{pair.name}, mutant {place}")):
            counted[kind, "noticed"] += 1
        else:
            found.append((kind, text))
    for (kind, outcome), times in sorted(counted.items()):
        print(f"{pair.name}: {kind}: {times} {outcome}")
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_changes_are_noticed(pair, request):
    tried = mutants((pair.folder / "tf2.py").read_text(encoding="utf-8"))
    # An optimizer's side is one call; its loop has a test of its own.
    assert len(tried) >= 2 or pair.closest
    assert survivors(pair, tried, request, in_folder(pair)) == []


def in_folder(pair):
    return lambda text, label: load_run(text, label, pair.folder)


LOOP = "tape_patterns.pairs.optimizers.tf2_loop"


@pytest.mark.parametrize(
    ("name", "function"),
    [("rmsprop", "trains_network"), ("sparse_adam", "trains_table")],
)
def test_changes_of_the_optimizers_loop_are_noticed(name, function, request):
    pair = pairs.load(name)
    side = (pair.folder / "tf2.py").read_text(encoding="utf-8")
    text = Path(importlib.import_module(LOOP).__file__).read_text(encoding="utf-8")
    whole = ast.parse(text)
    whole.body = [
        node
        for node in whole.body
        if not getattr(node, "name", "").startswith("trains_") or node.name == function
    ]
    (step,) = (
        ast.unparse(node)
        for node in ast.walk(whole)
        if isinstance(node, ast.FunctionDef) and node.name == "train_step"
    )
    # The rest is the proof's own, and what built-ins of Keras need.
    tried = [found for found in mutants(ast.unparse(whole)) if found[1] in step]

    def load(source, label):
        loop = load_module(source, f"loop of {label}", pair.folder)
        with mock.patch.dict(sys.modules, {LOOP: loop}):
            return load_run(side, label, pair.folder)

    assert survivors(pair, tried, request, load) == []
