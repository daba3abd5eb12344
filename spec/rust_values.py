"""`payload.rs`, `words.rs` and `choices.rs`: what events carry, what values may be."""

from typing import NamedTuple

from opui.core import protocol
from opui.core.tree import style, values
from spec.rust_text import camel, joined, literal, table

# --- payload.rs ----------------------------------------------------------------------------------

READERS = {
    protocol.Number.COUNT: ("u32", "self.pair().{0}.unsigned_abs()"),
    protocol.Number.FLAG: ("bool", "self.pair().{0} != 0"),
    protocol.Number.NODE: ("Option<u32>", "u32::try_from(self.pair().{0}).ok()"),
    protocol.Number.INDEX: ("Option<usize>", "usize::try_from(self.pair().{0}).ok()"),
    protocol.Number.OFFSET: ("i32", "self.pair().{0}"),
    protocol.Number.DOUBLE: ("f64", "self.number()"),
}
"""What a number in an event means → its type, and how it is read; {0} is its place."""


class Reader(NamedTuple):
    """A method that reads something of an event."""

    type: str
    read: str
    of: list[tuple[str, str]]
    """The events that have it, and its name in each."""


def readers() -> dict[str, Reader]:
    """Return what can be read of events, by the methods' names.

    What two events have in two places is read by a method of each: the later event's name is in that of its method.
    """
    found: dict[str, Reader] = {}
    for event in protocol.EVENTS:
        for place, (name, number) in enumerate(event.payload.items()):
            type_, read = READERS[number]
            _add_reader(found, event.name, name, type_, read.format(place))
        for bit, name in enumerate(event.flags):
            _add_reader(found, event.name, name, "bool", f"self.flags & {1 << bit} != 0")
    return found


def _add_reader(found: dict[str, Reader], event: str, name: str, type_: str, read: str) -> None:
    for method in (name, f"{event}_{name}"):
        reader = found.setdefault(method, Reader(type_, read, []))
        if (reader.type, reader.read) == (type_, read):
            reader.of.append((event, name))
            return


def reader_of(event: str, name: str) -> str:
    """Return the name of the method that reads something of an event."""
    return next(method for method, reader in readers().items() if (event, name) in reader.of)


def payload_file() -> str:
    """Return the text of `payload.rs`."""
    methods = [_read_event(method, reader) for method, reader in readers().items()]
    for bit, name in enumerate(protocol.MODIFIERS):
        methods.append(_read(f"{name}_held", "bool", f"self.modifiers & {1 << bit} != 0", f"Whether {name} was held."))
    body = f"/// What the numbers mean.\nimpl EventRecord {{\n{(chr(10)).join(methods)}}}\n"
    return joined("What the numbers of events mean.", "use crate::event::EventRecord;\n", body)


def _read_event(method: str, reader: Reader) -> str:
    events = " or ".join(f"`{event}`" for event, _ in reader.of)
    return _read(method, reader.type, reader.read, f"`{reader.of[0][1]}` of {events}.")


def _read(name: str, type_: str, read: str, doc: str) -> str:
    return f"    /// {doc}\n    #[must_use]\n    pub fn {name}(&self) -> {type_} {{\n        {read}\n    }}\n"


# --- words.rs ------------------------------------------------------------------------------------


RANGE = """\
/// The numbers from `least` to `most`, and `also` that one.
pub struct Range {
    /// The smallest of them.
    pub least: f64,
    /// The greatest.
    pub most: f64,
    /// A number that is good wherever the range lies.
    pub also: Option<f64>,
    /// What a message says behind a number.
    pub unit: &'static str,
}
"""


def words_file() -> str:
    """Return the text of `words.rs`."""
    checks = (f'(Attribute({a.code}), "{a.check}")' for a in protocol.ATTRIBUTES if a.check)
    lists = (
        ("PROPERTIES", style.PROPERTIES, "The properties of styles."),
        ("KEYS", values.KEYS, "The names of keys that print nothing."),
        ("KEY_MODIFIERS", values.KEY_MODIFIERS, "What can be held while a key is pressed, in the order of its name."),
        ("HOST_KEYS", protocol.HOST_KEYS, "Keys of the host's own."),
    )
    ranges = (
        f"({literal(name)}, Range {{ least: {numbers.least:.1f}, most: {numbers.most:.1f}, "
        f"also: {_option(numbers.also)}, unit: {literal(numbers.unit)} }})"
        for name, numbers in values.RANGES.items()
    )
    return joined(
        "What the host asks of values, for the checks of debug builds.",
        f"use crate::protocol::Attribute;\n\n{RANGE}",
        table("CHECKS", "(Attribute, &str)", "The attributes whose values are checked, and by which rule.", checks),
        table("RANGES", "(&str, Range)", "The rules of numbers.", ranges),
        *(table(name, "&str", doc, (literal(word) for word in words)) for name, words, doc in lists),
    )


def _option(number: float | None) -> str:
    return "None" if number is None else f"Some({number:.1f})"


# --- choices.rs ----------------------------------------------------------------------------------


def choices_file() -> str:
    """Return the text of `choices.rs`."""
    attributes = (_choice(a.name, a.doc, a.choices, str(a.default)) for a in protocol.ATTRIBUTES if a.choices)
    options = (
        _choice(m.option.partition(":")[0], f"{m.option.partition(':')[0].capitalize()} of a `{m.name}`.", m.choices)
        for m in {m.choices: m for m in reversed(protocol.METHODS) if m.choices}.values()
    )
    return joined("The values of what has a choice of few.", *attributes, *options)


def _choice(name: str, doc: str, choices: tuple[str, ...], default: str = "") -> str:
    rows = "".join(
        f"    /// `{choice}`.\n{'    #[default]' + chr(10) if choice == (default or choices[0]) else ''}"
        f"    {camel(choice)},\n"
        for choice in choices
    )
    enum = f"/// {doc}\n#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]\npub enum {camel(name)} {{\n{rows}}}\n"
    if not default:
        return enum
    arms = "".join(f'            Self::{camel(choice)} => "{choice}",\n' for choice in choices)
    body = f"        match self {{\n{arms}        }}\n"
    head = "    /// Its name in the protocol.\n    #[must_use]\n    pub fn name(self) -> &'static str {\n"
    return f"{enum}\nimpl {camel(name)} {{\n{head}{body}    }}\n}}\n"
