"""The command line: `opui PATH` runs an app, `opui tree PATH` and `opui dis PATH` show it as text.

Errors are one line on stderr that says what, where and what to do. Exit codes: 0 ok, 1 failed, 2 usage.
wasmtime and Textual are imported by the commands that need them, so that help and errors come at once.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from opui import __version__
from opui.core.batch import CommandBatch, EventBatch, pack, unpack
from opui.core.decoder import commands, events
from opui.core.errors import DecodeError, ListingError, OpuiError
from opui.core.listing import list_command, list_event
from opui.core.protocol import BATCH_MAGIC
from opui.core.scrub import scrub_line
from opui.source import App, load_app, read_file

ERROR_LENGTH = 1000
ACTIONS = """\b
Actions, one a line; nodes are given by id, name, kind, or a path of these:
  submit new-todo text="milk"     type it, then Enter (change: type only)
  toggle todos/row[1]/checkbox    tick or untick
  press clear-completed           click; clicks=2 for a double click
  focus todos                     take the focus there
  highlight todos index=1         put a list's cursor on a row, from 0
  key down                        press a key; ctrl+t, f2, escape, a, …
  wait 500                        let milliseconds pass
"""
PATH = click.argument("path", type=click.Path(exists=True, path_type=Path))
DO = click.option(
    "--do", "actions", type=click.File("r", encoding="utf-8"), help="Play the actions in FILE (- for stdin) first."
)


class _RunByDefault(click.Group):
    """A group whose command is `run` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` in front of a first argument that is no command and no option."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn what a guest, a file or an action did wrong into one line; let opui's own bugs through."""
    try:
        yield
    except OpuiError as error:
        text = str(error)
        line = text if text.startswith(str(path)) else f"{path}: {text}"
        raise click.ClickException(scrub_line(line, ERROR_LENGTH)) from error


@click.group(cls=_RunByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Run terminal apps that are compiled to WebAssembly.

    `opui PATH` runs an app; PATH is a .wasm file or a folder with an opui.toml, such as examples/todo.
    """


@main.command()
@PATH
def run(path: Path) -> None:
    """Run an app in this terminal (the default command)."""
    with _readable(path):
        source = load_app(path)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.ClickException(f"an app needs a terminal; without one, use: opui tree {path}")
        from opui.textual.app import OpuiApp

        app = OpuiApp(source)
        code = app.run()
        if app.error is not None:
            raise app.error
    sys.exit(code or app.return_code or 0)


@main.command(epilog=ACTIONS)
@PATH
@DO
@click.option("--ids/--no-ids", default=True, help="Show the nodes' ids (default) or not.")
def tree(path: Path, actions: TextIO | None, ids: bool) -> None:
    """Run an app without a screen and print its tree."""
    with _readable(path):
        app = _play(load_app(path), actions)
        click.echo(app.listing(ids), nl=False)
        if app.exit_code is not None:
            click.echo(f"{path}: the app has quit with exit code {app.exit_code}", err=True)


@main.command(epilog=ACTIONS)
@PATH
@DO
@click.option(
    "--save", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write the batches to a file, too."
)
def dis(path: Path, actions: TextIO | None, save: Path | None) -> None:
    """Print the listing of the batches, events and commands, of an app's frames or of a batch file."""
    with _readable(path):
        batches: list[CommandBatch | EventBatch] = []
        try:
            _collect(path, actions, batches)
        finally:
            # What came before a failure is what one wants to see then.
            if save is not None:
                _save(save, b"".join(pack(batch) for batch in batches))
            for batch in batches:
                click.echo("\n".join(_batch_lines(batch)))


def _play(source: App, actions: TextIO | None, exchanges: list[Any] | None = None) -> Any:
    from opui.headless import Headless

    app = Headless(source.module, exchanges=exchanges)
    if actions is not None:
        try:
            app.play(actions.read())
        except (ListingError, UnicodeDecodeError) as error:
            raise click.ClickException(f"{actions.name}: {error}") from error
    return app


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error


def _collect(path: Path, actions: TextIO | None, batches: list[CommandBatch | EventBatch]) -> None:
    """Put a file's or an app's batches into `batches`, as far as they come."""
    if path.is_file() and (data := read_file(path)).startswith(BATCH_MAGIC):
        batches += unpack(data)
        return
    exchanges: list[Any] = []
    try:
        _play(load_app(path), actions, exchanges)
    finally:
        batches += [batch for exchange in exchanges for batch in exchange]


def _batch_lines(batch: CommandBatch | EventBatch) -> Iterator[str]:
    kind = "commands" if isinstance(batch, CommandBatch) else "events"
    try:
        if isinstance(batch, CommandBatch):
            shown = [list_command(command) for command in commands(batch)]
        else:
            shown = [list_event(event) for event in events(batch)]
    except DecodeError as error:
        error.place = error.place or f"frame {batch.frame}"
        raise
    yield f"# frame {batch.frame}: {len(shown)} {kind}, {len(batch.text)} bytes of text"
    yield from shown
