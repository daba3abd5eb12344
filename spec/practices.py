"""What WAI-ARIA's practices ask of nine patterns, and which test holds it: the tables of `docs/practices.md`.

The names are those of the tests of w3c/aria-practices, as of its commit 18c1a2f; where two tests of a pattern have one
name, or a test has none, the practice's own id stands behind it. Each is held by tests of this repository, or has a
reason: a terminal has no such thing, or opui does otherwise. tests/test_practices.py holds that the tests are there.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Practice(NamedTuple):
    """One test of the practices.

    Attributes:
        pattern: The pattern that it belongs to.
        name: Its name.
        held_by: The tests that hold it here; none if it has a reason.
        reason: Why nothing holds it; one that begins with `OTHERWISE` is about what a terminal could do.
    """

    pattern: str
    name: str
    held_by: tuple[str, ...] = ()
    reason: str = ""


SOURCES: Final[Mapping[str, str]] = {
    "listbox": "listbox_scrollable.js",
    "tabs": "tabs_tabs-automatic.js",
    "tree": "treeview_treeview-1a.js",
    "radio": "radio_radio.js",
    "grid": "grid_data_grids.js",
    "combobox": "combobox_select-only.js",
    "slider": "slider_slider-color-viewer.js",
    "dialog": "dialog-modal_dialog.js",
    "menubar": "menubar_menubar-editor.js",
}
"""Pattern → the file, in `test/tests/` there, that has its tests."""

OTHERWISE: Final = "Otherwise here:"
"""How a reason begins where a terminal could do it, and it is better left."""

_NO_TREE: Final = "A terminal has no accessibility tree, so nothing has a role, a name or a state there."
_CHECKED_ITEM: Final = f"{_NO_TREE} A sign before an item says that it is checked."
_NO_TABINDEX: Final = "A terminal has no tabindex; each node that takes the focus is one stop of Tab."

_KEYS: Final = "tests/test_headless_keys.py"
_ACTIONS: Final = "tests/test_headless_actions.py"
_BARS: Final = "tests/core/test_menu_bars.py"
_BAR: Final = "tests/textual/test_menu_bar.py"
_CELLS: Final = "tests/core/test_cells.py"
_MENUS: Final = "tests/core/test_menus.py"
_OUTLINE: Final = "tests/core/test_outline.py"
_SELECT: Final = "tests/textual/test_select.py"
_TREE: Final = "tests/textual/test_tree.py"

_LIST: Final = (
    "tests/core/test_cursors.py::test_keys_move_the_cursor_and_stop_at_the_ends",
    f"{_KEYS}::test_the_focus_and_keys_move_a_lists_cursor_as_on_a_screen",
)
_TABS: Final = ("tests/textual/test_tabs.py::test_keys_select_around_the_ends_and_pass_over_what_is_disabled",)
_BRANCHES: Final = (
    f"{_OUTLINE}::test_each_key_does_what_the_practices_say",
    f"{_TREE}::test_keys_go_through_the_tree_as_in_the_practices",
)
_RADIOS: Final = (
    "tests/core/test_alternatives.py::test_keys_go_around_the_ends_and_pass_over_what_is_disabled",
    f"{_KEYS}::test_keys_check_the_radios_of_a_set_around_its_ends",
)
_FROM_NONE: Final = (
    f"{_KEYS}::test_in_a_set_without_a_choice_keys_go_on_from_its_first_radio",
    "tests/textual/test_radio_set.py::test_where_none_is_checked_a_key_goes_on_from_the_first",
)
_OPENS: Final = (f"{_KEYS}::test_a_menu_opens_at_its_first_option_and_what_is_highlighted_is_chosen",)
_CHOOSES: Final = (*_OPENS, f"{_MENUS}::test_what_is_chosen_is_told_and_the_menu_closes")
_MOVES: Final = (f"{_MENUS}::test_keys_pass_over_what_is_disabled_and_stop_at_the_ends",)
_STOPS: Final = (f"{_SELECT}::test_steps_stop_at_the_ends_of_the_menu",)
_LETTERS: Final = (
    "tests/textual/test_typeahead.py::test_a_letter_opens_the_menu_of_a_select_at_the_option_and_enter_chooses_it",
)
_BAR_KEYS: Final = (f"{_BAR}::test_each_key_does_on_a_screen_what_the_practices_say",)
_BAR_LETTERS: Final = (
    f"{_BARS}::test_characters_find_a_menu_and_in_an_open_menu_an_item",
    f"{_BAR}::test_letters_find_a_menu_and_in_an_open_menu_an_item",
)
_CHOOSES_ITEMS: Final = (
    f"{_BARS}::test_what_is_chosen_is_told_and_the_menu_closes",
    f"{_BAR}::test_enter_and_space_choose_and_close_the_menu",
)
_TYPED: Final = (
    "tests/core/test_typeahead.py::test_a_character_goes_to_the_next_that_begins_with_it_around_the_end",
    "tests/core/test_typeahead.py::test_characters_in_quick_succession_are_looked_for_together",
)


def _grid(*cases: str) -> tuple[str, ...]:
    """Return what holds the practices of a cursor on cells, by their words."""
    return tuple(f"{_CELLS}::test_keys_move_a_cursor_on_cells_as_the_practices_say[{case}]" for case in cases)


def _bar(*cases: str) -> tuple[str, ...]:
    """Return what holds the practices of a menu bar, by their words, and the test of them on a screen."""
    return (*(f"{_BARS}::test_keys_do_what_the_practices_say[{case}]" for case in cases), *_BAR_KEYS)


def _slider(name: str) -> tuple[str, ...]:
    return (f"tests/textual/test_slider.py::test_aria_{name}",)


def _dialog(scenario: str) -> tuple[str, ...]:
    """Return what holds a scenario in both hosts, by its id."""
    return tuple(f"tests/textual/test_dialog.py::test_{where}_a_screen[{scenario}]" for where in ("on", "without"))


PRACTICES: Final[tuple[Practice, ...]] = (
    Practice("listbox", 'role="listbox" on ul element', reason=_NO_TREE),
    Practice("listbox", '"aria-labelledby" on listbox element', reason=_NO_TREE),
    Practice("listbox", 'tabindex="0" on listbox element', reason=_NO_TABINDEX),
    Practice("listbox", "aria-activedescendant on listbox element", reason=_NO_TREE),
    Practice("listbox", 'role="option" on li elements', reason=_NO_TREE),
    Practice("listbox", 'aria-hidden="true" on li > span elements', reason=_NO_TREE),
    Practice(
        "listbox",
        '"aria-selected" on option elements',
        reason=f"{_NO_TREE} The row that has the cursor is drawn in another colour.",
    ),
    Practice("listbox", "DOWN ARROW moves focus", _LIST),
    Practice("listbox", "END moves focus", _LIST),
    Practice("listbox", "UP ARROW moves focus", _LIST),
    Practice("listbox", "HOME moves focus", _LIST),
    Practice("tabs", 'role="tablist" on div element', reason=_NO_TREE),
    Practice("tabs", '"ariaLabelledby" attribute on role="tablist"', reason=_NO_TREE),
    Practice("tabs", 'role="tab" on button elements', reason=_NO_TREE),
    Practice("tabs", '"aria-selected" set on role="tab"', reason=f"{_NO_TREE} A line below the selected tab marks it."),
    Practice("tabs", '"tabindex" on role="tab"', reason=_NO_TABINDEX),
    Practice("tabs", '"aria-control" attribute on role="tab"', reason=_NO_TREE),
    Practice("tabs", 'role="tabpanel" on div element', reason=_NO_TREE),
    Practice("tabs", '"aria-labelledby" attribute on role="tabpanel" elements', reason=_NO_TREE),
    Practice("tabs", 'tabindex="0" on tabpanel elements', reason=_NO_TABINDEX),
    Practice(
        "tabs",
        "TAB key moves focus to open tab and first link in the tabpanel",
        (f"{_KEYS}::test_tab_goes_from_tabs_to_what_is_seen_of_their_pages",),
    ),
    Practice("tabs", "ARROW_RIGHT key moves focus and activates tab", _TABS),
    Practice("tabs", "ARROW_LEFT key moves focus and activates tab", _TABS),
    Practice("tabs", "HOME key moves focus and selects tab", _TABS),
    Practice("tabs", "END key moves focus and selects tab", _TABS),
    Practice("tree", "aria-selected attribute on treeitem initial value", reason=_NO_TREE),
    Practice("tree", "aria-selected attribute on treeitem on down arrow, right arrow and enter", reason=_NO_TREE),
    Practice("tree", 'role="tree" on ul element', reason=_NO_TREE),
    Practice("tree", 'aria-labelledby on role="tree" element', reason=_NO_TREE),
    Practice("tree", 'role="treeitem" on "ul" element', reason=_NO_TREE),
    Practice("tree", "treeitem tabindex set by roving tabindex", reason=_NO_TABINDEX),
    Practice(
        "tree",
        "aria-expanded attribute on treeitem matches dom",
        reason=f"{_NO_TREE} An arrow before a branch says whether it is open.",
    ),
    Practice("tree", 'role="group" on "ul" elements', reason=_NO_TREE),
    Practice(
        "tree",
        "Key enter selects file",
        (
            f"{_OUTLINE}::test_enter_presses_where_the_guest_hears_of_it_and_space_what_can_not_be_turned_over",
            f"{_TREE}::test_space_turns_over_and_enter_presses",
        ),
    ),
    Practice(
        "tree",
        "Key space selects file",
        (
            f"{_OUTLINE}::test_enter_presses_where_the_guest_hears_of_it_and_space_what_can_not_be_turned_over",
            f"{_TREE}::test_space_presses_what_has_no_arrow",
        ),
    ),
    Practice("tree", "key down arrow moves focus", _BRANCHES),
    Practice("tree", "key up arrow moves focus", _BRANCHES),
    Practice("tree", "key right arrow opens folders and moves focus", _BRANCHES),
    Practice("tree", "key left arrow closes folders and moves focus", _BRANCHES),
    Practice("tree", "key home moves focus", _BRANCHES),
    Practice("tree", "key end moves focus", _BRANCHES),
    Practice(
        "tree", "characters move focus", (*_TYPED, f"{_TREE}::test_typing_goes_to_the_branch_that_begins_with_it")
    ),
    Practice("tree", "asterisk key opens folders", _BRANCHES),
    Practice("radio", 'role="radiogroup" on div element', reason=_NO_TREE),
    Practice("radio", '"aria-labelledby" attribute on radiogroup', reason=_NO_TREE),
    Practice("radio", 'role="radio" on div elements', reason=_NO_TREE),
    Practice("radio", "roving tabindex on radio elements", reason=_NO_TABINDEX),
    Practice(
        "radio",
        '"aria-checked" set on role="radio"',
        reason=f"{_NO_TREE} A sign before each radio says which is checked.",
    ),
    Practice(
        "radio",
        "Moves focus to first or checked item",
        (*_RADIOS, "tests/textual/test_radio_set.py::test_the_line_that_a_key_would_keep_is_shown_where_the_focus_is"),
    ),
    Practice("radio", "Selects radio item", _RADIOS),
    Practice("radio", "RIGHT ARROW changes focus and checks radio", (*_RADIOS, *_FROM_NONE)),
    Practice("radio", "DOWN ARROW changes focus and checks radio", (*_RADIOS, *_FROM_NONE)),
    Practice("radio", "LEFT ARROW changes focus and checks radio", _RADIOS),
    Practice("radio", "UP ARROW changes focus and checks radio", _RADIOS),
    Practice("grid", 'Test for role="grid"', reason=_NO_TREE),
    Practice("grid", "aria-labelledby attribute on all examples", reason=_NO_TREE),
    Practice("grid", "aria-rowcount attribute in example 3", reason=_NO_TREE),
    Practice("grid", "aria-colcount attribute in example 3", reason=_NO_TREE),
    Practice("grid", "aria-rowindex attribute in example 3", reason=_NO_TREE),
    Practice("grid", "aria-colindex attribute in example 3", reason=_NO_TREE),
    Practice(
        "grid",
        "aria-sort set appropriately in example 2",
        reason=f"{_NO_TREE} A sign beside the heading says how rows are sorted.",
    ),
    Practice(
        "grid",
        "Right arrow moves focus, example 1 and 2",
        _grid(
            "Right Arrow: moves focus one cell to the right",
            "Right Arrow: if focus is on the right-most cell in the row, focus does not move",
        ),
    ),
    Practice(
        "grid",
        "Right arrow moves focus, example 3",
        _grid(
            "Right Arrow: moves focus one cell to the right",
            "Right Arrow: if focus is on the right-most cell in the row, focus does not move",
        ),
    ),
    Practice(
        "grid",
        "Left arrow moves focus, example 1 and 2",
        _grid(
            "Left Arrow: moves focus one cell to the left",
            "Left Arrow: if focus is on the left-most cell in the row, focus does not move",
        ),
    ),
    Practice(
        "grid",
        "left arrow moves focus, example 3",
        _grid(
            "Left Arrow: moves focus one cell to the left",
            "Left Arrow: if focus is on the left-most cell in the row, focus does not move",
        ),
    ),
    Practice(
        "grid",
        "Key down moves focus, examples 1,2,3",
        _grid(
            "Down Arrow: moves focus one cell down",
            "Down Arrow: if focus is on the bottom cell in the column, focus does not move",
        ),
    ),
    Practice(
        "grid",
        "Key up moves focus, examples 1,2,3",
        (
            *_grid(
                "Up Arrow: moves focus one cell up",
                "Up Arrow: if focus is on the top cell in the column, focus does not move",
            ),
            f"{_CELLS}::test_above_the_first_row_the_cursor_is_on_a_heading_if_one_is_sortable",
        ),
    ),
    Practice(
        "grid",
        "Page down moves focus in example 3",
        _grid(
            "Page Down: moves focus down an author-determined number of rows",
            "Page Down: if focus is in the last row of the grid, focus does not move",
        ),
    ),
    Practice(
        "grid",
        "Page up moves focus in example 3",
        _grid(
            "Page Up: moves focus up an author-determined number of rows",
            "Page Up: if focus is in the first row of the grid, focus does not move",
        ),
    ),
    Practice(
        "grid", "Home key moves focus", _grid("Home: moves focus to the first cell in the row that contains focus")
    ),
    Practice("grid", "End key moves focus", _grid("End: moves focus to the last cell in the row that contains focus")),
    Practice(
        "grid",
        "Control+home moves focus",
        reason=f"{OTHERWISE} Control + Home goes to the first cell below the headings, which stay in sight, as in a "
        "spreadsheet; Up goes on to them.",
    ),
    Practice("grid", "Control+end moves focus", _grid("Control + End: moves focus to the last cell in the last row")),
    Practice("combobox", 'role="combobox"', reason=_NO_TREE),
    Practice("combobox", 'role="listbox"', reason=_NO_TREE),
    Practice("combobox", 'role "option"', reason=_NO_TREE),
    Practice("combobox", "aria-labelledby on combobox", reason=_NO_TREE),
    Practice("combobox", "aria-controls on combobox", reason=_NO_TREE),
    Practice("combobox", 'aria-expanded="false" when closed', reason=_NO_TREE),
    Practice(
        "combobox",
        'click opens combobox and sets aria-expanded="true"',
        (f"{_SELECT}::test_clicks_open_the_menu_and_choose_from_it",),
    ),
    Practice("combobox", '"aria-activedescendant" on combobox element', reason=_NO_TREE),
    Practice("combobox", '"aria-selected" attribute on first option', reason=_NO_TREE),
    Practice("combobox", "Alt + down arrow opens listbox", _OPENS),
    Practice("combobox", "Up arrow opens listbox", _OPENS),
    Practice("combobox", "arrow opens listbox (combobox-key-down-arrow)", _OPENS),
    Practice("combobox", "Enter opens listbox", _OPENS),
    Practice("combobox", "Space opens listbox", _OPENS),
    Practice(
        "combobox",
        "combobox opens on last highlighted option",
        reason=f"{OTHERWISE} a menu opens at what is chosen; by Escape a person gives up what was highlighted.",
    ),
    Practice(
        "combobox",
        "Home opens listbox to first option",
        (f"{_SELECT}::test_keys_open_a_menu_at_one_of_its_ends_or_at_what_is_chosen",),
    ),
    Practice(
        "combobox",
        "End opens listbox to last option",
        (f"{_SELECT}::test_keys_open_a_menu_at_one_of_its_ends_or_at_what_is_chosen",),
    ),
    Practice(
        "combobox",
        "character keys open listbox to matching option",
        (*_LETTERS, f"{_ACTIONS}::test_letters_open_a_menu_and_find_an_option_that_is_not_disabled"),
    ),
    Practice(
        "combobox",
        "click opens and closes listbox",
        (f"{_SELECT}::test_a_click_on_the_select_closes_the_menu_and_one_elsewhere_too",),
    ),
    Practice(
        "combobox",
        "clicking an option selects and closes",
        (f"{_SELECT}::test_clicks_open_the_menu_and_choose_from_it",),
    ),
    Practice("combobox", "Enter closes listbox and selects option", _CHOOSES),
    Practice("combobox", "Space closes listbox and selects option (listbox-key-space)", _CHOOSES),
    Practice(
        "combobox",
        "Space closes listbox and selects option (listbox-key-alt-up-arrow)",
        (f"{_KEYS}::test_a_menu_opens_at_its_first_option_and_what_is_highlighted_is_chosen",),
    ),
    Practice(
        "combobox",
        "Escape closes listbox without selecting option",
        (
            f"{_MENUS}::test_choosing_what_is_chosen_already_or_closing_tells_nothing",
            f"{_SELECT}::test_escape_closes_the_menu_and_only_then_is_the_guests",
        ),
    ),
    Practice(
        "combobox",
        "Tab closes listbox and selects option",
        (
            f"{_KEYS}::test_tab_chooses_what_is_highlighted_in_a_menu_and_goes_on",
            f"{_SELECT}::test_tab_chooses_what_is_highlighted_and_goes_on",
        ),
    ),
    Practice("combobox", "Down arrow moves to next option", _MOVES),
    Practice("combobox", "Down arrow does not wrap after last option", (*_MOVES, *_STOPS)),
    Practice("combobox", "Up arrow does not wrap from first option", (*_MOVES, *_STOPS)),
    Practice("combobox", "Up arrow moves to previous option", _MOVES),
    Practice("combobox", "End moves to last option", _MOVES),
    Practice(
        "combobox",
        "End scrolls last option into view",
        (f"{_SELECT}::test_end_scrolls_a_long_menu_to_its_last_option",),
    ),
    Practice("combobox", "Home moves to first option", _MOVES),
    Practice("combobox", "PageDown moves 10 options, and does not wrap", (f"{_MENUS}::test_a_page_is_ten_options",)),
    Practice("combobox", "PageUp moves up 10 options, and does not wrap", (f"{_MENUS}::test_a_page_is_ten_options",)),
    Practice(
        "combobox",
        "Multiple single-character presses cycle through options",
        (_TYPED[0], f"{_MENUS}::test_typing_opens_a_menu_and_goes_from_option_to_option_past_what_is_disabled"),
    ),
    Practice("combobox", "Typing multiple characters refines search", (_TYPED[1], *_LETTERS)),
    Practice("slider", '"aria-hidden" set to "true" on SVG elements', reason=_NO_TREE),
    Practice("slider", 'role="group" on div element', reason=_NO_TREE),
    Practice("slider", '"aria-labelledby" set on group', reason=_NO_TREE),
    Practice("slider", 'role="slider" on div element', reason=_NO_TREE),
    Practice("slider", '"tabindex" set to "0" on sliders', reason=_NO_TABINDEX),
    Practice("slider", '"aria-valuemax" set to "255" on sliders', reason=_NO_TREE),
    Practice("slider", '"aria-valuemin" set to "0" on sliders', reason=_NO_TREE),
    Practice(
        "slider", '"aria-valuenow" reflects slider value', reason=f"{_NO_TREE} The number stands behind the track."
    ),
    Practice("slider", '"aria-labelledby" set on sliders', reason=_NO_TREE),
    Practice(
        "slider", "Right arrow increases slider value by 1", _slider("right_and_up_increase_the_value_by_one_step")
    ),
    Practice("slider", "up arrow increases slider value by 1", _slider("right_and_up_increase_the_value_by_one_step")),
    Practice("slider", "page up increases slider value by 10", _slider("page_up_and_page_down_take_a_larger_step")),
    Practice("slider", "key end set slider at max value", _slider("home_and_end_set_the_first_and_the_last_value")),
    Practice(
        "slider", "left arrow decreases slider value by 1", _slider("left_and_down_decrease_the_value_by_one_step")
    ),
    Practice(
        "slider", "down arrow decreases slider value by 1", _slider("left_and_down_decrease_the_value_by_one_step")
    ),
    Practice("slider", "page down decreases slider value by 10", _slider("page_up_and_page_down_take_a_larger_step")),
    Practice("slider", "home set slider value to minimum", _slider("home_and_end_set_the_first_and_the_last_value")),
    Practice("dialog", 'role="dialog" on div element', reason=_NO_TREE),
    Practice(
        "dialog", '"aria-labelledby" attribute on role="dialog"', reason=f"{_NO_TREE} The title stands in the border."
    ),
    Practice("dialog", "(aria-describedby)", reason=_NO_TREE),
    Practice(
        "dialog",
        '"aria-modal" attribute on role="dialog"',
        reason=f"{_NO_TREE} What lies below is darker and takes no keys.",
    ),
    Practice(
        "dialog",
        "tab changes focus within dialog",
        _dialog("tab_moves_focus_inside_the_dialog_and_from_the_last_to_the_first"),
    ),
    Practice(
        "dialog",
        "shift tab changes focus within dialog",
        _dialog("shift+tab_moves_focus_inside_the_dialog_and_from_the_first_to_the_last"),
    ),
    Practice("dialog", "escape closes dialog", _dialog("escape_closes_the_dialog")),
    Practice("menubar", "Test aria-label on textarea", reason=_NO_TREE),
    Practice("menubar", 'Test for role="menubar" on ul', reason=_NO_TREE),
    Practice("menubar", "Test aria-label on menubar", reason=_NO_TREE),
    Practice("menubar", 'Test for role="menuitem" on li', reason=_NO_TREE),
    Practice("menubar", "Test roving tabindex", reason=_NO_TABINDEX),
    Practice("menubar", "Test aria-haspopup set to true on menuitems", reason=_NO_TREE),
    Practice("menubar", '"aria-expanded" attribute on menubar menuitem', reason=_NO_TREE),
    Practice(
        "menubar",
        'Visual character entities to show expanded state on role="menuitem" is hidden from assistive technology',
        reason=_NO_TREE,
    ),
    Practice("menubar", 'Test for role="menu" on ul', reason=_NO_TREE),
    Practice("menubar", 'Test for aria-label on role="menu"', reason=_NO_TREE),
    Practice("menubar", "Test for submenu menuitems with accessible names", reason=_NO_TREE),
    Practice("menubar", 'Test tabindex="-1" for all submenu role="menuitem"s', reason=_NO_TABINDEX),
    Practice("menubar", 'Test aria-disabled="false" for all submenu role="menuitem"s', reason=_NO_TREE),
    Practice("menubar", 'Test for role="menuitemcheckbox" on li', reason=_NO_TREE),
    Practice("menubar", 'Test tabindex="-1" for role="menuitemcheckbox"', reason=_NO_TABINDEX),
    Practice("menubar", 'Test "aria-checked" attribute on role="menuitemcheckbox"', reason=_CHECKED_ITEM),
    Practice(
        "menubar",
        'Visual character entities to show checked state on role="menuitemcheckbox" '
        "is hidden from assistive technology",
        reason=_NO_TREE,
    ),
    Practice("menubar", 'Test role="separator" exists', reason=f"{_NO_TREE} A line is drawn."),
    Practice("menubar", 'Test role="group" exists', reason=_NO_TREE),
    Practice("menubar", "Test aria-label on group", reason=_NO_TREE),
    Practice("menubar", 'Test role="menuitemradio" exists with accessible name', reason=_NO_TREE),
    Practice("menubar", 'Test tabindex="-1" on role="menuitemradio"', reason=_NO_TABINDEX),
    Practice("menubar", 'Text "aria-checked" appropriately set on role="menuitemradio"', reason=_CHECKED_ITEM),
    Practice(
        "menubar",
        'Visual character entities to show checked state on role="menuitemradio" is hidden from assistive technology',
        reason=_NO_TREE,
    ),
    Practice("menubar", "Key ENTER open submenu", _bar("Enter, Space: open the menu, on its first item")),
    Practice("menubar", "Key SPACE open submenu", _bar("Enter, Space: open the menu, on its first item")),
    Practice("menubar", "Key ESCAPE closes menubar", _bar("Escape: closes the menu")),
    Practice(
        "menubar",
        "Key ARROW_RIGHT moves focus to next menubar item (menubar-key-right-arrow)",
        _bar("Right: goes to the next menu", "Right: from the last menu goes to the first"),
    ),
    Practice(
        "menubar",
        "Key ARROW_RIGHT moves focus to next menubar item (menubar-key-left-arrow)",
        _bar("Left: goes to the previous menu", "Left: from the first menu goes to the last"),
    ),
    Practice("menubar", "Key ARROW_UP opens submenu, focus on last item", _bar("Up: opens the menu, on its last item")),
    Practice(
        "menubar", "Key ARROW_DOWN opens submenu, focus on first item", _bar("Down: opens the menu, on its first item")
    ),
    Practice("menubar", "Key HOME goes to first item in menubar", _bar("Home: goes to the first menu")),
    Practice("menubar", "Key END goes to last item in menubar", _bar("End: goes to the last menu")),
    Practice("menubar", "Character sends to menubar changes focus in menubar (menubar-key-character)", _BAR_LETTERS),
    Practice("menubar", "SPACE in submenu selects item", _CHOOSES_ITEMS),
    Practice("menubar", "ENTER in submenu selects item", _CHOOSES_ITEMS),
    Practice("menubar", "ESCAPE to submenu closes submenu", _bar("Escape: closes the menu")),
    Practice(
        "menubar",
        "ARROW_RIGHT to submenu closes submenu and opens next (submenu-right-arrow)",
        _bar("in a menu, Right: opens the next menu"),
    ),
    Practice(
        "menubar",
        "ARROW_RIGHT to submenu closes submenu and opens next (submenu-left-arrow)",
        _bar("in a menu, Left: opens the previous menu"),
    ),
    Practice(
        "menubar",
        "ARROW_DOWN moves focus to next item",
        _bar("in a menu, Down: goes to the next item", "in a menu, Down: from the last item goes to the first"),
    ),
    Practice(
        "menubar",
        "ARROW_DOWN moves focus to previous item",
        _bar("in a menu, Up: goes to the previous item", "in a menu, Up: from the first item goes to the last"),
    ),
    Practice("menubar", "HOME moves focus to first item", _bar("in a menu, Home: goes to the first item")),
    Practice("menubar", "END moves focus to last item", _bar("in a menu, End: goes to the last item")),
    Practice("menubar", "Character sends to menubar changes focus in menubar (submenu-character)", _BAR_LETTERS),
)
"""Each test of the practices, in its file's order."""


def rows() -> list[tuple[str, str, str]]:
    """Return the table's rows: the pattern, the practice, and what holds it or why nothing does."""
    return [
        (each.pattern, each.name, " ".join(f"`{test}`" for test in each.held_by) or each.reason) for each in PRACTICES
    ]


def counts() -> list[tuple[str, int, int, int]]:
    """Return for each pattern how many practices hold, how many no terminal can, and how many are done otherwise."""
    said = {pattern: [0, 0, 0] for pattern in SOURCES}
    for each in PRACTICES:
        said[each.pattern][0 if each.held_by else 2 if each.reason.startswith(OTHERWISE) else 1] += 1
    return [
        (f"{pattern}: `{SOURCES[pattern]}`", held, not_here, otherwise)
        for pattern, (held, not_here, otherwise) in said.items()
    ]
