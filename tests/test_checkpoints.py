"""Reading TF1 checkpoints, and going on from them."""

import json
import subprocess
from pathlib import Path

import crafted_checkpoint as crafted
import keras
import numpy as np
import pytest
import tensorflow as tf
from conftest import ROOT

from tape_patterns import optimizers
from tape_patterns.checkpoints import Checkpoint, contents, restore
from tape_patterns.checkpoints.reader import read_all
from tape_patterns.checkpoints.slots import BUILTINS, updates
from tape_patterns.equivalence.tf1_environment import environment
from tape_patterns.pairs.training import checkpoint_resume

v1 = tf.compat.v1
SAVED = Path(checkpoint_resume.__file__).parent / "saved"
GRADIENT = np.array([1, -1], "float32")


def save(folder, build, steps=3, **options):
    """Build a graph with ``build``, run its result, save it; return the path."""
    with tf.Graph().as_default(), v1.Session() as session:
        v1.set_random_seed(1)
        train = build()
        session.run(v1.global_variables_initializer())
        for _ in range(steps):
            session.run(train)
        saver = v1.train.Saver(**options)
        return saver.save(session, str(folder / "model.ckpt"), steps)


def variable(name, start):
    return v1.get_variable(name, initializer=np.array(start, "float32"))


def descend(optimizer):
    """Return a function that builds a loss linear in ``w``."""

    def build():
        w = variable("w", [1, 2])
        step = v1.train.get_or_create_global_step()
        return optimizer().minimize(tf.reduce_sum(w * GRADIENT), step)

    return build


def adam(**options):
    return descend(lambda: v1.train.AdamOptimizer(0.1, **options))


def everything():
    """Two optimizers of one name, a partitioned table, averages."""
    w = variable("net/w", [[1, 2], [3, 4]])
    b = variable("net/b", [1, 2])
    partitions = v1.fixed_size_partitioner(3)
    table = v1.get_variable("table", [10, 2], partitioner=partitions)
    rows = tf.nn.embedding_lookup(table, [0, 4, 9])
    loss = tf.reduce_sum(tf.square(tf.matmul(w, w) + b)) + tf.reduce_sum(rows**2)
    step = v1.train.get_or_create_global_step()
    with v1.name_scope("train"):
        first = v1.train.AdamOptimizer(0.1).minimize(loss, step)
    with tf.control_dependencies([first]):
        second = v1.train.AdamOptimizer(0.1).minimize(loss, var_list=[w])
        centered = v1.train.RMSPropOptimizer(0.1, centered=True)
        third = centered.minimize(loss, var_list=[b])
        averages = v1.train.ExponentialMovingAverage(0.9).apply([w, b])
    return tf.group(second, third, averages)


def zeros(name, *shape):
    # No optimizer of Keras 3.0 takes a variable with a slash in its name.
    return tf.Variable(tf.zeros(shape), name=name.replace("/", "_"))


def go_on(optimizer, w, steps=2):
    for _ in range(steps):
        optimizer.apply_gradients([(tf.constant(GRADIENT), w)])
    return w.numpy()


def opened(path):
    """Open what TensorFlow itself wrote: nothing to check beforehand."""
    return Checkpoint(path, checked=True)


def test_adam_goes_on_with_its_running_products(tmp_path):
    path = save(tmp_path, adam())
    w, optimizer = zeros("w", 2), optimizers.Adam(0.1)
    optimizer.build([w])
    found = restore(path, [w], optimizer)
    assert found.global_step == 3
    assert found.surplus == ()
    whole = opened(save(tmp_path, adam(), steps=5)).read("w")
    assert np.array_equal(go_on(optimizer, w), whole)


@pytest.mark.parametrize("version", [v1.train.SaverDef.V1, v1.train.SaverDef.V2])
@pytest.mark.parametrize("sharded", [False, True])
def test_each_format_is_read(version, sharded, tmp_path):
    save(tmp_path, everything, write_version=version, sharded=sharded)
    checkpoint = opened(tmp_path)
    found = contents(checkpoint)
    assert checkpoint.version == (2 if version == v1.train.SaverDef.V2 else 1)
    assert found.weights == ("net/b", "net/w", "table")
    assert found.averages == {
        name: f"{name}/ExponentialMovingAverage" for name in ("net/b", "net/w")
    }
    assert found.slots_of("net/w", "Adam") == tuple(
        f"net/w/{name}" for name in ("Adam", "Adam_1", "Adam_2", "Adam_3")
    )
    (rms,) = (each for each in found.slots if each.optimizer == "RMSProp")
    assert rms.meanings() == ("rms", "mg", "momentum")
    assert found.products["beta1_power"] == ("beta1_power", "train/beta1_power")
    table = checkpoint.read("table")
    assert table.shape == (10, 2)
    assert np.count_nonzero(table) == table.size


