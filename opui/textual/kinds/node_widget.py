"""`NodeWidget`: what all widgets that stand for nodes have in common, and whom they tell what happens.

Each carries its node; none knows the tree, the session or the guest.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol, Self

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.layout import DockArrangeResult
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from opui.core.kinds import KIND_BY_NAME
from opui.core.session.area import Area
from opui.core.session.keys import is_loading
from opui.core.tree.node import Node
from opui.core.wire.records import Event
from opui.textual import private
from opui.textual.css import MARK
from opui.textual.kinds.bounded import BoundedWidget, Extent
from opui.textual.kinds.happening import handling
from opui.textual.kinds.loading import LoadingSign
from opui.textual.kinds.transitions import TransitionWidget
from opui.textual.kinds.words import WordWidget

HIGHLIGHTED: Final = "-highlighted"
"""The class of the row that its list's cursor is on."""


class Listener(Protocol):
    """Whom widgets tell at once what happens; the view is one.

    Textual's messages, and keys on their way up to the app, take several turns of the event loop, in which
    later keys overtake them: `ab⏎c` typed in one burst submits `abc`.
    """

    def report(self, widget: "NodeWidget", event: Event) -> None:
        """A button was pressed, Enter was, or an input or a checkbox has another value, whoever did that."""

    async def press_key(self, event: events.Key) -> bool:
        """A key came; do what it means, and return whether Textual has nothing more to do about it."""

    def paste(self, text: str) -> None:
        """A person has pasted."""

    def area(self, node: Node) -> Area | None:
        """Return the text of a node that a person edits, as it is now."""

    def point(self, widget: "NodeWidget", event: events.MouseEvent) -> bool:
        """The mouse did something over a widget, which hears of it before what it lies in.

        Return whether Textual has nothing more to do about it: the guest hears of a wheel, which then scrolls nothing.
        """

    def drags(self, widget: "NodeWidget") -> bool:
        """Return whether the guest hears of it when a button goes down over a widget."""

    def now(self) -> float:
        """Return how many milliseconds it is since the guest's start."""

    def rows_moved(self, widget: "NodeWidget") -> None:
        """Other rows may be seen of a list, or of the lists inside a widget."""

    def scrolled(self, widget: "NodeWidget") -> None:
        """A widget is scrolled elsewhere, whoever has done that."""

    def is_covered(self, widget: "NodeWidget") -> bool:
        """Tell whether a dialog lies over a widget."""


_PRESSES: Final = (events.MouseDown, events.MouseUp, events.Click)
"""What a person does with a button of the mouse: nothing to a widget that is loading."""
_TEXTUALS_WIDGETS: Final = "textual.widgets."
_SEEN: Final = "opui_seen"
"""Put into a key event's attributes by the first widget that sees it."""


def _stop(event: events.Key | events.Paste) -> None:
    event.stop()
    event.prevent_default()


def _pass_on(event: events.Key, focused: Widget | None) -> None:
    """Send a key on to where the focus has gone since Textual sent it here."""
    if focused is not None:
        _stop(event)
        passed = events.Key(event.key, event.character)
        passed.time = event.time
        private.forward_event(focused, passed)


