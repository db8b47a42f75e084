"""What people write for a target network, and what it gives."""

from tape_patterns.pair import Wrong

same_variables = Wrong(
    "Copies the list, not the variables: the target is the network.",
    edits={"[tf.Variable(w) for w in online]": "list(online)"},
)

before_the_step = Wrong(
    "Moves the target to the weights before the update.",
    edits={
        """\
        optimizer.apply_gradients(zip(gradients, online))
        for w, t in zip(online, target):
            t.assign(tau * w + (1.0 - tau) * t)
""": """\
        for w, t in zip(online, target):
            t.assign(tau * w + (1.0 - tau) * t)
        optimizer.apply_gradients(zip(gradients, online))
"""
    },
)

tau_swapped = Wrong(
    "Takes tau for the share that the target keeps.",
    edits={
        "tau * w + (1.0 - tau) * t": "tau * t + (1.0 - tau) * w",
    },
)

name_bound_anew = Wrong(
    "Gives the name another tensor: the target never moves.",
    edits={
        "t.assign(tau * w + (1.0 - tau) * t)": (
            "t = tau * w + (1.0 - tau) * t"
        )
    },
)
