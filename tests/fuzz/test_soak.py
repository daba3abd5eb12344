"""A short soak; `python -m tests.fuzz.soak` is the long one."""

from random import Random

import pytest

from tests.fuzz.soak import soak

pytestmark = pytest.mark.slow

ACTIONS = 400


async def test_random_hands_on_guests_that_remake_everything_end_nothing_and_each_view_shows_its_tree() -> None:
    checked = await soak(ACTIONS, 0, Random(1))
    assert checked.actions.total() >= ACTIONS
    assert len(checked.actions) == 10
