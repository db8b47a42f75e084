"""Programs and their ports: sixteen with one mistake each, eight that only round.

Each trains the same small network, written out in NumPy. A port computes its sums in
another order, so that it rounds otherwise, mistake or not.
"""

import itertools
from dataclasses import dataclass, field, replace

import numpy as np

from tape_patterns.recorder.tape_recorder import Recorder

BATCH, FEATURES, OUTPUTS = 16, 4, 2


def shapes(hidden):
    """Return the shapes of a network's weights, by the widths of hidden layers."""
    widths = (FEATURES, *hidden, OUTPUTS)
    found = {}
    for layer, (before, after) in enumerate(itertools.pairwise(widths), 1):
        found |= {f"w{layer}": (before, after), f"b{layer}": (after,)}
    return found


def tanh(x):
    y = np.tanh(x)
    return y, 1 - y * y


def relu(x):
    return np.maximum(x, 0), (x > 0).astype(x.dtype)


def sigmoid(x):
    y = 1 / (1 + np.exp(-x))
    return y, y * (1 - y)


class Descent:
    """Gradient descent; the others are this with another ``update``."""

    def __init__(self, **settings):
        self.__dict__.update(settings)
        self.state = {}

    def slot(self, kind, name, like, start=0.0):
        """Return what was kept for a variable, or its start."""
        return self.state.setdefault((kind, name), np.full_like(like, start))

    def keep(self, kind, name, value):
        """Keep a value for a variable, and return it."""
        self.state[kind, name] = value
        return value

    def update(self, name, w, g, rate, step):
        """Return a variable's weights after the step."""
        return w - rate * g


class Momentum(Descent):
    """Momentum, as TF1 has it or with the rate in the velocity."""

    nesterov = folded = False

    def update(self, name, w, g, rate, step):
        """Return a variable's weights after the step."""
        before = 0.9 * self.slot("velocity", name, g)
        if self.folded:
            v = self.keep("velocity", name, before - rate * g)
            return w + v
        v = self.keep("velocity", name, before + g)
        return w - rate * (g + 0.9 * v if self.nesterov else v)


class RMSProp(Descent):
    """RMSProp, in two ways to write the same."""

    start, epsilon, divides = 1.0, 1e-10, True

    def update(self, name, w, g, rate, step):
        """Return a variable's weights after the step."""
        v = self.slot("square", name, g, self.start)
        if self.divides:
            v = self.keep("square", name, v + (1 - 0.9) * (g * g - v))
            return w - rate * g / np.sqrt(v + self.epsilon)
        v = self.keep("square", name, 0.9 * v + (1 - 0.9) * g * g)
        return w - g * (rate * (1 / np.sqrt(v + self.epsilon)))


class Adam(Descent):
    """Adam, in two ways to write the same."""

    beta1, beta2, epsilon, decay, mixed = 0.9, 0.999, 1e-8, 0.0, False

    def update(self, name, w, g, rate, step):
        """Return a variable's weights after the step."""
        b1, b2 = self.beta1, self.beta2
        m, v = self.slot("m", name, g), self.slot("v", name, g)
        if self.mixed:
            m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        else:
            m, v = m + (g - m) * (1 - b1), v + (g * g - v) * (1 - b2)
        self.keep("m", name, m)
        self.keep("v", name, v)
        w = w - rate * self.decay * w
        scale = rate * (1 - b2**step) ** 0.5 / (1 - b1**step)
        return w - scale * m / (np.sqrt(v) + self.epsilon)


