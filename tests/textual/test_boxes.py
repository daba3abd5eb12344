"""What `fr` means in limits: a share of what is left of the box, as it does in lengths."""

import pytest

from tests.textual.apps import made
from tests.textual.harness import running

HEIGHT = 20
"""Of the view, between what the harness has above and below it."""
WIDTH = 80


def child(node: int, parent: int, style: str, lines: int = 1) -> str:
    said = "\\n".join("x" * lines)
    return made(
        node,
        "text",
        parent,
        f'set_text node={node} text="{said}"',
        f'set_string node={node} attribute=style value="{style}"',
    )


async def heights(*children: str, box: str = "height: 1fr") -> list[int]:
    start = made(1, "column", 0, f'set_string node=1 attribute=style value="{box}"')
    async with running(start + "".join(children)) as run:
        return [widget.outer_size.height for widget in run.widget(1).children]


LIMITED = {
    "as high as its content, if there is room": (child(2, 1, "max-height: 1fr", 5), child(3, 1, "")),
    "at most what the others leave": (child(2, 1, "max-height: 1fr", 50), child(3, 1, "", 3)),
    "wherever it stands among them": (child(2, 1, "", 2), child(3, 1, "max-height: 1fr", 50), child(4, 1, "", 3)),
    "less the margins": (child(2, 1, "max-height: 1fr; margin: 1 0", 50), child(3, 1, "margin: 2 0")),
    "two share it": (child(2, 1, "max-height: 1fr", 50), child(3, 1, "max-height: 3fr", 50)),
    "what one does not need the others do not get": (
        child(2, 1, "max-height: 1fr", 2),
        child(3, 1, "max-height: 1fr", 50),
    ),
    "but what fills the rest does": (child(2, 1, "max-height: 1fr", 2), child(3, 1, "height: 1fr")),
    "which gets its share, too": (child(2, 1, "max-height: 1fr", 50), child(3, 1, "height: 1fr")),
    "at least what is left": (child(2, 1, "min-height: 1fr", 2), child(3, 1, "", 3)),
    "at least what is left, or more": (child(2, 1, "min-height: 1fr", 30), child(3, 1, "", 3)),
}
EXPECTED = {
    "as high as its content, if there is room": [5, 1],
    "at most what the others leave": [17, 3],
    "wherever it stands among them": [2, 15, 3],
    "less the margins": [14, 1],
    "two share it": [5, 15],
    "what one does not need the others do not get": [2, 10],
    "but what fills the rest does": [2, 18],
    "which gets its share, too": [10, 10],
    "at least what is left": [17, 3],
    "at least what is left, or more": [30, 3],
}


@pytest.mark.parametrize("case", LIMITED, ids=LIMITED.keys())
async def test_a_child_with_a_limit_in_fr_is(case: str) -> None:
    assert await heights(*LIMITED[case]) == EXPECTED[case]


async def test_a_child_for_which_nothing_is_left_takes_one_line() -> None:
    start = made(1, "column", 0, 'set_string node=1 attribute=style value="height: 1fr"')
    async with running(start + child(2, 1, "max-height: 1fr", 5) + child(3, 1, f"height: {HEIGHT}")) as run:
        assert run.widget(3).region.y == run.widget(1).region.y + 1


async def test_a_box_that_is_as_high_as_its_content_has_it_count_by_its_own_limit() -> None:
    box = "height: auto; max-height: 100%"
    assert await heights(child(2, 1, "max-height: 1fr", 4), child(3, 1, ""), box=box) == [4, 1]
    assert await heights(child(2, 1, "max-height: 1fr", 50), child(3, 1, ""), box=box) == [HEIGHT - 1, 1]


async def test_in_a_row_it_is_the_width() -> None:
    row = made(1, "row", 0)
    long = made(
        2, "text", 1, f'set_text node=2 text="{"x" * 200}"', 'set_string node=2 attribute=style value="max-width: 1fr"'
    )
    async with running(row + long + child(3, 1, "width: 9; margin: 0 1")) as run:
        assert run.widget(2).outer_size.width == WIDTH - 11
        assert run.widget(3).region.right == WIDTH - 1


async def test_in_a_scroll_and_below_the_root_as_well() -> None:
    for box in ("", made(1, "scroll", 0)):
        parent = 1 if box else 0
        async with running(box + child(2, parent, "max-height: 1fr", 50) + child(3, parent, "", 2)) as run:
            assert (run.widget(2).outer_size.height, run.widget(3).outer_size.height) == (HEIGHT - 2, 2)


async def test_a_limit_that_comes_and_goes_counts_at_once() -> None:
    start = made(1, "column", 0, 'set_string node=1 attribute=style value="height: 1fr"')
    limited = 'set_string node=2 attribute=style value="max-height: 1fr"'
    free = 'set_string node=2 attribute=style value=""'
    async with running(start + child(2, 1, "", 50) + child(3, 1, "", 2), limited, free, again=(1,)) as run:
        assert run.widget(2).outer_size.height == HEIGHT - 2
    async with running(start + child(2, 1, "", 50) + child(3, 1, "", 2), limited, free, again=(1, 2)) as run:
        assert run.widget(2).outer_size.height == 50


@pytest.mark.parametrize("rows", [3, 100])
async def test_a_list_is_as_high_as_its_rows_and_leaves_room_for_what_stands_below_it(rows: int) -> None:
    start = made(1, "list", 0, 'set_string node=1 attribute=style value="height: auto; max-height: 1fr"')
    lines = "".join(made(10 + row, "text", 1, f'set_text node={10 + row} text="{row}"') for row in range(rows))
    async with running(start + lines + child(2, 0, "", 2)) as run:
        assert run.widget(1).outer_size.height == min(rows, HEIGHT - 2)
        assert run.shown(run.widget(2)).split() == ["x", "x"]
