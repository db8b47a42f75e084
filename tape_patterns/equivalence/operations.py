"""Which matrix products and convolutions a side runs, on which shapes.

How a kernel rounds a product may depend on its shape and on the processor. So two
sides can be bit-equal on every machine only if they run the same products on the
same shapes: luck on one machine is not enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np

from tape_patterns.equivalence.runs import as_written, load_tensorflow

Operation = tuple[str, tuple[tuple[int, ...], ...]]
"""The name of an operation, and the shapes of its inputs."""

PRODUCTS = frozenset(
    {
        "BatchMatMulV2",
        "BatchMatMulV3",
        "Conv2D",
        "Conv2DBackpropFilter",
        "Conv2DBackpropInput",
        "Einsum",
        "MatMul",
    }
)


@contextmanager
def recorded_operations() -> Iterator[set[Operation]]:
    """Collect each product that runs inside, eager or in a graph.

    A graph gets a node beside each product, which notes the shapes when the
    product runs: only then are they known, and a product that nothing needs
    never runs. The graph optimizer is off, since it would drop these nodes. So is
    the gate of TF1's optimizers, which runs gradients that nothing needs.
    """
    tf = load_tensorflow()
    # Only what TensorFlow's own debugger uses can see each operation.
    from tensorflow.python.framework import op_callbacks
    from tensorflow.python.ops import control_flow_ops

    seen: set[Operation] = set()

    def note(kind: str, tensors: Sequence[Any]) -> None:
        seen.add((kind, tuple(np.shape(tensor) for tensor in tensors)))

    def on_operation(
        kind: Any, inputs: Any, attributes: Any, outputs: Any, *_: Any, **__: Any
    ) -> Any:
        name = kind.decode() if isinstance(kind, bytes) else str(kind)
        if name not in PRODUCTS:
            return None
        if all(hasattr(tensor, "numpy") for tensor in inputs):
            note(name, inputs)
            return None

        def at_run_time(*tensors: Any) -> Any:
            note(name, tensors)
            return np.int32(0)

        noted = tf.numpy_function(at_run_time, list(inputs), tf.int32, stateful=False)
        with tf.control_dependencies([noted]):
            return [tf.identity(output) for output in outputs]

    op_callbacks.add_op_callback(on_operation)
    try:
        with (
            as_written(),
            mock.patch.object(control_flow_ops, "tuple", lambda gated, *_, **__: gated),
        ):
            yield seen
    finally:
        op_callbacks.remove_op_callback(on_operation)
