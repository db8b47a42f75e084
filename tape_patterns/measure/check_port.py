"""A DDPG actor-critic and its port, right and with a mistake: ``check_port.md``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tape_patterns.equivalence import TensorFlow1, load_tensorflow
from tape_patterns.equivalence.runs import run_function
from tape_patterns.files import replace_file
from tape_patterns.measure.data import HEAD
from tape_patterns.measure.markdown import sections
from tape_patterns.recorder import growth
from tape_patterns.recorder.reading import Recording

PATH = Path(__file__).with_name("check_port.md")
OLD = "tape_patterns.measure.ddpg_tf1"
RUNS = 50
"""So often the old side runs with reference variables, if it always repeats itself."""
UPDATES, BATCH, STATE, HIDDEN, ACTION = 50, 32, 3, 16, 1
RIGHT = ("old.npz", "new.npz", "old64.npz", "new64.npz")
RACE = ("reference.npz", "new.npz", "--again", "reference_again.npz")
WRONG = ("old.npz", "wrong.npz", "old64.npz", "wrong64.npz")

OldSide = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def transitions(dtype: str) -> dict[str, Any]:
    """Return recorded transitions and first weights, the same in each dtype."""
    draw = np.random.RandomState(0)

    def uniform(*shape: int) -> Any:
        return draw.uniform(-1, 1, shape).astype(np.float32).astype(dtype)

    def weights(inputs: int, outputs: int) -> list[Any]:
        shapes = ((inputs, HIDDEN), (HIDDEN,), (HIDDEN, outputs), (outputs,))
        return [uniform(*shape) / 2 for shape in shapes]

    return {
        "states": uniform(UPDATES, BATCH, STATE),
        "actions": uniform(UPDATES, BATCH, ACTION),
        "rewards": uniform(UPDATES, BATCH, 1),
        "next_states": uniform(UPDATES, BATCH, STATE),
        "actor": weights(STATE, ACTION),
        "critic": weights(STATE + ACTION, 1),
    }


def record(folder: Path, old: OldSide) -> None:
    """Record the old side, its port, and a wrong one, in both dtypes.

    Args:
        folder: where the recordings go.
        old: runs the old side on its inputs.
    """
    tf = load_tensorflow()
    from tape_patterns.measure import ddpg_tf2

    for dtype, ending in (("float32", ""), ("float64", "64")):
        inputs = transitions(dtype)
        wrong = {**inputs, "reduce": tf.reduce_mean}
        runs = {
            "old": old(inputs),
            "new": run_function(ddpg_tf2.run, inputs),
            "wrong": run_function(ddpg_tf2.run, wrong),
        }
        for name, found in runs.items():
            content = found["recording"].tobytes()
            (folder / f"{name}{ending}.npz").write_bytes(content)


def record_race(folder: Path, old: OldSide) -> None:
    """Record the old side with reference variables, until a run differs from the first.

    Args:
        folder: where the recordings go.
        old: runs the old side on its inputs.
    """
    inputs = {**transitions("float32"), "resource": False}
    first, again = folder / RACE[0], folder / RACE[-1]
    first.write_bytes(old(inputs)["recording"].tobytes())
    for _ in range(RUNS):
        again.write_bytes(old(inputs)["recording"].tobytes())
        if growth.compare(Recording(first), Recording(again)).differ:
            return


def compare(folder: Path, names: tuple[str, ...]) -> str:
    """Return what the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tape_patterns", "compare", *names],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stdout


def shown(names: tuple[str, ...], output: str) -> str:
    """Return a command and its output as a page shows them."""
    return f"```console\n$ tape-patterns compare {' '.join(names)}\n{output}```"


def produce(_samples: int) -> list[Path]:
    """Run all of it, TensorFlow 1.15.5 too, write the text, and return its path."""
    with tempfile.TemporaryDirectory() as name, TensorFlow1() as tensorflow1:
        folder = Path(name)
        record(folder, lambda inputs: tensorflow1.run(OLD, inputs))
        record_race(folder, lambda inputs: tensorflow1.run(OLD, inputs))
        found = {
            "right": shown(RIGHT, compare(folder, RIGHT)),
            "wrong": shown(WRONG, compare(folder, WRONG)),
            "race": shown(RACE, compare(folder, RACE)),
        }
    replace_file(PATH, sections(found, HEAD))
    return [PATH]
