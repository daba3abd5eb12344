"""Patterns: how rows of a list are drawn line by line, without a widget for each.

For each style that rows have, Textual styles one set of widgets that are never mounted. With a row's words in them,
Textual lays them out and draws their lines, as it would for a mounted row. This module knows nodes and Textual; not
which rows there are, nor where they lie.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.renderables.blank import Blank
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.css import apply_style, text_content
from opui.textual.kinds.column import OpuiColumn
from opui.textual.kinds.list.row_style import shown_children
from opui.textual.kinds.node_widget import HIGHLIGHTED, NodeWidget
from opui.textual.kinds.row import OpuiRow
from opui.textual.kinds.text import OpuiText

PLACES: Final = 256
"""The most layouts that a pattern keeps."""
_TYPES: Final[dict[str, type[OpuiRow | OpuiColumn]]] = {"row": OpuiRow, "column": OpuiColumn}


class DrawnPart(NamedTuple):
    """A node of a row that is drawn.

    Attributes:
        region: Where it can be seen in the row, in cells.
        node: The node.
        hoverable: Whether it looks different under the pointer.
    """

    region: Region
    node: Node
    hoverable: bool


class Drawing(NamedTuple):
    """A row as it is drawn.

    Attributes:
        content: What it was drawn from.
        lines: Its lines, each as wide as the list.
        parts: Its nodes, outer ones first.
    """

    content: object
    lines: list[Strip]
    parts: list[DrawnPart]


class Pattern:
    """Draws rows of one style.

    Args:
        owner: The list.
        row: Any row of that style.
        highlighted: Whether the list's cursor is on it.
        hovered: The node in it that the pointer is on.

    Attributes:
        fits: Whether such rows can be drawn line by line; if not, they take widgets.
        affects_other_rows: Whether such rows change where other rows lie; all rows then take widgets.
        placed: Whether the style depends on the row's index.
    """

    def __init__(self, owner: Widget, row: Node, highlighted: bool, hovered: Node | None) -> None:
        self._owner = owner
        self._top = _Part(row, owner, hovered)
        if highlighted:
            self._top.widget.add_class(HIGHLIGHTED, update=False)
        self._top.style()
        self._parts = list(self._top.all())
        self._ground = ground_of(owner)
        self._places: dict[object, _Place] = {}
        parts = [part.widget for part in self._parts]
        self.affects_other_rows = affects_other_rows(self._top.widget)
        self.fits = not self.affects_other_rows and _is_plain(owner) and all(map(_lies_flat, parts))
        if any(private.has_hover_style(part) for part in parts):
            # Textual lets one widget look different under the pointer: the innermost that can.
            self.fits &= not any(private.has_hover_style(each) for each in owner.ancestors_with_self)
        self.placed = any(map(private.has_sibling_style, parts))

    def draw(self, row: Node, size: Size, content: object) -> Drawing:
        """Return a row's drawing.

        Args:
            row: A row of this pattern's style.
            size: The size of the list's content, in cells.
            content: What the drawing should remember that it was drawn from.
        """
        if not self._top.widget.display:
            return Drawing(content, [], [])
        self._top.fill(row)
        place = self._lay_out(size)
        parts: list[DrawnPart] = []
        lines = place.draw(row, place.region, size.region, parts)
        ground = Strip.blank(size.width, self._ground)
        if place.region.column_span != (0, size.width):
            before, behind = ground.crop(0, place.region.x), ground.crop(place.region.right)
            lines = [Strip.join((before, line, behind)) for line in lines]
        return Drawing(content, lines or [ground], parts)

    def _lay_out(self, size: Size) -> "_Place":
        key = (size, *[part.length if part.is_as_wide_as_its_text else 0 for part in self._parts])
        place = self._places.get(key)
        # As long as no text is broken into lines, the layout depends only on how long the texts are; and on that only
        # where a part is as wide as its text.
        if place is None or not place.is_whole:
            (placement,) = self._owner.layout.arrange(self._owner, [self._top.widget], size)
            place = _place(self._top, 0, placement.region)
            if place.is_whole:
                if len(self._places) >= PLACES:
                    self._places.clear()
                self._places[key] = place
        return place


class _Part:
    """A part of a row: a widget that is never mounted, and the parts inside it.

    Args:
        node: The node that it is made from.
        parent: What it lies in: the list, for a whole row.
        hovered: The node that the pointer is on.

    Attributes:
        length: How long the text in it is, in cells; 0 for a container.
    """

    def __init__(self, node: Node, parent: Widget, hovered: Node | None) -> None:
        self.widget: NodeWidget = _TYPES.get(node.kind_name, OpuiText)()
        self.widget.node = node
        self.widget.add_class(*node.classes, update=False)
        self.widget.set_reactive(Widget.mouse_hover, node is hovered)
        private.attach(self.widget, parent)
        self.inner = [_Part(child, self.widget, hovered) for child in shown_children(node)]
        for part in self.inner:
            private.add_child(self.widget, part.widget)
        self.length = 0
        self._boxes: dict[Size, list[Strip]] = {}

    def style(self) -> None:
        """Have Textual find the styles of the part and of those inside it."""
        widget, node = self.widget, self.widget.node
        # Maybe no widget of this class has been mounted yet, so that its class's own style sheet is missing.
        private.load_default_css(widget)
        widget.app.stylesheet.apply(widget)
        apply_style(widget, node.get("style"), node.get("hidden"))
        self._backgrounds = widget.background_colors
        self._ground = ground_of(widget)
        self._letters = widget.visual_style
        self._opacity = widget.opacity
        width = widget.styles.width
        self.is_as_wide_as_its_text = width is None or width.is_auto
        self._is_flush = widget.styles.text_align in ("left", "start") and widget.styles.content_align == (
            "left",
            "top",
        )
        self._is_bare = not any(widget.styles.gutter) and self._opacity == 1.0
        for part in self.inner:
            part.style()

    def all(self) -> Iterator["_Part"]:
        """Yield the part and those inside it, outer ones first."""
        yield self
        for part in self.inner:
            yield from part.all()

    def fill(self, node: Node) -> None:
        """Put a row's words into the part and those inside it."""
        widget = self.widget
        if isinstance(widget, OpuiText):
            content = text_content(node)
            if node.first is None and widget.content.plain == content.plain and not widget.content.spans:
                return
            widget.content = content
            private.outdate_content(widget)
            self.length = content.cell_length
            self._boxes.clear()
        else:
            private.forget_arrangement(widget)
        private.outdate_sizes(widget)
        for part, child in zip(self.inner, shown_children(node), strict=True):
            part.fill(child)

    def box(self, size: Size) -> list[Strip]:
        """Return the part's own lines: its border, its padding, its text."""
        if size not in self._boxes:
            self._boxes[size] = self._draw(size)
        return self._boxes[size]

    def _draw(self, size: Size) -> list[Strip]:
        widget, styles = self.widget, self.widget.styles
        content = size.region.shrink(styles.gutter)
        lines = self._lines(widget, content.size)
        blank = Strip.blank(content.width, self._letters.rich_style)
        lines += [blank] * (content.height - len(lines))
        if self._is_bare:
            return [line.adjust_cell_length(size.width, self._ground) for line in lines]
        return private.draw_box(widget, size, content.size, lines.__getitem__, self._backgrounds, self._opacity)

    def _lines(self, widget: NodeWidget, size: Size) -> list[Strip]:
        """Return what a part says, line by line."""
        if not isinstance(widget, OpuiText):
            return Visual.to_strips(widget, Blank(self._backgrounds[1]), *size, self._letters)
        said = widget.content
        if self._is_flush and self.length <= size.width and not said.spans and said.plain.isprintable():
            # Most texts are one line from the left. Textual takes five times as long to find that out.
            blanks = Segment(" " * (size.width - self.length), self._ground)
            line = [Segment(said.plain, self._letters.rich_style), blanks]
            return [Strip([segment for segment in line if segment.text], size.width)][: size.height]
        return [widget.word_strip(said, size, y) for y in range(size.height)]


