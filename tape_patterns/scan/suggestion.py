"""What to write in TF2, made from the call itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from tape_patterns.scan import instead
from tape_patterns.scan.instead import Arguments, Renderer
from tape_patterns.scan.symbols import OPTIMIZER, Answer, Symbols

Use = Literal["called", "derived from", "passed"]
_CODE = re.compile(r"`([A-Z]\w*)\(([^`]*)\)`")
_INITIALIZER = (
    r"(?:(?:self\.)?_?init(?:ialize|ializer)?(?:_ops?|_vars|_all)?|[\w.]*(?:"
    r"(?:global_variables|local_variables|tables)_initializer"
    r"|initialize_(?:all|local)_variables|initializers\.global_variables)\(\))"
)
INITIALIZERS = re.compile(
    rf"{_INITIALIZER}|[\[(]\s*{_INITIALIZER}(?:,\s*{_INITIALIZER})*,?\s*[\])]"
)
"""What a program fetches to give its variables their first values."""
ITERATOR = re.compile(r"[\w.]*iter\w*\.initializer")
LISTS = ("tf.gradients", "tf.keras.backend.gradients")
"""What returns a list, also of one."""
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
ASSIGNMENT = re.compile(r"(?:tf|[\w.]+)\.assign(?:_add|_sub)?\(.*\)", re.DOTALL)
FLAGS = {"use_nesterov": "nesterov", "centered": "centered"}
"""The arguments of TF1's optimizers that another pair is about, if they are true."""
_NAME = re.compile(r"[A-Za-z_]\w*")


def suggest(
    symbols: Symbols,
    symbol: str,
    arguments: Arguments,
    answer: Answer | None,
    receiver: str,
    *,
    use: Use,
    is_general: bool,
    index: str,
) -> str:
    """Return what to write instead, in one line.

    Args:
        symbols: the catalogue.
        symbol: what is called.
        arguments: the source of the arguments that the call gives, by name; those
            that it unpacks by ``*args`` or ``**kwargs``.
        answer: of the pair that explains it.
        receiver: the source of the object whose method is called; empty if it is
            more than a name.
        use: what is done with it.
        is_general: whether the answer is that to a call without optional arguments.
        index: ``[0]`` if that stands behind the call.
    """
    if answer and answer.closest:
        return _optimizer(symbols, symbol, arguments, answer, use)
    if symbol in instead.NAMED and use == "passed":
        return instead.NAMED[symbol]
    if symbol in instead.CALLS and use != "called":
        return instead.CALLS[symbol]({}, "").partition("(")[0]
    xs = arguments.get("xs", arguments.get("variables", ""))
    if symbol in LISTS and index == "[0]" and xs and xs[0] not in "[(":
        text = RENDERED[symbol](arguments, receiver)
        return f"{text}, without the [0] if {xs} is no list"
    if symbol in RENDERED:
        return RENDERED[symbol](arguments, receiver)
    known = {**symbols.defaults(symbol), **arguments}
    if is_general and (written := instead.text(symbol, known, receiver)):
        return written
    return answer.becomes.replace("`", "") if answer else "no pair answers it yet"


def _gradients(arguments: Arguments, _: str) -> str:
    text = _gradient(arguments.get("ys", "ys"), arguments.get("xs", "xs"), arguments)
    if _given(arguments, "stop_gradients"):
        text += f", with tf.stop_gradient on {arguments['stop_gradients']}"
    return text


def _gradient(target: str, sources: str, arguments: Arguments) -> str:
    """Return the call of ``tape.gradient``, with the arguments that it has too."""
    # In eager code, a loss is a function.
    target = re.sub(r"^lambda\s*:\s*", "", target)
    text = f"tape.gradient({target}, {sources}"
    for old in ("grad_ys", "grad_loss"):
        if _given(arguments, old):
            text += f", output_gradients={arguments[old]}"
    if _given(arguments, "unconnected_gradients"):
        text += f", unconnected_gradients={arguments['unconnected_gradients']}"
    return text + ")"


def _backend_gradients(arguments: Arguments, _: str) -> str:
    loss, variables = arguments.get("loss", "loss"), arguments.get("variables", "xs")
    return f"tape.gradient({loss}, {variables})"


def _hessians(arguments: Arguments, _: str) -> str:
    ys, xs = arguments.get("ys", "ys"), arguments.get("xs", "xs")
    return f"outer.jacobian(inner.gradient({ys}, {xs}), {xs})"


def _minimize(arguments: Arguments, receiver: str) -> str:
    pairs = _zipped(arguments)
    return f"{receiver or 'optimizer'}.apply_gradients({pairs})"


def _compute_gradients(arguments: Arguments, _: str) -> str:
    return f"list({_zipped(arguments)})"


def _zipped(arguments: Arguments) -> str:
    given = _given(arguments, "var_list")
    variables = arguments["var_list"] if given else "variables"
    gradient = _gradient(arguments.get("loss", "loss"), variables, arguments)
    return f"zip({gradient}, {variables})"


def _apply_gradients(arguments: Arguments, receiver: str) -> str:
    pairs = arguments.get("grads_and_vars", "grads_and_vars")
    return f"{receiver or 'optimizer'}.apply_gradients({pairs})"


