"""A text area: what is seen of it, what keyboard and mouse do, and that the guest's splices and a person's meet."""

from random import Random

import pytest
from textual import events

from opui.core import protocol
from opui.core.kinds import KIND_BY_NAME
from opui.tools.headless import Headless
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Running, running

HANDLED = "attach node=1 event=edit handler=1 data=0\n"


def area(text: str, style: str = "height: 6; border: none", more: str = "") -> str:
    words = text.replace("\n", "\\n")
    return made(1, "text_area", 0, f'set_string node=1 attribute=style value="{style}"') + (
        f'insert_text node=1 text="{words}"\n{more}'
    )


def drawn(run: Running) -> list[str]:
    return [line.strip(" ▁▂▃▄▅▆▇█▔▊▎") for line in run.shown(run.widget(1)).splitlines()]


def edits(run: Running) -> list[tuple[int, int, str]]:
    return [(int(event.numbers[0]), int(event.numbers[1]), event.text) for event in run.told_of("edit")]


async def test_what_is_typed_is_shown_and_told_as_a_splice() -> None:
    async with running(area("one\ntwo", more=HANDLED), "", "", "") as run:
        await run.focus(1)
        await run.press("down", "end", "x", "y", "enter", "z")
        assert drawn(run)[:3] == ["one", "twoxy", "z"]
        assert "".join(text for _, _, text in edits(run)) == "xy\nz"
        assert edits(run)[0][:2] == (7, 7)
        assert run.node(1).text == "one\ntwoxy\nz"


async def test_a_guests_splice_is_shown_and_the_caret_stays_with_its_text() -> None:
    splice = 'delete_text node=1 start=0 end=3\ninsert_text node=1 text="first\\nand"'
    async with running(area("one\ntwo", more=HANDLED), splice, "", "") as run:
        await run.focus(1)
        await run.press("down", "x")
        assert drawn(run)[:3] == ["first", "and", "xtwo"]
        await run.press("y")
        assert drawn(run)[2] == "xytwo"
        assert run.node(1).text == "first\nand\nxytwo"


async def test_a_line_that_is_too_wide_is_broken_behind_a_blank_and_the_caret_goes_by_rows() -> None:
    text = "one two three four five six seven"
    async with running(area(text, "width: 20; height: 6; border: none; padding: 0")) as run:
        await run.focus(1)
        assert drawn(run)[:2] == ["one two three four", "five six seven"]
        await run.press("down", "right", "X")
        assert drawn(run)[1] == "fXive six seven"
        await run.press("up", "Y")
        assert drawn(run)[:2] == ["onYe two three", "four fXive six"]


async def test_without_breaking_the_text_is_scrolled_sideways_to_the_caret() -> None:
    style = "width: 12; height: 3; border: none; padding: 0; text-wrap: nowrap"
    async with running(area("0123456789" * 3, style)) as run:
        await run.focus(1)
        await run.press("end")
        assert drawn(run)[0].endswith("789")
        await run.press("home")
        assert drawn(run)[0].startswith("0123")


@pytest.mark.parametrize("more", ["", "set_flag node=1 attribute=line_numbers value=true"])
async def test_without_breaking_the_text_is_seen_from_its_beginning(more: str) -> None:
    style = "width: 12; height: 3; border: none; padding: 0; text-wrap: nowrap"
    async with running(area("0123456789" * 3, style, more)) as run:
        assert run.widget(1).scroll_offset == (0, 0)
        assert "012345" in drawn(run)[0]


async def test_the_caret_is_scrolled_to_and_what_the_guest_puts_above_moves_nothing_seen() -> None:
    text = "\n".join(f"line {number}" for number in range(50))
    above = 'delete_text node=1 start=0 end=0\ninsert_text node=1 text="new\\nnew\\n"'
    async with running(area(text, more=HANDLED), above, "", size=(80, 24)) as run:
        await run.focus(1)
        await run.press("ctrl+end")
        before = drawn(run)
        assert before[5].startswith("line 49")
        await run.press("!")
        assert drawn(run) == [*before[:5], "line 49!"]
        await run.press("ctrl+home")
        assert drawn(run)[:2] == ["new", "new"]


