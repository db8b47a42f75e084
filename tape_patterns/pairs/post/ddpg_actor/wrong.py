"""What people write for the DDPG actor, and what it gives."""

from tape_patterns.pair import Wrong

mean_q = Wrong(
    "Takes the mean of Q: the rate shrinks by the batch size.",
    form="one_tape",
    edits={"tf.reduce_sum(q)": "tf.reduce_mean(q)"},
)

lost_minus = Wrong(
    "Seeds with +dQ/da: descends on Q, where it should climb.",
    edits={
        "output_gradients=-action_gradients": (
            "output_gradients=action_gradients"
        )
    },
)

critic_without_action = Wrong(
    "Feeds the critic a copy of the action that no tape watches.",
    edits={
        "            critic_tape.watch(action)\n": (
            "            copied = tf.stop_gradient(action)\n"
        ),
        "tf.concat([state, action], axis=1)": (
            "tf.concat([state, copied], axis=1)"
        ),
    },
)
