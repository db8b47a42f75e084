"""The types that describe a pair: ``Pair``, ``Case``, ``Bound`` and ``Closest``.

TensorFlow 1.15 reads this file too: Python 3.7, and no import of TensorFlow.
"""

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

Inputs = Dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Fixed inputs of a pair.

    Attributes:
        name: unique within the pair.
        inputs: the arguments of ``run``: NumPy arrays, numbers, or lists of them.
        published: numbers that a source printed, by the name of the output.
            They must come out exactly.
    """

    name: str
    inputs: Mapping[str, Any]
    published: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Bound:
    """How far a run may be from its reference, and why it is not exact.

    Attributes:
        max_rel: the largest difference allowed, relative to the largest
            magnitude in the array. At most 4 times what was measured.
        because: the explanation, one sentence.
    """

    max_rel: float
    because: str


@dataclass(frozen=True)
class Closest:
    """The built-in of Keras that comes closest to a TF1 optimizer.

    The pair's ``closest.py`` trains with it. It is measured, not verified: its
    ``run`` returns the weights only, and their distance to TF1's goes on the page.

    Attributes:
        exact: the class of ``tape_patterns.optimizers`` with its arguments.
        keras: the built-in with its arguments, in terms of TF1's; Markdown, and
            so are the next two.
        formula: what Keras computes otherwise, one line.
        slots: what Keras calls TF1's slot, by the slot's name; empty if Keras
            has no like of it.
    """

    exact: str
    keras: str
    formula: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """A TF1 pattern and its TF2 equivalent: one folder of files.

    Attributes:
        module: the name of the package that holds ``tf1.py``, ``tf2.py`` and
            ``wrong.py``; write ``__name__``. Its last part is the pair's name.
        title: the task, as a page's title.
        replaces: the TF1 calls that the pair answers, each with the names of
            the arguments it explains.
        cases: fixed inputs.
        sample: draws random inputs.
        per_step: the outputs whose first axis counts training steps. A
            recording keeps some of the steps only.
        bounds: by the name of the run; a run that is not named must be
            identical bit for bit.
        compat_v1: False if ``tf1.py`` needs what only TensorFlow 1.15 has.
            The reference is then the recording, not ``compat.v1``.
        graph_only: by the name of the form, why it works in a ``tf.function``
            only. Its ``eager`` run is skipped.
        closest: of an optimizer, what Keras has instead.
    """

    module: str
    title: str
    replaces: Mapping[str, Tuple[str, ...]]
    cases: Tuple[Case, ...]
    sample: Callable[[Any], Inputs]
    per_step: Tuple[str, ...] = ()
    bounds: Mapping[str, Bound] = field(default_factory=dict)
    compat_v1: bool = True
    graph_only: Mapping[str, str] = field(default_factory=dict)
    closest: Optional[Closest] = None

    @property
    def name(self) -> str:
        """The pair's name: its folder, its page, its test."""
        return self.module.rpartition(".")[2]

    @property
    def folder(self) -> Path:
        """Where the pair's files are."""
        package = importlib.import_module(self.module)
        return Path(str(package.__file__)).parent

    @property
    def forms(self) -> Tuple[str, ...]:
        """The TF2 sides: ``tf2`` is the one to take, ``tf2_...`` are others."""
        others = sorted(path.stem for path in self.folder.glob("tf2_*.py"))
        return ("tf2",) + tuple(others)

    def side(self, name: str) -> Any:
        """Import one of the files: ``tf1``, ``wrong``, ... This imports TensorFlow."""
        return importlib.import_module(self.module + "." + name)
