"""The catalogue: chapters and their pairs, in reading order.

TensorFlow 1.15 reads this too: Python 3.7, no import of TensorFlow.
"""

import importlib
from dataclasses import dataclass
from typing import Dict, Tuple

from tape_patterns.pair import Pair


@dataclass(frozen=True)
class Group:
    """Pairs that answer the same kind of question."""

    title: str
    pairs: Tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A folder of pairs, which is also a part of the site."""

    name: str
    title: str
    groups: Tuple[Group, ...]

    @property
    def pairs(self) -> Tuple[str, ...]:
        """The pairs of all its groups, in reading order."""
        return tuple(
            pair for group in self.groups for pair in group.pairs
        )


CHAPTERS = (
    Chapter(
        "post",
        "First steps",
        (
            Group(
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
        ),
    ),
    Chapter(
        "gradients",
        "Gradients",
        (
            Group(
                "Targets and sources",
                (
                    "multiple_targets",
                    "input_gradient",
                    "intermediate_gradient",
                    "partial_derivative",
                    "stopped_gradient",
                    "unconnected_gradients",
                    "many_gradients",
                    "keras_backend_gradients",
                    "implicit_gradients",
                ),
            ),
            Group(
                "Second derivatives and Jacobians",
                (
                    "higher_order",
                    "gradient_penalty",
                    "inner_updates",
                    "hessian",
                    "hessian_vector_product",
                    "forward_mode",
                    "jacobian",
                    "per_example_gradients",
                ),
            ),
            Group(
                "Through lookups, conditions and loops",
                (
                    "embedding_gradient",
                    "conditional_gradient",
                    "loop_gradient",
                    "mapped_gradient",
                ),
            ),
            Group(
                "What stays, and what you write yourself",
                (
                    "gradients_in_function",
                    "graph_arguments",
                    "custom_gradient",
                    "gradient_override",
                    "python_function_gradient",
                    "recompute_grad",
                    "gradient_check",
                ),
            ),
        ),
    ),
    Chapter(
        "optimizers",
        "Optimizers",
        (
            Group(
                "Of tf.train",
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
                ),
            ),
            Group(
                "Of tf.contrib.opt",
                (
                    "adamax",
                    "nadam",
                    "adamw",
                    "momentumw",
                    "lazy_adam",
                ),
            ),
            Group(
                "On embeddings",
                (
                    "sparse_momentum",
                    "sparse_adam",
                    "sparse_adagrad",
                ),
            ),
        ),
    ),
    Chapter(
        "training",
        "Training",
        (
            Group(
                "Variables, rates and steps",
                (
                    "variable_subset",
                    "global_step",
                    "fed_learning_rate",
                    "learning_rate_decay",
                    "per_layer_rates",
                ),
            ),
            Group(
                "Between gradient and update",
                (
                    "clip_by_global_norm",
                    "clip_each_gradient",
                    "regularization_losses",
                    "gradient_accumulation",
                    "fed_gradient",
                    "flat_gradient",
                    "loss_scaling",
                ),
            ),
            Group(
                "Beside the update",
                (
                    "weight_clipping",
                    "update_ops",
                    "moving_average",
                    "target_network",
                    "ordered_train_ops",
                    "alternating_optimizers",
                ),
            ),
            Group(
                "Other optimizers",
                (
                    "hand_written_update",
                    "custom_optimizer",
                    "slots",
                    "scipy_optimizer",
                ),
            ),
            Group(
                "Whole programs",
                (
                    "checkpoint_resume",
                    "estimator_train_op",
                    "training_script",
                ),
            ),
        ),
    ),
    Chapter(
        "session",
        "From a session to a function",
        (
            Group(
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
