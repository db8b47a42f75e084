"""The runs in this process: what they turn on, and what they put back."""

import gc
import os
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf
from conftest import ROOT

from tape_patterns import pairs
from tape_patterns.equivalence import run_eager, run_function, run_graph, runs


def in_function():
    inside = []

    @tf.function
    def traced():
        inside.append(not tf.executing_eagerly())

    traced()
    return {"traced": np.array(inside[0])}


def test_function_traces_and_eager_does_not():
    assert run_function(in_function, {})["traced"]
    assert not run_eager(in_function, {})["traced"]
    assert run_function(in_function, {})["traced"]


def test_eager_is_undone_after_an_error():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_eager(fail, {})
    assert not tf.config.functions_run_eagerly()


def test_outputs_become_arrays():
    assert run_graph(lambda: {"x": [1.0]}, {})["x"].dtype == np.float64


def test_an_old_tensorflow_is_refused(monkeypatch):
    monkeypatch.setattr(tf, "__version__", "2.15.1")
    with pytest.raises(runs.UsageError, match=r"2\.15\.1 is too old; run `pip install"):
        runs.load_tensorflow()


def test_a_missing_tensorflow_is_refused(monkeypatch):
    monkeypatch.setattr(runs.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(runs.UsageError, match="TensorFlow is missing; run"):
        runs.load_tensorflow()


@pytest.mark.parametrize("first", ["tensorflow", "tape_patterns.equivalence"])
def test_onednn_is_off_or_one_is_told(first):
    code = (
        f"import {first}, warnings\n"
        "from tape_patterns.equivalence import load_tensorflow\n"
        "with warnings.catch_warnings(record=True) as said:\n"
        "    load_tensorflow()\n"
        "print(len(said))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("TF_ENABLE_ONEDNN_OPTS", None)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment
    )
    assert done.stdout.strip() == ("1" if first == "tensorflow" else "0"), done.stderr


def test_both_sides_are_files_that_run_alone():
    """A reader copies a file: it needs nothing but TensorFlow and NumPy.

    An optimizer's sides import the loop that they share, its exact form its class.
    Where TF1's state goes on, it needs a class that keeps such state.
    """
    with_state = ("checkpoint_resume", "slots", "training_script")
    for name in pairs.module_names():
        pair = pairs.load(name)
        for file in [*pair.folder.glob("tf[12]*.py"), *pair.folder.glob("closest.py")]:
            text = file.read_text(encoding="utf-8")
            assert ("tape_patterns.pairs.optimizers" in text) == bool(pair.closest)
            has_class = bool(pair.closest) or name in with_state
            is_exact = has_class and file.name == "tf2.py"
            assert ("from tape_patterns.optimizers import" in text) == is_exact, file


def test_runs_leave_no_graphs_behind():
    """A proof of 100,000 inputs keeps none of them in memory."""
    pair = pairs.load("ddpg_actor")

    def graphs_after(runs):
        for _ in range(runs):
            for execute, side in ((run_graph, "tf1"), (run_function, "tf2")):
                inputs = pair.draw(np.random.default_rng(0))
                execute(pair.side(side).run, inputs)
        gc.collect()
        return sum(isinstance(found, tf.Graph) for found in gc.get_objects())

    assert graphs_after(1) == graphs_after(4)


def test_gpus_are_hidden_before_anything_is_placed(monkeypatch):
    """TensorFlow settles its devices when the first tensor is made."""
    done = []
    monkeypatch.setattr(runs, "_devices", {})
    monkeypatch.setattr(
        tf.config, "set_visible_devices", lambda *_: done.append("hidden")
    )
    monkeypatch.setattr(tf, "constant", lambda _: done.append("placed"))
    runs.load_tensorflow()
    assert done == ["hidden", "placed"]


def test_without_rewrites_a_graph_runs_as_it_is_written():
    """The optimizer turns a division by a constant into a product."""

    def in_graph():
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            x = tf.compat.v1.placeholder(tf.float32, [1000])
            return {"y": session.run(x / 3.0 * 7.0, {x: X})}

    def in_eager():
        return {"y": (tf.constant(X) / 3.0 * 7.0).numpy()}

    X = np.random.default_rng(0).normal(size=1000).astype(np.float32)  # noqa: N806
    with runs.as_written():
        assert np.array_equal(run_graph(in_graph, {})["y"], in_eager()["y"])
    assert not tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"]


def test_a_run_that_fails_leaves_nothing_behind():
    """After a ``tf.map_fn`` that raised, averages can be made, and have their names."""

    def fails():
        return {
            "y": tf.function(lambda x: tf.map_fn(lambda v: v.no_such, x))(tf.ones(2))
        }

    def averages():
        w = tf.Variable(1.0, name="w")
        average = tf.train.ExponentialMovingAverage(0.5)
        average.apply([w])
        return {"average": average.average(w)}

    with pytest.raises(AttributeError):
        run_function(fails, {})
    assert run_function(averages, {})["average"] == 1
    assert tf.Variable(1.0, name="w").name == "w:0"
