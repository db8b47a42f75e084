"""Run both sides of a pair and compare what they return, bit for bit or under rounding.

    from tape_patterns import pairs
    from tape_patterns.equivalence import verify

    for result in verify(pairs.load("chain_rule"), samples=20):
        print(result.run, result.outcome, result.difference)

Import this before TensorFlow: see ``load_tensorflow``.
"""

from tape_patterns.equivalence.cost import Cost, measure_cost
from tape_patterns.equivalence.difference import Difference, compare
from tape_patterns.equivalence.distance import Distance, measure_distances
from tape_patterns.equivalence.recording import (
    Recording,
    read_recording,
    write_recording,
)
from tape_patterns.equivalence.runs import (
    load_tensorflow,
    run_eager,
    run_function,
    run_graph,
    use_gpu,
)
from tape_patterns.equivalence.side_by_side import usual_jobs, verify_side_by_side
from tape_patterns.equivalence.tensorflow1 import TensorFlow1
from tape_patterns.equivalence.verification import (
    Result,
    rounding_of,
    verify,
    versions,
)
from tape_patterns.equivalence.wrong_translations import (
    WrongTranslation,
    try_wrong_translations,
)
from tape_patterns.errors import UsageError

__all__ = [
    "Cost",
    "Difference",
    "Distance",
    "Recording",
    "Result",
    "TensorFlow1",
    "UsageError",
    "WrongTranslation",
    "compare",
    "load_tensorflow",
    "measure_cost",
    "measure_distances",
    "read_recording",
    "rounding_of",
    "run_eager",
    "run_function",
    "run_graph",
    "try_wrong_translations",
    "use_gpu",
    "usual_jobs",
    "verify",
    "verify_side_by_side",
    "versions",
    "write_recording",
]
