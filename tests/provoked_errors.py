"""The code behind each message of docs/errors.md, which includes it by section."""

import numpy as np
import tensorflow as tf


# --8<-- [start:gradients_in_eager_code]
def gradients_in_eager_code():
    w = tf.Variable(3.0)
    return tf.gradients(tf.square(w), w)


# --8<-- [end:gradients_in_eager_code]
# --8<-- [start:loss_is_a_tensor]
def loss_is_a_tensor():
    w = tf.Variable(3.0)
    optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)
    optimizer.minimize(tf.square(w))


# --8<-- [end:loss_is_a_tensor]
# --8<-- [start:no_session]
def no_session():
    with tf.Session() as session:
        return session.run(tf.constant(1.0))


# --8<-- [end:no_session]
# --8<-- [start:no_placeholder]
def no_placeholder():
    return tf.placeholder(tf.float32, [None, 3])


# --8<-- [end:no_placeholder]
# --8<-- [start:placeholder_in_eager_code]
def placeholder_in_eager_code():
    return tf.compat.v1.placeholder(tf.float32, [None, 3])


# --8<-- [end:placeholder_in_eager_code]
# --8<-- [start:float64_array_in_a_function]
def float64_array_in_a_function():
    w = tf.Variable([[3.0], [5.0]])

    @tf.function
    def predict(x):
        return tf.matmul(x, w)

    return predict(np.ones([4, 2]))


# --8<-- [end:float64_array_in_a_function]
# --8<-- [start:float64_tensor_in_eager_code]
def float64_tensor_in_eager_code():
    prediction = tf.constant([3.0, 5.0])
    y = tf.constant(np.ones(2))
    return prediction - y


# --8<-- [end:float64_tensor_in_eager_code]
# --8<-- [start:empty_graph]
def empty_graph():
    y = tf.square(3.0)
    with tf.compat.v1.Session() as session:
        return session.run(y)


# --8<-- [end:empty_graph]
# --8<-- [start:eval_in_eager_code]
def eval_in_eager_code():
    return tf.square(3.0).eval()


# --8<-- [end:eval_in_eager_code]
# --8<-- [start:no_adam_optimizer]
def no_adam_optimizer():
    return tf.train.AdamOptimizer(0.001)


# --8<-- [end:no_adam_optimizer]
# --8<-- [start:no_trainable_variables]
def no_trainable_variables():
    return tf.trainable_variables()


# --8<-- [end:no_trainable_variables]
# --8<-- [start:no_get_variable]
def no_get_variable():
    return tf.get_variable("w", [3, 4])


# --8<-- [end:no_get_variable]
# --8<-- [start:no_assign]
def no_assign():
    w = tf.Variable(3.0)
    return tf.assign(w, 5.0)


# --8<-- [end:no_assign]
# --8<-- [start:no_minimize]
def no_minimize():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.Adam()
    optimizer.minimize(lambda: tf.square(w), [w])


# --8<-- [end:no_minimize]
# --8<-- [start:no_compute_gradients]
def no_compute_gradients():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.Adam()
    return optimizer.compute_gradients(tf.square(w), [w])


# --8<-- [end:no_compute_gradients]
# --8<-- [start:no_get_gradients]
def no_get_gradients():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.Adam()
    return optimizer.get_gradients(tf.square(w), [w])


# --8<-- [end:no_get_gradients]
# --8<-- [start:no_legacy_optimizers]
def no_legacy_optimizers():
    return tf.keras.optimizers.legacy.Adam()


# --8<-- [end:no_legacy_optimizers]
# --8<-- [start:lr_keyword]
def lr_keyword():
    return tf.keras.optimizers.Adam(lr=0.001)


# --8<-- [end:lr_keyword]
# --8<-- [start:decay_keyword]
def decay_keyword():
    return tf.keras.optimizers.RMSprop(learning_rate=0.1, decay=0.9)


# --8<-- [end:decay_keyword]
# --8<-- [start:learning_rate_is_a_tensor]
def learning_rate_is_a_tensor():
    rate = tf.constant(0.001)
    return tf.keras.optimizers.Adam(rate)


