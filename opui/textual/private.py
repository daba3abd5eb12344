"""The one place that leans on Textual's inner names. Each function says why Textual forces it.

`tests/textual/test_private.py` looks each name up in the installed Textual, so that an upgrade fails there first,
and sees to it that no other module uses one.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from rich._wrap import divide_line as divide_line
from rich.segment import Segment
from textual import _time
from textual._compositor import ChopsUpdate as ChopsUpdate
from textual._compositor import Compositor as Compositor
from textual._compositor import LayoutUpdate
from textual._easing import EASING as EASING
from textual._extrema import Extrema as Extrema
from textual._parser import Parser
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser as XTermParser
from textual.app import App
from textual.box_model import BoxModel
from textual.content import Content, _FormattedLine
from textual.css.styles import StylesBase
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event
from textual.geometry import Region, Size
from textual.layout import DockArrangeResult, WidgetPlacement
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets._progress_bar import Bar as Bar
from textual.widgets._progress_bar import PercentageStatus as PercentageStatus
from textual.widgets._toggle_button import ToggleButton as ToggleButton

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver  # it is not there on Windows

OVERRIDDEN: Final = frozenset(
    {
        "_cell_offset_to_index", "_display", "_get_box_model", "_get_terminal_size", "_has_odd_or_even",
        "_has_order_style", "_has_relative_children_width", "_on_click", "_on_idle", "_on_message", "_position_to_cell",
        "_refresh_scrollbars", "_render_chops", "_resolve_extrema", "_value",
    }
)  # fmt: skip
"""Private methods that our classes override. `_cell_offset_to_index`, `_position_to_cell` and `_value`: `Input` takes
each code point for a character when it draws, puts the cursor somewhere and is clicked. `_get_box_model` and
`_resolve_extrema`: nowhere else are sizes found out. `_refresh_scrollbars`: Textual lays out for ever what fits
beside a scroll bar and not without it. `_render_chops`: a compositor renders all of every widget.
`_display`: all that is drawn passes it. `_on_idle`: a screen leaves its painting to a clock there.
`_has_relative_children_width`: asked how wide its content is, a box would say that it is as wide as its parent.
`_get_terminal_size`: the driver takes what the environment says. `_has_odd_or_even` and `_has_order_style`: by them
Textual restyles all siblings of what it mounts in one turn.
`_on_click`: `Button` drops clicks that come while it looks pressed, and Textual calls `_on_click` and `on_click` both,
so that only a method of the same name takes its place. `_on_message`: it is the one that all messages pass."""


# --- A widget's life -----------------------------------------------------------------------------


def is_leaving(widget: Widget) -> bool:
    """Tell whether a widget is being removed. It stays attached, and could get the focus, until that is done."""
    return widget._pruning


def age_of(message: Message) -> float:
    """Return how many seconds ago a message was made, by the clock that has made it."""
    return _time.get_time() - message.time


def has_work(widget: Widget) -> bool:
    """Tell whether a widget has messages or callbacks left. Its queue alone lacks the one that it is about to take."""
    return bool(widget.message_queue_size or widget._pending_message or widget._next_callbacks)


def queued_messages(pump: MessagePump) -> Iterator[Message]:
    """Yield the messages that a pump has not handled. Textual shows their number only."""
    messages: Iterable[Message | None] = (*pump._message_queue.values, pump._pending_message)
    yield from (message for message in messages if message is not None)


def forward_event(widget: Widget, event: Event) -> None:
    """Give a widget an event, marked as the screen marks what it passes on: the screen does not take it up again."""
    widget._forward_event(event)


def stop_watching(node: DOMNode, watched: DOMNode, reactive: str) -> None:
    """Have a node no longer watch a reactive of another. Textual forgets that it did only when that changes next."""
    watchers: list[tuple[object, object]] = getattr(watched, "__watchers", {}).get(reactive, [])
    watchers[:] = [each for each in watchers if each[0] is not node]


# --- The terminal -------------------------------------------------------------------------------


def read_sequence(parser: XTermParser, sequence: str, ends: bool) -> list[Message]:
    """Have Textual's parser read a whole sequence. It would wait for more of one that it does not know.

    Args:
        parser: The parser.
        sequence: A character, or a whole sequence.
        ends: Whether it takes what it does not know as it does when nothing comes for a while, rather than forget it.
    """
    found = list(XTermParser.feed(parser, sequence))
    if parser._awaiting.timeout is not None:
        if ends:
            parser._timeout_time = 0.0
            found.extend(XTermParser.tick(parser))
        else:
            restart(parser)
    return found


def restart(parser: XTermParser) -> None:
    """Have a parser begin anew, keeping what it knows of the terminal. After an exception it reads nothing more."""
    Parser.__init__(parser)


def driver_of(app: App[Any]) -> Driver | None:
    """Return what reads and writes an app's terminal, None while there is nothing. An app does not show it."""
    return app._driver


