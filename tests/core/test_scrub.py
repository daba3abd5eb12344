import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.scrub import COMBINING_RUN, is_plain, scrub, scrub_line

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


def test_runs_of_combining_marks_are_cut() -> None:
    assert scrub("e" + "\u0301" * 100 + "!") == "e" + "\u0301" * COMBINING_RUN + "!"
    assert scrub("e" + "\u0301\u200b" * 100) == "e" + "\u0301" * COMBINING_RUN


@given(st.text(HARD, max_size=40))
def test_no_control_or_format_character_is_left_but_newline_and_tab(text: str) -> None:
    for character in scrub(text):
        assert (
            character in "\n\t"
            or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
            or (character == "\u200d")
        )


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
