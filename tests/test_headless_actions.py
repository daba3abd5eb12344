"""Actions of a script: what each of them does, and what no person could do, so no script can."""

import pytest

from opui.core.errors import ListingError
from opui.core.session.session import Screen
from opui.core.wire.decoder import events
from opui.core.wire.records import Event
from opui.tools.headless import Headless
from tests.actions import FIRST, LINE, after, refused, told
from tests.memory import FakeMemory
from tests.scripted import ARRAYS, scripted


def test_the_first_frame_tells_the_view_and_the_seed() -> None:
    app = Headless(scripted(""), Screen(100, 30, False), seed=5)
    clock, start = events(app.exchanges[0].events)
    assert (clock.name, clock.numbers, clock.data) == ("clock", (0.0,), 1)
    assert (start.name, start.numbers, start.flags, start.data) == ("start", (100, 30), 0, 5)


def test_a_press_focuses_what_can_have_the_focus_first() -> None:
    assert after("press button") == [Event("focus", 2), Event("press", 2, "", (1,))]


def test_a_press_carries_its_clicks_and_modifiers() -> None:
    assert after("press #2 clicks=2 shift ctrl")[-1] == Event("press", 2, "", (2,), 0, 5)


def test_a_press_on_a_row_goes_up_to_the_nearest_handler_or_is_refused() -> None:
    assert after("press rows/text[3]")[-1:] == [Event("press", 7, "", (1,))]
    assert refused("press rows/text[1]") == "nothing handles press on text 5"


def test_a_change_is_the_inputs_value_from_then_on() -> None:
    app = Headless(scripted(FIRST))
    app.do('change draft text="milk"')
    assert told(app) == [Event("focus", 1), Event("change", 1, "milk")]
    assert app.tree.nodes[1].get("value") == "milk"


def test_a_change_that_nobody_handles_is_the_value_all_the_same() -> None:
    app = Headless(scripted("create node=1 kind=input\ninsert node=1 parent=0 before=0"))
    app.do('change 1 text="milk"')
    assert app.tree.nodes[1].get("value") == "milk"
    assert len(app.exchanges) == 1


def test_a_submit_with_another_text_is_typed_first() -> None:
    assert after('submit draft text="milk"')[1:] == [Event("change", 1, "milk"), Event("submit", 1, "milk")]


def test_a_submit_with_the_same_text_or_none_types_nothing() -> None:
    app = Headless(scripted(FIRST))
    app.play('change draft text="milk"\nsubmit draft\nsubmit draft text="milk"')
    assert [event.name for event in told(app)] == ["focus", "change", "submit", "submit"]
    assert [event.text for event in told(app)[1:]] == ["milk"] * 3


def test_a_submit_of_nothing_empties_the_input_first() -> None:
    assert [event.text for event in after('change draft text="x"', 'submit draft text=""')[1:]] == ["x", "", ""]


def test_a_toggle_turns_the_box_over_unless_it_says_how() -> None:
    lines = ("toggle checkbox", "toggle checkbox", "toggle checkbox checked=1", "toggle checkbox checked=1")
    assert [event.numbers for event in after(*lines) if event.name == "toggle"] == [(1,), (0,), (1,), (1,)]


def test_a_highlight_is_given_by_the_rows_place_or_node() -> None:
    assert after("highlight rows index=1") == [Event("highlight", 4, "", (7, 1))]
    assert after("highlight rows row=5") == [Event("highlight", 4, "", (5, 0))]


def test_the_view_can_be_resized_and_change_its_theme() -> None:
    assert after("resize columns=40 rows=10", "theme dark", "theme") == [
        Event("resize", 0, "", (40, 10)),
        Event("theme", flags=1),
        Event("theme"),
    ]


CANVAS = """
create node=1 kind=canvas
insert node=1 parent=0 before=0
attach node=1 event=size handler=1 data=0
attach node=0 event=resize handler=1 data=0
"""


