"""What people write for batch normalisation, and what it gives."""

from tape_patterns.pair import Wrong

not_training = Wrong(
    "Leaves ``training`` out: the layer infers, and nothing moves.",
    edits={"normalize(x, training=True)": "normalize(x)"},
)

training_at_the_end = Wrong(
    "Predicts with ``training=True``: by the batch's own mean.",
    edits={
        "normalize(x, training=False)": "normalize(x, training=True)",
    },
)

decay_of_contrib = Wrong(
    "Takes the rate for the momentum: the averages jump.",
    edits={
        "momentum=momentum, **start": "momentum=1 - momentum, **start",
    },
)

epsilon_of_a_paper = Wrong(
    "Takes another epsilon than TF1's 0.001.",
    edits={
        "momentum=momentum, **start": (
            "momentum=momentum, epsilon=1e-5, **start"
        ),
    },
)
