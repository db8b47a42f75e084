"""What the page of ``fetches`` says of a loss fetched beside the train op is so."""

import fetched_loss
import pytest

from tape_patterns.equivalence import TensorFlow1, run_graph

RUNS = 300


def test_resource_variables_are_read_before_the_update():
    counted = run_graph(fetched_loss.run, {"use_resource": True, "runs": RUNS})
    assert counted == {"before": RUNS, "after": 0}


@pytest.mark.usefixtures("python37")
@pytest.mark.parametrize("use_resource", [False, True])
def test_reference_variables_of_tensorflow_1_15_are_read_later(use_resource):
    with TensorFlow1() as tensorflow1:
        inputs = {"use_resource": use_resource, "runs": RUNS}
        counted = tensorflow1.run("tests.fetched_loss", inputs)
    assert counted["before"] + counted["after"] == RUNS
    # On several threads some are read before.
    assert (counted["after"] > 0) == (not use_resource)
