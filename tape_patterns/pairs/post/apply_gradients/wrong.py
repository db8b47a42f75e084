"""What people write for ``apply_gradients``, and what it gives."""

import tensorflow as tf

from tape_patterns.pair import Wrong

optimizer_in_step = Wrong(
    "Makes the optimizer inside the step: its variables come anew.",
    edits={
        """    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

""": "",
        """    def train_step(x):
""": """    def train_step(x):
        optimizer = tf.keras.optimizers.SGD(learning_rate)
""",
    },
)

bare_source = Wrong(
    "Zips the gradient itself. ``tf.gradients`` made a list of it.",
    edits={"tape.gradient(loss, [w])": "tape.gradient(loss, w)"},
)


# --8<-- [start:outside_steps]
def outside_steps(x, w, learning_rate, steps):
    """Computes the gradient once, as the graph did, and applies it."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    with tf.GradientTape() as tape:
        loss = x * tf.square(w)
    grads = tape.gradient(loss, [w])
    for _ in range(steps):
        optimizer.apply_gradients(zip(grads, [w]))
    return {
        "gradient": grads[0].numpy(),
        "w": w.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }


# --8<-- [end:outside_steps]
