"""What to write instead, for each message of docs/errors.md, which includes it."""

import tempfile

import numpy as np
import tensorflow as tf


# --8<-- [start:gradients_in_eager_code]
def gradients_in_eager_code():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.square(w)
    return tape.gradient(y, w)


# --8<-- [end:gradients_in_eager_code]
# --8<-- [start:loss_is_a_tensor]
def loss_is_a_tensor():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.SGD(0.1)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w


# --8<-- [end:loss_is_a_tensor]
# --8<-- [start:no_session]
def no_session():
    @tf.function
    def value():
        return tf.constant(1.0)

    return value().numpy()


# --8<-- [end:no_session]
# --8<-- [start:no_placeholder]
def no_placeholder():
    @tf.function(input_signature=[tf.TensorSpec([None, 3])])
    def total(x):
        return tf.reduce_sum(x)

    return total(np.ones([4, 3], np.float32))


# --8<-- [end:no_placeholder]
# --8<-- [start:placeholder_in_eager_code]
def placeholder_in_eager_code():
    @tf.function
    def total(x):
        return tf.reduce_sum(x)

    return total(tf.ones([4, 3]))


# --8<-- [end:placeholder_in_eager_code]
# --8<-- [start:float64_array_in_a_function]
def float64_array_in_a_function():
    w = tf.Variable([[3.0], [5.0]])

    @tf.function
    def predict(x):
        x = tf.cast(x, w.dtype)
        return tf.matmul(x, w)

    return predict(np.ones([4, 2]))


# --8<-- [end:float64_array_in_a_function]
# --8<-- [start:float64_tensor_in_eager_code]
def float64_tensor_in_eager_code():
    prediction = tf.constant([3.0, 5.0])
    y = tf.constant(np.ones(2), tf.float32)
    return prediction - y


# --8<-- [end:float64_tensor_in_eager_code]
# --8<-- [start:empty_graph]
def empty_graph():
    y = tf.square(3.0)
    return y.numpy()


# --8<-- [end:empty_graph]
# --8<-- [start:eval_in_eager_code]
def eval_in_eager_code():
    return tf.square(3.0).numpy()


# --8<-- [end:eval_in_eager_code]
# --8<-- [start:no_adam_optimizer]
def no_adam_optimizer():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.Adam(0.001, epsilon=1e-8)
    optimizer.apply_gradients([(tf.constant(1.0), w)])
    return w


# --8<-- [end:no_adam_optimizer]
# --8<-- [start:no_trainable_variables]
def no_trainable_variables():
    model = tf.keras.Sequential([tf.keras.Input([3]), tf.keras.layers.Dense(4)])
    return [w.shape for w in model.trainable_variables]


# --8<-- [end:no_trainable_variables]
# --8<-- [start:no_get_variable]
def no_get_variable():
    w = tf.Variable(tf.zeros([3, 4]), name="w")
    return w


# --8<-- [end:no_get_variable]
# --8<-- [start:no_assign]
def no_assign():
    w = tf.Variable(3.0)
    w.assign(5.0)
    return w


# --8<-- [end:no_assign]
# --8<-- [start:no_minimize]
def no_minimize():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.Adam()
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w


# --8<-- [end:no_minimize]
# --8<-- [start:no_compute_gradients]
def no_compute_gradients():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    return list(zip(tape.gradient(loss, [w]), [w], strict=True))


# --8<-- [end:no_compute_gradients]
# --8<-- [start:no_get_gradients]
def no_get_gradients():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    return tape.gradient(loss, [w])


# --8<-- [end:no_get_gradients]
# --8<-- [start:no_legacy_optimizers]
def no_legacy_optimizers():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.Adam()
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w


# --8<-- [end:no_legacy_optimizers]
# --8<-- [start:lr_keyword]
def lr_keyword():
    return tf.keras.optimizers.Adam(learning_rate=0.001).learning_rate


# --8<-- [end:lr_keyword]
# --8<-- [start:decay_keyword]
def decay_keyword():
    return tf.keras.optimizers.RMSprop(learning_rate=0.1, rho=0.9).rho


# --8<-- [end:decay_keyword]
# --8<-- [start:learning_rate_is_a_tensor]
def learning_rate_is_a_tensor():
    optimizer = tf.keras.optimizers.Adam(0.001)
    optimizer.learning_rate.assign(0.0005)
    return optimizer.learning_rate


