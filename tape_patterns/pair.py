"""The types that describe a pair: ``Pair``, ``Case``, ``Wrong`` and ``Closest``.

TensorFlow 1.15 reads this file too: Python 3.7, and no import of TensorFlow.
"""

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

import numpy as np

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


def both_dtypes(*cases: Case) -> Tuple[Case, ...]:
    """Return each case in float32, and after it ``<name>_float64``, its twin.

    Write the inputs in float64: the twin takes them as they are. A mistake that
    hides in the rounding of float32 does not hide in that of float64.
    """
    return tuple(
        made
        for case in cases
        for made in (in_dtype("float32", case), in_dtype("float64", case))
    )


def in_dtype(dtype: str, case: Case) -> Case:
    """Return a case with its floating-point arrays in ``dtype``.

    Integers, booleans and plain Python numbers, which are settings such as a
    learning rate, stay as they are.
    """
    name = case.name if dtype == "float32" else case.name + "_" + dtype
    return Case(name, _cast(case.inputs, dtype), _cast(case.published, dtype))


def _cast(value: Any, dtype: str) -> Any:
    if isinstance(value, (np.ndarray, np.generic)):
        return value.astype(dtype) if value.dtype.kind == "f" else value
    if isinstance(value, (list, tuple)):
        return type(value)([_cast(item, dtype) for item in value])
    if isinstance(value, Mapping):
        return {name: _cast(item, dtype) for name, item in value.items()}
    return value


@dataclass(frozen=True)
class Wrong:
    """A tempting translation that is wrong: an edit of a right side.

    Attributes:
        claim: what it does, one sentence.
        edits: the new text by the old one; each old text stands once in the file.
        form: the side that is edited: ``""`` for ``tf2.py``, ``one_tape`` for
            ``tf2_one_tape.py``, ``closest`` for ``closest.py``.
    """

    claim: str
    edits: Mapping[str, str]
    form: str = ""

    @property
    def side(self) -> str:
        """The edited file's name, without its ending."""
        if self.form in ("", "closest"):
            return self.form or "tf2"
        return "tf2_" + self.form


@dataclass(frozen=True)
class Closest:
    """The built-in of Keras that comes closest to a TF1 optimizer.

    The pair's ``closest.py`` trains with it. It is measured, not verified: the
    distance of its weights to TF1's goes on the page.

    Attributes:
        exact: the class of ``tape_patterns.optimizers`` with its arguments.
        keras: the built-in with its arguments, in terms of TF1's; Markdown, and
            so are the next two.
        formula: what Keras computes otherwise, one line.
        slots: what Keras calls TF1's slot, by the slot's name; empty if Keras
            does not have it.
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
        becomes: what they are in TF2, in a few words; Markdown.
        found_in: in how many of 18 public TF1 code bases the pattern occurs; 0 if
            it was not counted.
        cases: fixed inputs, of each dtype: see ``both_dtypes``.
        sample: draws random inputs in float64.
        per_step: the outputs whose first axis counts training steps. A
            recording keeps some of the steps only.
        rounding: by the name of the run (``function``, ``eager:loop``, ...), one
            sentence on why it runs other operations than the TF1 side. Such a run
            may differ by what rounding can do to these inputs. A run that is not
            named runs the same operations, and must be identical bit for bit.
        only_dtype: the one dtype that the pair runs in, if there is one.
        only_because: why not in the other, one sentence.
        compat_v1: False if ``tf1.py`` needs what only TensorFlow 1.15 has.
            The reference is then the recording, not ``compat.v1``.
        graph_only: by the name of the form, why it works in a ``tf.function``
            only. Its ``eager`` run is skipped.
        closest: of an optimizer, what Keras has instead.
        aliases: other names for what it does, by which ``show`` finds it.
    """

    module: str
    title: str
    replaces: Mapping[str, Tuple[str, ...]]
    cases: Tuple[Case, ...]
    sample: Callable[[Any], Inputs]
    per_step: Tuple[str, ...] = ()
    rounding: Mapping[str, str] = field(default_factory=dict)
    only_dtype: str = ""
    only_because: str = ""
    compat_v1: bool = True
    graph_only: Mapping[str, str] = field(default_factory=dict)
    closest: Optional[Closest] = None
    aliases: Tuple[str, ...] = ()
    becomes: str = ""
    found_in: int = 0

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

    def draw(self, rng: Any) -> Inputs:
        """Draw random inputs, in one of the pair's dtypes.

        Args:
            rng: a ``numpy.random.Generator``.
        """
        inputs = self.sample(rng)
        dtype = self.only_dtype or str(rng.choice(["float32", "float64"]))
        found: Inputs = _cast(inputs, dtype)
        return found

    def side(self, name: str) -> Any:
        """Import one of the files: ``tf1``, ``wrong``, ... This imports TensorFlow."""
        return importlib.import_module(self.module + "." + name)
