"""Findings as SARIF 2.1.0, which code hosts show in a review."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from tape_patterns import __version__, pairs
from tape_patterns.scan.report import Report
from tape_patterns.scan.scanner import Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
NO_PAIR = "no_pair"
"""The rule of the symbols that no pair answers yet."""


def as_sarif(report: Report) -> str:
    """Return the report as one SARIF log with one run."""
    names = list(dict.fromkeys(found.pair or NO_PAIR for found in report.findings))
    run = {
        "tool": {
            "driver": {
                "name": "tape-patterns",
                "version": __version__,
                "rules": [_rule(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {
                        "level": "warning",
                        "message": {"text": f"skipped: {skipped.reason}"},
                        "locations": [_location(skipped.path, {})],
                    }
                    for skipped in report.skipped
                ],
            }
        ],
        "results": [_result(found, names) for found in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1)


def _rule(name: str) -> dict[str, Any]:
    if name == NO_PAIR:
        text, how = "A TF1 gradient call without a pair", "No pair answers it yet."
    else:
        pair = pairs.load(name)
        text, how = pair.title, f"tape-patterns show {name}"
    return {"id": name, "shortDescription": {"text": text}, "help": {"text": how}}


def _result(found: Finding, names: list[str]) -> dict[str, Any]:
    name = found.pair or NO_PAIR
    region: dict[str, Any] = {"startLine": found.line}
    if found.cell is None:
        # A notebook's columns are those of its cell, not those of the file.
        region["startColumn"] = found.column
        region["endColumn"] = found.column + found.width
    region["snippet"] = {"text": found.source}
    return {
        "ruleId": name,
        "ruleIndex": names.index(name),
        "level": "warning",
        "message": {"text": f"{found.symbol} in TF2: {found.suggestion}"},
        "locations": [_location(found.path, region)],
    }


def _location(path: str, region: dict[str, Any]) -> dict[str, Any]:
    where = PurePath(path)
    if where.is_absolute():
        place: dict[str, Any] = {"artifactLocation": {"uri": where.as_uri()}}
    else:
        uri = quote(where.as_posix().encode("utf-8", "surrogateescape"))
        place = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
    if region:
        place["region"] = region
    return {"physicalLocation": place}
