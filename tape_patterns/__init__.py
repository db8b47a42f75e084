"""TensorFlow 1 gradient code next to its TensorFlow 2 equivalent, with proof."""

__version__ = "0.1.0"
