# -*- coding: utf-8 -*-
"""Record what a training program computes, to compare it with its port.

Copy this file next to the program. It needs NumPy, and runs on Python 2.7 and from
3.5 on. By hand::

    recorder = Recorder("old.npz")
    recorder.first(weights={"w": w}, inputs={"x": x})
    for ...:
        recorder.step(loss=loss, gradients={"w": dw}, weights={"w": w})
    recorder.close()

By itself, in TensorFlow 1 before the train op is built, in TensorFlow 2 with a Keras
optimizer::

    recorder = Recorder("old.npz")
    recorder.watch(optimizer)

Then ``tape-patterns compare old.npz new.npz`` says where the two first differ, and
whether that is rounding.

The file is a ZIP archive of ``.npy`` arrays, stored and not compressed: one for each
step, written out when the step ends. A program that crashes leaves all of its steps
but the one it was in: each array stands behind a header of its own, so the archive is
read from its beginning, and the list at its end, which comes with ``close``, is not
needed.
"""

from __future__ import absolute_import, division, print_function

import io
import json
import struct
import sys
import threading
import time
import zipfile
import zlib

import numpy as np

FORMAT = 1
FIRST_STEPS = 10
"""So many steps are recorded even if a long run is thinned."""
NUMBERS = "fiub"
"""Kinds of dtypes that are recorded."""
DIGEST = "<dddddd"
"""CRC-32, sum of magnitudes, sum of squares, minimum, maximum, how many not finite."""