@dataclass(frozen=True)
class Program:
    """What a program does in each place where a port may go wrong."""

    reverse: bool = False
    activation: object = tanh
    optimizer: object = Descent
    settings: dict = field(default_factory=dict)
    rate: object = lambda step: 0.0625
    gradient_scale: float = 1.0
    loss_scale: float = 1.0
    l2: float = 0.0
    clip: float = 0.0
    hidden: tuple = (4,)
    centred: bool = False
    leaves_out: tuple = ()
    averages: str = ""
    average_decay: float = 0.875
    first: object = lambda weights: weights
    batch: object = lambda x: x
    races: int = 0
    steps: int = 12

    def run(self, path, dtype, kept=None):
        """Train; record each step, and keep it in a list if there is one."""
        draw = np.random.RandomState(0)
        chance = np.random.RandomState(self.races)
        weights = {
            name: draw.uniform(-1, 1, shape).astype(dtype)
            for name, shape in shapes(self.hidden).items()
        }
        weights = self.first(weights)
        averages = dict(weights)
        optimizer = self.optimizer(**self.settings)
        with Recorder(path) as recorder:
            recorder.first(weights=weights, averages=averages if self.averages else {})
            for step in range(1, self.steps + 1):
                x = draw.uniform(-1, 1, (BATCH, FEATURES)).astype(dtype)
                y = draw.uniform(-1, 1, (BATCH, OUTPUTS)).astype(dtype)
                x = self.batch(x)
                loss, gradients = self.differentiate(weights, x, y)
                gradients = self.clipped(gradients)
                before = weights
                weights = dict(weights)
                for name, g in gradients.items():
                    if name in self.leaves_out:
                        continue
                    if self.races:
                        # Some are read after another variable has moved.
                        g = g * dtype.type(chance.uniform(0.5, 1.5))
                    weights[name] = optimizer.update(
                        name, weights[name], g, self.rate(step), step
                    )
                found = {
                    "inputs": {"x": x, "y": y},
                    "loss": loss,
                    "gradients": gradients,
                    "weights": weights,
                }
                if self.averages:
                    taken = before if self.averages == "before" else weights
                    averages = {n: self.average(averages[n], taken[n]) for n in taken}
                    found["averages"] = averages
                recorder.step(**found)
                if kept is not None:
                    kept.append(found)

    def average(self, average, weights):
        """Return a moving average, one step on."""
        if self.reverse:
            return average - (average - weights) * (1 - self.average_decay)
        return self.average_decay * average + (1 - self.average_decay) * weights

    def product(self, a, b):
        """Multiply matrices; in reverse, sum from the end."""
        if not self.reverse:
            return a @ b
        total = np.zeros((a.shape[0], b.shape[1]), a.dtype)
        for place in reversed(range(a.shape[1])):
            total = total + np.outer(a[:, place], b[place])
        return total

    def total(self, a):
        """Return the sums over the first axis; in reverse, from the end."""
        return a[::-1].sum(axis=0) if self.reverse else a.sum(axis=0)

    def centre(self, a):
        """Take the batch's mean away, as batch normalisation does; also backwards.

        The bias before it has no effect, and its gradient is what rounding leaves of
        zero. Adam divides that by its own magnitude.
        """
        return a - self.total(a) / a.dtype.type(len(a)) if self.centred else a

    def differentiate(self, w, x, y):
        """Return the loss and its gradients."""
        layers = len(self.hidden) + 1
        slopes, ins = {}, {1: x}
        for n in range(1, layers):
            z = self.product(ins[n], w[f"w{n}"]) + w[f"b{n}"]
            ins[n + 1], slopes[n] = self.activation(self.centre(z))
        output = self.product(ins[layers], w[f"w{layers}"]) + w[f"b{layers}"]
        error = output - y
        loss = self.loss_scale * self.total((error * error).ravel())
        out = self.loss_scale * self.gradient_scale * 2 * error
        found = {}
        for n in range(layers, 0, -1):
            found[f"w{n}"] = self.product(ins[n].T, out)
            found[f"b{n}"] = self.total(out)
            if n > 1:
                out = self.product(out, w[f"w{n}"].T) * slopes[n - 1]
                out = self.centre(out)
        gradients = {name: found[name] for name in w}
        if self.l2:
            loss = loss + self.l2 * sum((v * v).sum() for v in w.values())
            gradients = {n: g + 2 * self.l2 * w[n] for n, g in gradients.items()}
        return x.dtype.type(loss), gradients

    def clipped(self, gradients):
        """Return the gradients, clipped by their global norm."""
        if not self.clip:
            return gradients
        norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradients.values())))
        if self.reverse:
            return {n: g / max(norm / self.clip, 1.0) for n, g in gradients.items()}
        return {n: g * (self.clip / max(norm, self.clip)) for n, g in gradients.items()}


@dataclass(frozen=True)
class Port:
    """A program, its port, and what a comparison must find.

    ``step`` and ``array`` are where a mistake first shows; ``cause`` is its name, and
    ``says`` a part of the diagnosis.
    """

    name: str
    old: Program
    new: Program
    step: int = 0
    array: str = ""
    cause: str = ""
    says: str = ""


def decays(step):
    return 0.0625 * 0.75**step


def late(step):
    return decays(max(step - 1, 1))


def wrong_first(weights):
    return {**weights, "w2": weights["w2"] * weights["w2"]}


