"""Which of some alternatives a key checks, and what the guest is told of it."""

import pytest

from opui.core.session.alternatives import checked_by, checks
from opui.core.tree.node import Node
from opui.core.wire.records import Event
from tests.core.trees import tree_of

PARTS = (
    tree_of("""
root
- radio_set #1
- - radio #10 disabled
- - radio #11
- - radio #12
- - radio #13 disabled
- - radio #14
""")
    .nodes[1]
    .parts()
)


@pytest.mark.parametrize(
    ("now", "action", "then"),
    [
        (11, "next", 12), (12, "next", 14), (14, "next", 11), (13, "next", 14), (10, "next", 11),
        (14, "previous", 12), (11, "previous", 14), (13, "previous", 12),
        (12, "check", 12), (13, "check", 13),
        (None, "next", 12), (None, "previous", 14), (None, "check", 11),
    ],
)  # fmt: skip
def test_keys_go_around_the_ends_and_pass_over_what_is_disabled(now: int | None, action: str, then: int) -> None:
    part = checked_by(PARTS, lambda each: each.id == now, action)
    assert part is not None
    assert part.id == then


@pytest.mark.parametrize("parts", [[], PARTS[:1]])
def test_where_nothing_can_be_checked_nothing_is(parts: list[Node]) -> None:
    assert checked_by(parts, lambda each: False, "next") is None


def test_the_only_one_stays_checked() -> None:
    only = PARTS[1:2]
    assert checked_by(only, lambda each: True, "next") is only[0]


def test_what_is_checked_no_longer_is_told_first_and_what_stays_is_not() -> None:
    events = checks(PARTS, lambda each: each.id in (11, 12), PARTS[4])
    assert list(events) == [Event("toggle", 11, "", (0,)), Event("toggle", 12, "", (0,)), Event("toggle", 14, "", (1,))]
    assert list(checks(PARTS, lambda each: each.id == 12, PARTS[2])) == []
