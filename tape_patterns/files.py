"""Writing a file so that it is whole or not there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from tape_patterns.errors import UsageError


def replace_file(path: Path, text: str) -> None:
    """Replace a file by one that holds ``text``, whole or not at all.

    Raises:
        UsageError: the folder cannot be written, or the disk is full.
    """
    try:
        # Beside the file: a rename is whole only within one file system.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