def _get_collection(arguments: Arguments, _: str) -> str:
    if _given(arguments, "scope"):
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
    if arguments.keys() <= {"name", "dtype"}:
        return f"the variable {name} of the object that made it"
    return f"tf.Variable(..., name={name}), made once, outside of the step"


def _save(arguments: Arguments, _: str) -> str:
    if _given(arguments, "global_step"):
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
    if ASSIGNMENT.fullmatch(fetches) and not _given(arguments, "feed_dict"):
        return "not needed: in TF2 the call assigns at once"
    if ITERATOR.fullmatch(fetches):
        return "begin another loop over the dataset"
    if INITIALIZERS.fullmatch(fetches) and not _given(arguments, "feed_dict"):
        return str(instead.TEXTS["tf.global_variables_initializer"])
    text = f"call a tf.function that returns {fetches}"
    if _given(arguments, "feed_dict"):
        text += f", with {arguments['feed_dict']} as arguments"
    return text


def _placeholder(arguments: Arguments, _: str) -> str:
    shape, dtype = arguments.get("shape", "None"), arguments.get("dtype", "dtype")
    return f"an argument of a tf.function, tf.TensorSpec({shape}, {dtype})"


def _as_method(name: str) -> Renderer:
    """Return what writes ``tf.assign(ref, value)`` as a variable's method."""

    def write(arguments: Arguments, _: str) -> str:
        ref = arguments.get("ref", "variable")
        return f"{ref}.{name}({arguments.get('value', 'value')})"

    return write


RENDERED: Mapping[str, Renderer] = {
    "tf.gradients": _gradients,
    "tf.keras.backend.gradients": _backend_gradients,
    "tf.hessians": _hessians,
    f"{OPTIMIZER}.minimize": _minimize,
    f"{OPTIMIZER}.compute_gradients": _compute_gradients,
    f"{OPTIMIZER}.apply_gradients": _apply_gradients,
    f"{OPTIMIZER}.get_slot": _get_slot,
    "tf.add_to_collection": _add_to_collection,
    "tf.get_collection": _get_collection,
    "tf.get_variable": _get_variable,
    "tf.train.Saver.save": _save,
    "tf.Session.run": _run,
    "tf.placeholder": _placeholder,
    "tf.assign": _as_method("assign"),
    "tf.assign_add": _as_method("assign_add"),
    "tf.assign_sub": _as_method("assign_sub"),
    **instead.CALLS,
}
"""The calls whose arguments go to other places."""


def _optimizer(
    symbols: Symbols, symbol: str, arguments: Arguments, answer: Answer, use: Use
) -> str:
    """Return the exact class and the closest of Keras, with the call's arguments."""
    assert answer.closest
    if use != "called":
        name = answer.closest.exact.partition("(")[0]
        return f"tape_patterns.optimizers.{name}"
    values = {**symbols.defaults(symbol), **arguments}
    code = _CODE.search(answer.closest.keras)
    parts = [part.partition("=") for part in _parts(code[2])] if code else []
    renamed = {key: _NAME.findall(value)[-1:] for key, _, value in parts if value}
    exact = _exact(answer.closest.exact, arguments, renamed)
    keras = _CODE.sub(
        lambda found: _filled(found[1], found[2], values), answer.closest.keras
    )
    text = f"tape_patterns.optimizers.{exact}; in Keras: {keras}"
    return text.replace("`", "")


def _exact(
    template: str, arguments: Arguments, renamed: Mapping[str, list[str]]
) -> str:
    """Return the exact class with the arguments that the call gives.

    Args:
        template: such as ``RMSprop(learning_rate, rho, centered=True)``.
        arguments: of the call, by TF1's name.
        renamed: TF1's name by Keras' one.
    """
    name, _, inside = template.removesuffix(")").partition("(")
    written: list[str] = []
    for place, part in enumerate(_parts(inside)):
        key, _, constant = part.partition("=")
        wanted = [key, *renamed.get(key, ()), key.replace("_", "")]
        text = next((arguments[old] for old in wanted if old in arguments), "")
        if constant:
            written.append(part)
        elif text:
            written.append(text if place == 0 else f"{key}={text}")
    for old, key in FLAGS.items():
        flag = arguments.get(old, "False")
        if flag not in ("True", "False") and f"{key}=" not in inside:
            written.append(f"{key}={flag}")
    written += [key for key in arguments if key[0] == "*"]
    return f"{name}({', '.join(written)})"


def _filled(name: str, inside: str, values: Arguments) -> str:
    """Return Keras' call with TF1's values in place of the arguments' names."""
    written = []
    for part in _parts(inside):
        key, equals, expression = part.rpartition("=")
        if expression == "...":
            known = (text for old, text in values.items() if old == key)
            expression = next(known, expression)
        elif not equals or not _is_constant(expression):
            expression = _NAME.sub(lambda old: values.get(old[0], old[0]), expression)
        written.append(key + equals + expression)
    return f"tf.keras.optimizers.{name}({', '.join(written)})"


def _is_constant(expression: str) -> bool:
    return expression in ("True", "False", "None") or not _NAME.search(expression)


def _parts(inside: str) -> list[str]:
    """Return the arguments in a call's source: what stands between its commas."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(inside + ","):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append(inside[start:place].strip())
            start = place + 1
    return [part for part in parts if part]


def _given(arguments: Arguments, name: str) -> bool:
    return arguments.get(name, "None") != "None"
