"""A crash bundle: one zip file with what someone else needs to see why an app failed.

It holds the error, the versions, the last batches both ways, their listings and the tree. It never holds the
module itself (its hash says which it was) nor anything of the person's environment; but what was typed into
the app is in the batches. Writes one file; knows neither wasmtime nor Textual, but for their versions.
"""

import json
import os
import platform
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from opui import __version__
from opui.core import protocol
from opui.core.batch import CommandBatch, EventBatch, pack
from opui.core.decoder import events, replay
from opui.core.errors import BatchError, GuestError, InputError
from opui.core.listing import list_command, list_event
from opui.core.records import Command
from opui.core.scrub import scrub_line
from opui.core.tree import Tree
from opui.source import App

Batch: TypeAlias = EventBatch | CommandBatch
LIBRARIES: Final = ("wasmtime", "textual")
LINE_LENGTH: Final = 1000
PRIVATE: Final = 0o600
"""The file's mode: what a person has typed is nobody else's business."""


class CrashReport(NamedTuple):
    """What a bundle is made of.

    Attributes:
        app: The app that was loaded.
        error: What ended the guest; None if it still runs.
        frame: The number of the last frame, 0 before the first.
        batches: The last batches, events and commands in turn, as they crossed the boundary.
        tree: The tree's listing.
    """

    app: App
    error: GuestError | None
    frame: int
    batches: Sequence[Batch]
    tree: str


def write_bundle(directory: Path, report: CrashReport) -> Path:
    """Write a bundle into `directory`, as a new file that its owner alone can read, and return its path.

    Raises:
        InputError: The file can't be written.
    """
    name = re.sub("[^a-z0-9]+", "-", report.app.name.lower()).strip("-") or "app"
    data = _zipped(report)
    stem = f"opui-crash-{name}-{datetime.now():%Y%m%d-%H%M%S}"
    try:
        path, file = _new_file(directory, stem)
        try:
            with os.fdopen(file, "wb") as bundle:
                bundle.write(data)
        except BaseException:
            path.unlink()
            raise
    except OSError as error:
        raise InputError(f"{directory}: no crash bundle can be written there: {error.strerror}") from None
    return path


def _new_file(directory: Path, stem: str) -> tuple[Path, int]:
    """Open a file that was not there before; links are not followed."""
    for number in count(1):
        path = directory / (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip")
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE)
        except FileExistsError:
            continue
    raise AssertionError("count() has no end")


def _zipped(report: CrashReport) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("report.json", json.dumps(_facts(report), indent=2, ensure_ascii=False) + "\n")
        bundle.writestr("batches.opub", b"".join(map(pack, report.batches)))
        bundle.writestr("listing.txt", "".join(f"{line}\n" for line in _listing(report.batches)))
        bundle.writestr("tree.txt", report.tree)
    return data.getvalue()


def _facts(report: CrashReport) -> dict[str, Any]:
    module, error = report.app.module, report.error
    wrong = None if error is None else {"rule": error.rule, "place": error.place, "detail": error.detail}
    return {
        "opui": __version__,
        "python": platform.python_version(),
        **{library: _version(library) for library in LIBRARIES},
        "platform": platform.platform(),
        "app": {"name": report.app.name, "title": report.app.title, "version": module.manifest.get("version", "")},
        "module": {"sha256": sha256(module.data).hexdigest(), "size": len(module.data)},
        "limits": report.app.limits,
        "frame": report.frame,
        "error": wrong,
    }


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


# --- Listings ------------------------------------------------------------------------------------


def _listing(batches: Iterable[Batch]) -> Iterator[str]:
    """Yield the listings of all batches; of one that can't be decoded, why not."""
    for batch in batches:
        try:
            yield from batch_lines(batch)
        except BatchError as error:
            yield f"# {scrub_line(str(error), LINE_LENGTH)}"


def batch_lines(batch: Batch) -> Iterator[str]:
    """Yield the listing of a batch, a line that says what it is in front.

    Raises:
        BatchError: It can't be decoded, or not from a command on; those before have been listed.
    """
    if isinstance(batch, CommandBatch):
        listed = _Listed()
        try:
            replay(batch, listed, protocol.CEILING)
        finally:
            yield f"# frame {batch.frame}: {_count(batch)} commands, {len(batch.text)} bytes of text"
            yield from listed.lines
    else:
        try:
            lines = [list_event(event) for event in events(batch)]
        except BatchError as error:
            error.place = f"frame {batch.frame}"
            raise
        yield f"# frame {batch.frame}: {batch.event_count} events, {len(batch.text)} bytes of text"
        yield from lines


def _count(batch: CommandBatch) -> int:
    return len(batch.commands) // protocol.COMMAND.size


class _Listed:
    """A target that keeps the listing of every call."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __getattr__(self, op: str) -> Callable[..., None]:
        return lambda *arguments: self.lines.append(list_command(Command(op, arguments)))


def replayed(batches: Iterable[Batch]) -> Iterator[Tree]:
    """Yield the tree as it is at first and after each of an app's batches of commands, up to one that is refused."""
    # It takes what a newer guest may say: what the guest's own session refused is the caller's to leave out.
    tree = Tree(newer=True, limits=protocol.CEILING)
    yield tree
    for batch in batches:
        if not isinstance(batch, CommandBatch):
            continue
        tree.begin()
        try:
            replay(batch, tree, protocol.CEILING)
            tree.commit()
        except BatchError:
            tree.rollback()
            return
        yield tree
