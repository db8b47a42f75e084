"""The page "Check your port": its case is run again, its claims hold."""

import re

import pytest
from conftest import ROOT, measured

from tape_patterns import pairs
from tape_patterns.equivalence import TensorFlow1, run_graph
from tape_patterns.measure import check_port, ddpg_tf1
from tape_patterns.recorder import growth
from tape_patterns.recorder.reading import Recording

PAGE = (ROOT / "docs" / "check_your_port.md").read_text(encoding="utf-8")
SHOWN = measured(check_port.PATH.read_text(encoding="utf-8"))
NAMES = {"right": check_port.RIGHT, "wrong": check_port.WRONG}


def structure(output):
    """Return what must be the same on each machine: digits decided by rounding go."""
    lines = output.splitlines()
    kept = [line for line in lines if line.startswith(("Verdict", "Diagnosis"))]
    start = lines.index(kept[-1]) if len(kept) > 1 else len(lines)
    for line in lines[start + 1 :]:
        if not line.startswith("  "):
            break
        kept.append(line)
    if "First difference beyond rounding" in lines:
        where = lines[lines.index("First difference beyond rounding") + 1]
        kept.append(where.partition("[")[0])
    kept += [line for line in lines if line.startswith("Only in")]
    steps = [re.match(r" {2,}(\d+) ", line) for line in lines]
    return kept + [found[1] for found in steps if found]


@pytest.fixture(scope="module")
def on_tensorflow_1(python37, tmp_path_factory):
    """Record both sides anew, the old one on TensorFlow 1.15.5."""
    folder = tmp_path_factory.mktemp("ddpg")
    with TensorFlow1() as tensorflow1:
        check_port.record(
            folder, lambda inputs: tensorflow1.run(check_port.OLD, inputs)
        )
        check_port.record_race(
            folder, lambda inputs: tensorflow1.run(check_port.OLD, inputs)
        )
    return folder


@pytest.mark.parametrize("which", NAMES)
def test_the_case_is_current(which, on_tensorflow_1):
    """If this fails, run ``tape-patterns evidence check_port``."""
    names = NAMES[which]
    now = check_port.shown(names, check_port.compare(on_tensorflow_1, names))
    if which == "right":
        # Whether bits differ at all is up to the machine.
        assert "Verdict: rounding." in now or "Verdict: identical." in now
    else:
        assert structure(now) == structure(SHOWN[which])
    assert now.splitlines()[1] == f"$ tape-patterns compare {' '.join(names)}"


def test_reference_variables_race(on_tensorflow_1):
    now = check_port.compare(on_tensorflow_1, check_port.RACE)
    first, again = (on_tensorflow_1 / check_port.RACE[place] for place in (0, -1))
    raced = growth.compare(Recording(first), Recording(again)).differ
    # Whether they race is up to the machine, and to chance.
    for output in (now, SHOWN["race"]) if raced else (SHOWN["race"],):
        assert "Verdict: a difference of meaning.\n" in output
        assert "The old side differs from its own second run" in output
        assert "tf.enable_resource_variables()" in output
        assert "Read: tape-patterns show graph_arguments\n" in output


def test_the_case_is_the_same_on_the_installed_tensorflow(tmp_path):
    check_port.record(tmp_path, lambda inputs: run_graph(ddpg_tf1.run, inputs))
    right = check_port.compare(tmp_path, check_port.RIGHT)
    assert right.startswith(("Verdict: identical.", "Verdict: rounding."))
    wrong = check_port.shown(
        NAMES["wrong"], check_port.compare(tmp_path, NAMES["wrong"])
    )
    assert structure(wrong) == structure(SHOWN["wrong"])


def test_the_mistake_is_found_where_it_is():
    assert "Verdict: rounding." in SHOWN["right"]
    wrong = SHOWN["wrong"]
    assert "Verdict: a difference of meaning." in wrong
    assert "step 2, actor/gradients/actor/w1[" in wrong
    assert f"and {check_port.BATCH} is the batch size" in wrong
    assert "Read: tape-patterns show summed_gradient" in wrong


def test_each_cause_leads_to_a_pair():
    section = PAGE[PAGE.index("## The diagnosis") : PAGE.index("## Resource")]
    read = set(re.findall(r"\[(\w+)\]\((?:\w+/)", section))
    assert read <= set(pairs.module_names())
    package = ROOT / "tape_patterns" / "recorder" / "diagnosis"
    text = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    for pair in read:
        assert f'"{pair}"' in text


@pytest.mark.parametrize(
    "page", ["index.md", "post/minimize.md", "post/ddpg_actor.md", "errors.md"]
)
def test_other_pages_lead_to_it(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert "check_your_port.md)" in text


def test_the_page_says_the_recorder_s_own_defaults():
    import inspect

    from tape_patterns.recorder.tape_recorder import FIRST_STEPS, Recorder

    defaults = inspect.signature(Recorder).parameters
    assert f"more than {defaults['whole'].default:,} numbers (`whole=`)" in PAGE
    assert f"{defaults['samples'].default} are kept (`samples=`)" in PAGE
    assert f"the first {FIRST_STEPS} steps" in PAGE
