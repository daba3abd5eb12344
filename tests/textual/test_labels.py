"""Labels side by side: which of them are seen where there is no room for all."""

from itertools import pairwise

import pytest

from opui.textual.kinds.labels import Place, label_at, places


@pytest.mark.parametrize("columns", range(0, 24))
@pytest.mark.parametrize("selected", range(-1, 5))
def test_labels_never_lie_over_one_another_nor_outside_and_the_selected_one_is_among_them(
    columns: int, selected: int
) -> None:
    widths = [5, 3, 12, 4]
    seen = places(widths, selected, columns)
    assert all(0 <= place.start < place.end <= columns for place in seen)
    assert all(one.end == other.start and one.label + 1 == other.label for one, other in pairwise(seen))
    if columns > 2:
        assert max(0, min(selected, 3)) in [place.label for place in seen]


def test_all_labels_that_fit_begin_at_the_left() -> None:
    assert places([3, 4], 1, 7) == [Place(0, 0, 3), Place(1, 3, 7)]
    assert places([], -1, 7) == []


@pytest.mark.parametrize(("column", "index"), [(0, 0), (2, 0), (3, 1), (6, 1), (7, -1), (-1, -1)])
def test_a_column_is_that_of_the_label_which_is_seen_there(column: int, index: int) -> None:
    assert label_at([Place(0, 0, 3), Place(1, 3, 7)], column) == index
