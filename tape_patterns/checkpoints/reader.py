"""Reads what TF1's ``Saver`` wrote, in both of its formats."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

V2_ENDINGS = r"\.(index|meta|data-\d{5}-of-\d{5})$"
SHARDS = re.compile(r"-(\d{5}|\?{5})-of-(\d{5})$")
OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"
MOST_PACKED = 256
"""V1 packs: an int64 of 8 bytes into 1, and that again up to 21 times."""
UNREADABLE = (tf.errors.OpError, IndexError, TypeError, ValueError, RuntimeError)
"""What TensorFlow's reader raises for a file that is none, or is cut off."""


class Checkpoint:
    """The arrays of a TF1 checkpoint, by name.

    Args:
        path: a folder, the path that ``Saver.save`` returned, or one of its files.
        checked: whether a process of its own has read all of it. TensorFlow's
            reader ends the process for some broken files.

    Attributes:
        path: as ``Saver.save`` returned it.
        version: of the format, 1 or 2.
        shapes: by name; partitioned variables are whole.
        dtypes: by name.

    Raises:
        ValueError: there is no checkpoint, or it cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str], checked: bool = False) -> None:
        self.path = find(Path(path))
        if not checked:
            _read_elsewhere(self.path, _files(self.path))
        try:
            self._reader = tf.train.load_checkpoint(self.path)
            shapes = self._reader.get_variable_to_shape_map()
            types = self._reader.get_variable_to_dtype_map()
        except UNREADABLE as error:
            raise _unreadable(self.path, error) from None
        if OBJECT_GRAPH in shapes:
            raise ValueError(
                f"{self.path}: was written by tf.train.Checkpoint, not by a Saver;"
                " restore it with tf.train.Checkpoint"
            )
        self.version = 2 if Path(f"{self.path}.index").exists() else 1
        self.shapes: Mapping[str, tuple[int, ...]] = {
            name: tuple(shapes[name]) for name in sorted(shapes)
        }
        self.dtypes: Mapping[str, tf.DType] = {
            name: tf.as_dtype(types[name]) for name in self.shapes
        }
        self._refuse_more_than_the_files_hold()

    def read(self, name: str) -> Any:
        """Return one array.

        Raises:
            ValueError: it cannot be read.
        """
        try:
            if self.version == 2:
                return self._reader.get_tensor(name)
            # The reader knows no slices of V1, the operation does.
            return tf.raw_ops.Restore(
                file_pattern=self.path, tensor_name=name, dt=self.dtypes[name]
            ).numpy()
        except UNREADABLE as error:
            raise _unreadable(f"{self.path}: '{name}'", error) from None

    def _refuse_more_than_the_files_hold(self) -> None:
        pattern = SHARDS.sub(lambda found: "-?????-of-" + found[2], self.path)
        folder, name = os.path.split(pattern)
        kept = sum(
            file.stat().st_size
            for file in Path(folder).glob(
                f"{name}.data-*" * (self.version == 2) or name
            )
        )
        limit = kept * (MOST_PACKED if self.version == 1 else 1)
        for name, shape in self.shapes.items():
            size = self.dtypes[name].size or 1
            claimed = size * int(np.prod(shape, dtype=object))
            if claimed > limit:
                raise ValueError(
                    f"{self.path}: '{name}' claims {claimed:,} bytes, in files of"
                    f" {kept:,}: the checkpoint is broken"
                )


def find(path: Path) -> str:
    """Return a checkpoint's path, as ``Saver.save`` returned it.

    Args:
        path: that path, one of the files, or a folder: its newest checkpoint.

    Raises:
        ValueError: there is none.
    """
    if path.is_dir():
        return _find_in_folder(path)
    name = re.sub(V2_ENDINGS, "", path.name)
    candidate = path.with_name(name)
    if not os.path.exists(f"{candidate}.index"):
        candidate = path.with_name(SHARDS.sub(r"-?????-of-\2", path.name))
        if not path.parent.is_dir() or not any(path.parent.glob(candidate.name)):
            raise ValueError(
                f"{path}: there is no checkpoint; pass a folder, or what Saver.save"
                " returned, such as logs/model.ckpt-1000"
            )
    return str(candidate.absolute())


def _find_in_folder(folder: Path) -> str:
    try:
        state = tf.train.get_checkpoint_state(str(folder))
    except UNREADABLE:
        state = None
    if state and state.model_checkpoint_path:
        # The folder may have moved since: the state holds the old path.
        return find(folder / Path(state.model_checkpoint_path).name)
    found = sorted(file.stem for file in folder.glob("*.index"))
    if len(found) == 1:
        return find(folder / found[0])
    if found:
        raise ValueError(
            f"{folder}: holds {len(found)} checkpoints and no file 'checkpoint' that"
            f" says which is the newest; name one: {', '.join(found)}"
        )
    raise ValueError(f"{folder}: there is no checkpoint in this folder")


def _files(path: str) -> tuple[tuple[str, int, int], ...]:
    """Return the name, the size and the time of each file of a checkpoint."""
    folder, name = os.path.split(path)
    found = [
        *Path(folder).glob(name),
        *Path(folder).glob(f"{name}.index"),
        *Path(folder).glob(f"{name}.data-*"),
    ]
    stats = [(file.name, file.stat()) for file in sorted(found)]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@functools.cache
def _read_elsewhere(path: str, files: tuple[tuple[str, int, int], ...]) -> None:
    """Read all in another process, which a broken file may end.

    It takes seconds, so it is done once for the same files.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tape_patterns.checkpoints.reader", path],
        capture_output=True,
        check=False,
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    if done.returncode == 2:
        raise ValueError(done.stdout.decode(errors="replace").strip())
    if done.returncode:
        raise ValueError(
            f"{path}: TensorFlow's reader crashed: the file is broken, or is none of"
            " a Saver"
        )


def _unreadable(what: str, error: Exception) -> ValueError:
    said = " ".join(str(error).split())
    return ValueError(f"{what}: cannot be read: {said}")


def read_all(path: str) -> int:
    """Read all of a checkpoint; print what is wrong, and return the exit code."""
    try:
        checkpoint = Checkpoint(path, checked=True)
        for name in checkpoint.shapes:
            checkpoint.read(name)
    except ValueError as error:
        print(error)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(read_all(sys.argv[1]))
