"""Random sessions of the examples show on modelled terminals what Textual has drawn, cell by cell."""

from collections.abc import AsyncIterator

import pytest
from textual import events
from textual.geometry import Size

from tests.fuzz.sessions import NAMES, Session, playing, run_session
from tests.fuzz.soak import EXAMPLES

pytestmark = pytest.mark.slow
SIZE = Size(40, 12)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
async def test_a_random_session_is_shown_cell_by_cell(name: str, seed: int) -> None:
    await run_session(EXAMPLES / name, seed)


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    async with playing(EXAMPLES / "counter", SIZE) as session:
        await session.rest()
        session.check()
        yield session


async def test_a_size_that_comes_again_is_painted_anew(session: Session) -> None:
    session.send(events.Resize(SIZE, SIZE))
    await session.rest()
    session.check()


async def test_what_is_to_be_shown_in_a_batch_is_shown_behind_it(session: Session) -> None:
    session.driver.resize(*SIZE)
    with session.app.batch_update():
        session.app.action_repaint()
        assert not "".join(session.driver.clusters.text).strip()
    await session.rest()
    session.check()