def test_several_optimizers_of_one_name(tmp_path):
    path = opened(save(tmp_path, everything))
    w, optimizer = zeros("net/w", 2, 2), optimizers.Adam(0.1)
    optimizer.build([w])
    with pytest.raises(ValueError, match="pass slots= one of Adam, Adam_2"):
        restore(path, {"net/w": w}, optimizer)
    assert not w.numpy().any()
    restore(path, {"net/w": w}, optimizer, slots="Adam_2", products="train/beta1_power")
    assert np.array_equal(optimizer.get_slot(w, "m"), path.read("net/w/Adam_2"))
    with pytest.raises(ValueError, match="'net/w/Adam_7', a slot, is not in"):
        restore(path, {"net/w": w}, optimizer, slots="Adam_7")
    with pytest.raises(ValueError, match="'x/beta1_power' is not in the checkpoint"):
        restore(path, {"net/w": w}, optimizer, slots="Adam", products="x/beta1_power")


def test_centered_rmsprop_gets_its_slots_in_their_order(tmp_path):
    path = opened(save(tmp_path, everything))
    b = zeros("net/b", 2)
    optimizer = optimizers.RMSprop(0.1, centered=True)
    optimizer.build([b])
    restore(path, {"net/b": b}, optimizer)
    for slot, name in (("rms", "RMSProp"), ("mg", "RMSProp_1")):
        assert np.array_equal(optimizer.get_slot(b, slot), path.read(f"net/b/{name}"))
    plain = optimizers.RMSprop(0.1)
    plain.build([b])
    with pytest.raises(ValueError, match="3 slots of RMSProp, not 2"):
        restore(path, {"net/b": b}, plain)


def test_averages_by_names(tmp_path):
    path = opened(save(tmp_path, everything))
    w, b = zeros("net/w", 2, 2), zeros("net/b", 2)
    restore(
        path, {"net/w": w, "net/b": b}, names={"(.*)/ExponentialMovingAverage": r"\1"}
    )
    assert np.array_equal(w, path.read("net/w/ExponentialMovingAverage"))
    assert np.array_equal(b, path.read("net/b/ExponentialMovingAverage"))


def test_names_lead_to_a_path_or_a_variable(tmp_path):
    path = opened(save(tmp_path, everything))
    one, other = zeros("kernel", 2, 2), zeros("Variable", 2)
    names = {"net/w": "kernel", "net/b": other}
    found = restore(path, [one, other], names=names)
    assert dict(found.weights) == {"net/w": "kernel", "net/b": "Variable"}
    assert found.surplus == ("table",)
    assert np.array_equal(other, path.read("net/b"))


def test_a_model_by_shape_and_last_parts(tmp_path):
    def build():
        variable("policy/dense/kernel", np.ones((3, 2)))
        variable("policy/dense/bias", [5, 6])
        variable("policy/dense_1/kernel", 2 * np.ones((2, 2)))
        variable("policy/dense_1/bias", [7, 8])
        return tf.no_op()

    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(2, name="dense"),
            keras.layers.Dense(2, name="dense_1"),
        ]
    )
    restore(opened(save(tmp_path, build)), model)
    kernel, bias, kernel_1, bias_1 = model.get_weights()
    assert (kernel == 1).all()
    assert (kernel_1 == 2).all()
    assert bias.tolist() == [5, 6]
    assert bias_1.tolist() == [7, 8]


def test_all_that_does_not_match_is_told_and_nothing_is_changed(tmp_path):
    path = opened(save(tmp_path, everything))
    given = {
        "net/w": zeros("w", 2, 2),
        "net/b": zeros("b", 3),
        "table": tf.Variable(tf.zeros((10, 2), tf.float64)),
        "net/weights": zeros("weights", 2, 2),
    }
    optimizer = optimizers.Ftrl(0.1)
    optimizer.build([given["net/w"]])
    with pytest.raises(ValueError, match="not restored") as raised:
        restore(path, given, optimizer, names={"nte/w": "net/w", "(": "net/b"})
    lines = str(raised.value).splitlines()[1:]
    assert lines == [
        "names: 'nte/w' matches no name; nearest: net/w, net/b, net/w/Adam",
        "names: '(' is no regular expression: missing ), unterminated subpattern"
        " at position 0",
        "'net/b' is (3,), 'net/b' is (2,)",
        "'table' is float64, 'table' is float32",
        "'net/weights' (2, 2) is not in the checkpoint; nearest: net/w",
        "'net/w/Ftrl', a slot, is not in the checkpoint; there are: net/w/Adam,"
        " net/w/Adam_1, net/w/Adam_2, net/w/Adam_3",
    ]
    assert not any(variable.numpy().any() for variable in given.values())


