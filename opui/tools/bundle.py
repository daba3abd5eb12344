"""A crash bundle: one zip file with what someone else needs to see why an app failed.

It holds the error, the versions, the last batches both ways, their listings and the tree. It never holds the
module itself (its hash says which it was) nor anything of the person's environment; but what was typed into
the app is in the batches. Writes one file; knows neither wasmtime nor Textual, but for their versions.

All of it is bounded, however much the app has said: a listing takes ten times the memory of what it lists.
"""

import json
import os
import platform
import re
import sys
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from opui import __version__
from opui.core import protocol
from opui.core.errors import BatchError, GuestError, InputError
from opui.core.scrub import scrub_line
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.tree.tree_listing import INDENT, list_node
from opui.core.wire.batch import CommandBatch, EventBatch, pack
from opui.core.wire.decoder import events, replay
from opui.core.wire.listing import list_command, list_event
from opui.core.wire.records import Command
from opui.source import App

Batch: TypeAlias = EventBatch | CommandBatch
STEM: Final = "opui-crash-"
"""What the names of all bundles begin with."""
LIBRARIES: Final = ("wasmtime", "textual")
LINE_LENGTH: Final = 1000
BATCHES_BYTES: Final = 8 << 20
"""Bytes of batches at most, but that the newest is always there: it is the one that failed."""
LISTING_BYTES: Final = 2 << 20
"""Bytes of lines in `listing.txt` at most, as in `tree.txt`: nobody reads more, and `opui dis` lists the batches."""
TREE_BYTES: Final = 2 << 20
BUNDLES: Final = 64
"""Bundles in one directory at most: what fails again and again, or is told to, does not fill a disk."""
PRIVATE: Final = 0o600
"""The file's mode: what a person has typed is nobody else's business."""


class CrashReport(NamedTuple):
    """What a bundle is made of.

    Attributes:
        app: The app that was loaded.
        error: What ended the guest; None if it still runs.
        frame: The number of the last frame, 0 before the first.
        batches: The last batches, events and commands in turn, as they crossed the boundary.
        tree: The tree, if it changes no more; otherwise what `tree_listing` has made of it.
    """

    app: App
    error: GuestError | None
    frame: int
    batches: Sequence[Batch]
    tree: Tree | str


def write_bundle(directory: Path, report: CrashReport) -> Path:
    """Write a bundle into `directory`, as a new file that its owner alone can read, and return its path.

    Raises:
        InputError: The file can't be written, or there are `BUNDLES` already.
    """
    if sum(1 for _ in directory.glob(f"{STEM}*.zip")) >= BUNDLES:
        raise InputError(
            f"{directory}: there are {BUNDLES} crash bundles already; remove some, and there is room again"
        )
    name = re.sub("[^a-z0-9]+", "-", report.app.name.lower()).strip("-") or "app"
    data = _zipped(report)
    stem = f"{STEM}{name}-{datetime.now():%Y%m%d-%H%M%S}"
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


def add_bundle(error: GuestError, directory: Path, report: CrashReport) -> None:
    """Write a bundle and note at the error where it is, or why there is none."""
    try:
        error.add_note(f"crash bundle: {write_bundle(directory, report)}")
    except InputError as wrong:
        error.add_note(str(wrong))


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
    data, batches = BytesIO(), _newest(report.batches)
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("report.json", json.dumps(_facts(report, len(batches)), indent=2, ensure_ascii=False) + "\n")
        bundle.writestr("batches.opub", b"".join(map(pack, batches)))
        bundle.writestr("listing.txt", _listing(batches))
        bundle.writestr("tree.txt", report.tree if isinstance(report.tree, str) else tree_listing(report.tree))
    return data.getvalue()


def _newest(batches: Sequence[Batch]) -> Sequence[Batch]:
    """Return the newest batches, as many as fit into `BATCHES_BYTES`, the last one in any case."""
    room = BATCHES_BYTES
    for index in reversed(range(len(batches))):
        room -= protocol.HEADER.size + len(batches[index].records) + len(batches[index].text)
        if room < 0:
            return batches[min(index + 1, len(batches) - 1) :]
    return batches


