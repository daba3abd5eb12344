"""The kind `tree`: branches, which are its parts, each below the one that it lies in."""

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Region, Size
from textual.layout import DockArrangeResult
from textual.strip import Strip

from opui.core.session.keys import is_disabled, pressed
from opui.core.session.outline import Effect, Go, Outline, Press, Turn, is_collapsed, opens, turned
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import TITLE, TITLED, Adapter, title_line
from opui.textual.kinds.bounded import InnerWidget
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of, own_bindings
from opui.textual.kinds.part_styles import PartStyles
from opui.textual.kinds.parts import PartChanges, Parts

INDENT: Final = 4
"""Columns by which a branch stands to the right of the one that it lies in."""
_GUIDES: Final = {"above": "│   ", "none": "    ", "middle": "├── ", "last": "└── "}
"""What stands in front of a branch, as Textual draws it."""
_ARROWS: Final = {True: "▶ ", False: "▼ "}
_ARROW: Final = 2
"""Columns of an arrow."""


class Branches(InnerWidget):
    """The lines, one below the other. Only those that are seen are made."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Branches { width: auto; height: auto; min-width: 100%; }
    """

    def __init__(self, tree: "OpuiTree") -> None:
        super().__init__()
        self._tree = tree

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide the widest line is, in cells."""
        return self._tree.columns

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        return len(self._tree.outline.lines)

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        return self._tree.line(y, self.size.width)

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        event.stop()
        if offset is not None:
            self._tree.take_click(offset.x, offset.y, event)

    def redraw(self, line: int) -> None:
        """Draw a line anew."""
        self.refresh(Region(0, line, self.size.width, 1))


class OpuiTree(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A `tree`. It takes no widget a branch, as Textual's own does, and no time for branches that are not seen.

    Attributes:
        columns: How wide its widest line is, in cells.
    """

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("tree")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tree--guides", "tree--cursor", "tree--disabled"}
    DEFAULT_CSS = """
    OpuiTree { width: 1fr; height: 1fr; overflow: auto auto; scrollbar-size: 1 1; }
    OpuiTree > .tree--guides { color: $foreground 30%; }
    OpuiTree > .tree--disabled { color: $text-disabled; }
    OpuiTree > .tree--cursor {
        color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        text-style: $block-cursor-blurred-text-style;
    }
    OpuiTree:focus > .tree--cursor {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: $block-cursor-text-style;
    }
    """

    def __init__(self) -> None:
        self._styles = PartStyles(self)
        self._branches = Branches(self)
        super().__init__(self._branches)
        self.columns = 0
        self._outline: Outline | None = None
        self._collapsed: dict[Node, bool] = {}
        self._labels: dict[Node, tuple[str, int]] = {}
        self._is_stale = False
        self._awaited = False
        self._held: tuple[Node, int] | None = None

    # --- The lines ---

    @property
    def outline(self) -> Outline:
        """The lines as they are now."""
        if self._outline is None:
            self._outline = Outline(self.node, self.is_collapsed)
            self._is_stale = True
        if self._is_stale:
            self._rebuild(self._outline)
        return self._outline

    def is_collapsed(self, branch: Node) -> bool:
        """Tell whether a branch is collapsed here. What a person has just done, its node does not know yet."""
        known = self._collapsed.get(branch)
        return is_collapsed(branch) if known is None else known

    def _rebuild(self, outline: Outline) -> None:
        self._is_stale = False
        self._hold(outline)
        outline.rebuild(self.has_focus)
        unseen = {
            branch: collapsed
            for branch, collapsed in self._collapsed.items()
            if collapsed != is_collapsed(branch) and branch.holder is self.node
        }
        self._collapsed = unseen | {branch: self.is_collapsed(branch) for branch in outline.lines if opens(branch)}
        self._measure(outline)
        self._branches.refresh(layout=True)
        self._tell(outline)

    def _measure(self, outline: Outline) -> None:
        """Find out what the lines say and how wide they are. Most were there before: only new ones are measured."""
        labels = self._labels
        self._labels = {branch: labels.get(branch) or _measured(branch) for branch in outline.lines}
        widths = (width for _, width in self._labels.values())
        most = max(
            (INDENT * level + width for level, width in zip(outline.levels, widths, strict=True)), default=-_ARROW
        )
        if most + _ARROW != self.columns:
            self.columns = most + _ARROW
            self._branches.refresh(layout=True)

    def line(self, y: int, width: int) -> Strip:
        """Return a line, of a width."""
        ground, outline = self._branches.visual_style.rich_style, self.outline
        if not 0 <= y < len(outline.lines):
            return Strip.blank(width, ground)
        branch = outline.lines[y]
        look = "cursor" if branch is outline.cursor else "disabled" if is_disabled(branch) else ""
        style = ground + self._styles.of(branch) if branch.attributes else ground
        style = style + self._styles.component(f"tree--{look}") if look else style
        arrow = _ARROWS[self.is_collapsed(branch)] if opens(branch) else ""
        strip = Strip([Segment(arrow + self._labels[branch][0], style)])
        if guides := _guides(branch, outline.levels[y]):
            strip = Strip.join((Strip([Segment(guides, self._styles.component("tree--guides"))]), strip))
        return strip.adjust_cell_length(width, style if look == "cursor" else ground)

    def notify_style_update(self) -> None:
        """Styles have changed, by the focus for instance: so may lines."""
        super().notify_style_update()
        self._styles.forget()
        self._branches.refresh()

    # --- What the guest says ---

    def show(self, changes: PartChanges) -> None:
        """Show what became of the branches."""
        for branch in changes.changed:
            self._labels.pop(branch, None)
        other_arrows = any("expandable" in what for what in changes.changed.values())
        self._is_stale |= other_arrows or bool(changes.reordered)
        outline = self.outline
        if changes.changed:
            self._measure(outline)
            self._branches.refresh()

    def collapse(self, branch: Node, collapsed: bool) -> None:
        """Collapse or expand a branch, and report it. The lines follow once they are asked for: more may change."""
        if self.is_collapsed(branch) != collapsed:
            self._collapsed[branch] = collapsed
            self._is_stale = True
            self._branches.refresh(layout=True)
            event = turned(branch, collapsed)
            self._report_of(branch, event.name, int(collapsed))

    def highlight(self, branch: Node) -> None:
        """Put the cursor on a branch, as the guest asks: it is not told."""
        before = self.outline.index
        self.outline.put(branch)
        self.outline.hush()
        self._moved(before)

    # --- What a person does ---

    def take_over(self, old: NodeWidget) -> None:
        """Take over the cursor of the tree that this one replaces."""
        if isinstance(old, OpuiTree):
            self.outline.take_over(old.outline)
            self.cursor, self._awaited = self.outline.cursor, True

    def enter(self) -> None:
        """Put the cursor on the first branch if it is on none."""
        before = self.outline.index
        self.outline.enter()
        self._moved(before)

    async def do(self, action: str) -> bool:
        """Do what an own key does."""
        self._do(self.outline.effect(action, self.scrollable_content_region.height))
        return True

    def take_sought(self, character: str, now: float) -> bool:
        """Go to the branch that a person types the beginning of."""
        effect = self.outline.seek(character, now)
        self._do(effect)
        return effect is not None

    def take_click(self, column: int, line: int, event: events.Click) -> None:
        """Take a click on a line: on its arrow, which turns the branch over, or on the rest of it."""
        if not 0 <= line < len(self.outline.lines):
            return
        branch, arrow = self.outline.lines[line], INDENT * self.outline.levels[line]
        self._do(Go(branch))
        on_arrow = opens(branch) and arrow <= column < arrow + _ARROW
        self._do(self.outline.toggle(branch) if on_arrow else self.outline.press(branch), event)

    def _do(self, effect: Effect, click: events.Click | None = None) -> None:
        match effect:
            case Go(branch):
                before = self.outline.index
                self.outline.put(branch)
                self._moved(before)
            case Turn(branches, collapsed):
                for branch in branches:
                    self.collapse(branch, collapsed)
                self._tell(self.outline)
            case Press(branch) if self.listener is not None:
                event = pressed(branch)
                if click is not None:
                    event = event._replace(numbers=(click.chain,), modifiers=modifiers_of(click))
                self.listener.report(self, event)

    def _moved(self, before: int) -> None:
        """The cursor is somewhere else, perhaps: show it there, and tell the guest."""
        outline = self.outline
        if outline.index != before:
            self._branches.redraw(before)
            self._branches.redraw(outline.index)
        if outline.cursor is not None:
            self._awaited = not self._scroll_to_cursor(outline)
        self._tell(outline)

    def _tell(self, outline: Outline) -> None:
        self.cursor = outline.cursor
        for event in outline.news():
            self._report(event.name, "", *(int(number) for number in event.numbers))

    # --- Scrolling ---

    def _scroll_to_cursor(self, outline: Outline) -> bool:
        """Scroll to where the cursor is; return whether that lies in what was laid out last."""
        branch, line = outline.cursor, outline.index
        if branch is None or line >= self.virtual_size.height:
            return False
        left = INDENT * outline.levels[line]
        region = Region(left, line, _ARROW + self._labels[branch][1], 1)
        self.scroll_to_region(region, animate=False, immediate=True)
        return True

    def _hold(self, outline: Outline) -> None:
        """Note which line is uppermost: it stays there when lines above it come or go."""
        top = self.scroll_offset.y
        self._held = (outline.lines[top], top) if 0 < top < len(outline.lines) else None

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Keep what was uppermost there, or show the cursor if it could not be shown before."""
        if not optimal:
            self._keep_place(self.outline, size.height)
        return super().arrange_children(size, optimal)

    def _keep_place(self, outline: Outline, height: int) -> None:
        line = top = self.scroll_offset.y
        if self._held is not None and outline.place(self._held[0]) >= 0:
            line = outline.place(self._held[0])
        if self._awaited and outline.index >= 0:
            line = min(outline.index, max(line, outline.index - height + 1))
        line = max(0, min(line, len(outline.lines) - height))
        self._held, self._awaited = None, False
        if line != top:
            self.scroll_in_layout(line)


def _guides(branch: Node, level: int) -> str:
    """Return what stands in front of a branch: the lines that lead to it and to what follows it."""
    if not level:
        return ""
    guides = [_GUIDES["last" if branch.next is None else "middle"]]
    above = branch.parent
    # Until a frame that has moved branches is shown, one may lie elsewhere by now.
    while len(guides) < level and above is not None:
        guides.append(_GUIDES["none" if above.next is None else "above"])
        above = above.parent
    return "".join(reversed(guides)).rjust(INDENT * level)


def _measured(branch: Node) -> tuple[str, int]:
    """Return what a branch says, on one line, and how wide that is, in cells."""
    text = branch.text
    if len(text) <= TITLE and text.isascii() and " ".join(text.split()) == text:
        return text, len(text)
    label = title_line(text)
    return label, cell_len(label)


def _shown(widget: OpuiTree) -> Iterator[str]:
    outline = widget.outline
    yield f"{len(outline.lines)} lines"
    if outline.cursor is not None:
        yield f"cursor={outline.index}"
        yield quote(title_line(outline.cursor.text))


ADAPTER = Adapter(
    OpuiTree,
    TITLED,
    shown=_shown,
    recycled=False,
    parts=Parts(OpuiTree.show, OpuiTree.is_collapsed, OpuiTree.collapse),
)