KERAS = {
    "adam": lambda: keras.optimizers.Adam(0.01, epsilon=1e-8),
    "momentum": lambda: keras.optimizers.SGD(0.01, 0.9),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01, momentum=0.9, epsilon=1e-10),
    "adagrad": lambda: keras.optimizers.Adagrad(0.1, epsilon=0.0),
    "ftrl": lambda: keras.optimizers.Ftrl(0.1),
}
EXACT = {
    "adam": lambda: optimizers.Adam(0.01),
    "momentum": lambda: optimizers.Momentum(0.01, 0.9),
    "rmsprop": lambda: optimizers.RMSprop(0.01, momentum=0.9),
    "adagrad": lambda: optimizers.Adagrad(0.1),
    "ftrl": lambda: optimizers.Ftrl(0.1),
}


@pytest.mark.parametrize("name", KERAS)
def test_kerass_own_go_on(name):
    checkpoint = opened(SAVED / name / "float32")

    def end(make, restored=True):
        w, optimizer = zeros(f"{name}/w", 3), make()
        optimizer.build([w])
        restore(checkpoint, {f"{name}/w": w}, optimizer if restored else None)
        for x in np.linspace(-1, 1, 15, dtype="float32").reshape(5, 3):
            optimizer.apply_gradients([(2 * (w - x), w)])
        return w.numpy()

    right = end(EXACT[name])
    ours = np.abs(end(KERAS[name]) - right).max()
    without = np.abs(end(KERAS[name], restored=False) - right).max()
    # The two formulas differ a little; without the state they differ a lot.
    assert ours * 100 < without


def test_momentum_becomes_a_velocity():
    checkpoint = opened(SAVED / "momentum" / "float32")
    kept = checkpoint.read("momentum/w/Momentum")
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay([40], [0.5, 0.25])
    for rate, value in ((0.25, 0.25), (schedule, 0.25)):
        w, sgd = zeros("momentum/w", 3), keras.optimizers.SGD(rate, 0.9)
        sgd.build([w])
        restore(checkpoint, {"momentum/w": w}, sgd)
        assert np.array_equal(sgd.variables[-1], -value * kept)
        assert sgd.iterations == 50


def test_adams_steps_are_counted_by_its_products(tmp_path):
    """The global step may count something else."""

    def build():
        step = v1.train.get_or_create_global_step()
        with tf.control_dependencies([adam()()]):
            return v1.assign_add(step, 10)

    path = opened(save(tmp_path, build))
    for kind, count in ((optimizers.Adam, 33), (keras.optimizers.Adam, 3)):
        w, optimizer = zeros("w", 2), kind(0.1)
        optimizer.build([w])
        restore(path, [w], optimizer)
        assert optimizer.iterations == count
    for wrong, said in (
        (keras.optimizers.Adam(0.1, beta_1=0.8), "no power of beta_1=0.8"),
        (
            keras.optimizers.Adam(
                keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
            ),
            "counts both the schedule's step, 33, and the updates, 3",
        ),
    ):
        wrong.build([w])
        with pytest.raises(ValueError, match=said):
            restore(path, [w], wrong)


@pytest.mark.parametrize("factor", [0.9, 0.999, 0.5])
def test_updates_are_counted_exactly(factor):
    product = np.float32(factor)
    for count in range(100):
        assert updates(float(product), factor) == count
        product = np.float32(product * np.float32(factor))
    assert updates(0.0, factor) is None
    assert updates(0.123, factor) is None


def test_what_tf1_had_not_is_refused():
    checkpoint = opened(SAVED / "adam" / "float32")
    w = zeros("adam/w", 3)
    for optimizer, said in (
        (keras.optimizers.Nadam(), "Nadam computes what no optimizer of TF1 did"),
        (keras.optimizers.Adam(amsgrad=True), "had no `amsgrad`"),
    ):
        optimizer.build([w])
        with pytest.raises(ValueError, match=said):
            restore(checkpoint, {"adam/w": w}, optimizer)
    with pytest.raises(ValueError, match=r"call optimizer.build\(variables\) first"):
        restore(checkpoint, {"adam/w": w}, optimizers.Adam())
    optimizer = optimizers.Adam()
    optimizer.build([w, zeros("adam/b", 3)])
    with pytest.raises(ValueError, match="trains 'adam_b:0' too"):
        restore(checkpoint, {"adam/w": w}, optimizer)


def test_each_builtin_keeps_the_slots_that_are_named():
    for kind, builtin in BUILTINS.items():
        options = {"momentum": 0.9} if kind is keras.optimizers.SGD else {}
        if kind is keras.optimizers.RMSprop:
            options = {"momentum": 0.9, "centered": True}
        optimizer = kind(learning_rate=0.1, **options)
        optimizer.build([zeros("w", 2)])
        names = [each.name for each in optimizer.variables]
        for slot in builtin.slots(optimizer).values():
            assert sum(f"_{name}".endswith(f"_{slot}") for name in names) == 1, kind


