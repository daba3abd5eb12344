"""A frame's stages are told apart, and what was wrapped for that is as it was."""

from benchmarks.apps import running
from benchmarks.stages import STAGES, WRAPPED, staged


async def test_every_stage_of_a_frame_is_added_up_while_it_lasts() -> None:
    before = [getattr(where, name) for _, where, name in WRAPPED]
    with staged() as taken:
        async with running("counter") as painter:
            assert min(taken.so_far.values()) > 0
            taken.clear()
            assert not any(taken.so_far.values())
            seen = []
            painter.shown = lambda: seen.append(taken.so_far)
            sample = await painter.sample("+")
            assert seen[-1].keys() == set(STAGES)
            assert 0 < seen[-1]["paint"] < sample.seconds
    assert [getattr(where, name) for _, where, name in WRAPPED] == before