def transposed(weights):
    return {**weights, "w1": np.ascontiguousarray(weights["w1"].T)}


def shuffled(x):
    return x[np.random.RandomState(1).permutation(len(x))]


def port(name, *where, old=None, **mistake):
    """Return a program and its port, which differs in what the mistake says."""
    program = replace(Program(), **(old or {}))
    new = {"reverse": True, **mistake}
    return Port(name, program, replace(program, **new), *where)


SMALL = {"optimizer": Adam, "loss_scale": 1e-6, "rate": lambda step: 2.0**-10}
RMS = {"optimizer": RMSProp, "rate": lambda step: 2.0**-7}
VELOCITY = {"optimizer": Momentum, "rate": decays}

MISTAKES = [
    port(
        "initial_weights",
        *(0, "weights/w2", "first_values", "'weights/w2'"),
        first=wrong_first,
    ),
    port(
        "transposed_weights",
        *(0, "weights/w1", "order", "transposed"),
        first=transposed,
    ),
    port(
        "shuffled_inputs",
        *(1, "inputs/x", "order", "rows in another order"),
        batch=shuffled,
    ),
    port(
        "mean_for_sum",
        *(1, "gradients/w1", "sum_or_mean", "16 is the batch size"),
        gradient_scale=1 / BATCH,
    ),
    port(
        "lost_factor",
        *(1, "gradients/w1", "scaled_gradient", "0.5 times"),
        gradient_scale=0.5,
    ),
    port(
        "epsilon",
        *(1, "weights/w1", "other_settings", "epsilon 1e-08 (old), 1e-07 (new)"),
        old=SMALL,
        settings={"epsilon": 1e-7},
    ),
    port(
        "initial_accumulator",
        *(1, "weights/w1", "other_settings", "starts at 1 (old), 0 (new)"),
        old=RMS,
        settings={"start": 0.0},
    ),
    port(
        "rate_in_velocity",
        *(2, "weights/w1", "other_settings", "rate in the velocity off (old), on"),
        old=VELOCITY,
        settings={"folded": True},
    ),
    port(
        "nesterov",
        *(1, "weights/w1", "other_settings", "nesterov on (old), off (new)"),
        old={**VELOCITY, "settings": {"nesterov": True}},
        settings={},
    ),
    port(
        "weight_decay",
        *(1, "weights/w1", "other_settings", "decoupled weight decay 0.01 (old), 0"),
        old={**SMALL, "loss_scale": 1.0, "settings": {"decay": 0.01}},
        settings={},
    ),
    port(
        "late_rate",
        *(2, "weights/w1", "late_rate", "one step late"),
        old={"rate": decays},
        rate=late,
    ),
    port(
        "clip_missing",
        *(1, "gradients/w1", "clip_missing", "missing on the new side"),
        old={"clip": 0.5},
        clip=0.0,
    ),
    port(
        "never_moves",
        *(1, "weights/b1", "never_moves", "'b1' never moves on the new side"),
        leaves_out=("b1",),
    ),
    port(
        "l2_missing",
        *(1, "loss", "l2_missing", "0.25 times the weights"),
        old={"l2": 0.125},
        l2=0.0,
    ),
    port(
        "late_average",
        *(1, "averages/w1", "late_average", "the new side are late by one"),
        old={"averages": "after"},
        averages="before",
    ),
    port(
        "race",
        *(1, "weights/w1", "race", "each time it runs"),
        old={"races": 1},
        races=0,
    ),
]

RIGHT = [
    port("sums_in_another_order"),
    port(
        "relu_and_adam",
        old={
            **{"activation": relu, "centred": True, "hidden": (8, 8), "steps": 100},
            **{"optimizer": Adam, "rate": lambda step: 2.0**-7},
        },
        settings={"mixed": True},
    ),
    port(
        "velocity_at_a_constant_rate",
        old={"optimizer": Momentum},
        settings={"folded": True},
    ),
    port("rmsprop_by_products", old=RMS, settings={"divides": False}),
    port("clipped_by_division", old={"clip": 0.5}),
    port("l2", old={"l2": 0.125}),
    port("averages", old={"averages": "after"}),
    port("decaying_rate", old={"rate": decays, "activation": sigmoid, "steps": 40}),
]

UNKNOWN = [
    port("other_activation", 1, "loss", activation=sigmoid),
    port("scaled_loss_alone", 1, "loss", loss_scale=0.5, gradient_scale=1.5),
]
"""Mistakes of no known kind."""