class Recorder(object):
    """Writes the numbers of each step to a file.

    Args:
        path: the file, such as ``old.npz``. One that is there is replaced.
        every: of a long run, record the first 10 steps and then each step whose
            number is a multiple of this.
        whole: an array of more numbers than this is kept as a digest with samples.
        samples: how many numbers of such an array are kept. Their places depend on
            the array's size alone, so that two recordings have the same ones.

    Raises:
        ValueError: an argument is not positive.
    """

    def __init__(self, path, every=1, whole=4096, samples=256):
        for name, value in (("every", every), ("whole", whole), ("samples", samples)):
            if value < 1:
                raise ValueError("{} is not positive: {}".format(name, value))
        self.path = path
        self.steps = 0
        self._every, self._whole, self._samples = int(every), int(whole), int(samples)
        self._file = open(path, "wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED, True)
        self._lock = threading.RLock()
        self._layouts = {}
        self._headers = {}
        self._added = []
        self._undo = []
        self.closed = False
        self._write_text(
            "about",
            {"tape_recorder": FORMAT, "every": self._every, "made_by": _versions()},
        )

    def first(self, **values):
        """Record what there is before the first step: weights, inputs, slots.

        Args:
            **values: arrays and numbers, or dictionaries and lists of them.
        """
        with self._lock:
            self._write_values(0, values)

    def add(self, **values):
        """Keep values that belong to the next step; ``step`` writes them with its own.

        With ``watch``: a loss that was computed in a run of its own, a batch.
        """
        with self._lock:
            self._added.append(values)

    def step(self, **values):
        """Record a step, after its update.

        Args:
            **values: arrays and numbers, or dictionaries and lists of them. Names
                that ``tape-patterns compare`` knows: ``inputs``, ``loss``,
                ``gradients``, ``slots``, ``weights``, ``averages``,
                ``learning_rate``. None is left out.
        """
        with self._lock:
            self.steps += 1
            if self._is_due(self.steps):
                self._write_values(self.steps, *(self._added + [values]))
            self._added = []

    def watch(self, optimizer, name=""):
        """Record each step of an optimizer by itself.

        TensorFlow 1: call it before ``minimize`` or ``apply_gradients``. A step is a
        ``session.run`` that runs the train op. TensorFlow 2: a step is a call of
        ``apply_gradients``, in a ``tf.function`` too, but not one that XLA compiles.

        Args:
            optimizer: of ``tf.train`` or ``tf.contrib``, or one of Keras 3.
            name: stands before the names, where several optimizers are watched.

        Raises:
            TypeError: it is neither.
        """
        if hasattr(optimizer, "compute_gradients") and hasattr(optimizer, "get_slot"):
            self._undo.append(_watch_session(self, optimizer, name))
        elif hasattr(optimizer, "apply") and hasattr(optimizer, "build"):
            self._undo.append(_watch_keras(self, optimizer, name))
        else:
            raise TypeError(
                "{} is no optimizer of tf.train, tf.contrib or Keras 3".format(
                    type(optimizer).__name__
                )
            )

    def close(self):
        """End the recording; watched optimizers are no longer watched."""
        with self._lock:
            if not self.closed:
                self._write_text("end", {"steps": self.steps})
                self._leave()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        # A recording that an error ended says so: it has no member "end".
        if kind is None:
            self.close()
        elif not self.closed:
            self._leave()

    def _leave(self):
        self.closed = True
        for undo in self._undo[::-1]:
            undo()
        self._zip.close()
        self._file.close()

    def _next_is_due(self):
        return not self.closed and self._is_due(self.steps + 1)

    def _is_due(self, step):
        return step <= FIRST_STEPS or step % self._every == 0

    def _write_values(self, step, *groups):
        if self.closed:
            raise ValueError("{}: the recording is closed".format(self.path))
        layout, parts, seen = [], [], {}
        for group in groups:
            for name, value in _flat(group):
                array = _numbers(name, value)
                seen[name] = seen.get(name, 0) + 1
                if seen[name] > 1:
                    name = "{}_{}".format(name, seen[name] - 1)
                kept, packed = self._packed(array)
                layout.append((name, array.dtype.str, array.shape, kept))
                parts += packed
        key = tuple(layout)
        if key not in self._layouts:
            self._layouts[key] = len(self._layouts)
            self._write_text("layout/{}".format(self._layouts[key]), layout)
        member = "step/{}/{}".format(step, self._layouts[key])
        self._write(member, b"".join(parts))

    def _packed(self, array):
        """Return how many numbers are kept (0: all of them), and their bytes."""
        if array.size <= self._whole:
            return 0, [array.tobytes()]
        flat = np.ascontiguousarray(array).ravel()
        places = sample_places(flat.size, self._samples)
        return len(places), [flat[places].tobytes(), _digest(flat)]

    def _write_text(self, name, value):
        self._write(name, json.dumps(value, sort_keys=True).encode("utf-8"))

    def _write(self, name, content):
        size = len(content)
        if size not in self._headers:
            self._headers = {size: _header(size)}
        info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, self._headers[size] + content)
        self._file.flush()


def _header(size):
    """Return what stands before an array of bytes in a ``.npy`` file."""
    header = io.BytesIO()
    described = {"descr": "|u1", "fortran_order": False, "shape": (size,)}
    np.lib.format.write_array_header_1_0(header, described)
    return header.getvalue()


def sample_places(size, samples):
    """Return the places of an array's samples: from end to end, evenly."""
    samples = min(size, samples)
    return (np.arange(samples, dtype=np.int64) * (size - 1)) // max(samples - 1, 1)


def _digest(flat):
    # Two megabytes at a time: a sum needs no second array of the first one's size.
    crc, total, squares, odd = 0, 0.0, 0.0, 0
    low, high = np.inf, -np.inf
    for start in range(0, flat.size, 1 << 18):
        part = flat[start : start + (1 << 18)]
        crc = zlib.crc32(part.tobytes(), crc) & 0xFFFFFFFF
        wide = part.astype(np.float64)
        finite = wide[np.isfinite(wide)]
        odd += wide.size - finite.size
        if finite.size:
            total += float(np.abs(finite).sum())
            squares += float(np.dot(finite, finite))
            low, high = min(low, finite.min()), max(high, finite.max())
    return struct.pack(DIGEST, crc, total, squares, low, high, odd)


