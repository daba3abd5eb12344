"""The Rust side of a table that is larger than today's: 128 kinds, attributes and events, compiled and run."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from opui.core import kinds, protocol
from opui.core.kinds import Edit, How, Kind, Role
from opui.core.protocol import Attribute, Event, Number
from spec import rust

ROOT = Path(__file__).resolve().parents[1]
COUNT = 128
DEFAULTS: dict[str, str | float | int | bool] = {"string": "some", "number": 100.0, "integer": -1, "flag": True}
TYPES = tuple(DEFAULTS)
PAYLOADS: tuple[dict[str, Number], ...] = (
    {},
    {"amount": Number.COUNT, "row": Number.INDEX},
    {"since": Number.DOUBLE},
    {"sure": Number.FLAG},
)

USE = """\
//! The last of a hundred and twenty-eight.

use opui::protocol::{ATTRIBUTES, EVENTS, EventKind, KIND_RULES, Kind};
use opui::testing::{Tester, text_of};
use opui::{App, Attribute124, Context, Element, EventRecord, Kind127, Start, column, kind_123, kind_127, lazy};

struct Last(u32);

impl App for Last {
    type Msg = String;

    fn new(_start: &Start, _cx: &mut Context<String>) -> Self {
        Self(0)
    }

    fn update(&mut self, msg: String, _cx: &mut Context<String>) {
        assert_eq!(msg, "typed");
        self.0 += 1;
    }

    fn view(&self) -> Element<String> {
        let last = kind_127("text", "mine").name("last").on_event_127(|text| text);
        column((kind_123("a"), lazy(1, |_: &i32| kind_123("b")), last)).into()
    }
}

fn last() -> Kind127<()> {
    kind_127("text", "mine").attribute_124(Attribute124::Second).attribute_125(100).attribute_126(-1)
}

#[test]
fn the_last_codes_are_as_good_as_the_first() {
    assert_eq!((KIND_RULES.len(), ATTRIBUTES.len(), EVENTS.len()), (128, 127, 127));
    assert_eq!((Kind::KIND_127.0, EventKind::EVENT_127.0), (127, 127));
    assert_eq!(text_of(last()), "kind_127 \\"text\\" attribute_124=\\"second\\" attribute_127=\\"mine\\"");
    assert_eq!(text_of(last().attribute_125(0.0)).matches("attribute_125=0.0").count(), 1);
}

#[test]
fn a_person_changes_the_last_kind_and_the_app_puts_it_back() {
    let mut app = Tester::<Last>::new();
    let before = app.text();
    app.happen("last", EventRecord::new(EventKind::EVENT_127), "typed");
    assert_eq!((app.app().0, app.text()), (1, before));
    assert!(app.text().contains("  kind_123 \\"a\\"\\n    kind_123 \\"b\\""));
}
"""


def _attribute(code: int) -> Attribute:
    type_ = "string" if code in (124, 127) else TYPES[code % len(TYPES)]
    name = f"attribute_{code}"
    if code == 124:
        return Attribute(code, name, type_, "first", "A choice.", choices=("first", "second"))
    return Attribute(code, name, type_, DEFAULTS[type_], f"Number {code}.")


def _event(code: int) -> Event:
    if code == 127:
        return Event(code, "event_127", "value", {}, (), "The last.")
    return Event(code, f"event_{code}", "value" if code % 2 else "", PAYLOADS[code % 4], ("odd",) * (code % 3), "So.")


def _kind(code: int, attributes: tuple[str, ...], events: tuple[str, ...]) -> Kind:
    role = (Role.LEAF, Role.BOX, Role.PART, Role.SERVICE)[code % 4] if code not in (123, 127) else Role.LEAF
    text = "" if role is Role.BOX else "what it shows"
    if code < 127:
        return Kind(code, f"kind_{code}", role, "One more.", text, ("name", *attributes[:3]), events[:3])
    edits = (Edit("event_127", "attribute_127", How.SET),)
    return Kind(
        code, "kind_127", role, "The last.", text, ("name", *attributes), events, edits=edits, build=("attribute_127",)
    )


def _filled(rows: Sequence[Any], first: int, made: Callable[[int], Any]) -> tuple[Any, ...]:
    """Return the rows of a table, and one that is made for each code that none of them has."""
    by_code = {row.code: row for row in rows}
    return tuple(by_code.get(code) or made(code) for code in range(first, COUNT))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a table of a hundred and twenty-eight kinds, attributes and events in the place of today's."""
    attributes = _filled(protocol.ATTRIBUTES, 1, _attribute)
    events = _filled(protocol.EVENTS, 1, _event)
    more = [row.name for row in attributes if row not in protocol.ATTRIBUTES]
    happening = [row.name for row in events if row not in protocol.EVENTS]
    all_kinds = kinds._completed(_filled(kinds.KINDS, 0, lambda code: _kind(code, tuple(more), tuple(happening))))
    for module, name, value in (
        (protocol, "ATTRIBUTES", attributes),
        (protocol, "ATTRIBUTE_BY_NAME", {row.name: row for row in attributes}),
        (protocol, "EVENTS", events),
        (protocol, "EVENT_BY_NAME", {row.name: row for row in events}),
        (kinds, "KINDS", all_kinds),
        (kinds, "KIND_BY_CODE", {row.code: row for row in all_kinds}),
        (kinds, "KIND_BY_NAME", {row.name: row for row in all_kinds}),
    ):
        monkeypatch.setattr(module, name, value)


def _crate(folder: Path) -> Path:
    """Write the SDK with the files that the table of the moment renders, as a crate without dependencies."""
    sdk = ROOT / "rust_app" / "opui"
    crate = folder / "opui"
    shutil.copytree(sdk / "src", crate / "src")
    for name, text in rust.files().items():
        (crate / "src" / "generated" / name).write_text(text)
    manifest = (sdk / "Cargo.toml").read_text()
    (crate / "Cargo.toml").write_text(re.sub(r"\[dev-dependencies\]\n.*\n", "", manifest))
    workspace = (sdk.parent / "Cargo.toml").read_text()
    (folder / "Cargo.toml").write_text(re.sub(r"members = .*", 'members = ["opui"]', workspace))
    return crate


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cargo") is None, reason="there is no cargo")
@pytest.mark.usefixtures("large")
def test_a_table_of_a_hundred_and_twenty_eight_kinds_attributes_and_events_works(tmp_path: Path) -> None:
    crate = _crate(tmp_path)
    (crate / "tests").mkdir()
    (crate / "tests" / "large.rs").write_text(USE)
    command = ["cargo", "test", "--offline", "--quiet", "--manifest-path", str(crate / "Cargo.toml"), "--test", "large"]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(tmp_path / "target"), "RUSTFLAGS": "-D warnings"}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "2 passed" in result.stdout


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("rustfmt") is None, reason="there is no rustfmt")
@pytest.mark.usefixtures("large")
def test_what_is_generated_is_as_rustfmt_has_it(tmp_path: Path) -> None:
    for name, text in rust.files().items():
        (tmp_path / name).write_text(text)
    command = ["rustfmt", "--edition", "2024", "--check", *(str(tmp_path / name) for name in rust.files())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