def test_a_canvas_is_as_large_as_the_view_unless_a_script_says_otherwise() -> None:
    app = Headless(scripted(CANVAS, "create node=2 kind=text", "remove node=1"), Screen(100, 30))
    assert [event for event in told(app) if event.name == "size"] == [Event("size", 1, "", (100, 30))]
    before = len(app.exchanges)
    app.do("size canvas columns=7 rows=3")
    assert told(app, before) == [Event("size", 1, "", (7, 3))]


def test_a_resized_view_has_canvases_as_large() -> None:
    app = Headless(scripted(CANVAS, "", "", "remove node=1"), Screen(100, 30))
    before = len(app.exchanges)
    app.do("resize columns=40 rows=10")
    assert told(app, before) == [Event("resize", 0, "", (40, 10)), Event("size", 1, "", (40, 10))]
    app.do("resize columns=50 rows=10")
    app.do("resize columns=60 rows=10")
    assert [event.name for event in told(app, before)].count("size") == 2


def test_the_listing_has_what_is_drawn_in_a_canvas() -> None:
    memory = FakeMemory(first=ARRAYS)
    cells = memory.put_numbers("u32", [word for symbol in b"ab c" for word in (symbol, 0, 0, 0)])
    columns = "set_integer node=1 attribute=columns value=2"
    frame = f"{CANVAS}{columns}\nset_array node=1 attribute=cells element=u32 descriptor={cells}\n"
    app = Headless(scripted(frame, memory=bytes(memory.data)))
    assert app.listing().endswith("    # ab\n    #  c\n")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("dance", "there is no event 'dance'"),
        ("press", "nothing handles press on root 0"),
        ("scroll button", "nothing handles scroll on button 2"),
        ("scroll rows y=-1", "nothing is scrolled further up or to the left than its beginning"),
        ("press 77", "there is no node 77"),
        ("press nobody", "no nobody below root"),
        ("press text", "3 nodes are text"),
        ("press 2 clicks=many", "'many' is not a number"),
        ("press 2 loud", "press has no 'loud'"),
        ("tick 8", "tick is the host's own; use `wait` to let time pass"),
        ("start", "start is the host's own"),
        ("clock time=5", "clock is the host's own"),
        ("toggle draft", "a input has no toggle"),
        ("change button text=x", "a button has no change"),
        ("highlight rows index=2", "the list 4 has 2 rows, none with the index 2"),
        ("highlight rows row=6", "the list 4 has 2 rows"),
        ("press rows/text[2]", "text 6 is hidden"),
        ("blur button", "nothing handles blur on button 2"),
        ("wait", "wait wants milliseconds, not ''"),
        ("wait -5", "wait wants milliseconds, not '-5'"),
        ("wait 1.5", "wait wants milliseconds, not '1.5'"),
        ("focus", "not a path"),
        ("focus 77", "there is no node 77"),
        ("focus 8", "key_binding can't have the focus"),
        ("focus root", "root can't have the focus"),
        ("key", "is not a key"),
        ("key nokey", "'nokey' is not a key"),
        ('key text="a" b', "is no text in quotes"),
    ],
)
def test_what_can_not_be_done_is_told_with_its_line(line: str, why: str) -> None:
    assert why in refused(line)


POSSIBLE = ["press button", "focus button", "focus rows/text[3]", "change draft text=x", "toggle 3", "highlight rows"]


@pytest.mark.parametrize("line", POSSIBLE)
def test_nobody_can_do_anything_with_what_is_not_in_the_tree(line: str) -> None:
    column = "create node=20 kind=column\n"
    moved = "".join(f"insert node={node} parent=20 before=0\n" for node in (1, 2, 3, 4))
    wanted = line.replace("button", "2").replace("rows/text[3]", "7").replace("draft", "1").replace("rows", "4")
    assert "is not in the tree" in refused(wanted, f"{FIRST}{column}{moved}")


@pytest.mark.parametrize("line", ["press 2 clicks=0", "resize columns=65536 rows=3", "blur draft"])
def test_what_no_person_could_do_is_refused(line: str) -> None:
    assert refused(line)