def _flat(value, name=""):
    """Yield each array with its name; what is nested has its names joined by /."""
    if hasattr(value, "items") and hasattr(value, "keys"):
        # Before Python 3.6 the order of a dictionary is chance.
        by_chance = sys.version_info < (3, 6) and type(value) is dict
        keys = sorted(value, key=str) if by_chance else list(value)
        pairs = [(key, value[key]) for key in keys]
    elif isinstance(value, (list, tuple)) and not hasattr(value, "dense_shape"):
        pairs = list(enumerate(value))
    elif hasattr(value, "indices") and hasattr(value, "values"):
        pairs = [("indices", value.indices), ("values", value.values)]
    else:
        if value is not None:
            yield name, value
        return
    for key, item in pairs:
        inner = "{}/{}".format(name, key) if name else str(key)
        for found in _flat(item, inner):
            yield found


def _numbers(name, value):
    """Return an array that can be recorded: little-endian, of real numbers."""
    array = np.asarray(value)
    known = array.dtype.kind in NUMBERS
    if not known and str(array.dtype) == "bfloat16":
        array = array.astype(np.float32)
    elif not known:
        raise TypeError(
            "'{}' is no array of real numbers: its dtype is {}".format(
                name, array.dtype
            )
        )
    if array.dtype.str[0] == ">":
        array = array.astype(array.dtype.newbyteorder("<"))
    return array


