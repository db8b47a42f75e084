"""Every pair: its runs are identical, its numbers known, its wrong ones wrong."""

import functools
import re

import numpy as np
import pytest
from conftest import PAIRS, measured

from tape_patterns import pairs
from tape_patterns.equivalence import try_wrong_translations, verify
from tape_patterns.equivalence.recording import FILE_NAME, LARGEST_FILE
from tape_patterns.equivalence.wrong_translations import wrong_functions
from tape_patterns.site.evidence import FILE_NAME as EVIDENCE

SAMPLES = 20
# Sections that several wrong translations call: not translations themselves.
SHARED = {("gradient_override", "registered"), ("python_function_gradient", "train")}

# Of an ``evidence.md``, besides one for each wrong translation.
SECTIONS = {"runs", "published", "cost", "distances"}
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)


@each_pair
def test_all_runs_agree(pair):
    # Without compat.v1, random inputs need TensorFlow 1.15: see test_tensorflow1.
    results = list(verify(pair, samples=SAMPLES if pair.compat_v1 else 0))
    assert [result for result in results if not result.holds] == []
    seen = {(result.case, result.run) for result in results}
    suffixes = [form.removeprefix("tf2").replace("_", ":", 1) for form in pair.forms]
    for case in pair.cases:
        for suffix in suffixes:
            assert (case.name, "eager" + suffix) in seen
            assert (case.name, "function" + suffix) in seen
        if pair.compat_v1:
            assert (case.name, "tf1.15") in seen


PUBLISHED = {
    ("minimize", "gradient"): 60,
    ("minimize", "w"): -50,
    ("summed_gradient", "summed"): 60,
    ("summed_gradient", "each"): [[20], [40]],
    ("apply_gradients", "gradient"): 60,
    ("apply_gradients", "w"): -50,
    ("compute_gradients", "gradient"): 60,
    ("compute_gradients", "w"): -50,
    ("chain_rule", "w"): 10,
    ("chain_rule", "f"): 0,
}


@pytest.mark.parametrize(("name", "output"), PUBLISHED)
@pytest.mark.parametrize("side", ["tf1", "tf2"])
def test_the_numbers_of_the_post(name, output, side):
    pair = pairs.load(name)
    (case,) = (case for case in pair.cases if case.name == "post")
    outputs = pair.side(side).run(**case.inputs)
    assert np.array_equal(outputs[output], PUBLISHED[name, output])


@functools.cache
def wrong_translations(name):
    """Run the wrong translations of a pair, once for all tests."""
    return list(try_wrong_translations(pairs.load(name)))


@each_pair
def test_wrong_translations_are_wrong(pair):
    tried = wrong_translations(pair.name)
    assert len(tried) >= 2
    assert [found.name for found in tried if not found.is_wrong] == []


@each_pair
def test_evidence_is_what_a_run_gives(pair):
    """What a page says of a wrong translation is what it does today.

    Messages and last digits change with TensorFlow's version, so the words are
    compared only on the version that the evidence names.
    """
    import tensorflow as tf

    text = (pair.folder / EVIDENCE).read_text(encoding="utf-8")
    shown = measured(text)
    tried = {found.name: found.says for found in wrong_translations(pair.name)}
    assert set(shown) - SECTIONS == set(tried)
    if f"tensorflow {tf.__version__}," in shown["runs"]:
        assert {name: shown[name] for name in tried} == tried


@each_pair
def test_each_wrong_translation_is_a_section(pair):
    text = (pair.folder / "wrong.py").read_text(encoding="utf-8")
    sections = re.findall(r"^# --8<-- \[start:(\w+)\]$", text, re.MULTILINE)
    assert sections == re.findall(r"^# --8<-- \[end:(\w+)\]$", text, re.MULTILINE)
    shared = {name for of, name in SHARED if of == pair.name}
    shared |= {"train"} if pair.closest else set()
    wrong = {function.__name__ for function in wrong_functions(pair)}
    assert set(sections) - shared == wrong


@each_pair
def test_wrong_translations_say_what_goes_wrong(pair):
    for function in wrong_functions(pair):
        assert function.__doc__
        assert function.__doc__.splitlines()[0].endswith((".", "?"))


@each_pair
def test_random_inputs_differ_and_repeat(pair):
    drawn = [
        repr(pair.sample(np.random.default_rng(seed))) for seed in (1, 1, 2, 3, 4, 5)
    ]
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) > 2


@each_pair
def test_recordings_are_small(pair):
    assert (pair.folder / FILE_NAME).stat().st_size <= LARGEST_FILE


@each_pair
def test_bounds_are_explained_and_tight(pair):
    """A bound is at most 4 times the largest difference that its evidence shows."""
    text = (pair.folder / EVIDENCE).read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([^`]+)` \| `([^`]+)` \| .* \| (\S+) \|$", text, re.MULTILINE
    )
    for run, bound in pair.bounds.items():
        assert bound.because.endswith(".")
        covered = {run, "tf1.15 live"} if run == "tf1.15" else {run}
        measured = [
            float(relative)
            for name, against, relative in rows
            if name in covered or (run == "tf1.15" and against in covered)
        ]
        assert bound.max_rel <= 4.05 * max(measured)  # rows have two digits
