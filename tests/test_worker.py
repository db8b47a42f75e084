"""The protocol with a worker: its greeting, its answers, and what ends it."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from conftest import ROOT
from processes import LONG, allow_interrupts, is_running, script, wait_until, written

from tape_patterns.worker import Worker, WorkerError

GREETS = """
import json, os, signal, sys, time
def say(**message):
    print(json.dumps(message), flush=True)
def ask():
    return json.loads(sys.stdin.readline())
say(worker="tape_patterns", protocol=1, pid=os.getpid())
"""
SHORT = 0.2


def worker(source, deadline=LONG, start=GREETS):
    return Worker([sys.executable, "-c", start + textwrap.dedent(source)], {}, deadline)


def test_it_greets_and_answers_in_turn():
    running = worker(
        "for line in sys.stdin:\n"
        "    request = json.loads(line)\n"
        "    say(answer=request['request'], twice=2 * request['number'])\n"
    )
    pid = running.greeting["pid"]
    for number in (3, 4):
        assert running.can_be_asked()
        assert running.ask({"number": number}, LONG)["twice"] == 2 * number
    running.close()
    running.close()
    assert not running.can_be_asked()
    assert not is_running(pid)


def test_variables_reach_it(monkeypatch):
    monkeypatch.setenv("KEPT", "1")
    source = "say(answer=ask()['request'], found=os.environ['KEPT'] + os.environ['A'])"
    running = Worker([sys.executable, "-c", GREETS + source], {"A": "2"}, LONG)
    assert running.ask({}, LONG)["found"] == "12"
    running.close()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("print(1)", "said '1' where"),
        ("print('[' * 100000)", r"said '\[\[\[\[.*\.\.\.' where"),
        ("print('null')", "said 'null' where"),
        ("print('{}')", "said '{}' where"),
        ("print('\\x1b[2J')", r"said '\\x1b\[2J' where"),
        ("import os; os.write(1, b'\\xff\\n')", "said '\ufffd' where"),
        ("while True: print('y')", "said 'y' where"),
        ("while True: print('y' * 9999, end='')", r"said 'yyyy.*\.\.\.' where"),
        ("""print('{"worker": "tape_patterns", "protocol": 2}')""", "protocol.: 2"),
        ("pass", "^ended with exit code 0$"),
        ("raise SystemExit(3)", "^ended with exit code 3$"),
        ("1 / 0", "^ended with exit code 1: ZeroDivisionError: division by zero$"),
        ("import os; os.kill(os.getpid(), 11)", r"^was ended by signal 11 \(Seg"),
        ("import os, time; os.close(1); time.sleep(9999)", "or closed its output$"),
    ],
)
def test_another_program_is_refused(source, says):
    with pytest.raises(WorkerError, match=says):
        worker(source, start="")


@pytest.fixture
def started(monkeypatch):
    """Collect the processes that are started."""
    processes = []
    popen = subprocess.Popen

    def start(*arguments, **options):
        processes.append(popen(*arguments, **options))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return processes


def test_one_that_says_nothing_is_given_up(started):
    with pytest.raises(WorkerError, match=r"^gave no answer in 0\.2 seconds$"):
        Worker(["sleep", "99999"], {}, SHORT)
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_errors_without_end_block_nothing_and_are_not_kept():
    running = worker(
        "say(answer=ask()['request'])\nask()\nraise SystemExit('the last line')",
        start="import sys\nfor _ in range(1000): sys.stderr.write('y' * 9999)\n"
        + GREETS,
    )
    running.ask({}, LONG)
    assert len(running._said) <= 4096
    with pytest.raises(WorkerError, match=r"^ended with exit code 1: the last line$"):
        running.ask({}, LONG)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("ask(); os._exit(3)", "^ended with exit code 3$"),
        ("ask(); os.kill(os.getpid(), signal.SIGSEGV)", "signal 11"),
        ("ask(); os.kill(os.getpid(), signal.SIGKILL)", "^was killed, or closed"),
        ("ask(); os.close(1); time.sleep(9999)", "^was killed, or closed"),
        ("say(answer=ask()['request'] + 1); ask()", "said '{.answer.: 2}' where"),
        ("say(answer=ask()['request'] - 1); ask()", "said '{.answer.: 0}' where"),
        ("ask(); print('noise', flush=True); ask()", "said 'noise' where"),
    ],
)
def test_an_end_or_another_answer_is_told_and_ends_it(source, says):
    running = worker(source)
    with pytest.raises(WorkerError, match=says):
        running.ask({}, LONG)
    assert not running.can_be_asked()
    assert not is_running(running.greeting["pid"])


def test_an_answer_that_does_not_come_is_given_up():
    running = worker("time.sleep(9999)")
    with pytest.raises(WorkerError, match=r"^gave no answer in 0\.2 seconds$"):
        running.ask({}, SHORT)
    assert not is_running(running.greeting["pid"])


def test_one_that_ended_between_requests_cannot_be_asked():
    running = worker("ask()")
    assert running.can_be_asked()
    os.kill(running.greeting["pid"], signal.SIGKILL)
    wait_until(lambda: not running.can_be_asked())
    with pytest.raises(WorkerError, match=r"^was killed, or closed its output$"):
        running.ask({}, LONG)


def test_one_that_no_longer_listens_is_told():
    running = worker("os.close(0); say(deaf=True); time.sleep(9999)")
    wait_until(lambda: not running.can_be_asked())
    with pytest.raises(WorkerError, match=r"^was killed, or closed"):
        running.ask({}, LONG)
    assert not is_running(running.greeting["pid"])


@pytest.mark.parametrize(
    ("end", "says"), [("echo 1; wait", "said '1' where"), ("exit 3", "exit code 3")]
)
def test_what_it_started_ends_with_it(end, says, tmp_path):
    number = tmp_path / "number"
    text = f"#!/bin/sh\nsleep 99999 > /dev/null 2>&1 &\necho $! > {number}\n{end}\n"
    with pytest.raises(WorkerError, match=says):
        Worker([script(tmp_path / "starts", text)], {}, LONG)
    wait_until(lambda: not is_running(int(number.read_text())))


def test_what_left_its_session_blocks_nothing():
    away = "import subprocess, sys; subprocess.Popen(['sleep', '60']"
    away += ", start_new_session=True, stderr=subprocess.DEVNULL)"
    with pytest.raises(WorkerError, match="said 'mine' where"):
        worker(f"{away}; print('mine', flush=True); sys.stdin.read()", start="")


def test_an_interrupt_ends_it(tmp_path):
    """It comes while the other process waits for an answer."""
    code = (
        "from tape_patterns.worker import Worker\n"
        f"running = Worker([{sys.executable!r}, '-c', {GREETS!r} +"
        ' \'ask(); print(1, file=open("asked", "w")); time.sleep(9999)\'], {}, 300)\n'
        "try:\n"
        "    print(running.greeting['pid'], flush=True)\n"
        "    running.ask({}, 300)\n"
        "except KeyboardInterrupt:\n"
        "    print(running._process.returncode)\n"
    )
    ours = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=allow_interrupts,
    )
    written(tmp_path / "asked")
    ours.send_signal(signal.SIGINT)
    shown, _ = ours.communicate(timeout=LONG)
    pid, code = shown.split()
    assert not is_running(int(pid))
    assert int(code) == -signal.SIGKILL


def test_an_interrupt_in_the_middle_of_its_start_ends_it(started, monkeypatch):
    start = subprocess.Popen

    def interrupted(*arguments, **options):
        process = start(*arguments, **options)
        os.kill(os.getpid(), signal.SIGINT)
        return process

    monkeypatch.setattr(subprocess, "Popen", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            Worker(["sleep", "99999"], {}, LONG)
    finally:
        signal.signal(signal.SIGINT, before)
    assert [process.returncode for process in started] == [-signal.SIGKILL]