def end_writer(driver: "LinuxDriver") -> None:
    """End the thread by which a driver writes: it makes the loop wait for a terminal that takes nothing."""
    assert driver._writer_thread is not None
    driver._writer_thread.stop()


def may_draw(app: App[Any]) -> bool:
    """Tell whether an app writes what is drawn of it: not before it runs, nor when it has ended."""
    return app._running and not app._closed and not app.is_headless


def is_in_batch(app: App[Any]) -> bool:
    """Tell whether an app is in the midst of changes that are to be shown together."""
    return bool(app._batch_count)


def has_sync(app: App[Any]) -> bool:
    """Tell whether the terminal has said that it can show several changes at once."""
    return app._sync_available


def drawn_parts(update: object) -> Iterable[tuple[int, int, Iterable[Segment]]] | None:
    """Return what a screen has drawn: the column, the line and the segments of each part of a line.

    None if it is nothing of a whole screen, as in a few lines below a shell's. Textual makes sequences of it.
    """
    match update:
        case LayoutUpdate(strips=lines, region=region):
            return ((region.x, y, chain.from_iterable(line)) for y, line in enumerate(lines, region.y))
        case ChopsUpdate(chops=lines, spans=spans, chop_ends=ends):
            return (
                (x, y, strip)
                for y, left, right in spans
                for end, (x, strip) in zip(ends[y], lines[y].items(), strict=False)
                if strip is not None and x <= right and end > left
            )
    return None


def use_compositor(screen: Screen[Any], compositor: Compositor) -> None:
    """Have a screen that is not shown yet use another compositor. It makes its own."""
    screen._compositor = compositor


def take_dirty_spans(compositor: Compositor) -> list[tuple[int, int, int]]:
    """Return what of a screen has changed, by line and columns, and have it forgotten."""
    regions, compositor._dirty_regions = compositor._dirty_regions, set()
    return list(compositor._regions_to_spans(regions))


def full_update(screen: Screen[Any]) -> LayoutUpdate:
    """Return all of a screen as it is drawn now."""
    return screen._compositor.render_full_update()


def is_unpainted(screen: Screen[Any]) -> bool:
    """Tell whether something of a screen is to be laid out or painted, and may be."""
    is_due = screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets
    return bool(is_due) and screen.is_current and not screen.app._batch_count


def paint(screen: Screen[Any]) -> None:
    """Lay out and paint a screen now. Textual does so by a clock, up to a sixtieth of a second later."""
    screen._on_timer_update()


# --- What a person has hold of -------------------------------------------------------------------


def pressed_widget(app: App[object]) -> Widget | None:
    """Return the widget that the mouse button went down on: a click follows if it comes up there, too."""
    return app._mouse_down_widget


def focused_before(app: App[object]) -> Widget | None:
    """Return what had the focus when the terminal's window lost its own: Textual takes it away until it comes back."""
    return app._last_focused_on_app_blur


def tooltip_owner(screen: Screen[Any]) -> Widget | None:
    """Return the widget whose tooltip a screen shows, or will show once the pointer has rested on it."""
    return screen._tooltip_widget


def keep_tooltip_back(screen: Screen[Any]) -> None:
    """Have a screen not show the tooltip that it is about to. It would, over the whole screen, whosever it is."""
    if screen._tooltip_timer is not None:
        screen._tooltip_timer.stop()


