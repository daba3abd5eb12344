"""What the command line reports of an app: crash bundles, and what `check` has found."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from opui.core.errors import InputError
from opui.tools.bundle import CrashReport
from tests.command_line import (
    FIRST,
    MODULES,
    SECOND,
    opui,
)
from tests.scripted import scripted


@pytest.mark.parametrize("command", ["tree", "dis"])
def test_a_crash_bundle_is_written_if_the_app_fails_and_its_path_told_behind_the_error(
    app: Path, tmp_path: Path, command: str
) -> None:
    bundles = tmp_path / "bundles"
    bundles.mkdir()
    assert opui(command, app, "--bundle", bundles).exit_code == 0
    assert list(bundles.iterdir()) == []
    (app / "small.wasm").write_bytes(scripted(FIRST, f"{SECOND}\nremove node=9").data)
    result = opui(command, app, "--bundle", bundles, "--do", "-", input="wait 100\n")
    (bundle,) = bundles.iterdir()
    assert result.exit_code == 1
    error, told = result.stderr.splitlines()
    assert error.startswith(f"Error: {app}: frame 2, command 3")
    assert told == f"crash bundle: {bundle}"
    with zipfile.ZipFile(bundle) as content:
        assert content.read("tree.txt").decode() == opui("tree", app).stdout
        (tmp_path / "batches.opub").write_bytes(content.read("batches.opub"))
    assert "remove node=9" in opui("dis", tmp_path / "batches.opub").stdout


def test_the_tree_in_a_bundle_is_the_one_before_the_frame_that_was_refused(app: Path, tmp_path: Path) -> None:
    (app / "small.wasm").write_bytes(scripted("create node=1 kind=text\nremove node=9").data)
    opui("tree", app, "--bundle", tmp_path)
    (bundle,) = tmp_path.glob("*.zip")
    with zipfile.ZipFile(bundle) as content:
        assert content.read("tree.txt") == b"root\n"


def test_a_bundle_that_can_not_be_written_is_told_behind_the_error(
    app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(directory: Path, report: CrashReport) -> Path:
        raise InputError(f"{directory}: no crash bundle can be written there")

    monkeypatch.setattr("opui.tools.bundle.write_bundle", refuse)
    (app / "small.wasm").write_bytes(scripted("remove node=9").data)
    error, told = opui("tree", app, "--bundle", tmp_path).stderr.splitlines()
    assert "there is no node 9" in error
    assert told == f"{tmp_path}: no crash bundle can be written there"


def test_a_place_for_bundles_that_is_none_is_wrong_usage(app: Path) -> None:
    for place in (app / "gone", app / "small.wasm"):
        assert opui("tree", app, "--bundle", place).exit_code == 2


def test_check_prints_a_line_for_each_thing_and_exits_with_0_without_an_error(app: Path) -> None:
    result = opui("check", app)
    assert result.exit_code == 0
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok", "warning"}
    assert "frames: 11 without an error" in result.stdout


def test_check_exits_with_1_if_there_is_an_error(app: Path) -> None:
    result = opui("check", app, "--do", "-", input="press nobody\n")
    assert (result.exit_code, result.stderr) == (1, "")
    assert any(line.startswith("error ") for line in result.stdout.splitlines())


def test_check_prints_one_json_object(app: Path) -> None:
    result = opui("check", app, "--json")
    report = json.loads(result.stdout)
    assert report["ok"] is True
    assert report["path"] == str(app)
    assert report["module"]["name"] == "small"
    (app / "opui.toml").write_text("[app")
    result = opui("check", app, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["severity"] == "error"


@pytest.mark.parametrize("content", [content for content, _ in MODULES], ids=[said for _, said in MODULES])
def test_check_finds_what_is_wrong_with_any_module_that_is_refused_or_fails(
    file: Callable[[bytes | str], Path], content: bytes | str
) -> None:
    result = opui("check", file(content))
    assert (result.exit_code, result.stderr) == (1, "")
    assert isinstance(result.exception, SystemExit)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_run_writes_a_bundle_and_tells_it_behind_the_error(app: Path, tmp_path: Path) -> None:
    from tests.test_terminal import Terminal

    (app / "small.wasm").write_bytes(scripted("remove node=9").data)
    terminal = Terminal(str(app), "--bundle", str(tmp_path))
    terminal.wait_for("was stopped")
    terminal.type("q")
    assert terminal.exit_code() == 1
    (bundle,) = tmp_path.glob("opui-crash-small-*.zip")
    told = terminal.output.decode(errors="replace").replace("\r\n", "")
    assert f"there is no node 9crash bundle: {bundle}" in told
