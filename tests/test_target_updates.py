"""What the page of ``target_network`` says of TF1's order is so."""

import pytest
import target_updates

from tape_patterns.equivalence import TensorFlow1, run_graph

RUNS = 200
ORDERED = [
    (True, "control_dependencies"),
    (True, "read_value"),
    (False, "read_value"),
]
each_ordered = pytest.mark.parametrize(("use_resource", "how"), ORDERED)


@each_ordered
def test_the_target_gets_new_weights(use_resource, how):
    inputs = {"use_resource": use_resource, "how": how, "runs": RUNS}
    assert run_graph(target_updates.run, inputs) == {"new": RUNS, "old": 0}


@each_ordered
@pytest.mark.usefixtures("python37")
def test_the_target_gets_new_weights_in_tensorflow_1_15(use_resource, how):
    inputs = {"use_resource": use_resource, "how": how, "runs": RUNS}
    with TensorFlow1() as tensorflow1:
        counted = tensorflow1.run("tests.target_updates", inputs)
    assert counted == {"new": RUNS, "old": 0}
