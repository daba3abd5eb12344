"""A value for each attribute of the table that is not its default, so that no test keeps a list of its own.

Of an array it is the address of its descriptor.
"""

from typing import Any

from opui.core import protocol
from tests.memory import FakeMemory
from tests.scripted import ARRAYS

MEMORY = FakeMemory(first=ARRAYS)
"""What a scripted guest needs to have in its memory for the arrays among the values."""
ELEMENTS = {"order": "u32", "cells": "u32", "symbols": "utf8"}
"""Attribute of type array → what its value is made of, if not of f64."""
OPS = {
    "string": "set_string",
    "number": "set_number",
    "integer": "set_integer",
    "flag": "set_flag",
    "array": "set_array",
}
"""Type of an attribute → the opcode that sets it."""
_VALUES: dict[str, Any] = {
    "name": "named",
    "style": "background: red; height: 7",
    "stylesheet": ".a { color: red; }",
    "key": "f5",
    "value": "typed",
    "max_length": 2,
    "interval": 1000.0,
    "progress": 60.0,
    "total": 60.0,
    "points": "1 5 -2",
    "moment": 60_000.0,
    "language": "rust",
    "cells": MEMORY.put_numbers("u32", [0x41, 0, 0, 0, protocol.CELL_TEXTS, 0x01FF0000, 0, 1]),
    "symbols": MEMORY.put_texts("e\u0301"),
    "cursor": 0,
    "order": MEMORY.put_numbers("u32", [2, 7, 0]),
    **dict.fromkeys(("series", "values"), MEMORY.put_numbers("f64", [1.0, 5.0, -2.0])),
}
"""Of the attributes that are not here the type says one."""
_BY_TYPE: dict[str, Any] = {"string": "words", "number": 50.0, "integer": 1, "flag": True}


def other_value(name: str) -> Any:
    """Return a value of an attribute that is not its default."""
    row = protocol.ATTRIBUTE_BY_NAME[name]
    return row.choices[-1] if row.choices else _VALUES.get(name, _BY_TYPE.get(row.type))
