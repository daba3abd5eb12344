"""The suite's command, with the cheapest benchmark and few samples."""

import io
import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import __main__ as suite
from benchmarks import decode, idle
from benchmarks.figures import Figure, Tick


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "ROWS", 10)
    monkeypatch.setattr(decode, "RUNS", 2)


@pytest.mark.usefixtures("few")
def test_each_sample_moves_the_bar_on() -> None:
    stream = io.StringIO()
    figures = suite.measured(["decode"], 3, Console(file=stream, force_terminal=True, width=120))
    assert [len(figure.samples) for figure in figures] == [6]
    assert "6/6" in stream.getvalue()


@pytest.mark.usefixtures("few")
def test_the_command_prints_tables_and_writes_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    printed = io.StringIO()
    monkeypatch.setattr(sys, "__stdout__", printed)
    command = ["benchmarks", "--only", "decode", "--json", str(tmp_path / "all.json"), "--report", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", command)
    suite.main()
    assert decode.CASE in printed.getvalue()
    assert "not measured" in printed.getvalue()
    document = json.loads((tmp_path / "all.json").read_text())
    assert [figure["case"] for figure in document["figures"]] == [decode.CASE]
    assert {bar["met"] for bar in document["bars"]} >= {None}
    assert "## decode" in (tmp_path / suite.REPORT).read_text()


@pytest.mark.usefixtures("few")
def test_a_benchmark_that_fails_says_so_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tick: Tick) -> list[Figure]:
        raise AssertionError("no paint")

    monkeypatch.setattr(idle, "measure", fail)
    stream = io.StringIO()
    figures = suite.measured(["idle", "decode"], 2, Console(file=stream, width=120))
    assert [(figure.case, len(figure.samples)) for figure in figures] == [(decode.CASE, 4)]
    assert stream.getvalue().count("AssertionError: no paint") == 1


def test_an_unknown_benchmark_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "rows,speed"])
    with pytest.raises(SystemExit):
        suite.main()
    assert "there is no benchmark speed" in capsys.readouterr().err