class NodeWidget(WordWidget, TransitionWidget, BoundedWidget):
    """A widget that stands for a node.

    It is the last base of each class: Textual takes a widget's CSS from the first. No class of a kind is a base of
    another's, or the rules of the one kind would match the other.
    """

    DEFAULT_CLASSES = MARK
    node: Node
    listener: Listener | None = None
    """Set once the widget is known to the renderer."""
    types_itself = False
    """Whether its Textual base types what is printable."""
    cursor: Node | None = None
    """The row that its cursor is on, if it has one."""
    virtual_size = Reactive(Size(0, 0))
    """Textual's own has all laid out once more when it changes, at each letter typed into an input. It is what the
    layout just done has found; where a scroll bar comes or goes by it, that asks for another layout itself."""

    _lines_broken: tuple[str, str] | None = None
    """The styles by which its text was broken into lines."""
    _sign: LoadingSign | None = None
    """What is drawn in its place while it is loading."""
    _is_given_focus = False
    """Whether the focus comes to it by the guest's doing or the host's, not a person's."""

    def notify_style_update(self) -> None:
        """Have all laid out if its text may take more lines now, or fewer: Textual takes these for mere looks."""
        super().notify_style_update()
        before, self._lines_broken = self._lines_broken, (self.styles.text_wrap, self.styles.text_overflow)
        if before is not None and before != self._lines_broken:
            self.refresh(layout=True)

    @property
    def has_transitions(self) -> bool:
        """Whether it has transitions: not in a list, whose rows may be drawn without widgets, or by other rows'."""
        return not any(each.signature.window for each in self.node.ancestors() if each is not self.node)

    @property
    def focusable(self) -> bool:
        """Whether the widget can have the focus: not while it is on its way out, or keys would go nowhere.

        Nor if something that it lies in is not shown: Textual looks at its own style alone.
        """
        return bool(super().focusable) and self.is_attached and not private.is_leaving(self) and self.is_shown

    def take_focus(self, scroll_visible: bool = False) -> bool:
        """Have the focus, if the widget can have it, loading or not; return whether it can."""
        self._is_given_focus = True
        takes = self.focusable
        if takes:
            # Not `focus()`, which waits a turn of the event loop: keys that come meanwhile would go astray.
            self.screen.set_focus(self, scroll_visible=scroll_visible)
        self._is_given_focus = False
        return takes

    def allow_focus(self) -> bool:
        """Tell whether it may have the focus, by Tab or otherwise: not while a dialog lies over it.

        While it is loading, it may keep the focus, but no person can give it that.
        """
        if not super().allow_focus() or (self.listener is not None and self.listener.is_covered(self)):
            return False
        has_focus = self.is_attached and self.screen.focused is self
        return has_focus or self._is_given_focus or not is_loading(self.node)

    @property
    def text_to_copy(self) -> str:
        """What a person has selected in it, if text in it is selected by its own means and not by the screen's."""
        return ""

    @property
    def is_selected_by_guest(self) -> bool:
        """Whether the guest has selected text in it, and nobody else has since."""
        return False

    def blur(self) -> Self:
        """Lose the focus to nobody. Textual gives it to a sibling when what has it is hidden or disabled.

        What is not seen because something is loading counts as hidden there; here it keeps the focus.
        """
        if self.is_attached and self.screen.focused is self and not is_loading(self.node):
            self.screen.set_focus(None)
        return self

    # --- Loading ---

    @property
    def is_loading(self) -> bool:
        """Whether a sign is drawn in place of all that it shows."""
        return self._sign is not None

    def show_loading(self, loading: bool) -> None:
        """Draw a sign in place of all that it shows, or that again. It keeps its size, and what is in it its place."""
        if self._sign is not None:
            self._sign.end()
        self._sign = LoadingSign(self) if loading else None
        if self.is_attached:
            if loading:
                self._let_go()
            self.refresh(layout=True)

    def _let_go(self) -> None:
        """End what a person is doing in it: a drag, an open menu."""
        held, focused = self.app.mouse_captured, node_widget(self.screen.focused)
        if held is not None and self in held.ancestors_with_self:
            self.app.capture_mouse(None)
        if focused is not None and self in focused.ancestors_with_self:
            focused.leave()

    def on_unmount(self) -> None:
        """Have no sign turn in its place any more."""
        if self._sign is not None:
            self._sign.end()

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Return where the children lie: nowhere while it is loading, though they take their room."""
        result = super().arrange(size, optimal)
        return Extent.of(result.total_region) if self._sign is not None and not optimal else result

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget, or of what is drawn in its place."""
        return super().render_lines(crop) if self._sign is None else list(self._sign.lines(crop))

    @property
    def _has_relative_children_width(self) -> bool:
        width = self.styles.width
        return width is not None and width.is_auto and super()._has_relative_children_width

    @property
    def is_shown(self) -> bool:
        """Whether neither it nor anything that it lies in takes no room by its style, or is hidden."""
        return all(each.styles.display != "none" for each in self.ancestors_with_self) and bool(self.visible)

    @property
    def is_waiting(self) -> bool:
        """Whether it will look different though nobody does anything, when something has been found out."""
        return False

    @property
    def slot(self) -> Widget:
        """What the widgets of the node's children are mounted in: the widget itself, or a container inside it."""
        return self

    def take_over(self, old: "NodeWidget") -> None:
        """Take over what a person did in the widget that this one was made to replace; edited values are not meant."""

    def take_selection(self, old: "NodeWidget") -> None:
        """Take over what is selected in a widget, now that the edited value is the same."""

    def sibling_index(self, child: Node) -> tuple[int, int] | None:
        """Return a child's index among all children, and their number; None if they all have widgets to be counted."""
        return None

    @property
    def _sibling(self) -> tuple[int, int] | None:
        return self.parent.sibling_index(self.node) if isinstance(self.parent, NodeWidget) else None

    @property
    def is_odd(self) -> bool:
        """Whether it is the first, third, fifth … child that is seen.

        Textual would ask each sibling whether it is visible, and each of these all that it lies in.
        """
        if self._sibling is not None:
            return self._sibling[0] % 2 == 0
        parent = self.parent
        if not isinstance(parent, Widget):
            return True
        inherited, before = parent.visible, 0
        for sibling in parent.displayed_children:
            if sibling is self:
                break
            own = sibling.styles.get_rule("visibility")
            visible = inherited if own is None else own != "hidden"
            before += isinstance(sibling, NodeWidget) and not private.is_leaving(sibling) and visible
        return before % 2 == 0

    @property
    def first_child(self) -> bool:
        """Whether it is the first child."""
        return self._is_first(False) if self._sibling is None else self._sibling[0] == 0

    @property
    def last_child(self) -> bool:
        """Whether it is the last child."""
        return self._is_first(True) if self._sibling is None else self._sibling[0] == self._sibling[1] - 1

    def _is_first(self, from_behind: bool) -> bool:
        """Tell whether it is the first child, or the last, that is seen. What stands for no node is not counted."""
        siblings = self.parent.children if self.parent is not None else ()
        in_order = reversed(siblings) if from_behind else siblings
        return next((each for each in in_order if isinstance(each, NodeWidget) and each.display), self) is self

    async def _on_message(self, message: Message) -> None:
        """Let no message of Textual's own widgets, this one or one inside it, reach what lies around.

        The embedding app would take them for those of its own widgets.
        """
        if type(message).__module__.startswith(_TEXTUALS_WIDGETS):
            # The handlers here still run; the message goes no further up.
            message.stop()
        try:
            with handling(message):
                await self._handle(message)
        except Exception as error:
            # Textual would end the program, whoever's the fault is.
            if self.layout_watch is None:
                raise
            self.layout_watch.tell(error)

    async def _handle(self, message: Message) -> None:
        if self._is_told(message) or (self.is_loading and isinstance(message, _PRESSES)):
            message.stop()
        else:
            await super()._on_message(message)

    def _is_told(self, message: Message) -> bool:
        """Tell the guest what the mouse did; return whether Textual has nothing more to do about it."""
        return (
            isinstance(message, events.MouseEvent) and self.listener is not None and self.listener.point(self, message)
        )

    def enter(self) -> None:
        """The focus comes to the node; the guest is about to be told."""

    def leave(self) -> None:
        """The person goes on to something else: the focus is about to leave the node, or another one was clicked."""

    def finish(self) -> None:
        """The person goes on by Tab: what is begun in the node is done, and the focus is about to leave it."""
        self.leave()

    @property
    def allow_select(self) -> bool:
        """Whether text in it is selected by dragging: not where the guest wants to hear of that."""
        return (
            super().allow_select
            and self._sign is None
            and not (self.listener is not None and self.listener.drags(self))
        )

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Tell of being scrolled sideways."""
        super().watch_scroll_x(old_value, new_value)
        self._tell_scrolled(old_value, new_value)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell of being scrolled up or down."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_scrolled(old_value, new_value)

    def scroll_in_layout(self, line: int) -> None:
        """Be scrolled to a line by the layout that is just made."""
        before = self.scroll_y
        private.scroll_in_layout(self, line)
        self._tell_scrolled(before, line)

    def _tell_scrolled(self, old_value: float, new_value: float) -> None:
        if self.listener is not None and round(old_value) != round(new_value):
            self.listener.scrolled(self)

    def node_at(self, screen_x: int, screen_y: int) -> Node:
        """Return the innermost node that is shown at a cell of the screen, of those that the widget draws."""
        return self.node

    @property
    def is_turned(self) -> bool:
        """Whether a wheel does something to it besides scrolling, as things stand."""
        return False

    def highlight(self, node: Node) -> None:
        """Put the cursor on a row, or on a cell, of what the widget shows, and scroll there; tell nobody."""

    def click(self, event: events.Click) -> Node | None:
        """Take a click on what the widget draws of nodes without widgets; return the node that was clicked."""
        return None

    @property
    def keys(self) -> Mapping[str, str]:
        """The own keys that it takes as things stand, and what each does."""
        return self.node.signature.row.keys

    async def do(self, action: str) -> bool:
        """Do what an own key does, by the action's name in the kind's row; return whether there was anything to do.

        A widget overrides this, or has Textual's method for it: `action_NAME`.
        """
        return await self.app.run_action(action, self)

    async def action_own(self, action: str) -> None:
        """Do what an own key does, for Textual's bindings."""
        if not await self.do(action):
            raise SkipAction

    async def on_key(self, event: events.Key) -> None:
        """Have a key do what it means, at once.

        Only the first widget that sees a key does anything; those above it see it bubble by. A focus on a widget
        inside this one, that stands for no node, is this one's.
        """
        if _SEEN in vars(event) or self.listener is None:
            return
        vars(event)[_SEEN] = True
        focused = self.screen.focused
        if node_widget(focused) is not self:
            _pass_on(event, focused)
        elif await self.listener.press_key(event):
            _stop(event)

    def on_paste(self, event: events.Paste) -> None:
        """Have a paste do what it means; Textual's widgets would take one line of it, and nothing that is too long."""
        _stop(event)
        if self.listener is not None:
            self.listener.paste(event.text)

    def take_typed(self, text: str) -> None:
        """Take what was typed into the node."""

    def take_sought(self, character: str, now: float) -> bool:
        """Take what is typed to find something in the node, at a time in milliseconds; return whether it was found."""
        return False

    def take_paste(self, text: str) -> int:
        """Take what was pasted into the node; return how many characters there is no room for."""
        return len(text)

    def _report(self, name: str, text: str = "", *numbers: float, modifiers: int = 0) -> None:
        if self.listener is not None:
            self.listener.report(self, Event(name, self.node.id, text, numbers, modifiers=modifiers))

    def _report_of(self, part: Node, name: str, *numbers: int) -> None:
        if self.listener is not None:
            self.listener.report(self, Event(name, part.id, "", numbers))


def own_bindings(kind: str, without: str = "") -> list[BindingType]:
    """Return Textual's bindings for a kind's own keys, for a class whose Textual base has none, or others, for them.

    While the guest runs, the view asks the row instead. When it is gone, what can still be scrolled is, by these.
    `without`: an action that means nothing then.
    """
    keys = KIND_BY_NAME[kind].keys.items()
    return [Binding(key, f"own({action!r})", show=False) for key, action in keys if action != without]


def node_widget(widget: Widget | None) -> NodeWidget | None:
    """Return the nearest widget, from `widget` upwards, that stands for a node."""
    ancestors: Iterable[object] = widget.ancestors_with_self if widget is not None else ()
    return next((each for each in ancestors if isinstance(each, NodeWidget)), None)


def modifiers_of(event: events.MouseEvent) -> int:
    """Return the modifier bits of a mouse event."""
    return event.shift << 0 | event.meta << 1 | event.ctrl << 2
