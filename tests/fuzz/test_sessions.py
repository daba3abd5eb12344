"""Random sessions of the examples show on modelled terminals what Textual has drawn, cell by cell."""

import pytest

from tests.fuzz.sessions import NAMES, run_session
from tests.fuzz.soak import EXAMPLES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
async def test_a_random_session_is_shown_cell_by_cell(name: str, seed: int) -> None:
    await run_session(EXAMPLES / name, seed)
