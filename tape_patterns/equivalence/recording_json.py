"""A recording as JSON: people can read it, and every bit comes back."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

DTYPES = (
    *("bool", "int8", "int16", "int32", "int64"),
    *("uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64"),
)


def parse(text: str) -> Any:
    """Read JSON without what the writer never writes: bare NaN, repeated keys.

    Raises:
        ValueError: the text is not such JSON.
    """

    def once(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            raise ValueError("a key stands there twice")
        return found

    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is not JSON")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None


def encode(values: npt.NDArray[Any]) -> dict[str, Any]:
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


def decode(encoded: Mapping[str, Any]) -> npt.NDArray[Any]:
    """Return the array that ``encode`` described.

    Raises:
        ValueError: ``encode`` describes no array like this.
    """
    try:
        if encoded["dtype"] not in DTYPES:
            raise ValueError("not a dtype of real numbers")
        values = [float(v) if isinstance(v, str) else v for v in encoded["values"]]
        with np.errstate(all="ignore"):
            flat = np.array(values, encoded["dtype"])
        found = flat.reshape(encoded["shape"])
        # NumPy reads more than what was written: null as NaN, 1.5 as an integer.
        if json.dumps(encode(found)) != json.dumps(encoded):
            raise ValueError("not as it would be written")
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return found


def laid_out(content: Mapping[str, Any]) -> str:
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
