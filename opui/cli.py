"""The command line: `opui PATH` runs an app, `tree PATH` and `dis PATH` show it as text, `check PATH` judges it.

Errors are one line on stderr that says what, where and what to do. Exit codes: 0 ok, 1 failed, 2 usage or no terminal.
wasmtime and Textual are imported by the commands that need them, so that help and errors come at once.
"""

import json
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from opui import __version__
from opui.core.errors import BatchError, GuestError, InputError, ListingError, OpuiError
from opui.core.gate.module import MODULE_BYTES
from opui.core.protocol import BATCH_MAGIC, Limits
from opui.core.scrub import scrub_line
from opui.core.tree.tree import Tree
from opui.core.wire.batch import pack, unpack
from opui.files import check_size, parsed, read_file
from opui.source import App, Approve, listed, load_app, refuse
from opui.start import missing_terminal, run_app
from opui.tools.bundle import Batch, CrashReport, add_bundle, batch_lines

ERROR_LENGTH = 1000
WORD_LENGTH = 40
HELP, VERSION = ("-h", "--help"), ("--version",)
OWN_OPTIONS = (*HELP, *VERSION)
"""The options that are no command's."""
SCRIPT_BYTES = 1 << 20
"""The largest file of actions: 20,000 lines and more."""
RUN_SECONDS = 60.0
"""For how long an app without a screen may run, whatever it and its script ask for."""
KEPT_BATCHES = 64
"""Batches that a bundle of an app without a screen holds at most."""
ACTIONS = """Actions, one a line; nodes are given by id, name, kind, or a path of these:

\b
submit draft text="milk"   type it, then Enter
change draft text="milk"   type it
toggle rows/row[1]/switch  turn it over
press clear                click it
press clear clicks=2       click it twice
select menu index=1        choose an option
follow page text="app:two" follow the link to there
focus rows                 take the focus there
highlight rows index=1     put the cursor on a row
key tab                    press it; ctrl+t, f2, a
paste "two\\nlines"         paste it where the focus is
wait 500                   let milliseconds pass
"""
PATH = click.argument("path", type=click.Path(exists=True, path_type=Path))
DO = click.option(
    "--do",
    "actions",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Play the actions in FILE (- for stdin) first.",
)
LIMITS = click.option(
    "--limits", "trusted", is_flag=True, help="Let the app have what limits its opui.toml says, safe or not."
)
BUNDLE = click.option(
    "--bundle",
    "bundle",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help="Save a crash bundle there if the app fails: a zip file with what led to it, typed text too.",
)