async def test_lines_have_numbers_if_the_guest_wants_them() -> None:
    more = "set_flag node=1 attribute=line_numbers value=true"
    style = "width: 22; height: 6; border: none; padding: 0"
    async with running(area("one two three four\nfive", style, more)) as run:
        assert drawn(run)[:3] == ["1 one two three", "four", "2 five"]
        await run.focus(1)
        await run.pilot.click(run.widget(1), offset=(4, 2))
        await run.press("X")
        assert drawn(run)[2] == "2 fXive"


async def test_the_mouse_puts_the_caret_selects_by_a_drag_a_word_and_a_line() -> None:
    async with running(area("one two\nthree", "height: 6; border: none; padding: 0")) as run:
        widget = run.widget(1)
        await run.pilot.click(widget, offset=(4, 0))
        await run.settle()
        assert widget.has_focus
        assert (widget.area.anchor, widget.area.caret) == (4, 4)
        await run.pilot.mouse_down(widget, offset=(1, 0))
        await run.pilot.hover(widget, offset=(2, 1))
        await run.pilot.mouse_up(widget, offset=(2, 1))
        assert (widget.area.anchor, widget.area.caret) == (1, 10)
        await run.pilot.click(widget, offset=(5, 0), times=2)
        assert widget.text_to_copy == "two"
        await run.pilot.click(widget, offset=(5, 0), times=3)
        assert widget.text_to_copy == "one two\n"
        await run.pilot.click(widget, offset=(2, 1), shift=True)


async def test_a_paste_keeps_its_lines_and_what_is_cut_can_be_pasted() -> None:
    async with running(area("")) as run:
        await run.focus(1)
        run.app.post_message(events.Paste("one\r\ntwo\n"))
        await run.settle()
        assert run.node(1).text == "one\ntwo\n"
        await run.press("ctrl+a", "ctrl+x", "ctrl+v", "ctrl+v")
        assert run.node(1).text == "one\ntwo\none\ntwo\n"


async def test_a_person_is_told_what_there_is_no_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "EDITED_TEXT", 4)
    async with running(area("ab")) as run:
        await run.focus(1)
        run.app.post_message(events.Paste("12345"))
        await run.settle()
        assert run.node(1).text == "12ab"
        assert [each.message for each in run.app._notifications] == ["3 of 5 characters pasted do not fit"]


async def test_undo_and_tab_are_keys_of_the_text_area_and_of_the_form() -> None:
    button = made(2, "button", 0, 'set_text node=2 text="OK"')
    async with running(area("") + button) as run:
        await run.focus(1)
        await run.press("a", "ctrl+z")
        assert run.node(1).text == ""
        await run.press("ctrl+y", "tab")
        assert (run.node(1).text, run.app.focused) == ("a", run.widget(2))


async def test_what_is_read_only_can_be_copied_and_not_edited() -> None:
    async with running(area("one", more="set_flag node=1 attribute=read_only value=true")) as run:
        await run.focus(1)
        await run.press("x", "enter", "backspace", "ctrl+a", "ctrl+x", "ctrl+v")
        assert run.node(1).text == "one"
        assert run.widget(1).text_to_copy == "one"


async def test_what_the_guest_selects_is_shown_and_not_given_out() -> None:
    async with running(area("one two", more="select_text node=1 start=0 end=3")) as run:
        await run.focus(1)
        widget = run.widget(1)
        assert widget.is_selected_by_guest
        assert widget.text_to_copy == ""
        await run.press("ctrl+x")
        assert run.node(1).text == "one two"
        await run.press("X")
        assert run.node(1).text == "X two"


