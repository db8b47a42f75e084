"""The ``tape-patterns`` command."""

from __future__ import annotations

import difflib
import importlib
import json
import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tape_patterns import interrupts, pairs, streams
from tape_patterns.errors import UsageError
from tape_patterns.pair import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

# Typer has no public name for the base of its usage errors.
ClickException: Any = typer.BadParameter.__mro__[2]

# NumPy starts a thread for each processor when it is imported: here that costs
# more than it brings.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BOTH = ("tf1", "tf2")
INTERRUPTED = 130
"""What Typer returns for Ctrl-C."""

app = typer.Typer(
    help="TensorFlow 1 gradient code next to its TensorFlow 2 equivalent, with proof.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(str, Enum):
    """What the output is for: a person or a program."""

    text = "text"
    json = "json"


class ScanFormat(str, Enum):
    """What the output of ``scan`` is for: a person, a program, or a code host."""

    text = "text"
    json = "json"
    sarif = "sarif"


class Device(str, Enum):
    """Where TF2 sides run."""

    cpu = "cpu"
    gpu = "gpu"


PairNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PAIR]...", help="Names of pairs; all if none is given."),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="text for people, json for programs.")
]
PythonOption = Annotated[
    Path | None,
    typer.Option(
        "--python",
        metavar="PATH",
        help="A Python 3.7 with TensorFlow 1.15.5. Without it, one is looked for"
        " and an environment is kept in your cache folder.",
    ),
]


@app.command()
def verify(
    names: PairNames = None,
    live: Annotated[
        bool, typer.Option("--live", help="Run TensorFlow 1.15.5 too, in Python 3.7.")
    ] = False,
    samples: Annotated[
        int,
        typer.Option(
            "--samples", min=0, metavar="N", help="Random inputs for each pair."
        ),
    ] = 0,
    seed: Annotated[
        int,
        typer.Option("--seed", min=0, metavar="S", help="Seed of the random inputs."),
    ] = 0,
    output: FormatOption = Format.text,
    python: PythonOption = None,
    cases: Annotated[
        bool, typer.Option("--cases/--no-cases", help="The pairs' fixed inputs.")
    ] = True,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough",
            help="Measure shares of rounding exactly; else one up to 1 is an upper"
            " limit.",
        ),
    ] = False,
    device: Annotated[
        Device,
        typer.Option(
            "--device", help="Where the TF2 sides run; on a gpu they may round."
        ),
    ] = Device.cpu,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            metavar="N",
            help="Processes. Without it: several for many pairs; one on a gpu.",
        ),
    ] = None,
) -> None:
    """Prove that both sides of the pairs give identical numbers.

    Exit code: 0 if every run is identical, or differs by rounding where its pair
    says so; 1 if one does not; 2 on bad use.
    """
    chosen = _load(names)
    if python and not live:
        raise UsageError("--python: only goes with --live")
    if jobs and jobs > 1 and device is Device.gpu:
        raise UsageError("--jobs: does not go with --device gpu")
    from tape_patterns import equivalence, report

    for pair in chosen:
        equivalence.read_recording(pair)
    if device is Device.gpu:
        equivalence.use_gpu()
    found = report.Report()
    rows = report.JsonReport() if output is Format.json else None
    steps = sum(len(pair.cases) * cases + samples for pair in chosen)
    with ExitStack() as stack:
        tensorflow1 = None
        advance = stack.enter_context(_progress(steps))
        if live:
            advance("TensorFlow 1.15.5", 0)
            tensorflow1 = stack.enter_context(equivalence.TensorFlow1(python))
            tensorflow1.versions()
        if device is Device.gpu:
            jobs = 1
        jobs = jobs or equivalence.usual_jobs(len(chosen))
        results: Generator[Iterable[equivalence.Result]]
        if jobs > 1:
            results = equivalence.verify_side_by_side(
                chosen, samples, seed, thorough, cases, jobs, tensorflow1
            )
        else:
            results = (
                equivalence.verify(pair, samples, seed, tensorflow1, thorough, cases)
                for pair in chosen
            )
        # Its processes end before the folder that they write to is removed.
        stack.callback(results.close)
        for pair in chosen:
            advance(pair.name, 0)
            done = ""
            for result in next(results):
                advance(pair.name, int(result.case != done))
                done = result.case
                found.add(result)
                if rows:
                    rows.add(result)
        versions = equivalence.versions(tensorflow1)
    if rows:
        rows.write(sys.stdout, versions)
    else:
        found.print(versions)
    if found.failed:
        raise typer.Exit(1)


