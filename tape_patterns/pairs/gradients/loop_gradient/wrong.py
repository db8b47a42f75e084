"""What people write for TF1's loops, and what it gives."""

from tape_patterns.pair import Wrong

list_in_loop = Wrong(
    "Appends to a list in a loop over a tensor.",
    form="unrolled",
    edits={"for x in tf.unstack(inputs):": "for x in inputs:"},
)

array_not_kept = Wrong(
    "Drops what ``write`` returns: the array stays empty.",
    edits={"states = states.write(t, state)": "states.write(t, state)"},
)

without_autograph = Wrong(
    "Turns AutoGraph off: Python cannot ask a tensor.",
    form="unrolled",
    edits={"@tf.function": "@tf.function(autograph=False)"},
)

fixed_count = Wrong(
    "Settles ten times, where TF1 stopped in time.",
    edits={
        "while change > tolerance and steps < maximum_iterations:": (
            "for _ in range(10):"
        )
    },
)

jit_without_maximum = Wrong(
    "Compiles with XLA, which must know the most steps.",
    edits={"@tf.function": "@tf.function(jit_compile=True)"},
)
