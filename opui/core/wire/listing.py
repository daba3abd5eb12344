"""Commands and events ↔ text, one a line: `set_text node=2 text="é!"`. What prints also parses.

Used by `dis`, the golden vectors, error messages and the actions of `tree --do`. It works on single
records as values; it reads no bytes and knows no tree.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from opui.core import kinds, protocol
from opui.core.errors import ListingError
from opui.core.wire.records import Command, Event, Value

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
# A path holds texts in quotes, and these hold spaces: `button["Clear all"]`.
_BARE: Final = rf'[^\s"=](?:{_QUOTED}|[^\s"=])*'
_TOKEN: Final = re.compile(rf'\s*(?:([a-z_]+)=({_QUOTED}|{_BARE})|([^\s"](?:{_QUOTED}|[^\s"])*(?!\S)|\S+))')
_CODE: Final = re.compile(r"([a-z]+):(\d{1,5})")
_NODE: Final = re.compile(r"\d{1,10}", re.ASCII)
_PACE: Final = re.compile(r"\d{1,5}", re.ASCII)
_UNPRINTED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What JSON leaves as it is, but a line of text can't hold."""


class _Codes(NamedTuple):
    names: dict[int, str]
    codes: dict[str, int]


def _codes(
    rows: Iterable[kinds.Kind | protocol.Attribute | protocol.Event | protocol.Method | protocol.Element],
) -> _Codes:
    names = {row.code: row.name for row in rows}
    return _Codes(names, {name: code for code, name in names.items()})


CODES: Final = {
    "kind": _codes(kinds.KINDS),
    "attribute": _codes(protocol.ATTRIBUTES),
    "event": _codes(protocol.EVENTS),
    "method": _codes(protocol.METHODS),
    "element": _codes(protocol.ELEMENTS),
}


def code_name(type_: str, code: int) -> str:
    """Return the name of a kind, an attribute, …; `kind:99` for a code that the host does not know."""
    return CODES[type_].names.get(code) or f"{type_}:{code}"


def quote(text: str) -> str:
    """Return `text` in double quotes with JSON's escapes, on one line; other languages' letters stay as they are."""
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


# --- Commands ------------------------------------------------------------------------------------


def list_command(command: Command) -> str:
    """Return the listing of one command."""
    op = protocol.OP_BY_NAME[command.op]
    pairs = zip(op.fields, command.arguments, strict=True)
    shown = (f"{field.name}={_show(field.type, value)}" for field, value in pairs if not _left_out(op, field, value))
    return " ".join((op.name, *shown))


_OPTIONAL: Final = {"call": {"option": "0", "text": '""'}, "attach": {"pace": "0"}}
"""Opcode → what a line of it may leave out, and what that then is."""


def _left_out(op: protocol.Op, field: protocol.Field, value: Value) -> bool:
    return field.name in _OPTIONAL.get(op.name, {}) and not value


def _show(type_: protocol.FieldType, value: Value) -> str:
    if isinstance(value, str):
        return quote(value)
    if type_ is protocol.BOOL:
        return "true" if value else "false"
    if type_ is protocol.PACE:
        return _pace(int(value))
    if type_.name in CODES:
        return code_name(type_.name, int(value))
    return repr(value)


def _pace(value: int) -> str:
    """Return a pace in words: `300`, `once`, `once+300`."""
    parts = ["once"] * (value >= protocol.ONCE) + [str(value & protocol.DEBOUNCE)] * bool(value & protocol.DEBOUNCE)
    return "+".join(parts)


def read_command(line: str, number: int = 0) -> Command:
    """Return the command of one line.

    Raises:
        ListingError: The line is not a command; it carries `number`.
    """
    name, given = _split(line, number)
    op = protocol.OP_BY_NAME.get(name)
    if op is None:
        raise ListingError(number, f"there is no opcode {name!r}")
    given = _OPTIONAL.get(op.name, {}) | given
    _same_fields(name, [field.name for field in op.fields], given, number)
    return Command(name, tuple(_read(field.type, given[field.name], number) for field in op.fields))


def _read(type_: protocol.FieldType, text: str, number: int) -> Value:
    if type_ is protocol.TEXT:
        return _unquote(text, number)
    if type_ is protocol.BOOL:
        return bool(_choice(("false", "true"), text, number))
    if type_.name in CODES:
        return _read_code(type_.name, text, number)
    if type_ is protocol.PACE:
        return _read_pace(text, number)
    return _read_number(float if type_ is protocol.F64 else int, text, number)


def _read_pace(text: str, number: int) -> int:
    words = text.split("+")
    once = words[0] == "once"
    debounce = "+".join(words[once:]) or "0"
    if not _PACE.fullmatch(debounce) or int(debounce) > protocol.DEBOUNCE:
        raise ListingError(number, f"{text} is no pace: once, milliseconds from 0 to {protocol.DEBOUNCE}, or once+300")
    return once * protocol.ONCE | int(debounce)


def _read_code(type_: str, text: str, number: int) -> int:
    match = _CODE.fullmatch(text)
    if match and match[1] == type_:
        return int(match[2])
    if text not in CODES[type_].codes:
        raise ListingError(number, f"there is no {type_} {text!r}")
    return CODES[type_].codes[text]