def test_who_takes_the_focus_from_a_node_leaves_nobody_with_it() -> None:
    app = Headless(scripted(FIRST))
    app.play("focus draft\nblur draft\nkey ctrl+s")
    assert [(event.name, event.node) for event in told(app)] == [("focus", 1), ("blur", 1), ("key", 0)]


BOUND = """create node=20 kind=key_binding
set_string node=20 attribute=key value="x"
attach node=20 event=press handler=1 data=0
"""


@pytest.mark.parametrize(
    ("parent", "first", "works"),
    [
        (0, "", True),
        (0, "focus draft\n", False),  # The key is typed there, and the footer does not show it.
        (2, "focus button\n", True),
        (2, "", False),
    ],
)
def test_a_key_binding_is_pressed_only_while_it_works(parent: int, first: str, works: bool) -> None:
    app = Headless(scripted(f"{FIRST}{BOUND}insert node=20 parent={parent} before=0"))
    if works:
        app.play(f"{first}press 20")
        assert told(app)[-1] == Event("press", 20, "", (1,))
    else:
        with pytest.raises(ListingError, match="key_binding 20 does not work while"):
            app.play(f"{first}press 20")


def test_what_is_chosen_already_is_chosen_again_without_an_event() -> None:
    options = "".join(f"create node={node} kind=option\ninsert node={node} parent=1 before=0\n" for node in (2, 3))
    menu = "create node=1 kind=select\nattach node=1 event=select handler=1 data=0\ninsert node=1 parent=0 before=0\n"
    app = Headless(scripted(menu + options))
    app.play("select 1 index=1\nselect 1 index=1")
    assert [event.name for event in told(app)] == ["select"]
    with pytest.raises(ListingError, match="select 1 has no option 2 that can be chosen"):
        app.do("select 1 index=2")


@pytest.mark.parametrize("flag", ["disabled", "hidden"])
@pytest.mark.parametrize("line", POSSIBLE)
def test_nobody_can_do_anything_with_what_is_disabled_or_hidden(line: str, flag: str) -> None:
    column = f"create node=20 kind=column\nset_flag node=20 attribute={flag} value=true\n"
    moved = "".join(f"insert node={node} parent=20 before=0\n" for node in (1, 2, 3, 4))
    assert f"is {flag}" in refused(line, f"{FIRST}{column}insert node=20 parent=0 before=0\n{moved}")


def test_what_the_guest_focuses_although_it_is_disabled_does_not_get_the_focus() -> None:
    app = Headless(scripted(FIRST + "set_flag node=1 attribute=disabled value=true\ncall node=1 method=focus"))
    assert told(app) == []


def test_comments_and_empty_lines_do_nothing() -> None:
    assert after("", "# press button", "   ") == []


def test_the_focus_goes_from_one_node_to_the_other() -> None:
    assert after("focus draft", "focus button", "focus button") == [
        Event("focus", 1),
        Event("blur", 1),
        Event("focus", 2),
    ]


def test_the_guest_gives_the_focus_by_a_call() -> None:
    app = Headless(scripted(FIRST + "call node=1 method=focus\ncall node=0 method=bell"))
    assert [(call.method, call.node.id) for call in app.calls] == [("focus", 1), ("bell", 0)]
    assert told(app) == [Event("focus", 1)]


def test_what_the_guest_logs_is_among_its_calls() -> None:
    app = Headless(scripted(FIRST + 'call node=0 method=log text="so"'))
    assert [(call.method, call.text) for call in app.calls] == [("log", "so")]


def test_a_row_of_a_list_gives_the_focus_to_the_list_and_takes_its_cursor() -> None:
    assert after("focus rows/text[3]") == [Event("highlight", 4, "", (7, 1)), Event("focus", 4)]


def test_a_press_in_a_row_takes_the_cursor_there_first() -> None:
    assert [event.name for event in after("press rows/text[3]")] == ["highlight", "press"]


