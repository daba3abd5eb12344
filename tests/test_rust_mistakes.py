"""Mistakes in the code of an app that the compiler finds, and whether its words say what is wrong."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

SDK = Path(__file__).resolve().parents[1] / "rust_app" / "opui"
MANIFEST = f"""\
[package]
name = "mistaken"
version = "0.1.0"
edition = "2024"

[dependencies]
opui = {{ package = "opui-guest", path = "{SDK}" }}

[workspace]
"""
START = """\
use opui::*;

#[derive(Clone)]
pub enum Msg {
    Save,
    Draft(String),
}

#[derive(Clone)]
pub enum PartMsg {
    Press,
}

pub fn part() -> Element<PartMsg> {
    button("x").on_press(PartMsg::Press).into()
}

pub fn right(words: &[String]) -> Element<Msg> {
    let list = list(words.iter().map(|word| text(word).key(word)));
    column((input("").on_change(Msg::Draft).on_submit(|_| Msg::Save), list, part().map(|_| Msg::Save))).into()
}

"""


class Mistake(NamedTuple):
    """A function that does not compile, and what the compiler is to say of it."""

    about: str
    function: str
    says: tuple[str, ...]


MISTAKES = (
    Mistake(
        "an attribute of another kind",
        'pub fn view() -> Text<Msg> { text("x").placeholder("y") }',
        ("no method named `placeholder` found for struct `opui::Text<Msg>`",),
    ),
    Mistake(
        "an event of another kind",
        'pub fn view() -> Text<Msg> { text("x").on_change(Msg::Draft) }',
        ("no method named `on_change` found for struct `opui::Text<Msg>`",),
    ),
    Mistake(
        "a child that the parent does not take",
        'pub fn view() -> Column<Msg> { column((text("x"), span("y"))) }',
        (
            "`(opui::Text<_>, Span<_>)` can't stand among the children of `opui::Column<_>`",
            "kind that the parent takes",
        ),
    ),
    Mistake(
        "a single child that the parent does not take",
        'pub fn view() -> Text<Msg> { text("x").children(timer(1000)) }',
        ("`Timer<_>` can't stand among the children of `opui::Text<_>`",),
    ),
    Mistake(
        "a child that is no element",
        'pub fn view() -> Column<Msg> { column(["x", "y"]) }',
        ("`[&str; 2]` can't stand among the children of `opui::Column<_>`", "an array, a `Vec`, an `Option`"),
    ),
    Mistake(
        "a key of a wrong type",
        'pub fn view() -> Column<Msg> { column(text("x").key(1.5)) }',
        ("the trait bound `Key: From<{float}>` is not satisfied",),
    ),
    Mistake(
        "a component's messages that are not mapped",
        'pub fn view() -> Column<Msg> { column((text("x"), part())) }',
        ("mismatched types", "expected `Column<Msg>`, found `Column<PartMsg>`"),
    ),
    Mistake(
        "a message where the event carries something",
        'pub fn view() -> Input<Msg> { input("").on_change(Msg::Save) }',
        ("expected a `Fn(std::string::String)` closure, found `Msg`",),
    ),
    Mistake(
        "a view that is still of its kind",
        'pub fn view() -> Element<Msg> { column(text("x")) }',
        ("mismatched types", "call `Into::into` on this expression"),
    ),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What a mistake is about → all that the compiler says of it. One run finds them all."""
    folder = tmp_path_factory.mktemp("mistaken")
    (folder / "src").mkdir()
    (folder / "Cargo.toml").write_text(MANIFEST)
    modules = [f"pub mod m{number} {{ use crate::*; {each.function} }}\n" for number, each in enumerate(MISTAKES)]
    (folder / "src" / "lib.rs").write_text(START + "".join(modules))
    command = ["cargo", "check", "--offline", "--quiet", "--message-format=json"]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(folder / "target")}
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)
    said = dict.fromkeys((each.about for each in MISTAKES), "")
    first = START.count("\n") + 1
    for line in result.stdout.splitlines():
        entry = json.loads(line)
        for span in entry["message"]["spans"] if entry["reason"] == "compiler-message" else ():
            if span["is_primary"]:
                assert span["line_start"] >= first, entry["message"]["rendered"]
                said[MISTAKES[span["line_start"] - first].about] += entry["message"]["rendered"]
    return said


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cargo") is None, reason="there is no cargo")
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.about)
def test_the_compiler_says_what_is_wrong(told: Mapping[str, str], mistake: Mistake) -> None:
    for words in mistake.says:
        assert words in told[mistake.about]
