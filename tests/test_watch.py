"""``watch``: two added lines, on TensorFlow 1.15.5, on compat.v1, and on Keras."""

import functools

import keras
import numpy as np
import pytest
import tensorflow as tf
import watched_program
from conftest import ROOT

from tape_patterns import optimizers as exact
from tape_patterns.equivalence import TensorFlow1, run_graph
from tape_patterns.recorder import comparing
from tape_patterns.recorder.reading import Recording
from tape_patterns.recorder.tape_recorder import Recorder
from tape_patterns.recorder.verdict import Kind

FOLDER = str(ROOT / "tape_patterns" / "recorder")
NAMES = ["b1", "w1", "w2"]
KERAS = tf.keras.optimizers
SLOTS = {
    "descent": [],
    "momentum": ["momentum"],
    "adam": ["m", "v"],
    "rmsprop": ["momentum", "rms"],
}


@pytest.fixture(scope="module", params=["installed", "1.15"])
def old_program(request):
    """Run the program on the installed TensorFlow, and on 1.15."""
    if request.param == "installed":
        yield lambda inputs: run_graph(watched_program.run, inputs)
        return
    request.getfixturevalue("python37")
    with TensorFlow1() as tensorflow1:
        yield lambda inputs: tensorflow1.run("tests.watched_program", inputs)


@pytest.fixture
def recorded(old_program, tmp_path):
    """Return the recording of a run, and the weights that it ended with."""

    def run(name="adam", dtype="float32", use_resource=True, how="alone"):
        inputs = {
            "name": name,
            "dtype": dtype,
            "use_resource": use_resource,
            "how": how,
            "folder": FOLDER,
        }
        found = old_program(inputs)
        path = tmp_path / f"{name}_{dtype}.npz"
        path.write_bytes(found.pop("recording").tobytes())
        return Recording(path), found

    return run


@pytest.mark.parametrize("name", SLOTS)
def test_each_step_of_tensorflow_1_is_recorded(name, recorded):
    recording, after = recorded(name)
    assert recording.complete
    assert recording.steps == list(range(7))
    weights, batches = watched_program.start()
    for variable in NAMES:
        first = recording.first[f"weights/{variable}"].array
        assert np.array_equal(first, weights[variable].astype(np.float32))
        last = recording.values(6)[f"weights/{variable}"].array
        assert np.array_equal(last, after[variable])
    slots = {n for n in recording.first if n.startswith("slots/")}
    assert slots == {f"slots/{v}/{s}" for v in NAMES for s in SLOTS[name]}
    step = recording.values(1)
    assert step["learning_rate"].array == np.float32(2.0**-5)
    # The loss is that of the weights before the update, the gradient likewise.
    hidden = np.tanh(batches[0] @ weights["w1"] + weights["b1"])
    output = hidden @ weights["w2"]
    assert step["loss"].array == pytest.approx((output**2).sum(), 1e-5)
    assert step["gradients/w2"].array == pytest.approx(2 * hidden.T @ output, 1e-4)


@pytest.mark.parametrize("how", ["listed", "named", "grouped"])
@pytest.mark.parametrize("use_resource", [False, True])
def test_however_the_train_op_is_fetched(how, use_resource, recorded):
    recording, after = recorded("descent", "float64", use_resource, how)
    assert recording.steps == list(range(7))
    for step in recording.steps[1:]:
        before, found = recording.values(step - 1), recording.values(step)
        for name in NAMES:
            moved = before[f"weights/{name}"].array - found[f"weights/{name}"].array
            due = 2.0**-5 * found[f"gradients/{name}"].array
            assert np.allclose(moved, due, 0, 1e-9)
    assert np.array_equal(found["weights/w2"].array, after["w2"])


def new_program(path, optimizer, dtype, wrap):
    """Train the same in TensorFlow 2; return the weights."""
    weights, batches = watched_program.start()
    b1, w1, w2 = (
        tf.Variable(v.astype(dtype), name=n) for n, v in sorted(weights.items())
    )
    recorder = Recorder(path)
    recorder.watch(optimizer)

    @wrap
    def step(x):
        with tf.GradientTape() as tape:
            y = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
            loss = tf.reduce_sum(tf.square(y))
        gradients = tape.gradient(loss, [b1, w1, w2])
        with tf.control_dependencies([loss]):
            optimizer.apply_gradients(zip(gradients, [b1, w1, w2], strict=True))

    for batch in batches:
        step(tf.constant(batch.astype(dtype)))
    recorder.close()
    # It is no longer watched.
    step(tf.constant(batches[0].astype(dtype)))
    return [b1, w1, w2]


