"""The style language: what a guest may write in `style` and `stylesheet`, and nothing else.

A stylesheet is parsed into rules and only rules leave this file, so that a renderer can scope each one to
its view and no brace, comment or unknown property slips through. It is a subset of Textual's CSS, but
knows nothing of Textual: the grammar below is the contract.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from opui.core import kinds, protocol


class StyleError(ValueError):
    """A declaration, selector or rule is not of the language; `str()` says which and why."""


class Rule(NamedTuple):
    """One rule: its selectors (each a list of parts joined by " " or " > ") and its declarations."""

    selectors: tuple["Selector", ...]
    declarations: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """One compound of a selector: a kind's name or "", classes and pseudo-classes."""

    kind: str
    classes: tuple[str, ...]
    states: tuple[str, ...]
    child: bool
    """Whether the part must be a child of the one before it, not just somewhere below."""


Selector = tuple[Part, ...]

# --- Values --------------------------------------------------------------------------------------

CELLS_MAXIMUM: Final = 200
"""The largest length, in cells. Textual keeps a map of what lies in each 2,000 cells, at every level, seen or not:
a thousand boxes of 1,000 by 1,000 cells, thirty levels deep, froze it for half a minute."""
SIDE_MAXIMUM: Final = 20
"""The largest margin or padding. Those of nested boxes add up: thirty of 999 cells froze Textual for 30 s a layout."""
TRACKS_MAXIMUM: Final = 20
"""The most columns or rows that a grid's style names."""
TRANSITION_MAXIMUM: Final = 5_000
"""The longest transition, in milliseconds."""

FILL_TOKENS: Final = (
    "primary", "secondary", "accent", "success", "warning", "error", "surface", "panel", "background",
    "foreground", "boost",
)  # fmt: skip
"""Colours of the host's theme, written `$primary`; they follow the theme."""
TEXT_TOKENS: Final = (
    "text", "text-muted", "text-disabled",
    "text-primary", "text-secondary", "text-accent", "text-success", "text-warning", "text-error",
)  # fmt: skip
"""Colours for text alone. The first three become what can be read on the text's background; the others are the theme's
colours, lighter or darker, such that they can be read on what the theme puts behind text."""

COLOR_NAMES: Final = (
    "black", "silver", "gray", "white", "maroon", "red", "purple", "fuchsia", "green", "lime", "olive", "yellow",
    "navy", "blue", "teal", "aqua", "orange", "transparent",
)  # fmt: skip
BORDERS: Final = (
    "none", "round", "solid", "heavy", "double", "dashed", "ascii", "blank", "tall", "wide", "thick", "panel",
    "inner", "outer", "hkey", "vkey",
)  # fmt: skip
TEXT_STYLES: Final = ("none", "bold", "dim", "italic", "underline", "reverse", "strike", "overline", "blink")
HATCHES: Final = ("left", "right", "cross", "horizontal", "vertical")
GRADUAL: Final = ("offset", "opacity", "text-opacity", "color", "background", "tint", "border")
"""The properties that a transition can be of: all of these can lie between two values, and none makes room or takes it."""
EASINGS: Final = ("linear", "ease-in", "ease-out", "ease-in-out")

_CELLS = rf"(?:1?\d{{1,2}}(?:\.\d{{1,2}})?|{CELLS_MAXIMUM})"
_WHOLE = rf"(?:1?\d{{1,2}}|{CELLS_MAXIMUM})"
_PERCENT = r"(?:\d{1,2}(?:\.\d{1,2})?|100)%"
_SIDE = rf"(?:1?\d|{SIDE_MAXIMUM})"
_TRACK = rf"(?:auto|{_CELLS}(?:fr)?|{_PERCENT})"
_COUNT = rf"(?:[1-9]|1\d|{TRACKS_MAXIMUM})"
_STRENGTH = r"(?: (?:\d{1,2}|100)%)?"
_FILL = rf"(?:\$(?:{'|'.join(FILL_TOKENS)})|{'|'.join(COLOR_NAMES)}|#(?:[0-9a-f]{{3}}|[0-9a-f]{{6}})){_STRENGTH}"
_COLOR = rf"{_FILL}|\$(?:{'|'.join(TEXT_TOKENS)}){_STRENGTH}"


