"""What the site shows of a run: measured, kept as data, and written as Markdown.

``tape-patterns evidence`` makes all of it: each pair's evidence, and what the
producers below make.
"""

PRODUCERS = (
    "calls",
    "check_port",
    "llms",
    "adam_drift",
    "margin",
    "memory",
    "optimizer_dtypes",
    "optimizer_speed",
    "scan_example",
    "scan_signatures",
    "update_order",
    "optimizer_table",
)
"""Modules of this package with a function ``produce(samples)``, which writes files for
pages that are no pair's. The table of optimizers comes last: it reads the pairs'
evidence."""