@pytest.mark.parametrize("wrap", [lambda f: f, tf.function], ids=["eager", "function"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: tf.keras.optimizers.SGD(2.0**-5, momentum=0.5),
        lambda: tf.keras.optimizers.Adam(2.0**-5),
        lambda: exact.Adam(2.0**-5),
        lambda: exact.Momentum(2.0**-5, 0.5),
    ],
    ids=["keras_sgd", "keras_adam", "adam", "momentum"],
)
def test_each_step_of_keras_is_recorded(make, wrap, tmp_path):
    path = tmp_path / "new.npz"
    new_program(path, make(), "float32", wrap)
    recording = Recording(path)
    assert recording.complete
    assert recording.steps == list(range(7))
    weights, _ = watched_program.start()
    for name in NAMES:
        first = recording.first[f"weights/{name}"].array
        assert np.array_equal(first, weights[name].astype(np.float32))
        moved = first - recording.values(1)[f"weights/{name}"].array
        gradient = recording.values(1)[f"gradients/{name}"].array
        assert np.array_equal(np.sign(moved), np.sign(gradient))
        assert any(n.startswith(f"slots/{name}/") for n in recording.first)
    assert recording.values(1)["learning_rate"].array == np.float32(2.0**-5)


def test_eager_code_and_a_function_record_the_same(tmp_path):
    paths = [tmp_path / "eager.npz", tmp_path / "function.npz"]
    for path, wrap in zip(paths, (lambda f: f, tf.function), strict=True):
        new_program(path, exact.Momentum(2.0**-5, 0.5), "float64", wrap)
    found = comparing.compare(paths)
    assert found.verdict.kind in (Kind.identical, Kind.rounding)


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("adam", lambda: exact.Adam(2.0**-5), ""),
        ("momentum", lambda: KERAS.SGD(2.0**-5, momentum=0.9), ""),
        ("adam", lambda: KERAS.RMSprop(2.0**-5), "the new side's that of RMSProp"),
        ("adam", lambda: KERAS.Adam(2.0**-5), "with epsilon 1e-08 (old), 1e-07 (new)"),
        (
            "adam",
            lambda: KERAS.AdamW(2.0**-5, epsilon=1e-8, weight_decay=0.01),
            "with decoupled weight decay 0 (old), 0.01 (new)",
        ),
        ("rmsprop", lambda: KERAS.RMSprop(2.0**-5), "starts at 1 (old), 0 (new)"),
        (
            "momentum",
            lambda: KERAS.SGD(2.0**-5, momentum=0.9, nesterov=True),
            "with nesterov off (old), on (new)",
        ),
        (
            "descent",
            lambda: KERAS.SGD(2.0**-5, global_clipnorm=0.5),
            "clipped to the global norm 0.5 before the update; that is missing on the"
            " old side",
        ),
        ("descent", lambda: KERAS.Adagrad(2.0**-5), "(accumulator starts at 0.1, "),
        ("adam", lambda: KERAS.Nadam(2.0**-5), None),
    ],
)
def test_a_port_of_it_is_judged(name, make, says, recorded, tmp_path):
    """A right port has nothing to say; of a wrong one, no known cause is None."""
    paths = []
    for dtype in ("float32", "float64"):
        recording, _ = recorded(name, dtype)
        paths += [recording.path, tmp_path / f"new_{dtype}.npz"]
        new_program(paths[-1], make(), dtype, tf.function)
    found = comparing.compare(paths)
    if says == "":
        assert found.verdict.kind in (Kind.identical, Kind.rounding)
        assert not found.causes
        return
    assert found.verdict.kind is Kind.meaning
    assert (found.begins.step, found.begins.name) == (1, "weights/b1")
    assert len(found.causes) == bool(says)
    assert all(says in cause.says for cause in found.causes)