def selecting_widgets(screen: Screen[Any]) -> Iterator[Widget]:
    """Yield the widgets that a selection under way begins and ends in. `Screen.selections` has them only later."""
    state = screen._select_state
    for end in (state.start, state.end) if state is not None else ():
        if end is not None:
            yield end.container
            if end.content_widget is not None:
                yield end.content_widget


# --- Layout --------------------------------------------------------------------------------------


def last_regions(widget: Widget) -> tuple[Region, Region] | None:
    """Return where a widget lay, and what of it was seen, in the last layout; None before the first.

    `Widget.region` lays everything out if that is due, perhaps in the middle of doing so.
    """
    compositor = widget.screen._compositor
    geometry = (compositor._visible_map or {}).get(widget) or compositor._full_map.get(widget)
    return (geometry.region, geometry.visible_region) if geometry is not None else None


def shown_behind(widget: Widget, area: Region) -> Iterator[tuple[Widget, Region, Region]]:
    """Yield what lies behind a widget in an area of the screen, front to back: widget, region, what of it is there.

    Textual's compositor draws nothing that something else covers, and tells nobody what that is.
    """
    behind = False
    for each, (region, clip) in widget.screen._compositor.visible_widgets.items():
        if behind and (seen := region.intersection(clip).intersection(area)):
            yield each, region, seen
        behind = behind or each is widget


def box_model(
    widget: Widget, container: Size, viewport: Size, units: tuple[Fraction, Fraction], greedy: bool
) -> BoxModel:
    """Return how large a widget is in a box, and its margin. `units`: what 1fr is across and down.

    Only Textual's own layouts ask for it, and they resolve limits in `fr` by the whole box.
    """
    return widget._get_box_model(container, viewport, *units, greedy=greedy)


def needs_layout(widget: Widget) -> bool:
    """Tell whether a widget has asked for a layout, which draws all of it anyway."""
    return widget._layout_required


def forget_arrangement(widget: Widget) -> None:
    """Have a widget arrange its children anew. Textual does so by itself only when they or their styles change."""
    widget._clear_arrangement_cache()


def keep_arrangement(widget: Widget, size: Size, optimal: bool, result: DockArrangeResult) -> None:
    """Put an arrangement in the place of the one that `Widget.arrange` has just kept and would return again."""
    widget._arrangement_cache[size, widget._nodes._updates, optimal] = result


def use_placements(result: DockArrangeResult, make: Callable[[list[WidgetPlacement]], Any]) -> None:
    """Give an arrangement something to find children by, in the place of the map that it would make when asked."""
    if result._spatial_map is None:
        result._spatial_map = make(result.placements)


def show_bars(widget: Widget, bars: tuple[bool, bool]) -> None:
    """Have a widget show its scroll bars, across and down, or not. One that it never had is not made."""
    widget.show_horizontal_scrollbar, widget.show_vertical_scrollbar = bars
    if bars[0] or widget._horizontal_scrollbar is not None:
        widget.horizontal_scrollbar.display = bars[0]
    if bars[1] or widget._vertical_scrollbar is not None:
        widget.vertical_scrollbar.display = bars[1]


def scroll_in_layout(widget: Widget, line: int) -> None:
    """Scroll a widget down to a line in the middle of a layout, as Textual does for one that is anchored.

    To set `scroll_y`, or the `position` of its scroll bar, would ask for another layout.
    """
    widget.set_reactive(Widget.scroll_y, line)
    widget.set_reactive(Widget.scroll_target_y, line)
    if widget.show_vertical_scrollbar:
        widget.vertical_scrollbar._reactive_position = line  # type: ignore[attr-defined]  # by the reactive's name


# --- Words ---------------------------------------------------------------------------------------


def visual_of(widget: Widget) -> Visual:
    """Return what a widget shows, as it keeps it: `render` would make that anew."""
    return widget._render()


def style_reader(widget: Widget) -> Callable[[str | Style], Style]:
    """Return what makes a style of what a span of a widget's content says, with the variables of the theme."""
    return widget._get_style


