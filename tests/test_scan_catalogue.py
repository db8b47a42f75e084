"""``scan`` finds each symbol of the catalogue, and suggests what its pair says."""

import dataclasses
import inspect
import operator
import re

import pytest
from conftest import PAIRS
from scanning import scan_text, symbols

from tape_patterns.equivalence import TensorFlow1, load_tensorflow
from tape_patterns.scan import instead
from tape_patterns.scan.scanner import Scanner
from tape_patterns.scan.symbols import ALIASES, OPTIMIZER, SIGNATURES, Answer

SYMBOLS = sorted(symbols().answers)


def call_of(symbol):
    """Return a source that has the symbol in its second line."""
    owner, _, method = symbol.rpartition(".")
    head = "import tensorflow as tf"
    if method.startswith("_"):
        return f"{head}\nclass A({owner}):\n    def {method}(self): pass", 3
    if owner in symbols().classes:
        made = "tf.get_default_graph()" if owner == "tf.Graph" else f"{owner}()"
        return f"{head}; a = {made}\na.{method}()", 2
    return f"{head}\n{symbol}" + "()" * (method != "UPDATE_OPS") + "\nf(tf.a)", 2


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_each_symbol_is_found_and_leads_to_one_of_its_pairs(symbol):
    source, line = call_of(symbol)
    if symbol.endswith("UPDATE_OPS"):
        source = source.replace(symbol, f"f({symbol})")
    found = [one for one in scan_text(source) if one.line == line]
    assert [one.symbol for one in found] == [symbol]
    pairs = [answer.pair for answer in symbols().answers[symbol]]
    assert found[0].pair in pairs
    assert found[0].suggestion


def test_the_catalogue_is_the_only_list():
    wanted = {symbol for pair in PAIRS for symbol in pair.replaces}
    assert set(symbols().answers) == wanted


def test_a_new_pair_is_found_without_another_edit():
    answer = Answer("new", "post", "New", "`b`", ("x",), 0, (), None)
    answers = {**symbols().answers, "tf.something.brand_new": (answer,)}
    known = dataclasses.replace(symbols(), answers=answers)
    source = b"import tensorflow as tf\ntf.something.brand_new(1)\n"
    (found,) = Scanner(known).scan_source(source, "a.py").findings
    assert (found.pair, found.arguments, found.suggestion) == ("new", {"x": "1"}, "b")


LEADS = {
    "tf.gradients(y, x)": "summed_gradient",
    "tf.gradients(y, x, d)": "chain_rule",
    "tf.gradients(y, x, grad_ys=d)": "chain_rule",
    "tf.gradients(y, x, stop_gradients=s)": "partial_derivative",
    "tf.gradients(y, x, unconnected_gradients='zero')": "unconnected_gradients",
    "tf.gradients(y, x, name='g')": "summed_gradient",
    "tf.gradients(y, x, None, 'n', True, True, 2)": "graph_arguments",
    "opt.minimize(loss)": "minimize",
    "opt.minimize(loss, step)": "global_step",
    "opt.minimize(loss, global_step=step)": "global_step",
    "opt.minimize(loss, var_list=v)": "variable_subset",
    "opt.minimize(loss, None, v)": "variable_subset",
    "opt.minimize(loss, colocate_gradients_with_ops=True)": "graph_arguments",
    "opt.compute_gradients(loss, var_list=v)": "compute_gradients",
    "opt.apply_gradients(pairs)": "apply_gradients",
    "tf.train.AdamOptimizer(1)": "adam",
    "tf.train.MomentumOptimizer(1, 0.9)": "momentum",
    "tf.train.MomentumOptimizer(1, 0.9, use_nesterov=True)": "nesterov",
    "tf.train.MomentumOptimizer(1, 0.9, use_nesterov=False)": "momentum",
    "tf.train.RMSPropOptimizer(1)": "rmsprop",
    "tf.train.RMSPropOptimizer(1, centered=True)": "rmsprop_centered",
    "tf.train.GradientDescentOptimizer(1)": "gradient_descent",
    "tf.assign(v, w)": "assign",
    "tf.placeholder(tf.float32)": "feed_dict",
    "sess.run(x)": "fetches",
    "sess.run(x, feed_dict={a: b})": "feed_dict",
    "tf.get_collection('x')": "collections",
    "tf.variable_scope('a', regularizer=r)": "regularization_losses",
    "tf.variable_scope('a', reuse=True)": "variable_reuse",
    "tf.contrib.eager.gradients_function(f)": None,
    "w.assign(tf.clip_by_value(w, -1, 1))": "weight_clipping",
    "tf.assign(w, tf.clip_by_value(w, -1, 1))": "assign",
    "w.assign(value=tf.clip_by_value(w, -1, 1))": "weight_clipping",
    "tf.clip_by_value(w, -1, 1).assign(x)": "clip_each_gradient",
    "df.minimize(tf.gradients(y, x))": "summed_gradient",
    "tf.clip_by_value(g, -1, 1)": "clip_each_gradient",
    "tf.gradients(y, x, colocate_gradients_with_ops=True)": "graph_arguments",
}


