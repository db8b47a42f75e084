"""A person finds a pair by what stands in the old program."""

import json

import pytest
from conftest import PAIRS

from tape_patterns.finding import find


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("minimize", ["minimize"]),
        ("tf.map_fn", ["mapped_gradient"]),
        ("map_fn", ["mapped_gradient"]),
        ("tf.hessians()", ["hessian", "graph_arguments"]),
        ("tf.train.AdamOptimizer", ["adam", "sparse_adam"]),
        ("AdamOptimizer", ["adam", "sparse_adam"]),
        ("ScipyOptimizerInterface", ["scipy_optimizer"]),
        ("RegisterGradient", ["gradient_override", "python_function_gradient"]),
        ("maml", ["inner_updates"]),
        ("wgan_gp", ["gradient_penalty"]),
        ("stop_gradients", ["partial_derivative"]),
        ("ddpg", ["ddpg_actor"]),
        ("epsilon-greedy", []),
        ("", []),
    ],
)
def test_what_leads_to_a_pair(text, names):
    assert [pair.name for pair in find(text, PAIRS)] == names


def test_each_call_and_each_alias_leads_to_its_pair():
    for pair in PAIRS:
        for text in (pair.name, *pair.replaces, *pair.aliases):
            assert pair in find(text, PAIRS), text


def test_show_takes_a_call(command):
    assert (
        command("show", "tf.map_fn").stdout == command("show", "mapped_gradient").stdout
    )


def test_show_names_the_pairs_of_a_call_with_several(command, one_line):
    said = one_line(command("show", "tf.train.AdamOptimizer"))
    assert said == (
        "tape-patterns: 'tf.train.AdamOptimizer' leads to several pairs; show one of:"
        " adam, sparse_adam"
    )


def test_list_takes_a_call(command):
    done = command("list", "map_fn", "--format", "json")
    (chapter,) = json.loads(done.stdout)["chapters"]
    assert [pair["pair"] for pair in chapter["pairs"]] == ["mapped_gradient"]


def test_list_of_what_is_not_there_is_one_line(command, one_line):
    said = one_line(command("list", "zzz"))
    assert said == "tape-patterns: there is no pair 'zzz'; see `tape-patterns list`"
