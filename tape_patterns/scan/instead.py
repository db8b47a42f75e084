"""What to write for a symbol, where its pair's page is about more than that symbol."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Arguments = Mapping[str, str]
Renderer = Callable[[Arguments, str], str]

_PLACE = re.compile(r"\{(\w+)\}")
_NO_INITIALIZER = "not needed at the start: a tf.Variable has its value"
_SAME = "the same call"
_NO_SESSION = "not needed: call a tf.function"

_INITIALIZER = (
    r"(?:(?:self\.)?_?init(?:ialize|ializer)?(?:_ops?|_vars|_all)?|[\w.]*(?:"
    r"(?:global_variables|local_variables|tables)_initializer"
    r"|initialize_(?:all|local)_variables|initializers\.global_variables)\(\))"
)
INITIALIZERS = re.compile(
    rf"{_INITIALIZER}|[\[(]\s*{_INITIALIZER}(?:,\s*{_INITIALIZER})*,?\s*[\])]"
)
"""What a program fetches to give its variables their first values."""
ITERATOR = re.compile(r"(?:[\w.]*[._])?iter(?:ator)?\w*\.initializer")
COLLECTIONS = {
    "GLOBAL_VARIABLES": "model.variables",
    "REGULARIZATION_LOSSES": "model.losses, on the tape",
    "SUMMARIES": "not needed: each tf.summary call writes by itself",
    "TRAINABLE_VARIABLES": "model.trainable_variables, or a list of your own",
    "UPDATE_OPS": "not needed: a layer called with training=True",
    "VARIABLES": "model.variables",
}
"""What stands for TF1's own collections."""
OWN_LIST = "a list of your own"
ASSIGNMENT = re.compile(r"[\w.]+\.assign(?:_add|_sub)?\(.*\)", re.DOTALL)

TEXTS: Mapping[str, str] = {
    "tf.InteractiveSession": _NO_SESSION,
    "tf.Session": _NO_SESSION,
    "tf.clip_by_global_norm": _SAME,
    "tf.clip_by_norm": _SAME,
    "tf.clip_by_value": _SAME,
    "tf.global_variables_initializer": _NO_INITIALIZER,
    "tf.group": "a tf.function with a line for each",
    "tf.layers.batch_normalization": (
        "tf.keras.layers.BatchNormalization(...), called with training={training}"
    ),
    "tf.losses.get_regularization_loss": "sum(model.losses), on the tape",
    "tf.map_fn": "the same call; for a gradient of each element, a tape in it",
    "tf.placeholder_with_default": (
        "an argument of a tf.function, with the default {input}"
    ),
    "tf.py_func": (
        "tf.numpy_function({func}, {inp}, {Tout}),"
        " in a tf.custom_gradient if it has a gradient"
    ),
    "tf.summary.FileWriter.add_summary": (
        "not needed: tf.summary calls write, inside with writer.as_default()"
    ),
    "tf.summary.merge_all": "not needed: each tf.summary call writes by itself",
    "tf.summary.scalar": (
        "tf.summary.scalar({name}, {tensor}, step=optimizer.iterations)"
    ),
    "tf.train.ExponentialMovingAverage": _SAME,
    "tf.train.ExponentialMovingAverage.apply": (
        "{receiver}.apply({var_list}), of variables only,"
        " before the first step and below apply_gradients"
    ),
    "tf.train.ExponentialMovingAverage.average": "{receiver}.average({var})",
    "tf.train.ExponentialMovingAverage.variables_to_restore": (
        "w.assign({receiver}.average(w)), for each w"
    ),
    "tf.train.Optimizer._create_slots": (
        "build, with add_variable_from_reference for each slot"
    ),
    "tf.train.Optimizer._zeros_slot": "add_variable_from_reference, in build",
    "tf.train.Optimizer.get_slot_names": (
        "list({receiver}.slot_values()), of an exact class"
    ),
    "tf.train.Optimizer.variables": "{receiver}.variables, which is no method in Keras",
    "tf.train.Saver": (
        "tf.train.Checkpoint(...);"
        " to read what TF1 saved: tape_patterns.checkpoints.restore"
    ),
    "tf.train.Saver.restore": (
        "tape_patterns.checkpoints.restore({save_path}, model, optimizer)"
    ),
    "tf.train.latest_checkpoint": _SAME,
    "tf.trainable_variables": "model.trainable_variables, or a list of your own",
    "tf.variable_scope": (
        "not needed: an object that is called twice has its variables once"
    ),
    "tf.variables_initializer": "v.assign(its first value), for each v in {var_list}",
}
"""For a call whose optional arguments lead to no other pair. The source of an argument,
or of the object whose method it is, stands in place of its name."""


NAMED: Mapping[str, str] = {"tf.train.Optimizer": "tf.keras.optimizers.Optimizer"}
"""For a class that is named and not called, as in ``isinstance``."""


def text(symbol: str, arguments: Arguments, receiver: str) -> str | None:
    """Return what to write instead of a call; None if the pair says it."""
    template = TEXTS.get(symbol)
    if template is None:
        return None
    known = {"receiver": receiver or _last(symbol), **arguments}
    return _PLACE.sub(lambda found: known.get(found[1], found[1]), template)


def _last(symbol: str) -> str:
    """Return a name for an object of the class that a method is of."""
    owner = symbol.rpartition(".")[0].rpartition(".")[2]
    return {"ExponentialMovingAverage": "ema"}.get(owner, owner.lower())


