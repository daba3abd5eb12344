"""`protocol.rs`: codes, tables, records and writer methods."""

from collections.abc import Iterable, Iterator

from opui.core import kinds, protocol
from spec.rust_text import ATTRIBUTE_TYPES, function, joined, literal, table

SLOTS = {"a": "u8", "b": "u16", "node": "u32", "x": "u32", "y": "u32"}


def protocol_file() -> str:
    """Return the text of the file."""
    records = [_constants(), _opcodes(), _control_block(), _cell_marks()]
    tables = [_names(), _defaults(), _edits(), _rules()]
    return joined("The protocol's codes, tables, records and writer methods.", *records, *_codes(), *tables, _writer())


def _constants() -> str:
    constants = [
        ("ABI_MAJOR", "u32", protocol.ABI_MAJOR, "The ABI's major version."),
        ("ABI_MINOR", "u32", protocol.ABI_MINOR, "The ABI's minor version."),
        ("CONTROL_MAGIC", "u32", f"0x{protocol.CONTROL_MAGIC:08X}", "First word of the control block."),
        ("ONCE", "u16", f"0x{protocol.ONCE:04X}", "The bit of a pace by which a handler hears of one event only."),
        ("DEBOUNCE", "u16", f"0x{protocol.DEBOUNCE:04X}", "The bits of a pace that are milliseconds."),
    ]
    return "".join(f"/// {doc}\npub const {name}: {type_} = {value};\n" for name, type_, value, doc in constants)


def _opcodes() -> str:
    rows = "".join(
        f"    /// `{op.name}`.\n    pub const {op.name.upper()}: u8 = 0x{op.code:02X};\n" for op in protocol.OPS
    )
    return f"/// The opcodes.\npub mod opcode {{\n{rows}}}\n"


def _control_block() -> str:
    words = "".join(
        f"    /// {word.doc} Written by the {word.writer}.\n    pub {word.name}: u32,\n"
        for word in protocol.CONTROL_BLOCK
    )
    return (
        "/// What guest and host tell each other around a frame; its address is what `opui_init` returns.\n"
        f"#[repr(C)]\n#[derive(Clone, Copy, Debug)]\npub struct ControlBlock {{\n{words}}}\n"
    )


def _cell_marks() -> str:
    rows = "".join(
        f"    /// `{name}`.\n    pub const {name.upper()}: u32 = 0x{1 << bit:X};\n"
        for bit, name in enumerate(protocol.CELL_MARKS)
    )
    return f"/// Marks of a canvas's cells, joined by `|`.\npub mod mark {{\n{rows}}}\n"


def _newtype(name: str, repr_: str, doc: str, rows: Iterable[tuple[str, int, str]]) -> str:
    constants = "".join(
        f"    /// {row_doc}\n    pub const {row.upper()}: Self = Self({code});\n" for row, code, row_doc in rows
    )
    body = f"\nimpl {name} {{\n{constants}}}\n" if constants else ""
    return f"/// {doc}\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub struct {name}(pub {repr_});\n{body}"


def _codes() -> Iterator[str]:
    yield _newtype("Kind", "u16", "What a node is.", ((k.name, k.code, k.doc) for k in kinds.KINDS))
    for type_, name in ATTRIBUTE_TYPES.items():
        rows = [(a.name, a.code, a.doc) for a in protocol.ATTRIBUTES if a.type == type_]
        yield _newtype(name, "u16", f"An attribute of type {type_}.", rows)
    yield _newtype("Attribute", "u16", "An attribute of any type.", ())
    for name in ATTRIBUTE_TYPES.values():
        body = f"    fn from(attribute: {name}) -> Self {{\n        Self(attribute.0)\n    }}\n"
        yield f"impl From<{name}> for Attribute {{\n{body}}}\n"
    yield _newtype("EventKind", "u8", "What happened.", ((e.name, e.code, e.doc) for e in protocol.EVENTS))
    yield _newtype(
        "ElementType", "u8", "What an array is made of.", ((e.name, e.code, e.doc) for e in protocol.ELEMENTS)
    )
    yield _newtype(
        "Method", "u16", "What a node can be asked to do.", ((m.name, m.code, m.doc) for m in protocol.METHODS)
    )