class _RunByDefault(click.Group):
    """A group whose command is `run` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` in front of a first argument that is no command and no option of the program's own."""
        if args and args[0] not in self.commands and args[0] not in OWN_OPTIONS:
            self._check_meant(args[0], ctx)
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what click says of wrong usage may quote any argument, a hostile file's name for one."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(scrub_line(error.format_message(), ERROR_LENGTH), error.ctx) from None

    def _check_meant(self, word: str, ctx: click.Context) -> None:
        """Refuse a first argument that is no path, but nearly a command."""
        if word.startswith("-") or Path(word).exists():
            return
        close = get_close_matches(word.lower(), self.commands, 1)
        if close:
            shown = scrub_line(word, WORD_LENGTH)
            raise click.UsageError(f"there is no command and no path {shown!r}; did you mean {close[0]}?", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the whole first line of its help, which is wrapped and not cut."""
        rows = [(name, (self.commands[name].help or "").partition("\n")[0]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn what a guest, a file or an action did wrong into one line; let opui's own bugs through."""
    try:
        yield
    except OpuiError as error:
        raise failure(path, error) from error


def approval(path: Path, trusted: bool = False) -> Approve:
    """Return who says whether an app may have limits over the safe ones: `--limits`, a person, or nobody."""
    if trusted:
        return lambda raised: True
    # A stream that was closed before the start is None.
    asked = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    return partial(_ask, path) if asked else refuse


def _ask(path: Path, raised: Limits) -> bool:
    """Ask the person. What is asked for by default is what happens without an answer: no."""
    click.echo(scrub_line(f"{path} raises limits further than is safe: {listed(raised)}.", ERROR_LENGTH), err=True)
    click.echo(
        "An app with these can use up memory and hold up this terminal. Let it have them? [y/N] ", nl=False, err=True
    )
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def failure(path: Path, error: OpuiError) -> click.ClickException:
    """Return an error as it is shown: one line that names the path, and its notes."""
    text = str(error)
    line = text if text.startswith(str(path)) else f"{path}: {text}"
    return _Failure(scrub_line(line, ERROR_LENGTH), getattr(error, "__notes__", []))


class _Failure(click.ClickException):
    """An error and what else there is to say, a line each."""

    def __init__(self, message: str, notes: list[str]) -> None:
        super().__init__(message)
        self._notes = notes

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines to stderr."""
        super().show(file)
        for note in self._notes:
            click.echo(scrub_line(note, ERROR_LENGTH), file=file, err=True)


class _NoTerminal(click.ClickException):
    """The command is right, but not where it is given."""

    exit_code = 2


@click.group(cls=_RunByDefault, context_settings={"help_option_names": [*HELP]})
@click.version_option(__version__, *VERSION)
def main() -> None:
    """Run terminal apps that are compiled to WebAssembly.

    `opui PATH` runs an app; PATH is a .wasm file or a folder with an opui.toml, such as examples/todo.
    """


@main.command()
@PATH
@LIMITS
@BUNDLE
def run(path: Path, trusted: bool, bundle: Path | None) -> None:
    """Run an app in this terminal (the default command)."""
    with _readable(path):
        source = load_app(path, approval(path, trusted))
        if wrong := missing_terminal():
            raise _NoTerminal(scrub_line(f"{wrong}; without one, use: opui tree {path}", ERROR_LENGTH))
        code = run_app(source, bundle)
    sys.exit(code)


@main.command(epilog=ACTIONS)
@PATH
@LIMITS
@DO
@BUNDLE
@click.option("--ids/--no-ids", default=True, help="Show the nodes' ids (default) or not.")
def tree(path: Path, trusted: bool, actions: Path | None, bundle: Path | None, ids: bool) -> None:
    """Run an app without a screen and print its tree."""
    with _readable(path):
        app = _play(load_app(path, approval(path, trusted)), actions, bundle)
        click.echo(app.listing(ids), nl=False)
        if app.exit_code is not None:
            said = f"{path}: the app has quit with exit code {app.exit_code}"
            click.echo(scrub_line(said, ERROR_LENGTH), err=True)


@main.command(epilog=ACTIONS)
@PATH
@LIMITS
@DO
@BUNDLE
@click.option(
    "--save",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the batches to a file, too.",
)
def dis(path: Path, trusted: bool, actions: Path | None, bundle: Path | None, save: Path | None) -> None:
    """Print the batches of an app's frames, or of a batch file: events and commands."""
    with _readable(path), _saved(save) as keep:

        def show(batch: Batch) -> None:
            keep(batch)
            _print_lines(batch_lines(batch))

        if path.is_file() and (data := read_file(path, MODULE_BYTES)).startswith(BATCH_MAGIC):
            for batch in unpack(data):
                show(batch)
        else:
            _play(load_app(path, approval(path, trusted)), actions, bundle, show)


@main.command(epilog=ACTIONS)
@PATH
@LIMITS
@DO
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(path: Path, trusted: bool, actions: Path | None, as_json: bool) -> None:
    """Say everything that is wrong with an app.

    Its module, its ABI, its first frames and what it uses of its limits. Exit 1 if there is an error.
    """
    from opui.tools.check import check_app

    with _readable(path):
        report = check_app(path, _actions(actions), approval(path, trusted))
    if as_json:
        # As ASCII: JSON escapes no control characters but the first 32.
        click.echo(json.dumps(report.as_json()))
    else:
        _print_lines(report.lines())
    sys.exit(0 if report.ok else 1)


def _play(
    source: App, actions: Path | None, bundle: Path | None, show: Callable[[Batch], None] = lambda batch: None
) -> Any:
    """Run an app and do the actions; each batch is shown when it crosses the boundary, and the last ones are kept."""
    from opui.tools.headless import Headless

    kept: deque[Batch] = deque(maxlen=KEPT_BATCHES)
    started: list[Headless] = []

    def watch(batch: Batch) -> None:
        kept.append(batch)
        # What can't be decoded is shown as far as it can; the session refuses it by the same rule.
        with suppress(BatchError):
            show(batch)

    script = _actions(actions)
    try:
        app = Headless(source.module, limits=source.limits, watch=watch, seconds=RUN_SECONDS, announce=started.append)
        app.play(script)
    except GuestError as error:
        if bundle is not None:
            tree = started[0].tree if started else Tree()
            frame = kept[-1].frame if kept else 0
            add_bundle(error, bundle, CrashReport(source, error, frame, list(kept), tree))
        raise
    except ListingError as error:
        assert actions is not None
        raise click.ClickException(scrub_line(f"{_script_name(actions)}: {error}", ERROR_LENGTH)) from error
    return app


def _actions(actions: Path | None) -> str:
    """Return what is in the file of actions."""
    if actions is None:
        return ""
    try:
        return parsed(_script_name(actions), _script_bytes(actions), str)
    except InputError as error:
        # It is not the app's path that is to be named in front.
        raise click.ClickException(scrub_line(str(error), ERROR_LENGTH)) from error


def _script_bytes(actions: Path) -> bytes:
    if str(actions) != "-":
        return read_file(actions, SCRIPT_BYTES)
    if sys.stdin is None:
        raise InputError("<stdin>: it is closed")
    try:
        data = sys.stdin.buffer.read(SCRIPT_BYTES + 1)
    except OSError as error:
        raise InputError(f"<stdin>: {error.strerror}") from error
    check_size(_script_name(actions), len(data), SCRIPT_BYTES)
    return data


def _script_name(actions: Path) -> str:
    return "<stdin>" if str(actions) == "-" else str(actions)


@contextmanager
def _saved(path: Path | None) -> Iterator[Callable[[Batch], object]]:
    """Open a file for batches and yield what writes one to it."""
    if path is None:
        yield lambda batch: None
        return
    try:
        # Unbuffered: what came before a failure is what one wants to see then, and closing can't fail.
        with path.open("wb", buffering=0) as file:
            yield lambda batch: file.write(pack(batch))
    except OSError as error:
        raise click.ClickException(scrub_line(f"{path}: {error.strerror}", ERROR_LENGTH)) from error


def _print_lines(lines: Iterator[str]) -> None:
    """Print lines at one go, those before an error, too."""
    shown: list[str] = []
    try:
        shown.extend(lines)
    finally:
        if shown:
            click.echo("\n".join(shown))
