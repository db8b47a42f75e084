"""What the page of ``graph_arguments`` says of TensorFlow 1's variables is so."""

import pytest
import reference_variables

from tape_patterns.equivalence import TensorFlow1, run_graph

RUNS = 50
MAKERS = (
    ("tf.gradients", "False"),
    ("tf.gradients", "True"),
    ("minimize", "GATE_NONE"),
    ("minimize", "GATE_OP"),
    ("minimize", "GATE_GRAPH"),
)
UNGATED = ("False", "GATE_NONE")


@pytest.fixture(scope="module", params=["installed", "1.15"])
def how_often_wrong(request):
    """Run the program on the installed TensorFlow, and on 1.15."""
    if request.param == "installed":
        yield lambda inputs: run_graph(reference_variables.run, inputs)["wrong"]
        return
    request.getfixturevalue("python37")
    with TensorFlow1() as tensorflow1:
        yield lambda inputs: tensorflow1.run("tests.reference_variables", inputs)[
            "wrong"
        ]


@pytest.mark.parametrize("use_resource", [False, True])
@pytest.mark.parametrize(("made_by", "gate"), MAKERS)
def test_weights_move_by_their_gradients(how_often_wrong, made_by, gate, use_resource):
    inputs = {
        "made_by": made_by,
        "gate": gate,
        "use_resource": use_resource,
        "runs": RUNS,
    }
    wrong = how_often_wrong(inputs)
    if use_resource or gate not in UNGATED:
        assert wrong == 0
    else:
        assert wrong > 0
