"""Keys that come faster than a guest answers: held down, or many in one write of the terminal.

Each is a real key event of Textual's. What must come of them, whenever the guest's frames run: each delete key deletes
one row, nothing panics, and screen, tree and guest agree once all is answered.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from textual import events

from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.testing import RunningApp, run_app
from opui.textual.kinds.list.list import OpuiList

pytestmark = pytest.mark.slow

SEEDS = 200
AT_ONCE = 25
"""Seeds that share an app, one after the other."""
KEYS_OF_A_WRITE = 20
CHUNKS = range(0, SEEDS, AT_ONCE)
MOVES = ("down", "up", "home", "end", "pagedown", "pageup")
DELETES = ("d", "delete")


class Player:
    """An app of a list, and what a person sees of it."""

    def __init__(self, app: RunningApp, name: str) -> None:
        self.app = app
        self._name = name

    async def write(self, *keys: str) -> None:
        """Have keys arrive in one write, before anything is answered."""
        for key in keys:
            self.app.app.post_message(events.Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))
        await self.app.settle()
        assert self.app.app.view.session is not None
        assert self.app.app.view.session.failure is None

    def node(self, path: str) -> Node:
        assert self.app.app.view.session is not None
        tree = self.app.app.view.session.tree
        return tree.nodes[find_node(tree, path)]

    @property
    def window(self) -> OpuiList:
        found = self.app.app.view.widget_of(self.node(self._name).id)
        assert isinstance(found, OpuiList)
        return found

    @property
    def rows(self) -> list[Node]:
        return [child for child in self.node(self._name).children() if child.kind_name == "row"]

    def title(self, row: Node) -> str:
        return next(child.text for child in row.children() if child.kind_name == "text")

    def check_screen(self) -> None:
        """What is seen of the list is what the tree says, line by line."""
        strips = self.app.app.screen._compositor.render_strips()
        region = self.window.content_region
        shown = [strip.crop(region.x, region.right).text.split() for strip in strips[region.y : region.bottom]]
        first = self.window.scroll_offset.y
        expected = [self.title(row) for row in self.rows[first : first + len(shown)]]
        assert len(expected) in (len(shown), len(self.rows))
        for words, title in zip(shown, expected, strict=False):
            assert title in words, (shown, expected)
        assert self.window.cursor in self.rows


@asynccontextmanager
async def playing(path: Path, name: str) -> AsyncIterator[Player]:
    async with run_app(path, size=(80, 24)) as app:
        yield Player(app, name)


def bursts(random: Random, keys: tuple[str, ...]) -> Iterator[list[str]]:
    """Writes of up to twenty keys: one held down, or any."""
    for _ in range(random.randrange(2, 5)):
        count = random.randrange(1, KEYS_OF_A_WRITE + 1)
        yield [random.choice(keys)] * count if random.random() < 0.4 else random.choices(keys, k=count)


# --- todo ------------------------------------------------------------------------------------------


async def begin_todo(player: Player, count: int) -> None:
    """Have so many items, `t0` and so on, and the focus on the list."""
    await player.write("ctrl+n", "ctrl+u")
    await player.write(*[key for number in range(count) for key in ("t", *str(number), "enter")])
    await player.write("down")


async def end_todo(player: Player) -> None:
    await player.write("ctrl+n", "ctrl+u")
    await player.write("f2")
    if 'name="toggle-all" checked' not in player.app.tree:
        await player.write("ctrl+t")
    await player.write("f8")


def still_to_do(player: Player) -> int:
    return sum("done" not in row.classes for row in player.rows)


@pytest.mark.parametrize("first", CHUNKS)
async def test_in_todo_each_delete_deletes_an_item_whatever_comes_with_it(
    example: Callable[[str], Path], first: int
) -> None:
    async with playing(example("todo"), "todos") as player:
        for seed in range(first, first + AT_ONCE):
            random = Random(seed)
            titles = [f"t{number}" for number in range(random.randrange(1, 26))]
            await begin_todo(player, len(titles))
            for keys in bursts(random, (*MOVES, *DELETES, "d", "space")):
                await player.write(*keys)
                left = max(0, len(titles) - sum(key in DELETES for key in keys))
                if not left:
                    assert 'name="todos"' not in player.app.tree, (seed, keys)
                    titles = []
                    break
                seen = [player.title(row) for row in player.rows]
                assert len(seen) == left, (seed, keys)
                assert [title for title in titles if title in seen] == seen, (seed, keys)
                titles = seen
                assert player.node("count").text.split()[0] == str(still_to_do(player))
                player.check_screen()
            if titles:
                cursor = player.window.cursor
                assert cursor is not None
                await player.write("d")
                assert cursor not in (player.rows if len(titles) > 1 else []), (seed, "the guest's cursor is elsewhere")
                await end_todo(player)


@pytest.mark.parametrize("where", ["home", "end"])
@pytest.mark.parametrize("items", [1, 13, 30])
async def test_in_todo_a_delete_key_held_down_deletes_one_after_the_other_from_where_the_cursor_is(
    example: Callable[[str], Path], items: int, where: str
) -> None:
    async with playing(example("todo"), "todos") as player:
        await begin_todo(player, items)
        await player.write(where)
        left = [f"t{number}" for number in range(items)]
        while left:
            await player.write("d")
            left = left[1:] if where == "home" else left[:-1]
            if left:
                assert [player.title(row) for row in player.rows] == left
                player.check_screen()
        assert 'name="todos"' not in player.app.tree
        await player.write("d")
        assert player.node("new-todo").get("value") == "d"


async def test_in_todo_keys_of_the_whole_app_may_come_in_any_number_and_order(example: Callable[[str], Path]) -> None:
    keys = (
        *MOVES, *DELETES, "space", "e", "enter", "escape", "/", "f2", "f3", "f4", "f5", "f8", "ctrl+t", "ctrl+n", "tab",
        "shift+tab", "x", "backspace",
    )  # fmt: skip
    async with playing(example("todo"), "todos") as player:
        for seed in range(40):
            random = Random(seed)
            await begin_todo(player, random.randrange(1, 6))
            for written in bursts(random, keys):
                await player.write(*written)


# --- rows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", CHUNKS)
async def test_in_rows_each_delete_deletes_a_row_whatever_comes_with_it(
    example: Callable[[str], Path], first: int
) -> None:
    async with playing(example("rows"), "rows") as player:
        for seed in range(first, first + AT_ONCE):
            random = Random(seed)
            await player.write("c")
            ids = [player.title(row) for row in player.rows]
            for keys in bursts(random, (*MOVES, "d", "d", "enter", "u")):
                await player.write(*keys)
                seen = [player.title(row) for row in player.rows]
                assert len(seen) == len(ids) - keys.count("d"), (seed, keys)
                assert [id_ for id_ in ids if id_ in set(seen)] == seen
                ids = seen
                player.check_screen()
            cursor = player.window.cursor
            assert cursor is not None
            await player.write("d")
            assert cursor not in player.rows, (seed, "the guest's cursor is elsewhere")


async def test_in_rows_no_key_makes_more_rows_than_the_limits_allow_however_long_it_is_held(
    example: Callable[[str], Path],
) -> None:
    async with playing(example("rows"), "rows") as player:
        for _ in range(6):
            await player.write(*["a"] * KEYS_OF_A_WRITE)
        assert 10_000 <= len(player.rows) <= 100_000
        await player.write(*["x", "s", "u", "d", "c", "a"] * 3)
        player.check_screen()