def _words(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


_TRANSITION = rf"{_words(GRADUAL)} (?:[1-4]?\d{{1,3}}|{TRANSITION_MAXIMUM})ms(?: {_words(EASINGS)})?"
_ACROSS, _DOWN = _words(("left", "center", "right")), _words(("top", "middle", "bottom"))
VALUES: Final = {
    "length": (rf"auto|{_CELLS}(?:fr)?|{_PERCENT}", f"`auto`, or a number of cells or fractions (`1fr`) up to {CELLS_MAXIMUM}, or of percent (`50%`) up to 100"),
    "limit": (rf"{_CELLS}(?:fr)?|{_PERCENT}", f"a number of cells or fractions (`1fr`) up to {CELLS_MAXIMUM}, or of percent (`50%`) up to 100"),
    "sides": (rf"{_SIDE}(?: {_SIDE}(?: {_SIDE} {_SIDE})?)?", f"one, two or four whole numbers of cells, up to {SIDE_MAXIMUM}: all; vertical, horizontal; or top, right, bottom, left"),
    "fill": (_FILL, f"`#rgb`, `#rrggbb`, {', '.join(f'`{n}`' for n in COLOR_NAMES)}, or the theme's {', '.join(f'`${t}`' for t in FILL_TOKENS)}; then, if you like, its strength: `$accent 50%`"),
    "color": (_COLOR, f"a fill, or for text alone the theme's {', '.join(f'`${t}`' for t in TEXT_TOKENS)}"),
    "border": (rf"none|{_words(BORDERS[1:])} {_FILL}", f"`none`, or one of {', '.join(f'`{b}`' for b in BORDERS[1:])} and a fill"),
    "text-style": (rf"none|{_words(TEXT_STYLES[1:])}(?: {_words(TEXT_STYLES[1:])}){{0,7}}", f"`none`, or one or more of {', '.join(f'`{t}`' for t in TEXT_STYLES[1:])}"),
    "text-align": (_words(("left", "center", "right", "justify")), "`left`, `center`, `right` or `justify`"),
    "align": (f"{_ACROSS} {_DOWN}", "`left`, `center` or `right`, then `top`, `middle` or `bottom`"),
    "across": (_ACROSS, "`left`, `center` or `right`"),
    "display": (_words(("block", "none")), "`block` or `none`"),
    "visibility": (_words(("visible", "hidden")), "`visible` or `hidden`"),
    "overflow": (_words(("auto", "hidden", "scroll")), "`auto`, `hidden` or `scroll`"),
    "percent": (r"(?:\d{1,2}|100)%", "a whole number of percent"),
    "dock": (_words(("top", "bottom", "left", "right")), "`top`, `bottom`, `left` or `right`"),
    "text-wrap": (_words(("wrap", "nowrap")), "`wrap` or `nowrap`"),
    "text-overflow": (_words(("ellipsis", "clip", "fold")), "`ellipsis`, `clip` or `fold`"),
    "tracks": (rf"{_TRACK}(?: {_TRACK}){{0,{TRACKS_MAXIMUM - 1}}}", f"one length, or up to {TRACKS_MAXIMUM} of them"),
    "size": (rf"{_COUNT}(?: {_COUNT})?", f"a number up to {TRACKS_MAXIMUM}, or two"),
    "gutter": (rf"{_SIDE}(?: {_SIDE})?", f"one or two whole numbers of cells, up to {SIDE_MAXIMUM}"),
    "count": (_COUNT, f"a number from 1 to {TRACKS_MAXIMUM}"),
    "shift": (rf"-?{_WHOLE} -?{_WHOLE}", f"two whole numbers of cells, to the right and down, or negative ones, up to {CELLS_MAXIMUM}"),
    "hatch": (rf"{_words(HATCHES)} {_FILL}", f"one of {', '.join(f'`{h}`' for h in HATCHES)} and a fill"),
    "transition": (rf"none|{_TRANSITION}(?:, ?{_TRANSITION}){{0,{len(GRADUAL) - 1}}}", f"`none`, or up to {len(GRADUAL)} of these, with commas between them: one of {', '.join(f'`{p}`' for p in GRADUAL)}; a time of up to {TRANSITION_MAXIMUM:,} milliseconds (`300ms`); and, if you like, `{EASINGS[0]}`, {', '.join(f'`{e}`' for e in EASINGS[1:-1])} or `{EASINGS[-1]}`: `color 300ms, offset 1000ms ease-out`"),
}  # fmt: skip
"""Value type → (pattern, what it says in the spec)."""

PROPERTIES: Final = {
    "width": "length", "height": "length", "min-width": "limit", "max-width": "limit",
    "min-height": "limit", "max-height": "limit", "margin": "sides", "padding": "sides",
    "color": "color", "background": "fill", "text-style": "text-style", "text-align": "text-align",
    "align": "align", "content-align": "align",
    "border": "border", "border-top": "border", "border-right": "border", "border-bottom": "border",
    "border-left": "border", "border-title-align": "across", "border-title-color": "color",
    "display": "display", "visibility": "visibility", "overflow-x": "overflow", "overflow-y": "overflow",
    "opacity": "percent", "dock": "dock", "text-wrap": "text-wrap", "text-overflow": "text-overflow",
    "grid-size": "size", "grid-columns": "tracks", "grid-rows": "tracks", "grid-gutter": "gutter",
    "column-span": "count", "row-span": "count",
    "border-subtitle-align": "across", "border-subtitle-color": "color",
    "offset": "shift", "hatch": "hatch", "tint": "fill", "text-opacity": "percent",
    "transition": "transition",
}  # fmt: skip
MEANINGS: Final = {
    "width": "of the whole box", "height": "of the whole box",
    "min-width": "no narrower than", "max-width": "no wider than",
    "min-height": "no lower than", "max-height": "no higher than",
    "margin": "empty cells outside the border", "padding": "empty cells inside the border",
    "color": "of the text", "background": "of the box", "text-style": "of the text",
    "text-align": "of each line of text", "align": "where a container puts its children as a whole, if there is room",
    "content-align": "where a text stands in a box larger than it",
    "border": "all four sides; `round`, `solid`, `heavy`, `double`, `dashed` and `ascii` are lines, the others blocks",
    "border-top": "one side", "border-right": "one side", "border-bottom": "one side", "border-left": "one side",
    "border-title-align": "where the `title` stands in the upper border", "border-title-color": "of the `title`",
    "display": "`none`: takes no room, as `hidden` does", "visibility": "`hidden`: takes its room, but is not shown",
    "overflow-x": "what does not fit across: `auto` scrolls, `hidden` cuts off", "overflow-y": "what does not fit below",
    "opacity": "of the whole box over its ground", "dock": "fixed at that side of the parent, out of the row of children",
    "text-wrap": "`nowrap`: one line", "text-overflow": "a line that is too long: `…`, cut, or broken anywhere",
    "grid-size": "columns of a grid; then, if you like, rows, beyond which no child is shown",
    "grid-columns": "how wide the columns of a grid are, over again if there are more; one number of cells and no `grid-size`: as many as fit", "grid-rows": "how high its rows are, likewise",
    "grid-gutter": "cells between the rows of a grid, then between its columns",
    "column-span": "columns of the grid that a child takes", "row-span": "rows that it takes",
    "border-subtitle-align": "where the `subtitle` stands in the lower border", "border-subtitle-color": "of the `subtitle`",
    "offset": "drawn so far from where it lies, over what is there; nothing else moves",
    "hatch": "what fills the box where it holds nothing", "tint": "a colour over the whole box",
    "text-opacity": "of the text over its ground",
    "transition": "over what time a change of these properties is shown",
}  # fmt: skip
"""Property → what it is, for the spec."""

SPAN_PROPERTIES: Final = ("color", "background", "text-style")

STATES: Final = (
    "hover", "focus", "focus-within", "disabled", "enabled", "first-child", "last-child", "even", "odd", "dark",
    "light", "highlighted", "checked", "blur", "invalid",
)  # fmt: skip
"""Pseudo-classes; `highlighted` is the row a list's cursor is on, `checked` a ticked checkbox, `invalid` an input with something wrong."""
CONDITION: Final = re.compile(r"(width|height)-(below|from)-([1-9]\d{0,2})", re.ASCII)
"""A pseudo-class of the root: the view has fewer columns or lines than so many, or at least so many."""
CONDITIONS_MAXIMUM: Final = 16
"""Such pseudo-classes in one stylesheet: when one of them changes, all rules are matched anew."""

LISTED: Final = 30
"""Names that a message lists at most; where there are more, the spec's table does it better."""
PARTS_MAXIMUM: Final = 4
"""Parts of one selector."""
MARKS_MAXIMUM: Final = 8
"""Classes and states in one selector: each of them is tried at every level."""

_OWN: Final = {name: name for name in PROPERTIES}
"""The table's own strings, kept instead of those cut out of a style's text, which would keep the whole text alive."""
CLASS: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_PART: Final = re.compile(r"(\*|[a-z_]+)?((?:[.:][a-z][a-z0-9-]*)*)")

# --- Declarations --------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def parse_declarations(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (property, value) pairs of `width: 10; color: red`, white space folded, each property once.

    Where a property is there more than once, the last one counts, and in its place: a `border` behind a `border-top`
    undoes that.

    Raises:
        StyleError: A property is unknown or its value is not of its type.
    """
    return _declarations(_without_comments(text))


def _declarations(text: str) -> tuple[tuple[str, str], ...]:
    # Not cached itself: a rule's body may be as long as a whole stylesheet, and a stylesheet may have hundreds of rules.
    values: dict[str, str] = {}
    for part in text.split(";"):
        if part.strip():
            name, value = _declaration(part)
            values.pop(name, None)
            values[name] = value
    return tuple(values.items())


def _declaration(text: str) -> tuple[str, str]:
    name, colon, value = (" ".join(part.split()) for part in text.partition(":"))
    if not colon:
        raise StyleError(f"{text.strip()[:40]!r} is not `property: value`")
    if name not in PROPERTIES:
        raise StyleError(f"there is no property {name[:40]!r}{_nearest(name, PROPERTIES)}")
    if not _pattern(PROPERTIES[name]).fullmatch(value):
        raise StyleError(f"{name}: {value[:40]!r} is not {VALUES[PROPERTIES[name]][1]}")
    return _OWN[name], value


@cache
def _pattern(type_: str) -> re.Pattern[str]:
    """Return what a value must match. It is compiled when it is first needed: no app uses all of them."""
    return re.compile(VALUES[type_][0], re.ASCII)


def _nearest(word: str, words: Collection[str]) -> str:
    near = get_close_matches(word[:40], words, 1)
    if near:
        return f"; is it {near[0]!r}?"
    return f"; there are {', '.join(words)}" if len(words) <= LISTED else f"; there are {len(words)} others"


# --- Stylesheets ---------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def parse_stylesheet(text: str) -> tuple[Rule, ...]:
    """Return the rules of a stylesheet, in order.

    Raises:
        StyleError: It is not of the language; the message begins with the line.
    """
    *bodies, rest = _without_comments(text).split("}")
    rules: list[Rule] = []
    line = 1
    for body in bodies:
        head, _, declarations = body.partition("{")
        space = len(body) - len(body.lstrip())
        line += body.count("\n", 0, space)
        rules.append(_rule(head, declarations, line, "{" in body))
        line += body.count("\n", space)
    if rest.strip():
        raise StyleError(f"line {line}: {rest.strip()[:40]!r} is not closed by a brace")
    # A rule with a hundred selectors costs what a hundred rules cost.
    count = sum(len(rule.selectors) for rule in rules)
    if count > protocol.LIMIT["rules"]:
        raise StyleError(f"{count} rules are more than the limit of {protocol.LIMIT['rules']} (each selector counts)")
    if len(conditions := _conditions(rules)) > CONDITIONS_MAXIMUM:
        raise StyleError(f"{len(conditions)} states of width and height are more than {CONDITIONS_MAXIMUM}")
    return tuple(rules)


def conditions_of(stylesheet: str) -> frozenset[str]:
    """Return the states of width and height that the rules of a stylesheet ask for."""
    return _conditions(parse_stylesheet(stylesheet))


def _conditions(rules: Iterable[Rule]) -> frozenset[str]:
    parts = (part for rule in rules for selector in rule.selectors for part in selector)
    return frozenset(state for part in parts for state in part.states if CONDITION.fullmatch(state))


def is_met(condition: str, columns: int, lines: int) -> bool:
    """Tell whether a state of width or height holds for a view of a size."""
    side, way, bound = condition.split("-")
    return ((columns if side == "width" else lines) >= int(bound)) == (way == "from")


def _rule(head: str, declarations: str, line: int, opened: bool) -> Rule:
    try:
        if not opened or "{" in declarations:
            raise StyleError("a brace is missing, or braces are nested")
        return Rule(tuple(_selector(part) for part in head.split(",")), _declarations(declarations))
    except StyleError as error:
        raise StyleError(f"line {line}: {error}") from None


def _without_comments(text: str) -> str:
    # A comment leaves its line breaks behind, so that errors name the right lines. No regular expression does this: on a
    # text of nothing but openings it would take time in the square of the text's length.
    kept: list[str] = []
    start = 0
    while (opening := text.find("/*", start)) >= 0:
        closing = text.find("*/", opening + 2)
        if closing < 0:
            raise StyleError("a comment is not closed")
        kept += text[start:opening], " ", "\n" * text.count("\n", opening, closing)
        start = closing + 2
    return "".join(kept) + text[start:]


def _selector(text: str) -> Selector:
    words = text.replace(">", " > ").split()
    if not words or words[0] == ">" or words[-1] == ">":
        raise StyleError(f"{text.strip()[:40]!r} is not a selector")
    parts: list[Part] = []
    child = False
    for word in words:
        if word == ">":
            if child:
                raise StyleError(f"{text.strip()[:40]!r} is not a selector")
            child = True
        else:
            parts.append(_part(word, child))
            child = False
    _check_size(text.strip()[:40], parts)
    return tuple(parts)


def _check_size(text: str, parts: list[Part]) -> None:
    marks = sum(len(part.classes) + len(part.states) for part in parts)
    if len(parts) > PARTS_MAXIMUM:
        raise StyleError(f"{text!r} has {len(parts)} parts, more than the limit of {PARTS_MAXIMUM}")
    if marks > MARKS_MAXIMUM:
        raise StyleError(f"{text!r} has {marks} classes and states, more than the limit of {MARKS_MAXIMUM}")


def _part(word: str, child: bool) -> Part:
    match = _PART.fullmatch(word)
    if not match:
        raise StyleError(f"{word[:40]!r} is not a selector")
    kind = match[1] or ""
    if kind not in ("", "*") and kind not in kinds.KIND_BY_NAME:
        raise StyleError(f"there is no kind {kind[:40]!r}")
    marks = re.findall(r"[.:][^.:]+", match[2])
    classes = tuple(mark[1:] for mark in marks if mark[0] == ".")
    states = tuple(mark[1:] for mark in marks if mark[0] == ":")
    unknown = [state for state in states if state not in STATES and not CONDITION.fullmatch(state)]
    if kind != "root" and any(map(CONDITION.fullmatch, states)):
        raise StyleError(f"{word[:40]!r}: only `root` has states of width and height")
    if unknown:
        raise StyleError(f"there is no state {unknown[0][:40]!r}{_nearest(unknown[0], STATES)}")
    return Part("" if kind == "*" else kind, classes, states, child)


# --- What matching costs -------------------------------------------------------------------------


Steps: TypeAlias = Counter[int]
"""The most steps that matching takes: n → the steps for each choice of n levels on the path from the screen to a node."""
WALKING: Final = frozenset({"disabled", "enabled", "focus-within", "first-child", "last-child", "even", "odd"})
"""States that depend on other nodes: Textual walks up the tree to find them out, or matches all nodes below a parent
again when it gets another child, once for each level that is mounted."""


@lru_cache(maxsize=8)
def matching_steps(stylesheet: str) -> dict[str, Steps]:
    """Return what the rules of a stylesheet cost for each node that they may match.

    Textual tries every way to match a part that may lie anywhere below the one before it. The keys are a selector's
    last part: `.class` (its last class), else the kind, else "". A node is tried only against rules under its own keys.
    """
    steps: dict[str, Steps] = {}
    for rule in parse_stylesheet(stylesheet):
        for selector in rule.selectors:
            last = selector[-1]
            levels = 1 + sum(not part.child for part in selector[1:])
            states = [state for part in selector for state in part.states]
            of_last = steps.setdefault(f".{last.classes[-1]}" if last.classes else last.kind, Counter())
            of_last[levels] += len(selector) + len(states) + sum(len(part.classes) for part in selector)
            of_last[levels + 1] += 2 * sum(state in WALKING for state in states)
    return steps
