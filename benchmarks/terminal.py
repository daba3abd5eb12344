"""The same list in a terminal of 120 by 40, by opui and by others: `python -m benchmarks --only terminal`.

The list has a line above it that says where its cursor is and how often rows were changed; *down* moves the cursor,
*u* changes every tenth row. `benchmarks/peers` has it by opui, by Textual's `OptionList`, by urwid and by Ratatui. In a
session a program is started in a pseudo-terminal, keys are sent one at a time, each when the program has come to rest,
and then it is left alone. The programs take turns, a session each. A sample ends with the piece of output with which
the screen says what it should. Bytes are all that come until the program is at rest.

Also letters that are typed into the todo app. Python's bytecode and the guests' native code are there, as for `start`.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from benchmarks.figures import BYTES, PROCESSOR, SECONDS, WRITTEN, Figure, Tick
from benchmarks.peers.programs import OPUI, PEERS, Peer, peers
from benchmarks.peers.shown import header, label
from benchmarks.start import installed

if TYPE_CHECKING:
    from benchmarks.screen import Screen, Shown

NAME: Final = "terminal"
ROWS: Final = (1_000, 10_000)
SESSIONS: Final = 3
KEYS: Final = 20
CHANGES: Final = 4
LETTERS: Final = "abcdefghijklmnopqrst"
RESTING: Final = 2.0

START: Final = "start"
FIRST: Final = "first screen"
KEY: Final = "a key"
CHANGE: Final = "change every 10th"
MEMORY: Final = "memory"
REST: Final = f"{RESTING:.0f} s of rest"
LETTER: Final = "a letter in todo"

Samples: TypeAlias = dict[tuple[str, str, str], list[float]]
"""(case, way, unit) → its samples."""

_DOWN: Final = b"\x1b[B"
_LAST: Final = 30
"""A row that is seen in every list, as all above it are, and that is changed with every tenth."""
_TODO: Final = [sys.executable, "-m", "opui", str(Path(__file__).resolve().parents[1] / "examples" / "todo")]
_ASKS: Final = "What needs to be done?"


def case(what: str, rows: int) -> str:
    """Return what was done with so many rows there."""
    return f"{what}, {rows:,} rows"


def left_out() -> str:
    """Return why nothing of this can be measured here, empty if it can."""
    if sys.platform == "win32":
        return "Windows has no pseudo-terminals"
    return "" if find_spec("pyte") else "there is no pyte (pip install pyte)"


def steps() -> int:
    """Return how many sessions `measure` has."""
    return 0 if left_out() else SESSIONS * (len(ROWS) * len(PEERS) + 1)


def measure(tick: Tick) -> list[Figure]:
    """Let the programs take turns."""
    if reason := left_out():
        print(f"{NAME} is left out: {reason}", file=sys.stderr)
        return []
    samples: Samples = defaultdict(list)
    with installed() as environment:
        found = list(peers(ROWS))
        _fill_caches(found, environment)
        for _ in range(SESSIONS):
            for rows in ROWS:
                for peer in found:
                    play_list(peer, rows, environment, samples)
                    tick(f"{rows:,} rows, {peer.name}")
            _play_todo(environment, samples)
            tick(LETTER)
    return figures(samples)


def figures(samples: Samples) -> list[Figure]:
    """Return samples as figures, those of one case and unit beside one another."""
    kinds = list(dict.fromkeys((what, unit) for what, _, unit in samples))
    taken = [Figure(NAME, what, way, unit, tuple(values)) for (what, way, unit), values in samples.items()]
    return sorted(taken, key=lambda figure: kinds.index((figure.case, figure.unit)))


def _fill_caches(found: list[Peer], environment: Mapping[str, str]) -> None:
    """Start everything once."""
    from benchmarks.screen import opened  # what it is made of is not there on Windows

    for peer in found:
        for rows, command in peer.commands.items():
            with opened(command, environment) as screen:
                screen.started(*seen(rows, 0, 0))
    with opened(_TODO, environment) as screen:
        screen.started(_ASKS)


def seen(rows: int, cursor: int, changes: int) -> tuple[str, str, str]:
    """Return what is on the screen when all of it is right: the line above, the first row and one further down."""
    return header(rows, cursor, changes), label(0, changes), label(_LAST, changes)


def play_list(peer: Peer, rows: int, environment: Mapping[str, str], samples: Samples) -> None:
    """Play one session of a list, and add what it took to the samples."""
    from benchmarks.screen import opened

    def note(what: str, unit: str, value: float) -> None:
        samples[case(what, rows), peer.name, unit].append(value)

    def note_shown(what: str, shown: "Shown") -> None:
        note(what, SECONDS, shown.seconds)
        note(what, WRITTEN, shown.written)

    with opened(peer.commands[rows], environment) as screen:
        first = screen.started(*seen(rows, 0, 0))
        note(START, SECONDS, first.seconds)
        note(FIRST, WRITTEN, first.written)
        for cursor in range(1, KEYS + 1):
            note_shown(KEY, screen.press(_DOWN, *seen(rows, cursor, 0)))
        for changes in range(1, CHANGES + 1):
            note_shown(CHANGE, screen.press(b"u", *seen(rows, KEYS, changes)))
        note(MEMORY, BYTES, screen.resident)
        written, processor = _rested(screen)
        note(REST, WRITTEN, written)
        note(REST, PROCESSOR, processor)


def _rested(screen: "Screen") -> tuple[int, float]:
    """Return the bytes and the processor's seconds that a program takes while nobody does anything."""
    before = screen.processor
    written = screen.watch(RESTING)
    return written, screen.processor - before


def _play_todo(environment: Mapping[str, str], samples: Samples) -> None:
    """Type letters, each when nothing is left to do of the one before; the first one takes away what was asked."""
    from benchmarks.screen import opened

    with opened(_TODO, environment) as screen:
        screen.started(_ASKS)
        for end in range(1, len(LETTERS) + 1):
            shown = screen.press(LETTERS[end - 1].encode(), LETTERS[:end])
            if end > 1:
                samples[LETTER, OPUI, SECONDS].append(shown.seconds)
                samples[LETTER, OPUI, WRITTEN].append(shown.written)
