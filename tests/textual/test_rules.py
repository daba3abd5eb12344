"""What an input lets a person type, suggests and says is wrong: on a screen, and the same without one."""

import random

import pytest
from textual import events

from opui.core.kinds import KIND_BY_NAME
from opui.core.wire import decoder
from opui.tools.headless import Headless
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Running, running
from tests.textual.test_both_hosts import textual_name

LISTENS = "attach node={0} event=change handler=1 data=0"
PLAIN = 'set_string node={0} attribute=style value="border: none; height: 1; width: 30; padding: 0"'


def field(*settings: str, node: int = 1, style: str = PLAIN) -> str:
    given = (f"set_string node={node} attribute={each}" for each in settings)
    return made(node, "input", 0, style.format(node), LISTENS.format(node), *given)


RULED = (
    'accepts value="integer"',
    'accepts value="number"',
    'allowed value="a-c1-9. "',
    'suggestions value="abba\\nabc\\n12\\n1.5"',
    'mask value="99/99/9999;_"',
    'mask value="(>AA<xx) 9-#"',
)
KEYS = [
    key
    for key in KIND_BY_NAME["input"].keys
    if key not in ("enter", "super+backspace") and not key.startswith("ctrl+shift")
]
TYPED = ["a", "b", "1", "2", ".", "-", "+", "e", "/", "(", "é", "日"]


@pytest.mark.parametrize("rule", RULED)
async def test_whatever_keys_are_pressed_both_hosts_make_the_same_of_them(rule: str) -> None:
    chance = random.Random(rule)
    frame = field(rule)
    app = Headless(scripted(frame))
    app.do("focus 1")
    async with running(frame) as run:
        await run.focus(1)
        for _ in range(12):
            keys = chance.choices([*KEYS, *TYPED * 4], k=8)
            for key in keys:
                run.app.post_message(events.Key(textual_name(key), key if len(key) == 1 else None))
                app.do(f'key "{key}"')
            text = "".join(chance.choices(["x", *TYPED, "\u0301"], k=5))
            run.app.post_message(events.Paste(text))
            app.do(f'paste "{text}"')
            await run.settle()
            line = app._models.lines.of(app.tree.nodes[1])
            widget = run.widget(1)
            assert (widget.value, *widget.selection) == (line.value, line.anchor, line.caret), (keys, text)
            assert run.node(1).get("value") == app.tree.nodes[1].get("value") == line.value
    told = [each for exchange in app.exchanges for each in decoder.events(exchange.events)]
    assert [each.text for each in told if each.name == "change"][-1] == run.told_of("change")[-1].text


def values(run: Running) -> tuple[str, int, int]:
    widget = run.widget(1)
    return (widget.value, *widget.selection)


async def test_of_a_paste_what_does_not_fit_is_left_out_and_the_person_is_told() -> None:
    async with running(field('accepts value="integer"')) as run:
        await run.focus(1)
        run.app.post_message(events.Paste("$1,234"))
        await run.settle()
        assert values(run) == ("1234", 4, 4)
        assert [each.message for each in run.app._notifications] == ["2 of 6 characters pasted do not fit"]


async def test_what_the_guest_sets_is_not_bound_by_what_a_person_can_type() -> None:
    frame = field('accepts value="integer"', 'allowed value="1"', 'value value="words"')
    async with running(frame, 'set_string node=1 attribute=value value="other words"') as run:
        assert run.widget(1).value == "words"
        await run.focus(1)
        await run.press("backspace")
        assert run.widget(1).value == "other words"


async def test_keys_that_come_while_a_frame_runs_are_joined_to_what_it_sets() -> None:
    frame = (
        field('accepts value="integer"') + "detach node=1 event=change\nattach node=1 event=submit handler=1 data=0\n"
    )
    async with running(frame, 'set_string node=1 attribute=value value=""') as run:
        await run.focus(1)
        await run.press("1", "2", "enter", "3", "x", "4")
        assert run.widget(1).value == run.node(1).get("value") == "34"