def test_a_table_of_words_is_recorded_whole(tmp_path):
    """Gradients of rows become one of the table."""
    path = tmp_path / "old.npz"

    def run():
        recorder = Recorder(path)
        v1 = tf.compat.v1
        with tf.Graph().as_default():
            table = v1.get_variable("table", initializer=np.ones((4, 2), np.float32))
            loss = tf.reduce_sum(tf.nn.embedding_lookup(table, [1, 1, 3]))
            optimizer = v1.train.GradientDescentOptimizer(1.0)
            recorder.watch(optimizer)
            train_op = optimizer.minimize(loss)
            with v1.Session() as session:
                session.run(v1.global_variables_initializer())
                session.run(train_op)
        recorder.close()
        return {}

    run_graph(run, {})
    gradient = Recording(path).values(1)["gradients/table"].array
    assert gradient.tolist() == [[0, 0], [2, 2], [0, 0], [1, 1]]


def test_two_optimizers_in_one_recording(tmp_path):
    path = tmp_path / "gan.npz"
    w = tf.Variable([1.0, 2.0], name="w")
    with Recorder(path) as recorder:
        pair = [tf.keras.optimizers.SGD(0.5), tf.keras.optimizers.SGD(0.25)]
        for name, optimizer in zip(("critic", "actor"), pair, strict=True):
            recorder.watch(optimizer, name)
        for optimizer in pair * 2:
            optimizer.apply_gradients([(tf.ones(2), w)])
    recording = Recording(path)
    assert recording.steps == [0, 1, 2, 3, 4]
    assert recording.first["critic/weights/w"].array.tolist() == [1, 2]
    assert recording.first["actor/weights/w"].array.tolist() == [0.5, 1.5]
    assert recording.values(4)["actor/weights/w"].array.tolist() == [-0.5, 0.5]


def fitted(path, jit_compile):
    """Train a model by ``fit``, four batches, watched."""
    keras.utils.set_random_seed(0)
    layers = [keras.Input((3,)), keras.layers.Dense(2, name="d")]
    model = keras.Sequential(layers, name="model")
    with Recorder(path) as recorder:
        optimizer = keras.optimizers.Adam(2.0**-5)
        recorder.watch(optimizer)
        model.compile(optimizer, "mse", jit_compile=jit_compile)
        x = np.ones((32, 3), np.float32)
        model.fit(x, x[:, :2], batch_size=8, verbose=0)
    return Recording(path)


def test_fit_is_recorded(tmp_path):
    recording = fitted(tmp_path / "new.npz", jit_compile=False)
    assert recording.steps == [0, 1, 2, 3, 4]
    found = recording.values(4)
    for name in ("gradients", "weights"):
        assert found[f"{name}/model/d/kernel"].shape == (3, 2)
    assert {n for n in found if n.startswith("slots/model/d/kernel")} == {
        "slots/model/d/kernel/momentums",
        "slots/model/d/kernel/velocities",
    }


def test_a_step_that_xla_compiles_is_refused_by_tensorflow(tmp_path):
    """The page says so; silence would be worse."""
    compiled = functools.partial(tf.function, jit_compile=True)
    with pytest.raises(tf.errors.InvalidArgumentError, match="PyFunc"):
        new_program(tmp_path / "new.npz", exact.Adam(0.5), "float32", compiled)


def test_settings_that_tensorflow_1_rounds_are_told_from_a_mistake(recorded, tmp_path):
    """TF1 rounds beta to float32 in a float64 program; Keras does not."""
    paths = []
    for dtype in ("float32", "float64"):
        recording, _ = recorded("adam", dtype)
        paths += [recording.path, tmp_path / f"new_{dtype}.npz"]
        optimizer = tf.keras.optimizers.Adam(2.0**-5, epsilon=1e-8)
        new_program(paths[-1], optimizer, dtype, tf.function)
    found = comparing.compare(paths)
    assert found.verdict.kind is Kind.unknown
    assert "float(np.float32(...))" in found.verdict.next
    assert [cause.name for cause in found.causes] == ["rounded_settings"]
    # Two float32 recordings are not taken for two meanings either.
    assert comparing.compare(paths[:2]).verdict.kind is Kind.unknown