def test_a_path_may_hold_a_text_with_spaces() -> None:
    app = Headless(scripted(FIRST.replace('"Go"', '"Go = \\"on\\" now"')))
    app.do(r'press button["Go = \"on\" now"] clicks=2')
    app.do(r'press node=button["Go = \"on\" now"]')
    assert [event.name for event in told(app)].count("press") == 2


def test_no_more_is_typed_than_max_length() -> None:
    app = Headless(scripted(f"{FIRST}set_integer node=1 attribute=max_length value=3"))
    app.do('change draft text="abcdef"')
    assert [event.text for event in told(app) if event.name == "change"] == ["abc"]


def test_a_paste_is_typed_into_a_line_or_told_to_the_guest_that_asks_for_it() -> None:
    assert after('paste "a\\nb"', "paste c", first=LINE)[-1].text == "a bc"
    told = after('paste "a\\r\\nb"', "key ctrl+v", first=LINE + "attach node=1 event=paste handler=1 data=0\n")
    assert [(event.name, event.text) for event in told] == [("paste", "a\nb")]


def test_a_paste_in_broken_quotes_is_refused() -> None:
    with pytest.raises(ListingError, match=r"is no text in quotes"):
        Headless(scripted(LINE)).do('paste "a')


TREE = """
create node=1 kind=tree
insert node=1 parent=0 before=0
create node=2 kind=branch
insert node=2 parent=1 before=0
set_text node=2 text="src"
create node=3 kind=branch
insert node=3 parent=2 before=0
set_text node=3 text="main"
create node=4 kind=branch
insert node=4 parent=1 before=0
set_text node=4 text="docs"
attach node=1 event=highlight handler=1 data=0
attach node=2 event=collapse handler=1 data=0
attach node=3 event=press handler=1 data=0
"""


def after_tree(*actions: str) -> list[Event]:
    app = Headless(scripted(TREE))
    app.play("\n".join(actions))
    return told(app)


def test_what_is_done_to_a_branch_takes_the_cursor_and_the_focus_of_its_tree_there() -> None:
    assert after_tree("press 3 clicks=2") == [
        Event("highlight", 1, "", (3, 1)),
        Event("press", 3, "", (2,)),
    ]
    assert after_tree("collapse 2", "key up", "key down") == [
        Event("highlight", 1, "", (2, 0)),
        Event("collapse", 2, "", (1,)),
        Event("highlight", 1, "", (4, 1)),
    ]


def test_a_press_that_no_branch_hears_turns_it_over() -> None:
    assert after_tree("press 2", "press 2")[1:] == [Event("collapse", 2, "", (1,)), Event("collapse", 2, "", (0,))]


def test_letters_that_follow_one_another_find_a_branch_and_after_a_pause_another() -> None:
    assert after_tree("focus 1", "key m", "key d", "wait 1500", "key d", "highlight 1 index=0") == [
        Event("highlight", 1, "", (node, index)) for node, index in ((2, 0), (3, 1), (4, 2), (2, 0))
    ]


def test_the_guest_puts_a_trees_cursor_somewhere_and_is_not_told() -> None:
    app = Headless(scripted(TREE + "call node=3 method=highlight"))
    app.play("focus 1\nkey down")
    assert told(app) == [Event("highlight", 1, "", (4, 2))]


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ("collapse 3", "there is nothing to collapse in branch 3"),
        ("press 4", "nothing handles press on branch 4"),
        ("mouse_down 2", "nothing handles mouse_down on branch 2"),
        ("highlight 1 index=3", "the tree 1 has 3 rows, none with the index 3"),
    ],
)
def test_what_nobody_could_do_to_a_branch_is_refused(action: str, why: str) -> None:
    app = Headless(scripted(TREE))
    with pytest.raises(ListingError, match=why):
        app.do(action)


def test_a_branch_in_a_collapsed_one_is_out_of_reach() -> None:
    app = Headless(scripted(TREE))
    app.do("collapse 2")
    with pytest.raises(ListingError, match="branch 3 is hidden"):
        app.do("press 3")


