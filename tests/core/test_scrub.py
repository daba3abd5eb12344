import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.scrub import COMBINING_RUN, JOINED, covered, cut, is_plain, scrub, scrub_line

HARD = "ab1#\0\t\n\x1b\x7f\x85\x9b\xad\u0300\u0301\u20d0\u20e3\u0e47\u200b\u200c\u200d\u200e\u202e\u2066\u2028\ufe0e"
HARD += "\ufe0f\ufeff\ufffe\u3164❤👩💻🏽©⌨é€𝄞\U000e0041"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("two\tcolumns\nand lines", "two\tcolumns\nand lines"),
        ("a\0b\rc\x08d", "abcd"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x9b31m\x9d0;title\x9c\x7f", "31m0;title"),
        ("user\u202egpj.exe\u2066\u2069\u200f", "usergpj.exe"),
        ("zero\u200bwidth\ufeff\u2060\u00ad", "zerowidth"),
        ("line\u2028paragraph\u2029", "lineparagraph"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("blank\u3164\u115f\uffa0", "blank"),
    ],
)
def test_what_steers_hides_or_reorders_is_taken_out(text: str, clean: str) -> None:
    assert scrub(text) == clean


@pytest.mark.parametrize("text", ["héllo", "日本語", "👩‍💻", "🏳️‍🌈", "❤️", "1️⃣", "👩🏽‍❤️‍👨🏿", "नमस्ते", "ä̈"])
def test_real_text_and_emoji_stay_as_they_are(text: str) -> None:
    assert scrub(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\u200db", "ab"),
        ("👩\u200db", "👩b"),
        ("a\u200d👩", "a👩"),
        ("a\ufe0fb", "ab"),
        ("a\ufe0f\u200d👩", "a👩"),
        ("👩\u200d\ufe0fx", "👩x"),
    ],
)
def test_joiners_and_selectors_outside_emoji_go(text: str, clean: str) -> None:
    assert scrub(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "क्\u200cष",
        *("\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in f"gb{part}\x7f") for part in ("eng", "sct", "wls")),
        "葛\U000e0100",
        "神\ufe00",
        "☝🏿",
        "🫱🏻\u200d🫲🏿",
    ],
)
def test_joiners_tags_and_selectors_stay_where_they_are_well_formed(text: str) -> None:
    assert scrub(text) == text
    assert scrub(f"a{text}b") == f"a{text}b"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a" + "🏽" * 8, "a"),
        ("👩🏽🏽", "👩🏽"),
        ("🚗🏽", "🚗"),
        ("あ\u200dい", "あい"),
        ("→\u200d→", "→→"),
        ("1\ufe0f\u200d👩", "1\ufe0f👩"),
        ("a\u200cb", "ab"),
        ("می\u200c", "می"),
        ("क\u200dष", "कष"),
        ("क्\u200d\u200dष", "क्\u200dष"),
        ("a\U000e0100", "a"),
        ("葛\U000e0100\U000e0101", "葛\U000e0100"),
        ("🏴\U000e0075\U000e0073\U000e007f", "🏴"),
    ],
)
def test_skin_tones_joiners_and_selectors_go_where_terminals_disagree_on_them(text: str, clean: str) -> None:
    assert scrub(text) == clean


@pytest.mark.parametrize(
    "mark",
    ["\u0301", "\u20dd", "\u0903", "\u1161", "\ud7cb", "\U000e1000", "\u1ace", "\U00016130"],
    ids=["nonspacing", "enclosing", "spacing", "vowel", "final", "unassigned", "newer", "newest"],
)
def test_runs_of_marks_are_cut(mark: str) -> None:
    assert scrub("é" + mark * 100 + "!") == "é" + mark * COMBINING_RUN + "!"
    assert scrub("é" + f"{mark}\u200b" * 100) == "é" + mark * COMBINING_RUN


def test_what_takes_a_cell_of_its_own_may_follow_itself_for_ever() -> None:
    for text in ("→", "👩", "\U0001fae9", "─", "\ue0b0", "日"):
        assert scrub(text * 100) == text * 100


@pytest.mark.parametrize("emoji", ["👩", "👩🏽", "❤\ufe0f", "👨🏿\ufe0f"])
def test_a_chain_of_joined_emoji_is_broken(emoji: str) -> None:
    longest = "\u200d".join([emoji] * JOINED)
    assert scrub(longest) == longest
    assert scrub("\u200d".join([emoji] * 3 * JOINED)) == longest * 3


@given(st.text(HARD, max_size=40))
def test_no_control_or_format_character_is_left_but_newline_and_tab(text: str) -> None:
    for character in scrub(text):
        assert (
            character in "\n\t"
            or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
            or character in "\u200c\u200d"
        )


IGNORABLE = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
"""Unicode's Default_Ignorable_Code_Point, whole."""


def test_of_all_code_points_those_go_that_are_no_text() -> None:
    ignorable = {code for first, last in IGNORABLE for code in range(first, last + 1)}
    for code in range(0x110000):
        character = chr(code)
        never = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        category = unicodedata.category(character)
        bad = never or code in ignorable or category in ("Cc", "Cf", "Cs", "Zl", "Zp")
        # Unassigned here, but of category Cf since Unicode 15.
        newer = 0x13439 <= code <= 0x1343F
        skin = 0x1F3FB <= code <= 0x1F3FF
        assert scrub(character) == ("" if (bad or newer or skin) and character not in "\n\t" else character), hex(code)


@given(st.text(HARD, max_size=40))
def test_scrubbing_twice_is_scrubbing_once(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)


@given(st.text(HARD, max_size=10))
def test_plain_bytes_are_those_that_scrubbing_leaves_alone(text: str) -> None:
    if is_plain(text.encode()):
        assert text.isascii()
        assert scrub(text) == text
    elif text.isascii():
        assert scrub(text) != text


def test_a_line_is_one_line_and_cut_with_a_mark() -> None:
    assert scrub_line("a\n  b\tc\x1b", 60) == "a b c"
    assert scrub_line("abcdef", 6) == "abcdef"
    assert scrub_line("abcdefg", 6) == "abcde…"


def test_what_is_too_long_or_too_high_is_cut_with_a_mark() -> None:
    assert cut("ab\ncd", 5, 2) == "ab\ncd"
    assert cut("ab\ncd", 4, 2) == "ab\n…"
    assert cut("a\nb\nc\nd", 9, 2) == "a\nb…"
    assert cut("\n" * 9, 9, 2) == "\n…"


@given(st.text(HARD, max_size=12))
def test_what_is_covered_has_as_many_characters_and_none_that_may_not_be_shown(text: str) -> None:
    shown = covered(text)
    assert len(shown) == len(text)
    assert scrub(shown) == shown


def test_signs_stand_for_what_is_covered_and_the_rest_stays() -> None:
    assert covered("a\x1b[1mb") == "a�[1mb"
    assert covered("kein Zeichen") == "kein Zeichen"


def test_what_does_not_settle_is_covered_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opui.core.scrub._COVERINGS", 0)
    assert covered("é\ta") == "�\ta"
