"""Standard streams that are closed, full or cut off."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any


class Output(io.TextIOWrapper):
    """Standard output that remembers its error, to tell it from another file's."""

    error: OSError | None = None

    def write(self, text: str) -> int:
        """Write ``text``, as every file does."""
        try:
            return super().write(text)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Write what is left, as every file does."""
        try:
            super().flush()
        except OSError as error:
            self.error = error
            raise


def prepare() -> None:
    """Open the streams that are closed, and let standard output remember its error."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Otherwise the next file that is opened would take its place.
            descriptor = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8"))
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and out is sys.__stdout__:
        sys.stdout = Output(
            out.buffer,
            out.encoding,
            out.errors,
            line_buffering=out.line_buffering,
            write_through=out.write_through,
        )


def end_output() -> OSError | None:
    """Write what is left of the output; return its error, if it had one."""
    _flush(sys.stdout)
    return getattr(sys.stdout, "error", None)


def say(text: str) -> None:
    """Write one line to standard error, if it can be written."""
    with suppress(OSError):
        sys.stderr.write(f"tape-patterns: {text}\n")
    _flush(sys.stderr)


def explain(error: OSError) -> str:
    """Say in one line what the operating system refused."""
    try:
        os.getcwd()
    except OSError:
        return "the working directory is gone; change to another one"
    where = f"{error.filename}: " if error.filename else ""
    return where + (error.strerror or str(error))


def _flush(stream: Any) -> None:
    try:
        stream.flush()
    except OSError:
        # Python tries again when it ends, and would print a traceback.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
