"""The arguments of each TF1 symbol, for ``tape-patterns scan``: ``signatures.json``."""

from __future__ import annotations

import json
from pathlib import Path

from tape_patterns.equivalence import TensorFlow1
from tape_patterns.files import replace_file
from tape_patterns.scan.symbols import SIGNATURES, load

MODULE = "tape_patterns.measure.tf1_signatures"


def signatures(tensorflow1: TensorFlow1) -> dict[str, dict[str, str | None]]:
    """Return the arguments of each symbol with their defaults, as 1.15.5 has them."""
    found = tensorflow1.run(MODULE, {"symbols": sorted(load().answers)})
    return {
        symbol: {str(name): str(default) or None for name, default in rows}
        for symbol, rows in found.items()
    }


def as_json(found: dict[str, dict[str, str | None]]) -> str:
    """Return the file's text: a line for each symbol."""
    lines = [f"{json.dumps(symbol)}: {json.dumps(a)}" for symbol, a in found.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def produce(_samples: int) -> list[Path]:
    """Write the file, and return its path."""
    with TensorFlow1() as tensorflow1:
        replace_file(SIGNATURES, as_json(signatures(tensorflow1)))
    return [SIGNATURES]
