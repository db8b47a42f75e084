"""Files are whole or not there, whatever the disk says."""

import os
import resource
import subprocess

import pytest

from tape_patterns import files
from tape_patterns.errors import UsageError
from tape_patterns.files import replace_file


@pytest.fixture
def old(tmp_path):
    """A file that is there before."""
    path = tmp_path / "numbers.md"
    path.write_text("old")
    return path


def is_untouched(path):
    return path.read_text() == "old" and list(path.parent.iterdir()) == [path]


def test_a_file_is_replaced(old):
    replace_file(old, "né\n")
    assert old.read_bytes() == b"n\xc3\xa9\n"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("step", ["mkstemp", "fdopen", "chmod", "replace"])
def test_no_step_that_fails_leaves_anything(old, monkeypatch, step):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    module = files.tempfile if step == "mkstemp" else files.os
    monkeypatch.setattr(module, step, fail)
    with pytest.raises(UsageError) as caught:
        replace_file(old, "new")
    says = f"{old}: cannot be written: No space left on device"
    assert str(caught.value) == says
    assert is_untouched(old)


def test_an_interrupted_write_leaves_the_old_file(old, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(old, "new")
    assert is_untouched(old)


def test_a_folder_that_is_gone_is_named(tmp_path):
    path = tmp_path / "gone" / "numbers.md"
    with pytest.raises(
        UsageError, match=r"numbers\.md: cannot be written: No such file"
    ):
        replace_file(path, "new")


def test_a_file_that_the_system_cuts_off(old):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(UsageError, match="cannot be written: File too large"):
            replace_file(old, "new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert is_untouched(old)


@pytest.fixture
def mounted(tmp_path):
    """Mount a small file system at a folder of its own."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(options, capture_output=True)
    except OSError:
        done = None
    if os.geteuid() or done is None or done.returncode:
        pytest.skip("only root may mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(mounted):
    path = mounted / "numbers.md"
    path.write_text("old")
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        replace_file(path, "new" * 100_000)
    assert is_untouched(path)


def test_a_disk_that_is_read_only(mounted):
    path = mounted / "numbers.md"
    path.write_text("old")
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    with pytest.raises(UsageError, match="cannot be written: Read-only file system"):
        replace_file(path, "new")
    assert is_untouched(path)


def fill(folder):
    subprocess.run(f"cat /dev/zero > {folder}/all", shell=True, capture_output=True)


def test_a_temporary_folder_that_is_full_or_read_only(command, mounted):
    environment = {"TMPDIR": str(mounted)}
    fill(mounted)
    assert command("verify", "minimize", environment=environment).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    assert command("verify", "minimize", environment=environment).returncode == 0


def test_record_on_a_full_disk(copied_command, one_line, mounted, python37):
    """The old recording stays, and nothing lies beside it."""
    (folder,) = copied_command.package.glob("pairs/*/minimize")
    before = (folder / "tf1_15.json").read_bytes()
    subprocess.run(["cp", "-r", f"{folder}/.", str(mounted)], check=True)
    subprocess.run(["mount", "--bind", str(mounted), str(folder)], check=True)
    try:
        fill(folder)
        names = sorted(path.name for path in folder.iterdir())
        said = one_line(copied_command("record", "minimize"))
        assert (folder / "tf1_15.json").read_bytes() == before
        assert sorted(path.name for path in folder.iterdir()) == names
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    assert "tf1_15.json: cannot be written: No space left on device" in said
