"""A key typed into a text of 5,000 lines → painted, against a bare `TextArea`: `python -m benchmarks.editing`.

The gallery's text area holds its text in a guest in Rust, which builds its view anew and compares it at each key.
Another guest, a written one, also changes another line at each key. What takes turns with them is an app with a
`TextArea` and nothing else. The bar is 1.5 times its time.
"""

import asyncio
import statistics
from typing import Any, Final, NamedTuple

from textual.app import App, ComposeResult
from textual.widgets import TextArea

from benchmarks.apps import running
from benchmarks.painting import Painter, painted
from opui.core.protocol import LIMIT
from opui.core.tree.tree_listing import list_tree
from opui.core.wire.listing import quote
from opui.textual.app.app import OpuiApp
from opui.textual.view.view import OpuiView
from tests.scripted import scripted

LINES: Final = 5000
TEXT: Final = "\n".join(
    f"{number:05d} lorem ipsum dolor sit amet consectetur adipiscing elit" for number in range(LINES)
)
PIECE: Final = 60_000
KEYS: Final = 60
ROUNDS: Final = 3
BAR: Final = 1.5


class Ways(NamedTuple):
    """The processor time of each key, in seconds, by who holds the text."""

    bare: list[float]
    rust: list[float]
    written: list[float]


class BareApp(App[None]):
    """A text area and nothing else."""

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield TextArea(TEXT)


class WrittenApp(App[None]):
    """A guest that changes another line at each key."""

    def __init__(self) -> None:
        super().__init__()
        pieces = (TEXT[at : at + PIECE] for at in range(0, len(TEXT), PIECE))
        first = (
            "create node=1 kind=text_area\ninsert node=1 parent=0 before=0\nattach node=1 event=edit handler=1 data=0\n"
        )
        first += "".join(f"insert_text node=1 text={quote(piece)}\n" for piece in pieces)
        frames = (
            f'delete_text node=1 start=0 end=5\ninsert_text node=1 text="{number:05d}"' for number in range(KEYS + 5)
        )
        self.view = OpuiView(scripted(first, *frames), limits=LIMIT)

    def compose(self) -> ComposeResult:
        """Yield its view."""
        yield self.view


def shown(app: OpuiApp) -> str:
    """Return the listing of the guest's tree."""
    assert app.view.session is not None
    return list_tree(app.view.session.tree)


async def typed(painter: Painter[Any]) -> list[float]:
    """Type letters where the caret is; return what each has taken."""
    return [(await painter.sample("abcdefghij"[number % 10])).processor for number in range(KEYS)]


async def bare() -> list[float]:
    """Type into a bare text area, in the middle of the text."""
    async with painted(BareApp()) as painter:
        area = painter.app.query_one(TextArea)
        area.cursor_blink = False
        area.focus()
        area.move_cursor((LINES // 2, 10))
        await painter.still()
        return await typed(painter)


async def rust() -> list[float]:
    """Type into the gallery's text area, in the middle of the text, which is pasted."""
    async with running("gallery") as painter:
        while 'title="text_area"' not in shown(painter.app):
            await painter.do("down")
        await painter.do("tab")
        painter.app.view.paste(TEXT)
        await painter.still()
        await painter.do(*["pageup"] * 60)
        return await typed(painter)


async def written() -> list[float]:
    """Type into the text that a guest changes as well."""
    app = WrittenApp()
    async with painted(app, lambda: app.view.idle) as painter:
        await painter.do("tab", *["pagedown"] * 60)
        return await typed(painter)


def measure() -> Ways:
    """Let the three take turns."""
    ways = Ways([], [], [])
    for _ in range(ROUNDS):
        for taken, way in zip(ways, (bare, rust, written), strict=True):
            taken.extend(asyncio.run(way()))
    return ways


def main() -> None:
    """Print the medians and what they are of the bare one's."""
    ways = measure()
    medians = [statistics.median(taken) for taken in ways]
    for name, median in zip(("bare TextArea", "guest in Rust", "guest that writes too"), medians, strict=True):
        print(f"{name:22} {median * 1000:6.2f} ms a key, {median / medians[0]:4.2f} times (bar: {BAR})")


if __name__ == "__main__":
    main()
