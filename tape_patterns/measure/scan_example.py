"""What ``tape-patterns scan`` prints for a small program: ``scan_example.md``."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

from tape_patterns import scan
from tape_patterns.files import replace_file
from tape_patterns.measure.markdown import sections
from tape_patterns.scan import notebook, symbols
from tape_patterns.scan.scanner import Scanner

PATH = Path(__file__).with_name("scan_example.md")
PROGRAM = """\
import tensorflow as tf


class Agent:
    def __init__(self, actor, critic, state, rate):
        action = actor(state)
        slope = tf.gradients(critic(state, action), action)[0]
        gradients = tf.gradients(action, actor.weights, grad_ys=-slope)
        self.optimizer = tf.train.RMSPropOptimizer(rate, decay=0.95)
        self.gradients = zip(gradients, actor.weights)

    def train(self):
        return self.optimizer.apply_gradients(self.gradients)
"""
CELL = [
    "%matplotlib inline\n",
    "from tensorflow.compat import v1\n",
    "h = v1.hessians(loss, w)\n",
]
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Curvature\n"]},
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": CELL,
        },
    ],
    "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def example() -> str:
    """Return the program, and what each format prints for it."""
    scanner = Scanner(symbols.load())
    book = notebook.read(json.dumps(NOTEBOOK, indent=1).encode())
    program = scanner.scan_source(PROGRAM.encode(), "agent.py")
    curvature = scanner.scan_source(book.source, "curvature.ipynb", book.lines)
    return sections(
        {
            "program": _fenced("python", PROGRAM),
            "cell": _fenced("python", "".join(CELL)),
            "text": _fenced("text", _text(_report(program, curvature))),
            "json": _fenced("json", scan.as_json(_report(curvature))),
            "sarif": _fenced("json", scan.as_sarif(_report(curvature))),
        },
        "<!-- Written by `tape-patterns evidence scan_example`. -->",
    )


def produce(_samples: int) -> list[Path]:
    """Write the file, and return its path."""
    replace_file(PATH, example())
    return [PATH]


def _report(*files: scan.Scanned) -> scan.Report:
    report = scan.Report()
    for scanned in files:
        report.add(scanned)
    return report


def _text(report: scan.Report) -> str:
    with redirect_stdout(io.StringIO()) as out:
        scan.print_text(report)
    return out.getvalue()


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
