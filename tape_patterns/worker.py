"""A program that answers requests: started, asked within a deadline, ended.

A worker says and reads lines of JSON. Its first line is its greeting, with
``{"worker": "tape_patterns", "protocol": 1}`` and what else it has to say. It
answers each request, in turn, with a line that repeats the request's number:
``{"request": 3, ...}`` with ``{"answer": 3, ...}``. So no other program is taken
for a worker, and no answer for that to another request. When its input ends, a
worker ends too.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NoReturn

PROTOCOL = 1
LONGEST_LINE = 2**20
"""In bytes. A program that is no worker may well write without end."""
TO_END = 5.0
"""In seconds. A process that ends closes its output before its exit code is known."""


class WorkerError(Exception):
    """What a worker did instead of answering: a sentence without its subject."""


class Worker:
    """One process that answers requests. After an error it is gone.

    Args:
        command: the program and its arguments.
        variables: what to add to the environment.
        deadline: how many seconds it may take to greet.

    Raises:
        OSError: the program cannot be started.
        WorkerError: it is no worker.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        variables: Mapping[str, str],
        deadline: float,
    ) -> None:
        self._asked = 0
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._said = b""
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        try:
            # Ctrl-C reaches the main thread. It must not come between the start of
            # the process and knowing it, so another thread starts it.
            with ThreadPoolExecutor(1) as starter:
                starter.submit(self._start, command, variables).result()
            self.greeting = self._receive(
                {"worker": "tape_patterns", "protocol": PROTOCOL}, deadline
            )
        except BaseException:
            self.close()
            raise

    def can_be_asked(self) -> bool:
        """Return whether the process still listens, as far as is known."""
        # Between two requests it says nothing, unless it ended.
        assert self._process
        return self._process.returncode is None and self._lines.empty()

    def ask(self, request: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        """Return the answer to a request.

        Raises:
            WorkerError: there is none within ``deadline`` seconds.
        """
        self._asked += 1
        self._said = b""
        line = json.dumps({**request, "request": self._asked}) + "\n"
        try:
            assert self._process
            assert self._process.stdin
            # Unbuffered: nothing is left to be written when the pipe is closed.
            os.write(self._process.stdin.fileno(), line.encode())
            return self._receive({"answer": self._asked}, deadline)
        except OSError:
            self._fail_ended()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the process, whatever it does."""
        if not self._process or self._closed:
            return
        if hasattr(os, "killpg"):
            # What it started goes too. macOS refuses it where all have ended.
            with suppress(PermissionError, ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        self._closed = True

    def _start(
        self, command: Sequence[str | Path], variables: Mapping[str, str]
    ) -> None:
        # A session of its own: Ctrl-C reaches us and not the worker, and what the
        # worker starts ends with it.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **variables},
            start_new_session=True,
        )
        # Threads read, since a wait with a deadline works on a queue everywhere.
        self._readers = [
            threading.Thread(target=read, args=(pipe,), daemon=True)
            for read, pipe in (
                (self._read_lines, self._process.stdout),
                (self._read_errors, self._process.stderr),
            )
        ]
        for reader in self._readers:
            reader.start()

    def _receive(self, expected: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=deadline)
        except queue.Empty:
            raise WorkerError(f"gave no answer in {deadline:g} seconds") from None
        if not line:
            self._fail_ended()
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not expected.items() <= answer.items():
            said = _shortened(line)
            raise WorkerError(f"said '{said}' where {json.dumps(expected)} was due")
        return answer

    def _fail_ended(self) -> NoReturn:
        assert self._process
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(TO_END)
        self.close()
        # What it started may have left its session and keep the pipe open.
        self._readers[1].join(timeout=5)
        code = self._process.returncode
        if code == -signal.SIGKILL:
            how = "was killed, or closed its output"
        elif code < 0:
            how = f"was ended by signal {-code} ({signal.strsignal(-code)})"
        else:
            how = f"ended with exit code {code}"
        said = self._said.strip().splitlines()
        raise WorkerError(f"{how}: {_shortened(said[-1])}" if said else how)

    def _read_lines(self, pipe: IO[bytes]) -> None:
        with pipe:
            while line := pipe.readline(LONGEST_LINE):
                self._lines.put(line)
        self._lines.put(b"")

    def _read_errors(self, pipe: IO[bytes]) -> None:
        """Keep the end of what it says: enough for the last line of a traceback."""
        with pipe:
            while piece := os.read(pipe.fileno(), 2**16):
                self._said = (self._said + piece)[-4096:]


def _shortened(line: bytes) -> str:
    text = " ".join(line.decode(errors="replace").split())
    # What a terminal would act on is shown by its code.
    text = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
    return text if len(text) <= 200 else text[:200] + "..."
