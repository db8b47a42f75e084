"""Record a program's steps, compare two recordings, and explain the difference.

``tape_recorder.py`` is the recorder: one file, to be copied next to a program. The
other modules read what it wrote. None of them imports TensorFlow.
"""
