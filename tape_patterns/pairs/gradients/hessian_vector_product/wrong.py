"""What people write for Hessian-vector products, and what it gives."""

from tape_patterns.pair import Wrong

policy_not_held = Wrong(
    "Differentiates both policies: KL(p, p) is 0 wherever p moves.",
    edits={"old = tf.stop_gradient(log_policy)": "old = log_policy"},
)

gradient_after_tape = Wrong(
    "Takes the first gradient when the tapes have closed.",
    edits={
        """\
            # The outer tape must record this gradient.
            gradient = flatten""": """\
        gradient = flatten"""
    },
)

ones_for_vector = Wrong(
    "Forgets the seed, so the gradient is multiplied by ones.",
    edits={
        """outer.gradient(
            gradient, weights, output_gradients=vector
        )""": "outer.gradient(gradient, weights)"
    },
)

tape_inside_accumulator = Wrong(
    "Differentiates ``jvp(kl)``: the tape inside never sees it.",
    form="forward_over_reverse",
    edits={
        """\
            # The accumulator must see this gradient.
            gradients = tape.gradient(kl, weights)
        return flatten(accumulator.jvp(gradients))
""": """\
        gradients = tape.gradient(accumulator.jvp(kl), weights)
        return flatten(gradients)
"""
    },
)
