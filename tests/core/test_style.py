import re
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.tree import style
from opui.core.tree.style import (
    BORDERS,
    COLOR_NAMES,
    EASINGS,
    FILL_TOKENS,
    GRADUAL,
    PROPERTIES,
    SPAN_PROPERTIES,
    STATES,
    TEXT_STYLES,
    TEXT_TOKENS,
    VALUES,
    Part,
    Rule,
    StyleError,
    conditions_of,
    is_met,
    matching_steps,
    parse_declarations,
    parse_stylesheet,
)

FILLS = ["#abc", "#a0b1c2", "$accent 50%", "red 0%", "blue 100%", *COLOR_NAMES, *(f"${name}" for name in FILL_TOKENS)]
NO_FILLS = ["", "#abcd", "#ABC", "#ggg", "$nope", "rgb(1,2,3)", "red 101%", "red 5", "auto", "red blue", "$"]
GOOD = {
    "length": ["auto", "0", "1", "99", "199.99", "200", "10.25", "50%", "100%", "1fr", "1.5fr", "200fr"],
    "limit": ["0", "200", "50%", "1fr"],
    "sides": ["0", "1 2", "1 2 3 4", "20"],
    "fill": FILLS,
    "color": [*FILLS, *(f"${name}" for name in TEXT_TOKENS), "$text-muted 50%"],
    "border": ["none", *(f"{name} red" for name in BORDERS[1:]), "round $primary 50%"],
    "text-style": [*TEXT_STYLES, "bold italic", "bold dim italic underline reverse strike"],
    "text-align": ["left", "center", "right", "justify"],
    "align": ["left top", "center middle", "right bottom"],
    "across": ["left", "center", "right"],
    "display": ["block", "none"],
    "visibility": ["visible", "hidden"],
    "overflow": ["auto", "hidden", "scroll"],
    "percent": ["0%", "99%", "100%"],
    "dock": ["top", "bottom", "left", "right"],
    "text-wrap": ["wrap", "nowrap"],
    "text-overflow": ["ellipsis", "clip", "fold"],
    "tracks": ["auto", "1fr", "10 20% 1.5fr auto", " ".join(["1"] * 20)],
    "size": ["1", "9", "20", "2 3", "20 20"],
    "gutter": ["0", "1 2", "20"],
    "count": ["1", "10", "20"],
    "shift": ["0 0", "-200 200", "3 -1"],
    "hatch": ["left red", "cross $primary 50%", "horizontal #abc"],
    "transition": [
        "none",
        *(f"{name} 300ms" for name in GRADUAL),
        *(f"color 0ms {name}" for name in EASINGS),
        ", ".join(["text-opacity 5000ms ease-in-out"] * len(GRADUAL)),
        "color 4999ms,tint 1ms linear",
    ],
}
BAD = {
    "length": ["", "200.1", "201", "1000", "100.5%", "101%", "201fr", "-1", "1e3", "1 2", "10px", "AUTO", "٣"],
    "limit": ["auto", "201", "101%", "-1", "٣"],
    "sides": ["", "1 2 3", "1 2 3 4 5", "1.5", "-1", "21", "99", "auto"],
    "fill": [*NO_FILLS, "$text", "$text-muted 50%"],
    "color": NO_FILLS,
    "border": ["red", "round", "round red red", "none red", "round $text", "dotted red"],
    "text-style": ["", "none bold", "bold none", "blinking", "bold,italic", " ".join(["bold"] * 9)],
    "text-align": ["", "start", "left right"],
    "align": ["left", "top left", "left left"],
    "across": ["top"],
    "display": ["inline"],
    "visibility": ["none"],
    "overflow": ["clip"],
    "percent": ["101%", "50", "5.5%", "-1%", "٣%"],
    "dock": ["none"],
    "text-wrap": ["balance"],
    "text-overflow": ["visible"],
    "tracks": ["", "201", "1fr,2fr", "min-content", " ".join(["1"] * 21)],
    "size": ["", "0", "21", "1 2 3", "1.5", "auto"],
    "gutter": ["", "21", "1 2 3", "1fr"],
    "count": ["", "0", "21", "1 1"],
    "shift": ["", "1", "201 0", "1.5 0", "1 -201", "50% 0", "+1 0"],
    "hatch": ["", "none", "left", "red", "dots red", "cross $text"],
    "transition": [
        "",
        "color",
        "300ms",
        "color 300",
        "color 0.3s",
        "color 5001ms",
        "color -1ms",
        "width 300ms",
        "none 300ms",
        "color 300ms in_cubic",
        "color 300ms linear 300ms",
        "none, color 300ms",
        "color 300ms,",
        "color 300ms tint 1ms",
        ", ".join(["color 300ms"] * (len(GRADUAL) + 1)),
    ],
}