class _Place(NamedTuple):
    """Where a part lies.

    Attributes:
        part: The part.
        number: The index of its node among those of its parent that are shown.
        region: Where it lies in its parent's box, in cells.
        content: Where in its own box its content lies, in cells.
        inner: The parts inside it that take room.
    """

    part: _Part
    number: int
    region: Region
    content: Region
    inner: "list[_Place]"

    @property
    def is_whole(self) -> bool:
        """Whether no text in it is broken into lines."""
        widget = self.part.widget
        if isinstance(widget, OpuiText):
            return self.part.length <= self.content.width and widget.content.plain.isprintable()
        return all(place.is_whole for place in self.inner)

    def draw(self, node: Node, region: Region, clip: Region, parts: list[DrawnPart]) -> list[Strip]:
        """Return the lines of the part with those in it.

        Args:
            node: The node whose words are in it.
            region: Where it lies in the row.
            clip: What of the row can be seen.
            parts: Where all nodes are added, with what can be seen of them.
        """
        seen = clip.intersection(region)
        parts.append(DrawnPart(seen, node, private.has_hover_style(self.part.widget)))
        box = self.part.box(region.size)
        if not self.inner:
            return box
        nodes = list(shown_children(node))
        content = self.content.translate(region.offset)
        drawn = [
            (
                place.region,
                place.draw(
                    nodes[place.number], place.region.translate(region.offset), seen.intersection(content), parts
                ),
            )
            for place in self.inner
        ]
        return [_over(line, y, self.content, drawn) for y, line in enumerate(box)]