async def test_a_node_that_moves_keeps_text_caret_and_undo() -> None:
    box = made(5, "column", 0)
    async with running(area("one", more=HANDLED) + box, "", "insert node=1 parent=5 before=0") as run:
        await run.focus(1)
        await run.press("end", "x", "y")
        await run.press("z")
        assert run.node(1).text == "onexyz"
        assert drawn(run)[0] == "onexyz"
        await run.press("ctrl+z")
        assert run.node(1).text == "one"


async def test_a_cluster_is_one_letter_to_the_caret_and_drawn_whole() -> None:
    family = "👩\u200d👩\u200d👧"
    async with running(area(f"a{family}漢b", "height: 3; border: none; padding: 0")) as run:
        await run.focus(1)
        await run.press("right", "right", "X")
        assert run.node(1).text == f"a{family}X漢b"
        await run.press("left", "backspace")
        assert run.node(1).text == "aX漢b"
        await run.pilot.click(run.widget(1), offset=(3, 0))
        assert run.widget(1).area.caret == 2
        await run.press("right", "Y")
        assert run.node(1).text == "aX漢Yb"


async def test_what_is_not_on_the_screen_goes_on_with_its_text() -> None:
    rows = "".join(made(100 + row, "text", 5, f'set_text node={100 + row} text="row {row}"') for row in range(60))
    place = made(5, "list", 0) + area("one", "height: 3; border: none").replace("parent=0", "parent=5") + rows
    splice = 'insert_text node=1 text=" more"'
    said = place + HANDLED + "attach node=5 event=highlight handler=1 data=0\n"
    async with running(said, "", splice, "", "") as run:
        await run.focus(1)
        await run.press("end", "x")
        await run.focus(5)
        await run.press("end")
        await run.press("up")
        assert run.node(1).text == "onex more"
        await run.press("home")
        assert drawn(run)[0] == "onex more"


async def test_it_tells_the_embedder_nothing() -> None:
    async with running(area("one")) as run:
        await run.focus(1)
        await run.press("x", "enter", "ctrl+a", "delete")
        assert run.app.seen == []


KEYS = tuple(key for key, action in KIND_BY_NAME["text_area"].keys.items() if not action.startswith("page"))
TYPED = ("a", "b", "space", "é", "漢", "enter", "x")


@pytest.mark.parametrize("seed", range(4))
async def test_any_keys_come_to_the_same_on_a_screen_and_without_one(seed: int) -> None:
    random = Random(seed)
    keys = [random.choice(KEYS if random.random() < 0.6 else TYPED) for _ in range(60)]
    said = area("one two\nthree\n\nfour five", "height: 20; border: none", HANDLED)
    said += "attach node=1 event=selection handler=1 data=0\n"
    app = Headless(scripted(said))
    app.do("focus 1")
    async with running(said) as run:
        await run.focus(1)
        for key in keys:
            app.do(f"key {key}")
            await run.press(key)
            there, here = app._session.areas.of(app.tree.nodes[1]), run.widget(1).area
            assert (here.text, here.anchor, here.caret) == (there.text, there.anchor, there.caret), key
        assert run.node(1).text == app.tree.nodes[1].text


@pytest.mark.parametrize("names", [("mouse_down",), ("mouse_down", "mouse_move", "mouse_up")])
async def test_a_guest_hears_of_the_mouse_while_a_person_selects(names: tuple[str, ...]) -> None:
    hears = "\n".join(f"attach node=1 event={name} handler=1 data=0" for name in names)
    said = area("one two", "height: 3; border: none; padding: 0", hears)
    async with running(said) as run:
        await run.pilot.mouse_down(run.widget(1), offset=(4, 0))
        await run.pilot.hover(run.widget(1), offset=(7, 0))
        await run.pilot.mouse_up(run.widget(1), offset=(7, 0))
        await run.settle()
        assert [event.numbers for event in run.told_of("mouse_down")] == [(4, 0)]
        assert run.widget(1).text_to_copy == "two"
