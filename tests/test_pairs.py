"""Every pair: its runs are identical, its numbers known, its wrong ones wrong."""

import functools
import math

import numpy as np
import pytest
import tensorflow as tf
from conftest import PAIRS

from tape_patterns import pairs
from tape_patterns.equivalence import read_recording, try_wrong_translations, verify
from tape_patterns.equivalence.edits import LONGEST_DIFF, declared, edited_diff
from tape_patterns.equivalence.recording import FILE_NAME, LARGEST_FILE
from tape_patterns.equivalence.wrong_translations import (
    Translation,
    Trial,
    translations,
)
from tape_patterns.measure import evidence
from tape_patterns.measure.data import HEAD
from tape_patterns.measure.markdown import sections
from tape_patterns.pair import Wrong

SAMPLES = 20
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)


@each_pair
def test_all_runs_agree(pair):
    # Without compat.v1, random inputs need TensorFlow 1.15: see test_tensorflow1.
    results = list(verify(pair, samples=SAMPLES if pair.compat_v1 else 0))
    assert [result for result in results if result.fails] == []
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
def test_the_right_side_is_not_called_wrong(pair):
    trial = Trial(pair)
    for form in pair.forms:
        right = Translation(form, "the right side", pair.side(form).run)
        assert not trial.run(right).is_wrong


@each_pair
def test_wrong_translations_say_what_goes_wrong(pair):
    for translation in translations(pair).values():
        assert translation.claim.endswith((".", "?"))


@each_pair
def test_an_edit_is_short(pair):
    """Of what a page shows; a longer one is another program: write a function."""
    for name, wrong in declared(pair).items():
        if isinstance(wrong, Wrong):
            diff = edited_diff(pair, name, wrong).splitlines()
            changed = [line for line in diff if line.startswith(("+", "-"))]
            assert 1 <= len(changed) <= LONGEST_DIFF, (name, diff)


@each_pair
def test_evidence_is_what_a_run_gives(pair):
    """What a page says of a wrong translation is what it does today.

    Sizes are compared by their order of magnitude: rounding decides digits.
    Messages change with TensorFlow's version, so they are compared on the version
    that the evidence names.
    """
    shown = evidence.read(pair)
    same_version = shown["made_by"]["tensorflow"] == tf.__version__
    tried = {found.name: found for found in wrong_translations(pair.name)}
    assert set(shown["wrong"]) == set(tried)
    for name, found in tried.items():
        written = shown["wrong"][name]
        assert bool(written["error"]) == bool(found.error), name
        if same_version:
            assert written["error"] == found.error
            problem = found.difference.problem if found.difference else ""
            assert written["problem"] == problem
        for row in written["outputs"]:
            difference, *_ = found.apart[row["output"]]
            assert same_magnitude(row["max_abs"], difference.max_abs), (name, row)


def same_magnitude(one, other):
    """Return whether two sizes differ by less than a factor of ten."""
    return one == other or abs(math.log10(one / other)) < 1


@each_pair
def test_evidence_is_written_from_its_data(pair):
    text = (pair.folder / evidence.TEXT).read_text(encoding="utf-8")
    assert text == sections(evidence.rendered(pair, evidence.read(pair)), HEAD)


@each_pair
def test_random_inputs_differ_and_repeat(pair):
    drawn = [
        repr(pair.draw(np.random.default_rng(seed))) for seed in (1, 1, 2, 3, 4, 5)
    ]
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) > 2


@each_pair
def test_recordings_are_small(pair):
    assert (pair.folder / FILE_NAME).stat().st_size <= LARGEST_FILE


@each_pair
def test_rounding_is_explained(pair):
    suffixes = [form.removeprefix("tf2").replace("_", ":", 1) for form in pair.forms]
    runs = {run + suffix for run in ("eager", "function") for suffix in suffixes}
    assert set(pair.rounding) <= runs | {"tf1.15"}
    assert all(because.endswith(".") for because in pair.rounding.values())


@each_pair
def test_each_dtype_has_its_cases(pair):
    """A mistake may hide in the rounding of float32, not in that of float64."""
    found = {dtype for case in pair.cases for dtype in float_dtypes(case.inputs)}
    wanted = {pair.only_dtype} if pair.only_dtype else {"float32", "float64"}
    assert bool(pair.only_dtype) == bool(pair.only_because)
    assert found == wanted
    outputs = read_recording(pair).outputs
    for case in pair.cases:
        (dtype,) = float_dtypes(case.inputs)
        recorded = {values.dtype.name for values in outputs[case.name].values()}
        assert {name for name in recorded if name.startswith("float")} == {dtype}
    drawn = [pair.draw(np.random.default_rng(seed)) for seed in range(20)]
    assert {dtype for inputs in drawn for dtype in float_dtypes(inputs)} == wanted


def float_dtypes(value):
    """Return the names of the floating-point dtypes of inputs."""
    if isinstance(value, np.ndarray | np.generic):
        return {value.dtype.name} if value.dtype.kind == "f" else set()
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return set().union(*map(float_dtypes, value))
    return set()
