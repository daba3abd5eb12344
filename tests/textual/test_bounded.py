"""Bounds of boxes: whatever a guest's styles come to, finding out sizes and places takes little."""

import pytest
from textual._spatial_map import SpatialMap

from opui.core.tree.style import CELLS_MAXIMUM
from opui.textual.kinds.bounded import SCREENS
from tests.textual.apps import made
from tests.textual.harness import running

DEEP = 6
LONGEST = max(CELLS_MAXIMUM, SCREENS * 80)


def styled(node: int, kind: str, parent: int, style: str, text: str = "") -> str:
    said = f'set_text node={node} text="{text}"' if text else ""
    return made(node, kind, parent, said, f'set_string node={node} attribute=style value="{style}"')


@pytest.mark.parametrize(
    "style",
    [
        "dock: left; height: 200fr; width: 200fr",
        "dock: top; width: 200fr; height: 100%; min-height: 200fr",
        "min-width: 200fr; min-height: 200fr; height: auto; width: auto",
        "min-height: 200fr; max-height: 200fr",
        "dock: right; min-width: 200fr",
    ],
)
@pytest.mark.parametrize("kind", ["column", "row", "scroll"])
async def test_boxes_in_boxes_do_not_multiply_what_their_fractions_come_to(kind: str, style: str) -> None:
    boxes = "".join(styled(node, kind, node - 1, style) for node in range(1, DEEP + 1))
    async with running(boxes + made(DEEP + 1, "text", DEEP, f'set_text node={DEEP + 1} text="x"')) as run:
        for node in range(1, DEEP + 1):
            size = run.widget(node).outer_size
            assert max(size) <= LONGEST, (node, size)


@pytest.mark.parametrize("kind", ["text", "button", "checkbox", "progress_bar"])
@pytest.mark.parametrize("wrap", ["nowrap", "wrap"])
@pytest.mark.parametrize("overflow", ["fold", "clip", "ellipsis"])
@pytest.mark.parametrize("width", range(4))
async def test_words_without_room_take_no_line_and_harm_nothing(
    kind: str, wrap: str, overflow: str, width: int
) -> None:
    style = f"width: {width}; text-wrap: {wrap}; text-overflow: {overflow}; border: none; padding: 0; min-width: 0"
    text = "" if kind == "progress_bar" else "several words"
    async with running(styled(1, kind, 0, style, text) + styled(2, "text", 0, "", "behind")) as run:
        assert run.view.session is not None
        assert run.view.session.failure is None
        assert run.widget(1).outer_size.width == width


async def test_no_map_of_cells_is_kept_of_a_guests_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    inserted = []
    monkeypatch.setattr(SpatialMap, "insert", lambda self, regions: inserted.append(list(regions)))
    tall = "".join(styled(node, "text", 1, "height: 200; width: 200", "x") for node in range(2, 8))
    async with running(made(1, "scroll", 0) + tall) as run:
        widgets = {id(run.widget(node)) for node in range(1, 8)}
        mapped = {id(placement.widget) for regions in inserted for *_, placement in regions}
        assert not widgets & mapped
        assert run.widget(1).max_scroll_y > 200
