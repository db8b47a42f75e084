"""What people write for MAML's inner steps, and what it gives."""

from tape_patterns.pair import Wrong

not_watched = Wrong(
    "Watches nothing: from the second step on weights are tensors.",
    edits={"                    tape.watch(fast)\n": ""},
)

zeros_for_none = Wrong(
    "Asks for zeros in place of ``None``: one inner step is left.",
    edits={
        "                    tape.watch(fast)\n": "",
        """\
                pairs = zip(fast, tape.gradient(loss, fast))
""": """\
                gradients = tape.gradient(
                    loss, fast, unconnected_gradients="zero"
                )
                pairs = zip(fast, gradients)
""",
    },
)

assigned = Wrong(
    "Assigns to the variables: the next task starts from there.",
    edits={
        """\
                fast = [w - inner_rate * g for w, g in pairs]
""": """\
                for w, g in pairs:
                    w.assign_sub(inner_rate * g)
"""
    },
)

first_order = Wrong(
    "Takes the inner gradients outside the meta tape: constants.",
    edits={
        """\
                pairs = zip(fast, tape.gradient(loss, fast))
""": """\
                with meta_tape.stop_recording():
                    gradients = tape.gradient(loss, fast)
                pairs = zip(fast, gradients)
"""
    },
)