@pytest.mark.parametrize("call", LEADS)
def test_a_call_leads_to_the_most_specific_pair(call):
    head = "import tensorflow as tf\ndef f(opt, sess):\n    "
    assert [one.pair for one in scan_text(head + call)][:1] == [LEADS[call]]


SUGGESTED = {
    "tf.gradients(q, a, grad_ys=-d)": "tape.gradient(q, a, output_gradients=-d)",
    "tf.gradients(q, [a, b])": "tape.gradient(q, [a, b])",
    "tf.gradients(ys=q, xs=a, unconnected_gradients='zero')": (
        "tape.gradient(q, a, unconnected_gradients='zero')"
    ),
    "tf.gradients(q, a, stop_gradients=[a])": (
        "tape.gradient(q, a), with tf.stop_gradient on [a]"
    ),
    "tf.gradients(\n        q,  # the value\n        [a,\n         b])": (
        "tape.gradient(q, [a, b])"
    ),
    "tf.hessians(y, x)": "outer.jacobian(inner.gradient(y, x), x)",
    "tf.keras.backend.gradients(y, x)": "tape.gradient(y, x)",
    "opt.minimize(loss)": (
        "opt.apply_gradients(zip(tape.gradient(loss, variables), variables))"
    ),
    "self.opt.minimize(loss, var_list=v)": (
        "self.opt.apply_gradients(zip(tape.gradient(loss, v), v))"
    ),
    "opt.minimize(loss, grad_loss=s)": (
        "opt.apply_gradients(zip("
        "tape.gradient(loss, variables, output_gradients=s), variables))"
    ),
    "opt.compute_gradients(loss, v)": "list(zip(tape.gradient(loss, v), v))",
    "opt.apply_gradients(zip(g, v), global_step=s)": "opt.apply_gradients(zip(g, v))",
    "tf.assign(v, w + 1)": "v.assign(w + 1)",
    "tf.assign_add(v, 1)": "v.assign_add(1)",
    "tf.random_normal([2], stddev=3.0)": "tf.random.normal(shape=[2], stddev=3.0)",
    "tf.train.RMSPropOptimizer(1e-3, decay=0.95)": (
        "tape_patterns.optimizers.RMSprop(1e-3, rho=0.95); in Keras:"
        " tf.keras.optimizers.RMSprop(1e-3, rho=0.95, momentum=0.0, epsilon=1e-10),"
        " with its velocities set to ones"
    ),
    "tf.train.AdamOptimizer(lr, epsilon=1e-3)": (
        "tape_patterns.optimizers.Adam(lr, epsilon=1e-3); in Keras:"
        " tf.keras.optimizers.Adam(lr, beta_1=float(np.float32(0.9)),"
        " beta_2=float(np.float32(0.999)), epsilon=1e-3)"
    ),
    "tf.train.AdamOptimizer(**settings)": (
        "tape_patterns.optimizers.Adam(**settings); in Keras:"
        " tf.keras.optimizers.Adam(0.001, beta_1=float(np.float32(0.9)),"
        " beta_2=float(np.float32(0.999)), epsilon=1e-08)"
    ),
    "tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True)": (
        "tape_patterns.optimizers.Momentum(0.1, momentum=0.9, nesterov=True);"
        " in Keras: tf.keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True)"
    ),
    "tf.contrib.opt.AdamWOptimizer(1e-4, lr)": (
        "tape_patterns.optimizers.AdamW(1e-4, learning_rate=lr); in Keras:"
        " tf.keras.optimizers.Adam(lr, ...), as for Adam, after"
        " variable.assign_sub(weight_decay * variable)"
    ),
    "tf.contrib.eager.gradients_function(f)": "no pair answers it yet",
    "tf.gradients(y + \\\n        z, [x])": "tape.gradient(y + z, [x])",
    "tf.gradients([y,  # don't\n        '#z'], x)": "tape.gradient([y, '#z'], x)",
    "opt.minimize(lambda : f(x), var_list=[w])": (
        "opt.apply_gradients(zip(tape.gradient(f(x), [w]), [w]))"
    ),
    "isinstance(opt, tf.train.AdamOptimizer)": "tape_patterns.optimizers.Adam",
    "sess.run(init)": "not needed at the start: a tf.Variable has its value",
    "sess.run([tf.global_variables_initializer()])": (
        "not needed at the start: a tf.Variable has its value"
    ),
    "sess.run(initial_state)": "call a tf.function that returns initial_state",
    "sess.run([self.init, tf.local_variables_initializer()])": (
        "not needed at the start: a tf.Variable has its value"
    ),
    "sess.run(tf.tables_initializer())": (
        "not needed at the start: a tf.Variable has its value"
    ),
    "sess.run(iterator.initializer)": "begin another loop over the dataset",
    "tf.gradients(y, x)[0]": "tape.gradient(y, x), without the [0] if x is no list",
    "tf.gradients(y, [x])[0]": "tape.gradient(y, [x])",
    "tf.get_collection(tf.GraphKeys.UPDATE_OPS)": (
        "not needed: a layer called with training=True"
    ),
    "tf.get_collection('mine')": "a list of your own",
    "isinstance(opt, tf.train.Optimizer)": "tf.keras.optimizers.Optimizer",
    "tf.train.cosine_decay(0.1, step - warm_up, 100)": (
        "tf.keras.optimizers.schedules.CosineDecay(0.1, 100),"
        " called with step - warm_up"
    ),
    "tf.map_fn(f, x)": "the same call; for a gradient of each element, a tape in it",
    "sess.run(data.initializer)": "call a tf.function that returns data.initializer",
    "sess.run(init, feed_dict={x: y})": (
        "call a tf.function that returns init, with {x: y} as arguments"
    ),
    "w.assign(tf.clip_by_value(w, -1, 1))": "w.assign(tf.clip_by_value(...))",
    "tf.clip_by_value(g, -1, 1)": "the same call",
    "tf.summary.scalar('loss', loss)": (
        "tf.summary.scalar('loss', loss, step=optimizer.iterations)"
    ),
    "tf.get_variable('w', [3])": (
        "tf.Variable(..., name='w'), made once, outside of the step"
    ),
    "tf.variable_scope('a')": (
        "not needed: an object that is called twice has its variables once"
    ),
    "tf.variable_scope('a', regularizer=r)": "model.losses, on the tape",
    "saver.save(sess, path)": "checkpoint.save(path), of one tf.train.Checkpoint(...)",
    "saver.save(sess, path, global_step=step)": (
        "manager.save(step), of one tf.train.CheckpointManager(...)"
    ),
    "tf.get_variable('w')": "the variable 'w' of the object that made it",
    "tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='target')": (
        "the variables of the object that stands for 'target'"
    ),
    "tf.add_to_collection('losses', x)": "a list of your own",
    "tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, x)": (
        "self.add_loss(x), in a layer's call"
    ),
    "sess.run(tf.assign(rate, 0.1))": "not needed: in TF2 the call assigns at once",
    "tf.train.MomentumOptimizer(lr, 0.9, use_nesterov=flag)": (
        "tape_patterns.optimizers.Momentum(lr, momentum=0.9, nesterov=flag);"
        " in Keras: tf.keras.optimizers.SGD(lr, momentum=0.9, nesterov=flag)"
    ),
    "sess.run(criterion.initializer)": (
        "call a tf.function that returns criterion.initializer"
    ),
    "opt.get_slot(v, 'm')": "opt.get_slot(v, 'm'), of an exact class",
    "map(tf.random_normal, shapes)": "tf.random.normal",
    "f(tf.train.cosine_decay)": "tf.keras.optimizers.schedules.CosineDecay",
    "tf.layers.batch_normalization(x)": (
        "tf.keras.layers.BatchNormalization(...), called with training=False"
    ),
    "tf.train.polynomial_decay(1.0, episode, 100, 0.1)": (
        "tf.keras.optimizers.schedules.PolynomialDecay(1.0, 100, "
        "end_learning_rate=0.1), called with episode"
    ),
    "tf.train.exponential_decay(0.1, step, 100, 0.5, staircase=True)": (
        "tf.keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.5, staircase=True)"
    ),
    "tf.train.natural_exp_decay(0.1, step, 100, 0.5)": (
        "tf.keras.optimizers.schedules.ExponentialDecay("
        "0.1, 100, float(tf.exp(-1.0 * 0.5)))"
    ),
    "tf.train.natural_exp_decay(0.1, step, 100, a - b)": (
        "tf.keras.optimizers.schedules.ExponentialDecay("
        "0.1, 100, float(tf.exp(-1.0 * (a - b))))"
    ),
    "tf.train.piecewise_constant(step, [9], [1., .1])": (
        "tf.keras.optimizers.schedules.PiecewiseConstantDecay([9], [1., .1])"
    ),
}


