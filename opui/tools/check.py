"""`opui check`: everything that can be found wrong with an app, without a screen.

The app goes through the gate, is started, plays its first frames and the actions it is given, does the same once
more, and what it has built is looked at. Where one thing wrong does not hide the next, it goes on.
"""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any, Final, NamedTuple

from opui.core import protocol
from opui.core.errors import RULES, BatchError, GuestError, InputError, ModuleError, OpuiError
from opui.core.gate.module import export_errors
from opui.core.gate.sections import IMPORT, START, read_sections
from opui.core.kinds import KINDS, How
from opui.core.scrub import scrub_line
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import ATTACH, CALL, CREATE
from opui.source import App, Approve, load_app, module_path, read_module, refuse
from opui.tools.bundle import Batch, replayed
from opui.tools.findings import ERROR, NOTE, WARNING, Finding, limit_findings, tree_findings, tree_peaks
from opui.tools.headless import Headless, OutOfTimeError
from opui.tools.stale import stale

ERROR_LENGTH: Final = 800
MANIFEST_ADVICE: Final = (
    "put it into a folder with an opui.toml, or add one (spec/opcodes.md, A whole guest, has a recipe)"
)
LARGE_MODULE: Final = 1 << 20
"""Bytes of a module over which something is in it that should not be: the examples have 30 KiB."""
WATCHED_SECONDS: Final = 20.0
"""For how long one run of an app is watched."""
WATCHED_BYTES: Final = 64 << 20
"""Bytes of batches of one run that are kept and looked at."""
WAITED: Final = 1000
"""Milliseconds of the app's time that pass behind its first frames, so that its timers tick."""
ENDLESS_FRAMES: Final = 120
"""Frames in a row, without anything new to the guest, after which it will ask for another for ever."""
_PASTE: Final = protocol.EVENT_BY_NAME["paste"].code
_TYPED: Final = {kind.code for kind in KINDS for edit in kind.edits if edit.how is How.TYPED}
"""The kinds that a person types into."""
_ILLEGIBLE: Final = ("not_wasm", "malformed", "limit")
"""Refusals behind which nothing can be read."""


class Report(NamedTuple):
    """What was found out about one app.

    Attributes:
        path: Where it is.
        app: The app; None if it could not be loaded.
        frames: How many frames were run.
        findings: What is wrong, errors first.
        passed: What went well, in words.
    """

    path: str
    app: App | None
    frames: int
    findings: list[Finding]
    passed: list[str]

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return all(finding.severity != ERROR for finding in self.findings)

    def lines(self) -> Iterator[str]:
        """Yield the report for people, one thing a line."""
        for stage in self.passed:
            yield f"{'ok':<9}{stage}"
        for finding in self.findings:
            yield finding.line()

    def as_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "path": self.path,
            "module": _module(self.app) if self.app is not None else None,
            "frames": self.frames,
            "findings": [finding._asdict() for finding in self.findings],
            "ok": self.ok,
        }


def _module(app: App) -> dict[str, Any]:
    data = app.module.data
    abi = app.module.manifest.get("abi")
    return {"sha256": sha256(data).hexdigest(), "size": len(data), "abi": abi, "name": app.name}


def check_app(path: Path, actions: str = "", approve: Approve = refuse) -> Report:
    """Return what there is to say of the app at `path`.

    Args:
        path: A `.wasm` or a folder with an `opui.toml`.
        actions: What to do in it, as for `opui tree --do`.
        approve: As for `load_app`.
    """
    try:
        app = load_app(path, approve)
    except ModuleError as error:
        return Report(str(path), None, 0, [_failure(each) for each in _refusals(path, error)], [])
    except InputError as error:
        return Report(str(path), None, 0, [Finding(ERROR, "input", scrub_line(str(error), ERROR_LENGTH))], [])
    first, second = _Run(app), _Run(app)
    found = [*first.play(actions), *_module_findings(app, path), *_stale_findings(path), *first.findings()]
    second.play(actions)
    found += differences(first.batches, second.batches)
    found.sort(key=lambda finding: (ERROR, WARNING, NOTE).index(finding.severity))
    return Report(str(path), app, first.frames, found, list(_passed(app, first, found)))


