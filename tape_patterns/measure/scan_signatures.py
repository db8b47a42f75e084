"""TF1's symbols as 1.15.5 has them, for ``tape-patterns scan``.

``signatures.json`` has their arguments, and ``aliases.json`` their other names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tape_patterns.equivalence import TensorFlow1, load_tensorflow
from tape_patterns.files import replace_file
from tape_patterns.scan.symbols import ALIASES, SIGNATURES, load

MODULE = "tape_patterns.measure.tf1_signatures"


def measured(tensorflow1: TensorFlow1) -> dict[Path, str]:
    """Return the texts of the files."""
    found = tensorflow1.run(MODULE, {"symbols": sorted(load().answers)})
    aliases = {str(name): str(symbol) for name, symbol in found.pop("aliases")}
    signatures = {
        symbol: {str(name): str(default) or None for name, default in rows}
        for symbol, rows in found.items()
    }
    # What TF2 has by that name is TF2's.
    gone = {name: old for name, old in aliases.items() if not _is_in_tf2(name)}
    return {SIGNATURES: _as_json(signatures), ALIASES: _as_json(gone)}


def _is_in_tf2(path: str) -> bool:
    found: Any = load_tensorflow()
    for name in path.split(".")[1:]:
        found = getattr(found, name, None)
    return found is not None


def _as_json(found: Mapping[str, Any]) -> str:
    """Return a file's text: a line for each entry."""
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in found.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def produce(_samples: int) -> list[Path]:
    """Write the files, and return their paths."""
    with TensorFlow1() as tensorflow1:
        texts = measured(tensorflow1)
    for path, text in texts.items():
        replace_file(path, text)
    return list(texts)