def test_every_type_of_value_is_used_and_tested() -> None:
    assert set(PROPERTIES.values()) | {"fill"} == VALUES.keys() == GOOD.keys() == BAD.keys()
    assert set(SPAN_PROPERTIES) <= PROPERTIES.keys()


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_takes_the_values_of_its_type(name: str) -> None:
    for value in GOOD[PROPERTIES[name]]:
        assert parse_declarations(f"{name}: {value};") == ((name, value),)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_refuses_all_else_and_says_what_it_takes(name: str) -> None:
    for value in BAD[PROPERTIES[name]]:
        with pytest.raises(StyleError, match=f"^{name}: {re.escape(repr(value[:40]))} is not .{{10}}"):
            parse_declarations(f"{name}: {value}")


def test_white_space_is_folded_and_comments_are_passed_over() -> None:
    text = " width :\n 10 ; /* a; b: c } */ ;;\n color:\t$accent   50% "
    assert parse_declarations(text) == (("width", "10"), ("color", "$accent 50%"))
    assert parse_declarations("") == ()
    assert parse_declarations("/**/color/* */:/**/red") == (("color", "red"),)


def test_of_a_property_that_is_there_twice_the_last_counts_where_it_stands() -> None:
    text = "border-top: none; width: 1; border: round red; width: 2; border-top: heavy red; height: 3"
    kept = (("border", "round red"), ("width", "2"), ("border-top", "heavy red"), ("height", "3"))
    assert parse_declarations(text) == kept
    assert parse_stylesheet(f"text {{ {text} }}")[0].declarations == kept
    with pytest.raises(StyleError, match="width: 'x' is not"):
        parse_declarations("width: x; width: 2")


def size_of(parsed: object) -> int:
    """The bytes of all that is kept for a style, the language's own names aside."""
    if isinstance(parsed, tuple):
        return sys.getsizeof(parsed) + sum(map(size_of, parsed))
    return 0 if any(parsed is name for name in PROPERTIES) else sys.getsizeof(parsed)


def test_what_is_kept_of_a_style_is_small_however_long_it_is() -> None:
    body = "dock:top;width:1;" * 3_800
    for text in ("dock:top;" * 455, body):
        assert size_of(parse_declarations.__wrapped__(text)) < 1_000
    assert size_of(parse_stylesheet.__wrapped__(f"text {{{body}}}")) < 2_000


def test_few_styles_are_remembered_and_none_of_a_stylesheets_bodies() -> None:
    before = parse_declarations.cache_info()
    parse_stylesheet("text { width: 199.97 }")
    assert parse_declarations.cache_info() == before
    assert (before.maxsize, parse_stylesheet.cache_info().maxsize, matching_steps.cache_info().maxsize) == (256, 8, 8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("width", "'width' is not `property: value`"),
        ("width 10", "'width 10' is not `property: value`"),
        (": 10", "there is no property ''"),
        ("Width: 10", "there is no property 'Width'"),
        ("layer: x", "there is no property 'layer'"),
        ("color: red } * { color: red", "color: 'red } * { color: red' is not"),
        ("color: red !important", "color: 'red !important' is not"),
        ("/* never closed", "a comment is not closed"),
        ("/*/", "a comment is not closed"),
    ],
)
def test_a_declaration_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(StyleError, match=re.escape(message)):
        parse_declarations(text)


def test_a_stylesheet_becomes_rules() -> None:
    text = """
    /* one */
    column.done > text:hover, * .a.b:focus:odd { color: red; }
    root>row{}
    """
    assert parse_stylesheet(text) == (
        Rule(
            (
                (Part("column", ("done",), (), False), Part("text", (), ("hover",), True)),
                (Part("", (), (), False), Part("", ("a", "b"), ("focus", "odd"), False)),
            ),
            (("color", "red"),),
        ),
        Rule(((Part("root", (), (), False), Part("row", (), (), True)),), ()),
    )
    assert parse_stylesheet("") == ()


def test_the_conditions_of_a_stylesheet_are_those_of_all_its_rules() -> None:
    text = "root:width-below-60 text, root:height-from-9.a { color: red } root:width-below-60 { color: red }"
    assert conditions_of(text) == {"width-below-60", "height-from-9"}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("width-below-80", False), ("width-below-81", True), ("width-from-80", True), ("width-from-81", False),
        ("height-below-24", False), ("height-below-25", True), ("height-from-24", True), ("height-from-25", False),
    ],
)  # fmt: skip
def test_a_condition_compares_one_side_of_the_view(condition: str, holds: bool) -> None:
    assert is_met(condition, 80, 24) is holds