# --- Tables: a row a line --------------------------------------------------------------------------


def _names() -> str:
    tables = (
        ("ATTRIBUTES", "Attribute", protocol.ATTRIBUTES, "Every attribute, by name."),
        ("EVENTS", "EventKind", protocol.EVENTS, "Every event, by name."),
        ("METHODS", "Method", protocol.METHODS, "Every method, by name."),
        ("ELEMENTS", "ElementType", protocol.ELEMENTS, "Every element of arrays, by name."),
    )
    debounced = (f"EventKind({row.code})" for row in protocol.EVENTS if row.name in protocol.DEBOUNCED)
    return (
        table("DEBOUNCED", "EventKind", "Events that can be debounced.", debounced)
        + "\n"
        + "\n".join(
            table(name, f"(&str, {type_})", doc, (f'("{row.name}", {type_}({row.code}))' for row in rows))
            for name, type_, rows, doc in tables
        )
    )


DEFAULT = """\
/// The value that a node has of an attribute it has not been told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DefaultValue {
    /// Of a string.
    String(&'static str),
    /// Of a number.
    Number(f64),
    /// Of an integer.
    Integer(i64),
    /// Of a flag.
    Flag(bool),
}
"""


def _defaults() -> str:
    rows = (
        f"(Attribute({a.code}), DefaultValue::{a.type.capitalize()}({literal(a.default)}))"
        for a in protocol.ATTRIBUTES
        if a.default
    )
    doc = "The defaults that are not empty, zero or false, as those of all other attributes are."
    return f"{DEFAULT}\n{table('DEFAULTS', '(Attribute, DefaultValue)', doc, rows)}"


EDIT = """\
/// Something a person can change: the event that tells of it, and the attribute that it changes.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// What is changed.
    pub kind: Kind,
    /// The event that carries the new value.
    pub event: EventKind,
    /// The event that tells of every change. If it is not `event`, then `event` counts only without a handler for it.
    pub first: EventKind,
    /// What it changes.
    pub attribute: Attribute,
    /// Where the event carries the new value.
    pub value: Carried,
}

/// Where an event carries a value, and of which type that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// A string: the event's text.
    Text,
    /// A number: the double.
    Double,
    /// An integer: the first of its two integers.
    Integer,
    /// A flag: the first of its two integers.
    Flag,
}
"""
CARRIED = {"string": "Text", "number": "Double", "integer": "Integer", "flag": "Flag"}


def _edits() -> str:
    rows = [
        f"Edit {{ kind: Kind::{kind.name.upper()}, "
        f"event: EventKind::{event.upper()}, first: EventKind::{edit.event.upper()}, "
        f"attribute: Attribute({row.code}), value: Carried::{_carried(row, protocol.EVENT_BY_NAME[event])} }}"
        for kind in kinds.KINDS
        for edit in kind.edits
        for row in [protocol.ATTRIBUTE_BY_NAME[edit.attribute]]
        for event in (edit.event, *edit.also)
    ]
    return f"{EDIT}\n{table('EDITS', 'Edit', 'Everything that a person can change.', rows)}"


def _carried(attribute: protocol.Attribute, event: protocol.Event) -> str:
    fits = bool(event.text) if attribute.type == "string" else event.is_double == (attribute.type == "number")
    assert fits, f"{event.name} can't carry a {attribute.type} for {attribute.name}"
    return CARRIED[attribute.type]


RULES = """\
/// What a kind takes. The codes are in order.
#[derive(Clone, Copy, Debug)]
pub struct KindRules {
    /// The kind's name.
    pub name: &'static str,
    /// Whether nodes of it are shown by themselves.
    pub shown: bool,
    /// Whether it has text.
    pub text: bool,
    /// The attributes it takes.
    pub attributes: &'static [u16],
    /// The events it has.
    pub events: &'static [u16],
    /// The kinds its children may be of.
    pub children: &'static [u16],
}
"""


def _slice(codes: Iterable[int]) -> str:
    return f"&[{', '.join(str(code) for code in sorted(codes))}]"


