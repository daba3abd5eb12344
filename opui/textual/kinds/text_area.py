"""The kind `text_area`: lines of text that a person edits, drawn row by row.

What is typed and what each key does, the core knows (`opui.core.session.area`), for hosts without a screen too; the
widget knows how lines are broken, what is seen of them, and where the mouse is.
"""

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Offset, Region, Size
from textual.layout import DockArrangeResult
from textual.strip import Strip

from opui.core.session.area import Area
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.highlight.worker import CLASSES
from opui.textual.kinds.adapter import TITLED, Adapter, title_line
from opui.textual.kinds.bounded import InnerWidget
from opui.textual.kinds.colours import Colours
from opui.textual.kinds.folds import NARROWEST, Cells, Folds, cells_of
from opui.textual.kinds.node_widget import NodeWidget, own_bindings

_LISTED: Final = 3
"""Lines that the listing shows, the first ones."""
_CARET: Final = 1
"""Columns that are kept free at the end of a row, for the caret behind its last letter."""


class TextRows(InnerWidget):
    """The rows, one below the other, with the lines' numbers beside them. Only those that are seen are made.

    Attributes:
        folds: The lines, and how they are broken.
        colours: What the words of the lines are.
        numbered: Whether lines have numbers.
        placeholder: What is shown where there is no text.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text-rows--caret", "text-rows--selection", "text-rows--number", "text-rows--placeholder",
        *(f"text-rows--code-{name}" for name in CLASSES.values()),
    }  # fmt: skip
    DEFAULT_CSS = """
    TextRows { width: auto; height: auto; min-width: 100%; min-height: 100%; pointer: text; }
    TextRows > .text-rows--caret { color: $input-cursor-foreground; background: $input-cursor-background; }
    TextRows > .text-rows--selection { background: $input-selection-background; }
    TextRows > .text-rows--number { color: $foreground 50%; }
    TextRows > .text-rows--placeholder { color: $text-disabled; }
    TextRows > .text-rows--code-keyword { color: $text-primary; }
    TextRows > .text-rows--code-type { color: $text-secondary; }
    TextRows > .text-rows--code-function { color: $text-accent; text-style: bold; }
    TextRows > .text-rows--code-constant { color: $text-error; }
    TextRows > .text-rows--code-string { color: $text-success; }
    TextRows > .text-rows--code-number { color: $text-error; }
    TextRows > .text-rows--code-comment { color: $text-muted; text-style: italic; }
    TextRows > .text-rows--code-attribute { color: $text-warning; text-style: italic; }
    TextRows > .text-rows--code-tag { color: $text-primary; text-style: bold; }
    TextRows > .text-rows--code-heading { color: $text-primary; text-style: bold; }
    TextRows > .text-rows--code-inserted { color: $text-success; }
    TextRows > .text-rows--code-deleted { color: $text-error; }
    TextRows > .text-rows--code-strong { text-style: bold; }
    TextRows > .text-rows--code-emphasis { text-style: italic; }
    """

    def __init__(self, owner: "OpuiTextArea") -> None:
        super().__init__()
        self._owner = owner
        self.folds = Folds([""])
        self.colours = Colours(owner.source, self.refresh, lambda problem: self.log.warning(problem))
        self.numbered = False
        self.placeholder = ""
        self._columns = 0
        self._drags = False

    @property
    def wraps(self) -> bool:
        """Whether lines are broken where they are too wide."""
        return self._owner.styles.text_wrap != "nowrap"

    @property
    def margin_columns(self) -> int:
        """Columns of the numbers, and of the blanks around them."""
        return len(str(len(self.folds.lines))) + 2 if self.numbered else 0

    # --- Its size ---

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide it is: as wide as there is room, if lines are broken for that."""
        if self.wraps:
            return max(container.width, self.margin_columns + NARROWEST + _CARET)
        self._columns = self.folds.widest
        return self.margin_columns + self._columns + _CARET

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows there are at a width."""
        self.folds.fold(width - self.margin_columns - _CARET if self.wraps else 1 << 16)
        return self.folds.height

    def replace(self, first: int, count: int, lines: list[str]) -> int:
        """Put other lines in the place of some, and show them; return how many more rows there are."""
        folds, margin, height = self.folds, self.margin_columns, self.folds.height
        top = folds.tops[first]
        self.colours.replace(first, folds.lines[first : first + count], lines)
        moves = folds.replace(first, count, lines)
        wider = not self.wraps and any(map(self._is_wider, lines))
        if moves or wider or margin != self.margin_columns:
            self.refresh(layout=True)
        else:
            rows = folds.tops[min(first + len(lines), len(folds.lines))] - top
            self.refresh(Region(0, top, max(1, self.size.width), rows))
        return folds.height - height

    def _is_wider(self, line: str) -> bool:
        return 2 * len(line) > self._columns and Folds([line]).widest > self._columns

    # --- What it shows ---

    def render_line(self, y: int) -> Strip:
        """Return a row."""
        style, width = self.visual_style.rich_style, self.size.width
        if y >= self.folds.height:
            return Strip.blank(width, style)
        line, start, end = self.folds.row_at(y)
        margin, offset = self.margin_columns, round(self._owner.scroll_x)
        row = self._row(line, start, end, style)
        if not margin:
            return row.adjust_cell_length(width, style)
        number = f"{'' if start else line + 1:>{margin - 1}} "
        beside = Strip([Segment(number, self._style("number"))], margin)
        # The numbers stay where they are when the rows are scrolled sideways.
        left = Strip.blank(offset, style)
        return Strip.join((left, beside, row.adjust_cell_length(width - margin, style).crop(offset, width - margin)))

    def _row(self, line: int, start: int, end: int, style: Style) -> Strip:
        """Return what stands in a row, with the selection and the caret."""
        widget = self._owner
        cells = cells_of(self.folds.lines[line][start:end])
        if self.colours:
            strip = self._coloured(cells, line, start, end, style)
        else:
            strip = Strip([Segment(cells.text, style)], cells.width)
        if not widget.has_text and self.placeholder:
            shown = title_line(self.placeholder)
            strip = Strip([Segment(shown, self._style("placeholder"))], cell_len(shown))
        is_last = end == len(self.folds.lines[line])
        first, last = sorted((widget.anchor_spot, widget.caret_spot))
        if first != last and (line, start) <= last and first <= (line, end):
            left = cells.column(first[1] - start) if first >= (line, start) else 0
            # Of a line that goes on below, the selected break is seen as a blank.
            right = cells.column(last[1] - start) if last <= (line, end) else cells.width + is_last
            strip = _with(strip, left, right, self._style("selection"), style)
        caret_line, place = widget.caret_spot
        if widget.has_focus and caret_line == line and start <= place and (place < end or is_last):
            left = cells.column(place - start)
            right = cells.column(place + 1 - start) if place < end else left + 1
            strip = _with(strip, left, right, self._style("caret"), style)
        return strip

    def _coloured(self, cells: Cells, line: int, start: int, end: int, style: Style) -> Strip:
        """Return a row in its colours, as far as it is seen: one that is not broken may have a colour a letter."""
        left = round(self._owner.scroll_x)
        place, last = cells.place(left), cells.place(left + self._owner.size.width) + 1
        at = cells.start(place)
        segments = [Segment(cells.text[:at], style)]
        for length, name in self.colours.runs(line, start + place, min(start + last, end)):
            place += length
            before, at = at, cells.start(place)
            segments.append(Segment(cells.text[before:at], self._style(f"code-{name}") if name else style))
        return Strip([*segments, Segment(cells.text[at:], style)], cells.width)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"text-rows--{name}").rich_style

    # --- The mouse ---

    def place_at(self, x: int, y: int) -> int:
        """Return the place in the text that is seen at a cell, or next to it."""
        return self._owner.place_of(*self.folds.place(y, x - self.margin_columns))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret there, and select from there on."""
        if event.button == 1:
            self._drags = True
            self.capture_mouse()
            self._owner.put_caret(self.place_at(event.x, event.y), goes_on=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to there."""
        if self._drags:
            self._owner.put_caret(self.place_at(event.x, event.y), goes_on=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Select no further."""
        self._drags = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word or a line, for two clicks or three."""
        if event.chain > 1:
            self._owner.select_around(self.place_at(event.x, event.y), event.chain)


class OpuiTextArea(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A `text_area`.

    Textual's own keeps a document of its own and types into it; here the text is the session's, which brings together
    what the person and the guest do to it. Hence it lives on when this widget is replaced by another.

    Attributes:
        anchor_spot: The line where the selection began, and the place in that line.
        caret_spot: The line with the caret, and the place in that line.
    """

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("text_area")
    DEFAULT_CSS = """
    OpuiTextArea {
        width: 1fr; height: 1fr; overflow: auto auto; scrollbar-size: 1 1; scrollbar-gutter: stable;
        padding: 0 1; border: tall $border-blurred; background: $surface; color: $foreground;
    }
    OpuiTextArea:focus { border: tall $border; }
    OpuiTextArea.-read-only { color: $foreground 70%; }
    OpuiTextArea:disabled { opacity: 60%; }
    """

    def __init__(self) -> None:
        self.rows = TextRows(self)
        self.anchor_spot = self.caret_spot = (0, 0)
        self._area: Area | None = None
        self._shift = 0
        self._edits = False
        super().__init__(self.rows)

    @property
    def area(self) -> Area | None:
        """The text, as it is now; None before anybody knows the widget."""
        if self.listener is None:
            return None
        area = self.listener.area(self.node)
        if area is not None and area is not self._area:
            self._area = area
            area.text_layout = self
            self.rows.folds = Folds(area.text.split("\n"), self.rows.folds.width)
            self.rows.colours.begin(str(self.node.get("language")))
            self._find_spots()
            self.rows.refresh(layout=True)
        return area

    @property
    def has_area(self) -> bool:
        """Whether the text is known."""
        return self._area is not None

    @property
    def has_text(self) -> bool:
        """Whether there is any text."""
        return self._area is not None and bool(self._area.text)

    @property
    def is_waiting(self) -> bool:
        """Whether the colours of its code are still to be found."""
        return self.rows.colours.is_waiting

    def source(self) -> tuple[str, object]:
        """Return the text, and the view in which it is seen."""
        return self._area.text if self._area is not None else "", self.listener

    def on_mount(self) -> None:
        """Show the text, and where the caret is."""
        if self.area is not None:
            self.call_after_refresh(self.show_caret)

    def on_unmount(self) -> None:
        """Be forgotten: the text lives on."""
        self.rows.colours.stop()
        if self._area is not None and self._area.text_layout is self:
            self._area.text_layout = None

    def settle(self) -> None:
        """Show what the node holds, if nothing has been shown of it."""
        if self.is_attached:
            _ = self.area

    # --- As the layout of the area's text ---

    def replace_lines(self, first: int, count: int, lines: list[str]) -> None:
        """Other lines stand in the place of `count` lines from `first` on."""
        above = self.rows.folds.tops[min(first + count, len(self.rows.folds.lines))] <= self.scroll_offset.y
        growth = self.rows.replace(first, count, lines)
        if above and not self._edits:
            self._shift += growth

    def caret_moved(self) -> None:
        """The caret is elsewhere, or something else is selected."""
        before = *self.anchor_spot, *self.caret_spot
        self._find_spots()
        if (*self.anchor_spot, *self.caret_spot) != before:
            self._refresh_lines(before[0], before[2], self.anchor_spot[0], self.caret_spot[0])

    def vertical(self, place: int, column: int | None, by: int, page: bool) -> tuple[int, int]:
        """Return the place so many rows, or pages, below another, and the column that is kept on the way."""
        folds = self.rows.folds
        y, x = folds.spot(*self._spot_of(place))
        x = x if column is None else column
        target = y + by * (max(1, self.scrollable_content_region.height - 1) if page else 1)
        if target < 0 and y == 0:
            return 0, x
        if target >= folds.height and y == folds.height - 1:
            return self.place_of(len(folds.lines) - 1, len(folds.lines[-1])), x
        return self.place_of(*folds.place(target, x)), x

    def _find_spots(self) -> None:
        if self._area is not None:
            self.anchor_spot = self.caret_spot = self._spot_of(self._area.caret)
            if self._area.anchor != self._area.caret:
                self.anchor_spot = self._spot_of(self._area.anchor)

    def _spot_of(self, place: int) -> tuple[int, int]:
        assert self._area is not None
        text = self._area.text
        return text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1

    def place_of(self, line: int, place: int) -> int:
        """Return the place in the text of a place in a line."""
        return sum(map(len, self.rows.folds.lines[:line])) + line + place

    def _refresh_lines(self, *lines: int) -> None:
        tops = self.rows.folds.tops
        first, last = (tops[min(line, len(tops) - 1)] for line in (min(lines), max(lines) + 1))
        self.rows.refresh(Region(0, first, max(1, self.rows.size.width), max(1, last - first)))

    # --- What is seen ---

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Go on showing the same rows where the guest has put others above them."""
        result = super().arrange_children(size, optimal)
        if self._shift and not optimal:
            self.scroll_in_layout(max(0, self.scroll_offset.y + self._shift))
            self._shift = 0
        return result

    def show_caret(self) -> None:
        """Scroll to the caret."""
        y, x = self.rows.folds.spot(*self.caret_spot)
        margin = self.rows.margin_columns
        # Before the first layout there is no room yet.
        width, height = map(max, self.scrollable_content_region.size, (margin + _CARET, 1))
        left, top = self.scroll_offset
        left = min(left, x) if x < left else max(left, x + _CARET + margin - width)
        top = min(top, y) if y < top else max(top, y + 1 - height)
        if (left, top) != self.scroll_offset:
            self.scroll_to(left, top, animate=False, force=True, immediate=True)
        if self.has_focus:
            # Where a terminal shows what is composed of several keys.
            self.app.cursor_position = self.rows.region.offset + Offset(x + margin, y)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Draw the numbers elsewhere in the rows, and what comes into sight in its colours."""
        super().watch_scroll_x(old_value, new_value)
        if self.rows.numbered or self.rows.colours:
            self.rows.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the caret, or show none."""
        super().watch_has_focus(has_focus)
        self._refresh_lines(self.caret_spot[0])

    def notify_style_update(self) -> None:
        """Break lines, or don't, as the style says."""
        before = self._lines_broken
        super().notify_style_update()
        if self._lines_broken != before:
            self.rows.refresh(layout=True)

    # --- What a person does ---

    @property
    def text_to_copy(self) -> str:
        """What a person has selected."""
        return self._area.text_to_copy if self._area is not None else ""

    @property
    def is_selected_by_guest(self) -> bool:
        """Whether what is selected is what the guest has selected."""
        return self._area is not None and self._area.is_selected_by_guest

    def select_for_guest(self) -> None:
        """Select the whole text, as the guest asks."""
        if (area := self.area) is not None:
            area.select_for_guest(0, len(area.text))

    async def do(self, action: str) -> bool:
        """Do what an own key does."""
        area = self.area
        if area is None:
            return False
        if action == "paste":
            self.action_paste()
        elif action == "cut" and not area.read_only and area.text_to_copy:
            self.app.copy_to_clipboard(area.text_to_copy)
        with self._editing():
            area.do(action)
        return True

    def action_paste(self) -> None:
        """Paste what was cut or copied in the program."""
        if self.listener is not None:
            self.listener.paste(self.app.clipboard)

    def take_typed(self, text: str) -> None:
        """Put what is typed in the place of what is selected."""
        self.take_paste(text)

    def take_paste(self, text: str) -> int:
        """Put text in the place of what is selected, as much as fits; return how many characters do not."""
        area = self.area
        if area is None:
            return len(text)
        with self._editing():
            return area.type(text)

    def put_caret(self, place: int, goes_on: bool) -> None:
        """Put the caret to a place, as the mouse says; `goes_on`: select on the way."""
        if (area := self.area) is not None:
            with self._editing():
                area.select(area.anchor if goes_on else place, place)

    def select_around(self, place: int, clicks: int) -> None:
        """Select the word at a place, for two clicks, or its line."""
        if (area := self.area) is not None:
            with self._editing():
                area.select_word(place) if clicks == 2 else area.select_line()

    def _editing(self) -> "_Editing":
        return _Editing(self)

    def tell(self, height: int) -> None:
        """Tell what has come of what a person does, and show it; there were so many rows before."""
        if self._area is not None and self.listener is not None:
            for event in self._area.news(self.node.id):
                self.listener.report(self, event)
        if self.rows.folds.height == height and self.rows.size.height:
            self.show_caret()
        else:
            # How far can be scrolled is known when all is laid out.
            self.call_after_refresh(self.show_caret)


class _Editing:
    """While a person edits: what is shown then follows the caret, and not what was seen before."""

    def __init__(self, widget: OpuiTextArea) -> None:
        self._widget = widget
        self._height = widget.rows.folds.height

    def __enter__(self) -> None:
        self._widget._edits = True

    def __exit__(self, *error: object) -> None:
        self._widget._edits = False
        if error[0] is None:
            self._widget.tell(self._height)


def _with(strip: Strip, left: int, right: int, style: Style, rest: Style) -> Strip:
    """Return a strip with a style on what lies between two columns, filled up with blanks as far as that goes."""
    strip = strip.adjust_cell_length(max(strip.cell_length, right), rest)
    inner = strip.crop(left, right)
    marked = Strip(Segment.apply_style(inner, post_style=style), inner.cell_length)
    return Strip.join((strip.crop(0, left), marked, strip.crop(right)))


def _set_text(widget: OpuiTextArea, node: Node) -> None:
    widget.settle()


def _set_placeholder(widget: OpuiTextArea, value: str) -> None:
    widget.rows.placeholder = value
    widget.rows.refresh()


def _set_line_numbers(widget: OpuiTextArea, value: bool) -> None:
    widget.rows.numbered = value
    widget.rows.refresh(layout=True)


def _set_read_only(widget: OpuiTextArea, value: bool) -> None:
    # Who edits asks the node; here it is only seen.
    widget.set_class(value, "-read-only")


def _set_language(widget: OpuiTextArea, value: str) -> None:
    # What is not known yet begins with its language.
    if widget.has_area:
        widget.rows.colours.begin(value)


def _shown(widget: OpuiTextArea) -> Iterator[str]:
    yield f"{len(widget.rows.folds.lines)} lines"
    yield from (quote(line) for line in widget.rows.folds.lines[:_LISTED])
    if widget.rows.placeholder:
        yield f"placeholder={quote(widget.rows.placeholder)}"


ADAPTER = Adapter(
    OpuiTextArea,
    TITLED
    | {
        "placeholder": _set_placeholder,
        "line_numbers": _set_line_numbers,
        "read_only": _set_read_only,
        "language": _set_language,
    },
    _set_text,
    shown=_shown,
    methods={"select_all": lambda widget, text: widget.select_for_guest()},
    recycled=False,
)
