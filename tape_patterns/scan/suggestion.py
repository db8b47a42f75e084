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
LISTS = ("tf.gradients", "tf.keras.backend.gradients")
"""What returns a list, also of one."""
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
    if instead.given(arguments, "stop_gradients"):
        text += f", with tf.stop_gradient on {arguments['stop_gradients']}"
    return text


def _gradient(target: str, sources: str, arguments: Arguments) -> str:
    """Return the call of ``tape.gradient``, with the arguments that it has too."""
    # In eager code, a loss is a function.
    target = re.sub(r"^lambda\s*:\s*", "", target)
    text = f"tape.gradient({target}, {sources}"
    for old in ("grad_ys", "grad_loss"):
        if instead.given(arguments, old):
            text += f", output_gradients={arguments[old]}"
    if instead.given(arguments, "unconnected_gradients"):
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
    given = instead.given(arguments, "var_list")
    variables = arguments["var_list"] if given else "variables"
    gradient = _gradient(arguments.get("loss", "loss"), variables, arguments)
    return f"zip({gradient}, {variables})"


def _apply_gradients(arguments: Arguments, receiver: str) -> str:
    pairs = arguments.get("grads_and_vars", "grads_and_vars")
    return f"{receiver or 'optimizer'}.apply_gradients({pairs})"


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
    written += _flags(arguments, inside)
    written += [key for key in arguments if key[0] == "*"]
    return f"{name}({', '.join(written)})"


def _flags(arguments: Arguments, inside: str) -> list[str]:
    """Return the flags that are no constants, as the exact classes and Keras take them.

    A constant one leads to a pair that is about it.
    """
    return [
        f"{key}={arguments[old]}"
        for old, key in FLAGS.items()
        if arguments.get(old, "False") not in ("True", "False")
        and f"{key}=" not in inside
    ]


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
    written += _flags(values, inside)
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
