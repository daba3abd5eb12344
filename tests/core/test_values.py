import pytest

from opui.core import protocol
from opui.core.arrays import nowhere
from opui.core.tree.values import CHECKS, KEYS, ROWS, SERIES, check_class, check_key

KEYS_OF_GUESTS = [key for key in KEYS if key not in protocol.HOST_KEYS]
F64 = protocol.ELEMENT_BY_NAME["f64"]
U32 = protocol.ELEMENT_BY_NAME["u32"]
UTF8 = protocol.ELEMENT_BY_NAME["utf8"]
WITH_DEFAULT = [attribute for attribute in protocol.ATTRIBUTES if attribute.type != "array"]
GOOD: dict[str, list[object]] = {
    "name": ["a", "new-todo", "_x.y", "A" * 64],
    "language": ["", "rust", "c++", "f#", "html+jinja", "a" * 30],
    "line": ["", "one\tline"],
    "characters": ["", "a-z0-9_", "-", "a-", "-a", "+-.", "é-ü", "a-a"],
    "mask": ["", "9", "99/99/9999;_", ">AA<aa!nn", r"\9 9", "(999) 999", "9" * 256],
    "series": [nowhere(F64, 0), nowhere(F64, SERIES), nowhere(protocol.ELEMENT_BY_NAME["i8"], 3)],
    "drawn_cells": [nowhere(U32, 0), nowhere(U32, 3), nowhere(U32, 4 * protocol.CANVAS_CELLS)],
    "symbols": [nowhere(UTF8, 0), nowhere(UTF8, protocol.CANVAS_SYMBOLS)],
    "rows": [nowhere(F64, 0), nowhere(F64, ROWS), nowhere(UTF8, 3)],
    "order": [nowhere(U32, ROWS), *(nowhere(protocol.ELEMENT_BY_NAME[name], 1) for name in ("i32", "u64"))],
    "places": ["0", "12", "9999999 7"],
    "numbers": ["", "1", " -0.5  3\n12000 ", "0 " * 4096],
    "style": ["", "width: 10; color: red", "/*" + "x" * 4092 + "*/"],
    "stylesheet": ["", "text { color: red }"],
    "key": ["a", "A", "+", "é", "ctrl+s", "ctrl++", "ctrl+alt+shift+super+f24", "shift+tab", *KEYS_OF_GUESTS],
    "length": [0, 1, protocol.LIMIT["string_bytes"]],
    "interval": [0.0, 10.0, 33.3, 86_400_000.0],
    "place": [-1, 0, 2**31 - 1],
    "amount": [0.0, 0.5, 2.0**53],
    "count": [0, 1, 1_000],
    "reach": [-(2.0**53), -0.5, 0, 2.0**53],
    "cells": ["0 0", "12 999999999"],
    "notification": ["save 1\nSaving…", "save 60000\ntwo\nlines", "save 9\n"],
}
BAD: dict[str, list[tuple[object, str]]] = {
    "name": [("", "is not a name"), ("1a", "is not a name"), ("a b", "is not a name"), ("A" * 65, "is not a name")],
    "language": [
        ("Rust", "'Rust' is not the name of a language"),
        ("a b", "is not the name of a language"),
        ("é", "is not the name of a language"),
        ("a\n", "is not the name of a language"),
        ("a" * 31, "is not the name of a language"),
    ],
    "line": [("a\nb", "it must be one line")],
    "style": [
        ("color: maroonish", "color: 'maroonish' is not"),
        ("/*" + "x" * 4093 + "*/", "a style of 4097 bytes is over the limit of 4096"),
        ("/*" + "é" * 2047 + "*/", "a style of 4098 bytes is over the limit of 4096"),
    ],
    "stylesheet": [("text { color }", "line 1: 'color' is not `property: value`")],
    "key": [
        ("", "'' is not a key"),
        (" ", "is not a key"),
        ("ab", "is not a key"),
        ("++", "is not a key"),
        ("ctrl+", "is not a key"),
        ("ctrl+ctrl+a", "is not a key"),
        ("shift+ctrl+up", "is not a key"),
        ("shift+a", "is never pressed"),
        ("meta+a", "is not a key"),
        ("ctrl+\n", "is not a key"),
        ("f25", "is not a key"),
        *((key, f"{key} is the host's key") for key in protocol.HOST_KEYS),
    ],
    "length": [(-1, "-1 is not from 0 to 65536"), (65537, "65537 is not from 0 to 65536")],
    "interval": [(9.99, "9.99 ms is neither 0 nor from 10 to 86400000"), (-1.0, "-1.0 ms"), (1e12, "ms is neither")],
    "place": [(-2, "-2 is not from -1 to 2147483647"), (2**31, "is not from -1")],
    "characters": [("z-a", "the range 'z-a' ends before it begins"), ("a\nb", "it must be one line")],
    "mask": [
        ("//", "it has no place to fill, such as 9 or A"),
        (r"\9", "it has no place to fill"),
        ("9" * 257, "257 places are over 256"),
        ("9;ab", "one character stands behind ;, the blank"),
        ("9;日", "takes no cell by itself, or two"),
        ("9e\u0301", "takes no cell by itself, or two"),
        ("9\n", "it must be one line"),
    ],
    "series": [
        (nowhere(F64, SERIES + 1), "1,048,577 numbers are over 1,048,576"),
        (nowhere(protocol.ELEMENT_BY_NAME["utf8"], 1), "an array of texts is no series of numbers"),
    ],
    "drawn_cells": [
        (nowhere(U32, 4 * protocol.CANVAS_CELLS + 4), "131,073 cells are over 131,072"),
        (nowhere(F64, 4), "cells are an array of u32 that lie side by side"),
        (nowhere(U32, 4, stride=8), "that lie side by side"),
        (nowhere(U32, 4, validity=64), "none of them missing"),
    ],
    "symbols": [
        (nowhere(UTF8, protocol.CANVAS_SYMBOLS + 1), "1,025 symbols are over 1,024"),
        (nowhere(U32, 4), "symbols are an array of utf8, not of u32"),
    ],
    "rows": [(nowhere(F64, ROWS + 1), "10,000,001 rows are over 10,000,000")],
    "order": [
        (nowhere(U32, ROWS + 1), "10,000,001 rows are over 10,000,000"),
        (nowhere(UTF8, 1), "utf8 is none of u32, i32, u64"),
        (nowhere(F64, 1), "f64 is none of u32, i32, u64"),
        (nowhere(protocol.ELEMENT_BY_NAME["i64"], 1), "i64 is none of u32, i32, u64"),
    ],
    "places": [
        *(
            (each, "is not a place, such as 12, nor two, such as 12 3")
            for each in ("", "a", "-1", "1 2 3", "1  2", "1\n")
        ),
        ("123456789", "'123456789' is not a place"),
        ("١", "is not a place"),
    ],
    "numbers": [
        ("1 x", "'x' is not a number"),
        ("nan", "is not a number"),
        ("1e9", "is not a number"),
        ("1,2", "is not a number"),
        ("١", "is not a number"),
        (f"1{'0' * 15}", "is not a number"),
        ("0 " * 4097, "4,097 numbers are over 4,096"),
    ],
    "cells": [
        ("", "is not two whole numbers, such as `0 120`"),
        ("1", "is not two whole numbers"),
        ("-1 0", "is not two whole numbers"),
        ("1  2", "is not two whole numbers"),
        ("1.5 0", "is not two whole numbers"),
        ("1 1000000000", "is not two whole numbers"),
        ("١ 1", "is not two whole numbers"),
    ],
    "notification": [
        ("Saving…", "is not a name and milliseconds on a line, and a message below it"),
        ("save 1000", "is not a name and milliseconds on a line"),
        ("save\nSaving…", "is not a name and milliseconds on a line"),
        ("1st 1000\nSaving…", "'1st' is not a name"),
        (" 1000\nSaving…", "'' is not a name"),
        ("save 0\nSaving…", "0 ms is not from 1 to 60000"),
        ("save 60001\nSaving…", "60001 ms is not from 1 to 60000"),
    ],
    "amount": [(-0.1, "-0.1 is not from 0 to 9007199254740992"), (1e300, "is not from 0")],
    "count": [(-1, "-1 is not from 0 to 1000"), (1_001, "1001 is not from 0 to 1000")],
    "reach": [(1e300, "is not from -9007199254740992 to 9007199254740992"), (-1e16, "is not from -9007199254740992")],
}


