"""The style language and Textual's CSS: all of it is taken over, it stays in its view, and it follows the theme."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from textual._node_list import NodeList
from textual.css.parse import parse_declarations as parse_css
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Static

from opui.core.tree.style import (
    BORDERS,
    COLOR_NAMES,
    EASINGS,
    FILL_TOKENS,
    GRADUAL,
    HATCHES,
    PROPERTIES,
    SPAN_PROPERTIES,
    STATES,
    TEXT_STYLES,
    TEXT_TOKENS,
    VALUES,
    parse_declarations,
    parse_stylesheet,
)
from opui.textual.css import RESTYLED, apply_style, scoped_css, span_style
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import TYPE_NAMES
from opui.textual.view.stage import OpuiRoot
from opui.textual.view.view import OpuiView
from tests.scripted import scripted
from tests.textual.apps import bound, made
from tests.textual.harness import Running, running, running_views

pytestmark = pytest.mark.slow

FILLS = ["#f00", "#12ab9f", *COLOR_NAMES, *(f"${token}" for token in FILL_TOKENS)]
FILLS += [
    f"{fill} {strength}"
    for fill in ("#f00", "red", "transparent", *FILLS[-len(FILL_TOKENS) :])
    for strength in ("0%", "50%", "100%")
]
TEXTS = [f"${token}{strength}" for token in TEXT_TOKENS for strength in ("", " 0%", " 50%", " 100%")]
SAMPLES: dict[str, list[str]] = {
    "length": ["auto", "0", "7", "200", "12.5", "50%", "0.5%", "100%", "1fr", "2.25fr", "0fr"],
    "limit": ["0", "7", "200", "12.5", "50%", "1fr", "2.25fr"],
    "sides": ["0", "1", "1 2", "1 2 3 4", "20"],
    "fill": FILLS,
    "color": [*FILLS, *TEXTS],
    "border": ["none", *(f"{border} red" for border in BORDERS[1:]), *(f"round {fill}" for fill in FILLS)],
    "text-style": [*TEXT_STYLES, "bold italic", "bold dim italic underline reverse strike overline blink"],
    "text-align": ["left", "center", "right", "justify"],
    "align": [f"{across} {down}" for across in ("left", "center", "right") for down in ("top", "middle", "bottom")],
    "across": ["left", "center", "right"],
    "display": ["block", "none"],
    "visibility": ["visible", "hidden"],
    "overflow": ["auto", "hidden", "scroll"],
    "percent": ["0%", "50%", "100%"],
    "dock": ["top", "bottom", "left", "right"],
    "text-wrap": ["wrap", "nowrap"],
    "text-overflow": ["ellipsis", "clip", "fold"],
    "tracks": ["auto", "1fr", "10 20% 1.5fr auto", " ".join(["1"] * 20)],
    "size": ["1", "20", "2 3"],
    "gutter": ["0", "1 2", "20"],
    "count": ["1", "20"],
    "shift": ["0 0", "-3 2", "200 -200"],
    "hatch": [*(f"{hatch} red" for hatch in HATCHES), *(f"cross {fill}" for fill in FILLS)],
    "transition": [
        "none",
        *(f"{name} 300ms" for name in GRADUAL),
        *(f"color 0ms {name}" for name in EASINGS),
        "opacity 5000ms,tint 1ms, border 20ms linear",
    ],
}
DECLARATIONS = [f"{name}: {value}" for name, type_ in PROPERTIES.items() for value in SAMPLES[type_]]
THEMES = ["textual-dark", "textual-light"]


def quoted(text: str) -> str:
    return '"' + text.replace("\n", "\\n") + '"'


def sheet(text: str) -> str:
    return f"set_string node=0 attribute=stylesheet value={quoted(text)}\n"


def styled(node: int, text: str) -> str:
    return f"set_string node={node} attribute=style value={quoted(text)}\n"


def words(pattern: str) -> set[str]:
    """The words that a value's pattern names."""
    return set(re.findall(r"(?<![\\\w$-])[a-z]{2,}(?:-[a-z]+)*", pattern)) - {"fr"}


