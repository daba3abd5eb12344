"""What reaches a real pseudo-terminal from hostile guests, and how the terminal is left."""

import os
import re
import signal
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from opui.core import protocol
from opui.textual.app.app import INTERRUPTED
from tests.hostile.clean import unclean
from tests.hostile.corpus import guest, whole_text
from tests.test_terminal import OPUI, PATIENCE, Terminal

pytestmark = pytest.mark.slow

SHOWN: Final = ("text_escapes", "text_markup", "text_bidi", "text_wide", "text_zero_width", "text_marks")
FAILING: Final = ("panic_escapes", "trap_function_names", "text_in_listing", "text_in_stylesheet", "text_in_class")
REFUSED: Final = ("import_names", "manifest_not_json", "terminal_file", "export_names", "section_unknown")

_MODES: Final = "7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
_GRAMMAR: Final = re.compile(
    r"(?P<left>\x1b\[\?1016l\x1b\[m\x1b\[H\x1b\[2J)|(?P<line>\r?\n)|(?P<style>\x1b\[[0-9;]*m)"
    r"|(?P<anew>\x0f\x1b\(B\x1b\[\?7l\x1b\[r\x1b\[m(?:\x1b\[[0-9;]*m)?\x1b\[2J)"
    r"|(?P<place>\x1b\[(?:\d+(?:;\d+)?)?H|\x1b\[\d*[ABCD]|\x1b\[\d+[Gd]|\r|\x08)|(?P<erase>\x1b\[(?:K|\d+X))"
    r"|(?P<scroll>\x1b\[\d+;\d+r(?:\x1b\[\d+(?:H|d|B))?\x1b\[\d*[LM]\x1b\[r)"
    rf"|(?P<mode>\x1b\[\?(?:{_MODES})[hl])"
    r"|(?P<query>\x1b\[\?(?:2026|2048)\$p)|(?P<kitty>\x1b\[(?:>\d+|<)u)|(?P<pointer>\x1b\]22;[a-z-]{1,15}\x07)|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
"""All that is written; one alternative for each family. The screen is cleared where it is left or all of it painted."""


class Recorder(Terminal):
    """A terminal that keeps all that was written, and how its line was set at first."""

    def __init__(self, *arguments: str, program: Sequence[str] = OPUI) -> None:
        self.everything = b""
        super().__init__(*arguments, program=program)
        self.line = termios.tcgetattr(self.terminal)

    def _read(self, end: float) -> bool:
        before = len(self.output)
        more = super()._read(end)
        self.everything += self.output[before:]
        return more

    def ends(self, key: str) -> int:
        """Press a key that ends the program; return the exit code."""
        self.type(key)
        return self.exit_code()


@contextmanager
def terminal(path: Path, *options: str) -> Iterator[Recorder]:
    """Run what is at `path`."""
    recorder = Recorder(str(path), *options)
    try:
        yield recorder
    finally:
        recorder.process.kill()
        recorder.process.wait()
        os.close(recorder.terminal)


def wasm(folder: Path, name: str) -> Path:
    """Write a guest of the corpus to a file, and return where."""
    path = folder / f"{name}.wasm"
    path.write_bytes(guest(name).make())
    return path


def parse(output: bytes) -> set[str]:
    """Return which families of sequences are in `output`, modes and queries each by itself.

    Anything that the driver does not write, and any character that no guest may show, fails the test.
    """
    text = output.decode()
    families: set[str] = set()
    at = 0
    while at < len(text):
        match = _GRAMMAR.match(text, at)
        assert match is not None, f"{text[at : at + 40]!r} behind {text[max(0, at - 40) : at]!r}"
        family = match.lastgroup or ""
        assert family != "text" or not unclean(match[0]), match[0]
        families.add(match[0] if family in ("mode", "query", "kitty") else family)
        at = match.end()
    return families


def assert_restored(recorder: Recorder) -> None:
    """Every mode that was set is off again, the cursor is shown, the line is as it was."""
    last = dict(re.findall(r"\x1b\[\?(\d+)([hl])", recorder.everything.decode()))
    assert last.pop("25") == "h"
    assert last.pop("7", "h") == "h"
    assert set(last.values()) == {"l"}, last
    assert recorder.everything.count(b"\x1b[<u") >= len(re.findall(rb"\x1b\[>\d+u", recorder.everything))
    assert termios.tcgetattr(recorder.terminal) == recorder.line


def look_at_everything(recorder: Recorder) -> None:
    """See the screen, a tooltip, the notifications and the host's panel; then quit."""
    recorder.wait_for("safe")
    for action in ("\x1b[<35;5;2M", "\x19"):
        recorder.type(action)
        recorder.wait_for_change()
    recorder.type("\x1b[24~")
    recorder.wait_for("sha256")
    assert recorder.ends("\x11") == 0


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is written for a guest that shows plain text in all the same places."""
    import wasmtime

    text = "(module\n;; include: prelude\n;; include: places\n" + '(data (i32.const 0x10000) "safe\\00"))'
    path = tmp_path_factory.mktemp("harmless") / "harmless.wasm"
    path.write_bytes(bytes(wasmtime.wat2wasm(whole_text(text))))
    with terminal(path) as recorder:
        look_at_everything(recorder)
        return parse(recorder.everything)


@pytest.mark.parametrize("name", SHOWN)
def test_no_payload_in_any_place_adds_a_sequence(name: str, tmp_path: Path, harmless: set[str]) -> None:
    with terminal(wasm(tmp_path, name)) as recorder:
        look_at_everything(recorder)
        assert parse(recorder.everything) <= harmless
        assert_restored(recorder)


@pytest.mark.parametrize("name", FAILING)
def test_no_payload_in_an_error_adds_a_sequence(name: str, tmp_path: Path, harmless: set[str]) -> None:
    with terminal(wasm(tmp_path, name)) as recorder:
        if name == "panic_escapes":
            recorder.wait_for("press me")
            recorder.type("\t\r")
        recorder.wait_for("was stopped")
        recorder.wait_for("safe")
        assert recorder.ends("q") == 1
        assert parse(recorder.everything) <= harmless | {"line"}
        assert "Traceback" not in recorder.everything.decode()
        assert_restored(recorder)


@pytest.mark.parametrize("name", REFUSED)
def test_no_payload_in_a_refusal_adds_a_sequence(name: str, tmp_path: Path) -> None:
    with terminal(wasm(tmp_path, name)) as recorder:
        assert recorder.exit_code() == 1
        assert parse(recorder.everything) <= {"text", "line"}
        assert recorder.everything.count(b"\n") == 1


def test_no_payload_in_a_manifest_adds_a_sequence(tmp_path: Path, harmless: set[str]) -> None:
    with terminal(wasm(tmp_path, "manifest_escapes")) as recorder:
        recorder.wait_for("quit")
        recorder.type("\x1b[24~")
        recorder.wait_for("sha256")
        assert recorder.ends("\x11") == 0
        assert parse(recorder.everything) <= harmless


@pytest.mark.parametrize(("key", "code"), [("\x11", 0), ("\x03", INTERRUPTED)], ids=["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("name", ["loop_in_init", "loop_in_frame", "fill_stall"])
def test_the_hosts_keys_end_a_guest_that_computes_for_ever(name: str, key: str, code: int, tmp_path: Path) -> None:
    wasm(tmp_path, name)
    ceiling = next(limit.ceiling for limit in protocol.LIMITS if limit.name == "call_milliseconds")
    (tmp_path / "opui.toml").write_text(
        f'[app]\nname = "loop"\nmodule = "{name}.wasm"\n[limits]\ncall_milliseconds = {ceiling}\n'
    )
    # Were it for the deadline to end it, patience would come to its end before that.
    assert ceiling >= 2_000 * PATIENCE
    with terminal(tmp_path, "--limits") as recorder:
        recorder.wait_for("busy")
        assert recorder.ends(key) == code
        assert b"was stopped" not in recorder.output
        parse(recorder.everything)
        assert_restored(recorder)


SIGNALS = [("SIGHUP", 129), ("SIGINT", 130), ("SIGQUIT", 131), ("SIGTERM", 143)]


@pytest.mark.parametrize(("name", "code"), SIGNALS)
@pytest.mark.parametrize("guest", ["manifest_escapes", "loop_in_frame"], ids=["at rest", "computing"])
def test_a_signal_that_ends_the_program_leaves_the_terminal_as_it_was(
    guest: str, name: str, code: int, tmp_path: Path
) -> None:
    with terminal(wasm(tmp_path, guest)) as recorder:
        recorder.wait_for("busy" if guest == "loop_in_frame" else "quit")
        recorder.process.send_signal(getattr(signal, name))
        assert recorder.exit_code() == code
        parse(recorder.everything)
        assert_restored(recorder)


DEAF: Final = """import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
os.execv(sys.executable, [sys.executable, "-m", "opui", *sys.argv[1:]])"""
"""Runs opui where SIGHUP does not come."""


@pytest.mark.parametrize("program", [OPUI, (sys.executable, "-c", DEAF)], ids=["told", "not told"])
def test_the_program_ends_with_its_terminal(program: tuple[str, ...], tmp_path: Path) -> None:
    recorder = Recorder(str(wasm(tmp_path, "manifest_escapes")), program=program)
    recorder.wait_for("quit")
    os.close(recorder.terminal)
    assert recorder.process.wait(PATIENCE) == 129
