"""The command, as a process: what it prints, and what it says to bad input."""

import json
import os
import pty
import select
import subprocess
import sys

import pytest
from conftest import PAIRS, ROOT

from tape_patterns import pairs, source
from tape_patterns.equivalence.edits import declared

NAMES = list(pairs.module_names())
KEYS = [
    "pair",
    "case",
    "run",
    "against",
    "outcome",
    "max_ulp",
    "max_abs",
    "max_rel",
    "share",
    "detail",
]


def test_verify_prints_a_row_for_each_run(command):
    done = command("verify", "chain_rule", "minimize", "--samples", 2)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["chain_rule", "graph", "published", "2", "identical", *"0000"] in rows
    assert ["tf1.15", "graph", "4", "identical", *"0000"] in rows
    assert rows.count(["eager", "graph", "6", "identical", *"0000"]) == 2
    assert "comparisons hold." in done.stdout
    assert "tensorflow 2." in done.stdout


def test_verify_json(command):
    done = command("verify", "ddpg_actor", "--samples", 1, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["versions", "results"]
    assert {"python", "tensorflow", "keras", "numpy"} <= set(found["versions"])
    for result in found["results"]:
        assert list(result) == KEYS
        assert result["outcome"] in ("identical", "rounding")
    runs = {(result["case"], result["run"]) for result in found["results"]}
    assert {("sample 0", "eager"), ("fifty_updates", "function:one_tape")} <= runs


def test_the_seed_chooses_the_samples(command):
    def samples(seed):
        arguments = ("verify", "minimize", "--samples", 1, "--seed", seed)
        done = command(*arguments, "--format", "json")
        assert done.returncode == 0
        return done.stdout

    assert samples(1) == samples(1)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("minimize", "(gradient, w)", "(-gradient, w)"),
        ("minimize", "loss = x *", "loss = 2.0 * x *"),
        ("summed_gradient", "loss = x *", "loss = -x *"),
        ("summed_gradient", "tape.jacobian", "tape.gradient"),
        ("apply_gradients", "grads, [w])", "[g / 2 for g in grads], [w])"),
        ("apply_gradients", "loss = x *", "loss = x +"),
        ("compute_gradients", "[(g, v)", "[(g + 1, v)"),
        ("compute_gradients", "loss = x *", "loss = -x *"),
        ("chain_rule", "output_gradients=df_dg", "output_gradients=None"),
        ("chain_rule", "g = w - 10.0", "g = w - 10.5"),
        ("ddpg_actor", "=-action_gradients", "=action_gradients"),
        ("ddpg_actor", "tf.tanh", "tf.sigmoid"),
    ],
)
def test_a_changed_port_is_found(copied_command, name, old, new):
    (file,) = copied_command.package.glob(f"pairs/*/{name}/tf2.py")
    source = file.read_text(encoding="utf-8")
    assert old in source
    file.write_text(source.replace(old, new))
    done = copied_command("verify", name)
    assert done.returncode == 1
    assert f"{name}: eager on" in done.stdout
    assert f"{name}: function on" in done.stdout
    assert "different" in done.stdout


def test_a_port_that_raises_is_found(copied_command):
    (file,) = copied_command.package.glob("pairs/*/minimize/tf2.py")
    file.write_text(
        "def run(x, w, learning_rate, steps):\n    raise ValueError('why')\n"
    )
    done = copied_command("verify", "minimize", "--format", "json")
    assert done.returncode == 1
    errors = [
        result
        for result in json.loads(done.stdout)["results"]
        if result["outcome"] == "error"
    ]
    assert {result["detail"] for result in errors} == {"ValueError: why"}
    assert {result["max_ulp"] for result in errors} == {None}


def test_skips_are_told_and_counted(command):
    done = command("verify", "keras_backend_gradients", "--samples", 5)
    assert done.returncode == 0
    last = done.stdout.splitlines()[-3:]
    assert last[0].startswith("skipped 5: keras_backend_gradients: function:")
    assert last[0].endswith("add --live")
    assert last[1].endswith("comparisons hold, 5 skipped.")


def test_no_gpu_is_one_line(command, one_line):
    environment = {"CUDA_VISIBLE_DEVICES": "-1"}
    done = command("verify", "minimize", "--device", "gpu", environment=environment)
    said = one_line(done)
    assert "--device gpu: TensorFlow sees no GPU; leave --device out" in said


