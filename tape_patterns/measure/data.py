"""Measured numbers as data (JSON), and beside it the text that a page includes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tape_patterns.files import replace_file
from tape_patterns.measure.markdown import sections

Data = dict[str, Any]
HEAD = "<!-- Written by `tape-patterns evidence`: run it again, do not edit. -->"


def write(
    text: Path, found: Data, rendered: Callable[[Data], dict[str, str]]
) -> list[Path]:
    """Write a measurement and its text, and return both paths.

    Args:
        text: the path of the Markdown file; its data stand beside it.
        found: what was measured.
        rendered: makes the sections of the text from the data.
    """
    encoded = json.dumps(_finite(found), indent=1) + "\n"
    path = text.with_suffix(".json")
    replace_file(path, encoded)
    # From the data as they are read again: keys are text, infinities are gone.
    replace_file(text, sections(rendered(json.loads(encoded)), HEAD))
    return [path, text]


def read(text: Path) -> Data:
    """Read the data beside a Markdown file."""
    found: Data = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def measured_with(found: Data) -> str:
    """Return a sentence on what made a measurement."""
    made = [f"{name} {version}" for name, version in found["made_by"].items()]
    return f"Measured with {', '.join(made)}."


def _finite(value: Any) -> Any:
    """Write None for what JSON cannot hold."""
    if isinstance(value, Mapping):
        return {str(name): _finite(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
