"""Other machines, played on this one: what ``verify`` gives under each.

``python -m tape_patterns.measure.conditions`` verifies all cases under each but the
first, which ``verify`` shows. The exit code is 0 if all hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tape_patterns.errors import UsageError

OWN = "this processor"
CONDITIONS: Mapping[str, Mapping[str, str]] = {
    OWN: {},
    "AVX at most": {"ONEDNN_MAX_CPU_ISA": "AVX"},
    "other matrix kernels": {"TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "false"},
    "1 thread": {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"},
    "16 threads": {"TF_NUM_INTRAOP_THREADS": "16", "TF_NUM_INTEROP_THREADS": "16"},
    "oneDNN on": {"TF_ENABLE_ONEDNN_OPTS": "1"},
}
"""Settings that TensorFlow reads when it starts, by what they play."""


def verified_under(condition: str, arguments: Sequence[str] = ()) -> list[Any]:
    """Run ``verify`` in a process of its own, and return its results.

    Args:
        condition: one of ``CONDITIONS``.
        arguments: more arguments of ``verify``.

    Raises:
        UsageError: it could not run.
    """
    # One process each: two conditions run at once, and each has settings of its own.
    options = ["--jobs", "1", "--format", "json"]
    command = [sys.executable, "-m", "tape_patterns", "verify", *options]
    environment = {**os.environ, **CONDITIONS[condition]}
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, env=environment
    )
    if done.returncode not in (0, 1):
        said = done.stderr.strip().splitlines() or ["no message"]
        raise UsageError(f"{condition}: verify did not run: {said[-1]}")
    found: list[Any] = json.loads(done.stdout)["results"]
    return found


def main() -> None:
    """Verify all cases under each condition but this processor's own."""
    played = [name for name in CONDITIONS if name != OWN]
    failed = 0
    # A process verifies on one processor, most of the time.
    with ThreadPoolExecutor(2) as processes:
        found = processes.map(verified_under, played)
        for condition, results in zip(played, found, strict=True):
            bad = [row for row in results if row["outcome"] in ("different", "error")]
            failed += len(bad)
            largest = max(row["share"] or 0 for row in results)
            print(
                f"{condition}: {len(results) - len(bad)} of {len(results)} hold,"
                f" at most {largest:.2g} of what rounding allows",
                flush=True,
            )
            for row in bad:
                print("  " + json.dumps(row), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
