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
