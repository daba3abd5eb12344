"""Guest styles → Textual's: a stylesheet scoped to its view, declarations for one widget, texts with their spans.

It takes only what `opui.core.tree.style` has parsed, and writes Textual's text anew from that.
"""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.css.parse import parse_declarations as parse_css
from textual.css.styles import RulesMap, Styles
from textual.widget import Widget

from opui.core.tree.cost import TAB
from opui.core.tree.node import Node
from opui.core.tree.style import CONDITION, Part, Rule, Selector, parse_declarations, parse_stylesheet

MARK: Final = "-node"
"""The class of all widgets that stand for nodes; guests' rules reach no others."""
RESTYLED: Final = 64
"""Widgets that rules are matched against in one turn of the loop. All of a view would hold it for a second."""
_PIECES: Final = re.compile(r"[^\t\n]+|\t|\n")
_NODE: Final = f".{MARK}"
_STATES: Final = {"highlighted": ".-highlighted", "checked": ".-on", "invalid": ".-invalid"}
"""Pseudo-classes that Textual does not have. The widgets have a class for each."""
_HANDLED: Final = frozenset({"display", "overflow_x", "overflow_y"})
"""Rules that change more than the look: which children are laid out, which scroll bars there are."""
BELOW: Final = frozenset(
    {"color", "auto_color", "background", "text_style", "opacity", "align_horizontal", "align_vertical"}
)
"""Rules that also change how what lies below looks."""
TRANSITION_NAME: Final = "opui-"
"""Stands before a property's name in a transition: Textual, which has none of that name, leaves it to us."""
_EASINGS: Final = {
    "linear": "linear", "ease-in": "in_cubic", "ease-out": "out_cubic", "ease-in-out": "in_out_cubic",
}  # fmt: skip
"""Easings of the guest's → Textual's."""


def scoped_css(stylesheet: str, scope: str, types: Mapping[str, str]) -> str:
    """Return Textual CSS for a guest's stylesheet.

    Args:
        stylesheet: As the tree holds it, so known to parse.
        scope: The class of the one view it is for.
        types: Kind → name of the widget's class.
    """
    return "".join(_rule(rule, scope, types) for rule in parse_stylesheet(stylesheet))


def _rule(rule: Rule, scope: str, types: Mapping[str, str]) -> str:
    selectors = [_selector(selector, scope, types) for selector in rule.selectors if _matches(selector, types)]
    return f"{', '.join(selectors)} {{ {_text(rule.declarations)} }}\n" if selectors else ""


def _matches(selector: Selector, types: Mapping[str, str]) -> bool:
    """Tell whether a selector can match: a kind without a widget can't, nor can a root below something."""
    return all(part.kind in types or part.kind == "" for part in selector[selector[0].kind == "root" :])


def _selector(selector: Selector, scope: str, types: Mapping[str, str]) -> str:
    words = [f".{scope}"]
    for part in selector:
        if part.kind == "root":
            # The view itself, whose class is the scope.
            words[0] += _marks(part)
        else:
            anything = _NODE if part is selector[-1] else "*"
            words += [">"] if part.child else []
            words.append(types.get(part.kind, anything) + _marks(part))
    # A selector without a kind ends in the host's class `-node`. All others get the scope twice instead: the host adds
    # as many classes to each selector, so that the guest's own decide which rule is more specific.
    if selector[-1].kind in types:
        words[0] = f".{scope}{words[0]}"
    return " ".join(words)


def _marks(part: Part) -> str:
    states = (_state(state) for state in part.states)
    return "".join((*(f".{name}" for name in part.classes), *states))


def _state(state: str) -> str:
    if CONDITION.fullmatch(state):
        return f".{condition_class(state)}"
    return _STATES.get(state, f":{state}")


def condition_class(condition: str) -> str:
    """Return the class that the root has while a state of its width or height holds; no guest can write it."""
    return f"-{condition}"


def _text(declarations: Iterable[tuple[str, str]]) -> str:
    texts = ((name, _transitions(value) if name == "transition" else value) for name, value in declarations)
    return " ".join(f"{name}: {value};" for name, value in texts)


def _transitions(value: str) -> str:
    return ", ".join(_transition(*each.split()) for each in value.split(","))


def _transition(name: str, time: str = "0ms", easing: str = "linear") -> str:
    return f"{TRANSITION_NAME}{name} {time} {_EASINGS[easing]}"


