"""A component that is there twice, played without a screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opui.core.tree.paths import find_node
from opui.testing import headless
from opui.tools.headless import Headless


@pytest.fixture
def pair(example: Callable[[str], Path]) -> Iterator[Headless]:
    app = headless(example("pair"))
    yield app
    app.close()


def shown(app: Headless) -> list[object]:
    """The two numbers and the sentence with their sum."""
    numbers = [app.tree.nodes[find_node(app.tree, f"{side}-number")].get("value") for side in ("left", "right")]
    return [*numbers, app.tree.nodes[find_node(app.tree, "text")].text]


def test_the_messages_of_each_component_change_its_own_number(pair: Headless) -> None:
    pair.do("press left-more")
    pair.do('change right-number text="40"')
    pair.do("press right-more")
    assert shown(pair) == ["1", "41", "The sum is 42."]
    pair.do("key f2")
    assert shown(pair) == ["41", "1", "The sum is 42."]


def test_a_component_asks_the_host_through_the_app(pair: Headless) -> None:
    assert [call.method for call in pair.calls] == ["focus"]
    pair.do('change left-number text="x"')
    assert [call.method for call in pair.calls][-1:] == ["bell"]
    assert shown(pair)[0] == "0"
