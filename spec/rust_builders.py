"""`builders.rs`: a type, a function and methods for each kind."""

import textwrap
from collections.abc import Iterator

from opui.core import kinds, protocol
from spec.rust_text import ATTRIBUTE_TYPES, WIDTH, call, camel, fits, function, identifier, imported, joined
from spec.rust_values import reader_of

PLAIN = {"press"}
"""Events that carry something that few apps need, so that their method takes a message and no function."""
WHOLE = {"edit": "Edit"}
"""Events that are handed over as a whole, as a type that can read itself."""
CHILDREN = "children"
"""What a builder takes besides attributes."""
PLAIN_HANDLER = "        let handler = move |_: &Event<'_>| message.clone();"
PRELUDE = {"Box", "Iterator", "Option", "Result", "String", "Vec"}
"""Names that a type of ours must not have, since every file of an app knows them."""
OWN_METHODS = {"key", "class", "class_if", "children"}
"""The methods of every kind, beside those for its attributes."""
ARGUMENTS = {
    "string": "impl Into<String>",
    "number": "impl Into<f64>",
    "integer": "impl Into<i64>",
    "flag": "bool",
    "array": "impl Into<Array>",
}
BY_CHECK = {"place": "impl Into<Option<usize>>"}
"""Checks whose attributes have a setter of their own, by their name, and the argument that it takes."""
HANDED = {
    protocol.Number.COUNT: "u32",
    protocol.Number.FLAG: "bool",
    protocol.Number.INDEX: "Option<usize>",
    protocol.Number.OFFSET: "i32",
    protocol.Number.DOUBLE: "f64",
}
"""What a number in an event means → what handlers are given of it. Nodes are nothing to an app of views."""
BUILDERS_USE = """\
use crate::array::Array;
use crate::children::{Children, parent};
{choices}
use crate::edit::Edit;
use crate::element::{
    Element, classes, kind, on, set_array, set_flag, set_integer, set_number, set_place, set_string,
};
use crate::event::Event;
use crate::protocol::{
    ArrayAttribute, EventKind, FlagAttribute, IntegerAttribute, Kind, NumberAttribute,
    StringAttribute,
};
"""


def _type_name(kind: kinds.Kind) -> str:
    name = camel(kind.name)
    return f"{name}Kind" if name in PRELUDE else name


def builders_file() -> str:
    """Return the text of the file."""
    choices = imported("crate::choices", sorted(camel(a.name) for a in protocol.ATTRIBUTES if a.choices))
    use = BUILDERS_USE.replace("{choices}", choices)
    pieces = [piece for kind in kinds.KINDS for piece in _kind(kind)]
    return joined("A type, a function and methods for each kind.", use, *pieces)


def _kind(kind: kinds.Kind) -> Iterator[str]:
    name = _type_name(kind)
    yield f"kind! {{\n    /// {kind.doc} Made by [`{kind.name}`](fn@{identifier(kind.name)}).\n    {name}\n}}\n"
    if kind.shown:
        yield f"classes! {{ {name} }}\n"
    if kind.children:
        children = " ".join(_type_name(kinds.KIND_BY_NAME[child]) for child in kind.children)
        lines = textwrap.fill(children, WIDTH, initial_indent="    ", subsequent_indent="    ")
        yield f"parent! {{\n    {name}, Kind::{kind.name.upper()} =>\n{lines}\n}}\n"
    yield _builder(kind)
    taken = OWN_METHODS.intersection(kind.attributes) - set(kind.build)
    assert not taken, f"{kind.name}: {taken} would be two methods; give it to the builder"
    attributes = [protocol.ATTRIBUTE_BY_NAME[each] for each in kind.attributes if each not in kind.build]
    events = [protocol.EVENT_BY_NAME[each] for each in kind.events]
    methods = [_setter(attribute) for attribute in attributes]
    for event in events:
        methods += [_with_function(event)] if _handed(event) else []
        methods.append(_with_event(event))
    if methods:
        yield f"impl<Msg> {name}<Msg> {{\n{(chr(10)).join(methods)}}}\n"
    if plain := [_with_message(event) for event in events if not _handed(event)]:
        yield f"impl<Msg: Clone + 'static> {name}<Msg> {{\n{(chr(10)).join(plain)}}}\n"


