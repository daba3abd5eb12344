"""A renderer in an app without a view, a session or a guest around it."""

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot

from opui.core.session.area import Area, Areas
from opui.core.splice import middle
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.render.renderer import Renderer


class Silent:
    """A listener that is told nothing of interest but that rows may be missing."""

    renderer: Renderer

    def __init__(self, tree: Tree) -> None:
        self._areas = Areas(tree)

    def area(self, node: Node) -> Area:
        area = self._areas.of(node)
        area.splice_by_guest([middle(area.text, node.text)])
        return area

    def report(self, widget: NodeWidget, event: Event) -> None:
        pass

    async def press_key(self, event: events.Key) -> bool:
        return False

    def paste(self, text: str) -> None:
        pass

    def point(self, widget: NodeWidget, event: events.MouseEvent) -> bool:
        return False

    def drags(self, widget: NodeWidget) -> bool:
        return False

    def now(self) -> float:
        return 0.0

    def rows_moved(self, widget: NodeWidget) -> None:
        self.renderer.rows_moved(widget.node)

    def scrolled(self, widget: NodeWidget) -> None:
        pass

    def is_covered(self, widget: NodeWidget) -> bool:
        return False


async def settle(renderer: Renderer, pilot: Pilot[None]) -> None:
    """Mount what is missing, as a view does."""
    await pilot.pause()
    while not renderer.finished:
        await renderer.fill()
        await pilot.pause()


class Two(App[None]):
    """Two places for trees."""

    def compose(self) -> ComposeResult:
        yield Vertical(id="first")
        yield Vertical(id="second")

    def renderer(self, place: str, tree: Tree, limits: dict[str, int]) -> Renderer:
        listener = Silent(tree)
        listener.renderer = Renderer(self.query_one(place), tree.root, listener, limits)
        return listener.renderer
