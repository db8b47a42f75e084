"""Run TF1 sides on TensorFlow 1.15: the part that Python 3.7 executes.

Started as a file, by ``TensorFlow1``. It reads one request a line,
``{"module", "inputs", "outputs"}``: the two paths are NumPy archives, and an
archive's entry ``layout`` says how its arrays make up the arguments. It answers
each with one line: ``{}`` or ``{"error"}``. The first line says the versions.
"""

import importlib
import json
import os
import sys
import traceback
import warnings

import numpy as np


def unpack(layout, archive):
    """Return the arguments that ``layout`` describes."""
    if isinstance(layout, dict):
        return archive[layout["array"]][()]
    if isinstance(layout, list):
        return [unpack(item, archive) for item in layout]
    return layout


def answer(request):
    """Run one TF1 side and save what it returns."""
    with np.load(request["inputs"]) as archive:
        layout = json.loads(str(archive["layout"]))
        inputs = {name: unpack(item, archive) for name, item in layout.items()}
    tf1 = importlib.import_module(request["module"])
    outputs = tf1.run(**inputs)
    np.savez(request["outputs"], **{k: np.asarray(v) for k, v in outputs.items()})


def main():
    """Answer requests until the input ends."""
    # What a run prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    package = os.path.dirname(os.path.abspath(__file__))
    sys.path[0] = os.path.dirname(os.path.dirname(package))
    sys.path[1:1] = json.loads(os.environ.get("TAPE_PATTERNS_PATH", "[]"))
    warnings.simplefilter("ignore")
    try:
        import tensorflow as tf

        tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
        found = {
            "tensorflow": tf.__version__,
            "numpy": np.__version__,
            "python": sys.version.split()[0],
        }
    except ImportError as error:
        found = {"error": str(error)}
    answers.write(json.dumps(found) + "\n")
    answers.flush()
    for line in sys.stdin:
        reply = {}
        try:
            answer(json.loads(line))
        except Exception as error:
            traceback.print_exc()
            reply = {"error": "{}: {}".format(type(error).__name__, error)}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
