"""What can be found wrong with what an app has built, as a list: handlers that nothing calls, nodes without names.

Reads a tree; changes nothing, runs nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from opui.core import kinds, protocol
from opui.core.protocol import CEILING
from opui.core.scrub import scrub_line
from opui.core.tree.cost import Weighing
from opui.core.tree.node import Node, level_of
from opui.core.tree.tree import Tree
from opui.core.wire.listing import code_name

ERROR, WARNING, NOTE = "error", "warning", "note"
CLOSE: Final = 0.5
"""The part of a limit from which on it is worth a warning."""
_OPERATED: Final = tuple(kind for kind in kinds.KINDS if kind.clicks or kind.window)
"""Kinds that a test does something with, so has to find."""
_LINE: Final = 1000


class Finding(NamedTuple):
    """One thing found. `severity`: `error`, `warning` or `note`; `rule`: what was broken, by its name."""

    severity: str
    rule: str
    detail: str
    place: str = ""
    advice: str = ""

    def line(self) -> str:
        """Return the finding on one line."""
        said = ": ".join(part for part in (self.rule, self.place, self.detail) if part)
        return f"{self.severity:<9}{scrub_line('; '.join(part for part in (said, self.advice) if part), _LINE)}"


def tree_findings(tree: Tree) -> Iterator[Finding]:
    """Yield what is wrong with a tree."""
    shown = list(tree.root.subtree())
    yield from _detached(tree, shown)
    yield from _unknown(shown)
    yield from _unheard(shown)
    yield from _keys(shown)
    yield from _names(shown)


def _shown(node: Node) -> str:
    return f"{node.kind_name} #{node.id}"


def _several(nodes: Iterable[Node]) -> str:
    """Return the first few nodes in words."""
    shown = [_shown(node) for node in nodes]
    return ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")


def _detached(tree: Tree, shown: list[Node]) -> Iterator[Finding]:
    known = {node.id for node in shown}
    lost = [node for node in tree.nodes.values() if node.id not in known]
    if lost:
        yield Finding(WARNING, "detached", f"{_several(lost)} are not in the tree", "", "insert or remove them")


def _unknown(shown: list[Node]) -> Iterator[Finding]:
    strange = [node for node in shown if not node.signature.known]
    if strange:
        advice = "use a newer opui"
        yield Finding(WARNING, "kind", f"{_several(strange)} can't be shown by this opui", "", advice)


# --- Handlers --------------------------------------------------------------------------------------


def _unheard(shown: list[Node]) -> Iterator[Finding]:
    """Yield the handlers that no event will reach, by event and reason."""
    reasons: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    focusable = _above_focus(shown)
    for node in shown:
        for code in node.handlers:
            event = code_name("event", code)
            if reason := _why_never(node, event, focusable):
                reasons[event, reason].append(node)
    for (event, reason), nodes in reasons.items():
        yield Finding(WARNING, "handler", f"no {event} ever comes to {_several(nodes)}: {reason}")


def _above_focus(shown: list[Node]) -> set[int]:
    """Return the ids of all nodes that can have the focus, or have one below them that can."""
    found = {protocol.ROOT}
    for node in shown:
        if node.signature.row.focusable:
            found.update(ancestor.id for ancestor in node.ancestors())
    return found


def _why_never(node: Node, event: str, focusable: set[int]) -> str:
    row = node.signature.row
    if event not in row.events:
        return f"this opui knows no {event} of that kind"
    if node.kind == kinds.KEY_BINDING and not node.get("key"):
        return "it has no key"
    if node.kind == kinds.TIMER and not node.get("interval"):
        return "its interval is 0"
    if event == "key" and node.id not in focusable:
        return "neither it nor anything in it can have the focus"
    return ""


def _keys(shown: list[Node]) -> Iterator[Finding]:
    """Yield key bindings that do nothing, or never get their turn."""
    press = protocol.EVENT_BY_NAME["press"].code
    bound = (node for node in shown if node.kind == kinds.KEY_BINDING and node.get("key"))
    bindings = [node for node in bound if not node.get("disabled")]
    idle = [node for node in bindings if press not in node.handlers]
    if idle:
        yield Finding(WARNING, "handler", f"{_several(idle)}: a key without a handler for press does nothing")
    first: dict[tuple[int, str], Node] = {}
    for node in bindings:
        assert node.parent is not None
        earlier = first.setdefault((node.parent.id, node.get("key")), node)
        if earlier is not node:
            yield Finding(WARNING, "key", f"{_shown(node)} never gets {node.get('key')}: {_shown(earlier)} has it")


# --- Names -----------------------------------------------------------------------------------------


def _names(shown: list[Node]) -> Iterator[Finding]:
    for kind in _OPERATED:
        nameless = [node for node in shown if node.kind == kind.code and not node.get("name") and not _in_list(node)]
        if nameless:
            yield Finding(NOTE, "name", f"{_several(nameless)}: without a name a test finds it by kind and place only")
    named = [node for node in shown if "name" in node.attributes and node.get("name") and not _in_list(node)]
    for name, number in Counter(node.get("name") for node in named).items():
        if number > 1:
            same = _several(node for node in named if node.get("name") == name)
            yield Finding(NOTE, "name", f"{same} are all named {name}: a test has to say which")


def _in_list(node: Node) -> bool:
    """Tell whether a node lies in a list: rows are alike, and so are their parts' names."""
    return any(ancestor.signature.window for ancestor in node.ancestors() if ancestor is not node)


# --- Limits ----------------------------------------------------------------------------------------


def tree_peaks(tree: Tree, limits: Mapping[str, int]) -> dict[str, int]:
    """Return how much a tree has of what limits count."""
    levels: dict[Node, int] = {}
    nodes = tree.nodes.values()
    weighing = Weighing(tree.root.get("stylesheet"), limits["depth"], limits["widgets"])
    return {
        "depth": max(level_of(node, levels) for node in nodes),
        "kept_text": sum(node.kept_text for node in nodes),
        "widgets": weighing.weigh(tree.root),
        "timers": sum(node.kind == kinds.TIMER for node in nodes),
    }


def limit_findings(peaks: Mapping[str, int], limits: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the limits that an app has come close to.

    Args:
        peaks: The most of each that was seen, by the limits' names.
        limits: The app's limits.
    """
    for name, peak in peaks.items():
        if peak > CLOSE * limits[name]:
            raised = CEILING[name] > limits[name]
            advice = f"up to {CEILING[name]:,} can be had by [limits] in opui.toml" if raised else ""
            yield Finding(WARNING, "limit", f"{peak:,} is close to {name} = {limits[name]:,}", "", advice)
