"""docs/errors.md: each message is what TensorFlow says, and each fix mends it."""

import inspect
import logging
import re
import warnings
from pathlib import Path

import mended_errors
import numpy as np
import provoked_errors
import pytest

from tape_patterns import pairs

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^### (`+) ?(.+?) ?\1 \{ #(\w+) \}$(.*?)(?=^##|\Z)", re.M | re.S)
ENTRIES = {name: (message, body) for _, message, name, body in ENTRY.findall(PAGE)}


def functions_of(module):
    """Return the functions that a module defines, by name."""
    return {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    }


PROVOCATIONS = functions_of(provoked_errors)
FIXES = functions_of(mended_errors)
# What each fix returns. The loss is mostly the square of w, which is 3.
RETURNED = {
    "no_session": 1,
    "no_placeholder": 12,
    "placeholder_in_eager_code": 12,
    "float64_array_in_a_function": [[8]] * 4,
    "float64_tensor_in_eager_code": [2, 4],
    "empty_graph": 9,
    "eval_in_eager_code": 9,
    "loss_is_a_tensor": 2.4,
    "no_adam_optimizer": 2.999,
    "no_minimize": 2.999,
    "no_legacy_optimizers": 2.999,
    "no_compute_gradients": [(6, 3)],
    "no_get_gradients": [6],
    "no_trainable_variables": [(3, 4), (4,)],
    "no_get_variable": np.zeros([3, 4]),
    "no_assign": 5,
    "no_saver": 3,
    "lr_keyword": 0.001,
    "decay_keyword": 0.9,
    "learning_rate_is_a_tensor": 0.0005,
    "callable_momentum": 0.9,
    "no_contrib": 0.001,
    "no_get_scaled_loss": 2.0**16,
    "global_step_keyword": 1,
    "unknown_variable": [2.9, 2.9],
    "variable_made_at_a_later_call": 0.75,
    "no_gradients_provided": 1.8,
    "gradients_do_not_exist": [2.4, 5],
    "none_is_multiplied": [3, 0],
    "none_is_clipped": [1, 0],
    "tape_asked_twice": (-np.exp(-9), 6),
    "grad_ys_keyword": -6,
    "watched_integers": [1 / 256] * 3,
    "array_as_source": [2, 2, 2],
    "op_without_gradient": [4, 4, 4],
    "override_not_registered": [1, 1],
    "scalar_gradient_zipped": [(6, 3)],
    "gradient_zipped_in_a_function": [([6], [3])],
    "eager_tensor_in_a_graph": [6],
    "keras_backend_gradients": [6],
    "numpy_in_a_function": 9,
    "numpy_method_in_a_function": 9,
    "condition_without_autograph": 9,
    "keras_tensor": 6,
    "gradients_in_eager_code": 6,
    "asked_inside_the_tape": 6,
    "watched_number": 6,
    "variable_made_in_a_function": 6,
    "tensor_kept_from_a_function": 6,
}

each_entry = pytest.mark.parametrize("name", ENTRIES)


@pytest.fixture
def says(caplog):
    """Run a function; return what it raises, or else what it warns of."""

    def run(function):
        # The logger of TensorFlow does not pass its records on.
        logger = logging.getLogger("tensorflow")
        logger.addHandler(caplog.handler)
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                function()
        except Exception as error:
            return str(error)
        finally:
            logger.removeHandler(caplog.handler)
        return "\n".join([*caplog.messages, *(str(w.message) for w in caught)])

    return run


@each_entry
def test_the_message_is_what_tensorflow_says(name, says):
    message, _ = ENTRIES[name]
    assert message in says(PROVOCATIONS[name])


@each_entry
def test_the_fix_does_not_say_it_and_gives_the_numbers(name, says):
    message, _ = ENTRIES[name]
    returned = []
    said = says(lambda: returned.append(FIXES[name]()))
    assert message not in said
    assert returned, said

    def check(wanted, found):
        if isinstance(found, list | tuple):
            assert len(wanted) == len(found)
            for one, other in zip(wanted, found, strict=True):
                check(one, other)
        else:
            assert np.array(found) == pytest.approx(np.array(wanted))

    check(RETURNED[name], returned[0])


def test_each_heading_has_a_provocation_and_each_provocation_a_heading():
    headings = re.findall(r"^### ", PAGE, re.M)
    assert len(headings) == len(ENTRIES)
    assert sorted(ENTRIES) == sorted(PROVOCATIONS) == sorted(FIXES) == sorted(RETURNED)
    messages = [message for message, _ in ENTRIES.values()]
    assert len(set(messages)) == len(messages)


@each_entry
def test_fault_and_fix_are_on_the_page(name):
    _, body = ENTRIES[name]
    for file in ("provoked_errors", "mended_errors"):
        assert f'--8<-- "tests/{file}.py:{name}"' in body


@each_entry
def test_it_links_to_a_pair_that_answers_it(name):
    _, body = ENTRIES[name]
    known = {
        f"{chapter.name}/{pair}.md"
        for chapter in pairs.CHAPTERS
        for pair in chapter.pairs
    }
    links = set(re.findall(r"\]\(([^)#]+)\)", body))
    # What has many answers leads to the list of them as well.
    lists = {"gradients/index.md"} if name == "gradients_in_eager_code" else set()
    assert links & known
    assert links - known == lists