CHOICES = """
create node=1 kind=list
insert node=1 parent=0 before=0
attach node=1 event=highlight handler=1 data=0
create node=9 kind=select
insert node=9 parent=0 before=0
attach node=9 event=select handler=1 data=0
""" + "".join(
    f"create node={node} kind=text\ninsert node={node} parent=1 before=0\nset_text node={node} text={name}\n"
    f"create node={node + 10} kind=option\ninsert node={node + 10} parent=9 before=0\n"
    f"set_text node={node + 10} text={name}\n"
    for node, name in ((2, '"alpha"'), (3, '"beta"'), (4, '"Bravo"'))
)


def test_letters_find_a_row_of_a_list() -> None:
    app = Headless(scripted(CHOICES))
    app.play("focus 1\nkey b\nkey r\nkey x\nwait 2000\nkey b")
    assert [event.numbers for event in told(app)] == [(2, 0), (3, 1), (4, 2), (3, 1)]


def test_letters_open_a_menu_and_find_an_option_that_is_not_disabled() -> None:
    app = Headless(scripted(CHOICES + "set_flag node=13 attribute=disabled value=true"))
    app.play("focus 9\nkey x\nkey enter\nkey escape\nwait 2000\nkey b\nkey enter")
    assert [(event.name, event.numbers) for event in told(app)] == [("select", (2,))]


AREA = """create node=1 kind=text_area
insert_text node=1 text="one\\ntwo"
attach node=1 event=edit handler=1 data=0
attach node=1 event=selection handler=1 data=0
insert node=1 parent=0 before=0"""


def test_a_text_is_edited_and_selected_by_places() -> None:
    app = Headless(scripted(AREA))
    app.do('edit 1 text="first" start=0 end=3')
    assert app.tree.nodes[1].text == "first\ntwo"
    app.do("selection 1 anchor=6 caret=9")
    app.do("key ctrl+x")
    app.do("edit 1 start=0 end=1")
    app.do("key ctrl+v")
    assert app.tree.nodes[1].text == "twoirst\n"
    assert [event.name for event in told(app)] == ["edit", "selection", "selection", *["edit", "selection"] * 3]


def test_no_text_is_edited_where_there_is_none() -> None:
    app = Headless(scripted(AREA))
    with pytest.raises(ListingError, match="the text of text_area 1 has 7 characters"):
        app.do("edit 1 start=0 end=8")


def test_a_guest_may_select_a_whole_text() -> None:
    app = Headless(scripted(AREA + "\ncall node=1 method=select_all"))
    app.play("focus 1\nkey x")
    assert app.tree.nodes[1].text == "x"


TABLE = """\
create node=1 kind=table
set_string node=1 attribute=cursor_type value=cell
insert node=1 parent=0 before=0
attach node=1 event=cell_press handler=1 data=0
attach node=1 event=cell_highlight handler=1 data=0
attach node=1 event=sort handler=1 data=0
create node=2 kind=table_column
set_flag node=2 attribute=hidden value=true
set_flag node=2 attribute=sortable value=true
insert node=2 parent=1 before=0
create node=3 kind=table_column
insert node=3 parent=1 before=0
create node=4 kind=table_row
insert node=4 parent=1 before=0
"""


def test_nobody_gets_to_a_hidden_column_of_a_table() -> None:
    app = Headless(scripted(TABLE))
    for line in ("cell_press table column=0", "cell_highlight table column=0"):
        with pytest.raises(ListingError, match="the table 1 has no row 0 with a column 0"):
            app.do(line)
    with pytest.raises(ListingError, match="the table 1 has no sortable column 0"):
        app.do("sort table")
    app.play("cell_press table column=1")
    assert [event.numbers for event in told(app)] == [(0, 1), (0, 1)]


LOADING = """\
create node=1 kind=column
set_flag node=1 attribute=loading value=true
insert node=1 parent=0 before=0
create node=2 kind=input
attach node=2 event=change handler=1 data=0
attach node=2 event=focus handler=1 data=0
attach node=2 event=blur handler=1 data=0
insert node=2 parent=1 before=0
create node=3 kind=input
insert node=3 parent=0 before=0
attach node=0 event=key handler=1 data=0
call node=2 method=focus
"""


