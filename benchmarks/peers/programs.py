"""What starts each of the lists, and builds those that are written in Rust, below `rust_app/target`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import rust

OPUI: Final = "opui"
OPTION_LIST: Final = "OptionList"
URWID: Final = "urwid"
RATATUI: Final = "Ratatui"
_HERE: Final = Path(__file__).resolve().parent
_WORK: Final = _HERE.parents[1] / "rust_app" / "target" / "peers"


class LeftOutError(Exception):
    """Why there is nothing to start, on a line."""


class Peer(NamedTuple):
    """One of the lists: its name, and for each number of rows the command that starts it."""

    name: str
    commands: dict[int, list[str]]


def peers(rows: tuple[int, ...]) -> Iterator[Peer]:
    """Yield those that can be started with so many rows; of each other one a line says why it can't."""
    for name, made in _MADE.items():
        try:
            yield Peer(name, {count: made(count) for count in rows})
        except LeftOutError as reason:
            print(f"{name} is left out: {reason}", file=sys.stderr)


def _option_list(rows: int) -> list[str]:
    return [sys.executable, "-m", "benchmarks.peers.option_list", f"{rows}"]


def _urwid(rows: int) -> list[str]:
    if find_spec("urwid") is None:
        raise LeftOutError("there is no urwid (pip install urwid)")
    return [sys.executable, "-m", "benchmarks.peers.urwid_list", f"{rows}"]


def _opui(rows: int) -> list[str]:
    target = rust.builder().TARGET
    _build("opui", "--target", target, ROWS=f"{rows}")
    module = _WORK / f"{rows}_rows.wasm"
    shutil.copy2(_WORK / target / "release" / "opui_list.wasm", module)
    return [sys.executable, "-m", "opui", str(module)]


def _ratatui(rows: int) -> list[str]:
    _build("ratatui")
    return [str(_WORK / "release" / "ratatui-list"), f"{rows}"]


def _build(crate: str, *options: str, **environment: str) -> None:
    builder = rust.builder()
    try:
        cargo, additions = builder.compiler()
        more = {**additions, **environment, "CARGO_TARGET_DIR": str(_WORK)}
        command = [cargo, "build", "--quiet", "--release", *options]
        subprocess.run(command, cwd=_HERE / crate, env=os.environ | more, check=True)
    except builder.BuildError as error:
        raise LeftOutError(str(error)) from None
    except subprocess.CalledProcessError:
        raise LeftOutError("cargo could not build it") from None


_MADE: Final[dict[str, Callable[[int], list[str]]]] = {
    OPUI: _opui,
    OPTION_LIST: _option_list,
    URWID: _urwid,
    RATATUI: _ratatui,
}
"""Name → what makes its command for a number of rows."""
PEERS: Final = tuple(_MADE)
"""All of them, in the order in which they take turns."""
