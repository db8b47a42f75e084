"""A step reads its weights, and then updates them."""

import pytest

from tape_patterns.measure import data, update_order

TRACES = 20
KERAS = ("`keras.optimizers.SGD`", "`keras.optimizers.Adam`")
EXACT = "`tape_patterns.optimizers.GradientDescent`"


@pytest.mark.parametrize("name", [*KERAS, EXACT])
def test_one_line_keeps_the_order(name):
    make = update_order.optimizers()[name]
    counted = update_order.others(make, ordered=True, traces=TRACES)
    assert counted == {"losses": 0, "weights": 0}


def test_the_exact_classes_need_no_line():
    make = update_order.optimizers()[EXACT]
    counted = update_order.others(make, ordered=False, traces=TRACES)
    assert counted == {"losses": 0, "weights": 0}


def test_the_page_shows_that_it_happens():
    found = data.read(update_order.PATH)["counts"]
    assert all(found[name]["as written"]["weights"] > 0 for name in KERAS)
    assert found[EXACT]["as written"] == {"losses": 0, "weights": 0}
    assert all(set(counts["ordered"].values()) == {0} for counts in found.values())