def test_there_is_a_sample_of_every_alternative_of_every_value() -> None:
    assert SAMPLES.keys() == VALUES.keys()
    for name, (pattern, _) in VALUES.items():
        said = {word for sample in SAMPLES[name] for word in re.findall(r"[a-z]+(?:-[a-z]+)*", sample)}
        assert words(pattern) <= said, name
    for declaration in DECLARATIONS:
        parse_declarations(declaration)


# --- All of it is taken over -----------------------------------------------------------------------


def batches(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


@pytest.mark.parametrize("theme", THEMES)
async def test_every_declaration_says_the_same_in_a_style_and_in_a_stylesheet(theme: str) -> None:
    for part in batches(DECLARATIONS, 250):
        first = sheet("\n".join(f".c{place} {{ {each}; }}" for place, each in enumerate(part))) + made(1, "scroll", 0)
        for place, each in enumerate(part):
            first += made(10 + place, "text", 1, styled(10 + place, each))
            first += made(1010 + place, "text", 1, f'add_class node={1010 + place} name="c{place}"')
        async with running(first) as run:
            run.app.theme = theme
            await run.settle()
            assert run.app.failed == []
            for place, each in enumerate(part):
                rules = [run.widget(node + place).styles.get_rules() for node in (10, 1010)]
                name = each.split(":")[0].replace("-", "_")
                assert run.widget(10 + place).styles.inline.get_rules(), each
                assert rules[0] == rules[1], (each, name)


async def test_declarations_of_one_style_say_together_what_they_say_in_a_stylesheet() -> None:
    texts = [
        "border-top: heavy red; border: round $accent 50%; border-left: none; width: 50%; height: 25%; width: 20%",
        "color: $text-muted 50%; background: $surface; opacity: 50%; align: center middle; overflow-x: scroll",
    ]
    first = sheet("".join(f".c{place} {{ {text} }}" for place, text in enumerate(texts)))
    for place, text in enumerate(texts):
        first += made(10 + place, "text", 0, styled(10 + place, text))
        first += made(20 + place, "text", 0, f'add_class node={20 + place} name="c{place}"')
    async with running(first) as run:
        for place, text in enumerate(texts):
            in_style, in_sheet = (run.widget(node + place).styles.get_rules() for node in (10, 20))
            assert in_style == in_sheet, text


async def test_a_declaration_is_read_once_however_many_nodes_have_it() -> None:
    first = "".join(made(node, "text", 0, styled(node, f"width: 33.31; height: {node}")) for node in range(1, 41))
    with patch("opui.textual.css.parse_css", side_effect=parse_css) as parse:
        async with running(first) as run:
            assert {run.widget(node).styles.width.value for node in range(1, 41)} == {33.31}
            read = [call.args[0] for call in parse.call_args_list]
            assert read.count("width: 33.31;") == 1
            assert len(read) <= 41


async def test_a_style_that_says_the_same_as_before_costs_no_refresh() -> None:
    async with running(made(1, "text", 0) + made(2, "text", 0, styled(2, "width: 5; color: $accent"))) as run:
        for node, text, hidden, refreshes in (
            (1, "", False, 0),
            (2, "width: 5; color: $accent", False, 0),
            (2, "color: $accent; width: 6; width: 5", False, 0),
            (2, "width: 6; height: 3; margin: 1; border: round red", False, 1),
            (2, "", False, 1),
        ):
            with patch.object(run.widget(node), "refresh") as refresh:
                apply_style(run.widget(node), text, hidden)
            assert refresh.call_count == refreshes, text


@pytest.mark.parametrize("style", ["color: #ff0000", "background: #ff0000", "opacity: 50%", "text-style: reverse"])
async def test_what_a_style_lends_to_the_nodes_below_goes_with_it(style: str) -> None:
    first = made(1, "column", 0) + made(2, "text", 1, 'set_text node=2 text="x"')
    async with running(first) as run:

        def seen() -> object:
            strip = run.app.screen._compositor.render_strips()[run.widget(2).region.y]
            return next(segment.style for segment in strip if segment.text.strip() == "x")

        plain = seen()
        apply_style(run.widget(1), style, False)
        await run.settle()
        assert seen() != plain
        apply_style(run.widget(1), "", False)
        await run.settle()
        assert seen() == plain


async def test_a_node_that_a_style_hid_is_laid_out_again_when_it_goes() -> None:
    async with running(made(1, "text", 0, 'set_text node=1 text="x"') + made(2, "text", 0)) as run:
        for text, hidden in (("display: none", False), ("", True), ("display: none", True)):
            apply_style(run.widget(1), text, hidden)
            await run.settle()
            assert not run.widget(1).display
            assert run.widget(1) not in run.widget(1).parent.displayed_children
            apply_style(run.widget(1), "", False)
            await run.settle()
            assert run.widget(1) in run.widget(1).parent.displayed_children
            assert run.widget(1).region.height == 1


async def test_a_style_that_scrolls_has_its_scrollbars_and_loses_them_with_it() -> None:
    async with running(made(1, "scroll", 0, styled(1, "height: 5; width: 20"))) as run:
        for text, shown in (("height: 5; overflow-x: scroll", True), ("height: 5", False)):
            apply_style(run.widget(1), text, False)
            await run.settle()
            assert run.widget(1).show_horizontal_scrollbar == shown


@pytest.mark.parametrize("theme", THEMES)
async def test_every_style_of_a_span_can_be_rendered(theme: str) -> None:
    spans = [text for text in DECLARATIONS if text.split(":")[0] in SPAN_PROPERTIES]
    first = made(1, "text", 0) + "".join(
        made(node, "span", 1, f'set_text node={node} text="x"', styled(node, text))
        for node, text in enumerate(spans, 2)
    )
    async with running(first) as run:
        run.app.theme = theme
        await run.settle()
        assert run.shown(run.widget(1)).replace("\n", "").strip() == "x" * len(spans)


def test_a_span_has_colours_and_text_style_only() -> None:
    assert (
        span_style("color: red; width: 5; background: $accent 50%; text-style: bold italic")
        == "bold italic red on $accent 50%"
    )
    assert span_style("text-style: none") == ""


@pytest.mark.parametrize("state", STATES)
async def test_textual_takes_every_state(state: str) -> None:
    selectors = f"root:{state}, text:{state}, *:{state}, .a:{state}, list > .a:{state} text, checkbox:{state}"
    async with running(sheet(f"{selectors} {{ color: #123456; }}") + made(1, "text", 0)) as run:
        assert run.app.failed == []
        assert run.view.styles.color.hex in ("#123456", run.view.styles.color.hex)


# --- What rules match ------------------------------------------------------------------------------

RED, GREEN, BLUE = "#FF0000", "#00FF00", "#0000FF"


async def colors(run: Running, *nodes: int) -> list[str]:
    return [run.widget(node).styles.color.hex for node in nodes]


async def test_states_match_what_they_say() -> None:
    rules = {
        "button:focus": 1, "button:disabled": 2, "checkbox:checked": 3, "list > button:highlighted": 5,
        "column:focus-within": 6, "column > text:first-child": 7, "column > text:last-child": 9, "row > text:even": 11,
    }  # fmt: skip
    first = made(1, "button", 0) + made(2, "button", 0, "set_flag node=2 attribute=disabled value=true")
    first += made(3, "checkbox", 0, "set_flag node=3 attribute=checked value=true")
    first += made(4, "list", 0) + made(5, "button", 4)
    first += made(6, "column", 0) + made(7, "text", 6) + made(8, "input", 6) + made(9, "text", 6)
    first += made(10, "row", 0) + made(12, "text", 10) + made(11, "text", 10)
    text = "\n".join(f"{selector} {{ color: {RED.lower()}; }}" for selector in rules)
    async with running(sheet(text) + first, size=(80, 60)) as run:
        assert await colors(run, 2, 3, 7, 9, 11) == [RED] * 5
        assert RED not in await colors(run, 1, 5, 6, 8, 12)
        for focus, matched in ((1, 1), (4, 5), (8, 6)):
            await run.focus(focus)
            assert await colors(run, matched) == [RED]


async def test_a_state_of_the_views_size_holds_as_long_as_the_view_has_it() -> None:
    rules = "root:width-below-60 .side { display: none; } root:height-from-30 .side { color: #00ff00; }"
    side = made(1, "text", 0, 'set_text node=1 text="side"', "add_class node=1 name=side")
    async with running(sheet(rules) + side) as run:
        assert run.widget(1).display
        for width, height, shown, green in ((59, 24, False, False), (60, 50, True, True), (90, 24, True, False)):
            await run.pilot.resize_terminal(width, height)
            await run.settle()
            assert (run.widget(1).display, run.widget(1).styles.color.hex == GREEN) == (shown, green)


async def test_a_state_of_the_views_size_is_that_of_the_sheet_that_is_there_now() -> None:
    side = made(1, "text", 0, 'set_text node=1 text="side"', "add_class node=1 name=side")
    press = "attach node=0 event=resize handler=1 data=0\n"
    first, second = "root:width-below-99 .side { display: none; }", "root:width-below-70 .side { display: none; }"
    async with running(sheet(first) + side + press, sheet(second), size=(80, 24)) as run:
        assert not run.widget(1).display
        await run.pilot.resize_terminal(81, 24)
        await run.settle()
        assert run.widget(1).display


async def test_an_offset_moves_what_is_drawn_and_nothing_else() -> None:
    two = made(1, "text", 0, 'set_text node=1 text="one"') + made(2, "text", 0, 'set_text node=2 text="two"')
    async with running(two + styled(1, "offset: 4 2")) as run:
        assert run.widget(1).region.offset - run.view.region.offset == (4, 2)
        assert run.widget(2).region.offset - run.view.region.offset == (0, 1)


async def test_places_among_siblings_are_those_after_a_frame() -> None:
    rows = made(1, "column", 0) + made(2, "text", 1) + made(3, "text", 1) + made(4, "text", 1)
    text = (
        f"column > text:first-child {{ color: {RED.lower()}; }} column > text:last-child {{ color: {BLUE.lower()}; }}"
    )
    key = bound(9, "f2", 0) + made(8, "button", 0) + "call node=8 method=focus"
    frames = [
        "insert node=4 parent=1 before=2",
        made(5, "text", 1) + "create node=6 kind=text\ninsert node=6 parent=1 before=4",
        "remove node=6\nremove node=5",
        "set_flag node=4 attribute=hidden value=true",
    ]
    async with running(sheet(text) + rows + key, *frames) as run:
        orders = [[2, 3, 4], [4, 2, 3], [6, 4, 2, 3, 5], [4, 2, 3], [2, 3]]
        for number, order in enumerate(orders):
            if number:
                await run.press("f2")
            seen = await colors(run, *order)
            assert (seen[0], seen[-1]) == (RED, BLUE), number
            assert not {RED, BLUE} & set(seen[1:-1]), number


async def test_the_more_specific_rule_counts_then_the_later_then_the_nodes_own_style() -> None:
    text = f".a {{ color: {RED.lower()}; }} text {{ color: {GREEN.lower()}; }} text {{ color: {BLUE.lower()}; }}"
    first = made(1, "text", 0, 'add_class node=1 name="a"') + made(2, "text", 0)
    first += made(3, "text", 0, 'add_class node=3 name="a"', styled(3, "color: #00ff00"))
    async with running(sheet(text) + first) as run:
        assert await colors(run, 1, 2, 3) == [RED, BLUE, GREEN]


@pytest.mark.parametrize("kind", list(TYPE_NAMES))
async def test_a_rule_of_the_guest_counts_before_the_widgets_own_defaults(kind: str) -> None:
    async with running(sheet(f"{kind} {{ width: 11; color: {RED.lower()}; }}") + made(1, kind, 0)) as run:
        assert run.widget(1).styles.color.hex == RED
        assert run.widget(1).outer_size.width == 11


async def test_children_and_descendants_are_told_apart() -> None:
    first = made(1, "column", 0) + made(2, "row", 1) + made(3, "text", 2) + made(4, "text", 1)
    text = f"column > text {{ color: {RED.lower()}; }} column row text {{ color: {BLUE.lower()}; }}"
    async with running(sheet(text) + first) as run:
        assert await colors(run, 3, 4) == [BLUE, RED]


async def test_root_is_the_view_and_what_is_below_root_is_below_the_view() -> None:
    text = f"root {{ color: {RED.lower()}; padding: 1 2; }} root > text {{ color: {BLUE.lower()}; }}"
    async with running(sheet(text) + made(1, "text", 0)) as run:
        assert run.view.query_one(OpuiRoot).styles.color.hex == RED
        assert await colors(run, 1) == [BLUE]
        assert run.widget(1).region.offset - run.view.region.offset == (2, 1)


# --- Where rules end -------------------------------------------------------------------------------


async def test_no_rule_of_the_guest_reaches_the_hosts_widgets_or_another_view() -> None:
    text = "*, .warning, text, input, root, root *, column *, *:focus, :hover { color: #ff0000; display: none; }"
    other = OpuiView(scripted(made(1, "text", 0) + made(2, "input", 0)))
    async with running_views(OpuiView(scripted(sheet(text) + made(1, "text", 0))), other) as run:
        strangers = [
            run.app.screen,
            run.app.query_one("#own"),
            run.app.query_one("#below"),
            other,
            other.widget_of(1),
            other.widget_of(2),
        ]
        assert RED not in [widget.styles.color.hex for widget in strangers]
        assert all(widget.display for widget in strangers)
        assert not run.widget(1).display


async def test_a_stylesheet_reaches_many_widgets_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    update_nodes = Stylesheet.update_nodes

    def counting(self: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        widgets = list(nodes)
        counts.append(len(widgets))
        update_nodes(self, widgets, animate)

    texts = "".join(made(node, "text", 0) for node in range(1, 3 * RESTYLED))
    key = bound(900, "f2", 0) + made(901, "button", 0) + "call node=901 method=focus"
    async with running(texts + key, sheet("text { background: #0000ff; }")) as run:
        monkeypatch.setattr(Stylesheet, "update_nodes", counting)
        await run.press("f2")
        assert max(counts) <= RESTYLED
        assert sum(counts) >= 3 * RESTYLED
        assert {run.widget(node).styles.background.hex for node in range(1, 3 * RESTYLED)} == {"#0000FF"}


async def test_a_later_stylesheet_takes_the_place_of_the_one_before() -> None:
    first = sheet("text { color: #ff0000; } column { width: 7; }") + made(1, "text", 0) + made(2, "column", 0)
    key = bound(9, "f2", 0) + made(8, "button", 0) + "call node=8 method=focus"
    async with running(first + key, sheet("text { background: #0000ff; }"), "unset node=0 attribute=stylesheet") as run:
        plain = run.widget(8).parent.styles.color.hex
        assert await colors(run, 1) == [RED]
        await run.press("f2")
        assert await colors(run, 1) == [plain]
        assert run.widget(1).styles.background.hex == BLUE
        assert run.widget(2).outer_size.width == 80
        await run.press("f2")
        assert run.widget(1).styles.background.hex != BLUE


def test_every_selector_is_put_below_the_view() -> None:
    text = "text, .a > *:hover { color: red } root.b:dark > list text:highlighted {} checkbox:checked { dock: top }"
    css = scoped_css(text, "scope", TYPE_NAMES)
    assert css.splitlines() == [
        ".scope.scope OpuiText, .scope *.a > .-node:hover { color: red; }",
        ".scope.scope.b:dark > OpuiList OpuiText.-highlighted {  }",
        ".scope.scope OpuiCheckbox.-on { dock: top; }",
    ]
    assert len(parse_stylesheet(text)) == 3


@pytest.mark.parametrize("selector", ["span", "timer", "row > key_binding", "span text", "column root", "root root"])
def test_a_rule_for_what_has_no_widget_is_left_out(selector: str) -> None:
    assert scoped_css(f"{selector} {{ color: red }}", "scope", TYPE_NAMES) == ""
    css = scoped_css(f"{selector}, text {{ color: red }}", "scope", TYPE_NAMES)
    assert css == ".scope.scope OpuiText { color: red; }\n"


async def test_a_rule_that_names_no_kind_does_not_reach_what_the_host_has_put_into_the_view() -> None:
    text = "*, :last-child, .warning, root > *, * *:enabled { color: #ff0000; display: none; }"
    async with running(sheet(text) + made(1, "column", 0)) as run:
        mark, below = Static("busy", classes="warning"), Static("x")
        await run.view.mount(mark)
        await mark.mount(below)
        await run.settle()
        assert not run.widget(1).display
        assert [widget.display for widget in (mark, below)] == [True, True]
        assert RED not in [widget.styles.color.hex for widget in (mark, below)]


async def test_naming_a_kind_is_less_specific_than_a_class_and_more_than_naming_nothing() -> None:
    text = f".a {{ color: {RED.lower()}; }} text {{ color: {GREEN.lower()}; }} * {{ color: {BLUE.lower()}; }}"
    first = made(1, "text", 0, 'add_class node=1 name="a"') + made(2, "text", 0) + made(3, "button", 0)
    async with running(sheet(text) + first) as run:
        assert await colors(run, 1, 2, 3) == [RED, GREEN, BLUE]


# --- Themes ----------------------------------------------------------------------------------------


async def test_another_theme_recolours_rules_styles_and_spans() -> None:
    first = sheet(".a { background: $surface; }") + made(1, "text", 0, 'add_class node=1 name="a"')
    first += made(2, "text", 0, styled(2, "background: $surface; color: $text-muted 50%"))
    first += made(3, "text", 0) + made(4, "span", 3, 'set_text node=4 text="x"', styled(4, "background: $surface"))
    async with running(first) as run:

        def seen() -> set[str]:
            strip = run.app.screen._compositor.render_strips()[run.widget(3).region.y]
            span = next(segment.style for segment in strip if segment.text.strip() == "x")
            assert span is not None
            assert span.bgcolor is not None
            backgrounds = {run.widget(node).styles.background.hex.lower() for node in (1, 2)}
            return backgrounds | {span.bgcolor.get_truecolor().hex}

        dark = seen()
        run.app.theme = "textual-light"
        await run.settle()
        light = seen()
        assert len(dark) == len(light) == 1
        assert dark != light


async def test_what_is_hidden_stays_hidden_under_another_theme() -> None:
    hidden = made(1, "text", 0, styled(1, "color: $accent"), "set_flag node=1 attribute=hidden value=true")
    async with running(hidden) as run:
        run.app.theme = "textual-light"
        await run.settle()
        assert not run.widget(1).display


async def test_what_lies_below_other_parents_with_new_siblings_is_matched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = range(1, 6)
    boxes = "".join(made(node, "column", node - 1) + made(10 + node, "text", node) for node in levels)
    key = bound(9, "f2", 0) + made(8, "button", 0) + "call node=8 method=focus"
    hide = "\n".join(f"set_flag node={10 + node} attribute=hidden value=true" for node in levels)
    async with running(sheet("text:last-child { color: red; }") + boxes + key, hide) as run:
        restyled: list[DOMNode] = []
        update_nodes = Stylesheet.update_nodes

        def noted(self: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
            widgets = list(nodes)
            restyled.extend(widgets)
            update_nodes(self, widgets, animate)

        monkeypatch.setattr(Stylesheet, "update_nodes", noted)
        await run.press("f2")
        assert [restyled.count(run.widget(node)) for node in levels] == [1] * len(levels)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many widgets rules are matched against in each turn of the loop, from now on."""
    counts = [0]
    apply = Stylesheet.apply

    def counting(self: Stylesheet, node: DOMNode, **options: Any) -> None:
        if not counts[-1]:
            asyncio.get_running_loop().call_soon(counts.append, 0)
        counts[-1] += isinstance(node, NodeWidget)
        apply(self, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", counting)
    return counts


MANY = made(1, "column", 0) + "".join(
    made(3 * node, "column", 1) + made(3 * node + 1, "text", 3 * node) for node in range(1, 2 * RESTYLED)
)


@pytest.mark.parametrize("pseudo", ["first-child", "last-child", "odd"])
async def test_siblings_of_what_is_mounted_are_restyled_a_few_at_a_time(
    pseudo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = sheet(f"column:{pseudo} {{ background: #0000ff; }}")
    more = made(800, "text", 1) + "create node=801 kind=column\ninsert node=801 parent=1 before=3\n"
    key = bound(900, "f2", 0) + made(901, "button", 0) + "call node=901 method=focus"
    async with running(rules + MANY + key, more) as run:
        counts = counted(monkeypatch)
        await run.press("f2")
        assert max(counts) <= RESTYLED + 2
        blue = {node for node in (801, 3, 6, 9) if run.widget(node).styles.background.hex == "#0000FF"}
        assert blue == {"first-child": {801}, "last-child": set(), "odd": {801, 6}}[pseudo]


@pytest.mark.parametrize("change", ['add_class node=1 name="c"', "set_flag node=1 attribute=disabled value=true"])
async def test_what_lies_below_a_widget_that_looks_different_is_restyled_a_few_at_a_time(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = sheet(".c text { background: #0000ff; } column:disabled text { background: #0000ff; }")
    key = bound(900, "f2", 0) + made(901, "button", 0) + "call node=901 method=focus"
    async with running(rules + MANY + key, change) as run:
        counts = counted(monkeypatch)
        await run.press("f2")
        assert max(counts) <= RESTYLED
        assert {run.widget(3 * node + 1).styles.background.hex for node in range(1, 2 * RESTYLED)} == {"#0000FF"}


async def test_a_child_is_odd_by_the_siblings_that_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    hides = ".unseen { visibility: hidden; } .none { display: none; }"
    texts = "".join(made(node, "text", 1) for node in range(2, 8))
    marks = 'add_class node=3 name="unseen"\nadd_class node=4 name="none"\n'
    key = bound(900, "f2", 0) + made(901, "button", 0) + "call node=901 method=focus"
    odd = sheet(f"{hides} text:odd {{ background: #0000ff; }}")
    async with running(sheet(hides) + made(1, "column", 0) + texts + marks + key, odd) as run:
        # For each of many siblings, it would ask all others and what they lie in: half a second for 400.
        monkeypatch.setattr(NodeList, "displayed_and_visible", property(lambda nodes: pytest.fail("asked")))
        await run.press("f2")
        blue = [node for node in range(2, 8) if run.widget(node).styles.background.hex == "#0000FF"]
        assert [node for node in blue if node not in (3, 4)] == [2, 6]
