"""`opui tree`: the tree that it prints, and the actions that are played first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from opui.cli import SCRIPT_BYTES
from tests.command_line import error_of, opui
from tests.scripted import scripted


def test_tree_prints_the_tree_with_ids(app: Path) -> None:
    result = opui("tree", app)
    assert result.exit_code == 0
    assert result.stdout == 'root\n  input #1 name="draft" on=submit\n  timer #2 interval=100.0 on=tick\n'


def test_tree_prints_the_tree_without_ids(app: Path) -> None:
    assert (
        opui("tree", app, "--no-ids").stdout == 'root\n  input name="draft" on=submit\n  timer interval=100.0 on=tick\n'
    )


def test_tree_takes_a_module_as_well_as_a_folder(app: Path) -> None:
    assert opui("tree", app / "small.wasm").stdout == opui("tree", app).stdout


def test_tree_plays_actions_from_a_file_and_from_stdin(app: Path) -> None:
    actions = '# a comment\n\nsubmit draft text="milk"\n'
    path = app / "actions.txt"
    path.write_text(actions)
    shown = 'root\n  input name="draft" value="milk" on=submit\n  timer interval=100.0 on=tick\n  text "é \\"said\\""\n'
    assert opui("tree", app, "--no-ids", "--do", path).stdout == shown
    assert opui("tree", app, "--no-ids", "--do", "-", input=actions).stdout == shown


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dance", "there is no event 'dance'"),
        ("press nobody", "nobody"),
        ("press draft", "nothing handles press"),
        ('submit draft text="', "text"),
        ("wait long", "milliseconds"),
        ("key ctrl+ctrl", "ctrl+ctrl"),
        ("focus 2", "can't have the focus"),
    ],
)
@pytest.mark.parametrize("command", ["tree", "dis"])
def test_a_bad_action_is_told_with_its_file_and_line(app: Path, command: str, line: str, said: str) -> None:
    path = app / "actions.txt"
    path.write_text(f"wait 1\n# comment\n{line}\n")
    error = error_of(opui(command, app, "--do", path))
    assert error.startswith(f"{path}: line 3: ")
    assert said in error


def test_a_bad_action_from_stdin_is_told_with_its_line(app: Path) -> None:
    assert "line 2: " in error_of(opui("tree", app, "--do", "-", input="wait 1\ndance\n"))


def test_an_actions_file_that_is_not_utf_8_is_told_as_such(app: Path) -> None:
    path = app / "actions.txt"
    path.write_bytes(b"wait 1\n\xff\n")
    error = error_of(opui("tree", app, "--do", path))
    assert error.startswith(f"{path}: ")
    assert "utf-8" in error


def test_tree_says_that_the_app_has_quit(tmp_path: Path) -> None:
    path = tmp_path / "quits.wasm"
    path.write_bytes(scripted("call node=0 method=quit option=3").data)
    result = opui("tree", path)
    assert (result.exit_code, result.stdout) == (0, "root\n")
    assert result.stderr.endswith("the app has quit with exit code 3\n")


def test_actions_without_an_end_are_read_up_to_a_limit(app: Path, file: Callable[[bytes | str], Path]) -> None:
    endless = b"#" * (SCRIPT_BYTES + 1)
    assert "over the limit of 1,048,576" in error_of(opui("tree", app, "--do", file(endless)))
    assert error_of(opui("tree", app, "--do", "-", input=endless)).startswith("<stdin>: its 1,048,577 bytes")


@pytest.mark.parametrize(
    "action", ["wait ", "press ", "press 1 clicks=", "press text[", "press #", "toggle 1 checked="]
)
def test_a_number_of_thousands_of_digits_is_a_bad_action(app: Path, action: str) -> None:
    assert "line 1: " in error_of(opui("tree", app, "--do", "-", input=action + "9" * 5000))