def test_a_checkpoint_of_tf2_is_refused(tmp_path):
    path = tf.train.Checkpoint(w=zeros("w", 2)).save(str(tmp_path / "c"))
    with pytest.raises(ValueError, match="not by a Saver"):
        restore(path, [zeros("w", 2)])


HOSTILE = {
    "no_entry": b"\xff" * 20,
    "negative": crafted.entry([-5], 16),
    "overflow": crafted.entry([2**40, 2**40], 16),
    "many_dimensions": crafted.entry([1] * 300, 4),
    "huge": crafted.entry([25 * 10**9], 10**11),
    "many_strings": crafted.entry([10**10], 16, dtype=crafted.STRING),
    "offset": crafted.entry([4], 16, offset=10**6),
    "shard": crafted.entry([4], 16, shard=7),
    "dtype": crafted.entry([4], 16, dtype=99),
    "checksum": crafted.entry([4], 16),
}
SAID = {
    "huge": "'w' claims 100,000,000,000 bytes, in files of 16",
    "many_strings": "'w' claims 10,000,000,000 bytes, in files of 16",
    "negative": "TensorFlow's reader crashed",
    "overflow": "TensorFlow's reader crashed",
    "many_dimensions": "TensorFlow's reader crashed",
    "no_entry": "TensorFlow's reader crashed",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files(kind, tmp_path):
    path = crafted.write(tmp_path, HOSTILE[kind])
    with pytest.raises(ValueError, match=SAID.get(kind, "cannot be read")) as raised:
        Checkpoint(path)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("part", ["index", "data-00000-of-00001"])
def test_truncated_files(part, tmp_path, capsys):
    path = Path(save(tmp_path, adam()))
    file = path.with_name(f"{path.name}.{part}")
    file.write_bytes(file.read_bytes()[:-9])
    assert read_all(str(path)) == 2
    assert "cannot be read" in capsys.readouterr().out


def test_the_command_lists_and_refuses(command, tmp_path):
    path = save(tmp_path, everything)
    done = command("checkpoint", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "table float32 [10, 2] Adam (m), Adam_1 (v)" in rows
    assert "global_step 3" in rows
    found = json.loads(command("checkpoint", path, "--format", "json").stdout)
    assert list(found) == [
        "checkpoint",
        "version",
        "weights",
        "slots",
        "averages",
        "products",
        "global_step",
    ]
    assert found["slots"][0] == {
        "weight": "net/b",
        "optimizer": "Adam",
        "slots": [
            {"name": "net/b/Adam", "slot": "m"},
            {"name": "net/b/Adam_1", "slot": "v"},
        ],
    }
    empty, several, broken = (tmp_path / name for name in ("empty", "two", "broken"))
    for folder in (empty, several, broken):
        folder.mkdir()
    for name in ("a", "b"):
        (several / f"{name}.index").write_bytes(b"")
    for given, said in (
        (empty, "there is no checkpoint in this folder"),
        (several, "name one: a, b"),
        (crafted.write(broken, HOSTILE["overflow"]), "reader crashed"),
    ):
        done = command("checkpoint", given)
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert f"tape-patterns: {given}" in done.stderr
        assert said in done.stderr


def test_the_saved_training_is_what_tensorflow_1_15_5_saves(python37, tmp_path):
    module = "tape_patterns.pairs.training.checkpoint_resume.save"
    subprocess.run(
        [environment(), "-m", module, tmp_path],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    for index in SAVED.rglob("*.index"):
        kept = opened(index)
        new = opened(tmp_path / index.relative_to(SAVED))
        assert kept.shapes == new.shapes
        for name in kept.shapes:
            assert np.array_equal(kept.read(name), new.read(name)), name


@pytest.mark.skipif(
    not hasattr(keras.optimizers.Adam, "_trackable_children"),
    reason=f"no optimizer of Keras {keras.__version__} is trackable; 3.1's are",
)
@pytest.mark.parametrize("name", KERAS)
def test_a_keras_optimizers_own_checkpoint_is_refused(name, tmp_path):
    w, builtin, exact = zeros("w", 2), KERAS[name](), EXACT[name]()
    builtin.build([w])
    exact.build([w])
    before = [each.numpy() for each in exact.variables]
    path = tf.train.Checkpoint(optimizer=builtin).save(str(tmp_path / "c"))
    with pytest.raises(ValueError, match="One of Keras' own optimizers wrote this"):
        tf.train.Checkpoint(optimizer=exact).restore(path)
    store = {}
    builtin.save_own_variables(store)
    with pytest.raises(ValueError, match="One of Keras' own optimizers wrote this"):
        exact.load_own_variables(store)
    for each, value in zip(exact.variables, before, strict=True):
        assert np.array_equal(each.numpy(), value)
