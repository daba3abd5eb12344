"""What is written to a terminal that lacks characters: what looks like them, as wide as they are."""

import locale
import unicodedata

import pytest
from rich.cells import cell_len

from opui.textual.terminal.charset import APPROXIMATE, terminal_encoding


def shown(text: str) -> str:
    return text.encode("latin-1", APPROXIMATE).decode("latin-1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("╭──╮ ┏━━┓ ╔══╗", "+--+ +--+ +--+"),
        ("│┃║ ├┼┤ ╌╎", "||| +++ -|"),
        ("▊ ▎ █▄ ▁▔", "| | ## _-"),
        ("busy… ← → ↑ ↓ ⏎", "busy. < > ^ v <"),
        ("é ő ﬁ 日本", "é o f ????"),
    ],
)
def test_it_looks_like_what_it_stands_for(text: str, found: str) -> None:
    assert shown(text) == found


def test_it_is_as_wide_as_what_it_stands_for() -> None:
    for code in range(0x100, 0x3_0000):
        character = chr(code)
        if unicodedata.category(character) not in ("Cn", "Cs", "Co", "Cc"):
            assert cell_len(shown(character)) == cell_len(character), f"U+{code:04X}"


@pytest.mark.parametrize(
    ("name", "found"),
    [("UTF-8", "utf-8"), ("ANSI_X3.4-1968", "utf-8"), ("646", "utf-8"), ("of-nobody", "utf-8"), ("", "utf-8"),
     ("ISO-8859-1", "iso8859-1"), ("eucJP", "euc_jp")],
)  # fmt: skip
def test_the_encoding_is_the_locales_and_utf_8_where_that_says_nothing(
    name: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: name)
    assert terminal_encoding() == found
