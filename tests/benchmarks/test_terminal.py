"""The lists in a terminal: they show the same, and their samples become figures, rows and bars."""

import os
from collections import defaultdict

import pytest

from benchmarks import terminal
from benchmarks.bars import BARS, judge
from benchmarks.figures import BYTES, PROCESSOR, SECONDS, WRITTEN
from benchmarks.peers import programs
from benchmarks.peers.programs import OPTION_LIST, OPUI, PEERS, RATATUI, URWID, LeftOutError, Peer, peers
from benchmarks.report import bar_cells, rows
from benchmarks.terminal import CHANGE, FIRST, KEY, LETTER, MEMORY, REST, START, Samples, case, figures, play_list

ROWS = 50


@pytest.mark.slow
@pytest.mark.skipif(bool(terminal.left_out()), reason=terminal.left_out())
@pytest.mark.parametrize("name", [OPTION_LIST, URWID])
def test_a_list_is_played_to_its_end(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == URWID:
        pytest.importorskip("urwid")
    monkeypatch.setattr(terminal, "KEYS", 2)
    monkeypatch.setattr(terminal, "CHANGES", 1)
    monkeypatch.setattr(terminal, "RESTING", 0.05)
    samples: Samples = defaultdict(list)
    peer = Peer(name, {ROWS: programs._MADE[name](ROWS)})
    play_list(peer, ROWS, os.environ, samples)
    assert {unit: len(samples[case(KEY, ROWS), name, unit]) for unit in (SECONDS, WRITTEN)} == {SECONDS: 2, WRITTEN: 2}
    assert {what for what, _, _ in samples} == {case(what, ROWS) for what in (START, FIRST, KEY, CHANGE, MEMORY, REST)}
    assert all(value > 0 for (_, _, unit), values in samples.items() if unit in (SECONDS, BYTES) for value in values)


def test_one_that_cannot_be_started_is_left_out_with_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(rows: int) -> list[str]:
        raise LeftOutError("there is no compiler")

    monkeypatch.setattr(programs, "_MADE", {RATATUI: fail, OPTION_LIST: lambda rows: ["list", f"{rows}"]})
    assert list(peers((3, 4))) == [Peer(OPTION_LIST, {3: ["list", "3"], 4: ["list", "4"]})]
    assert capsys.readouterr().err == "Ratatui is left out: there is no compiler\n"


def test_without_a_compiler_what_is_written_in_rust_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO", "no-cargo")
    monkeypatch.setenv("RUSTC", "no-rustc")
    for name in (OPUI, RATATUI):
        with pytest.raises(LeftOutError, match="no Rust compiler"):
            programs._MADE[name](ROWS)


def test_without_pyte_nothing_is_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(terminal, "find_spec", lambda name: None)
    assert terminal.steps() == 0
    assert terminal.measure(lambda word: None) == []
    assert "terminal is left out: " in capsys.readouterr().err


def made_up() -> Samples:
    """A session of opui and one of each that it is compared with, all alike but for what is named here."""
    samples: Samples = {}
    for way, times, start in ((OPUI, (0.004, 0.006, 0.02), 0.4), (OPTION_LIST, (0.03,), 0.5), (URWID, (0.004,), 0.1)):
        for count in terminal.ROWS:
            samples[case(START, count), way, SECONDS] = [start]
            samples[case(FIRST, count), way, WRITTEN] = [1_619]
            samples[case(KEY, count), way, SECONDS] = list(times)
            samples[case(KEY, count), way, WRITTEN] = [103, 88, 88]
            samples[case(CHANGE, count), way, SECONDS] = [0.005]
            samples[case(CHANGE, count), way, WRITTEN] = [67]
            samples[case(REST, count), way, WRITTEN] = [0]
            samples[case(REST, count), way, PROCESSOR] = [0.01]
    samples[LETTER, OPUI, SECONDS] = [0.003]
    samples[LETTER, OPUI, WRITTEN] = [41]
    return samples


def test_every_case_has_its_ways_and_units_beside_one_another() -> None:
    told = [cells[:3] for cells in rows(figures(made_up()))]
    assert [cells for cells in told if cells[0] == case(KEY, 1_000)] == [
        (case(KEY, 1_000), OPUI, "6 ms"),
        (case(KEY, 1_000), OPTION_LIST, "30 ms"),
        (case(KEY, 1_000), URWID, "4 ms"),
        (case(KEY, 1_000), OPUI, "88 bytes"),
        (case(KEY, 1_000), OPTION_LIST, "88 bytes"),
        (case(KEY, 1_000), URWID, "88 bytes"),
    ]
    cases = [what for what, *_ in told]
    assert all(cases[cases.index(what) :][: cases.count(what)] == [what] * cases.count(what) for what in cases)


def test_the_rest_has_its_processors_time_beside_its_bytes() -> None:
    (cells,) = (cells for cells in rows(figures(made_up())) if cells[:2] == (case(REST, 10_000), OPUI))
    assert cells == (case(REST, 10_000), OPUI, "0 bytes", "", "", "10 ms", "1")


def test_every_bar_of_the_terminal_is_judged() -> None:
    verdicts = judge(figures(made_up()), [bar for bar in BARS if bar.benchmark == terminal.NAME])
    by_words = {verdict.bar.words: verdict for verdict in verdicts}
    assert all(verdict.reached is not None for verdict in verdicts)

    def cells(words: str) -> tuple[str, ...]:
        return bar_cells(by_words[words])[1:]

    key = case(KEY, 10_000)
    assert cells(f"{key}, in a terminal") == ("≤ 8 ms", "6 ms", "met")
    assert cells(f"{key}, p95, in a terminal") == ("≤ 15 ms", "20 ms", "MISSED")
    assert cells(f"{key} against urwid, in a terminal") == ("≤ 2×", "1.50×", "met")
    assert cells(f"{key} against OptionList, in a terminal") == ("4×", "5×", "met")
    assert cells(f"{LETTER}: what is written") == ("≤ 40 bytes", "41 bytes", "MISSED")
    assert cells(f"{case(FIRST, 1_000)}: what is written") == ("≤ 6,000 bytes", "1,619 bytes", "met")


def test_without_urwid_nobody_can_say_what_is_compared_with_it() -> None:
    taken = [figure for figure in figures(made_up()) if figure.way != URWID]
    unknown = [
        verdict.bar.against[1]
        for verdict in judge(taken)
        if verdict.bar.benchmark == terminal.NAME and verdict.met is None
    ]
    assert unknown == [URWID] * len(terminal.ROWS)


def test_all_four_take_turns() -> None:
    assert PEERS == (OPUI, OPTION_LIST, URWID, RATATUI)
    assert terminal.steps() % (len(terminal.ROWS) * len(PEERS) + 1) == 0
