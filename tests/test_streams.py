"""Where the program's streams lead: to a terminal, into a file, nowhere; and what kind of terminal that is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.test_terminal import OPUI, REPOSITORY, Terminal

QUIT = "\x11"
RUN = f"exec {' '.join(OPUI)} examples/todo"


@contextmanager
def terminal(command: str, **environment: str) -> Iterator[Terminal]:
    """Run a shell's command in a terminal."""
    terminal = Terminal(command, program=("sh", "-c"), environment=environment)
    try:
        yield terminal
    finally:
        terminal.close()


@pytest.mark.parametrize("errors", ["2>errors", "2>/dev/full", "2>&-"])
def test_the_screen_is_drawn_on_the_terminal_wherever_errors_go(errors: str, tmp_path: Path) -> None:
    errors = errors.replace("errors", str(tmp_path / "errors"))
    with terminal(f"{RUN} {errors}") as shown:
        shown.wait_for("What needs to be done?")
        shown.type("milk\r")
        shown.wait_for("1 item left")
        shown.type(QUIT)
        assert shown.exit_code() == 0
    assert not any(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("streams", "missing"),
    [
        ("</dev/null", "standard input is none"),
        ("<&-", "standard input is none"),
        (">output", "standard output is none"),
        (">&-", "standard output is none"),
    ],
)
def test_without_a_terminal_for_keys_or_the_screen_one_line_says_so(streams: str, missing: str, tmp_path: Path) -> None:
    with terminal(f"{RUN} {streams.replace('output', str(tmp_path / 'output'))}") as shown:
        assert shown.exit_code() == 2
        assert shown.output.count(b"\n") == 1
        assert missing in shown.output.decode()
        assert "opui tree examples/todo" in shown.output.decode()


def test_with_no_stream_at_all_it_says_nothing_and_fails() -> None:
    with terminal(f"{RUN} <&- >&- 2>&-") as shown:
        assert (shown.exit_code(), shown.output) == (2, b"")


@pytest.mark.parametrize("term", ["dumb", "unknown", "", "of-nobody", "unset"])
def test_a_terminal_that_places_no_cursor_gets_one_line_and_no_sequence(term: str) -> None:
    with terminal(f"unset TERM; {RUN}" if term == "unset" else RUN, TERM=term) as shown:
        assert shown.exit_code() == 2
        assert shown.output.count(b"\n") == 1
        assert b"\x1b" not in shown.output
        assert b"TERM" in shown.output


@pytest.mark.parametrize("term", ["xterm-kitty", "xterm-ghostty", "linux", "vt100", "tmux-256color", "foot", "ansi"])
def test_a_terminal_that_places_the_cursor_is_drawn_on_whatever_it_is_called(term: str) -> None:
    with terminal(RUN, TERM=term) as shown:
        shown.wait_for("What needs to be done?")


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")


@FULL
@pytest.mark.parametrize("arguments", [["tree", "examples/todo"], ["check", "examples/todo"], ["--help"]])
def test_output_that_can_not_be_written_is_an_error_of_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "opui", *arguments], cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (result.returncode, result.stderr) == (1, "Error: standard output: No space left on device\n")


def test_a_script_from_a_closed_input_is_an_error_of_one_line() -> None:
    with terminal(f"exec {' '.join(OPUI)} tree examples/todo --do - <&-") as shown:
        assert shown.exit_code() == 1
        assert shown.output == b"Error: <stdin>: it is closed\r\n"


@pytest.mark.parametrize("left", [("200", "60"), ("20", "5"), ("99999999", "99999999"), ("no", "-1")])
def test_the_size_is_the_terminals_whatever_the_environment_says(left: tuple[str, str]) -> None:
    columns, lines = left
    with terminal(RUN, COLUMNS=columns, LINES=lines) as shown:
        # The footer may be there before the guest has answered.
        shown.wait_for("─" * 66)
        assert "quit" in shown.picture.screen.display[23]
        assert b"\x1b[25;" not in shown.output
        assert "─" * 80 not in shown.picture.text


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a locale whose encoding is Latin-1."""
    folder = tmp_path_factory.mktemp("locales")
    command = ["localedef", "-i", "de_DE", "-f", "ISO-8859-1", str(folder / "de_DE.ISO-8859-1")]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the system can't make a locale with Latin-1")
    return folder


def test_a_terminal_that_speaks_latin_1_is_spoken_to_and_understood(locales: Path) -> None:
    with terminal(RUN, LC_ALL="de_DE.ISO-8859-1", LOCPATH=str(locales)) as shown:
        shown.wait_for("What needs to be done?")
        shown.wait_for("+" + "-" * 66 + "+")
        shown.type("grün\r".encode("latin-1"))
        shown.wait_for_bytes("grün".encode("latin-1"))
        shown.wait_for("1 item left")
        assert b"\\u" not in shown.output


WITHOUT: dict[str, str] = {"LC_ALL": "", "LC_CTYPE": "", "LANG": "", "PYTHONIOENCODING": "", "PYTHONUTF8": ""}
LOCALES = {
    "C": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "none": {},
    "C without Python's help": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "one that is not installed": {"LC_ALL": "xx_YY.ISO-8859-1"},
    "streams of ASCII": {"PYTHONIOENCODING": "ascii:strict"},
    "streams of Latin-1": {"PYTHONIOENCODING": "latin-1"},
}


@pytest.mark.parametrize("environment", LOCALES.values(), ids=LOCALES.keys())
def test_the_screen_is_readable_in_any_locale(environment: dict[str, str]) -> None:
    with terminal(RUN, **WITHOUT | environment) as shown:
        shown.wait_for("╭" + "─" * 66 + "╮")
        shown.type("日本é\r")
        shown.wait_for("1 item left")
        shown.wait_for("[ ] 日本é ")


@pytest.mark.parametrize("arguments", [["tree"], ["dis"], ["check"]])
@pytest.mark.parametrize("environment", LOCALES.values(), ids=LOCALES.keys())
@pytest.mark.slow
def test_what_is_printed_is_readable_in_any_locale(environment: dict[str, str], arguments: list[str]) -> None:
    result = subprocess.run(
        [*OPUI, *arguments, "examples/todo", "--do", "-"], cwd=REPOSITORY, capture_output=True,
        input='submit new-todo text="日本é"\n'.encode(), env=os.environ | WITHOUT | environment,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout
