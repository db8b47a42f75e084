"""What people write for loss scaling, and what it gives."""

from tape_patterns.pair import Wrong

not_scaled = Wrong(
    "Takes the gradient of the loss: it is divided by the scale.",
    edits={
        "tape.gradient(scaled_loss, weights)": (
            "tape.gradient(loss, weights)"
        ),
    },
)

not_divided = Wrong(
    "Applies the scaled gradients with the optimizer inside.",
    edits={
        "optimizer.apply_gradients(zip(gradients, weights))": (
            "optimizer.inner_optimizer.apply(gradients, weights)"
        ),
    },
)

fixed_scale = Wrong(
    "Sets a fixed scale: a step that overflows is not skipped.",
    edits={
        "tf.keras.optimizers.LossScaleOptimizer(\n"
        "        tf.keras.optimizers.SGD(learning_rate),\n"
        "        initial_scale=initial_scale,\n"
        "        dynamic_growth_steps=growth_steps,\n    )": (
            "tf.keras.optimizers.SGD(\n"
            "        learning_rate,\n"
            "        loss_scale_factor=initial_scale,\n    )"
        ),
        "scale = optimizer.dynamic_scale": (
            "scale = np.float32(initial_scale)"
        ),
    },
)
