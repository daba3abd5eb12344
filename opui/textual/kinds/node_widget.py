"""The widgets that nodes become: Textual's own, with what they lack and without what a guest must not reach.

No widget here takes text as markup. Each carries its node; none knows the tree, the session or the guest.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Final, Protocol, Self

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Rule, Static

from opui.core.kinds import KIND_BY_NAME
from opui.core.tree.node import Node
from opui.core.wire.records import Event

MARK: Final = "-node"
"""The class of all widgets that stand for nodes; guests' rules reach no others."""
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

    def look(self, widget: "NodeWidget") -> None:
        """Other rows may be seen of a list, or of those that lie in a widget."""


_SEEN: Final = "opui_seen"
"""Put into a key event's attributes by the first widget that sees it."""


def _stop(event: events.Key) -> None:
    event.stop()
    event.prevent_default()


def _pass_on(event: events.Key, focused: Widget | None) -> None:
    """Send a key on to where the focus has gone since Textual sent it here."""
    if focused is not None:
        _stop(event)
        focused._forward_event(events.Key(event.key, event.character))


class NodeWidget(Widget):
    """A widget that stands for a node. The last base of each: Textual takes a widget's CSS from the first."""

    DEFAULT_CLASSES = MARK
    node: Node
    listener: Listener | None = None
    """Set once the widget is known to the renderer."""
    cursor: Node | None = None
    """The row that its cursor is on, if it has one."""
    virtual_size = Reactive(Size(0, 0))
    """Textual's own has all laid out once more when it changes, at each letter typed into an input. It is what the
    layout just done has found; where a scroll bar comes or goes by it, that asks for another layout itself."""

    @property
    def focusable(self) -> bool:
        """Whether the widget can have the focus: not while it is on its way out, or keys would go nowhere."""
        return bool(super().focusable) and self.is_attached and not self._pruning

    def place_of(self, child: Node) -> tuple[int, int] | None:
        """Return a child's place among all children and their number, None if Textual can tell by the widgets."""
        return None

    @property
    def _place(self) -> tuple[int, int] | None:
        return self.parent.place_of(self.node) if isinstance(self.parent, NodeWidget) else None

    @property
    def is_odd(self) -> bool:
        """Whether it is the first, third, fifth … child."""
        return super().is_odd if self._place is None else self._place[0] % 2 == 0

    @property
    def first_child(self) -> bool:
        """Whether it is the first child."""
        return super().first_child if self._place is None else self._place[0] == 0

    @property
    def last_child(self) -> bool:
        """Whether it is the last child."""
        return super().last_child if self._place is None else self._place[0] == self._place[1] - 1

    def click(self, event: events.Click) -> Node | None:
        """Take a click on what the widget draws of nodes without widgets; return the node that was clicked."""
        return None

    def takes(self, key: str) -> bool:
        """Tell whether a widget inside this one, while that has the focus, takes a key, by Textual's name."""
        active = self.screen.active_bindings.get(key)
        return active is not None and self in active.node.ancestors_with_self

    async def do(self, action: str) -> bool:
        """Do what an own key does, by the action's name in the kind's row; return whether there was anything to do."""
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

    def _report(self, name: str, text: str = "", *numbers: int, modifiers: int = 0) -> None:
        if self.listener is not None:
            self.listener.report(self, Event(name, self.node.id, text, numbers, modifiers=modifiers))


def own_bindings(kind: str) -> list[BindingType]:
    """Return Textual's bindings for a kind's own keys: those of a guest that is gone are pressed by these."""
    return [Binding(key, f"own({action!r})", show=False) for key, action in KIND_BY_NAME[kind].keys.items()]


class OpuiColumn(NodeWidget):
    """A `column`."""

    DEFAULT_CSS = """
    OpuiColumn { width: 1fr; height: auto; layout: vertical; }
    """


class OpuiRow(NodeWidget):
    """A `row`."""

    DEFAULT_CSS = """
    OpuiRow { width: 1fr; height: auto; layout: horizontal; }
    """