def test_every_check_that_the_table_names_exists_and_is_tested() -> None:
    named = {row.check for row in (*protocol.ATTRIBUTES, *protocol.METHODS)} - {""}
    assert named == CHECKS.keys() == GOOD.keys() == BAD.keys()


@pytest.mark.parametrize("check", CHECKS)
def test_good_values_pass(check: str) -> None:
    assert [CHECKS[check](value) for value in GOOD[check]] == [None] * len(GOOD[check])


@pytest.mark.parametrize(("check", "value", "message"), [(name, *row) for name, rows in BAD.items() for row in rows])
def test_bad_values_get_a_sentence(check: str, value: object, message: str) -> None:
    assert message in (CHECKS[check](value) or "")


@pytest.mark.parametrize("attribute", WITH_DEFAULT, ids=lambda attribute: attribute.name)
def test_every_default_but_the_empty_name_and_key_can_be_set(attribute: protocol.Attribute) -> None:
    wrong = CHECKS[attribute.check](attribute.default) if attribute.check else None
    assert (wrong is None) == (attribute.name not in ("name", "key"))


def test_classes_are_lower_case_letters_digits_and_hyphens() -> None:
    assert check_class("done") is None
    assert check_class("a" + "-0" * 31 + "z") is None
    for name in ("", "Done", "-a", "1a", "a b", "a.b", "é", "a" * 65, "a\n"):
        assert "is not a class" in (check_class(name) or ""), name


def test_an_error_shows_no_more_than_the_beginning_of_a_value() -> None:
    assert len(check_key("x" * 60_000) or "") < 120
