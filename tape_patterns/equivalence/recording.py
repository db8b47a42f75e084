"""What TensorFlow 1.15.5 returned, as a file that people can read and review."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence.recording_json import decode, encode, laid_out, parse
from tape_patterns.equivalence.tf1_environment import VERSION
from tape_patterns.errors import UsageError
from tape_patterns.files import replace_file
from tape_patterns.pair import Case, Pair

FILE_NAME = "tf1_15.json"
LARGEST_FILE = 100_000
"""A recording's largest size, in bytes."""
RECORDED_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Recording:
    """The outputs of ``tf1.py`` on TensorFlow 1.15.5, by the name of the case.

    Attributes:
        made_by: the versions of TensorFlow, NumPy and Python that made it.
        outputs: arrays by name, by case; of a per-step output the steps
            ``RECORDED_STEPS`` only.
    """

    made_by: Mapping[str, str]
    outputs: Mapping[str, Mapping[str, npt.NDArray[Any]]]


def recorded_part(
    pair: Pair, outputs: Mapping[str, npt.NDArray[Any]]
) -> dict[str, npt.NDArray[Any]]:
    """Keep of each per-step output the steps that a recording holds."""

    def keep(name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        if name not in pair.per_step:
            return values
        steps = [step - 1 for step in RECORDED_STEPS if step <= len(values)]
        kept: npt.NDArray[Any] = values[steps]
        return kept

    return {name: keep(name, np.asarray(values)) for name, values in outputs.items()}


def inputs_digest(case: Case) -> str:
    """Return a fingerprint of a case's inputs: names, types, shapes and bits."""
    digest = hashlib.sha256()

    def add(value: Any) -> None:
        if isinstance(value, list | tuple):
            digest.update(f"list {len(value)}".encode())
            for item in value:
                add(item)
        elif isinstance(value, np.ndarray | np.generic):
            digest.update(f"{value.dtype.str} {value.shape}".encode())
            digest.update(np.ascontiguousarray(value).tobytes())
        else:
            digest.update(repr(value).encode())

    for name in sorted(case.inputs):
        digest.update(name.encode())
        add(case.inputs[name])
    return digest.hexdigest()[:16]


def write_recording(pair: Pair, recording: Recording) -> Path:
    """Write the pair's ``tf1_15.json``, whole or not at all, and return its path.

    Raises:
        UsageError: the folder cannot be written, or the recording is too large.
    """
    cases = {
        case.name: {
            "inputs": inputs_digest(case),
            "outputs": {
                name: encode(values)
                for name, values in recording.outputs[case.name].items()
            },
        }
        for case in pair.cases
    }
    content = {"made_by": dict(recording.made_by), "cases": cases}
    text = laid_out(content) + "\n"
    path = pair.folder / FILE_NAME
    if len(text) > LARGEST_FILE:
        raise UsageError(
            f"{path}: {len(text)} bytes is more than {LARGEST_FILE}; use smaller inputs"
        )
    replace_file(path, text)
    return path


def read_recording(pair: Pair) -> Recording:
    """Read the pair's ``tf1_15.json``.

    Raises:
        UsageError: the file is missing, is not a recording, or was made by another
            TensorFlow or from other inputs than the pair's cases have now.
    """
    path = pair.folder / FILE_NAME
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_FILE + 1)
        return _recording(pair, text)
    except FileNotFoundError:
        problem = "no such recording"
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        problem = str(error)
    again = f"make it with `tape-patterns record {pair.name}`"
    raise UsageError(f"{path}: {problem}; {again}")


def _recording(pair: Pair, text: bytes) -> Recording:
    """Return what ``text`` says, or raise a ValueError that says what it is not."""
    if len(text) > LARGEST_FILE:
        raise ValueError(f"not a recording: more than {LARGEST_FILE} bytes")
    try:
        made_by, cases = _values(parse(text.decode()), "made_by", "cases")
        found = {
            name: _values(case, "inputs", "outputs") for name, case in cases.items()
        }
        if not all(map(_is_text, [*made_by.keys(), *made_by.values()])):
            raise ValueError("made_by names no versions")
    except (ValueError, TypeError, AttributeError):
        raise ValueError("not a recording") from None
    if made_by.get("tensorflow") != VERSION:
        raise ValueError(f"not made by TensorFlow {VERSION}")
    if found.keys() != {case.name for case in pair.cases}:
        raise ValueError("has other cases than the pair")
    if any(inputs_digest(case) != found[case.name][0] for case in pair.cases):
        raise ValueError("made from other inputs")
    outputs = {case: _arrays(case, arrays) for case, (_, arrays) in found.items()}
    return Recording(made_by, outputs)


def _values(item: Any, *keys: str) -> Any:
    """Return the values of an object that has these keys and no others."""
    if item.keys() != set(keys):
        raise ValueError(f"not the keys {keys}")
    return [item[key] for key in keys]


def _is_text(item: Any) -> bool:
    """Whether ``item`` is text that every terminal can show."""
    return isinstance(item, str) and item.isprintable()


def _arrays(case: str, encoded: Any) -> dict[str, npt.NDArray[Any]]:
    if not isinstance(encoded, dict) or not all(map(_is_text, encoded)):
        raise ValueError(f"not a recording: the outputs of {case}")
    found = {}
    for name, values in encoded.items():
        try:
            found[name] = decode(values)
        except ValueError:
            raise ValueError(f"not a recording: '{name}' of {case}") from None
    return found