# --8<-- [end:learning_rate_is_a_tensor]
# --8<-- [start:callable_momentum]
def callable_momentum():
    return tf.keras.optimizers.SGD(0.1, momentum=0.9).momentum


# --8<-- [end:callable_momentum]
# --8<-- [start:global_step_keyword]
def global_step_keyword():
    w = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.SGD(0.1)
    optimizer.apply_gradients([(tf.constant(1.0), w)])
    return optimizer.iterations


# --8<-- [end:global_step_keyword]
# --8<-- [start:grad_ys_keyword]
def grad_ys_keyword():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.square(w)
    return tape.gradient(y, w, output_gradients=tf.constant(-1.0))


# --8<-- [end:grad_ys_keyword]
# --8<-- [start:no_gradients_provided]
def no_gradients_provided():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
        loss = 2.0 * loss
    optimizer = tf.keras.optimizers.SGD(0.1)
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w


# --8<-- [end:no_gradients_provided]
# --8<-- [start:gradients_do_not_exist]
def gradients_do_not_exist():
    weights = [tf.Variable(3.0), tf.Variable(5.0)]
    with tf.GradientTape() as tape:
        loss = tf.square(weights[0])
    gradients = tape.gradient(loss, weights)
    pairs = zip(gradients, weights, strict=True)
    optimizer = tf.keras.optimizers.SGD(0.1)
    optimizer.apply_gradients([(g, w) for g, w in pairs if g is not None])
    return weights


# --8<-- [end:gradients_do_not_exist]
# --8<-- [start:none_is_multiplied]
def none_is_multiplied():
    weights = [tf.Variable(3.0), tf.Variable(5.0)]
    with tf.GradientTape() as tape:
        loss = tf.square(weights[0])
    gradients = tape.gradient(loss, weights, unconnected_gradients="zero")
    return [0.5 * g for g in gradients]


# --8<-- [end:none_is_multiplied]
# --8<-- [start:none_is_clipped]
def none_is_clipped():
    weights = [tf.Variable(3.0), tf.Variable(5.0)]
    with tf.GradientTape() as tape:
        loss = tf.square(weights[0])
    gradients = tape.gradient(loss, weights, unconnected_gradients="zero")
    return [tf.clip_by_norm(g, 1.0) for g in gradients]


