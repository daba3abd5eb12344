"""The colours of a text area's code: when they are asked for, what becomes of them at an edit, how they are drawn."""

import asyncio
from random import Random
from typing import Any

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from opui.core.wire.listing import quote
from opui.highlight import highlighter
from opui.highlight.highlighter import Answer, Highlighter, Request
from opui.highlight.worker import CLASSES
from opui.textual.kinds import colours as module
from opui.textual.kinds.colours import Colours
from tests.scripted import scripted
from tests.test_highlighter import failing
from tests.textual.apps import made
from tests.textual.harness import Host, ListenedView, Running, running, settle

STYLE = "width: 40; height: 6; border: none; padding: 0"


class Asked:
    """Stands for the program's highlighter: notes what it is asked, and answers when it is told to.

    Attributes:
        answers: Whether it answers at once that all is plain.
    """

    def __init__(self) -> None:
        self.answers = False
        self.requests: list[Request] = []
        self.forgotten: list[object] = []

    def ask(self, view: object, asker: object, request: Request) -> None:
        self.requests.append(request)
        if self.answers:
            request.tell(Answer([b" " * len(line) for line in request.text.split("\n")]))

    def forget(self, view: object, asker: object) -> None:
        self.forgotten.append(view)

    async def answer(self, answer: Answer, number: int = -1) -> None:
        self.requests[number].tell(answer)
        await asyncio.sleep(0)


