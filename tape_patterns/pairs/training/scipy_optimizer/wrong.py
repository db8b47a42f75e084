"""What people write to minimize with SciPy, and what it gives."""

from tape_patterns.pair import Wrong

default_method = Wrong(
    "Leaves method and bounds out: SciPy takes BFGS.",
    edits={
        'settings.update(method="L-BFGS-B", bounds=bounds, jac=True)': (
            "settings.update(jac=True)"
        ),
    },
)

no_jac = Wrong(
    "Leaves ``jac=True`` out: SciPy takes both for the loss.",
    edits={", jac=True)": ")"},
)

not_assigned = Wrong(
    "Takes the point for an argument, and never assigns it.",
    edits={
        "        assign(flat)\n        with": "        with",
    },
)
