import pytest

from opui.core import clusters
from opui.core.kinds import KINDS, How, Kind
from opui.core.session.events import VALUE_LENGTH
from opui.core.session.line import Clipboard, Line, Lines
from opui.core.session.rules import Rules
from tests.core.test_clusters import BREAKS, EMOJI
from tests.core.trees import run, tree_of


def _is_typed(kind: Kind) -> bool:
    return any(edit.how is How.TYPED for edit in kind.edits)


def line_of(text: str, clipboard: Clipboard | None = None) -> Line:
    """Return a line whose caret stands at `|`; what is selected begins at `<`."""
    line = Line(text.replace("|", "").replace("<", ""), clipboard or Clipboard())
    line.caret = text.replace("<", "").index("|")
    line.anchor = text.replace("|", "").index("<") if "<" in text else line.caret
    return line


def shown(line: Line) -> str:
    marks = [(line.caret, "|")] if line.anchor == line.caret else [(line.anchor, "<"), (line.caret, "|")]
    text = line.value
    for place, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return text


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        ("ab|", "cursor_left", "a|b"),
        ("|ab", "cursor_left", "|ab"),
        ("ab|", "cursor_right", "ab|"),
        ("a<b|c", "cursor_left", "a|bc"),
        ("a|b<c", "cursor_right", "ab|c"),
        ("ab|c", "cursor_left(True)", "a|b<c"),
        ("a|b<c", "cursor_right(True)", "ab|c"),
        ("one two| x", "cursor_left_word", "one |two x"),
        ("one|", "cursor_left_word", "|one"),
        ("o<ne two|", "cursor_left_word(True)", "o<ne |two"),
        ("o|ne two", "cursor_right_word", "one |two"),
        ("one |two", "cursor_right_word", "one two|"),
        ("o|ne two", "cursor_right_word(True)", "o<ne |two"),
        ("a<bc|d", "home", "|abcd"),
        ("a<bc|d", "home(True)", "|abc<d"),
        ("a<bc|d", "end", "abcd|"),
        ("a<bc|d", "end(True)", "abc<d|"),
        ("ab|cd", "select_all", "<abcd|"),
        ("ab|c", "delete_left", "a|c"),
        ("|ab", "delete_left", "|ab"),
        ("a|bc", "delete_right", "a|c"),
        ("ab|", "delete_right", "ab|"),
        ("a<bc|d", "delete_left", "a|d"),
        ("a|bc<d", "delete_right_all", "a|d"),
        ("one tw|o", "delete_left_word", "one |o"),
        ("o|ne two", "delete_right_word", "o|two"),
        ("ab|cd", "delete_left_all", "|cd"),
        ("ab|cd", "delete_right_all", "ab|"),
        ("ab|cd", "submit", "ab|cd"),
    ],
)
def test_what_each_action_does(before: str, action: str, after: str) -> None:
    line = line_of(before)
    line.do(action)
    assert shown(line) == after


def test_no_key_tells_where_the_words_of_a_password_begin() -> None:
    line = line_of("one t<w|o")
    line.rules = Rules(password=True)
    line.do("cursor_left_word(True)")
    assert shown(line) == "|one tw<o"
    line.do("cursor_right_word")
    assert shown(line) == "one two|"
    line.do("delete_left_word")
    assert shown(line) == "|"


def test_what_is_typed_takes_the_place_of_what_is_selected_as_far_as_there_is_room() -> None:
    line = line_of("a<bc|d")
    line.rules = Rules(max_length=3)
    line.type("xy")
    assert shown(line) == "ax|d"
    line.type("y")
    assert shown(line) == "ax|d"


def test_what_is_selected_stays_if_nothing_of_what_is_typed_does() -> None:
    line = line_of("a<bc|d")
    line.type("\u3164")
    assert shown(line) == "a<bc|d"


def test_what_is_cut_can_be_pasted() -> None:
    clipboard = Clipboard()
    line = line_of("a<bc|d", clipboard)
    line.do("cut")
    assert (shown(line), clipboard.text) == ("a|d", "bc")
    line.type(clipboard.text)
    assert shown(line) == "abc|d"