def _unused(code: int) -> kinds.Kind:
    return kinds.Kind(code, "", kinds.Role.SERVICE, "No kind has this code.")


def _rules() -> str:
    # A code that no kind has yet keeps its place: the code of each kind is its index.
    rows_of = [kinds.KIND_BY_CODE.get(code) or _unused(code) for code in range(kinds.KINDS[-1].code + 1)]
    rows = (
        f'KindRules {{ name: "{kind.name}", shown: {literal(kind.shown)}, text: {literal(bool(kind.text))}, '
        f"attributes: {_slice(protocol.ATTRIBUTE_BY_NAME[name].code for name in kind.attributes)}, "
        f"events: {_slice(protocol.EVENT_BY_NAME[name].code for name in kind.events)}, "
        f"children: {_slice(kinds.KIND_BY_NAME[name].code for name in kind.children)} }}"
        for kind in rows_of
    )
    return f"{RULES}\n{table('KIND_RULES', 'KindRules', 'What each kind takes; its code is its place here.', rows)}"


# --- Records and their writer --------------------------------------------------------------------

SINK = """\
/// One command as it lies in memory.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// The opcode.
    pub opcode: u8,
    /// First small operand.
    pub a: u8,
    /// Second small operand.
    pub b: u16,
    /// The node the command is about.
    pub node: u32,
    /// First word of the operands.
    pub x: u32,
    /// Second word of the operands.
    pub y: u32,
}

/// Where commands and their text go: static arrays in `raw`, vectors at the app level.
pub trait CommandSink {
    /// Take one command.
    fn push(&mut self, command: Command);
    /// Take a text of this batch; returns its byte offset and its length in bytes.
    fn push_text(&mut self, text: &str) -> (u32, u32);
}

/// One method per opcode. Every [`CommandSink`] has them.
pub trait CommandWriter: CommandSink {
"""

SET_TYPES = {
    "set_string": "string",
    "set_number": "number",
    "set_integer": "integer",
    "set_flag": "flag",
    "set_array": "array",
}
NEWTYPES = (protocol.KIND, protocol.ATTRIBUTE, protocol.EVENT_CODE, protocol.METHOD, protocol.ELEMENT)
RUST_TYPES = {"node": "u32", "handler": "u32", "event": "EventKind"}


def _writer() -> str:
    methods = "\n".join(_method(op) for op in protocol.OPS)
    return f"{SINK}{methods}}}\n\nimpl<S: CommandSink + ?Sized> CommandWriter for S {{}}\n"


def _method(op: protocol.Op) -> str:
    arguments = [f"{field.name}: {_type(op, field)}" for field in op.fields]
    lines = "".join(f"        {line}\n" for line in _body(op))
    head = "\n".join(function(4, f"fn {op.name}", ["&mut self", *arguments]))
    return f"    /// {op.doc}\n{head}\n{lines}    }}\n"


def _type(op: protocol.Op, field: protocol.Field) -> str:
    if field.type is protocol.ATTRIBUTE:
        return ATTRIBUTE_TYPES[SET_TYPES[op.name]] if op.name in SET_TYPES else "Attribute"
    return RUST_TYPES.get(field.type.name, field.type.rust)


def _body(op: protocol.Op) -> Iterator[str]:
    values = {"opcode": f"0x{op.code:02X}"}
    for field in op.fields:
        if field.type is protocol.TEXT:
            yield f"let (x, y) = self.push_text({field.name});"
            values |= {"x": "x", "y": "y"}
        elif field.slot == "xy":
            convert = f"{field.name}.to_bits()" if field.type is protocol.F64 else f"{field.name}.cast_unsigned()"
            yield f"let bits = {convert};"
            values |= {"x": "(bits & 0xFFFF_FFFF) as u32", "y": "(bits >> 32) as u32"}
        elif field.type is protocol.BOOL:
            values[field.slot] = f"u32::from({field.name})"
        else:
            newtype = field.type in NEWTYPES
            values[field.slot] = f"{field.name}.0" if newtype else field.name
    yield "self.push(Command {"
    for slot in ("opcode", *SLOTS):
        value = values.get(slot, "0")
        yield f"    {slot}," if value == slot else f"    {slot}: {value},"
    yield "});"
