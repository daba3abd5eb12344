"""Five guests in one program under random hands: `python -m tests.fuzz.soak` for ten minutes and 20,000 actions.

Todo, rows and three guests that remake all they show, several times a second. Mouse, keys, pastes, resizes, focus and
window switches come as the driver would bring them, before the last ones are answered. At each rest the program lives,
no guest has ended, and in each view what is mounted is what the tree holds.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final, NamedTuple

import wasmtime
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input

from opui.core.errors import GuestError
from opui.core.gate.module import Module, check_module
from opui.core.tree.tree import Tree
from opui.source import load_app
from opui.textual.css import text_content
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.text import OpuiText
from opui.textual.render.renderer import Renderer
from opui.textual.view.life import State
from opui.textual.view.view import OpuiView
from tests.fuzz.campaign import resident_bytes
from tests.hostile.corpus import whole_text

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
REMADE: Final = ("text", "input", "button")
"""What the remaking guests consist of, besides a list with rows of it."""
MILLISECONDS: Final = 500
REST: Final = 50
"""Actions between two rests."""
PATIENCE: Final = 60.0
SIZES: Final = (Size(80, 24), Size(120, 40), Size(40, 12), Size(200, 60), Size(100, 30))
KEYS: Final = (
    "tab", "shift+tab", "enter", "space", "escape", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "backspace", "delete", "ctrl+a", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+n", "ctrl+t", "f2", "f3", "f4", "f5", "f8",
    "shift+left", "shift+end", *"adecuxs/é漢",
)  # fmt: skip
PASTES: Final = ("milk", "two\nlines", "漢字 👨\u200d👩\u200d👧 e\u0301", "x" * 20_000, "\x1b[31m\u202e", "")


class Checked(NamedTuple):
    """What came of a soak: how many actions of each name, and the resident memory at the rests, in bytes by seconds."""

    actions: Counter[str]
    memory: list[tuple[float, int]]


class DisagreementError(Exception):
    """Something that must not happen in a soak."""


def remaking(kind: str) -> Module:
    """Return a guest that with each tick, and each press, makes anew a list of rows and what stands beside it."""
    text = f"""(module
      ;; include: prelude
      (func $frame (param $number i32)
        (local $first i32) (local $n i32)
        (if (i32.eq (local.get $number) (i32.const 1)) (then
          (call $make (i32.const 1) (global.get $timer) (i32.const 0))
          (call $set_number (i32.const 1) (global.get $interval) (f64.const {MILLISECONDS}))
          (call $attach (i32.const 1) (global.get $tick) (i32.const 1)))
        (else (call $remove (i32.mul (i32.sub (local.get $number) (i32.const 1)) (i32.const 100)))))
        (local.set $first (i32.mul (local.get $number) (i32.const 100)))
        (call $make (local.get $first) (global.get $column) (i32.const 0))
        (call $make (i32.add (local.get $first) (i32.const 1)) (global.get $list) (local.get $first))
        (local.set $n (i32.const 2))
        (loop $next
          (call $make (i32.add (local.get $first) (local.get $n)) (global.get ${kind})
            (i32.add (local.get $first) (i32.lt_u (local.get $n) (i32.const 20))))
          (if (i32.ne (global.get ${kind}) (global.get $input)) (then
            (call $set_text (i32.add (local.get $first) (local.get $n)) (i32.const 0x10000))))
          (local.set $n (i32.add (local.get $n) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $n) (i32.const 26)))))
      (func $handler (param $event i32))
      (data (i32.const 0x10000) "remade \\e6\\bc\\a2\\00"))"""
    return check_module(bytes(wasmtime.wat2wasm(whole_text(text))))


class Soaked(App[None]):
    """The program: an input of its own and five views."""

    CSS = "Horizontal { height: 1fr; } #own { height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        examples = [load_app(EXAMPLES / name) for name in ("todo", "rows")]
        self.views = [OpuiView(app.module, limits=app.limits, seed=7, name=app.name) for app in examples]
        self.views += [OpuiView(remaking(kind), seed=7, name=f"remade {kind}") for kind in REMADE]
        self.failed: list[GuestError] = []

    def compose(self) -> ComposeResult:
        """Yield the input, and the views in two lines."""
        yield Input(id="own")
        yield Horizontal(*self.views[:2])
        yield Horizontal(*self.views[2:])

    def on_opui_view_failed(self, message: OpuiView.Failed) -> None:
        """Note what a guest has ended by: none may."""
        self.failed.append(message.error)

    def send(self, event: Message) -> None:
        """Put an event where the driver puts them."""
        assert self._driver is not None
        self._driver.process_message(event)


class Hands:
    """What a person does at random, by name; each is a few events."""

    def __init__(self, app: Soaked, random: Random) -> None:
        self._app = app
        self._random = random
        self._pressed = False
        self._away = False
        self.actions: dict[str, tuple[int, Callable[[], None]]] = {
            "keys": (8, self._keys), "held key": (2, self._held), "mouse": (6, self._click), "move": (4, self._move),
            "press or release": (2, self._press), "wheel": (3, self._wheel), "paste": (1, self._paste),
            "resize": (1, self._resize), "focus": (1, self._focus), "window": (1, self._window),
        }  # fmt: skip

    def act(self) -> str:
        """Do something; return its name."""
        weights = [weight for weight, _ in self.actions.values()]
        (name,) = self._random.choices(list(self.actions), weights)
        self.actions[name][1]()
        return name

    def _key(self, key: str) -> None:
        self._app.send(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))

    def _keys(self) -> None:
        for _ in range(self._random.randint(1, 6)):
            self._key(self._random.choice(KEYS))

    def _held(self) -> None:
        key = self._random.choice(KEYS)
        for _ in range(self._random.randint(2, 20)):
            self._key(key)

    def _mouse(self, kind: type[events.MouseEvent], button: int = 0) -> None:
        size = self._app.size
        x, y = self._random.randrange(size.width), self._random.randrange(size.height)
        self._app.send(kind(None, x, y, 0, 0, button, False, False, False, x, y))

    def _click(self) -> None:
        size = self._app.size
        x, y = self._random.randrange(size.width), self._random.randrange(size.height)
        for _ in range(self._random.choice((1, 1, 1, 2, 3))):
            for kind in (events.MouseDown, events.MouseUp):
                self._app.send(kind(None, x, y, 0, 0, 1, False, False, False, x, y))

    def _move(self) -> None:
        self._mouse(events.MouseMove, int(self._pressed))

    def _press(self) -> None:
        self._mouse(events.MouseUp if self._pressed else events.MouseDown, 1)
        self._pressed = not self._pressed

    def _wheel(self) -> None:
        for _ in range(self._random.randint(1, 5)):
            self._mouse(self._random.choice((events.MouseScrollDown, events.MouseScrollUp)))

    def _paste(self) -> None:
        self._app.send(events.Paste(self._random.choice(PASTES)))

    def _resize(self) -> None:
        size = self._random.choice(SIZES)
        self._app.send(events.Resize(size, size))

    def _focus(self) -> None:
        widgets = [widget for widget in self._app.screen.focus_chain if widget.is_attached]
        if widgets:
            self._random.choice(widgets).focus()

    def _window(self) -> None:
        self._away = not self._away
        self._app.send(events.AppBlur() if self._away else events.AppFocus())


def disagreements(tree: Tree, renderer: Renderer) -> Iterator[str]:
    """Yield what a view shows otherwise than its tree holds."""
    for id_, widget in renderer.widgets.items():
        if tree.nodes.get(id_) is not widget.node:
            yield f"node {id_} has a widget and is not in the tree"
        elif not widget.is_attached:
            yield f"the widget of node {id_} is not mounted"
        elif isinstance(widget, OpuiText) and widget.content.plain != text_content(widget.node).plain:
            yield f"text {id_} shows {widget.content.plain!r}, and holds {widget.node.text!r}"
    for node in tree.root.subtree():
        lies_in_rows = any(each.signature.window for each in [*node.ancestors()][1:])
        if node.signature.shown and node.parent is not None and not lies_in_rows and node.id not in renderer.widgets:
            yield f"{node.kind_name} {node.id} is in the tree and has no widget"


async def _rest(app: Soaked) -> None:
    """Wait until all that was done has arrived and each view has shown a frame as a whole, and look."""
    end = monotonic() + PATIENCE
    while app.message_queue_size and app._exception is None:
        await asyncio.sleep(0.001)
    for view in app.views:
        while True:
            if app.failed or app._exception is not None:
                raise DisagreementError(f"ended: {app.failed} {app._exception!r}")
            session, renderer = view.session, view._renderer
            # While a frame is on its way the tree is ahead of what is shown, be it only for a turn of the loop.
            rests = view._driver.life.state is State.WAITING and renderer is not None and not renderer._turn.locked()
            if rests and session is not None and renderer is not None and renderer.finished:
                break
            if monotonic() > end:
                raise DisagreementError(f"{view.name} does not come to rest")
            await asyncio.sleep(0.001)
        if wrong := list(disagreements(session.tree, renderer)):
            raise DisagreementError(f"{view.name}: {wrong[:3]}")
        strangers = [widget for widget in view.query(NodeWidget) if renderer.widgets.get(widget.node.id) is not widget]
        if any(not widget._pruning for widget in strangers):
            raise DisagreementError(f"{view.name}: {strangers[:3]} are mounted and stand for nothing")


@asynccontextmanager
async def _running() -> AsyncIterator[Soaked]:
    app = Soaked()
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True):
        yield app


async def soak(actions: int, seconds: float, random: Random) -> Checked:
    """Run until there were so many actions and so much time has passed.

    Raises:
        DisagreementError: The program or a guest has ended, or a view shows something else than its tree holds.
    """
    done: Counter[str] = Counter()
    memory: list[tuple[float, int]] = []
    begun = monotonic()
    async with _running() as app:
        hands = Hands(app, random)
        await _rest(app)
        while done.total() < actions or monotonic() - begun < seconds:
            done[hands.act()] += 1
            await asyncio.sleep(random.choice((0, 0, 0.001, 0.01)))
            if done.total() % REST == 0:
                await _rest(app)
                memory.append((monotonic() - begun, resident_bytes()))
            if (spare := begun + seconds * done.total() / actions - monotonic()) > 0:
                await asyncio.sleep(min(spare, 0.05))
        await _rest(app)
    return Checked(done, memory)


def main() -> int:
    """Soak; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.soak", description=__doc__)
    parser.add_argument("--actions", type=int, default=20_000, help="at least so many (%(default)s)")
    parser.add_argument("--seconds", type=float, default=600, help="at least so long (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what chance comes from (%(default)s)")
    arguments = parser.parse_args()
    checked = asyncio.run(soak(arguments.actions, arguments.seconds, Random(arguments.seed)))
    whole = checked.memory[-1][0]
    print(f"{checked.actions.total()} actions in {whole:.0f} s: {dict(checked.actions)}")
    minutes = [[size for at, size in checked.memory if at // 60 == minute] for minute in range(int(whole // 60) + 1)]
    print("MiB by minute:", [round(sum(sizes) / len(sizes) / (1 << 20), 1) for sizes in minutes if sizes])
    return 0


if __name__ == "__main__":
    sys.exit(main())