class OpuiScroll(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A `scroll`."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("scroll")

    DEFAULT_CSS = """
    OpuiScroll {
        width: 1fr; height: 1fr; layout: vertical; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows of the lists in it may be seen."""
        super().watch_scroll_y(old_value, new_value)
        if self.listener is not None and round(old_value) != round(new_value):
            self.call_after_refresh(self.listener.look, self)


class OpuiText(NodeWidget):
    """A `text` with its spans.

    Attributes:
        content: What it shows.
    """

    DEFAULT_CSS = """
    OpuiText { width: auto; max-width: 100%; height: auto; }
    """

    def __init__(self, content: Content) -> None:
        super().__init__()
        # There are none in what a guest says; Textual would look for them at each paint.
        self.set_reactive(Widget.auto_links, False)
        self.content = content

    def render(self) -> Content:
        """Return what it shows."""
        return self.content

    def set_content(self, content: Content) -> None:
        """Show something else; all is laid out anew only if it takes other room."""
        old, self.content = self.content, content
        width = self.size.width
        self.refresh(layout=not width or self._room_of(content, width) != self._room_of(old, width))

    def _room_of(self, content: Content, width: int) -> tuple[int, int]:
        rules: Any = self.styles
        return content.get_optimal_width(rules, width), content.get_height(rules, width)


class OpuiButton(Button, NodeWidget):
    """A `button`. It takes every click: Textual's own drops those that come while it still looks pressed."""

    DEFAULT_CSS = """
    OpuiButton { width: auto; min-width: 0; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("button")

    def press(self) -> Self:
        """Report that the button was pressed by key."""
        self._report("press", "", 1)
        return self

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        event.prevent_default()
        self._report("press", "", event.chain, modifiers=modifiers_of(event))


class OpuiInput(Input, NodeWidget):
    """An `input`."""

    DEFAULT_CSS = """
    OpuiInput { width: 1fr; }
    """

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

    async def action_submit(self) -> None:
        """Report that Enter was pressed."""
        self._report("submit", self.value)


class OpuiCheckbox(Checkbox, NodeWidget):
    """A `checkbox`, one line high. Textual's own tells ticked from unticked by colour alone."""

    DEFAULT_CSS = """
    OpuiCheckbox { width: auto; height: 1; border: none; padding: 0; background: transparent; }
    OpuiCheckbox > .toggle--button, OpuiCheckbox.-on > .toggle--button { color: $text-muted; background: transparent; }
    OpuiCheckbox.-on > .toggle--button { color: $text-success; }
    OpuiCheckbox:focus { border: none; background-tint: $foreground 0%; }
    OpuiCheckbox:focus > .toggle--button { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    async def do(self, action: str) -> bool:
        """Turn the tick over: it has no other action."""
        self.toggle()
        return True

    def watch_value(self) -> None:
        """Report that the tick is another."""
        super().watch_value()
        self._report("toggle", "", int(self.value))

    def render(self) -> Content:
        """Return the box and, behind a space, the label."""
        box = Content.styled("[✓]" if self.value else "[ ]", self.get_visual_style("toggle--button"))
        label = self._label.stylize_before(self.get_visual_style("toggle--label"))
        return Content.assemble(box, " ", label) if self._label else box

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of what `render` returns, in cells."""
        return 3 + (1 + self._label.cell_length if self._label else 0)


class OpuiRule(Rule, NodeWidget):
    """A `rule`."""


class OpuiPlaceholder(Static, NodeWidget):
    """A node of a kind that this host does not know."""

    DEFAULT_CSS = """
    OpuiPlaceholder { width: auto; height: auto; color: $text-muted; text-style: italic; }
    """

    def __init__(self, content: Content) -> None:
        super().__init__(content, markup=False)


def node_widget(widget: Widget | None) -> NodeWidget | None:
    """Return the nearest widget, from `widget` upwards, that stands for a node."""
    ancestors: Iterable[object] = widget.ancestors_with_self if widget is not None else ()
    return next((each for each in ancestors if isinstance(each, NodeWidget)), None)


def modifiers_of(event: events.MouseEvent) -> int:
    """Return the modifier bits of a mouse event."""
    return event.shift << 0 | event.meta << 1 | event.ctrl << 2