# --8<-- [end:learning_rate_is_a_tensor]
# --8<-- [start:callable_momentum]
def callable_momentum():
    return tf.keras.optimizers.SGD(0.1, momentum=lambda: 0.9)


# --8<-- [end:callable_momentum]
# --8<-- [start:global_step_keyword]
def global_step_keyword():
    w, step = tf.Variable(3.0), tf.Variable(0)
    optimizer = tf.keras.optimizers.SGD(0.1)
    pairs = [(tf.constant(1.0), w)]
    optimizer.apply_gradients(pairs, global_step=step)


# --8<-- [end:global_step_keyword]
# --8<-- [start:grad_ys_keyword]
def grad_ys_keyword():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.square(w)
    return tape.gradient(y, w, grad_ys=-1.0)


# --8<-- [end:grad_ys_keyword]
# --8<-- [start:no_gradients_provided]
def no_gradients_provided():
    w = tf.Variable(3.0)
    loss = tf.square(w)
    with tf.GradientTape() as tape:
        loss = 2.0 * loss
    optimizer = tf.keras.optimizers.SGD(0.1)
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])


# --8<-- [end:no_gradients_provided]
# --8<-- [start:gradients_do_not_exist]
def gradients_do_not_exist():
    weights = [tf.Variable(3.0), tf.Variable(5.0)]
    with tf.GradientTape() as tape:
        loss = tf.square(weights[0])
    gradients = tape.gradient(loss, weights)
    optimizer = tf.keras.optimizers.SGD(0.1)
    optimizer.apply_gradients(zip(gradients, weights, strict=True))


# --8<-- [end:gradients_do_not_exist]
# --8<-- [start:none_is_multiplied]
def none_is_multiplied():
    weights = [tf.Variable(3.0), tf.Variable(5.0)]
    with tf.GradientTape() as tape:
        loss = tf.square(weights[0])
    return [0.5 * g for g in tape.gradient(loss, weights)]


# --8<-- [end:none_is_multiplied]
# --8<-- [start:none_is_clipped]
def none_is_clipped():
    weights = [tf.Variable(3.0), tf.Variable(5.0)]
    with tf.GradientTape() as tape:
        loss = tf.square(weights[0])
    gradients = tape.gradient(loss, weights)
    return [tf.clip_by_norm(g, 1.0) for g in gradients]


# --8<-- [end:none_is_clipped]
# --8<-- [start:tape_asked_twice]
def tape_asked_twice():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        g = tf.square(w)
        f = tf.exp(g)
    return tape.gradient(f, g), tape.gradient(g, w)


# --8<-- [end:tape_asked_twice]
# --8<-- [start:asked_inside_the_tape]
def asked_inside_the_tape():
    w = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.square(w)
        return tape.gradient(loss, w)


# --8<-- [end:asked_inside_the_tape]
# --8<-- [start:watched_integers]
def watched_integers():
    pixels = tf.constant([0, 128, 255])
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        y = tf.reduce_sum(tf.cast(pixels, tf.float32) / 255.0)
    return tape.gradient(y, pixels)


# --8<-- [end:watched_integers]
# --8<-- [start:watched_number]
def watched_number():
    x = 3.0
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.square(x)
    return tape.gradient(y, x)


# --8<-- [end:watched_number]
# --8<-- [start:array_as_source]
def array_as_source():
    x = np.ones(3, np.float32)
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.square(x))
    return tape.gradient(y, x)


