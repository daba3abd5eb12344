"""Words: each line of them looks as Textual would make it, is as wide as there is room, and is made when it is seen."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content
from textual.geometry import Offset, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from opui.core.tree.cost import CHARACTERS
from opui.textual.kinds.lines import Breaking, Lines, Look
from tests.textual.apps import made
from tests.textual.harness import running

SELECTED = Style.parse("reverse")
WORDS = st.text(st.sampled_from("ab -\n漢👍e\u0301"), max_size=40)
SPANS = st.lists(st.tuples(WORDS, st.sampled_from(["", "bold", "red on blue"])), max_size=4)
OFFSETS = st.builds(Offset, st.integers(0, 12), st.integers(0, 3))
SELECTIONS = st.none() | st.builds(Selection, st.none() | OFFSETS, st.none() | OFFSETS)
WRAPS, OVERFLOWS = st.sampled_from(["wrap", "nowrap"]), st.sampled_from(["fold", "clip", "ellipsis"])
ALIGNS = st.sampled_from(["left", "start", "center", "right", "end", "justify"])


def measured(strip: Strip) -> int:
    """Return how many columns a strip takes, whatever it says."""
    return sum(segment.cell_length for segment in strip)


def seen(strip: Strip) -> list[tuple[str, object, object]]:
    """Return each character, how it is drawn, and where in the words it is, for a selection.

    Where the words are cut into segments is not seen: Textual cuts at an empty span in some lines and not in others.
    """
    characters: list[tuple[str, object, object]] = []
    for text, style, _ in strip:
        drawn, offset = (style.clear_meta_and_links(), style.meta.get("offset")) if style else (None, None)
        places = [offset and (offset[0] + index, offset[1]) for index in range(len(text))]
        characters += zip(text, [drawn] * len(text), places, strict=True)
    return characters


def read_style(style: str | Style) -> Style:
    return style if isinstance(style, Style) else Style.parse(style)


@given(SPANS, st.integers(1, 30), WRAPS, OVERFLOWS, ALIGNS, st.integers(0, 2), SELECTIONS)
@example([("a" * 9, ""), ("", "bold"), ("a", "")], 2, "wrap", "fold", "left", 0, None)
def test_lines_look_as_textual_makes_them(
    spans: Any, width: int, wrap: str, overflow: str, align: str, pad: int, selection: Selection | None
) -> None:
    content = Content.assemble(*spans)
    lines = Lines(content, Breaking(width, wrap, overflow, pad))
    look = Look(Style.parse("green"), align, read_style, selection, SELECTED)
    strips = [lines.strip(y, look) for y in range(lines.height)]
    assert [strip.cell_length for strip in strips] == list(map(measured, strips))
    if width <= 2 * pad or (wrap == "nowrap" and (align == "justify" or overflow == "fold")):
        # Textual fails in the first case, and cuts by characters where columns are meant in the last.
        return
    rules: Any = {"text_align": align, "text_overflow": overflow, "text_wrap": wrap, "line_pad": pad}
    theirs = content.render_strips(width, None, look.style, RenderOptions(read_style, rules, selection, SELECTED))
    if all(measured(strip) <= width for strip in theirs):
        assert list(map(seen, strips)) == list(map(seen, theirs))


@given(WORDS, st.integers(1, 30), WRAPS, OVERFLOWS, ALIGNS, st.integers(0, 2))
def test_no_line_is_wider_than_the_room_for_it(
    words: str, width: int, wrap: str, overflow: str, align: str, pad: int
) -> None:
    lines = Lines(Content(words), Breaking(width, wrap, overflow, pad))
    look = Look(Style.null(), align, read_style, None, SELECTED)
    assert all(lines.strip(y, look).cell_length <= width for y in range(lines.height))


@pytest.mark.parametrize(("kind", "width"), [("text", 1), ("button", 3)])
async def test_only_the_lines_that_are_seen_are_made(kind: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[int] = set()
    strip = Lines.strip

    def noted(self: Lines, y: int, look: Look) -> Strip:
        seen.add(y)
        return strip(self, y, look)

    monkeypatch.setattr(Lines, "strip", noted)
    words = "x" * 200 * CHARACTERS
    style = f'set_string node=1 attribute=style value="width: {width}; height: auto; padding: 0; border: none"'
    async with running(made(1, kind, 0, f'set_text node=1 text="{words}"', style)) as run:
        assert run.widget(1).size == Size(width, len(words))
        assert seen == set(range(run.view.size.height))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\tb", "a       b"), ("漢\tb", "漢      b"), ("12345678\tb", "12345678        b"), ("\n\tb", "        b")],
)
async def test_a_tab_is_measured_as_it_is_shown(text: str, shown: str) -> None:
    said = text.replace("\t", "\\t").replace("\n", "\\n")
    async with running(made(1, "row", 0) + made(2, "text", 1, f'set_text node=2 text="{said}"')) as run:
        widget = run.widget(2)
        last = widget.render_line(widget.size.height - 1)
        assert (last.text, widget.size.height) == (shown, 1 + text.count("\n"))


async def test_tabs_in_spans_go_on_from_the_column_before_them() -> None:
    spans = made(2, "span", 1, 'set_text node=2 text="b\\tc"') + made(3, "span", 1, 'set_text node=3 text="\\td"')
    async with running(made(1, "text", 0, 'set_text node=1 text="a"') + spans) as run:
        assert run.widget(1).render_line(0).text == "ab      c       d"
