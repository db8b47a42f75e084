"""What people write in place of an Estimator, and what it gives."""

from tape_patterns.pair import Wrong

goes_on = Wrong(
    "Goes on in the data where the training before stopped.",
    edits={
        "    def train(steps):\n"
        "        for features, labels in dataset.take(steps):\n"
        "            record": (
            "    batches = iter(dataset)\n\n"
            "    def train(steps):\n"
            "        for _ in range(steps):\n"
            "            features, labels = next(batches)\n"
            "            record"
        ),
    },
)

by_examples = Wrong(
    "Averages over the examples, not over the batches.",
    edits={
        "evaluated.update_state(loss_of(features, labels, weights))": (
            "loss = loss_of(features, labels, weights)\n"
            "        evaluated.update_state(loss, len(features))"
        ),
    },
)
