"""What else ``tf.gradients`` could do."""
