"""Random ops in TF2: the same two seeds, and one trace."""

import numpy as np
import tensorflow as tf

WITHOUT_SEED = 87654321  # TF1's, where the graph has none.


def run(batches, w, graph_seed, noise_seed, keep_seed, learning_rate):
    """Train a denoiser on one batch at each step."""
    if graph_seed is None:
        graph_seed = WITHOUT_SEED
    dtype, width = w.dtype, len(w)
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    # --8<-- [start:pattern]
    tf.random.set_seed(graph_seed)
    any_size = tf.TensorSpec([None, width], dtype)

    @tf.function(input_signature=[any_size])
    def train_step(x):
        noise = tf.random.normal(
            tf.shape(x), dtype=dtype, seed=noise_seed
        )
        draw = tf.random.uniform(
            tf.shape(x), dtype=dtype, seed=keep_seed
        )
        kept = (x + noise) * tf.cast(draw < 0.5, dtype)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(kept, w) - x))
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
        return noise, kept, loss

    # --8<-- [end:pattern]

    steps = []
    for batch in batches:
        outputs = [*train_step(batch), w]
        steps.append([output.numpy() for output in outputs])
    noise, kept, loss, w_after = zip(*steps)
    return {
        "noise": np.concatenate(noise),
        "kept": np.concatenate(kept),
        "loss": np.stack(loss),
        "w_after": np.stack(w_after),
    }