@pytest.mark.parametrize("line", ["press 2", 'change 2 text="a"', "focus 2", "mouse_down 2", "hover 1 over=1"])
def test_nobody_does_anything_to_what_is_loading(line: str) -> None:
    with pytest.raises(ListingError, match=r"(input 2|column 1) is loading"):
        Headless(scripted(LOADING)).do(line)


def test_what_is_loading_has_the_focus_and_takes_no_key_until_it_is_there() -> None:
    app = Headless(scripted(LOADING, "", "", "set_flag node=1 attribute=loading value=false"))
    assert [(event.name, event.node) for event in told(app)] == [("focus", 2)]
    app.play("key a\nkey b\nkey a")
    assert [(event.name, event.node, event.text) for event in told(app)][1:] == [
        ("key", 0, "a"), ("key", 0, "b"), ("change", 2, "a"),
    ]  # fmt: skip


def test_what_is_loading_can_lose_the_focus() -> None:
    app = Headless(scripted(LOADING))
    app.do("blur 2")
    assert [event.name for event in told(app)] == ["focus", "blur"]


# --- Tables of arrays -----------------------------------------------------------------------------

ARRAYS_MEMORY = FakeMemory(first=ARRAYS)
DATA = (
    "create node=1 kind=data_table\ninsert node=1 parent=0 before=0\n"
    'set_string node=1 attribute=cursor_type value="cell"\n'
    + "".join(f"attach node=1 event={event} handler=1 data=0\n" for event in ("cell_highlight", "cell_press", "sort"))
    + "".join(
        f"create node={node} kind=data_column\ninsert node={node} parent=1 before=0\n"
        f"set_array node={node} attribute=values element=u16 descriptor={address}\n"
        for node, address in enumerate((ARRAYS_MEMORY.put_numbers("u16", range(rows)) for rows in (300, 7)), 2)
    )
    + "set_flag node=3 attribute=sortable value=true\n"
)


def data_table(*frames: str) -> Headless:
    return Headless(scripted(DATA, *frames, memory=bytes(ARRAYS_MEMORY.data)))


def test_cells_of_arrays_are_pressed_by_their_places_and_headings_sorted() -> None:
    app = data_table()
    app.play("cell_press data_table row=299 column=1\nsort data_table column=1\nkey home\nkey ctrl+home\nkey pagedown")
    assert [event for event in told(app) if event.name != "focus"] == [
        Event("cell_highlight", 1, "", (0, 0)), Event("cell_highlight", 1, "", (299, 1)),
        Event("cell_press", 1, "", (299, 1)), Event("sort", 1, "", (1,)), Event("cell_highlight", 1, "", (299, 0)),
        Event("cell_highlight", 1, "", (0, 0)), Event("cell_highlight", 1, "", (22, 0)),
    ]  # fmt: skip


def test_a_table_of_arrays_is_listed_with_how_many_cells_its_columns_have() -> None:
    assert "    data_column #3 sortable values=u16[7]" in data_table().listing()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("cell_press data_table row=300 column=0", "the table 1 has no row 300 with a column 0"),
        ("cell_highlight data_table row=0 column=2", "the table 1 has no row 0 with a column 2"),
        ("sort data_table column=0", "the table 1 has no sortable column 0"),
    ],
)
def test_nobody_goes_to_a_cell_of_arrays_that_is_not_there(line: str, why: str) -> None:
    with pytest.raises(ListingError, match=why):
        data_table().do(line)


def test_a_guest_puts_the_cursor_of_a_table_of_arrays_somewhere_and_is_not_told() -> None:
    app = data_table('call node=1 method=highlight_cell text="250 1"', "")
    app.play("focus data_table\nkey down")
    assert told(app)[-1:] == [Event("cell_highlight", 1, "", (251, 1))]
