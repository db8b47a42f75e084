"""What people write for ``K.gradients``, and what it gives."""

from tape_patterns.pair import Wrong

symbolic_gradient = Wrong(
    "Keeps ``K.gradients`` on the model's symbolic tensors.",
    edits={
        "    features = tf.keras.Model(model.inputs, features)\n": """\
    K = tf.keras.backend
    loss = K.mean(K.square(features[..., channel]))
    gradient = K.gradients(loss, model.inputs[0])[0]
"""
    },
)

gradients_of_values = Wrong(
    "Keeps ``K.gradients``, on values of the model.",
    edits={
        "    @tf.function\n": "",
        "tape.gradient(loss, image)": (
            "tf.keras.backend.gradients(loss, image)[0]"
        ),
    },
)

predict_under_tape = Wrong(
    "Calls ``predict``: it returns NumPy, so no tape sees it.",
    edits={
        "    @tf.function\n": "",
        "chosen = features(image)[..., channel]": (
            "chosen = features.predict(image, verbose=0)[..., channel]"
        ),
    },
)

image_not_an_argument = Wrong(
    "Captures the image: the trace keeps the first one.",
    edits={
        "def loss_and_gradient(image):": "def loss_and_gradient():",
        "found.append(loss_and_gradient(image))": (
            "found.append(loss_and_gradient())"
        ),
    },
)