# --- Events --------------------------------------------------------------------------------------


def list_event(event: Event) -> str:
    """Return the listing of one event; operands that are zero or empty are left out, all but the row's own numbers."""
    row = protocol.EVENT_BY_NAME[event.name]
    parts = [event.name]
    parts += [f"{name}={getattr(event, name)}" for name in ("node", "handler", "data") if getattr(event, name)]
    if row.text:
        parts.append(f"text={quote(event.text)}")
    parts += [f"{name}={_number(value)}" for name, value in zip(row.numbers, event.numbers, strict=True)]
    parts += _bits(row.flags, event.flags) + _bits(protocol.MODIFIERS, event.modifiers)
    return " ".join(parts)


def _number(value: float) -> str:
    return repr(int(value) if math.isfinite(value) and value == int(value) else value)


def _bits(names: tuple[str, ...], value: int) -> list[str]:
    return [name for bit, name in enumerate(names) if value >> bit & 1]


def read_event(line: str, number: int = 0, find_node: Callable[[str], int] | None = None) -> Event:
    """Return the event of one line. Numbers that are not given are 0; `clicks` is 1.

    Args:
        line: The event's name, then its node (`node=5`, or 5 alone), then the rest in any order.
        number: The line's number, for errors.
        find_node: Turns what is not a number into a node's id; without it only numbers will do.

    Raises:
        ListingError: The line is not an event.
    """
    name, given = _split(line, number, loose=True)
    row = protocol.EVENT_BY_NAME.get(name)
    if row is None:
        raise ListingError(number, f"there is no event {name!r}")
    words = given.pop("", "").split("\n") if "" in given else []
    flags, words = _take_bits(row.flags, words)
    modifiers, words = _take_bits(protocol.MODIFIERS, words)
    if words:
        given.setdefault("node", words.pop(0))
    known = {"node", "handler", "data", *row.numbers, *(["text"] if row.text else [])}
    strange = [*words, *(field for field in given if field not in known)]
    if strange:
        raise ListingError(number, f"{name} has no {strange[0]!r}")
    return Event(
        name,
        _find(given.get("node", "0"), number, find_node),
        _unquote(given["text"], number) if "text" in given else "",
        tuple(_event_number(row, given.get(field, _PRESET.get(field, "0")), number) for field in row.numbers),
        flags,
        modifiers,
        _read_word(given.get("handler", "0"), number),
        _read_word(given.get("data", "0"), number),
    )


def _event_number(row: protocol.Event, text: str, number: int) -> float:
    value = _read_number(float, text, number)
    whole = row.is_double or (value.is_integer() and -(1 << 31) <= value < 1 << 32)
    if not math.isfinite(value) or not whole:
        raise ListingError(number, f"{text} is not a number that {row.name} can hold")
    return value


def _read_word(text: str, number: int) -> int:
    value = int(_read_number(int, text, number))
    if not 0 <= value < 1 << 32:
        raise ListingError(number, f"{text} is not from 0 to 4294967295")
    return value


_PRESET: Final = {"clicks": "1"}


def _take_bits(names: tuple[str, ...], words: list[str]) -> tuple[int, list[str]]:
    bits = sum(1 << bit for bit, name in enumerate(names) if name in words)
    return bits, [word for word in words if word not in names]


def _find(text: str, number: int, find_node: Callable[[str], int] | None) -> int:
    if _NODE.fullmatch(text):
        return _read_word(text, number)
    if find_node is None:
        raise ListingError(number, f"{text!r} is not a node's id")
    return find_node(text)


# --- Both ----------------------------------------------------------------------------------------


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of those lines of `text` that say something; `#` begins a comment line."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _split(line: str, number: int, loose: bool = False) -> tuple[str, dict[str, str]]:
    """Return the first word and the `name=value` pairs; loose words, if allowed, are joined by newlines under ""."""
    name, _, rest = line.strip().partition(" ")
    given: dict[str, str] = {}
    words: list[str] = []
    for match in _TOKEN.finditer(rest):
        if match[3] is not None:
            words.append(match[3])
        elif match[1] in given:
            raise ListingError(number, f"{match[1]!r} is given twice")
        else:
            given[match[1]] = match[2]
    if words and not loose:
        raise ListingError(number, f"{words[0]!r} is not `name=value`")
    return name, given | ({"": "\n".join(words)} if words else {})


def _same_fields(name: str, wanted: list[str], given: dict[str, str], number: int) -> None:
    for field in wanted:
        if field not in given:
            raise ListingError(number, f"{name} wants {field!r}")
    for field in given:
        if field not in wanted:
            raise ListingError(number, f"{name} has no {field!r}")


def _unquote(text: str, number: int) -> str:
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except json.JSONDecodeError as error:
        raise ListingError(number, f"{text} is not a text in quotes: {error.msg}") from error


def _choice(names: tuple[str, ...], text: str, number: int) -> int:
    if text not in names:
        raise ListingError(number, f"{text!r} is none of {', '.join(names)}")
    return names.index(text)


def _read_number(type_: type[int] | type[float], text: str, number: int) -> float:
    try:
        return type_(text)
    except ValueError:
        raise ListingError(number, f"{text!r} is not a number") from None
