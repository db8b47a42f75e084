"""The memory that recomputation saves, for its page: ``memory.md``.

It needs Linux, takes some minutes and trains the network of
``recompute_grad/tf2.py`` as TensorFlow is installed: with oneDNN where that is on,
unlike a proof.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from tape_patterns import pairs
from tape_patterns.errors import UsageError
from tape_patterns.measure import data
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import table

FILE_NAME = "memory.md"
LAYERS, WIDTH, BATCH = 64, 64, 16384
REPEATS = 3
STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Setting:
    """One way to train the network.

    Attributes:
        title: what is recomputed.
        blocks: into how many parts the layers are divided.
        recompute: whether the parts go through ``tf.recompute_grad``.
    """

    title: str
    blocks: int
    recompute: bool = True


SETTINGS = (
    Setting("nothing", 8, recompute=False),
    Setting("8 blocks of 8 layers", 8),
    Setting("each layer by itself", LAYERS),
    Setting("the whole network at once", 1),
)


def peak_memory(setting: Setting, eager: bool) -> float:
    """Train one step, and return the most memory that it held.

    The process must be a fresh one, as memory is not given back to the system.

    Args:
        setting: how the network is trained.
        eager: whether ``tf.function`` is off.

    Returns:
        MB of resident memory, above what the process held before the step.
    """
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    run = pairs.load("recompute_grad").side("tf2").run
    tf.config.run_functions_eagerly(eager)
    wrap: Callable[..., Any] = tf.recompute_grad if setting.recompute else _unchanged
    with mock.patch.object(tf, "recompute_grad", wrap):
        # The first run also loads kernels and starts threads.
        run(**_inputs(setting, batch=2))
        inputs = _inputs(setting, BATCH)
        before = _status("VmRSS")
        CLEAR.write_text("5")
        run(**inputs)
        return _status("VmHWM") - before


def measure() -> data.Data:
    """Measure each setting in fresh processes: MB as a function, and eager.

    Raises:
        UsageError: this is not Linux.
    """
    if not CLEAR.exists():
        raise UsageError(f"{CLEAR}: peak memory can be measured on Linux only")
    peaks = {
        setting.title: [_median_peak(setting, eager) for eager in (False, True)]
        for setting in SETTINGS
    }
    return {"made_by": made_by(), "peaks": peaks}


def rendered(found: data.Data) -> dict[str, str]:
    """Return the section of the page."""
    rows = [
        (title, *(f"{peak:.0f} MB" for peak in peaks))
        for title, peaks in found["peaks"].items()
    ]
    about = (
        f"{LAYERS} layers of {WIDTH} units, a batch of {BATCH}, so"
        f" {BATCH * WIDTH * 4 / 1e6:.1f} MB of activations a layer."
        f" Peak resident memory of one training step on a CPU, above what the"
        f" process held before; median of {REPEATS} fresh processes."
        f" {data.measured_with(found)}"
    )
    titles = ("recomputed", "peak, `tf.function`", "peak, eager")
    return {"memory": table(titles, rows) + "\n\n" + about}


def produce(_samples: int) -> list[Path]:
    """Measure, write data and text, and return their paths."""
    path = pairs.load("recompute_grad").folder / FILE_NAME
    return data.write(path, measure(), rendered)


def _median_peak(setting: Setting, eager: bool) -> float:
    spawn = multiprocessing.get_context("spawn")
    found = []
    for _ in range(REPEATS):
        with spawn.Pool(1) as pool:
            found.append(pool.apply(peak_memory, (setting, eager)))
    return statistics.median(found)


def _inputs(setting: Setting, batch: int) -> dict[str, Any]:
    uniform = np.random.default_rng(0).uniform

    def array(*shape: int) -> Any:
        return uniform(-0.3, 0.3, shape).astype(np.float32)

    layers = [array(WIDTH, WIDTH) for _ in range(LAYERS)]
    size = LAYERS // setting.blocks
    return {
        "x": array(batch, WIDTH),
        "target": array(batch, WIDTH),
        "blocks": [layers[i : i + size] for i in range(0, LAYERS, size)],
        "rate": 0.0,
        "learning_rate": 1e-6,
        "steps": 1,
    }


def _unchanged(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def _status(field: str) -> float:
    """Return a field of this process's status, in MB."""
    for line in STATUS.read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024 / 1e6
    raise UsageError(f"{STATUS}: has no {field}")
