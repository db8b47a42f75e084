"""What people write for fed gradients, and what it gives."""

from tape_patterns.pair import Wrong

not_an_argument = Wrong(
    "Reads them from outside: the trace keeps the first ones.",
    edits={
        "def apply_gradients(gradients):": "def apply_gradients():",
        "zip(gradients, variables)": "zip(means, variables)",
        "apply_gradients(means)": "apply_gradients()",
    },
)

each_in_turn = Wrong(
    "Applies those of each worker: the steps add up.",
    edits={
        "    def apply_gradients(gradients):\n": """\
    def apply_gradients(workers):
        for gradients in workers:
            step(gradients)

    def step(gradients):
""",
        "apply_gradients(means)": "apply_gradients(each)",
    },
)
