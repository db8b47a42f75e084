"""What people write for an optimizer of their own."""

from tape_patterns.pair import Wrong

old_names = Wrong(
    "Keeps the method's old name: Keras 3 never calls it.",
    edits={
        "def update_step(self, grad, var, learning_rate)": (
            "def _resource_apply_dense(self, grad, var)"
        ),
        "tf.cast(learning_rate, grad.dtype)": (
            "tf.cast(self.learning_rate, grad.dtype)"
        ),
    },
)

one_slot = Wrong(
    "Keeps one average for all variables.",
    edits={
        "[self._get_variable_index(var)]": "[0]",
    },
)

average_of_before = Wrong(
    "Assigns below the update, which then takes the old average.",
    edits={
        "slot.assign(beta * slot + (1 - beta) * grad)\n": (
            "change = rate * ((1 - nu) * grad + nu * slot)\n"
        ),
        "var.assign_sub(rate * ((1 - nu) * grad + nu * slot))\n": (
            "slot.assign(beta * slot + (1 - beta) * grad)\n"
            "        var.assign_sub(change)\n"
        ),
    },
)
