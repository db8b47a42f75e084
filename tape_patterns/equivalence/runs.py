"""The runs that happen in this process: ``graph``, ``eager`` and ``function``."""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt

from tape_patterns.errors import UsageError

OLDEST = (2, 16)
"""The oldest TensorFlow that this works with: the first with Keras 3."""

# TensorFlow and Keras read these once, when they are imported.
_TOO_LATE = (
    "tensorflow" in sys.modules and os.environ.get("TF_ENABLE_ONEDNN_OPTS") != "0"
)
if "tensorflow" not in sys.modules:
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["KERAS_BACKEND"] = "tensorflow"

Run = Callable[..., Mapping[str, Any]]
_devices: dict[str, str] = {}
"""Where TF2 sides run, once that is settled: TensorFlow settles it once too."""
Outputs = dict[str, npt.NDArray[Any]]


def load_tensorflow() -> Any:
    """Import TensorFlow for a proof, and return it.

    Both sides of a proof must run the same kernels. So oneDNN is off: it
    swaps kernels in graphs otherwise than in eager code, which rounds a matrix
    product otherwise. TensorFlow reads that setting when it is imported, so
    importing ``tape_patterns.equivalence`` makes it. Op determinism is on. Proofs
    run on the CPU, whatever else there is; ``use_gpu`` changes that for TF2 sides.

    Raises:
        UsageError: TensorFlow is missing or older than 2.16.
    """
    if importlib.util.find_spec("tensorflow") is None:
        raise UsageError('TensorFlow is missing; run `pip install "tensorflow>=2.16"`')
    if _TOO_LATE or os.environ["TF_ENABLE_ONEDNN_OPTS"] != "0":
        warnings.warn(
            "oneDNN is on, so graph and eager code may round otherwise. Set"
            " TF_ENABLE_ONEDNN_OPTS=0, or import tape_patterns before TensorFlow.",
            stacklevel=2,
        )
    with _standard_error_closed():
        import tensorflow as tf
    if not _devices:
        # Before anything is placed: devices are settled then.
        _hide_gpus(tf)
    with _standard_error_closed():
        tf.constant(0)
    version = tuple(int(part) for part in tf.__version__.split(".")[:2])
    if version < OLDEST:
        raise UsageError(
            f"TensorFlow {tf.__version__} is too old;"
            ' run `pip install --upgrade "tensorflow>=2.16"`'
        )
    tf.config.experimental.enable_op_determinism()
    return tf


def _hide_gpus(tf: Any) -> None:
    _devices["tf2"] = "CPU"
    try:
        tf.config.set_visible_devices([], "GPU")
    except RuntimeError:
        warnings.warn(
            "TensorFlow has used its GPUs already, so proofs run there. Call"
            " load_tensorflow() first.",
            stacklevel=3,
        )


def use_gpu() -> None:
    """Let TF2 sides run on a GPU, for the rest of this process.

    Call it before anything runs. TF1 sides stay on the CPU: they are the reference.

    Raises:
        UsageError: TensorFlow sees no GPU, or has begun to run on the CPU.
    """
    if _devices:
        raise UsageError("--device gpu: TensorFlow runs on the CPU already")
    _devices["tf2"] = "GPU"
    try:
        found = load_tensorflow().config.list_physical_devices("GPU")
    except BaseException:
        _devices.clear()
        raise
    if not found:
        _devices.clear()
        raise UsageError("--device gpu: TensorFlow sees no GPU; leave --device out")


def on_gpu() -> bool:
    """Return whether TF2 sides run on a GPU."""
    return _devices.get("tf2") == "GPU"


@contextmanager
def as_written() -> Iterator[None]:
    """Run graphs and functions without the graph optimizer's rewrites.

    The optimizer folds constants and regroups arithmetic, which rounds in another
    way than the operations as they are written.
    """
    tf = load_tensorflow()
    switch = "disable_meta_optimizer"
    tf.config.optimizer.set_experimental_options({switch: True})
    try:
        yield
    finally:
        tf.config.optimizer.set_experimental_options({switch: False})


def run_graph(run: Run, inputs: Mapping[str, Any]) -> Outputs:
    """Run a TF1 side on ``compat.v1``. It builds its own graph and session."""
    with _prepared() as tf, _sessions_on_cpu(tf):
        return _arrays(run(**inputs))


def run_function(run: Run, inputs: Mapping[str, Any]) -> Outputs:
    """Run a TF2 side as it is written, ``tf.function`` included."""
    with _prepared():
        return _arrays(run(**inputs))


def run_eager(run: Run, inputs: Mapping[str, Any]) -> Outputs:
    """Run a TF2 side with each ``tf.function`` as plain eager Python."""
    with _prepared() as tf:
        tf.config.run_functions_eagerly(True)
        try:
            return _arrays(run(**inputs))
        finally:
            tf.config.run_functions_eagerly(False)


@contextmanager
def _sessions_on_cpu(tf: Any) -> Iterator[None]:
    """Keep sessions off the GPUs that TF2 sides may use."""
    if not on_gpu():
        yield
        return
    session = tf.compat.v1.Session
    start = session.__init__

    def start_on_cpu(self: Any, target: str = "", graph: Any = None) -> None:
        config = tf.compat.v1.ConfigProto(device_count={"GPU": 0})
        start(self, target, graph, config)

    with mock.patch.object(session, "__init__", start_on_cpu):
        yield


def _arrays(outputs: Mapping[str, Any]) -> Outputs:
    return {name: np.asarray(value) for name, value in outputs.items()}


@contextmanager
def _standard_error_closed() -> Iterator[None]:
    """Drop what TensorFlow writes while it starts, whatever its log level."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def _prepared() -> Iterator[Any]:
    """Load TensorFlow and keep it from complaining of what a proof must do.

    A proof traces the same function for many shapes and turns tracing off.
    """
    tf = load_tensorflow()
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), _own_gradients(), _own_caching_device(tf):
            warnings.simplefilter("ignore")
            yield tf
    finally:
        logger.setLevel(level)


@contextmanager
def _own_gradients() -> Iterator[None]:
    """Forget the custom gradients that are made inside.

    TensorFlow registers each one that is traced, for ever, and with it its graph.
    A run that has ended needs none, and a proof may have 100,000 runs.
    """
    from tensorflow.python.framework import ops

    registry = ops.gradient_registry
    before = set(registry.list())
    try:
        yield
    finally:
        for name in set(registry.list()) - before:
            if name.startswith("CustomGradient-"):
                del registry._registry[name]


@contextmanager
def _own_caching_device(tf: Any) -> Iterator[None]:
    """Put the variable scope's caching device back.

    A ``tf.map_fn`` that raises while it is traced leaves one there. Then no
    ``tf.train.ExponentialMovingAverage`` can be made in this process: it raises, and
    leaves its name scope open too.
    """
    scope = tf.compat.v1.get_variable_scope()
    device = scope.caching_device
    try:
        yield
    finally:
        scope._caching_device = device