def _builder(kind: kinds.Kind) -> str:
    name, code = _type_name(kind), f"Kind::{kind.name.upper()}"
    build = [protocol.ATTRIBUTE_BY_NAME[each] for each in kind.build if each != CHILDREN]
    doc = [kind.doc]
    arguments = [f"{a.name}: {_argument(a)}" for a in build]
    if kind.text:
        doc[0] += f" `text`: {kind.text}."
        arguments.insert(0, "text: impl Into<String>")
    doc += [f"`{a.name}`: {a.doc[0].lower()}{a.doc[1:]}" for a in build]
    doc += [
        f"With `on_{edit.event}` it shows `{edit.attribute}` and nothing else: what `update` rejects is undone."
        for edit in kind.edits
    ]
    if kind.spliced:
        doc.append("With `on_edit` it shows `text` and nothing else: do each edit to it by [`Edit::apply`].")
    generics, end = "<Msg>", []
    if kind.holds_content or CHILDREN in kind.build:
        generics, end = "<Msg, How>", [".children(children)"]
        arguments.append(f"children: impl Children<{name}<Msg>, How>")
    lines = ["\n///\n".join(f"/// {paragraph}" for paragraph in doc)]
    if end or any(a.check for a in build):
        lines.append("#[track_caller]")
    lines += function(0, f"pub fn {identifier(kind.name)}{generics}", arguments, f"{name}<Msg>")
    maker = "with_edited_text" if kind.spliced else "with_text"
    made = f"Element::{maker}({code}, text)" if kind.text else f"Element::new({code})"
    if build:
        lines.append(f"    let mut element = {made};")
        for attribute in build:
            lines += _set("&mut element", attribute)
        made = "element"
    lines += [f"    {name}({made}){''.join(end)}", "}"]
    return "\n".join(lines) + "\n"


def _argument(attribute: protocol.Attribute) -> str:
    if attribute.choices:
        return camel(attribute.name)
    return BY_CHECK.get(attribute.check) or ARGUMENTS[attribute.type]


def _set(element: str, attribute: protocol.Attribute, indent: int = 4) -> list[str]:
    name = identifier(attribute.name)
    code = f"{ATTRIBUTE_TYPES[attribute.type]}::{attribute.name.upper()}"
    setter = f"set_{attribute.check if attribute.check in BY_CHECK else attribute.type}"
    return call(indent, setter, [element, code, f"{name}.name()" if attribute.choices else name])


def _setter(attribute: protocol.Attribute) -> str:
    name = identifier(attribute.name)
    lines = [f"    /// {attribute.doc}"]
    if attribute.check:
        lines.append("    #[track_caller]")
    lines += function(4, f"pub fn {name}", ["mut self", f"{name}: {_argument(attribute)}"], "Self")
    lines += [*_set("&mut self.0", attribute, 8), "        self", "    }"]
    return "\n".join(lines) + "\n"


def _handed(event: protocol.Event) -> dict[str, str]:
    """Return what an app is given of an event: its name → its type."""
    if event.name in PLAIN:
        return {}
    text = {"text": "String"} if event.text else {}
    numbers = {name: HANDED[number] for name, number in event.payload.items() if number in HANDED}
    flags = event.flags if event.flags[: len(protocol.BUTTONS)] != protocol.BUTTONS else ()
    return text | numbers | dict.fromkeys(flags, "bool")


def _on(event: protocol.Event, doc: str, head: str, argument: str, closure: list[str]) -> str:
    lines = [f"    /// {doc}", *function(4, f"pub fn {head}", ["mut self", argument], "Self"), *closure]
    lines += call(8, "on", ["&mut self.0", f"EventKind::{event.name.upper()}", "handler"])
    return "\n".join([*lines, "        self", "    }"]) + "\n"


def _closure(read: list[str]) -> list[str]:
    """Return the lines of a closure that gives `message` what it reads of an event, broken where rustfmt breaks it."""
    start, end = "move |event: &Event<'_>|", f"message({', '.join(read)});"
    if fits(f"        let handler = {start} {end}", ", ".join(read)):
        return [f"        let handler = {start} {end}"]
    if fits(f"            {start} {end}", ", ".join(read)):
        return ["        let handler =", f"            {start} {end}"]
    return [f"        let handler = {start} {{", *call(12, "message", read, ""), "        };"]


def _with_event(event: protocol.Event) -> str:
    argument = "handler: impl Fn(&Event<'_>) -> Msg + 'static"
    doc = f"As [`on_{event.name}`](Self::on_{event.name}), but a function of the whole event."
    return _on(event, doc, f"on_{event.name}_with", argument, [])


def _with_function(event: protocol.Event) -> str:
    if whole := WHOLE.get(event.name):
        argument = f"message: impl Fn({whole}) -> Msg + 'static"
        closure = _closure([f"{whole}::read(event)"])
        return _on(event, f"{event.doc} The function is given that.", f"on_{event.name}", argument, closure)
    handed = _handed(event)
    given = " and ".join(f"`{event.text if name == 'text' else name}`" for name in handed)
    read = [
        "event.text().to_owned()" if name == "text" else f"event.{reader_of(event.name, name)}()" for name in handed
    ]
    argument = f"message: impl Fn({', '.join(handed.values())}) -> Msg + 'static"
    doc = f"{event.doc} The function is given {given}."
    return _on(event, doc, f"on_{event.name}", argument, _closure(read))


def _with_message(event: protocol.Event) -> str:
    return _on(event, event.doc, f"on_{event.name}", "message: Msg", [PLAIN_HANDLER])