# --- Suggestions ---------------------------------------------------------------------------------


async def test_a_suggestion_is_shown_behind_the_cursor_and_taken_by_right() -> None:
    async with running(field('suggestions value="apple\\nbanana"')) as run:
        await run.focus(1)
        await run.press("b")
        assert run.shown(run.widget(1)).rstrip() == "banana"
        assert run.widget(1).value == "b"
        await run.press("left")
        assert run.shown(run.widget(1)).rstrip() == "b"
        await run.press("right", "right")
        assert values(run) == ("banana", 6, 6)
        assert run.told_of("change")[-1].text == "banana"


async def test_a_suggestion_is_shown_only_where_the_focus_is() -> None:
    async with running(field('suggestions value="apple"', 'value value="a"') + made(2, "button", 0)) as run:
        await run.focus(2)
        assert run.shown(run.widget(1)).rstrip() == "a"
        await run.focus(1)
        assert run.shown(run.widget(1)).rstrip() == "apple"


async def test_a_password_is_suggested_nothing() -> None:
    frame = field('suggestions value="apple"', 'value value="a"') + "set_flag node=1 attribute=password value=true\n"
    async with running(frame) as run:
        await run.focus(1)
        assert run.shown(run.widget(1)).rstrip() == "•"
        await run.press("right")
        assert run.widget(1).value == "a"


async def test_the_cursor_is_drawn_over_a_whole_cluster_of_what_is_suggested() -> None:
    family = "👨\u200d👩\u200d👧"
    async with running(field(f'suggestions value="a{family}b"', 'value value="a"')) as run:
        await run.focus(1)
        assert family in [segment.text for segment in run.widget(1).render_line(0)]


# --- Masks ---------------------------------------------------------------------------------------


async def test_a_mask_shows_what_is_still_to_be_filled_with_the_focus_and_without() -> None:
    async with running(field('mask value="99/99;_"') + made(2, "button", 0)) as run:
        await run.focus(2)
        assert run.shown(run.widget(1)).rstrip() == "__/__"
        await run.focus(1)
        await run.press("1", "2")
        assert run.shown(run.widget(1)).rstrip() == "12/__"
        await run.press("left", "left", "delete")
        assert run.shown(run.widget(1)).rstrip() == "_2/__"
        await run.press("right", "delete")
        assert run.shown(run.widget(1)).rstrip() == "__/__"
        assert run.widget(1).value == ""


async def test_a_placeholder_stands_in_the_places_of_a_mask() -> None:
    async with running(field('mask value="99/99"', 'placeholder value="MM/YY"')) as run:
        assert run.shown(run.widget(1)).rstrip() == "MM/YY"
        await run.focus(1)
        await run.press("1", "/")
        assert run.shown(run.widget(1)).rstrip() == "1M/YY"
        assert run.widget(1).value == "1 /"


async def test_a_click_on_a_separator_puts_the_cursor_behind_it() -> None:
    async with running(field('mask value="99/99"', 'value value="12/34"')) as run:
        await run.pilot.click(run.widget(1), offset=(2, 0))
        assert values(run) == ("12/34", 3, 3)


# --- What is wrong -------------------------------------------------------------------------------


async def test_what_is_wrong_is_shown_in_the_lower_border_until_it_is_not() -> None:
    wrong = 'invalid value="[b]No[/b] such day"'
    async with running(field(wrong, style=""), "unset node=1 attribute=invalid") as run:
        widget = run.widget(1)
        await run.focus(1)
        assert "[b]No[/b] such day" in run.shown(widget)
        as_wrong = widget.styles.border_top
        await run.press("x")
        assert "such day" not in run.shown(widget)
        assert widget.styles.border_top != as_wrong


async def test_a_guests_own_rules_match_an_input_with_something_wrong() -> None:
    rule = 'set_string node=0 attribute=stylesheet value="input:invalid { height: 5 }"\n'
    async with running(rule + field('invalid value="no"', style="")) as run:
        assert run.widget(1).size.height + run.widget(1).gutter.height == 5
