"""What ``tape-patterns checkpoint`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from tape_patterns.checkpoints.contents import Contents
from tape_patterns.checkpoints.reader import Checkpoint
from tape_patterns.listing import console


def as_json(checkpoint: Checkpoint, found: Contents) -> dict[str, Any]:
    """Return the form that ``checkpoint --format json`` documents."""

    def array(name: str) -> dict[str, Any]:
        shape, dtype = checkpoint.shapes[name], checkpoint.dtypes[name].name
        return {"name": name, "shape": list(shape), "dtype": dtype}

    def values(names: tuple[str, ...]) -> dict[str, Any]:
        return {name: checkpoint.read(name).item() for name in names}

    step = found.global_step
    return {
        "checkpoint": checkpoint.path,
        "version": checkpoint.version,
        "weights": [array(name) for name in found.weights],
        "slots": [
            {
                "weight": each.weight,
                "optimizer": each.optimizer,
                "slots": [
                    {"name": name, "slot": meaning}
                    for name, meaning in zip(each.names, each.meanings(), strict=True)
                ],
            }
            for each in found.slots
        ],
        "averages": [
            {"weight": weight, "name": name} for weight, name in found.averages.items()
        ],
        "products": {name: values(found.products[name]) for name in found.products},
        "global_step": checkpoint.read(step).item() if step else None,
    }


def print_contents(inside: dict[str, Any]) -> None:
    """Print what ``as_json`` returned."""
    out = console()
    out.print(f"{inside['checkpoint']}, format V{inside['version']}", markup=False)
    averages = {each["weight"]: each["name"] for each in inside["averages"]}
    slots: dict[str, list[str]] = {}
    for each in inside["slots"]:
        weight = each["weight"]
        said = [f"{s['name'][len(weight) + 1 :]} ({s['slot']})" for s in each["slots"]]
        slots.setdefault(weight, []).append(", ".join(said))
    weights = [
        (
            each["name"],
            f"{each['dtype']} {each['shape']}",
            "; ".join(slots.get(each["name"], [])),
            "yes" if each["name"] in averages else "",
        )
        for each in inside["weights"]
    ]
    columns = ("weight", "dtype and shape", "slots", "average")
    _print_table(out, columns, weights)
    rows = [
        (name, str(value))
        for products in inside["products"].values()
        for name, value in products.items()
    ]
    if inside["global_step"] is not None:
        rows.append(("global_step", str(inside["global_step"])))
    if rows:
        out.print()
        _print_table(out, ("running product or step", "value"), rows)


def _print_table(
    out: Console, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    table = Table(box=None, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place == 0)
    for row in rows:
        table.add_row(*row)
    # Names may hold brackets, which rich would take for its markup.
    out.print(table, markup=False)
