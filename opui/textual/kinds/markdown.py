"""The kind `markdown`: words with headings, lists, quotes, code, tables and links."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from opui.core.session.links import FOLLOW, kept, moved, taken
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.markdown import Page, read
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.bounded import BoundedWidget
from opui.textual.kinds.lines import Look
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of, own_bindings
from opui.textual.kinds.page import LINK, PageLines

KEPT: Final = 3
"""In how many widths the page is kept broken into lines: a layout asks for several in turn."""
_META: Final = "opui_link"
"""What a link's cells say beside their colours: which link they are of."""


class OpuiMarkdown(NodeWidget, can_focus=True):
    """A `markdown`, drawn line by line. Textual's own has a widget for each block, and opens links by itself."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("markdown")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"markdown--heading-{level}" for level in range(1, 7)),
        "markdown--strong", "markdown--emphasis", "markdown--strike", "markdown--code", "markdown--code-block",
        "markdown--link", "markdown--cursor", "markdown--mark", "markdown--quote", "markdown--head", "markdown--line",
    }  # fmt: skip
    DEFAULT_CSS = """
    OpuiMarkdown { width: 1fr; height: auto; }
    OpuiMarkdown:focus { background: $foreground 5%; }
    OpuiMarkdown > .markdown--heading-1 { color: $text-primary; text-style: bold underline; }
    OpuiMarkdown > .markdown--heading-2 { color: $text-primary; text-style: bold; }
    OpuiMarkdown > .markdown--heading-3 { color: $text-primary; text-style: italic; }
    OpuiMarkdown > .markdown--heading-4 { text-style: bold underline; }
    OpuiMarkdown > .markdown--heading-5 { text-style: bold; }
    OpuiMarkdown > .markdown--heading-6 { text-style: bold italic; }
    OpuiMarkdown > .markdown--strong { text-style: bold; }
    OpuiMarkdown > .markdown--emphasis { text-style: italic; }
    OpuiMarkdown > .markdown--strike { text-style: strike; }
    OpuiMarkdown > .markdown--code { background: $foreground 10%; }
    OpuiMarkdown > .markdown--code-block { background: $foreground 10%; }
    OpuiMarkdown > .markdown--link { color: $text-accent; text-style: underline; }
    OpuiMarkdown > .markdown--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
    OpuiMarkdown > .markdown--mark { color: $text-primary; }
    OpuiMarkdown > .markdown--quote { color: $primary; }
    OpuiMarkdown > .markdown--head { text-style: bold; }
    OpuiMarkdown > .markdown--line { color: $foreground 40%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._source = ""
        self._read: Page | None = None
        self._targets: list[str] = []
        self._link = -1
        self._lines: tuple[PageLines, ...] = ()
        self._keys: Mapping[str, str] = {}

    # --- What it shows ---

    def show(self, source: str) -> None:
        """Show what a source says."""
        self._source = source
        self._read = None
        self._lines = ()
        self.refresh(layout=True)

    def page(self) -> Page:
        """Return what the source says. It is read when that is first asked for: in a layout, under the watch."""
        if self._read is None:
            self._read = read(self._source)
            targets = [link.target for link in self._read.links]
            self._link = kept(self._targets, targets, self._link)
            self._targets = targets
            self._take_keys()
        return self._read

    @property
    def link(self) -> int:
        """The place of the link that is highlighted among those of the page, -1 if none is."""
        self.page()
        return self._link

    def page_lines(self, width: int) -> PageLines:
        """Return the page's lines in a width."""
        found = next((lines for lines in self._lines if lines.width == width), None)
        if found is None:
            found = PageLines(self.page(), width)
            self._lines = (found, *self._lines[: KEPT - 1])
        return found

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide the widest line is where there is as much room as around it, in cells."""
        return self.page_lines(container.width).columns

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page takes."""
        return self.page_lines(width).height

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        selection, selected = self.text_selection, Style.null()
        if selection is not None:
            selected = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        look = Look(self.visual_style, "left", self._style_of, selection, selected)
        return self.page_lines(self.size.width).strip(y, look)

    def _style_of(self, name: str | Style) -> Style:
        """Return the style that a name of the page's lines stands for."""
        if isinstance(name, Style):
            return name
        if not name.startswith(LINK):
            return self._part_style(name)
        link = int(name.removeprefix(LINK))
        is_cursor = self.has_focus and link == self.link
        return self._part_style("cursor" if is_cursor else "link") + Style.from_meta({_META: link})

    def _part_style(self, name: str) -> Style:
        part = f"markdown--{name}"
        # Textual would take an opaque ground for a transparent one.
        ground = self.get_component_styles(part).background
        return replace(self.get_visual_style(part, partial=True), background=ground)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected, and what separates it from that of others."""
        paragraphs = enumerate(self.page_lines(self.size.width).paragraphs)
        spans = ((text, selection.get_span(number)) for number, text in paragraphs)
        return "\n".join(text[span[0] : _end(span, text)] for text, span in spans if span is not None), "\n"

    # --- What a person does ---

    @property
    def keys(self) -> Mapping[str, str]:
        """The own keys that it takes as things stand: those that lead to a link."""
        self.page()
        return self._keys

    def _take_keys(self) -> None:
        self._keys = taken(self.node.signature.row.keys, len(self._targets), self._link)

    async def do(self, action: str) -> bool:
        """Follow the link, or highlight another."""
        if action == FOLLOW:
            self._follow(self.link)
        else:
            self._highlight(moved(action, self.link))
            self._reveal()
        return True

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        link = event.style.meta.get(_META)
        # Where a person has selected text, the button came up at its end.
        if link is not None and not self.screen.get_selected_text():
            self._highlight(link)
            self._follow(link, modifiers_of(event))

    def enter(self) -> None:
        """Show the link that was highlighted when the focus left."""
        self.call_after_refresh(self._reveal)

    def _highlight(self, link: int) -> None:
        self._link = link
        self._take_keys()
        self.refresh()

    def _follow(self, link: int, modifiers: int = 0) -> None:
        if 0 <= link < len(self._targets):
            self._report(FOLLOW, self._targets[link], modifiers=modifiers)

    def _reveal(self) -> None:
        """Scroll whatever it lies in until the link that is highlighted is seen."""
        line = self.page_lines(self.size.width).line_of(self.link)
        if line is not None:
            x, y = self.content_region.offset
            _scroll_to(self, Region(x, y + line, self.size.width, 1))


def _scroll_to(widget: Widget, region: Region) -> None:
    """Scroll what a widget lies in until a part of it is seen: all but what is the host's."""
    for container in takewhile(lambda each: isinstance(each, BoundedWidget), widget.ancestors):
        assert isinstance(container, Widget)
        inside = region.translate(container.scroll_offset - container.scrollable_content_region.offset)
        region = region.translate(-container.scroll_to_region(inside, animate=False, immediate=True))


def _end(span: tuple[int, int], text: str) -> int:
    return len(text) if span[1] == -1 else span[1]


def _set_text(widget: OpuiMarkdown, node: Node) -> None:
    widget.show(node.text)


def _shown(widget: OpuiMarkdown) -> Iterator[str]:
    yield f"{widget.page_lines(widget.size.width).height} lines"
    yield from (quote(link.target) for link in widget.page().links[:3])


ADAPTER = Adapter(OpuiMarkdown, COMMON, _set_text, shown=_shown, recycled=False)
