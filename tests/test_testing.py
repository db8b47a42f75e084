"""What a project's own tests take from here: ``assert_same_run`` and ``same_run``."""

from importlib.metadata import entry_points

import numpy as np
import pytest
from ported_programs import Program, decays

from tape_patterns.errors import UsageError
from tape_patterns.recorder.tape_recorder import Recorder
from tape_patterns.testing import assert_same_run

pytest_plugins = ["pytester"]
SINGLE = np.dtype("float32")


def replaying(program):
    """Return a callable that runs a program on what a recording holds."""

    def run(replay):
        weights = {n: replay.first[f"weights/{n}"] for n in ("w1", "b1", "w2", "b2")}
        for step, batch in enumerate(replay.inputs, 1):
            x, y = batch["x"], batch["y"]
            loss, gradients = program.differentiate(weights, x, y)
            rate = program.rate(step)
            weights = {n: w - rate * gradients[n] for n, w in weights.items()}
            replay.recorder.step(
                inputs=batch, loss=loss, gradients=gradients, weights=weights
            )

    return run


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    path = tmp_path_factory.mktemp("recorded") / "old.npz"
    Program().run(path, SINGLE)
    return path


@pytest.mark.parametrize("reverse", [False, True])
def test_a_right_port_passes(reverse, recording):
    assert_same_run(recording, replaying(Program(reverse=reverse)))


def test_a_wrong_one_fails_with_the_comparison(recording):
    with pytest.raises(AssertionError) as error:
        assert_same_run(recording, replaying(Program(gradient_scale=1 / 16)))
    said = str(error.value)
    assert "as rounding allows" in said
    assert "step 1, gradients/w1" in said
    assert "16 is the batch size" in said


def test_a_mistake_that_begins_late_fails(recording):
    def rate(step):
        return 0.0625 if step < 5 else decays(1)

    with pytest.raises(AssertionError, match="at step 5 as rounding"):
        assert_same_run(recording, replaying(Program(rate=rate, reverse=True)))


def test_a_run_that_ends_early_fails(recording):
    def run(replay):
        replay.recorder.step(loss=1.0)

    with pytest.raises(AssertionError, match="recorded no step 2"):
        assert_same_run(recording, run)


def test_names_can_be_mapped(recording):
    def renamed(replay):
        weights = {n: replay.first[f"weights/{n}"] for n in ("w1", "b1", "w2", "b2")}
        for batch in replay.inputs:
            _, gradients = Program().differentiate(weights, batch["x"], batch["y"])
            weights = {n: w - 0.0625 * gradients[n] for n, w in weights.items()}
            replay.recorder.step(
                weights={f"net/{name}": w for name, w in weights.items()}
            )

    assert_same_run(recording, renamed, maps=["weights/*=weights/net/*"])


def test_a_recording_without_first_values_is_refused(tmp_path):
    path = tmp_path / "old.npz"
    with Recorder(path) as recorder:
        recorder.step(loss=1.0)
    with pytest.raises(UsageError, match="holds no first values"):
        assert_same_run(path, print)
    with Recorder(path, whole=2) as recorder:
        recorder.first(weights=np.zeros(3))
        recorder.step(loss=1.0)
    with pytest.raises(UsageError, match="a whole= of at least 3"):
        assert_same_run(path, print)


def test_the_fixture_takes_paths_beside_the_test(pytester):
    with Recorder(pytester.path / "old.npz") as recorder:
        recorder.first(weights={"w": np.ones(2)})
        recorder.step(weights={"w": np.full(2, 0.5)})
    pytester.makepyfile(
        """
        def run(replay, by=0.5):
            replay.recorder.step(weights={"w": replay.first["weights/w"] * by})

        def test_right(same_run):
            same_run("old.npz", run)

        def test_wrong(same_run):
            same_run("old.npz", lambda replay: run(replay, 0.25))
        """
    )
    # The package may be on the path only: then no entry point names the fixture.
    named = [found.value for found in entry_points(group="pytest11")]
    module = "tape_patterns.testing"
    plugin = [] if module in named else ["-p", module]
    done = pytester.runpytest_subprocess(*plugin)
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*step 1, weights/w*"])
