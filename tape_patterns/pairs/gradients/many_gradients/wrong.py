"""What people write for several gradients, and what it gives."""

from tape_patterns.pair import Wrong

one_shot_tape = Wrong(
    "Takes three gradients of a tape that is good for one.",
    edits={"tf.GradientTape(persistent=True)": "tf.GradientTape()"},
)

clipped_sum = Wrong(
    "Passes all losses as one target: that is their sum.",
    edits={
        """\
        actor, critic, entropy = (
            tape.gradient(loss, variables) for loss in losses
        )
        actor, actor_norm = tf.clip_by_global_norm(actor, limit)
        critic, critic_norm = tf.clip_by_global_norm(critic, limit)
        total = [tf.add_n(g) for g in zip(actor, critic, entropy)]
""": """\
        total = tape.gradient(losses, variables)
        total, norm = tf.clip_by_global_norm(total, limit)
        actor_norm = critic_norm = norm
"""
    },
)

update_between = Wrong(
    "Updates for the actor before it computes the critic's loss.",
    edits={
        """\
        critic, critic_norm = tf.clip_by_global_norm(critic, limit)
        total = [tf.add_n(g) for g in zip(actor, critic, entropy)]
""": """\
        optimizer.apply_gradients(zip(actor, variables))
        with tf.GradientTape() as tape:
            _, critic_loss, _ = losses_of(variables, *batch)
        critic = tape.gradient(critic_loss, variables)
        critic, critic_norm = tf.clip_by_global_norm(critic, limit)
        total = [tf.add_n(g) for g in zip(critic, entropy)]
"""
    },
)