@pytest.mark.parametrize("call", SUGGESTED)
def test_a_suggestion_is_made_from_the_call(call):
    head = "import tensorflow as tf\ndef f(self, opt):\n    "
    assert scan_text(head + call)[0].suggestion == SUGGESTED[call]


@pytest.mark.parametrize("pair", [p for p in PAIRS if p.closest], ids=lambda p: p.name)
def test_the_exact_class_of_each_suggestion_takes_its_arguments(pair):
    """Each argument of TF1's optimizer goes to the exact class's one."""
    optimizers = pytest.importorskip("tape_patterns.optimizers")
    symbol = next(iter(pair.replaces))
    names = [n for n in symbols().arguments(symbol) if n in pair.replaces[symbol]]
    source = ", ".join(f"{name}=0.5" for name in names)
    (found,) = scan_text(f"import tensorflow as tf\n{symbol}({source})")
    exact = found.suggestion.partition(";")[0].removeprefix("tape_patterns.optimizers.")
    name, _, inside = exact.partition("(")
    given = [part.partition("=")[0] for part in inside.rstrip(")").split(", ")]
    known = inspect.signature(getattr(optimizers, name)).parameters
    assert set(given[1:]) <= set(known)


def test_what_stands_for_an_argument_is_one():
    for symbol, text in instead.TEXTS.items():
        known = {*symbols().arguments(symbol), "receiver"}
        assert symbol in symbols().answers
        assert set(re.findall(r"\{(\w+)\}", text)) <= known
    assert set(instead.CALLS) <= set(symbols().answers)