# --8<-- [end:array_as_source]
# --8<-- [start:op_without_gradient]
def op_without_gradient():
    x = tf.constant([3.0, 1.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y, _ = tf.unique(x)
    return tape.gradient(y, x)


# --8<-- [end:op_without_gradient]
# --8<-- [start:override_not_registered]
def override_not_registered():
    with tf.Graph().as_default() as graph:
        x = tf.constant([3.0, -1.0])
        with graph.gradient_override_map({"Relu": "NotRegistered"}):
            y = tf.nn.relu(x)
        return tf.gradients(y, x)


# --8<-- [end:override_not_registered]
# --8<-- [start:scalar_gradient_zipped]
def scalar_gradient_zipped():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    gradients = tape.gradient(loss, w)
    return list(zip(gradients, [w], strict=True))


# --8<-- [end:scalar_gradient_zipped]
# --8<-- [start:gradient_zipped_in_a_function]
def gradient_zipped_in_a_function():
    w = tf.Variable([3.0])

    @tf.function
    def pairs():
        with tf.GradientTape() as tape:
            loss = tf.square(w)
        return list(zip(tape.gradient(loss, w), [w], strict=True))

    return pairs()


# --8<-- [end:gradient_zipped_in_a_function]
# --8<-- [start:unknown_variable]
def unknown_variable():
    optimizer = tf.keras.optimizers.SGD(0.1)
    for _ in range(2):
        w = tf.Variable(3.0)
        optimizer.apply_gradients([(tf.constant(1.0), w)])


# --8<-- [end:unknown_variable]
# --8<-- [start:variable_made_in_a_function]
def variable_made_in_a_function():
    @tf.function
    def train_step():
        w = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            loss = tf.square(w)
        return tape.gradient(loss, w)

    return train_step()


# --8<-- [end:variable_made_in_a_function]
# --8<-- [start:numpy_in_a_function]
def numpy_in_a_function():
    @tf.function
    def loss(x):
        return np.square(x)

    return loss(tf.constant(3.0))


# --8<-- [end:numpy_in_a_function]
# --8<-- [start:numpy_method_in_a_function]
def numpy_method_in_a_function():
    @tf.function
    def loss(x):
        return tf.square(x).numpy()

    return loss(tf.constant(3.0))


# --8<-- [end:numpy_method_in_a_function]
# --8<-- [start:tensor_kept_from_a_function]
def tensor_kept_from_a_function():
    kept = []

    @tf.function
    def loss(x):
        kept.append(tf.tanh(x))
        return tf.square(kept[0])

    loss(tf.constant(3.0))
    return 2.0 * kept[0]


# --8<-- [end:tensor_kept_from_a_function]
# --8<-- [start:eager_tensor_in_a_graph]
def eager_tensor_in_a_graph():
    w = tf.Variable(3.0)
    with tf.Graph().as_default():
        return tf.gradients(tf.square(w), w)


# --8<-- [end:eager_tensor_in_a_graph]
# --8<-- [start:condition_without_autograph]
def condition_without_autograph():
    @tf.function(autograph=False)
    def loss(x):
        return tf.square(x) if x > 0.0 else -x

    return loss(tf.constant(3.0))


# --8<-- [end:condition_without_autograph]
# --8<-- [start:keras_tensor]
def keras_tensor():
    x = tf.keras.Input([3])
    y = tf.keras.layers.Dense(2)(x)
    return tf.reduce_sum(y)


# --8<-- [end:keras_tensor]
# --8<-- [start:keras_backend_gradients]
def keras_backend_gradients():
    import keras

    w = tf.Variable(3.0)
    return keras.backend.gradients(tf.square(w), [w])


# --8<-- [end:keras_backend_gradients]
# --8<-- [start:no_saver]
def no_saver():
    return tf.train.Saver()


# --8<-- [end:no_saver]
# --8<-- [start:no_contrib]
def no_contrib():
    return tf.contrib.opt.NadamOptimizer(0.001)


# --8<-- [end:no_contrib]
# --8<-- [start:no_get_scaled_loss]
def no_get_scaled_loss():
    sgd = tf.keras.optimizers.SGD(0.1)
    optimizer = tf.keras.mixed_precision.LossScaleOptimizer(sgd)
    return optimizer.get_scaled_loss(tf.constant(2.0))


# --8<-- [end:no_get_scaled_loss]
# --8<-- [start:variable_made_at_a_later_call]
def variable_made_at_a_later_call():
    optimizers = {}

    @tf.function
    def train_step(w, name):
        if name not in optimizers:
            optimizers[name] = tf.keras.optimizers.Adam()
        optimizers[name].apply_gradients([(2 * w, w)])

    w = tf.Variable(3.0)
    optimizers["generator"] = tf.keras.optimizers.Adam()
    optimizers["generator"].build([w])
    train_step(w, "generator")
    train_step(w, "critic")


# --8<-- [end:variable_made_at_a_later_call]