def test_several_processes_give_what_one_gives(command):
    names = ("minimize", "chain_rule", "apply_gradients")
    one, two = (command("verify", *names, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 0
    assert two.stdout == one.stdout
    assert two.stderr == ""


def test_no_cases_leaves_the_random_inputs(command):
    done = command("verify", "minimize", "--no-cases", "--samples", "2")
    shown = [line.split()[-6] for line in done.stdout.splitlines() if "graph" in line]
    assert shown == ["2", "2"]


def test_list_names_every_pair(command):
    done = command("list")
    assert done.returncode == 0
    shown = [line.split()[0] for line in done.stdout.splitlines() if line.strip()]
    assert [name for name in NAMES if name not in shown] == []


def test_list_json(command):
    chapters = json.loads(command("list", "--format", "json").stdout)["chapters"]
    listed = [pair["pair"] for chapter in chapters for pair in chapter["pairs"]]
    assert listed == NAMES
    assert chapters[0]["pairs"][0]["replaces"] == {
        "tf.train.Optimizer.minimize": ["loss"]
    }


@pytest.mark.parametrize("side", ["tf1", "tf2"])
def test_show_copies_a_pattern_that_compiles(command, side):
    for pair in PAIRS[:2]:
        done = command("show", pair.name, f"--{side}")
        file = pair.folder / f"{side}.py"
        assert done.stdout == source.pattern_with_imports(file)
        assert "--8<--" not in done.stdout
        compile(done.stdout, file, "exec")


def test_show_copies_a_whole_file(command):
    done = command("show", "minimize", "--tf2", "--whole")
    text = (PAIRS[0].folder / "tf2.py").read_text(encoding="utf-8")
    assert done.stdout == source.without_marks(text)


@pytest.mark.parametrize("name", ["ddpg_actor", "higher_order"])
def test_show_what_goes_wrong(command, name):
    done = command("show", name, "--wrong")
    for wrong in declared(pairs.load(name)):
        assert f"# {wrong}" in done.stdout
    assert "--8<--" not in done.stdout


def test_show_another_form(command):
    done = command("show", "ddpg_actor", "--form", "one_tape")
    assert "tf.GradientTape()" in done.stdout


def test_show_the_closest_of_an_optimizer(command, one_line):
    done = command("show", "rmsprop", "--closest")
    assert "tf.keras.optimizers.RMSprop(" in done.stdout
    said = one_line(command("show", "minimize", "--closest"))
    assert said == "tape-patterns: minimize: has no --closest, since it is no optimizer"


def test_show_both_sides_in_a_pipe(command):
    done = command("show", "chain_rule")
    assert done.stdout.startswith("# tf1.py\n")
    assert "\n# tf2.py\n" in done.stdout
    assert "\x1b" not in done.stdout


def on_a_terminal(*arguments, columns):
    """Run the command on a terminal and return what it shows."""
    control, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    environment |= {"COLUMNS": str(columns), "LINES": "40"}
    for name in ("NO_COLOR", "CI", "FORCE_COLOR"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tape_patterns", *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
        cwd=ROOT,
    )
    os.close(terminal)
    shown = b""
    while True:
        ready, _, _ = select.select([control], [], [], 60)
        try:
            piece = os.read(control, 65536) if ready else b""
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait(60)
    os.close(control)
    return shown.decode()


def test_show_puts_the_sides_next_to_each_other_on_a_wide_terminal():
    shown = on_a_terminal("show", "chain_rule", columns=160)
    first = shown.splitlines()[0]
    assert "tf1.py" in first
    assert "tf2.py" in first
    assert "\x1b[" in shown


def test_show_puts_them_below_each_other_on_a_narrow_terminal():
    shown = on_a_terminal("show", "chain_rule", columns=80)
    assert "tf2.py" not in shown.splitlines()[0]
    assert "tf2.py" in shown


def test_verify_shows_progress_on_a_terminal_only():
    shown = on_a_terminal("verify", "minimize", columns=120)
    assert "━" in shown


@pytest.mark.parametrize(
    "arguments", [["--help"], ["list"], ["show", "minimize"], ["scan", "."]]
)
def test_quick_answers(command, arguments):
    """Neither TensorFlow nor Keras is imported: that is what takes seconds."""
    code = (
        "import sys\nfrom tape_patterns.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "slow = {'tensorflow', 'keras', 'pydantic', 'matplotlib'} & set(sys.modules)\n"
        "assert not slow, slow"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    "name", ["--help", "verify", "record", "list", "show", "evidence", "scan"]
)
def test_help(command, name):
    arguments = [name] if name == "--help" else [name, "--help"]
    done = command(*arguments)
    assert done.returncode == 0
    assert "Usage: tape-patterns" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["verify", "chain_rul"], "no pair 'chain_rul'; did you mean 'chain_rule'?"),
        (["verify", "zzz"], "no pair 'zzz'; see `tape-patterns list`"),
        (["show", "minimise"], "did you mean 'minimize'?"),
        (["record", "minimise"], "did you mean 'minimize'?"),
        (["verify", "--samples", "-1"], "'--samples'"),
        (["verify", "--samples", "many"], "'--samples'"),
        (["verify", "--seed", "-3"], "'--seed'"),
        (["verify", "--jobs", "0"], "'--jobs'"),
        (["verify", "--jobs", "2", "--device", "gpu"], "--jobs: does not go with"),
        (["verify", "--format", "xml"], "'xml'"),
        (["verify", "--sample", "3"], "No such option"),
        (["verify", "--python", "python3.7"], "--python: only goes with --live"),
        (["show"], "Missing argument"),
        (["show", "minimize", "--wrong", "--tf2"], "--wrong: goes with no other"),
        (["verify", "--device", "tpu"], "'tpu'"),
        (["show", "minimize", "--form", "none"], "has no form 'none'"),
        (["prove"], "No such command 'prove'"),
        (["record", "minimize", "--python", "/none"], "/none: cannot be started"),
    ],
)
def test_bad_use_is_one_line(command, one_line, arguments, says):
    assert says in one_line(command(*arguments))