def _failure(error: OpuiError) -> Finding:
    if isinstance(error, GuestError):
        return Finding(ERROR, error.rule, error.detail, error.place or "load", RULES[error.rule].rstrip("."))
    return Finding(ERROR, "action", str(error))


def _passed(app: App, run: "_Run", found: list[Finding]) -> Iterator[str]:
    """Yield what went well."""
    data = app.module.data
    rules = {finding.rule for finding in found if finding.severity == ERROR}
    yield f"gate: {app.name}, {len(data):,} bytes, sha256 {sha256(data).hexdigest()[:16]}…"
    if run.batches:
        yield "start: the control block is as the ABI says"
    if not rules - {"determinism"}:
        yield f"frames: {run.frames} without an error"
    if run.frames and "determinism" not in rules:
        yield "determinism: a second instance, told the same, says the same"


# --- The module ------------------------------------------------------------------------------------


def _refusals(path: Path, first: ModuleError) -> list[ModuleError]:
    """Return why the gate refuses a module: the first reason, and those behind it that it does not hide."""
    others: list[ModuleError] = []
    if first.rule not in _ILLEGIBLE:
        with suppress(ModuleError):
            data = read_module(path)
            known = read_sections(data).known
            if START in known and IMPORT in known:
                others.append(ModuleError("import", "it imports something; a guest imports nothing"))
            # Imported functions come first in the index space, so with them nothing can be said of the exports.
            if IMPORT not in known:
                others += export_errors(data)
    told = (first.rule, first.detail)
    return [first, *(error for error in others if (error.rule, error.detail) != told)]


def _module_findings(app: App, path: Path) -> Iterator[Finding]:
    size, manifest = len(app.module.data), app.module.manifest
    if size > LARGE_MODULE:
        advice = "build it with optimizations and strip it"
        yield Finding(WARNING, "size", f"the module has {size:,} bytes", "", advice)
    if not manifest and not path.is_dir():
        detail, advice = "the module has none: nothing says what it is before it runs", MANIFEST_ADVICE
        yield Finding(WARNING, "manifest", detail, "", advice)
    for key in ("name", "version"):
        if manifest and not manifest.get(key):
            yield Finding(WARNING, "manifest", f"it says no {key}")


def _stale_findings(path: Path) -> Iterator[Finding]:
    if said := stale(module_path(path)):
        yield Finding(WARNING, "stale", scrub_line(said, ERROR_LENGTH))


# --- Frames ----------------------------------------------------------------------------------------


class _Enough(Exception):  # noqa: N818 - not an error: no more has to be seen
    """Enough was seen of a run."""


