"""Mutated listings and styles: refused by their own errors, soon, and what is taken can be listed and read again."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.css.stylesheet import Stylesheet

from opui.core.errors import ListingError
from opui.core.tree.tree_listing import read_tree
from opui.textual.css import apply_style, scoped_css
from opui.textual.kinds.registry import TYPE_NAMES
from tests.fuzz.text_target import TARGETS
from tests.textual.harness import running


@pytest.mark.parametrize("name", TARGETS)
@given(random=st.randoms(use_true_random=False))
def test_a_text_is_read_or_refused_by_its_own_error(name: str, random: Random) -> None:
    target = TARGETS[name]
    target.check(target.next(random))


@pytest.mark.parametrize("name", TARGETS)
@given(text=st.text(max_size=60))
def test_any_text_is_read_or_refused_by_its_own_error(name: str, text: str) -> None:
    TARGETS[name].check(text)


@pytest.mark.parametrize("name", TARGETS)
def test_a_run_of_mutated_texts_is_read_in_part(name: str) -> None:
    target, random = TARGETS[name], Random(7)
    outcomes = Counter(target.check(target.next(random)) for _ in range(4_000))
    assert len(outcomes) == 2
    assert outcomes["accepted"] > 400


def taken(name: str, seed: int) -> Iterator[str]:
    """Yield mutated texts that are taken."""
    target, random = TARGETS[name], Random(seed)
    while True:
        text = target.next(random)
        if target.check(text) == "accepted":
            yield text


async def test_what_is_taken_as_a_style_textual_takes_too() -> None:
    async with running("create node=1 kind=text\ninsert node=1 parent=0 before=0") as run:
        widget, variables = run.widget(1), run.app.get_css_variables()
        for text in islice(taken("style", 7), 300):
            apply_style(widget, text, False)
        for text in islice(taken("stylesheet", 7), 300):
            sheet = Stylesheet(variables=variables)
            sheet.add_source(scoped_css(text, "opui-view-1", TYPE_NAMES))
            sheet.parse()


def test_a_number_too_large_for_a_double_is_no_part_of_a_tree() -> None:
    with pytest.raises(ListingError, match="line 2"):
        read_tree("root\n  timer interval=" + "1" * 400)
