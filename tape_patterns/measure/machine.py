"""What a measurement depends on: versions, and the processor's instructions."""

from __future__ import annotations

import platform

import numpy as np

from tape_patterns.equivalence import TensorFlow1, versions


def instructions() -> str:
    """Return the newest instruction set that NumPy found in this processor."""
    found = np.show_config(mode="dicts") or {}
    extensions = found.get("SIMD Extensions", {})
    known = [*extensions.get("baseline", []), *extensions.get("found", [])]
    return f"{platform.machine()} {known[-1]}" if known else platform.machine()


def made_by(tensorflow1: TensorFlow1 | None = None) -> dict[str, str]:
    """Return the versions that a measurement depends on, and the processor."""
    found = versions(tensorflow1)
    del found["tape_patterns"]
    return {**found, "processor": instructions()}
