"""Training: the loop around the gradient."""