def _versions():
    found = {"python": sys.version.split()[0], "numpy": np.__version__}
    found["at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    module = sys.modules.get("tensorflow")
    if hasattr(module, "__version__"):
        found["tensorflow"] = module.__version__
    return found


def _values(prefix, kinds):
    """Put an optimizer's name before the names of all kinds of values."""
    return {prefix: kinds} if prefix else kinds


# TensorFlow 1


def _watch_session(recorder, optimizer, name):
    """Record each ``session.run`` that runs the train ops of an optimizer."""
    import tensorflow

    has_v1 = hasattr(tensorflow, "compat") and hasattr(tensorflow.compat, "v1")
    tf = tensorflow.compat.v1 if has_v1 else tensorflow
    watched = _Watched(recorder, optimizer, name)
    apply_gradients, compute = optimizer.apply_gradients, optimizer.compute_gradients

    def compute_gradients(loss, *args, **kwargs):
        watched.loss = loss
        return compute(loss, *args, **kwargs)

    def apply_and_remember(grads_and_vars, *args, **kwargs):
        pairs = [(g, v) for g, v in grads_and_vars]
        loss = watched.loss
        usable = [loss] if isinstance(loss, tf.Tensor) else []
        # A loss that is fetched beside the update must be that before it.
        with tf.control_dependencies(usable):
            train_op = apply_gradients(pairs, *args, **kwargs)
        watched.built(train_op, pairs, usable[0] if usable else None)
        return train_op

    optimizer.compute_gradients = compute_gradients
    optimizer.apply_gradients = apply_and_remember
    base = next(c for c in tf.Session.__mro__ if "run" in vars(c))
    run_before = base.run

    def run(session, fetches, feed_dict=None, options=None, run_metadata=None):
        def as_asked(fetched):
            return run_before(session, fetched, feed_dict, options, run_metadata)

        ops = watched.train_ops_in(session, fetches)
        if recorder.closed or not ops:
            return as_asked(fetches)
        return watched.run(ops, session, as_asked, fetches)

    base.run = run

    def undo():
        watched.reader = None
        if base.__dict__["run"] is run:
            base.run = run_before

    return undo


class _Watched(object):
    """An optimizer of TensorFlow 1 and its train ops."""

    def __init__(self, recorder, optimizer, name):
        self.recorder, self.optimizer, self.name = recorder, optimizer, name
        self.loss = None
        self.ops = []
        self.known = {}
        self.begun = False
        self.reader = None

    def built(self, train_op, pairs, loss):
        """Remember a train op, with its gradients and its loss."""
        op = getattr(train_op, "op", train_op)
        self.ops.append((op, pairs, loss))
        self.known = {}

    def train_ops_in(self, session, fetches):
        """Return the train ops that a run of these fetches runs."""
        here = [op for op in self.ops if op[0].graph is session.graph]
        fetched = list(_operations(session.graph, fetches)) if here else []
        return [op for op in here if any(self._leads_to(f, op[0]) for f in fetched)]

    def _leads_to(self, op, target):
        key = (op.name, target.name)
        if key not in self.known:
            seen, left = set(), [op]
            while left:
                found = left.pop()
                if found not in seen:
                    seen.add(found)
                    left += list(found.control_inputs)
                    left += [tensor.op for tensor in found.inputs]
            self.known[key] = target in seen
        return self.known[key]

    def run(self, ops, session, as_asked, fetches):
        """Do what the program asked for, and record it."""
        recorder = self.recorder
        if not self.begun:
            recorder.first(**_values(self.name, self._read(session, ops)))
            self.begun = True
        if not recorder._next_is_due():
            result = as_asked(fetches)
            recorder.step()
            return result
        beside = {"gradients": {}}
        for _, pairs, loss in ops:
            for gradient, variable in pairs:
                if gradient is not None:
                    beside["gradients"][_name(variable)] = gradient
            if loss is not None:
                beside["loss"] = loss
        rate = self._learning_rate()
        if rate is not None:
            beside["learning_rate"] = rate
        result, found = as_asked([fetches, beside])
        # TensorFlow may hand out a variable's own memory.
        found["gradients"] = {
            key: _dense(value) for key, value in found["gradients"].items()
        }
        found.update(self._read(session, ops))
        recorder.step(**_values(self.name, found))
        return result

    def _read(self, session, ops):
        """Return weights and slots, each kind by name."""
        key = [op[0] for op in ops]
        if self.reader is None or self.reader[:2] != (session, key):
            state = self._state(ops)
            names = [(kind, name) for kind in state for name in state[kind]]
            fetched = [state[kind][name] for kind, name in names]
            # Made once: it costs less than a run with as many fetches.
            self.reader = (session, key, names, session.make_callable(fetched))
        found = {}
        for (kind, name), value in zip(self.reader[2], self.reader[3]()):
            found.setdefault(kind, {})[name] = value
        return found

    def _state(self, ops):
        variables = [variable for _, pairs, _ in ops for _, variable in pairs]
        slots = {}
        for slot in self.optimizer.get_slot_names():
            for variable in variables:
                found = self.optimizer.get_slot(variable, slot)
                if found is not None:
                    slots["{}/{}".format(_name(variable), slot)] = found
        state = {"weights": {_name(v): v for v in variables}, "slots": slots}
        return {kind: values for kind, values in state.items() if values}

    def _learning_rate(self):
        for attribute in ("_learning_rate_tensor", "_lr_t"):
            found = getattr(self.optimizer, attribute, None)
            if hasattr(found, "op") and found.graph is self.ops[-1][0].graph:
                return found
        return None


def _operations(graph, fetches):
    """Yield the operations of what ``session.run`` was asked for."""
    if isinstance(fetches, (list, tuple)) and not hasattr(fetches, "op"):
        for item in fetches:
            for op in _operations(graph, item):
                yield op
    elif hasattr(fetches, "values") and hasattr(fetches, "keys"):
        for op in _operations(graph, list(fetches.values())):
            yield op
    elif hasattr(fetches, "op"):
        yield fetches.op
    else:
        element = graph.as_graph_element(fetches, allow_tensor=True)
        yield getattr(element, "op", element)


def _name(variable):
    return variable.op.name


def _dense(gradient):
    """Return a gradient as an array of its own, rows of a table in their places."""
    if not hasattr(gradient, "indices"):
        return np.array(gradient)
    if gradient.dense_shape is None:
        return gradient
    return _scattered(gradient.values, gradient.indices, gradient.dense_shape)


def _scattered(values, indices, shape):
    table = np.zeros(tuple(shape), np.asarray(values).dtype)
    np.add.at(table, np.asarray(indices), np.asarray(values))
    return table


# TensorFlow 2


def _watch_keras(recorder, optimizer, name):
    """Record each call of an optimizer's ``apply``, in a ``tf.function`` too."""
    import tensorflow as tf

    apply_before = optimizer.apply
    begun = []

    def apply(grads, trainable_variables=None, **kwargs):
        grads = list(grads)
        if trainable_variables is None:
            trainable_variables = optimizer._trainable_variables
        variables = list(trainable_variables)
        if recorder.closed:
            return apply_before(grads, variables, **kwargs)
        if not optimizer.built:
            with tf.init_scope():
                optimizer.build(variables)
        if not begun:
            begun.append(True)
            with tf.init_scope():
                state = _keras_state(optimizer, variables)
                found = {key: np.array(read()) for key, read in state}
            recorder.first(**_values(name, _nested(found)))
        pairs = [
            ("gradients/" + path, tf.convert_to_tensor(gradient))
            for gradient, path in zip(grads, _paths(variables))
            if gradient is not None
        ]
        pairs.append(("learning_rate", tf.convert_to_tensor(_rate(optimizer))))
        # A copy: the update may take a gradient's memory, or a variable's.
        pairs = [(key, tf.identity(value)) for key, value in pairs]
        result = apply_before(grads, variables, **kwargs)
        for key, read in _keras_state(optimizer, variables):
            pairs.append((key, tf.identity(read())))
        names = [key for key, _ in pairs]

        def write(*arrays):
            if not recorder.closed:
                found = dict(zip(names, arrays)) if recorder._next_is_due() else {}
                recorder.step(**_values(name, _nested(found)))
            return np.int32(0)

        # A py_function is stateful: a tf.function runs it at each call, in order.
        tf.numpy_function(write, [value for _, value in pairs], tf.int32)
        return result

    optimizer.apply = apply

    def undo():
        optimizer.apply = apply_before

    return undo


def _keras_state(optimizer, variables):
    """Return name and reader of the variables, and of the slots that Keras has."""
    pairs = [("weights/" + p, v) for p, v in zip(_paths(variables), variables)]
    trained = getattr(optimizer, "_trainable_variables", variables)
    paths = _paths(trained)
    left = {id(variable) for variable in optimizer.variables}
    for attribute, value in sorted(vars(optimizer).items()):
        # The classes of tape_patterns.optimizers keep their slots by name.
        kinds = value if isinstance(value, dict) else {attribute: value}
        for kind, slots in sorted(kinds.items(), key=str):
            if isinstance(slots, list) and len(slots) == len(trained):
                for slot, path in zip(slots, paths):
                    if id(slot) in left:
                        left.remove(id(slot))
                        pairs.append(
                            ("slots/{}/{}".format(path, kind.strip("_")), slot)
                        )
    return [(key, lambda v=v: _read(v)) for key, v in pairs]


def _read(variable):
    value = getattr(variable, "value", None)
    if value is not None and not callable(value):
        variable = value
    return variable.read_value() if hasattr(variable, "read_value") else variable


def _rate(optimizer):
    rate = optimizer.learning_rate
    return getattr(rate, "value", rate)


def _paths(variables):
    """Return the variables' names; of variables with the same one, numbered."""
    paths, seen = [], {}
    for variable in variables:
        path = getattr(variable, "path", None) or variable.name
        path = path[:-2] if path.endswith(":0") else path
        seen[path] = seen.get(path, 0) + 1
        paths.append(path if seen[path] == 1 else "{}_{}".format(path, seen[path] - 1))
    return paths


def _nested(found):
    """Turn ``{"weights/w": 1}`` into ``{"weights": {"w": 1}}``, in the same order."""
    groups = {}
    for key, value in found.items():
        group, _, rest = key.partition("/")
        if rest:
            groups.setdefault(group, {})[rest] = value
        else:
            groups[group] = value
    return groups