class _Run:
    """One instance, watched. `batches`: all that crossed the boundary."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.batches: list[Batch] = []
        self._called = monotonic()
        self._bytes = 0
        self._slowest = (0.0, 0)
        self._idle = 0
        self._refused = False
        self._room: int | None = None

    @property
    def frames(self) -> int:
        """How many frames have ended."""
        return sum(isinstance(batch, CommandBatch) for batch in self.batches)

    def play(self, actions: str) -> list[Finding]:
        """Run the first frames, let time pass, do the actions; return what ended that too early."""
        app: Headless | None = None
        try:
            app = Headless(self._app.module, limits=self._app.limits, watch=self._watch, seconds=WATCHED_SECONDS)
            self._room = app.guest.inbox_room
            if app.exit_code is None:
                app.do(f"wait {WAITED}")
            app.play(actions)
        except _Enough as reason:
            return [Finding(WARNING, *reason.args)]
        except OutOfTimeError:
            frame = self.batches[-1].frame if self.batches else 0
            detail = f"after {WATCHED_SECONDS:g} s the rest was not looked at"
            return [Finding(WARNING, "time", detail, f"frame {frame}")]
        except (GuestError, InputError) as error:
            self._refused = isinstance(error, BatchError)
            return [_failure(error)]
        finally:
            if app is not None:
                app.close()
        return []

    def _watch(self, batch: Batch) -> None:
        self.batches.append(batch)
        self._bytes += len(batch.records) + len(batch.text)
        if self._bytes > WATCHED_BYTES:
            raise _Enough("size", f"after {WATCHED_BYTES >> 20} MiB the rest was not looked at", f"frame {batch.frame}")
        now = monotonic()
        if isinstance(batch, EventBatch):
            self._called = now
            self._idle = self._idle + 1 if batch.record_count == 1 else 0
            if self._idle > ENDLESS_FRAMES:
                raise _Enough("again", "with nothing new it asks for frame after frame", f"frame {batch.frame}")
        else:
            self._slowest = max(self._slowest, (now - self._called, batch.frame))

    def findings(self) -> Iterator[Finding]:
        """Yield what is not wrong, but not good either."""
        seconds, frame = self._slowest
        busy = self._app.limits["busy_milliseconds"]
        if seconds * 1000 > busy:
            detail = f"its call took {seconds * 1000:,.0f} ms: over {busy} ms the app is shown as busy"
            yield Finding(WARNING, "busy", detail, f"frame {frame}")
        yield from self._inbox_findings()
        peaks, tree = self._peaks()
        yield from limit_findings(peaks, self._app.limits)
        yield from tree_findings(tree)

    def _inbox_findings(self) -> Iterator[Finding]:
        needed = protocol.LIMIT["string_bytes"] + 4 * protocol.EVENT.size
        small = self._room is not None and self._room < needed and not self._app.module.reserves
        if small and any(map(_makes_inputs, self.batches)):
            yield Finding(
                WARNING,
                "inbox",
                f"it holds {self._room:,} bytes and there is no opui_reserve: a longer text in an input ends the app",
                "control block",
                f"export opui_reserve, or make it {needed:,} bytes",
            )

    def _peaks(self) -> tuple[dict[str, int], Tree]:
        """Return the most that was seen of what limits count, and the tree at the end."""
        accepted = self.batches[:-1] if self._refused else self.batches
        peaks = dict.fromkeys(("commands", "text_bytes", "calls", "nodes"), 0)
        for batch in self.batches:
            if isinstance(batch, CommandBatch):
                opcodes = batch.commands[:: protocol.COMMAND.size]
                peaks["commands"] = max(peaks["commands"], len(opcodes))
                peaks["text_bytes"] = max(peaks["text_bytes"], len(batch.text))
                peaks["calls"] = max(peaks["calls"], opcodes.count(CALL))
        for tree in replayed(accepted):
            peaks["nodes"] = max(peaks["nodes"], len(tree.nodes) - 1)
        return peaks | tree_peaks(tree, self._app.limits), tree


def _makes_inputs(batch: Batch) -> bool:
    """Tell whether a batch makes a node that a person types into, or asks for pastes. Only these texts are long."""
    if not isinstance(batch, CommandBatch):
        return False
    records = batch.commands
    starts = range(0, len(records), protocol.COMMAND.size)
    created = (int.from_bytes(records[at + 2 : at + 4], "little") for at in starts if records[at] == CREATE)
    attached = (records[at + 1] for at in starts if records[at] == ATTACH)
    return any(kind in _TYPED for kind in created) or _PASTE in attached


def differences(first: list[Batch], second: list[Batch]) -> Iterator[Finding]:
    """Yield the first difference between two runs that were told the same."""
    for one, other in zip(first, second, strict=False):
        if one != other:
            what = "commands" if isinstance(one, CommandBatch) else "events"
            detail = f"the {what} of a second instance are others: what a guest does must follow from its events alone"
            yield Finding(ERROR, "determinism", detail, f"frame {one.frame}")
            return