async def restyle(widget: Widget, animate: bool = False) -> None:
    """Match all rules against a widget and all below it, a few at a time: keys are handled in between.

    Nothing is painted that looks half as before. With `animate`, what a rule animates goes over to what it is now.
    """
    widgets, app = list(widget.walk_children(with_self=True)), widget.app
    with app.batch_update():
        for start in range(0, len(widgets), RESTYLED):
            if start:
                await asyncio.sleep(0)
            some = (each for each in widgets[start : start + RESTYLED] if each.is_attached)
            app.stylesheet.update_nodes(some, animate)


class StyledWidget(Widget):
    """A widget that a guest can style.

    Attributes:
        own_rules: Its inline rules, as they are to be at last.
    """

    own_rules: RulesMap = RulesMap()


def apply_style(widget: StyledWidget, style: str, hidden: bool) -> None:
    """Replace a widget's inline style by the guest's declarations, with the theme's colours filled in.

    A widget that is `hidden` gets `display: none`; one that is not may still have that from the guest.
    """
    rules = _rules_of(style, widget.app.theme_variables)
    if hidden:
        rules["display"] = "none"
    before = widget.own_rules
    if rules == before:
        return
    widget.own_rules = rules
    changed = {rule for rule in (*before, *rules) if before.get(rule) != rules.get(rule)}
    # Set one by one, each rule would ask for a refresh. Only those that Textual acts on when they are set are set so.
    for rule in _HANDLED & changed:
        setattr(widget.styles, rule, rules.get(rule))
    widget.styles.reset()
    widget.styles.merge_rules(rules)
    widget.notify_style_update()
    widget.refresh(layout=True)
    if changed & BELOW:
        renew_below(widget)


def renew_below(widget: Widget) -> None:
    """Have all that lies below a widget look as that now has it."""
    for child in widget.walk_children(Widget, with_self=False):
        # A widget caches its look: a refresh alone would only draw that again.
        child.notify_style_update()
        child.refresh()


def _rules_of(style: str, variables: Mapping[str, str]) -> RulesMap:
    """Return what Textual makes of a guest's declarations, in a map that the caller may change."""
    rules = RulesMap()
    for name, value in parse_declarations(style):
        rules.update(_rules(name, _filled(value, variables) if "$" in value else value))
    return rules


@lru_cache(maxsize=1024)
def _rules(name: str, value: str) -> RulesMap:
    """Return the rules of one declaration as Textual keeps them. They are cached and must not be changed.

    It is one declaration and not a whole style, so that a thousand nodes that differ in one number share the others.
    """
    kept = Styles()
    # Set one by one, as Textual does with those of a stylesheet: merged all at once, some would stay unparsed.
    for rule, parsed in parse_css(_text([(name, value)]), ("opui", "style")).get_rules().items():
        setattr(kept, rule, parsed)
    return kept.get_rules()


def _filled(value: str, variables: Mapping[str, str]) -> str:
    words = [variables.get(word[1:], word) if word.startswith("$") else word for word in value.split()]
    # A theme's colour may bring a strength of its own (`auto 60%`); if the guest gives one behind it, that one counts.
    parts = " ".join(words).split()
    return " ".join(part for part, after in zip(parts, [*parts[1:], ""], strict=True) if not _both_percent(part, after))


def _both_percent(part: str, after: str) -> bool:
    return part.endswith("%") and after.endswith("%")


def text_content(node: Node) -> Content:
    """Return a text node's content: its text, then its spans in their styles, with blanks for tabs."""
    if node.first is None:
        return Content("".join(_without_tabs([node.text])))
    spans = [child for child in node.children() if child.signature.part]
    shown = _without_tabs([node.text, *(span.text for span in spans)])
    return Content.assemble(*zip(shown, ["", *(span_style(span.get("style")) for span in spans)], strict=True))


def _without_tabs(texts: Sequence[str]) -> Iterable[str]:
    """Return texts that follow one another, with as many blanks for each tab as there are columns to the next stop.

    Textual puts them there only when it paints, not when it measures, and takes wide characters for narrow ones.
    """
    if not any("\t" in text for text in texts):
        return texts
    column = 0
    shown: list[str] = []
    for text in texts:
        pieces: list[str] = []
        for piece in _PIECES.findall(text):
            pieces.append(" " * (TAB - column % TAB) if piece == "\t" else piece)
            column = 0 if piece == "\n" else column + cell_len(pieces[-1])
        shown.append("".join(pieces))
    return shown


def span_style(style: str) -> str:
    """Return the Textual style of a span: `bold $accent on $surface`."""
    values = dict(parse_declarations(style))
    words = [word for word in values.get("text-style", "").split() if word != "none"]
    words += [values["color"]] if "color" in values else []
    words += [f"on {values['background']}"] if "background" in values else []
    return " ".join(words)
