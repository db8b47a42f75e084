"""What TensorFlow 1.15.5 returned, as a file that people can read and review."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.errors import UsageError
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
                name: _encode(values)
                for name, values in recording.outputs[case.name].items()
            },
        }
        for case in pair.cases
    }
    content = {"made_by": dict(recording.made_by), "cases": cases}
    text = _laid_out(content) + "\n"
    path = pair.folder / FILE_NAME
    if len(text) > LARGEST_FILE:
        raise UsageError(
            f"{path}: {len(text)} bytes is more than {LARGEST_FILE}; use smaller inputs"
        )
    replace_file(path, text)
    return path


def replace_file(path: Path, text: str) -> None:
    """Replace a file by one that holds ``text``, whole or not at all.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


def read_recording(pair: Pair) -> Recording:
    """Read the pair's ``tf1_15.json``.

    Raises:
        UsageError: the file is missing, is not a recording, or was made from
            other inputs than the pair's cases have now.
    """
    path = pair.folder / FILE_NAME
    again = f"make it with `tape-patterns record {pair.name}`"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        made_by = {str(key): str(value) for key, value in content["made_by"].items()}
        outputs = {
            case: {name: _decode(values) for name, values in found["outputs"].items()}
            for case, found in content["cases"].items()
        }
        digests = {case: found["inputs"] for case, found in content["cases"].items()}
    except FileNotFoundError:
        raise UsageError(f"{path}: no such recording; {again}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise UsageError(f"{path}: not a recording; {again}") from None
    if digests != {case.name: inputs_digest(case) for case in pair.cases}:
        raise UsageError(f"{path}: made from other inputs; {again}")
    return Recording(made_by, outputs)


def _encode(values: npt.NDArray[Any]) -> dict[str, Any]:
    """Describe an array; each number by the fewest digits that give it back."""
    values = np.asarray(values)
    if values.dtype.kind == "f":
        # str() of a NumPy number has the fewest digits of its own precision.
        flat = [_number(str(value)) for value in values.ravel()]
    else:
        flat = values.ravel().tolist()
    return {"dtype": values.dtype.name, "shape": list(values.shape), "values": flat}


def _number(text: str) -> float | str:
    value = float(text)
    return value if np.isfinite(value) else text


def _decode(encoded: Any) -> npt.NDArray[Any]:
    values = [float(v) if isinstance(v, str) else v for v in encoded["values"]]
    dtype = np.dtype(encoded["dtype"])
    if dtype.kind not in "biuf":
        raise ValueError(f"{dtype} is not a number")
    return np.array(values, dtype).reshape(encoded["shape"])


def _laid_out(content: Mapping[str, Any]) -> str:
    """Return JSON with each output in lines of its own, numbers side by side."""

    def block(items: Mapping[str, str], indent: str) -> str:
        rows = (f"{indent} {json.dumps(name)}: {text}" for name, text in items.items())
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"

    def output(encoded: Mapping[str, Any]) -> str:
        text = json.dumps(encoded)
        return textwrap.fill(
            text, 88, subsequent_indent=" " * 5, break_on_hyphens=False
        )

    def case(found: Mapping[str, Any]) -> str:
        outputs = {name: output(values) for name, values in found["outputs"].items()}
        return block(
            {"inputs": json.dumps(found["inputs"]), "outputs": block(outputs, "   ")},
            "  ",
        )

    cases = {name: case(found) for name, found in content["cases"].items()}
    made_by = json.dumps(content["made_by"])
    return block({"made_by": made_by, "cases": block(cases, " ")}, "")
