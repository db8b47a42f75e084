"""What people write for this optimizer, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Drops l1 and l2, which Keras' Adagrad does not have.",
    edits={
        "from tape_patterns.optimizers import ProximalAdagrad": (
            "import tensorflow as tf"
        ),
        "= ProximalAdagrad(": "= tf.keras.optimizers.Adagrad(",
        "        l1_regularization_strength=l1,\n": "",
        "        l2_regularization_strength=l2,\n": "",
    },
)

loss_penalty = Wrong(
    "Adds l1 and l2 as a penalty in the loss does, so they reach "
    "the accumulator.",
    form="closest",
    edits={
        "run = trains_network(make, apply=shrink)": """\
def penalize(optimizer, gradients, variables, l1, l2, **_):
    penalized = [
        (gradient + l1 * tf.sign(w) + l2 * w, w)
        for gradient, w in zip(gradients, variables)
    ]
    optimizer.apply_gradients(penalized)


run = trains_network(make, apply=penalize)""",
    },
)
