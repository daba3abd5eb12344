"""The form: what is said to be wrong, and when; what it looks like."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from opui.core.tree.paths import find_node
from opui.testing import RunningApp, headless, run_app
from opui.tools.headless import Headless

Example = Callable[[str], Path]
LOOKS = [(size, theme) for size in ((80, 24), (120, 40)) for theme in ("textual-dark", "textual-light")]
RIGHT = {"name": "Ada", "mail": "ada@example.org"}


def fault(app: Headless, field: str) -> str:
    return str(app.tree.nodes[find_node(app.tree, field)].get("invalid"))


@pytest.fixture
def forms(example: Example) -> Iterator[Headless]:
    app = headless(example("forms"))
    yield app
    app.close()


def test_a_fault_is_told_once_the_field_was_left(forms: Headless) -> None:
    forms.do("focus name")
    assert fault(forms, "name") == ""
    forms.do("focus mail")
    assert fault(forms, "name") == "a name is needed"
    forms.do('change name text="Ada"')
    assert fault(forms, "name") == ""


def test_sending_tells_all_faults_and_goes_to_the_first(forms: Headless) -> None:
    forms.play('change name text="Ada"\nchange mail text="ada"\ntoggle agreed\npress send')
    assert fault(forms, "mail") == "an address such as ada@example.org is needed"
    assert [call.node.get("name") for call in forms.calls if call.method == "focus"][-1] == "mail"
    assert not any(node.kind_name == "dialog" for node in forms.tree.root.children())


def test_a_form_without_a_fault_is_sent_and_begun_anew(forms: Headless) -> None:
    for field, text in RIGHT.items():
        forms.do(f'change {field} text="{text}"')
    forms.play("toggle agreed\npress send")
    assert 'text "Thank you, Ada."' in forms.listing(ids=False)
    forms.do("press again")
    assert forms.tree.nodes[find_node(forms.tree, "name")].get("value") == ""


async def fill(app: RunningApp) -> None:
    await app.press(*"Ada", "tab", *"ada@", "tab", *"31042000", "tab", "tab", "tab", "right", "right", "tab")
    await app.paste("Several lines\nof notes.")


@pytest.mark.slow
async def test_what_is_typed_into_the_masks_lies_in_their_places(example: Example) -> None:
    async with run_app(example("forms"), (80, 40)) as app:
        await fill(app)
        assert 'name="birthday" value="31.04.2000" invalid="there is no such day"' in app.tree
        assert 'name="letters" maximum=12.0 amount=2.0' in app.tree
        assert "Several lines\\nof notes." in app.tree


@pytest.mark.slow
async def test_a_suggested_address_is_taken_over_by_one_key(example: Example) -> None:
    async with run_app(example("forms"), (80, 40)) as app:
        await app.press("tab", *"ada@")
        await app.press("right")
        assert 'value="ada@example.org"' in app.tree


@pytest.mark.slow
@pytest.mark.parametrize(("size", "theme"), LOOKS)
async def test_the_form_with_its_faults_on_the_screen(
    example: Example, size: tuple[int, int], theme: str, svg_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("forms"), size, theme) as app:
        await fill(app)
        assert app.svg == svg_snapshot


@pytest.mark.slow
@pytest.mark.parametrize(("size", "theme"), LOOKS)
async def test_the_form_that_was_sent_on_the_screen(
    example: Example, size: tuple[int, int], theme: str, svg_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("forms"), size, theme) as app:
        await app.press(*"Ada", "tab", *"ada@")
        for key in ("right", *["tab"] * 6, "space", "tab", "enter"):
            # One after the other: the button can be pressed once the guest has said so.
            await app.press(key)
        assert "thanks" in app.tree
        assert app.svg == svg_snapshot
