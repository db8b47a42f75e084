"""The TF1 symbols that the catalogue answers, and what each path means.

There is no list of symbols here: they are the keys of each pair's ``replaces``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tape_patterns import pairs
from tape_patterns.pair import Closest

SIGNATURES = Path(__file__).with_name("signatures.json")
"""The arguments of each symbol in TensorFlow 1.15.5, with their defaults."""
OPTIMIZER = "tf.train.Optimizer"
SESSION = "tf.Session"
GRAPH = "tf.Graph"
ALIASES = Path(__file__).with_name("aliases.json")
"""The other names of the symbols in TensorFlow 1.15.5."""
OURS = ("tf", "tf2")
"""What TensorFlow's paths begin with, and those of its second version."""
WITHOUT_PAIR = re.compile(
    r"[gG]radients|[hH]essian|optimize_loss|create_train_op|Optimizer"
    r"|clip_gradient|NotDifferentiable|NoGradient|no_gradient"
)
"""How a function or class of TF1 is called that has to do with gradients."""
GIVERS = (
    (re.compile(r"tf\.train\.import_meta_graph"), "tf.train.Saver"),
    (re.compile(r"tf\.summary\.FileWriterCache(\.get)?"), "tf.summary.FileWriter"),
    (re.compile(r"tf\.train\.Supervisor\.summary_writer"), "tf.summary.FileWriter"),
    # That was its name before TensorFlow 1.0.
    (re.compile(r"tf\.train\.SummaryWriter"), "tf.summary.FileWriter"),
    (re.compile(r"tf\.estimator\.\w+(Classifier|Regressor)"), "tf.estimator.Estimator"),
)
"""What gives an object of a class whose name it has not."""
_MODULES = (
    ("tensorflow_core", "tf"),
    ("tensorflow", "tf"),
    ("tf.compat.v1", "tf"),
    ("tf.compat.v2", "tf2"),
    ("tf2.compat.v1", "tf"),
    ("tf._api.v1", "tf"),
    ("tf.optimizers", "tf.keras.optimizers"),
    ("tf.python.keras", "tf.keras"),
    ("tf.contrib.keras", "tf.keras"),
    ("tf_keras", "tf.keras"),
    ("keras", "tf.keras"),
    ("tf_slim", "tf.contrib.slim"),
)
_CLASS = re.compile(r"\.[A-Z]|\(")
"""What is below a class, or what a call gave, is in no module."""
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")
"""The words of a name: ``AdamWOptimizer`` has three."""


@dataclass(frozen=True)
class Answer:
    """What one pair says to one symbol.

    Attributes:
        place: of the symbol among those that the pair answers: its first one is
            what it is about.
        siblings: the pair's other symbols.
    """

    pair: str
    chapter: str
    title: str
    becomes: str
    arguments: tuple[str, ...]
    place: int
    siblings: tuple[str, ...]
    closest: Closest | None


