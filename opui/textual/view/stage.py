"""What a view is made of before its guest: the guest's root with its stylesheet, and the host's mark."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from textual import events
from textual.app import App
from textual.geometry import Offset, Region, Size
from textual.layout import DockArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget
from textual.widgets import Static

from opui.core.tree.style import CONDITION, conditions_of, is_met
from opui.textual import private
from opui.textual.css import condition_class, restyle, scoped_css
from opui.textual.kinds.bounded import BoundedWidget
from opui.textual.kinds.boxes import BELOW
from opui.textual.kinds.registry import TYPE_NAMES
from opui.textual.kinds.transitions import TransitionWidget
from opui.textual.removal import GoneAtOnce
from opui.textual.view.scrim import Scrim

MODAL: Final = "modal"
"""The layer of dialogs and of the scrim."""


class BusyMark(Static, GoneAtOnce):
    """Says, over the view's last line, that the guest is computing. The host draws it; no guest can reach it."""

    DEFAULT_CSS = """
    BusyMark {
        layer: host; dock: right; width: auto; height: 1; padding: 0 1; display: none;
        background: $warning; color: $text;
    }
    """

    def __init__(self) -> None:
        super().__init__("busy…", markup=False)


class OpuiRoot(TransitionWidget, BoundedWidget):
    """The guest's root: the guest's rules for `root` match this, and none of its rules reach beyond it.

    Dialogs lie over its other children, in its middle, the last on top; the scrim lies right below that one.
    """

    DEFAULT_CSS = """
    OpuiRoot { width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden; layers: default modal; }
    """

    tell_mouse: Callable[[events.MouseEvent], object] = staticmethod(lambda event: None)
    """Called with what the mouse did here. Widgets have been told before, if it did that over one."""
    conditions: frozenset[str] = frozenset()
    """The states of width and height that the guest's rules ask for."""

    def __init__(self, classes: str) -> None:
        self._scrim = Scrim()
        self._stacked: DockArrangeResult | None = None
        super().__init__(self._scrim, classes=classes)

    async def on_event(self, event: events.Event) -> None:
        """Tell what the mouse did."""
        if isinstance(event, events.MouseEvent):
            self.tell_mouse(event)
        await super().on_event(event)

    async def on_resize(self, event: events.Resize) -> None:
        """Match all rules anew if a state of its width or height has changed."""
        if self.meet(event.size):
            await restyle(self)

    def meet(self, size: Size) -> bool:
        """Have the classes of the states that hold for a size; return whether any has changed."""
        met = {condition_class(each) for each in self.conditions if is_met(each, *size)}
        before = {name for name in self.classes if CONDITION.fullmatch(name.removeprefix("-"))}
        self.remove_class(*before - met, update=False)
        self.add_class(*met - before, update=False)
        return met != before

    @property
    def layout(self) -> Layout:
        """How its children are laid out."""
        return BELOW

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Find out where the children lie: first the others, then the dialogs, whatever side they are docked to."""
        result = super().arrange_children(size, optimal)
        if result is not self._stacked:
            self._stacked = result
            over = [each for each in self.displayed_children if each.layer == MODAL and each is not self._scrim]
            result.placements[:] = [each for each in result.placements if each.widget.layer != MODAL]
            result.placements += self._over_one_another([*over[:-1], self._scrim, *over[-1:]] if over else (), size)
        return result

    def _over_one_another(self, widgets: Sequence[Widget], size: Size) -> Iterator[WidgetPlacement]:
        viewport, units = self.app.viewport_size, (Fraction(size.width), Fraction(size.height))
        for widget in widgets:
            model = private.box_model(widget, size, viewport, units, greedy=True)
            width, height = int(model.width), int(model.height)
            region = Region(max(0, size.width - width) // 2, max(0, size.height - height) // 2, width, height)
            styles = widget.styles
            offset = styles.offset.resolve(size, viewport) if styles.has_rule("offset") else Offset()
            yield WidgetPlacement(region, offset, model.margin, widget)


async def set_stylesheet(root: OpuiRoot, scope: str, text: str) -> None:
    """Replace a guest's rules.

    Args:
        root: The root that they are for.
        scope: Its class, which no other view has.
        text: As the tree holds it, so known to parse.
    """
    stylesheet = root.app.stylesheet
    before = stylesheet.source.pop(_place(scope), None)
    root.conditions = conditions_of(text)
    root.meet(root.size)
    stylesheet.add_source(scoped_css(text, scope, TYPE_NAMES), _place(scope))
    if before is not None:
        # The new rules are parsed in a style sheet of its own, so that nothing of them is kept.
        stylesheet.reparse()
        private.forget_rules(stylesheet, _place(scope))
    await restyle(root)


def drop_stylesheet(app: App[Any], scope: str) -> None:
    """Forget a guest's rules."""
    if app.stylesheet.source.pop(_place(scope), None) is not None:
        app.stylesheet.reparse()
        private.forget_rules(app.stylesheet, _place(scope))


def _place(scope: str) -> tuple[str, str]:
    return ("opui", scope)