@pytest.mark.parametrize("state", STATES)
def test_every_pseudo_class_is_one(state: str) -> None:
    ((selector, *_), *_) = (rule.selectors for rule in parse_stylesheet(f"button:{state} {{}}"))
    assert selector == (Part("button", (), (state,), False),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text { color: rot }", "line 1: color: 'rot' is not"),
        ("text {}\n\nrow {}\n/* a\nb */\n column { width: x }", "line 6: width: 'x' is not"),
        ("text {\n color: red\n}\nrows {}", "line 4: there is no kind 'rows'"),
        ("text { color: red", "line 1: 'text { color: red' is not closed by a brace"),
        ("text {}\n}", "line 2: a brace is missing, or braces are nested"),
        ("text { row { } }", "line 1: a brace is missing, or braces are nested"),
        ("{}", "line 1: '' is not a selector"),
        ("text, {}", "line 1: '' is not a selector"),
        ("> text {}", "is not a selector"),
        ("text > {}", "is not a selector"),
        ("row > > text {}", "line 1: 'row > > text' is not a selector"),
        ("#id {}", "'#id' is not a selector"),
        ("text::before {}", "is not a selector"),
        ("text[a] {}", "is not a selector"),
        ("text.A {}", "is not a selector"),
        ("text:hovered {}", "there is no state 'hovered'"),
        ("text:not {}", "there is no state 'not'"),
        ("root:width-below-0 {}", "there is no state 'width-below-0'"),
        ("root:width-below-1000 {}", "there is no state 'width-below-1000'"),
        ("root:depth-from-10 {}", "there is no state 'depth-from-10'"),
        ("text:width-below-60 {}", "'text:width-below-60': only `root` has states of width and height"),
        (":height-from-9 text {}", "':height-from-9': only `root` has states of width and height"),
        ("".join(f"root:width-from-{n} {{}}" for n in range(1, 18)), "17 states of width and height are more than 16"),
        ("@media {}", "is not a selector"),
        ("$x: red; text {}", "is not a selector"),
        ("text {} /*", "a comment is not closed"),
    ],
)
def test_a_stylesheet_that_is_none_is_refused_with_the_line(text: str, message: str) -> None:
    with pytest.raises(StyleError, match=re.escape(message)):
        parse_stylesheet(text)


def test_selectors_are_limited_however_they_are_grouped() -> None:
    assert len(parse_stylesheet("*{}" * 512)) == 512
    for text in ("*{}" * 513, ",".join("*" * 513) + "{}"):
        with pytest.raises(StyleError, match="513 rules are more than the limit of 512"):
            parse_stylesheet(text)


def test_the_parts_of_a_selector_are_limited() -> None:
    assert len(parse_stylesheet("column row > row text {}")[0].selectors[0]) == 4
    with pytest.raises(StyleError, match=r"line 1: .* has 5 parts, more than the limit of 4"):
        parse_stylesheet("* * * > * * {}")


def test_the_classes_and_states_of_a_selector_are_limited() -> None:
    assert len(parse_stylesheet("row.a.b.c:hover > text.d.e.f:odd {}")) == 1
    with pytest.raises(StyleError, match=r"line 1: .* has 9 classes and states, more than the limit of 8"):
        parse_stylesheet("row.a.b.c:hover > text.d.e.f:odd:even {}")


def test_what_a_rule_costs_is_kept_by_what_it_says_of_the_node_itself() -> None:
    assert matching_steps("") == {}
    assert matching_steps("text {} row text {} .b.a:hover, * > * {}") == {
        "text": Counter({1: 1, 2: 2, 3: 0}),
        ".a": Counter({1: 4, 2: 0}),
        "": Counter({1: 2, 2: 0}),
    }


def test_a_part_somewhere_below_and_a_state_that_is_not_the_nodes_alone_cost_a_level_more() -> None:
    assert matching_steps("row * > .a text {}") == {"text": Counter({3: 5})}
    assert matching_steps("row:disabled > text:focus-within {}") == {"text": Counter({1: 4, 2: 4})}


HOSTILE = [
    "/*",
    "*/",
    "{",
    "}",
    "a",
    "a{}",
    "/**/",
    "*,",
    "* ",
    "> ",
    ":",
    ";",
    "color:red;",
    ".a",
    ":hover",
    "\n",
    "é",
    "1 ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_work_grows_no_faster_than_the_text(unit: str) -> None:
    def steps(length: int) -> int:
        """Count the lines that run in `style.py`; regular expressions see only text that was split off already."""
        count = 0

        def trace(frame: object, event: str, argument: object) -> object:
            nonlocal count
            count += 1
            return trace

        for parse in (parse_declarations, parse_stylesheet):
            text = (unit * length)[:length]
            for shape in (text, f"{text}{{}}", f"text{{{text}}}"):
                before = sys.gettrace()
                sys.settrace(trace)  # type: ignore[arg-type]  # mypy wants the exact type of trace functions
                try:
                    parse.__wrapped__(shape)
                except StyleError:
                    pass
                finally:
                    sys.settrace(before)
        return count

    assert steps(4096) <= 5 * steps(1024) + 2000


@pytest.mark.parametrize("unit", HOSTILE)
def test_64_kib_of_anything_parse_or_are_refused(unit: str) -> None:
    text = unit * (65_536 // len(unit))
    for parse in (parse_declarations, parse_stylesheet):
        try:
            parsed = parse.__wrapped__(text)
        except StyleError as error:
            shown = str(error)
            assert len(shown) < 500
        else:
            assert all(each for each in parsed)


@given(st.text("ab.:>*{};/ \n,1%$#", max_size=40))
def test_any_text_is_rules_or_a_style_error(text: str) -> None:
    try:
        rules = parse_stylesheet(text)
    except StyleError:
        return
    assert len(rules) == text.count("}") or "/*" in text


def test_every_property_has_a_type_of_value_and_a_meaning() -> None:
    assert style.MEANINGS.keys() == style.PROPERTIES.keys()
    assert set(style.PROPERTIES.values()) == style.VALUES.keys()
