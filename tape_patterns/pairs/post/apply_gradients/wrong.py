"""What people write for ``apply_gradients``, and what it gives."""

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

outside_steps = Wrong(
    "Computes the gradient once, as the graph did, and applies it.",
    edits={
        """    @tf.function
    def train_step(x):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        grads = tape.gradient(loss, [w])
""": """    with tf.GradientTape() as tape:
        loss = x * tf.square(w)
    grads = tape.gradient(loss, [w])

    @tf.function
    def train_step(x):
"""
    },
)
