"""The catalogue: chapters and their pairs, in reading order.

TensorFlow 1.15 reads this too: Python 3.7, no import of TensorFlow.
"""

import importlib
from dataclasses import dataclass
from typing import Dict, Tuple

from tape_patterns.pair import Pair


@dataclass(frozen=True)
class Chapter:
    """A folder of pairs, which is also a part of the site."""

    name: str
    title: str
    pairs: Tuple[str, ...]


CHAPTERS = (
    Chapter(
        "post",
        "First steps",
        (
            "minimize",
            "summed_gradient",
            "apply_gradients",
            "compute_gradients",
            "chain_rule",
            "ddpg_actor",
        ),
    ),
    Chapter(
        "gradients",
        "Gradients",
        (
            "multiple_targets",
            "input_gradient",
            "intermediate_gradient",
            "partial_derivative",
            "stopped_gradient",
            "unconnected_gradients",
            "higher_order",
            "gradient_penalty",
            "inner_updates",
            "hessian",
            "hessian_vector_product",
            "forward_mode",
            "jacobian",
            "per_example_gradients",
            "many_gradients",
            "embedding_gradient",
            "conditional_gradient",
            "loop_gradient",
            "mapped_gradient",
            "custom_gradient",
            "gradient_override",
            "python_function_gradient",
            "keras_backend_gradients",
            "recompute_grad",
            "implicit_gradients",
            "gradient_check",
            "gradients_in_function",
            "graph_arguments",
        ),
    ),
    Chapter(
        "optimizers",
        "Optimizers",
        (
            "gradient_descent",
            "momentum",
            "nesterov",
            "adagrad",
            "adagrad_da",
            "adadelta",
            "rmsprop",
            "rmsprop_centered",
            "adam",
            "ftrl",
            "proximal_gradient_descent",
            "proximal_adagrad",
            "adamax",
            "nadam",
            "adamw",
            "momentumw",
            "lazy_adam",
            "sparse_momentum",
            "sparse_adam",
            "sparse_adagrad",
        ),
    ),
    Chapter(
        "training",
        "Training",
        (
            "variable_subset",
            "global_step",
            "fed_learning_rate",
            "learning_rate_decay",
            "clip_by_global_norm",
            "clip_each_gradient",
            "weight_clipping",
            "regularization_losses",
            "gradient_accumulation",
            "fed_gradient",
            "update_ops",
            "moving_average",
            "target_network",
            "ordered_train_ops",
            "alternating_optimizers",
            "per_layer_rates",
            "hand_written_update",
            "custom_optimizer",
            "slots",
            "flat_gradient",
            "scipy_optimizer",
            "loss_scaling",
            "checkpoint_resume",
            "estimator_train_op",
            "training_script",
        ),
    ),
    Chapter(
        "session",
        "From a session to a function",
        (
            "feed_dict",
            "fetches",
            "assign",
            "collections",
            "variable_reuse",
            "random_ops",
        ),
    ),
)


def module_names() -> Dict[str, str]:
    """Return the package that holds each pair, by the pair's name."""
    return {
        pair: ".".join((__name__, chapter.name, pair))
        for chapter in CHAPTERS
        for pair in chapter.pairs
    }


def load(name: str) -> Pair:
    """Return the pair called ``name``.

    Raises:
        KeyError: the catalogue has no such pair.
    """
    pair = importlib.import_module(module_names()[name]).PAIR
    assert isinstance(pair, Pair)
    return pair