def _over(under: Strip, y: int, clip: Region, drawn: list[tuple[Region, list[Strip]]]) -> Strip:
    """Return line `y` of a container with what lies in it, from left to right, as far as it is within `clip`."""
    pieces: list[Strip] = []
    x = 0
    for region, lines in drawn:
        left, right = max(region.x, clip.x), min(region.right, clip.right)
        if region.y <= y < region.bottom and clip.y <= y < clip.bottom and left < right:
            line = lines[y - region.y]
            whole = left == region.x and right == region.right
            pieces += [under.crop(x, left)] if x < left else []
            pieces.append(line if whole else line.crop(left - region.x, right - region.x))
            x = right
    return Strip.join([*pieces, under.crop(x)]) if x < under.cell_length else Strip.join(pieces)


def _place(part: _Part, number: int, region: Region) -> _Place:
    """Have Textual lay out what lies in a part."""
    content = region.size.region.shrink(part.widget.styles.gutter)
    numbers: dict[Widget, int] = {inner.widget: index for index, inner in enumerate(part.inner)}
    inner = []
    for placement in part.widget.arrange(content.size).placements if numbers else ():
        at = numbers[placement.widget]
        inner.append(_place(part.inner[at], at, placement.region.translate(content.offset)))
    return _Place(part, number, region, content, inner)


def _lies_flat(widget: Widget) -> bool:
    """Tell whether a part lies flat in its row: not docked, scrolled, invisible, or as high as a share of the list."""
    styles = widget.styles
    heights = (styles.height, styles.min_height, styles.max_height)
    if any(height is not None and height.is_percent for height in heights):
        return False
    flat = styles.overflow_x == "hidden" and styles.overflow_y == "hidden" and styles.visibility == "visible"
    return flat and not styles.is_docked


def _is_plain(owner: Widget) -> bool:
    """Tell whether a list shows its rows plainly: opaque, aligned to the upper left, scrolled up and down alone."""
    styles = owner.styles
    aligned = (styles.align_horizontal, styles.align_vertical) != ("left", "top")
    return owner.opacity == 1.0 and not aligned and styles.overflow_x == "hidden"


def ground_of(widget: Widget) -> Style:
    """Return the style of a container's empty cells."""
    return Style.from_color(bgcolor=widget.background_colors[1].rich_color)


def affects_other_rows(row: Widget) -> bool:
    """Tell whether a row changes where others lie: by a share of the list's height, or by margins that meet theirs."""
    styles = row.styles
    heights = (styles.height, styles.min_height, styles.max_height)
    return any(styles.margin) or any(height is not None and height.is_fraction for height in heights)
