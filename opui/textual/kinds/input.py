"""The kind `input`: one line of text that a person edits."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.content import Content
from textual.widgets import Input
from textual.widgets.input import Selection

from opui.core import clusters
from opui.core.session.edit import Put
from opui.core.session.line import EDITS, SELECTS, Clipboard, Line
from opui.core.session.rules import Rules
from opui.core.splice import follow
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, Setter, title_line
from opui.textual.kinds.node_widget import NodeWidget


class _Drawn(Text):
    """A line as it is drawn, each cluster whole in one style; of a password, a bullet for each.

    Args:
        value: What the places that Textual styles are places in.
        secret: Whether it is a password.
        behind: What is shown behind it that nobody has typed.
    """

    def __init__(self, value: str, secret: bool, behind: str = "") -> None:
        self._length, self._borders = len(value + behind), clusters.borders(value + behind)
        self._secret = secret
        drawn = "•" * (len(clusters.borders(value)) - 1) if secret else value
        super().__init__(drawn + behind, no_wrap=True, overflow="ignore", end="")

    def stylize(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Style the clusters from one place to another."""
        super().stylize(style, *self._drawn(start, end))

    def stylize_before(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Style the clusters from one place to another, where no other style does."""
        super().stylize_before(style, *self._drawn(start, end))

    def _drawn(self, start: int, end: int | None) -> tuple[int, int]:
        # Behind the text stands a space, which the cursor may cover.
        end = self._length + 1 if end is None else end
        first, last = bisect_right(self._borders, start) - 1, bisect_left(self._borders, end)
        if self._secret:
            return first, last
        return self._borders[first], self._borders[last] if last < len(self._borders) else end


class OpuiInput(Input, NodeWidget):
    """An `input`."""

    DEFAULT_CSS = """
    OpuiInput { width: 1fr; border-subtitle-color: $text-error; }
    OpuiInput.-invalid { background-tint: $error 10%; }
    """

    types_itself = True
    _guests_selection: Selection | None = None
    """What the guest has selected, until a person selects something."""

    def __init__(self) -> None:
        self._line = Line("", Clipboard())
        # There is nothing to validate, and no class then says of an input whether its value was ever changed.
        super().__init__(select_on_focus=False, validate_on=())
        self._said_placeholder = ""

    @property
    def rules(self) -> Rules:
        """What a person can do with its line."""
        return self._line.rules

    def set_rule(self, name: str, value: Any) -> None:
        """Take another value of one of the attributes that the rules are."""
        self._line.rules = self._line.rules._replace(**{name: value})
        self._show_placeholder()
        self.refresh(layout=bool(self.styles.auto_dimensions))

    def set_placeholder(self, placeholder: str) -> None:
        """Show something while the line is empty."""
        self._said_placeholder = placeholder
        self._show_placeholder()

    def _show_placeholder(self) -> None:
        mask = self._line.mask
        self.placeholder = self._said_placeholder or (mask.shape("") if mask is not None else "")

    def show_invalid(self, wrong: str) -> None:
        """Show what is wrong with the value, or that nothing is."""
        self.set_class(bool(wrong), "-invalid")
        self.border_subtitle = Content(title_line(wrong)) if wrong else None

    async def on_key(self, event: events.Key) -> None:
        """Do as any widget does, but before the input types the key."""
        await NodeWidget.on_key(self, event)
        if "+" in event.key.removeprefix("shift+"):
            # A terminal sends Alt and a letter as ESC and the letter; the input would type the letter.
            event.prevent_default()

    def on_unmount(self) -> None:
        """Be forgotten: the screen keeps each input that it has ever seen until somebody selects text."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def watch_value(self, value: str) -> None:
        """Report that the value is another."""
        self._report("change", value)

    def take_selection(self, old: NodeWidget) -> None:
        """Select the same text, or put the cursor in the same place."""
        if isinstance(old, OpuiInput):
            self._follow(old.value, old.selection, old.is_selected_by_guest)

    def set_for_guest(self, value: str) -> None:
        """Take another text from the guest: the cursor and what is selected keep their places in it."""
        before = self.value, self.selection, self.is_selected_by_guest
        self.value = value
        self._follow(*before)

    def _follow(self, value: str, selection: Selection, is_guests: bool) -> None:
        """Select what was selected in another text, where it now is."""
        places = Selection(*(follow(value, self.value, place) for place in selection))
        # The guest's selection stays the guest's, whatever text it puts there.
        self._guests_selection = self.validate_selection(places) if is_guests else None
        self.selection = places

    # --- Clusters ---

    def validate_selection(self, selection: Selection) -> Selection:
        """Let a selection, and the cursor, begin and end between clusters: whoever set it, and with the mouse."""
        self._line.value = self.value
        return Selection(*self._line.places(*selection))

    @property
    def _value(self) -> Text:
        """The line as it is drawn, and behind it, faint, what nobody has typed: a suggestion, or places of a mask."""
        mask = self._line.mask
        if mask is None:
            value, blanks, behind = self.value, [], self.suggestion if self.has_focus else ""
        else:
            shape, blanks = mask.shape(self._said_placeholder), mask.blanks(self.value)
            value = "".join(shape[at] if at in blanks else each for at, each in enumerate(self.value))
            behind = shape[len(value) :] if mask.is_ahead(self.value) else ""
        drawn = _Drawn(value, self.password, behind)
        faint = self.get_component_rich_style("input--suggestion")
        for start, end in (*((at, at + 1) for at in blanks), (len(value), len(value + behind))):
            drawn.stylize(faint, start, end)
        return drawn

    @property
    def content_width(self) -> int:
        """The width of the line, and of a mask's places behind it. Textual would count a suggestion too."""
        if self.placeholder and not self.value:
            return cell_len(self.placeholder)
        mask = self._line.mask
        ahead = len(mask.shape("")[len(self.value) :]) if mask is not None and mask.is_ahead(self.value) else 0
        # The cursor may stand behind the end.
        return self._position_to_cell(len(self.value)) + ahead + 1

    @property
    def suggestion(self) -> str:
        """What is suggested behind the text, for a cursor that stands there."""
        line = self._line
        line.value, (line.anchor, line.caret) = self.value, self.selection
        return line.suggestion

    def _position_to_cell(self, position: int) -> int:
        if self.password:
            return bisect_left(clusters.borders(self.value), position)
        return super()._position_to_cell(position)

    def _cell_offset_to_index(self, offset: int) -> int:
        """Return the place of the cluster that is drawn at a cell; Textual adds up the widths of single characters."""
        borders = clusters.borders(self.value)
        return borders[max(0, bisect_right(borders, offset + self.scroll_offset.x, key=self._position_to_cell) - 1)]

    # --- What is selected ---

    @property
    def text_to_copy(self) -> str:
        """What a person has selected. What a guest selects may be text that nobody sees, and does not get out."""
        return "" if self.is_selected_by_guest else self.selected_text

    @property
    def is_selected_by_guest(self) -> bool:
        """Whether what is selected is what the guest has selected."""
        return bool(self.selected_text) and self.selection == self._guests_selection

    def select_for_guest(self) -> None:
        """Select the whole text, as the guest asks. What a person has selected stays theirs."""
        whole = Selection(0, len(self.value))
        if self.selection != whole:
            self._guests_selection = whole
            self.selection = whole

    def watch_selection(self, selection: Selection) -> None:
        """Something else is selected: no longer what the guest has selected."""
        if selection != self._guests_selection:
            self._guests_selection = None

    def action_select_all(self) -> None:
        """Select the whole text."""
        self._guests_selection = None
        super().action_select_all()

    def action_copy(self) -> None:
        """Copy what a person has selected."""
        if not self.text_to_copy:
            raise SkipAction
        super().action_copy()

    def on_paste(self, event: events.Paste) -> None:
        """Do as any widget does, but before the input takes the first line."""
        NodeWidget.on_paste(self, event)

    def action_paste(self) -> None:
        """Paste what was cut or copied in the program."""
        if self.listener is not None:
            self.listener.paste(self.app.clipboard)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of other text: all that is typed comes through here."""
        if (start, end) != self.selection:
            self.selection = Selection(start, end)
        self.take_typed(text)

    async def do(self, action: str) -> bool:
        """Do what an own key does. What moves the cursor or deletes, the core knows, for hosts without a screen too."""
        if action.removesuffix(SELECTS) not in EDITS:
            return await super().do(action)
        self._edit(lambda line: line.do(action))
        return True

    def take_typed(self, text: str) -> None:
        """Put what is typed in the place of what is selected."""
        self._edit(lambda line: line.type(text))

    def take_paste(self, text: str) -> int:
        """Put text in the place of what is selected, as much as fits; return how many characters do not."""
        done: list[Put] = []
        self._edit(lambda line: done.append(line.type(text)))
        return done[0].cut

    def _edit(self, edit: Callable[[Line], object]) -> None:
        """Have a line edited that stands as this one does, and become as it is then."""
        line = self._line
        line.value, (line.anchor, line.caret) = self.value, self.selection
        edit(line)
        self.value = line.value
        self.selection = Selection(line.anchor, line.caret)

    def action_cut(self) -> None:
        """Cut what a person has selected. Textual would empty the clipboard if nothing is."""
        if self.text_to_copy:
            super().action_cut()

    async def action_submit(self) -> None:
        """Report that Enter was pressed."""
        self._report("submit", self.value)


def _set_password(widget: OpuiInput, value: bool) -> None:
    widget.password = value
    widget.set_rule("password", value)


def _set_rule(name: str) -> Setter:
    return lambda widget, value: widget.set_rule(name, value)


def _shown(widget: OpuiInput) -> Iterator[str]:
    yield f"value={quote(widget.value)}"
    if widget.placeholder:
        yield f"placeholder={quote(widget.placeholder)}"
    if widget.border_subtitle:
        yield f"invalid={quote(str(widget.border_subtitle))}"


ADAPTER = Adapter(
    OpuiInput,
    COMMON
    | {name: _set_rule(name) for name in Rules._fields}
    | {
        "value": OpuiInput.set_for_guest,
        "placeholder": OpuiInput.set_placeholder,
        "password": _set_password,
        "invalid": OpuiInput.show_invalid,
    },
    shown=_shown,
    methods={"select_all": lambda widget, text: widget.select_for_guest()},
    recycled=False,
)