@app.command()
def record(names: PairNames = None, python: PythonOption = None) -> None:
    """Run the TF1 sides on TensorFlow 1.15.5 and write their recordings."""
    chosen = _load(names)
    from tape_patterns import equivalence
    from tape_patterns.equivalence.recording import recorded_part

    with (
        _progress(sum(len(pair.cases) for pair in chosen)) as advance,
        equivalence.TensorFlow1(python) as tensorflow1,
    ):
        advance("TensorFlow 1.15.5", 0)
        made_by = tensorflow1.versions()
        written = []
        for pair in chosen:
            outputs = {}
            for case in pair.cases:
                advance(pair.name, 0)
                try:
                    found = tensorflow1.run(f"{pair.module}.tf1", case.inputs)
                except RuntimeError as error:
                    raise UsageError(f"{pair.name}: tf1.py failed: {error}") from None
                outputs[case.name] = recorded_part(pair, found)
                advance(pair.name, 1)
            recording = equivalence.Recording(made_by, outputs)
            written.append(equivalence.write_recording(pair, recording))
    for path in written:
        typer.echo(f"wrote {path}")


@app.command()
def evidence(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Pairs or producers; all if none."),
    ] = None,
    samples: Annotated[
        int,
        typer.Option(
            "--samples", min=0, metavar="N", help="Random inputs for each pair."
        ),
    ] = 20,
    python: PythonOption = None,
) -> None:
    """Measure what the site shows, TensorFlow 1.15.5 too, and write it.

    Besides pairs, NAME may be one of: adam_drift, calls, check_port, llms,
    margin, memory, optimizer_dtypes, optimizer_speed, optimizer_table, scan_example,
    scan_signatures, update_order. Without a NAME, all is measured.
    """
    from tape_patterns.measure import PRODUCERS

    chosen = _load([name for name in names or [] if name not in PRODUCERS])
    if names and set(names) <= set(PRODUCERS):
        chosen = []
    producers = [name for name in PRODUCERS if not names or name in names]
    from tape_patterns import equivalence
    from tape_patterns.measure import evidence as evidence_of_pairs

    steps = len(chosen) + len(producers)
    with _progress(steps) as advance, equivalence.TensorFlow1(python) as tf1:
        for pair in chosen:
            advance(pair.name, 0)
            found = evidence_of_pairs.measure(pair, samples, tf1)
            for path in evidence_of_pairs.write(pair, found):
                typer.echo(f"wrote {path}")
            advance(pair.name, 1)
        for name in producers:
            advance(name, 0)
            producer = importlib.import_module(f"tape_patterns.measure.{name}")
            for path in producer.produce(samples):
                typer.echo(f"wrote {path}")
            advance(name, 1)


@app.command("list")
def list_pairs(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT]", help="A TF1 call, or what the pair is about; else all."
        ),
    ] = None,
    output: FormatOption = Format.text,
) -> None:
    """List the chapters, their pairs and the TF1 calls that they replace."""
    from tape_patterns import listing

    chosen = _found(text) if text else _load(None)
    names = {pair.name for pair in chosen}
    catalogue = [
        (chapter, [pairs.load(name) for name in chapter.pairs if name in names])
        for chapter in pairs.CHAPTERS
        if names & set(chapter.pairs)
    ]
    if output is Format.json:
        typer.echo(json.dumps(listing.catalogue_as_json(catalogue), indent=1))
    else:
        listing.print_catalogue(catalogue)


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="PAIR", help="The name of a pair, a TF1 call, or what it is about."
        ),
    ],
    tf1: Annotated[
        bool, typer.Option("--tf1", help="The TF1 pattern, with what it needs.")
    ] = False,
    tf2: Annotated[
        bool, typer.Option("--tf2", help="The TF2 pattern, with what it needs.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--form", metavar="FORM", help="Another TF2 side, such as one_tape."
        ),
    ] = None,
    closest: Annotated[
        bool, typer.Option("--closest", help="An optimizer's closest Keras built-in.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="The whole files, as they are run.")
    ] = False,
    wrong: Annotated[
        bool, typer.Option("--wrong", help="Translations that are wrong.")
    ] = False,
) -> None:
    """Show a pair's two patterns, or copy one: show PAIR --tf2 > step.py."""
    found = _found(name)
    if len(found) > 1:
        names = ", ".join(pair.name for pair in found)
        raise UsageError(f"'{name}' leads to several pairs; show one of: {names}")
    (pair,) = found
    asked = {"tf1": tf1, "tf2": tf2, f"tf2_{form}": bool(form), "closest": closest}
    sides = [side for side, wanted in asked.items() if wanted]
    if form and f"tf2_{form}" not in pair.forms:
        known = ", ".join(other[4:] for other in pair.forms[1:]) or "none"
        raise UsageError(f"{pair.name}: has no form '{form}'; its other forms: {known}")
    if closest and not pair.closest:
        raise UsageError(f"{pair.name}: has no --closest, since it is no optimizer")
    if wrong and (sides or whole):
        raise UsageError("--wrong: goes with no other option")
    from tape_patterns import listing, source

    if wrong:
        listing.print_wrong(pair)
        return
    chosen = {f"{side}.py": pair.folder / f"{side}.py" for side in sides or BOTH}
    extract = source.pattern_with_imports if sides else source.pattern_of
    if whole:
        extract = source.whole
    listing.print_sources({title: extract(file) for title, file in chosen.items()})


