"""The optimizers' pages: their distances are measured, their tables complete."""

import functools
import math
import re

import pytest

from tape_patterns import pairs
from tape_patterns.equivalence import measure_distances, rounding_of
from tape_patterns.equivalence.difference import number
from tape_patterns.equivalence.distance import CLOSEST, EXACT, GUESSED, WEIGHTS
from tape_patterns.measure import (
    adam_drift,
    evidence,
    optimizer_pictures,
    optimizer_speed,
    optimizer_table,
)
from tape_patterns.measure.evidence import OPTIMIZERS, SHOWN_STEPS

PAIRS = optimizer_table.optimizers()
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)


def section(path, name):
    """Return a section that the tool wrote."""
    text = path.read_text(encoding="utf-8")
    start, end = (f"<!-- --8<-- [{edge}:{name}] -->" for edge in ("start", "end"))
    return text.partition(start)[2].partition(end)[0]


def cells(path, name):
    """Return the rows of a table in a section, without its head."""
    rows = section(path, name).strip().splitlines()
    # A table whose columns come in groups is HTML.
    grouped = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows if "<td" in row]
    plain = [row.strip("| ").split(" | ") for row in rows if row.startswith("|")][2:]
    return grouped or plain


def shown(pair):
    """Return the distances on a pair's page, by optimizer and case."""
    optimizers = {title: name for name, title in OPTIMIZERS.items()}
    return {
        (optimizers[title], case.replace(" ", "_")): [float(value) for value in after]
        for title, case, *after in cells(pair.folder / "evidence.md", "distances")
    }


@each_pair
def test_distances_are_what_a_run_gives(pair):
    """By their order of magnitude; what is rounding need only be rounding."""
    known = {
        (row["optimizer"], row["case"]): row["after"]
        for row in evidence.read(pair)["distances"]
    }
    for found in measure_distances(pair):
        after = known.pop((found.optimizer, found.case))
        for step in SHOWN_STEPS:
            written, measured = after[str(step)], found.after[step]
            if not same_magnitude(written, measured):
                assert max(written, measured) <= rounding(pair, found.case), found
    assert known == {}


def same_magnitude(one, other):
    """Return whether two sizes differ by less than a factor of ten."""
    return one == other or bool(one and other and abs(math.log10(one / other)) < 1)


@functools.cache
def largest_rounding(name, case):
    """Return how far rounding can take a weight on a case."""
    pair = pairs.load(name)
    (inputs,) = (found for found in pair.cases if found.name == case)
    allowed = rounding_of(pair, inputs).allowed
    return max(allowed[weight] for weight in WEIGHTS if weight in allowed)


def rounding(pair, case):
    """Return how far rounding can take a weight of a pair on a case."""
    return largest_rounding(pair.name, case)


@each_pair
def test_exact_is_nearest(pair):
    known = shown(pair)
    for case in {case for _, case in known}:
        exact = max(known[EXACT, case])
        # A class of tf.contrib is compared with another TensorFlow.
        assert exact == 0 if pair.compat_v1 else exact <= rounding(pair, case)
        assert max(known.get((GUESSED, case), [1])) >= max(known[CLOSEST, case]) / 4


def test_keras_adam_is_nearer_to_nadam_than_keras_nadam():
    """The page says so, from the tenth step on."""
    (pair,) = (pair for pair in PAIRS if pair.name == "nadam")
    known = shown(pair)
    for case in (case.name for case in pair.cases):
        pairwise = zip(known[CLOSEST, case], known[GUESSED, case], strict=True)
        assert all(adam < nadam for adam, nadam in list(pairwise)[1:])


def test_the_table_shows_the_distances_of_the_pages():
    rows = cells(optimizer_table.TABLE, "distances")
    assert len(rows) == len(PAIRS)
    for pair, (link, *values) in zip(PAIRS, rows, strict=True):
        assert link == f"[{pair.name}](optimizers/{pair.name}.md)"
        known = shown(pair)
        expected = []
        for optimizer in optimizer_table.LINES:
            of = [after for (name, _), after in known.items() if name == optimizer]
            of = of or [after for (name, _), after in known.items() if name == CLOSEST]
            expected += [number(max(column)) for column in zip(*of, strict=True)]
        assert values == expected, pair.name


def test_the_tables_of_classes_are_the_catalogue():
    for name, written in (
        ("arguments", optimizer_table.arguments_table(PAIRS)),
        ("formulas", optimizer_table.formulas_table(PAIRS)),
    ):
        assert section(optimizer_table.TABLE, name).strip() == written


def test_the_pictures_have_a_panel_for_each_optimizer():
    for scheme in optimizer_pictures.INK:
        files = optimizer_pictures.FOLDER.glob(f"*_distances_*_{scheme}.svg")
        texts = [file.read_text(encoding="utf-8") for file in files]
        panels = re.findall(r">(\w+)</text>", "".join(texts))
        assert [pair.name for pair in PAIRS if pair.name not in panels] == []
        shown = re.findall(
            rf"(\w+_{scheme}\.svg)", section(optimizer_table.TABLE, "pictures")
        )
        assert len(shown) == len(texts)


def test_a_picture_is_drawn_again_alike():
    apart = {1: 0.0, 10: 1e-7, 100: 1e-3}
    measured = {name: dict.fromkeys(optimizer_pictures.LINES, apart) for name in "abc"}
    one, other = (optimizer_pictures.drawn(measured, "#000000") for _ in range(2))
    assert one == other


def test_the_speed_of_each_class_is_shown():
    rows = cells(optimizer_speed.PATH, "speed")
    assert [row[0].strip("`") for row in rows] == list(optimizer_speed.ARGUMENTS)


def test_speed_can_be_measured(monkeypatch):
    monkeypatch.setattr(optimizer_speed, "LAYERS", 1)
    monkeypatch.setattr(optimizer_speed, "ROUNDS", 2)
    ours, theirs, ratios = optimizer_speed.compare("Adam", traced=False)
    # Which is faster a busy machine decides.
    assert min(ours, theirs) > 0
    assert len(ratios) == 2


def test_the_factors_of_adam_are_shown():
    assert section(adam_drift.PATH, "factors").strip() == adam_drift.first_factors()


def test_the_shares_of_adam_are_shown():
    rows = cells(adam_drift.PATH, "shares")
    assert [row[0] for row in rows] == list(adam_drift.SHARES)
    epsilon, factors, powers, order, *_ = (
        [float(cell) for cell in row[1:]] for row in rows
    )
    assert max(order) == 0
    assert max(epsilon) > max(factors) > max(powers) > 0