def _facts(report: CrashReport, written: int) -> dict[str, Any]:
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
        "batches": {"kept": len(report.batches), "written": written},
        "error": wrong,
    }


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


# --- Listings ------------------------------------------------------------------------------------


def tree_listing(tree: Tree, most: int = TREE_BYTES) -> str:
    """Return the listing of a tree, cut to `most` bytes at a line, a note at its end that says so."""
    shown, all_ = _fitting(_tree_lines(tree.root, 0, most), most)
    if not all_:
        shown.append(f"# cut: {len(shown)} lines are here, {len(tree.nodes)} nodes are alive")
    return _text(shown)


def _tree_lines(node: Node, depth: int, most: int) -> Iterator[str]:
    # Not `list_tree`'s lines: what one node holds may pass the bound by itself, by attributes unknown here.
    line = list_node(node) if node.kept_text <= most else f"{node.kind_name} #{node.id}"
    yield INDENT * depth + line
    for child in node.children():
        yield from _tree_lines(child, depth + 1, most)


def _listing(batches: Sequence[Batch]) -> str:
    """Return the listings of the newest batches, the oldest first; of one that can't be decoded, why not."""
    room, older = LISTING_BYTES, len(batches)
    parts: deque[str] = deque()
    for batch in reversed(batches):
        shown, all_ = _fitting(_lines_or_error(batch, room), room)
        if not shown:
            break
        room -= _size(shown)
        older -= 1
        if not all_:
            shown.append(f"# cut: {batch.record_count - len(shown) + 1} more")
            room = 0
        parts.appendleft(_text(shown))
    if older:
        parts.appendleft(_text([f"# cut: the listings of {older} older batches"]))
    return "".join(parts)


def _fitting(lines: Iterable[str], most: int) -> tuple[list[str], bool]:
    """Return the first of the lines, as many as fit into `most` bytes, and whether they are all.

    Of those that don't fit only one is made.
    """
    shown: list[str] = []
    for line in lines:
        most -= _size((line,))
        if most < 0:
            return shown, False
        shown.append(line)
    return shown, True


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _lines_or_error(batch: Batch, most: int) -> Iterator[str]:
    try:
        yield from batch_lines(batch, most)
    except BatchError as error:
        yield f"# {scrub_line(str(error), LINE_LENGTH)}"


def batch_lines(batch: Batch, most: int = sys.maxsize) -> Iterator[str]:
    """Yield the listing of a batch, a line that says what it is in front.

    Args:
        batch: The batch.
        most: Bytes that the caller has room for; of the commands, no more are decoded than it takes to pass it.

    Raises:
        BatchError: It can't be decoded, or not from a command on; those before have been listed.
    """
    if isinstance(batch, CommandBatch):
        listed = _Listed(most)
        try:
            with suppress(_NoRoomError):
                replay(batch, listed, protocol.CEILING)
        finally:
            yield f"# frame {batch.frame}: {batch.record_count} commands, {len(batch.text)} bytes of text"
            yield from listed.lines
    else:
        try:
            found = events(batch)
        except BatchError as error:
            error.place = f"frame {batch.frame}"
            raise
        yield f"# frame {batch.frame}: {batch.record_count} events, {len(batch.text)} bytes of text"
        yield from map(list_event, found)


class _NoRoomError(Exception):
    """There is no room for more lines."""


class _Listed:
    """A target that keeps the listing of every call, up to the first that does not fit into `most` bytes."""

    def __init__(self, most: int) -> None:
        self.lines: list[str] = []
        self._room = most

    def __getattr__(self, op: str) -> Callable[..., None]:
        return lambda *arguments: self._keep(list_command(Command(op, arguments)))

    def _keep(self, line: str) -> None:
        self.lines.append(line)
        self._room -= _size((line,))
        if self._room < 0:
            raise _NoRoomError


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
