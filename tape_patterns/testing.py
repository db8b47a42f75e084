"""For a project's own tests: a port must compute what a recording holds.

    from tape_patterns.testing import assert_same_run

    def test_the_port():
        assert_same_run("old.npz", run)

``run`` takes a ``Replay``: it starts from the recording's first values, takes the
inputs of each step, and records what it computes. A test that asks for the fixture
``same_run`` gets ``assert_same_run``, with paths relative to the test's own file.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt
import pytest

from tape_patterns.errors import UsageError
from tape_patterns.recorder.reading import Recording
from tape_patterns.recorder.tape_recorder import Recorder

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Replay:
    """What a run starts from, and where it records.

    Attributes:
        first: the recording's first values, by name: ``weights/w``.
        inputs: those of each recorded step, by name without ``inputs/``.
        recorder: takes ``step(...)``, as in the program that was recorded.
    """

    first: Arrays
    inputs: Sequence[Arrays]
    recorder: Recorder


def assert_same_run(
    recording: str | Path,
    run: Callable[[Replay], object],
    maps: Sequence[str] = (),
) -> None:
    """Check that ``run`` computes what a recording holds, but for rounding.

    What rounding can do is measured, by the rule of every proof here: where bits
    differ, ``run`` is called again, with its first values and inputs moved by a unit
    in the last place, eight times. Where that moves a number by more than 1e-4 of its
    array's largest, rounding allows anything, and the comparison ends.

    Args:
        recording: the path; it needs the first values, whole, and each step.
        run: trains as the recorded program did.
        maps: which name is which: ``old=new``, ``*`` for any text.

    Raises:
        AssertionError: it does not; the message is the comparison.
        UsageError: the recording cannot be read or replayed.
    """
    from tape_patterns.recorder import growth

    old = Recording(recording)
    start = _start(old)
    with tempfile.TemporaryDirectory(prefix="tape_patterns") as folder:
        path = Path(folder) / "run.npz"
        _replay(path, run, start)
        new = Recording(path)
        found = growth.compare(old, new, maps)
        missing = set(old.steps) - set(new.steps) - {0}
        if missing:
            why = f"the run recorded no step {min(missing)}"
        elif not found.differ:
            return
        else:
            why = _beyond_rounding(old, new, found.matching.pairs, run, start)
        if why:
            raise AssertionError(_message(why, old.path, path, maps))


@pytest.fixture
def same_run(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Return ``assert_same_run``, with paths relative to the test's own file."""
    folder = Path(request.path).parent

    def check(
        recording: str | Path,
        run: Callable[[Replay], object],
        maps: Sequence[str] = (),
    ) -> None:
        __tracebackhide__ = True
        assert_same_run(folder / recording, run, maps)

    return check


def _start(recording: Recording) -> dict[str, npt.NDArray[Any]]:
    """Return the first values, and each step's inputs under the step's number."""
    found = {f"0:{name}": value for name, value in recording.first.items()}
    if not found:
        raise UsageError(
            f"{recording.path}: holds no first values; record them with first(), or by"
            " watch()"
        )
    for step in recording.steps[1:]:
        for name, value in recording.values(step).items():
            if name.startswith("inputs/"):
                found[f"{step}:{name}"] = value
    for key, value in found.items():
        if value.digest:
            name = key.partition(":")[2]
            raise UsageError(
                f"{recording.path}: holds samples of '{name}' only; record it with a"
                f" whole= of at least {value.size}"
            )
    return {key: value.array for key, value in found.items()}


def _replay(
    path: Path, run: Callable[[Replay], object], inputs: Mapping[str, Any]
) -> None:
    first, steps = {}, dict[int, dict[str, Any]]()
    for key, value in inputs.items():
        step, _, name = key.partition(":")
        if step == "0":
            first[name] = value
        else:
            steps.setdefault(int(step), {})[name.removeprefix("inputs/")] = value
    with Recorder(path) as recorder:
        run(Replay(first, [steps[step] for step in sorted(steps)], recorder))


def _outputs(recording: Recording) -> dict[str, npt.NDArray[Any]]:
    return {
        f"{step}:{name}": tensor.values
        for step in recording.steps
        if step
        for name, tensor in recording.values(step).items()
        if not name.startswith("inputs/")
    }


def _beyond_rounding(
    old: Recording,
    new: Recording,
    pairs: Mapping[str, str],
    run: Callable[[Replay], object],
    start: Arrays,
) -> str:
    """Return what is farther apart than rounding allows; empty if nothing is."""
    from tape_patterns.equivalence.rounding import Rounding

    moved = new.path.with_name("moved.npz")

    def execute(inputs: Mapping[str, Any]) -> dict[str, npt.NDArray[Any]]:
        _replay(moved, run, inputs)
        return _outputs(Recording(moved))

    actual = _outputs(new)
    expected = {
        f"{step}:{pairs[name]}": tensor.values
        for step in old.steps
        if step
        for name, tensor in old.values(step).items()
        if name in pairs and not name.startswith("inputs/")
    }
    for key, values in expected.items():
        if key not in actual or actual[key].shape != values.shape:
            step, _, name = key.partition(":")
            return f"the run has no '{name}' of that shape at step {step}"
    rounding = Rounding(execute, start, actual)
    # Once rounding has grown to a jump, it allows anything: there the comparison ends.
    jumps = [
        int(key.partition(":")[0])
        for key, allowed in rounding.allowed.items()
        if not allowed and actual[key].dtype.kind == "f" and actual[key].any()
    ]
    end = max(min(jumps, default=old.steps[-1] + 1), 2)
    for number in range(1, end):
        kept = {k: v for k, v in expected.items() if k.startswith(f"{number}:")}
        share, worst = rounding.share(kept, {key: actual[key] for key in kept})
        if share > 1:
            name = worst.partition(":")[2]
            return (
                f"'{name}' is {share:.3g} times as far from {old.path} at step {number}"
                " as rounding allows"
            )
    return ""


def _message(why: str, old: Path, new: Path, maps: Sequence[str]) -> str:
    from tape_patterns.recorder import comparing, report

    lines = report.lines(comparing.compare([old, new], maps=maps))
    # Before that stands the verdict, which is what two recordings can tell alone. Here
    # the run itself was asked.
    shown = itertools.dropwhile(lambda line: not line.startswith("First"), lines)
    return "\n".join([why, *shown])