class Text:
    """A text with colours, outside of any widget."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.shown = 0
        self.warnings: list[str] = []
        self.colours = Colours(lambda: ("\n".join(self.lines), self), self.show, self.warnings.append)

    def show(self) -> None:
        self.shown += 1

    def replace(self, first: int, count: int, *new: str) -> None:
        old = self.lines[first : first + count]
        self.lines[first : first + count] = new
        self.colours.replace(first, old, list(new))

    @property
    def letters(self) -> list[str]:
        return [letters.decode() for letters in self.colours._lines]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    fake = Asked()
    monkeypatch.setattr(module, "HIGHLIGHTER", fake)
    monkeypatch.setattr(module, "STILL_SECONDS", 0.0)
    return fake


async def coloured(asked: Asked, text: str, *letters: str) -> Text:
    made = Text(text)
    made.colours.begin("rust")
    await asked.answer(Answer([each.encode() for each in letters]))
    return made


# --- Asking ---


async def test_they_are_asked_for_at_once_and_shown_when_they_come(asked: Asked) -> None:
    text = Text("let x\n// y")
    text.colours.begin("rust")
    assert text.letters == ["     ", "    "]
    assert [(each.language, each.text) for each in asked.requests] == [("rust", "let x\n// y")]
    shown = text.shown
    await asked.answer(Answer([b"kkk  ", b"cccc"]))
    assert text.letters == ["kkk  ", "cccc"]
    assert text.shown == shown + 1
    assert not text.colours.is_waiting
    assert list(text.colours.runs(0, 1, 5)) == [(2, "keyword"), (2, "")]


async def test_of_many_changes_the_last_text_is_asked_for_when_it_has_been_still(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = await coloured(asked, "a", "k")
    monkeypatch.setattr(module, "STILL_SECONDS", 600)
    for typed in ("ab", "abc"):
        text.replace(0, 1, typed)
    monkeypatch.setattr(module, "STILL_SECONDS", 0)
    text.replace(0, 1, "abcd")
    await asyncio.sleep(0.01)
    assert [each.text for each in asked.requests] == ["a", "abcd"]


async def test_colours_of_a_text_that_is_no_longer_there_are_not_shown_and_others_are_asked_for(asked: Asked) -> None:
    text = Text("a")
    text.colours.begin("rust")
    text.replace(0, 1, "ab")
    await asyncio.sleep(0.01)
    assert len(asked.requests) == 1
    await asked.answer(Answer([b"k"]))
    assert text.letters == ["  "]
    assert [each.text for each in asked.requests] == ["a", "ab"]
    await asked.answer(Answer([b"kk"]))
    assert text.letters == ["kk"]


async def test_an_answer_that_comes_while_somebody_types_is_dropped_until_the_text_is_still(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STILL_SECONDS", 600)
    text = Text("a")
    text.colours.begin("rust")
    text.replace(0, 1, "ab")
    await asked.answer(Answer([b"k"]))
    assert text.letters == ["  "]
    assert len(asked.requests) == 1
    text.colours.stop()


async def test_an_empty_text_is_not_asked_for(asked: Asked) -> None:
    text = Text("")
    text.colours.begin("rust")
    assert not asked.requests
    assert not text.colours.is_waiting
    text.replace(0, 1, "a")
    await asyncio.sleep(0.01)
    assert [each.text for each in asked.requests] == ["a"]


async def test_without_a_language_nothing_is_asked_and_nothing_kept(asked: Asked) -> None:
    text = await coloured(asked, "a", "k")
    text.colours.begin("")
    text.replace(0, 1, "b", "c")
    assert not text.colours
    assert not text.colours.is_waiting
    assert len(asked.requests) == 1


async def test_what_has_stopped_forgets_what_it_asked_and_takes_no_answer(asked: Asked) -> None:
    text = Text("a")
    text.colours.begin("rust")
    text.colours.stop()
    assert asked.forgotten == [text]
    assert not text.colours.is_waiting
    text.colours.begin("c")
    await asked.answer(Answer([b"k"]), number=0)
    assert text.letters == [" "]
    await asked.answer(Answer([b"t"]))
    assert text.letters == ["t"]


async def test_a_language_that_nobody_knows_is_said_once_and_not_asked_for_again(asked: Asked) -> None:
    text = Text("a")
    text.colours.begin("klingon")
    await asked.answer(Answer([], "nobody knows it", is_final=True))
    text.replace(0, 1, "b")
    await asyncio.sleep(0.01)
    assert text.warnings == ["nobody knows it"]
    assert len(asked.requests) == 1
    assert not text.colours


async def test_after_a_failure_the_text_keeps_the_colours_it_has_and_a_change_asks_again(asked: Asked) -> None:
    text = await coloured(asked, "a", "k")
    text.replace(0, 1, "ab")
    await asyncio.sleep(0.01)
    await asked.answer(Answer([], "it takes too long"))
    assert text.warnings == ["it takes too long"]
    assert text.letters == ["kk"]
    text.replace(0, 1, "abc")
    await asyncio.sleep(0.01)
    assert [each.text for each in asked.requests] == ["a", "ab", "abc"]


async def test_of_a_long_text_the_beginning_is_coloured(asked: Asked) -> None:
    text = await coloured(asked, "a\nb\nc", "k", "t")
    assert text.letters == ["k", "t", " "]


@pytest.mark.parametrize("letters", [[b"kk"], [b"k", b""], [b""], [b"k", b"t", b"t"]])
async def test_letters_that_do_not_fit_are_not_taken(letters: list[bytes], asked: Asked) -> None:
    text = Text("a\nb")
    text.colours.begin("rust")
    await asked.answer(Answer(letters))
    assert text.letters == [" ", " "]


async def test_an_answer_for_a_program_that_has_ended_is_nobodys(asked: Asked) -> None:
    text = Text("a")

    async def begin() -> None:
        text.colours.begin("rust")

    await asyncio.to_thread(asyncio.run, begin())
    asked.requests[0].tell(Answer([b"k"]))
    assert text.letters == [" "]


# --- Edits ---


@pytest.mark.parametrize(
    ("first", "count", "new", "letters"),
    [
        (0, 1, ["leet x"], ["kkkk  ", "cccc"]),
        (0, 1, ["let yx"], ["kkk   ", "cccc"]),
        (0, 1, ["alet x"], [" kkk  ", "cccc"]),
        (0, 1, ["le", "t x"], ["kk", "k  ", "cccc"]),
        (0, 1, [""], ["", "cccc"]),
        (0, 2, ["let x// y"], ["kkk  cccc"]),
        (0, 2, ["let", "é// y"], ["kkk", "kcccc"]),
        (1, 1, ["// y", "", "one"], ["kkk  ", "cccc", "", "ccc"]),
        (0, 2, [""], [""]),
    ],
)
async def test_an_edit_leaves_the_colours_of_the_rest_and_is_in_that_of_what_stands_before_it(
    first: int, count: int, new: list[str], letters: list[str], asked: Asked
) -> None:
    text = await coloured(asked, "let x\n// y", "kkk  ", "cccc")
    text.replace(first, count, *new)
    assert text.letters == letters


@pytest.mark.parametrize("seed", range(20))
async def test_there_is_a_letter_for_each_character_whatever_is_edited(seed: int, asked: Asked) -> None:
    random = Random(seed)
    text = await coloured(asked, "ab\n\nc", "kk", "", "t")
    for _ in range(200):
        first = random.randrange(len(text.lines))
        count = random.randint(0 if text.lines else 1, min(3, len(text.lines) - first))
        new = ["".join(random.choices("aab é日", k=random.randrange(5))) for _ in range(random.randint(1, 3))]
        text.replace(first, max(1, count), *new)
        assert list(map(len, text.letters)) == list(map(len, text.lines))
    text.colours.stop()


# --- On the screen ---


def area(text: str, language: str = "rust", style: str = STYLE, *more: str) -> str:
    attributes = (
        f'set_string node=1 attribute=language value="{language}"',
        f'set_string node=1 attribute=style value="{style}"',
    )
    return made(1, "text_area", 0, *attributes, *more, f"insert_text node=1 text={quote(text)}")


def drawn(run: Running, y: int = 0) -> list[tuple[str, Style]]:
    """What is drawn in a row, as texts with their styles, without the blanks behind it."""
    widget = run.widget(1)
    strip = run.app.screen._compositor.render_strips()[widget.region.y + y]
    row = strip.crop(widget.region.x, widget.region.right)
    cut = row.crop(0, cell_len(row.text.rstrip()))
    return [(text, style) for text, style, _ in cut.simplify() if style is not None]


def classes(run: Running, y: int = 0) -> list[tuple[str, str]]:
    """What is drawn in a row, as texts with their classes, by their colours and text styles."""
    rows = run.widget(1).rows
    # Of those that look alike the first is meant.
    looks = {look(rows._style(f"code-{name}")): name for name in reversed(CLASSES.values())}
    return [(text, looks.get(look(style), "")) for text, style in drawn(run, y)]


def look(style: Style) -> tuple[Any, ...]:
    return style.color, style.bold, style.italic


async def test_the_words_of_code_are_in_colours() -> None:
    async with running(area('let x = 12; // é\n\tf("日本", true)')) as run:
        assert classes(run) == [("let", "keyword"), (" x = ", ""), ("12", "constant"), ("; ", ""), ("// é", "comment")]
        assert classes(run, 1) == [
            ("        f(", ""),
            ('"日本"', "string"),
            (", ", ""),
            ("true", "constant"),
            (")", ""),
        ]


async def test_a_text_that_changes_gets_other_colours() -> None:
    other = 'delete_text node=1 start=0 end=3\ninsert_text node=1 text="// let"'
    unset = "unset node=1 attribute=language"
    async with running(area("let x") + "attach node=1 event=edit handler=1 data=0\n", other, unset, "") as run:
        assert classes(run) == [("let", "keyword"), (" x", "")]
        await run.focus(1)
        await run.press("end", "y")
        assert run.widget(1).area.text == "// let xy"
        assert classes(run)[0] == ("// let xy", "comment")
        await run.press("z")
        assert [name for _, name in classes(run)] == [""]


async def test_the_selection_and_the_caret_are_seen_on_coloured_words() -> None:
    async with running(area("let x")) as run:
        await run.focus(1)
        await run.press("shift+right", "shift+right")
        rows = run.widget(1).rows
        (selected, one), (caret, two), (rest, _) = drawn(run)
        assert (selected, caret, rest) == ("le", "t", " x")
        assert one.bgcolor == rows._style("selection").bgcolor != rows.visual_style.rich_style.bgcolor
        assert two == rows._style("caret")


async def test_lines_that_are_not_broken_are_coloured_where_they_are_seen(asked: Asked) -> None:
    style = "width: 10; height: 3; border: none; padding: 0; text-wrap: nowrap"
    asked.answers = True
    async with running(area("ab" * 2_000, style=style), size=(40, 24)) as run:
        rows = run.widget(1).rows
        rows.colours._fill([b"kt" * 2_000])
        await run.settle()
        # One column is kept for a scroll bar.
        assert [name for _, name in classes(run)] == (["keyword", "type"] * 5)[:9]
        assert len([*rows.render_line(0)]) < 30
        run.widget(1).scroll_to(3_001, 0, animate=False, immediate=True)
        await run.settle()
        assert [name for _, name in classes(run)] == (["type", "keyword"] * 5)[:9]
        assert len([*rows.render_line(0)]) < 30


@pytest.mark.parametrize("seed", range(10))
async def test_colours_move_nothing(seed: int, asked: Asked) -> None:
    random = Random(seed)
    lines = ["".join(random.choices("ab \té日e\u0301👩\u200d🚀\u0661", k=random.randrange(60))) for _ in range(8)]
    text = "\n".join(lines)
    style = "width: 30; height: 20; border: none; padding: 0"
    asked.answers = True
    async with running(area(text, style=style), size=(60, 30)) as run:
        rows = run.widget(1).rows
        plain = [rows.render_line(y) for y in range(rows.size.height)]
        text = run.widget(1).area.text
        letters = [bytes(random.choices(b"kt s\xff\0", k=len(line))) for line in text.split("\n")]
        rows.colours._fill(letters)
        seen = [rows.render_line(y) for y in range(rows.size.height)]
        assert [strip.text for strip in seen] == [strip.text for strip in plain]
        assert [strip.cell_length for strip in seen] == [strip.cell_length for strip in plain]
        assert all(Strip(list(strip)).cell_length == strip.cell_length for strip in seen)


async def test_each_class_of_words_can_be_told_from_plain_ones_in_both_themes() -> None:
    async with running(area("x")) as run:
        rows = run.widget(1).rows
        for theme in ("textual-dark", "textual-light"):
            run.app.theme = theme
            await run.settle()
            plain = look(rows.visual_style.rich_style)
            for name in CLASSES.values():
                assert look(rows._style(f"code-{name}")) != plain, name


# --- Where there are none ---


async def test_an_unknown_language_leaves_a_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(area("let x", "klingon")) as run:
        assert classes(run) == [("let x", "")]
        assert not run.widget(1).rows.colours


@pytest.mark.parametrize("code", ["import time; time.sleep(600)", "", "print('nonsense' * 1_000)"])
async def test_a_process_that_is_slow_ends_or_talks_nonsense_holds_nothing_up(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HIGHLIGHTER", made := Highlighter())
    monkeypatch.setattr(highlighter, "WALL_SECONDS", 0.5)
    ids = failing(monkeypatch, code)
    async with running(area("let x")) as run:
        run.widget(1).focus()
        for key in "abc":
            await run.pilot.press(key)
        assert run.widget(1).area.text == "abclet x"
        await run.settle()
        assert "".join(text for text, _ in drawn(run)) == "abclet x"
        assert {name for _, name in classes(run)} == {""}
        assert made._process is None
        assert 1 <= len(ids) <= highlighter.FAILURES


async def test_keys_go_on_while_the_colours_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HIGHLIGHTER", made := Highlighter())
    monkeypatch.setattr(highlighter, "WALL_SECONDS", 600)
    failing(monkeypatch, "import time; time.sleep(600)")
    view = ListenedView(scripted(area("let x") + "attach node=1 event=edit handler=1 data=0\n", ""))
    app = Host(view)
    async with app.run_test() as pilot:
        while made._process is None:
            await pilot.pause()
        widget = view.widget_of(1)
        widget.focus()
        await pilot.press("x")
        while view.session is None or view.session.tree.nodes[1].text != "xlet x":
            await pilot.pause()
        assert widget.is_waiting
        monkeypatch.setattr(highlighter, "WALL_SECONDS", 0.1)
        made._process.kill()
        await settle(pilot, app.views)
        assert made._process is None


async def test_a_widget_that_goes_takes_what_it_asked_along(asked: Asked) -> None:
    asked.answers = True
    async with running(area("let x") + "attach node=0 event=theme handler=1 data=0\n", "remove node=1") as run:
        asked.answers, view = False, run.widget(1).listener
        run.widget(1).rows.colours.begin("rust")
        run.app.theme = "textual-light"
        while not asked.forgotten:
            await run.pilot.pause()
        assert asked.forgotten == [view]
        await asked.answer(Answer([b"kkk  "]))
