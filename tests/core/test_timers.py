import pytest

from opui.core.errors import CommandError
from opui.core.session.timers import Timers
from opui.core.tree.tree import Tree
from tests.core.trees import run

NEW = """
create node=1 kind=timer
set_number node=1 attribute=interval value=100
attach node=1 event=tick handler=1 data=0
insert node=1 parent=0 before=0
"""


class Clock:
    """A tree with its timers, and a time that each frame is told."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.timers = Timers(self.tree)

    def frame(self, now: float, commands: str) -> None:
        self.timers.follow(run(self.tree, commands), now)

    def ticks(self, now: float) -> list[int]:
        return list(self.timers.due(now))


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.frame(1000, NEW)
    return clock


def test_a_timer_ticks_each_time_its_interval_has_passed(clock: Clock) -> None:
    assert [clock.ticks(now) for now in (1000, 1099, 1100, 1150, 1200, 1299)] == [[], [], [1], [], [1], []]
    assert clock.timers.next_due() == 1300


def test_a_timer_that_is_late_keeps_its_beat(clock: Clock) -> None:
    assert clock.ticks(1130) == [1]
    assert clock.timers.next_due() == 1200


def test_ticks_that_were_missed_are_not_made_up_for(clock: Clock) -> None:
    assert clock.ticks(1950) == [1]
    assert clock.ticks(1950) == []
    assert clock.timers.next_due() == 2050


def test_without_a_timer_nothing_is_due() -> None:
    clock = Clock()
    clock.frame(0, "create node=1 kind=timer\ncreate node=2 kind=text\ninsert node=1 parent=0 before=0")
    assert clock.timers.next_due() is None
    assert clock.ticks(1e9) == []


def test_a_new_interval_starts_anew_and_0_stands_still(clock: Clock) -> None:
    clock.frame(1050, "set_number node=1 attribute=interval value=20")
    assert clock.timers.next_due() == 1070
    clock.frame(1060, "set_number node=1 attribute=interval value=0")
    assert clock.timers.next_due() is None


def test_other_changes_leave_the_timer_alone(clock: Clock) -> None:
    clock.frame(1050, "set_string node=1 attribute=name value=n\nset_string node=0 attribute=title value=t")
    assert clock.timers.next_due() == 1100


def test_a_timer_that_ticks_once_stands_still_until_its_interval_is_set_anew(clock: Clock) -> None:
    clock.frame(1000, "set_flag node=1 attribute=once value=true")
    assert clock.ticks(1100) == [1]
    assert clock.timers.next_due() is None
    clock.frame(5000, "set_number node=1 attribute=interval value=100")
    assert clock.ticks(5100) == [1]
    assert clock.ticks(9999) == []


def test_timers_tick_in_the_order_in_which_they_are_due(clock: Clock) -> None:
    clock.frame(
        1000, "create node=2 kind=timer\nset_number node=2 attribute=interval value=50\ninsert node=2 parent=0 before=0"
    )
    assert clock.ticks(1100) == [2, 1]


@pytest.mark.parametrize("once", ["true", "false"])
def test_a_timer_that_is_not_in_the_tree_does_not_tick(clock: Clock, once: str) -> None:
    clock.frame(
        1000,
        "create node=3 kind=column\ncreate node=2 kind=timer\nset_number node=2 attribute=interval value=50\n"
        f"set_flag node=2 attribute=once value={once}\ninsert node=2 parent=3 before=0",
    )
    assert clock.ticks(1060) == []
    clock.frame(1070, "insert node=3 parent=0 before=0")
    assert clock.ticks(1099) == []
    assert clock.ticks(1110) == [1, 2]


@pytest.mark.parametrize(
    "commands",
    [
        "remove node=1",
        "create node=3 kind=column\ninsert node=3 parent=0 before=0\ninsert node=1 parent=3 before=0\nremove node=3",
    ],
)
def test_a_timer_that_is_removed_ticks_no_more(clock: Clock, commands: str) -> None:
    clock.frame(1050, commands)
    assert clock.timers.next_due() is None
    assert clock.ticks(1100) == []


def test_a_refused_frame_leaves_the_timers_alone(clock: Clock) -> None:
    with pytest.raises(CommandError, match="there is no node 9"):
        clock.frame(1050, "remove node=1\nremove node=9")
    assert clock.ticks(1100) == [1]
