"""Keras optimizers that reproduce TF1's updates bit for bit.

They take Keras' argument names and TF1's defaults, and run TF1's own kernels.
"""

from tape_patterns.optimizers.adadelta import Adadelta
from tape_patterns.optimizers.adagrad import Adagrad, AdagradDA, ProximalAdagrad
from tape_patterns.optimizers.adam import Adam, LazyAdam, Nadam
from tape_patterns.optimizers.adamax import Adamax
from tape_patterns.optimizers.base import TF1Optimizer
from tape_patterns.optimizers.ftrl import Ftrl
from tape_patterns.optimizers.gradient_descent import (
    GradientDescent,
    ProximalGradientDescent,
)
from tape_patterns.optimizers.momentum import Momentum
from tape_patterns.optimizers.rmsprop import RMSprop
from tape_patterns.optimizers.weight_decay import AdamW, MomentumW

__all__ = [
    "Adadelta",
    "Adagrad",
    "AdagradDA",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "GradientDescent",
    "LazyAdam",
    "Momentum",
    "MomentumW",
    "Nadam",
    "ProximalAdagrad",
    "ProximalGradientDescent",
    "RMSprop",
    "TF1Optimizer",
]