def line_strip(
    line: Content,
    place: tuple[int, int, int],
    is_last: bool,
    align: Any,
    read_style: Callable[[Any], Style],
    style: Style,
) -> Strip:
    """Return the strip of one line: a content makes those of all its lines, or of none.

    Args:
        line: The line, no wider than the room for it.
        place: The room, in cells; the index of the line's first character in its paragraph; that of the paragraph.
        is_last: Whether it is the last of its paragraph, which is not spread.
        align: The style `text-align`.
        read_style: See `style_reader`.
        style: What the spans' styles lie upon.
    """
    segments, length = _FormattedLine(read_style, line, *place, align, is_last).to_strip(style)
    # A line that is spread is said to fill its room, even if it is a single word.
    return Strip(segments, None if align == "justify" else length)


# --- Widgets that are styled and drawn, but never mounted ----------------------------------------


def attach(widget: Widget, parent: Widget) -> None:
    """Have a widget inherit from a parent that does not know of it. To mount it would lay it out and paint it."""
    widget._attach(parent)


def add_child(parent: Widget, child: Widget) -> None:
    """Have a parent that is not mounted lay a child out: `mount` works only below an app."""
    parent._nodes._append(child)


def load_default_css(widget: Widget) -> None:
    """Add the style sheet of a widget's class, as the app does when it mounts the first of them."""
    widget._post_register(widget.app)


def outdate_sizes(widget: Widget) -> None:
    """Say that the sizes found for a widget no longer hold. A refresh does, but only of a widget that is mounted."""
    widget._layout_updates += 1


def outdate_content(widget: Widget) -> None:
    """Forget how a widget's content was laid out, as `Widget.update` would for a mounted one."""
    widget._layout_cache.clear()
    widget.clear_cached_dimensions()


def has_hover_style(widget: DOMNode) -> bool:
    """Tell whether a rule makes a widget look different under the pointer. The style sheet leaves that mark."""
    return widget._has_hover_style


class RestyledByRenderer(Widget):
    """A widget that Textual takes for one whose rules don't look at its siblings.

    Whenever it mounts one, it would match all rules against each of these siblings, and all that lies below them, in
    one turn of the loop. The renderer does that itself, a few at a time.
    """

    sibling_marks = (False, False)

    @property
    def _has_order_style(self) -> bool:
        return False

    @_has_order_style.setter
    def _has_order_style(self, value: bool) -> None:
        self.sibling_marks = value, self.sibling_marks[1]

    @property
    def _has_odd_or_even(self) -> bool:
        return False

    @_has_odd_or_even.setter
    def _has_odd_or_even(self, value: bool) -> None:
        self.sibling_marks = self.sibling_marks[0], value


def has_sibling_style(widget: RestyledByRenderer) -> bool:
    """Tell whether a rule looks at a widget's index among its siblings. The style sheet leaves these marks."""
    return any(widget.sibling_marks)


def forget_rules(stylesheet: Stylesheet, place: tuple[str, str]) -> None:
    """Forget the rules of a source that has left a style sheet: it keeps the last 64 sources that it has parsed."""
    parsed = stylesheet._parse_cache
    for key in [key for key in parsed.keys() if place in key]:  # noqa: SIM118 - its cache is no mapping
        parsed.discard(key)


def forget_lines(widget: Widget) -> None:
    """Forget what a widget has drawn. A function that Textual caches has a widget's drawing among its arguments.

    So the last thousand of those stay, whatever becomes of their widgets, each with all its lines.
    """
    widget._styles_cache.clear()


def draw_box(
    widget: Widget,
    size: Size,
    content_size: Size,
    line: Callable[[int], Strip],
    backgrounds: tuple[object, object],
    opacity: float,
) -> list[Strip]:
    """Draw a widget's border and padding around its lines.

    `Widget.render_lines` does this by the region that the compositor has given the widget; one that is not mounted
    has none. There are no filters: the list's own lines pass through them.
    """
    styles: StylesBase = widget.styles
    return StylesCache().render(
        styles,
        size,
        *backgrounds,  # type: ignore[arg-type]  # colours, as `background_colors` returns them
        line,
        (),
        None,
        None,
        content_size=content_size,
        padding=styles.padding,
        opacity=opacity,
        ansi_theme=widget.app.ansi_theme,
        native_ansi=widget.app.native_ansi_color,
    )
