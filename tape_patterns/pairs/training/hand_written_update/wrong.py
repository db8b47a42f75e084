"""What people write for a rule by hand, and what it gives."""

from tape_patterns.pair import Wrong

not_kept = Wrong(
    "Gives the new mean a Python name: the variable stays zero.",
    edits={
        "m.assign(beta1 * m + (1 - beta1) * g)": (
            "m = beta1 * m + (1 - beta1) * g"
        ),
    },
)

counted_first = Wrong(
    "Counts above the loop: each correction is one step late.",
    edits={
        "        gradients = tape.gradient(loss, weights)\n": (
            "        gradients = tape.gradient(loss, weights)\n"
            "        t.assign_add(1)\n"
        ),
        "            w.assign_sub(rate * m_hat / "
        "tf.sqrt(v_hat + epsilon))\n        t.assign_add(1)\n": (
            "            w.assign_sub(rate * m_hat / "
            "tf.sqrt(v_hat + epsilon))\n"
        ),
    },
)

epsilon_outside = Wrong(
    "Adds epsilon outside the root, as Adam's paper does.",
    edits={
        "tf.sqrt(v_hat + epsilon)": "(tf.sqrt(v_hat) + epsilon)",
    },
)