@dataclass(frozen=True, eq=False)
class Symbols:
    """The catalogue, by symbol.

    Attributes:
        answers: what the pairs say to each symbol, in the order of the catalogue.
        signatures: each symbol's arguments in their order, with the source of their
            defaults; None if there is no default.
        aliases: a symbol by each other name that TF1 had for it, and TF2 has not.
    """

    answers: Mapping[str, tuple[Answer, ...]]
    signatures: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """The classes with methods in the catalogue, with their methods."""
        found: dict[str, set[str]] = {}
        for symbol in self.answers:
            owner, _, method = symbol.rpartition(".")
            if owner.rpartition(".")[2][:1].isupper():
                found.setdefault(owner, set()).add(method)
        return {owner: frozenset(methods) for owner, methods in found.items()}

    @cached_property
    def last_names(self) -> frozenset[str]:
        """The last part of each symbol."""
        known = (*self.answers, *self.aliases)
        return frozenset(symbol.rpartition(".")[2] for symbol in known)

    @cached_property
    def by_last_name(self) -> Mapping[str, tuple[str, ...]]:
        """The symbols that are no methods, by their last part; the shortest first."""
        found: dict[str, list[str]] = {}
        for symbol in sorted(self.answers, key=len):
            owner, _, name = symbol.rpartition(".")
            if owner not in self.classes:
                found.setdefault(name, []).append(symbol)
        return {name: tuple(symbols) for name, symbols in found.items()}

    @cached_property
    def argument_counts(self) -> Mapping[str, int]:
        """How many answers explain an argument of that name."""
        counts: dict[str, int] = {}
        for answers in self.answers.values():
            for answer in answers:
                for name in answer.arguments:
                    counts[name] = counts.get(name, 0) + 1
        return counts

    def is_interesting(self, name: str) -> bool:
        """Whether a call that ends with this name may be one of the symbols."""
        return name in self.last_names or bool(WITHOUT_PAIR.search(name))

    def arguments(self, symbol: str) -> tuple[str, ...]:
        """Return the symbol's arguments, in their order as far as it is known."""
        if symbol in self.signatures:
            return tuple(self.signatures[symbol])
        answers = self.answers.get(symbol, ())
        return max((answer.arguments for answer in answers), key=len, default=())

    def defaults(self, symbol: str) -> Mapping[str, str]:
        """Return the source of the arguments' defaults, by name."""
        known = self.signatures.get(symbol, {})
        return {name: text for name, text in known.items() if text is not None}

    def named(self, path: str) -> str | None:
        """Return the symbol that a canonical path means, or None.

        A path is what an expression is bound to: ``tf.train.AdamOptimizer().minimize``
        means ``tf.train.Optimizer.minimize``.
        """
        path = self.aliases.get(path, path)
        if path in self.answers:
            return path
        if path.endswith(")"):
            return None
        owner, _, name = path.rpartition(".")
        kind = self.kind(owner)
        if kind and name in self.classes[kind]:
            return f"{kind}.{name}"
        if kind == GRAPH and f"tf.{name}" in self.answers:
            # ``tf.get_collection`` calls that of the default graph.
            return f"tf.{name}"
        if not path.startswith("tf.") or path.startswith("tf.keras."):
            return None
        plain = path.replace("()", "")
        if ".python." in plain and not _CLASS.search(owner):
            return self._internal(plain, name)
        if owner.startswith("tf.") and "(" in owner:
            # Whatever TF1 returned that has such a method is an optimizer.
            is_method = "radients" in name and name in self.classes.get(OPTIMIZER, ())
            return f"{OPTIMIZER}.{name}" if is_method else None
        gradient = WITHOUT_PAIR.search(name) and "GradientTape" not in name
        known_place = _is_public(plain) or name.endswith("Optimizer")
        if not gradient or not known_place:
            return None
        return self.by_last_name.get(name, (plain,))[0]

    def kind(self, path: str) -> str | None:
        """Return the class of the catalogue that a path is an instance of, or is.

        By the name: TF1's optimizers end with ``Optimizer``, what returns a session
        with ``session``, and so on. Keras' are others.
        """
        plain = path.replace("()", "")
        if plain in self.classes:
            return plain
        name = plain.rpartition(".")[2]
        for giver, given in GIVERS:
            if giver.fullmatch(plain) and given in self.classes:
                return given
        if plain.startswith("tf2.test.") and name.endswith("session"):
            return SESSION
        if not plain.startswith("tf."):
            return None
        if ".python." in plain and name in self.by_last_name:
            return self.kind(self.by_last_name[name][0])
        words = _WORDS.findall(name)
        is_optimizer = "Optimizer" in words
        # A function of the catalogue that is not called is no object.
        is_function = name in self.last_names and path.endswith(name)
        if not words or (is_function and not is_optimizer):
            return None
        owners = {owner.rpartition(".")[2].lower(): owner for owner in self.classes}
        kind = owners.get(words[-1].lower())
        if not kind and is_optimizer and "(" in path:
            kind = OPTIMIZER
        # Keras has optimizers of its own, but no session.
        return None if kind == OPTIMIZER and plain.startswith("tf.keras.") else kind

    def _internal(self, path: str, name: str) -> str | None:
        """Return the public symbol of a path into TensorFlow's own modules."""
        found = self.by_last_name.get(name, ())
        parts = set(path.split("."))
        near = [symbol for symbol in found if len(parts & set(symbol.split("."))) > 2]
        if found or not (path.startswith("tf.contrib.") and WITHOUT_PAIR.search(name)):
            return next(iter([*near, *found]), None)
        return f"{path.partition('.python.')[0]}.{name}"


@lru_cache(maxsize=10_000)
def canonical(path: str) -> str:
    """Return a path with the modules' shortest names: ``tf.train.Saver``."""
    for long, short in _MODULES:
        if path.startswith(long) and path[len(long) : len(long) + 1] in ("", "."):
            path = short + path[len(long) :]
    if path.startswith("tf.keras.") and ".keras." in path[len("tf.keras") :]:
        # Older versions have it in a package of its own: ``tf.keras._impl.keras``.
        path = f"tf.keras.{path.rpartition('.keras.')[2]}"
    return path


def hinted(name: str, owner: str, methods: Collection[str] = ()) -> bool:
    """Whether a variable's name says that it holds such an object.

    One of its words is the start of the class's name, or its initials: ``opt`` and
    ``d_optim`` for an ``Optimizer``, ``sess`` for a ``Session``, ``ema``. That it can
    be saved, says a name with the word ``save``: methods' names do not count.
    """
    last = owner.rpartition(".")[2]
    initials = "".join(letter for letter in last if letter.isupper()).lower()
    known = [last.lower(), *(word.lower() for word in _WORDS.findall(last))]
    words = [word.lower().rstrip("0123456789") for word in _WORDS.findall(name)]
    words += [word.removesuffix("s") for word in words]
    words = [word for word in words if word not in methods]
    return any(
        (len(word) > 2 and any(text.startswith(word) for text in known))
        or (len(word) > 1 and word == initials)
        for word in words
    )


def _is_public(path: str) -> bool:
    """Whether it is where TF1 had its gradients and optimizers."""
    parts = path.split(".")
    return len(parts) == 2 or parts[1] in ("train", "contrib", "test")


def load() -> Symbols:
    """Return the symbols of the whole catalogue."""
    found: dict[str, list[Answer]] = {}
    for chapter in pairs.CHAPTERS:
        for name in chapter.pairs:
            pair = pairs.load(name)
            for place, (symbol, arguments) in enumerate(pair.replaces.items()):
                others = tuple(other for other in pair.replaces if other != symbol)
                answer = Answer(
                    name,
                    chapter.name,
                    pair.title,
                    pair.becomes,
                    arguments,
                    place,
                    others,
                    pair.closest,
                )
                found.setdefault(symbol, []).append(answer)
    answers = {symbol: tuple(answers) for symbol, answers in found.items()}
    return Symbols(answers, _json(SIGNATURES), _json(ALIASES))


def _json(path: Path) -> Mapping[str, Any]:
    known: Mapping[str, Any] = (
        json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    )
    return known