def test_what_is_suggested_is_in_tensorflow_2():
    tensorflow = load_tensorflow()
    texts = [*instead.TEXTS.values()]
    texts += [render({}, "") for render in instead.CALLS.values()]
    paths = {path for text in texts for path in re.findall(r"\btf((?:\.\w+)+)", text)}
    assert ".keras.optimizers.schedules.PolynomialDecay" in paths
    for path in paths:
        operator.attrgetter(path[1:])(tensorflow)


def test_a_schedule_takes_the_arguments_of_a_suggestion():
    schedules = load_tensorflow().keras.optimizers.schedules
    for symbol, render in instead.CALLS.items():
        found = render(dict.fromkeys(symbols().arguments(symbol), "1"), "")
        call = re.match(r"tf\.keras\.optimizers\.schedules\.(\w+)\((.*)\),", found)
        if call:
            assert found.endswith(", called with 1")
            given = call[2].split(", ")
            named = dict(part.split("=") for part in given if "=" in part)
            known = inspect.signature(getattr(schedules, call[1]))
            known.bind(*given[: len(given) - len(named)], **named)


def test_signatures_are_those_of_tensorflow_1_15(python37):
    """If this fails, run ``tape-patterns evidence scan_signatures``."""
    from tape_patterns.measure import scan_signatures

    with TensorFlow1() as tensorflow1:
        found = scan_signatures.measured(tensorflow1)
    assert set(found) == {SIGNATURES, ALIASES}
    for path, text in found.items():
        assert text == path.read_text(encoding="utf-8")


def test_optimizers_are_known_by_their_class():
    kind = symbols().kind
    assert kind("tf.train.SyncReplicasOptimizer()") == OPTIMIZER
    assert kind("tf.train.MonitoredTrainingSession()") == "tf.Session"
    assert kind("tf.get_default_graph()") == "tf.Graph"
    assert kind("tf.keras.optimizers.Optimizer()") is None
    assert kind("tf.global_variables_initializer()") is None
