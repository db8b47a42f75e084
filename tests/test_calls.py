"""No argument of a TF1 gradient call is without a pair."""

import inspect

import pytest
from conftest import PAIRS

from tape_patterns.equivalence import TensorFlow1, load_tensorflow

CALLS = (
    "tf.gradients",
    "tf.hessians",
    "tf.custom_gradient",
    "tf.RegisterGradient",
    "tf.stop_gradient",
)
ONLY_IN_1_15 = ("tf.keras.backend.gradients", "tf.contrib.eager.implicit_gradients")
OPTIMIZERS = {call for pair in PAIRS if pair.closest for call in pair.replaces}
SIGNATURES = """
import inspect
import numpy as np
import tensorflow as tf

def run(calls):
    outputs = {}
    for call in calls:
        found = tf
        for name in call.split(".")[1:]:
            found = getattr(found, name)
        found = found.__init__ if inspect.isclass(found) else found
        names = inspect.getfullargspec(found).args
        outputs[call] = np.array([name for name in names if name != "self"])
    return outputs
"""


def answered(call):
    """Return the arguments of a call that some pair explains."""
    return {name for pair in PAIRS for name in pair.replaces.get(call, ())}


@pytest.mark.parametrize("call", CALLS)
def test_arguments_in_compat_v1(call):
    found = getattr(load_tensorflow().compat.v1, call.removeprefix("tf."))
    wanted = [name for name in inspect.signature(found).parameters if name != "self"]
    assert answered(call) == set(wanted)


@pytest.mark.parametrize(
    "call", sorted(call for call in OPTIMIZERS if call.startswith("tf.train."))
)
def test_arguments_of_optimizers_in_compat_v1(call):
    name = call.removeprefix("tf.train.")
    found = getattr(load_tensorflow().compat.v1.train, name)
    assert answered(call) <= set(inspect.signature(found).parameters)


def test_arguments_in_tensorflow_1_15(python37, tmp_path, monkeypatch):
    (tmp_path / "signatures.py").write_text(SIGNATURES)
    monkeypatch.chdir(tmp_path)
    with TensorFlow1() as running:
        calls = [*CALLS, *ONLY_IN_1_15, *sorted(OPTIMIZERS)]
        found = running.run("signatures", {"calls": calls})
    for call in OPTIMIZERS:
        # Ftrl's came later.
        assert answered(call) - {"beta"} == set(found[call].tolist()), call
    for call in (*CALLS, *ONLY_IN_1_15):
        assert answered(call) == set(found[call].tolist()), call
