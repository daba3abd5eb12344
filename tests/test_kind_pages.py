"""The pages of the kinds: each kind that is shown has one in the gallery, and a picture of it."""

import pytest

from opui.core.kinds import KIND_BY_NAME, KINDS, Kind, Role
from spec.kind_pages import gallery_page, page, picture


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.shown or kind.role is Role.PART], ids=lambda k: k.name)
def test_the_page_of_a_kind_has_a_picture(kind: Kind) -> None:
    shown = gallery_page(kind)
    assert shown is not None, f"the gallery has no page for {kind.name}"
    assert picture(shown[1]).exists(), picture(shown[1])


def test_a_page_says_what_the_row_of_its_kind_says() -> None:
    said = page(KIND_BY_NAME["radio"])
    for word in ("its label", "`checked`", "`toggle`", "radio_set-size0", "In Rust"):
        assert word in said
    assert "| `left` | select previous |" in page(KIND_BY_NAME["tabs"])
    assert "Keys while its menu is open" in page(KIND_BY_NAME["select"])
