"""What people write for ``FtrlOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

weight_decay = Wrong(
    "Takes Keras' `weight_decay` for the shrinkage.",
    form="closest",
    edits={
        "l2_shrinkage_regularization_strength=shrinkage": (
            "weight_decay=2 * shrinkage"
        ),
    },
)

shrinkage_added = Wrong(
    "Adds the shrinkage to l2: that one pulls, this one shrinks.",
    form="closest",
    edits={
        (
            "        l2_regularization_strength=l2,\n"
            "        l2_shrinkage_regularization_strength=shrinkage,\n"
        ): "        l2_regularization_strength=l2 + shrinkage,\n",
    },
)
