"""Run TF1 sides on TensorFlow 1.15: the part that Python 3.7 executes.

Started as a file, by ``TensorFlow1``; ``tape_patterns.worker`` describes how the
two talk. A request is ``{"module", "inputs", "outputs"}``: the two paths are NumPy
archives, and the first one's entry ``layout`` says how its arrays make up the
arguments. The answer is ``{"names"}``, those of the outputs in the order of the
archive's arrays, or ``{"error"}``. The greeting has the versions.
"""

import importlib
import json
import os
import queue
import sys
import threading
import traceback
import warnings

PROTOCOL = 1


def unpack(layout, archive):
    """Return the arguments that ``layout`` describes."""
    if isinstance(layout, dict):
        return archive[layout["array"]][()]
    if isinstance(layout, list):
        return [unpack(item, archive) for item in layout]
    return layout


def run(request):
    """Run one TF1 side, save the arrays that it returns, and return their names."""
    import numpy as np

    with np.load(request["inputs"]) as archive:
        layout = json.loads(str(archive["layout"]))
        inputs = {name: unpack(item, archive) for name, item in layout.items()}
    side = importlib.import_module(request["module"])
    outputs = {name: np.asarray(value) for name, value in side.run(**inputs).items()}
    for name, array in outputs.items():
        if array.dtype.hasobject:
            raise TypeError("the output '{}' is no array of numbers".format(name))
    np.savez(request["outputs"], *outputs.values())
    return list(outputs)


def versions():
    """Return the versions of Python, NumPy and TensorFlow, or what is missing."""
    found = {"python": sys.version.split()[0]}
    try:
        import numpy as np

        found["numpy"] = np.__version__
        import tensorflow as tf

        tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
        found["tensorflow"] = tf.__version__
    except Exception as error:  # An old TensorFlow fails in many ways.
        found["error"] = told(error)
    return found


def told(error):
    """Return an error as text, not longer than an answer may be."""
    return "{}: {}".format(type(error).__name__, error)[:10000]


def forward(requests, lines):
    """Pass requests on; end the process with them, even in the middle of a run."""
    for line in requests:
        lines.put(line)
    os._exit(0)


def main():
    """Answer requests until the input ends."""
    # What a run reads and prints must not mix with requests and answers.
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    lines = queue.Queue()
    threading.Thread(target=forward, args=(requests, lines), daemon=True).start()
    package = os.path.dirname(os.path.abspath(__file__))
    sys.path[0] = os.path.dirname(os.path.dirname(package))
    sys.path[1:1] = json.loads(os.environ.get("TAPE_PATTERNS_PATH", "[]"))
    warnings.simplefilter("ignore")

    def say(message):
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    say(dict(versions(), worker="tape_patterns", protocol=PROTOCOL))
    while True:
        request = json.loads(lines.get())
        answer = {"answer": request["request"]}
        try:
            answer["names"] = run(request)
        except BaseException as error:  # A side may call sys.exit.
            traceback.print_exc()
            answer["error"] = told(error)
        say(answer)


if __name__ == "__main__":
    main()
