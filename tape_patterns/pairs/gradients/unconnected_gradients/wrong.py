"""What people write for unconnected gradients, and what it gives."""

import tensorflow as tf


def loss_of(batch, target, trunk, head):
    """Return the loss of a trunk with one of its heads."""
    hidden = tf.tanh(tf.matmul(batch, trunk))
    return tf.reduce_sum(tf.square(tf.matmul(hidden, head) - target))


def flatten(gradients):
    """Return all gradients in one vector."""
    return tf.concat(
        [tf.reshape(g, [-1]) for g in gradients], 0
    ).numpy()


# --8<-- [start:zeros_applied]
def zeros_applied(x, targets, trunk, heads, learning_rate, momentum):
    """Applies the zeros: momentum moves the head that should rest."""
    variables = [tf.Variable(v) for v in (trunk, *heads)]
    optimizer = tf.keras.optimizers.SGD(learning_rate, momentum)
    optimizer.build(variables)
    has_gradient, flat_gradients = [], []
    for step in range(len(x)):
        with tf.GradientTape() as tape:
            head = variables[1 + step % 2]
            loss = loss_of(x[step], targets[step], variables[0], head)
        gradients = tape.gradient(
            loss,
            variables,
            unconnected_gradients=tf.UnconnectedGradients.ZERO,
        )
        optimizer.apply_gradients(zip(gradients, variables))
        has_gradient.append([g is not None for g in gradients])
        flat_gradients.append(flatten(gradients))
    return {
        "trunk": variables[0].numpy(),
        "head_0": variables[1].numpy(),
        "head_1": variables[2].numpy(),
        "flat_gradients": flat_gradients,
        "has_gradient": has_gradient,
    }


# --8<-- [end:zeros_applied]
# --8<-- [start:task_as_tensor]
def task_as_tensor(x, targets, trunk, heads, learning_rate, momentum):
    """Picks the head by ``tf.cond``: no ``None`` is left to filter."""
    variables = [tf.Variable(v) for v in (trunk, *heads)]
    optimizer = tf.keras.optimizers.SGD(learning_rate, momentum)
    optimizer.build(variables)

    @tf.function
    def train_step(batch, target, task):
        with tf.GradientTape() as tape:
            loss = tf.cond(
                task == 0,
                lambda: loss_of(batch, target, *variables[:2]),
                lambda: loss_of(batch, target, *variables[::2]),
            )
        gradients = tape.gradient(loss, variables)
        pairs = zip(gradients, variables)
        known = [(g, v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
        return gradients

    has_gradient, flat_gradients = [], []
    for step in range(len(x)):
        task = tf.constant(step % 2)
        gradients = train_step(x[step], targets[step], task)
        has_gradient.append([g is not None for g in gradients])
        flat_gradients.append(flatten(gradients))
    return {
        "trunk": variables[0].numpy(),
        "head_0": variables[1].numpy(),
        "head_1": variables[2].numpy(),
        "flat_gradients": flat_gradients,
        "has_gradient": has_gradient,
    }


# --8<-- [end:task_as_tensor]
# --8<-- [start:nones_flattened]
def nones_flattened(x, targets, trunk, heads, learning_rate, momentum):
    """Flattens the gradients as they are, ``None`` included."""
    variables = [tf.Variable(v) for v in (trunk, *heads)]
    with tf.GradientTape() as tape:
        loss = loss_of(x[0], targets[0], *variables[:2])
    gradients = tape.gradient(loss, variables)
    return tf.concat([tf.reshape(g, [-1]) for g in gradients], 0)


# --8<-- [end:nones_flattened]
# --8<-- [start:zeros_asked_of_optimizer]
def zeros_asked_of_optimizer(
    x, targets, trunk, heads, learning_rate, momentum
):
    """Gives the option to the optimizer: it belongs to the tape."""
    variables = [tf.Variable(v) for v in (trunk, *heads)]
    optimizer = tf.keras.optimizers.SGD(learning_rate, momentum)
    with tf.GradientTape() as tape:
        loss = loss_of(x[0], targets[0], *variables[:2])
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(
        zip(gradients, variables),
        unconnected_gradients=tf.UnconnectedGradients.ZERO,
    )


# --8<-- [end:zeros_asked_of_optimizer]