def test_to_cut_nothing_leaves_the_clipboard_as_it_is() -> None:
    clipboard = Clipboard()
    clipboard.text = "kept"
    line_of("ab|c", clipboard).do("cut")
    assert clipboard.text == "kept"


def test_what_the_guest_has_selected_is_not_cut_until_a_person_selects_it() -> None:
    clipboard = Clipboard()
    line = line_of("abc|", clipboard)
    line.select_for_guest()
    line.do("cut")
    line.do("cursor_right(True)")
    line.do("cut")
    assert (shown(line), clipboard.text) == ("<abc|", "")
    line.do("select_all")
    line.select_for_guest()
    line.do("cut")
    assert (shown(line), clipboard.text) == ("|", "abc")


def test_of_what_is_pasted_a_line_takes_as_much_as_fits() -> None:
    clipboard = Clipboard()
    clipboard.text = "one\r\ntwo\tthree"
    line = line_of("a<bc|d", clipboard)
    line.rules = Rules(max_length=10)
    line.type(clipboard.text)
    assert shown(line) == "aone two |d"


def test_another_text_keeps_the_caret_in_its_place_or_at_the_end() -> None:
    line = line_of("ab|")
    line.set("abcd")
    assert shown(line) == "abcd|"
    line = line_of("a|bcd")
    line.set("xyz")
    assert shown(line) == "x|yz"
    line = line_of("abc|d")
    line.set("x")
    assert shown(line) == "x|"


def test_a_value_has_at_most_so_many_characters() -> None:
    assert [Rules(max_length=most).most for most in (0, 5, VALUE_LENGTH + 1)] == [VALUE_LENGTH, 5, VALUE_LENGTH]


def test_a_trees_lines_follow_it() -> None:
    tree = tree_of('root\n- input #1 value="ab" max_length=3 password\n- input #2')
    lines = Lines(tree)
    line, other = lines.of(tree.nodes[1]), lines.of(tree.nodes[2])
    assert (line.value, line.rules, line.caret) == ("ab", Rules(password=True, max_length=3), 2)
    assert lines.of(tree.nodes[1]) is line
    run(tree, 'set_string node=1 attribute=value value="xyz"\nremove node=2')
    lines.settle()
    assert (line.value, line.caret) == ("xyz", 3)
    run(tree, "create node=2 kind=input\ninsert node=2 parent=0 before=0")
    assert lines.of(tree.nodes[2]) is not other


def test_what_is_cut_of_one_line_is_there_for_all() -> None:
    tree = tree_of('root\n- input #1 value="ab"')
    lines = Lines(tree)
    line = lines.of(tree.nodes[1])
    line.do("select_all")
    line.do("cut")
    assert (line.value, lines.copied) == ("", "ab")


def test_a_line_that_the_guest_leaves_alone_keeps_its_caret() -> None:
    tree = tree_of('root\n- input #1 value="ab"')
    lines = Lines(tree)
    line = lines.of(tree.nodes[1])
    line.do("home")
    lines.settle()
    assert (line.value, line.caret) == ("ab", 0)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if _is_typed(kind)], ids=lambda kind: kind.name)
def test_each_own_key_of_a_line_does_something(kind: Kind) -> None:
    for action in set(kind.keys.values()) - {"submit", "paste"}:
        told = []
        for line in (line_of("one t<w|o", _full()), line_of("one| two", _full())):
            before = (line.value, line.anchor, line.caret, line._clipboard.text)
            line.do(action)
            told.append((line.value, line.anchor, line.caret, line._clipboard.text) != before)
        assert any(told), action


def _full() -> Clipboard:
    clipboard = Clipboard()
    clipboard.text = "pasted"
    return clipboard


FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    "cluster", [FAMILY, "🇩🇪", "e\u0301", "👍🏽", "1\ufe0f\u20e3", "한", "\u1112\u1161\u11ab", "क्ष"]
)
@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        ("aC|b", "cursor_left", "a|Cb"),
        ("a|Cb", "cursor_right", "aC|b"),
        ("aC|b", "cursor_left(True)", "a|C<b"),
        ("a|Cb", "cursor_right(True)", "a<C|b"),
        ("aC|b", "delete_left", "a|b"),
        ("a|Cb", "delete_right", "a|b"),
    ],
)
def test_a_cluster_is_one_step_and_goes_as_a_whole(cluster: str, before: str, action: str, after: str) -> None:
    line = line_of(before.replace("C", cluster))
    line.do(action)
    assert shown(line) == after.replace("C", cluster)


def test_words_end_at_no_mark() -> None:
    line = line_of("नमस्ते e\u0301a cafe\u0301s|")
    for stop in ("नमस्ते e\u0301a |cafe\u0301s", "नमस्ते |e\u0301a cafe\u0301s", "|नमस्ते e\u0301a cafe\u0301s"):
        line.do("cursor_left_word")
        assert shown(line) == stop
    line.do("delete_right_word")
    assert shown(line) == "|e\u0301a cafe\u0301s"


@pytest.mark.parametrize("texts", [BREAKS, [[emoji] for emoji in EMOJI]], ids=["breaks", "emoji"])
def test_no_edit_cuts_a_cluster_of_unicodes_own_tests_apart(texts: list[list[str]]) -> None:
    for row in texts:
        line = Line("", Clipboard())
        line.type("".join(row))
        value, places = line.value, clusters.borders(line.value)
        for action in ("cursor_left", "cursor_left(True)"):
            line.do("end")
            for place in reversed(places[:-1]):
                line.do(action)
                assert line.caret == place, ascii(value)
        line.do("home")
        for place in places[1:]:
            line.do("cursor_right")
            assert line.caret == place, ascii(value)
        for place in reversed(places[:-1]):
            line.do("delete_left")
            assert line.value == value[:place], ascii(value)


def test_what_is_selected_keeps_its_place_in_another_text() -> None:
    line = line_of("ab<cd|e")
    line.set("AB-CD-E")
    assert shown(line) == "AB<-CD|-E"


def test_what_the_guest_selects_stays_the_guests_whatever_text_it_puts_there() -> None:
    clipboard = Clipboard()
    for text in ("longer than before", "ab"):
        line = line_of("abc|", clipboard)
        line.select_for_guest()
        line.set(text)
        line.do("cut")
        assert (line.value, clipboard.text) == (text, "")


WRITTEN = (
    "می\u200cخواهم",
    FAMILY,
    "🏴" + "".join(chr(0xE0000 + ord(c)) for c in "gbeng\x7f"),
    "क्\u200dष",
    "👩🏽\u200d❤\ufe0f\u200d👨",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_typed_character_by_character_is_what_was_meant(text: str) -> None:
    line = line_of("a|b")
    for character in text:
        line.type(character)
    assert shown(line) == f"a{text}|b"


@pytest.mark.parametrize("action", ["cursor_left", "delete_left", "home(True)"])
def test_a_joiner_does_not_wait_for_what_is_typed_elsewhere(action: str) -> None:
    line = line_of("x👨👨|")
    line.type("\u200d")
    line.do(action)
    line.type("👩")
    assert "\u200d" not in line.value


def test_what_there_is_no_room_for_does_not_wait() -> None:
    line = line_of("ab|")
    line.rules = Rules(max_length=2)
    line.type("x")
    line.rules = Rules(max_length=9)
    line.type("y")
    assert shown(line) == "aby|"


def test_what_is_typed_in_the_place_of_a_whole_text_has_the_caret_behind_it() -> None:
    line = line_of("some| words")
    line.retype("others")
    assert shown(line) == "others|"


def test_right_at_the_end_takes_what_is_suggested() -> None:
    line = line_of("al|")
    line.rules = Rules(suggestions="beta\nalpha")
    line.do("cursor_right")
    assert shown(line) == "alpha|"


def test_a_mask_says_where_a_caret_may_stand_and_what_is_typed_fills_its_places() -> None:
    line = line_of("|")
    line.rules = Rules(mask="99-99")
    for digit in "123":
        line.type(digit)
    assert line.value.startswith("12-3")
    # The caret stands at no separator.
    assert line.places(2, 2) == (3, 3)
