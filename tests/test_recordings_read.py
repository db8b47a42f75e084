"""Files that are no recording, damaged or hostile: one line, and nothing unpacked."""

import contextlib
import io
import json
import pickle
import tracemalloc
import zipfile

import numpy as np
import pytest

from tape_patterns.errors import UsageError
from tape_patterns.recorder.reading import Recording
from tape_patterns.recorder.tape_recorder import FORMAT, Recorder

ABOUT = {"tape_recorder": FORMAT}
LAYOUT = [["loss", "<f8", [], 0]]


def as_array(content):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.frombuffer(content, np.uint8))
    return stream.getvalue()


def text(value):
    return as_array(json.dumps(value).encode())


def archive(path, members, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def recording(path, **changes):
    members = {
        "about.npy": text(ABOUT),
        "layout/0.npy": text(LAYOUT),
        "step/1/0.npy": as_array(np.float64(1).tobytes()),
    }
    changed = {name.replace("_", "/") + ".npy": new for name, new in changes.items()}
    return archive(path, {**members, **changed})


def pickled():
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array([{}, {}], dtype=object))
    return stream.getvalue()


def absurd():
    """Return an array's header that claims 2^60 numbers, and 8 bytes of them."""
    stream = io.BytesIO()
    header = {"descr": "|u1", "fortran_order": False, "shape": (1 << 60,)}
    np.lib.format.write_array_header_1_0(stream, header)
    return stream.getvalue() + bytes(8)


class Bomb:
    """Leaves a file behind if it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


BROKEN = {
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("step 1: " * 100), "is no recording"),
    "short": (lambda path: path.write_bytes(b"PK"), "is no recording"),
    "zeros": (lambda path: path.write_bytes(bytes(1000)), "is no recording"),
    "savez": (lambda path: np.savez(path, w=np.zeros(3)), "is no recording"),
    "empty_zip": (lambda path: archive(path, {}), "is no recording|holds no step"),
    "about_only": (
        lambda path: archive(path, {"about.npy": text(ABOUT)}),
        "holds no step; the program ended before its first one",
    ),
    "other_format": (
        lambda path: recording(path, about=text({"tape_recorder": 99})),
        "has format 99, and this reads 1",
    ),
    "no_json": (lambda path: recording(path, about=as_array(b"{")), "is no JSON"),
    "deep_json": (
        lambda path: recording(path, about=as_array(b"[" * 100_000)),
        "is no JSON",
    ),
    "pickle": (lambda path: recording(path, step_1_0=pickled()), "claims|pickle"),
    "pickled_about": (lambda path: recording(path, about=pickled()), "is a pickle"),
    "absurd_array": (lambda path: recording(path, about=absurd()), "claims uint8"),
    "absurd_shape": (
        lambda path: recording(path, layout_0=text([["w", "<f4", [1 << 60, 9], 4]])),
        "claims too large a shape for 'w'",
    ),
    "shape_of_more": (
        lambda path: recording(path, layout_0=text([["w", "<f4", [1 << 40], 0]])),
        "step 1 claims 4,398,046,511,104 bytes",
    ),
    "negative_shape": (
        lambda path: recording(path, layout_0=text([["w", "<f4", [-1], 0]])),
        "a layout cannot be read",
    ),
    "fractional_shape": (
        lambda path: recording(path, layout_0=text([["w", "<f4", [1.5], 0]])),
        "a layout cannot be read",
    ),
    "object_dtype": (
        lambda path: recording(path, layout_0=text([["w", "|O", [1], 0]])),
        "a layout cannot be read",
    ),
    "many_axes": (
        lambda path: recording(path, layout_0=text([["w", "<f4", [1] * 99, 0]])),
        "a layout cannot be read",
    ),
    "name_with_escapes": (
        lambda path: recording(path, layout_0=text([["\x1b[2J", "<f8", [], 0]])),
        "a layout cannot be read",
    ),
    "no_list": (lambda path: recording(path, layout_0=text(7)), "layout cannot"),
    "short_layout": (
        lambda path: recording(path, layout_0=text([["w"]])),
        "a layout cannot be read",
    ),
    "no_layout": (
        lambda path: archive(
            path, {"about.npy": text(ABOUT), "step/1/0.npy": as_array(bytes(8))}
        ),
        "step 1 has no layout",
    ),
    "foreign_member": (
        lambda path: archive(path, {"about.npy": text(ABOUT), "x.py": b"print()"}),
        "it holds 'x.py'",
    ),
    "zip_bomb": (
        lambda path: archive(path, {"about.npy": bytes(1 << 22)}, zipfile.ZIP_DEFLATED),
        "is compressed",
    ),
    "no_numpy_header": (lambda path: recording(path, about=bytes(99)), "no header"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_one_line_that_names_the_file(name, tmp_path):
    make, says = BROKEN[name]
    path = tmp_path / f"{name}.npz"
    make(path)
    tracemalloc.start()
    try:
        with pytest.raises(UsageError, match=says) as error:
            Recording(path).values(1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)
    # Sizes are checked before anything is made of that size.
    assert peak < 10 * path.stat().st_size + (1 << 20)


def test_the_crafted_recording_is_right_but_for_what_is_changed(tmp_path):
    assert Recording(recording(tmp_path / "x.npz")).values(1)["loss"].array == 1


def test_a_pickle_is_never_loaded(tmp_path):
    mark = tmp_path / "unpickled"
    content = pickle.dumps(Bomb(mark))
    path = recording(tmp_path / "x.npz", step_1_0=pickled() + content)
    with pytest.raises(UsageError):
        Recording(path).values(1)
    assert not mark.exists()


def test_each_damaged_byte_of_a_step_is_noticed(tmp_path):
    path = tmp_path / "old.npz"
    with Recorder(path) as recorder:
        for step in range(3):
            recorder.step(loss=float(step))
    content = path.read_bytes()
    place = content.index(np.float64(1).tobytes())
    for offset in range(8):
        damaged = bytearray(content)
        damaged[place + offset] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(UsageError, match="step 2 is not what was written"):
            Recording(path).values(2)


@pytest.mark.parametrize("seed", range(20))
def test_noise_in_a_file_gives_no_traceback(seed, tmp_path):
    path = tmp_path / "old.npz"
    with Recorder(path, whole=4, samples=2) as recorder:
        for step in range(3):
            recorder.step(loss=float(step), weights={"w": np.arange(9.0)})
    draw = np.random.default_rng(seed)
    content = np.frombuffer(path.read_bytes(), np.uint8).copy()
    for _ in range(20):
        noisy = content.copy()
        noisy[draw.integers(0, len(noisy), 3)] = draw.integers(0, 256, 3)
        path.write_bytes(noisy.tobytes())
        with contextlib.suppress(UsageError):
            found = Recording(path)
            for step in found.steps:
                found.values(step)


def test_a_folder_and_a_missing_file_are_one_line(tmp_path):
    for path in (tmp_path, tmp_path / "none.npz"):
        with pytest.raises(UsageError, match="cannot be read"):
            Recording(path)
