"""Random sessions of the examples show on modelled terminals what Textual has drawn, cell by cell."""

from unittest.mock import patch

import pytest
from textual import events
from textual.geometry import Size

from opui.source import load_app
from opui.textual import private
from opui.textual.app.app import OpuiApp
from tests.fuzz.sessions import NAMES, ModelDriver, Session, run_session
from tests.fuzz.soak import EXAMPLES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
async def test_a_random_session_is_shown_cell_by_cell(name: str, seed: int) -> None:
    await run_session(EXAMPLES / name, seed)


async def test_a_size_that_comes_again_is_painted_anew() -> None:
    app = OpuiApp(load_app(EXAMPLES / "counter"))
    with patch("textual.drivers.headless_driver.HeadlessDriver", ModelDriver):
        async with app.run_test(size=(40, 12)):
            driver = private.driver_of(app)
            assert isinstance(driver, ModelDriver)
            session = Session(app, driver)
            await session.rest()
            session.check()
            session.send(events.Resize(Size(40, 12), Size(40, 12)))
            await session.rest()
            session.check()


async def test_what_is_to_be_shown_in_a_batch_is_shown_behind_it() -> None:
    app = OpuiApp(load_app(EXAMPLES / "counter"))
    with patch("textual.drivers.headless_driver.HeadlessDriver", ModelDriver):
        async with app.run_test(size=(40, 12)):
            driver = private.driver_of(app)
            assert isinstance(driver, ModelDriver)
            session = Session(app, driver)
            await session.rest()
            driver.resize(40, 12)
            with app.batch_update():
                app.action_repaint()
                assert not "".join(driver.clusters.text).strip()
            await session.rest()
            session.check()