def given(arguments: Arguments, name: str) -> bool:
    """Return whether a call gives an argument that is not None."""
    return arguments.get(name, "None") != "None"


def _get_collection(arguments: Arguments, _: str) -> str:
    if given(arguments, "scope"):
        return f"the variables of the object that stands for {arguments['scope']}"
    key = arguments.get("key", "").rpartition(".")[2]
    return COLLECTIONS.get(key, OWN_LIST)


def _add_to_collection(arguments: Arguments, _: str) -> str:
    key = arguments.get("name", "").rpartition(".")[2]
    value = arguments.get("value", "value")
    known = {
        "REGULARIZATION_LOSSES": f"self.add_loss({value}), in a layer's call",
        "UPDATE_OPS": "the update, in a layer's call",
    }
    return known.get(key, OWN_LIST)


def _get_variable(arguments: Arguments, _: str) -> str:
    name = arguments.get("name", "name")
    if arguments and arguments.keys() <= {"name", "dtype"}:
        return f"the variable {name} of the object that made it"
    return f"tf.Variable(..., name={name}), made once, outside of the step"


def _save(arguments: Arguments, _: str) -> str:
    if given(arguments, "global_step"):
        step = arguments["global_step"]
        return f"manager.save({step}), of one tf.train.CheckpointManager(...)"
    path = arguments.get("save_path", "save_path")
    return f"checkpoint.save({path}), of one tf.train.Checkpoint(...)"


def _get_slot(arguments: Arguments, receiver: str) -> str:
    if receiver == "self":
        return "the variable that build made"
    var, name = arguments.get("var", "var"), arguments.get("name", "name")
    return f"{receiver or 'optimizer'}.get_slot({var}, {name}), of an exact class"


def _run(arguments: Arguments, _: str) -> str:
    fetches = arguments.get("fetches", "the fetches")
    if ASSIGNMENT.fullmatch(fetches) and not given(arguments, "feed_dict"):
        return "not needed: in TF2 the call assigns at once"
    if ITERATOR.fullmatch(fetches):
        return "begin another loop over the dataset"
    if INITIALIZERS.fullmatch(fetches) and not given(arguments, "feed_dict"):
        return _NO_INITIALIZER
    text = f"call a tf.function that returns {fetches}"
    if given(arguments, "feed_dict"):
        text += f", with {arguments['feed_dict']} as arguments"
    return text


def renamed(name: str) -> Renderer:
    """Return what writes a call with the same arguments by another name."""

    def write(arguments: Arguments, _: str) -> str:
        named = [f"{key}={text}" for key, text in arguments.items() if key[0] != "*"]
        named += [key for key in arguments if key[0] == "*"]
        return f"{name}({', '.join(named)})"

    return write


def schedule(name: str, required: str, optional: str = "", rate: str = "") -> Renderer:
    """Return what writes a schedule of Keras.

    Args:
        name: of its class.
        required: its first arguments by TF1's names, with blanks between.
        optional: those that stand in the call, by the name that both have.
        rate: what the decay rate becomes, if it is another one.
    """

    def write(arguments: Arguments, _: str) -> str:
        given = [arguments.get(key, key) for key in required.split()]
        if rate:
            decay = arguments.get("decay_rate", "decay_rate")
            is_plain = re.fullmatch(r"[\w.]+", decay)
            given.append(rate.format(decay if is_plain else f"({decay})"))
        given += [
            f"{key}={arguments[key]}" for key in optional.split() if key in arguments
        ]
        step = arguments.get("global_step", arguments.get("x", "step"))
        # An optimizer calls it with its step. Of another number, it is called here.
        is_step = re.fullmatch(r"[\w.]*step\w*(\(\))?", step, re.IGNORECASE)
        called = "" if is_step else f", called with {step}"
        return f"tf.keras.optimizers.schedules.{name}({', '.join(given)}){called}"

    return write


_DECAY = "learning_rate decay_steps"
CALLS: Mapping[str, Renderer] = {
    "tf.Session.run": _run,
    "tf.add_to_collection": _add_to_collection,
    "tf.get_collection": _get_collection,
    "tf.get_variable": _get_variable,
    "tf.random_normal": renamed("tf.random.normal"),
    "tf.random_uniform": renamed("tf.random.uniform"),
    "tf.set_random_seed": renamed("tf.random.set_seed"),
    "tf.train.Optimizer.get_slot": _get_slot,
    "tf.train.Saver.save": _save,
    "tf.train.cosine_decay": schedule("CosineDecay", _DECAY, "alpha"),
    "tf.train.cosine_decay_restarts": schedule(
        "CosineDecayRestarts", "learning_rate first_decay_steps", "t_mul m_mul alpha"
    ),
    "tf.train.exponential_decay": schedule(
        "ExponentialDecay", f"{_DECAY} decay_rate", "staircase"
    ),
    "tf.train.inverse_time_decay": schedule(
        "InverseTimeDecay", f"{_DECAY} decay_rate", "staircase"
    ),
    "tf.train.natural_exp_decay": schedule(
        "ExponentialDecay", _DECAY, "staircase", "float(tf.exp(-1.0 * {}))"
    ),
    "tf.train.piecewise_constant": schedule(
        "PiecewiseConstantDecay", "boundaries values"
    ),
    "tf.train.polynomial_decay": schedule(
        "PolynomialDecay", _DECAY, "end_learning_rate power cycle"
    ),
}
"""The calls that TF2 has by another name, or with the arguments in other places."""
