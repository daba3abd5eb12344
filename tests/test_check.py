"""`opui check`: it finds what is wrong, everything that can be found, and nothing in an app that is right."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from opui.core import protocol
from opui.core.gate.module import check_module
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.tools import check
from opui.tools.check import Report, check_app, differences
from opui.tools.findings import ERROR, NOTE, WARNING, Finding, limit_findings
from opui.tools.headless import Headless
from tests.guests import compiled, guest_text, set_word, with_commands, with_manifest
from tests.scripted import scripted

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = '{"abi": [1, 0], "name": "small", "version": "1"}'
GOOD = compiled(guest_text())
INPUT = scripted("create node=1 kind=input\ninsert node=1 parent=0 before=0").data


def checked(tmp_path: Path, module: bytes, actions: str = "") -> Report:
    path = tmp_path / "app.wasm"
    path.write_bytes(module)
    return check_app(path, actions)


def said(tmp_path: Path, *frames: str, actions: str = "", again: tuple[int, ...] = ()) -> list[str]:
    """The findings of a scripted guest, but for those that all scripted guests have."""
    report = checked(tmp_path, with_manifest(scripted(*frames, again=again).data, MANIFEST), actions)
    return [finding.line() for finding in report.findings if finding.rule != "inbox"]


def rules(report: Report, severity: str) -> list[str]:
    return [finding.rule for finding in report.findings if finding.severity == severity]


# --- Apps that are right ---------------------------------------------------------------------------


def test_nothing_is_wrong_with_the_todo_app() -> None:
    report = check_app(ROOT / "examples" / "todo", 'submit new-todo text="milk"\nkey down\n')
    assert report.ok
    assert report.findings == []
    assert [line.split(":")[0] for line in report.lines()] == [
        "ok       gate", "ok       start", "ok       frames", "ok       determinism",
    ]  # fmt: skip
    assert report.frames >= 2


def test_the_report_as_json_has_the_module_and_the_findings(tmp_path: Path) -> None:
    report = checked(tmp_path, GOOD).as_json()
    assert report.keys() == {"path", "module", "frames", "findings", "ok"}
    assert report["module"].keys() == {"sha256", "size", "abi", "name"}
    assert report["module"]["size"] == len(GOOD)
    assert report["module"]["name"] == "app"
    assert report["frames"] == 1
    assert report["ok"] is True
    assert report["findings"][0].keys() == {"severity", "rule", "detail", "place", "advice"}


# --- The gate --------------------------------------------------------------------------------------


def test_all_exports_that_are_missing_or_of_another_type_are_told_at_once(tmp_path: Path) -> None:
    module = compiled('(module (memory (export "memory") 1) (func (export "opui_init")))')
    report = checked(tmp_path, module)
    assert [finding.detail for finding in report.findings] == [
        "it does not export __indirect_function_table: funcref table (link with --export-table)",
        "its export opui_init is () -> (), not () -> i32",
        "it does not export opui_frame: () -> ()",
    ]
    assert not report.ok


def test_what_a_start_function_or_a_manifest_hides_is_told_too(tmp_path: Path) -> None:
    start = compiled('(module (memory (export "memory") 1) (func $go) (start $go))')
    assert rules(checked(tmp_path, start), ERROR) == ["start", *["export"] * 3]
    assert rules(checked(tmp_path, with_manifest(compiled("(module (memory 1))"), "{")), ERROR) == [
        "manifest", *["export"] * 4,
    ]  # fmt: skip
    both = compiled('(module (import "env" "now" (func $now)) (memory 1) (start $now))')
    assert rules(checked(tmp_path, both), ERROR) == ["start", "import"]


@pytest.mark.parametrize(
    ("module", "rule"),
    [
        (b"", "not_wasm"),
        (b"plain text", "not_wasm"),
        (GOOD[: len(GOOD) // 2], "malformed"),
        (compiled('(module (import "env" "now" (func)))'), "import"),
        (with_manifest(GOOD, '{"abi": [2, 0]}'), "abi_version"),
        (compiled(guest_text(words={"magic": 7})), "control_block"),
        (compiled(guest_text(words={"reserved": 7})), "control_block"),
        (compiled(guest_text(words={"inbox_capacity": 8})), "inbox"),
        (compiled(guest_text(words={"abi_major": 2})), "abi_version"),
        (compiled(guest_text(init="(unreachable)")), "trap"),
        (compiled(guest_text("(unreachable)")), "trap"),
        (compiled(with_commands(bytes(16))), "opcode_unknown"),
        (scripted("create node=1 kind=column\ninsert node=1 parent=7 before=0").data, "node_unknown"),
    ],
)
def test_what_ends_an_app_is_an_error_with_its_rule_its_place_and_what_it_means(
    tmp_path: Path, module: bytes, rule: str
) -> None:
    report = checked(tmp_path, module)
    assert not report.ok
    (error,) = [finding for finding in report.findings if finding.severity == ERROR]
    assert error.rule == rule
    assert error.place
    assert error.advice


def test_a_folder_with_a_wrong_config_is_one_error(tmp_path: Path) -> None:
    for config in ("[app", "", "[app]\nmodule = 3", "[app]\nmodule = 'gone.wasm'", "[app]\nmodule='x'\n[limits]\nx=1"):
        (tmp_path / "opui.toml").write_text(config)
        report = check_app(tmp_path)
        assert [(finding.severity, finding.rule) for finding in report.findings] == [(ERROR, "input")]
        assert "opui.toml" in report.findings[0].detail
        assert report.as_json()["module"] is None


def test_in_a_folder_the_exports_are_told_as_well(tmp_path: Path) -> None:
    (tmp_path / "opui.toml").write_text('[app]\nmodule = "m.wasm"\n')
    (tmp_path / "m.wasm").write_bytes(compiled("(module (memory 1))"))
    assert rules(check_app(tmp_path), ERROR) == ["export"] * 4


def test_a_finding_is_one_scrubbed_line() -> None:
    finding = Finding(ERROR, "rule", "a\x1b]0;b\nc", "here", "do it")
    assert finding.line() == "error    rule: here: a]0;b c; do it"


# --- Frames ----------------------------------------------------------------------------------------


def test_what_goes_wrong_at_an_action_is_an_error_of_its_frame(tmp_path: Path) -> None:
    first = "create node=1 kind=button\nattach node=1 event=press handler=1 data=0\ninsert node=1 parent=0 before=0"
    report = checked(tmp_path, scripted(first, "remove node=9").data, "press 1")
    (error,) = [finding for finding in report.findings if finding.severity == ERROR]
    assert (error.rule, error.place) == ("node_unknown", "frame 2, command 0 (offset 0x0): remove node=9")
    assert report.frames == 2
    assert "name" in rules(report, NOTE), "what was built before is looked at all the same"


def test_nothing_of_a_frame_that_was_refused_is_looked_at(tmp_path: Path) -> None:
    unknown = (
        "create node=1 kind=button\nset_flag node=1 attribute=attribute:999 value=true\ninsert node=1 parent=0 before=0"
    )
    (line,) = said(tmp_path, unknown)
    assert line.startswith("error    attribute_unknown: frame 1, command 1")


def test_an_action_that_can_not_be_done_is_an_error(tmp_path: Path) -> None:
    report = checked(tmp_path, GOOD, "wait 1\npress nobody")
    (error,) = [finding for finding in report.findings if finding.severity == ERROR]
    assert error.rule == "action"
    assert error.detail.startswith("line 2: ")


def test_a_timer_that_breaks_a_rule_is_found_without_any_action(tmp_path: Path) -> None:
    timer = (
        "create node=1 kind=timer\nset_number node=1 attribute=interval value=500.0\ninsert node=1 parent=0 before=0"
    )
    lines = said(tmp_path, f"{timer}\nattach node=1 event=tick handler=1 data=0", "remove node=9")
    assert lines[0].startswith("error    node_unknown: frame 2")


def test_a_guest_that_asks_for_frames_without_end_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, compiled(guest_text(set_word("again", 1))))
    assert "again" in rules(report, WARNING)
    assert report.frames == 1 + check.ENDLESS_FRAMES
    assert report.ok


def test_a_frame_that_keeps_the_person_waiting_is_told(tmp_path: Path) -> None:
    (tmp_path / "opui.toml").write_text('[app]\nmodule = "m.wasm"\n[limits]\nbusy_milliseconds = 1\n')
    slow = "(local $i i32) (loop $on (br_if $on (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))"
    (tmp_path / "m.wasm").write_bytes(compiled(guest_text(f"{slow} (i32.const 30000000))))")))
    (finding,) = [each for each in check_app(tmp_path).findings if each.rule == "busy"]
    assert finding.place == "frame 1"
    assert "over 1 ms" in finding.detail


def test_a_run_that_takes_too_long_is_left_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "WATCHED_SECONDS", -1.0)
    assert "time" in rules(checked(tmp_path, GOOD), WARNING)


def test_a_run_that_says_too_much_is_left_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "WATCHED_BYTES", 10)
    assert "size" in rules(checked(tmp_path, GOOD), WARNING)


def test_two_instances_that_differ_are_an_error() -> None:
    same: list[Any] = [EventBatch(b"", b"", 1), CommandBatch(b"", b"a", 1)]
    assert list(differences(same, same)) == []
    assert list(differences(same, same[:1])) == [], "only one of them was left early"
    (finding,) = differences(same, [same[0], CommandBatch(b"", b"b", 1)])
    assert (finding.severity, finding.rule, finding.place) == (ERROR, "determinism", "frame 1")


def test_an_app_that_differs_from_itself_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules = [scripted("call node=0 method=bell"), scripted("")]

    class Fickle(Headless):
        def __init__(self, _: Any, **options: Any) -> None:
            super().__init__(modules.pop(), **options)

    monkeypatch.setattr(check, "Headless", Fickle)
    report = checked(tmp_path, GOOD)
    assert rules(report, ERROR) == ["determinism"]
    assert not any(line.startswith("ok       determinism") for line in report.lines())


# --- Warnings and notes ----------------------------------------------------------------------------


def test_a_module_that_does_not_say_what_it_is_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, GOOD)
    assert rules(report, WARNING) == ["manifest"]
    assert any("spec/opcodes.md" in line for line in report.lines())
    report = checked(tmp_path, with_manifest(GOOD, '{"abi": [1, 0], "name": "x"}'))
    assert [each.detail for each in report.findings if each.rule == "manifest"] == ["it says no version"]


def test_a_folder_says_what_its_app_is(tmp_path: Path) -> None:
    (tmp_path / "app.wasm").write_bytes(GOOD)
    (tmp_path / "opui.toml").write_text('[app]\nmodule = "app.wasm"\n')
    assert rules(check_app(tmp_path), WARNING) == []


@pytest.mark.parametrize("made", ["input", "paste"])
def test_a_small_inbox_that_can_not_grow_is_told_if_there_is_an_input_or_a_paste_is_asked_for(
    tmp_path: Path, made: str
) -> None:
    data = {"input": INPUT, "paste": scripted("attach node=0 event=paste handler=1 data=0").data}[made]
    (finding,) = [each for each in checked(tmp_path, data).findings if each.rule == "inbox"]
    assert "32,768 bytes" in finding.detail
    assert "opui_reserve" in finding.advice
    assert "inbox" not in rules(checked(tmp_path, GOOD), WARNING)


def test_a_large_module_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LARGE_MODULE", len(GOOD) - 1)
    assert "size" in rules(checked(tmp_path, GOOD), WARNING)


def test_limits_more_than_half_used_are_told() -> None:
    peaks = {"nodes": 50_001, "commands": 10, "timers": 33, "string_bytes": 60_000}
    found = {finding.detail: finding.advice for finding in limit_findings(peaks, protocol.LIMIT)}
    assert list(found) == [
        "50,001 is close to nodes = 100,000",
        "33 is close to timers = 64",
        "60,000 is close to string_bytes = 65,536",
    ]
    assert "1,000,000" in found["50,001 is close to nodes = 100,000"]
    assert found["60,000 is close to string_bytes = 65,536"] == "", "it is the same for every app"


def test_what_an_app_uses_of_its_limits_is_counted(tmp_path: Path) -> None:
    timers = "\n".join(f"create node={id_} kind=timer\ninsert node={id_} parent=0 before=0" for id_ in range(1, 41))
    removed = "\n".join(f"remove node={id_}" for id_ in range(1, 41))
    assert said(tmp_path, timers) == [
        "warning  limit: 40 is close to timers = 64; up to 256 can be had by [limits] in opui.toml"
    ]
    (tmp_path / "opui.toml").write_text('[app]\nmodule = "app.wasm"\n[limits]\nnodes = 60\ncommands = 100\n')
    (tmp_path / "app.wasm").write_bytes(scripted(timers, removed, again=(1,)).data)
    details = [each.detail for each in check_app(tmp_path).findings if each.rule == "limit"]
    assert details == ["80 is close to commands = 100", "40 is close to nodes = 60"]
    deep = "".join(node(id_, "column", parent=id_ - 1) for id_ in range(1, 21))
    assert "20 is close to depth = 32" in said(tmp_path, deep + "call node=1 method=focus\n" * 40)[1]
    assert "400 is close to widgets" in "".join(said(tmp_path, "".join(node(id_, "rule") for id_ in range(1, 401))))


def node(id_: int, kind: str, *more: str, parent: int = 0) -> str:
    commands = (f"create node={id_} kind={kind}", *more, f"insert node={id_} parent={parent} before=0")
    return "\n".join(commands) + "\n"


def attach(id_: int, event: str) -> str:
    return f"attach node={id_} event={event} handler=1 data=0"


def text(id_: int, attribute: str, value: str) -> str:
    return f'set_string node={id_} attribute={attribute} value="{value}"'


@pytest.mark.parametrize(
    ("listing", "line"),
    [
        (
            node(1, "key_binding", attach(1, "press")),
            "warning  handler: no press ever comes to key_binding #1: it has no key",
        ),
        (
            node(1, "timer", attach(1, "tick")),
            "warning  handler: no tick ever comes to timer #1: its interval is 0",
        ),
        (
            node(1, "row") + node(2, "text", attach(2, "key"), parent=1),
            "warning  handler: no key ever comes to text #2: neither it nor anything in it can have the focus",
        ),
        (
            node(1, "key_binding", text(1, "key", "f2")),
            "warning  handler: key_binding #1: a key without a handler for press does nothing",
        ),
        (
            "".join(node(id_, "key_binding", text(id_, "key", "f2"), attach(id_, "press")) for id_ in (1, 2)),
            "warning  key: key_binding #2 never gets f2: key_binding #1 has it",
        ),
        (
            "".join(f"create node={id_} kind=text\n" for id_ in range(1, 6)),
            "warning  detached: text #1, text #2, text #3 and 2 more are not in the tree; insert or remove them",
        ),
        (node(1, "kind:99"), "warning  kind: kind:99 #1 can't be shown by this opui; use a newer opui"),
        (
            node(1, "checkbox"),
            "note     name: checkbox #1: without a name a test finds it by kind and place only",
        ),
        (
            node(1, "text", text(1, "name", "x")) + node(2, "row", text(2, "name", "x")),
            "note     name: text #1, row #2 are all named x: a test has to say which",
        ),
    ],
)
def test_what_is_of_no_use_in_a_tree_is_told(tmp_path: Path, listing: str, line: str) -> None:
    assert said(tmp_path, listing) == [line]


def test_a_key_in_something_that_can_have_the_focus_and_names_of_rows_are_fine(tmp_path: Path) -> None:
    named = text(2, "name", "field")
    assert said(tmp_path, node(1, "column", attach(1, "key")) + node(2, "input", named, parent=1)) == []
    rows = "".join(node(id_, "text", text(id_, "name", "row"), parent=1) for id_ in (2, 3))
    assert said(tmp_path, node(1, "list", text(1, "name", "rows")) + rows) == []


def test_the_specs_recipe_adds_a_manifest_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = re.search(r"^```python\n(.*?)^```", (ROOT / "spec" / "opcodes.md").read_text(), re.DOTALL | re.MULTILINE)
    assert recipe is not None
    monkeypatch.chdir(tmp_path)
    Path("guest.wasm").write_bytes(GOOD)
    Path("manifest.json").write_text(json.dumps({"abi": [1, 0], "name": "x" * 200, "version": "1"}))
    exec(recipe[1], {})
    assert check_module(Path("guest.wasm").read_bytes()).manifest["name"] == "x" * 200