@app.command()
def checkpoint(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A folder, or what Saver.save gave.")
    ],
    output: FormatOption = Format.text,
) -> None:
    """List what is inside a TF1 checkpoint: weights, and the optimizers' slots."""
    from tape_patterns import equivalence

    equivalence.load_tensorflow()
    from tape_patterns import checkpoints
    from tape_patterns.checkpoints import listing

    try:
        found = checkpoints.Checkpoint(path)
        inside = listing.as_json(found, checkpoints.contents(found))
    except ValueError as error:
        raise UsageError(str(error)) from None
    if output is Format.json:
        typer.echo(json.dumps(inside, indent=1))
    else:
        listing.print_contents(inside)


@app.command()
def recorder() -> None:
    """Print the recorder, one file: recorder > tape_recorder.py."""
    from importlib import resources

    file = resources.files("tape_patterns.recorder") / "tape_recorder.py"
    sys.stdout.write(file.read_text(encoding="utf-8"))


@app.command()
def compare(
    recordings: Annotated[
        list[Path],
        typer.Argument(
            metavar="OLD NEW [OLD64 NEW64]",
            help="Two recordings; then the same two programs in float64.",
        ),
    ],
    again: Annotated[
        Path | None,
        typer.Option("--again", metavar="OLD2", help="A second run of the old side."),
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="OLD=NEW", help="Which name is which; * is any text."
        ),
    ] = None,
    output: FormatOption = Format.text,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar="FILE", help="How the difference grows: .svg or .html."
        ),
    ] = None,
) -> None:
    """Compare two recordings: where they differ, and whether that is rounding.

    Exit code: 0 if they are identical or differ by rounding; 1 if not, or if that
    cannot be told; 2 on bad use.
    """
    from tape_patterns.recorder import comparing, plot, report
    from tape_patterns.recorder.verdict import Kind

    if picture:
        plot.check(picture)
    with ExitStack() as stack:

        def progress(total: int) -> Callable[[], None]:
            advance = stack.enter_context(_progress(total))
            return lambda: advance("comparing", 1)

        found = comparing.compare(recordings, again, maps or (), progress)
    if picture:
        plot.write(picture, found)
    if output is Format.json:
        typer.echo(json.dumps(report.as_json(found), indent=1))
    else:
        for line in report.lines(found):
            typer.echo(line)
    if found.verdict.kind not in (Kind.identical, Kind.rounding):
        raise typer.Exit(1)


@app.command()
def scan(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files and folders to look through."),
    ],
    output: Annotated[
        ScanFormat,
        typer.Option(
            "--format", help="text for people, json for programs, sarif for code hosts."
        ),
    ] = ScanFormat.text,
    names: Annotated[
        list[str] | None,
        typer.Option("--pair", metavar="NAME", help="Only what this pair answers."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="GLOB", help="As a line of a .gitignore."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, metavar="N", help="Processes. Without it: as it is worth."
        ),
    ] = None,
) -> None:
    """Find the TF1 gradient code in Python files and notebooks, and its pages.

    Exit code: 0 if there is none, 1 if there is some, 2 on bad use.
    """
    if names:
        _load(names)
    from tape_patterns import scan as scanning

    report = scanning.Report(names or ())
    files = []
    for item in scanning.walk(paths, exclude or ()):
        if isinstance(item, str):
            files.append(item)
        else:
            report.skipped.append(item)
    with _progress(len(files)) as advance:
        for scanned in scanning.scan(files, jobs):
            report.add(scanned)
            advance("", 1)
    if output is ScanFormat.text:
        scanning.print_text(report)
    elif output is ScanFormat.json:
        typer.echo(scanning.as_json(report))
    else:
        typer.echo(scanning.as_sarif(report))
    if report.findings:
        raise typer.Exit(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command: one line and exit code 2 for whatever the user can mend."""
    streams.prepare()
    code, said = 2, ""
    try:
        code = app(args=arguments, prog_name="tape-patterns", standalone_mode=False)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
    except UsageError as error:
        said = str(error)
    except ClickException as error:
        said = error.format_message()
    except (KeyboardInterrupt, typer.Abort):
        interrupts.caught()
        code, said = 2, interrupts.STOPPED
    except OSError as error:
        said = streams.explain(error)
    unwritten = streams.end_output()
    if isinstance(unwritten, BrokenPipeError):
        sys.exit(1)
    if unwritten:
        code, said = 2, f"cannot write the output: {unwritten.strerror}"
    if said:
        streams.say(" ".join(said.split()))
    sys.exit(code)


def _found(text: str) -> list[Pair]:
    """Return the pairs that a call, a name or a part of it leads to."""
    from tape_patterns import finding

    return finding.find(text, _load(None)) or _load([text])


def _load(names: list[str] | None) -> list[Pair]:
    known = list(pairs.module_names())
    for name in names or []:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean '{near[0]}'?" if near else "see `tape-patterns list`"
            raise UsageError(f"there is no pair '{name}'; {hint}")
    return [pairs.load(name) for name in dict.fromkeys(names or known)]


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str, int], None]]:
    """Show a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda text, step: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda text, step: bar.update(task, description=text, advance=step)