@pytest.mark.parametrize("content", [None, "", "{}", '{"made_by": '])
def test_a_bad_recording_is_one_line(copied_command, one_line, content):
    (file,) = copied_command.package.glob("pairs/*/minimize/tf1_15.json")
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    line = one_line(copied_command("verify"))
    assert str(file) in line
    assert "record minimize" in line


def test_a_recording_of_other_inputs_is_one_line(copied_command, one_line):
    (file,) = copied_command.package.glob("pairs/*/minimize/__init__.py")
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace("np.float64(10)", "np.float64(11)"))
    assert "made from other inputs" in one_line(copied_command("verify", "minimize"))


def test_no_tensorflow_is_one_line(command, one_line, tmp_path):
    code = (
        "import sys; sys.meta_path.insert(0, type('No', (), {'find_spec': staticmethod("
        "lambda name, *_: (_ for _ in ()).throw(ModuleNotFoundError(name))"
        " if name == 'tensorflow' else None)}))\n"
        "import importlib.util as u; found = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'tensorflow' else found(n, *a)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(code)
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    line = one_line(command("verify", "minimize", environment={"PYTHONPATH": path}))
    assert 'TensorFlow is missing; run `pip install "tensorflow>=2.16"`' in line


def test_no_python37_is_one_line(command, one_line, tmp_path):
    environment = {
        "PATH": str(tmp_path),
        "PYENV_ROOT": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    for arguments in (["record", "minimize"], ["verify", "minimize", "--live"]):
        line = one_line(command(*arguments, environment=environment))
        assert "no Python 3.7 found" in line


def test_record_makes_the_recordings_again(copied_command, python37):
    names = NAMES[:6]
    files = [
        next(copied_command.package.glob(f"pairs/*/{name}/tf1_15.json"))
        for name in names
    ]
    before = [file.read_text() for file in files]
    for file in files:
        file.unlink()
    done = copied_command("record", *names)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"wrote {file}" for file in files]
    for text, file in zip(before, files, strict=True):
        # Rounding in a matrix product may depend on the processor.
        if "ddpg_actor" not in str(file):
            assert json.loads(file.read_text())["cases"] == json.loads(text)["cases"]