# --8<-- [end:none_is_clipped]
# --8<-- [start:tape_asked_twice]
def tape_asked_twice():
    w = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        g = tf.square(w)
        f = tf.exp(-g)
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
    pixels = tf.cast(tf.constant([0, 128, 255]), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        y = tf.reduce_sum(pixels / 256.0)
    return tape.gradient(y, pixels)


# --8<-- [end:watched_integers]
# --8<-- [start:watched_number]
def watched_number():
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.square(x)
    return tape.gradient(y, x)


# --8<-- [end:watched_number]
# --8<-- [start:array_as_source]
def array_as_source():
    x = tf.constant(np.ones(3, np.float32))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(tf.square(x))
    return tape.gradient(y, x)


# --8<-- [end:array_as_source]
# --8<-- [start:op_without_gradient]
def op_without_gradient():
    x = tf.constant([3.0, 1.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        different, _ = tf.unique(tf.stop_gradient(x))
        y = tf.reduce_sum(x) * tf.reduce_sum(different)
    return tape.gradient(y, x)


# --8<-- [end:op_without_gradient]
# --8<-- [start:override_not_registered]
def override_not_registered():
    @tf.custom_gradient
    def relu(x):
        return tf.nn.relu(x), lambda upstream: upstream

    x = tf.constant([3.0, -1.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = relu(x)
    return tape.gradient(y, x)


# --8<-- [end:override_not_registered]
# --8<-- [start:scalar_gradient_zipped]
def scalar_gradient_zipped():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    gradients = tape.gradient(loss, [w])
    return list(zip(gradients, [w], strict=True))


# --8<-- [end:scalar_gradient_zipped]
# --8<-- [start:gradient_zipped_in_a_function]
def gradient_zipped_in_a_function():
    w = tf.Variable([3.0])

    @tf.function
    def gradients():
        with tf.GradientTape() as tape:
            loss = tf.square(w)
        return tape.gradient(loss, [w])

    return list(zip(gradients(), [w], strict=True))


# --8<-- [end:gradient_zipped_in_a_function]
# --8<-- [start:unknown_variable]
def unknown_variable():
    optimizer = tf.keras.optimizers.SGD(0.1)
    weights = [tf.Variable(3.0), tf.Variable(3.0)]
    optimizer.build(weights)
    for w in weights:
        optimizer.apply_gradients([(tf.constant(1.0), w)])
    return weights


# --8<-- [end:unknown_variable]
# --8<-- [start:variable_made_in_a_function]
def variable_made_in_a_function():
    w = tf.Variable(3.0)

    @tf.function
    def train_step():
        with tf.GradientTape() as tape:
            loss = tf.square(w)
        return tape.gradient(loss, w)

    return train_step()


# --8<-- [end:variable_made_in_a_function]
# --8<-- [start:numpy_in_a_function]
def numpy_in_a_function():
    @tf.function
    def loss(x):
        return tf.square(x)

    return loss(tf.constant(3.0))


# --8<-- [end:numpy_in_a_function]
# --8<-- [start:numpy_method_in_a_function]
def numpy_method_in_a_function():
    @tf.function
    def loss(x):
        return tf.square(x)

    return loss(tf.constant(3.0)).numpy()


# --8<-- [end:numpy_method_in_a_function]
# --8<-- [start:tensor_kept_from_a_function]
def tensor_kept_from_a_function():
    @tf.function
    def loss(x):
        kept = tf.nn.relu(x)
        return tf.square(kept), kept

    _, kept = loss(tf.constant(3.0))
    return 2.0 * kept


# --8<-- [end:tensor_kept_from_a_function]
# --8<-- [start:eager_tensor_in_a_graph]
def eager_tensor_in_a_graph():
    w = tf.Variable(3.0)

    @tf.function
    def gradients():
        return tf.gradients(tf.square(w), w)

    return gradients()


# --8<-- [end:eager_tensor_in_a_graph]
# --8<-- [start:condition_without_autograph]
def condition_without_autograph():
    @tf.function(autograph=False)
    def loss(x):
        return tf.cond(x > 0.0, lambda: tf.square(x), lambda: -x)

    return loss(tf.constant(3.0))


# --8<-- [end:condition_without_autograph]
# --8<-- [start:keras_tensor]
def keras_tensor():
    x = tf.keras.Input([3])
    y = tf.keras.layers.Dense(2, kernel_initializer="ones")(x)
    model = tf.keras.Model(x, y)
    return tf.reduce_sum(model(tf.ones([1, 3])))


# --8<-- [end:keras_tensor]
# --8<-- [start:keras_backend_gradients]
def keras_backend_gradients():
    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    return tape.gradient(loss, [w])


# --8<-- [end:keras_backend_gradients]
# --8<-- [start:no_saver]
def no_saver():
    w = tf.Variable(3.0)
    checkpoint = tf.train.Checkpoint(w=w)
    with tempfile.TemporaryDirectory() as folder:
        saved = checkpoint.write(folder + "/weights")
        w.assign(5.0)
        checkpoint.read(saved).assert_consumed()
    return w


# --8<-- [end:no_saver]
# --8<-- [start:no_contrib]
def no_contrib():
    from tape_patterns.optimizers import Nadam

    return Nadam(0.001).learning_rate


# --8<-- [end:no_contrib]
# --8<-- [start:no_get_scaled_loss]
def no_get_scaled_loss():
    sgd = tf.keras.optimizers.SGD(0.1)
    optimizer = tf.keras.mixed_precision.LossScaleOptimizer(sgd)
    optimizer.build([tf.Variable(3.0)])
    return optimizer.scale_loss(tf.constant(2.0))


# --8<-- [end:no_get_scaled_loss]
# --8<-- [start:variable_made_at_a_later_call]
def variable_made_at_a_later_call():
    w = tf.Variable(3.0)
    names = ("generator", "critic")
    optimizers = {name: tf.keras.optimizers.SGD(0.25) for name in names}
    for optimizer in optimizers.values():
        optimizer.build([w])

    @tf.function
    def train_step(w, name):
        optimizers[name].apply_gradients([(2 * w, w)])

    for name in names:
        train_step(w, name)
    return w


# --8<-- [end:variable_made_at_a_later_call]
