//! The golden vectors of `tests/vectors/`, which the Python side reads as well: the bytes that the writer
//! methods make, and what the event reader makes of bytes.
#![cfg(feature = "app")]

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use opui::protocol::{
    ATTRIBUTES, ArrayAttribute, Attribute, CommandWriter, ELEMENTS, EVENTS, ElementType, EventKind,
    FlagAttribute, IntegerAttribute, KIND_RULES, Kind, METHODS, Method, NumberAttribute, ONCE,
    StringAttribute,
};
use opui::{Batch, EVENT_BYTES, Event, EventRecord};

/// Name, kind, whether it has a text, the names of its integers.
const SHAPES: &[(&str, EventKind, bool, &[&str])] = &[
    ("start", EventKind::START, true, &["columns", "rows"]),
    ("clock", EventKind::CLOCK, false, &[]),
    ("press", EventKind::PRESS, false, &["clicks"]),
    ("change", EventKind::CHANGE, true, &[]),
    ("submit", EventKind::SUBMIT, true, &[]),
    ("paste", EventKind::PASTE, true, &[]),
    ("toggle", EventKind::TOGGLE, false, &["checked"]),
    ("select", EventKind::SELECT, false, &["index"]),
    ("collapse", EventKind::COLLAPSE, false, &["collapsed"]),
    ("close", EventKind::CLOSE, false, &[]),
    ("edit", EventKind::EDIT, true, &["start", "end"]),
    (
        "selection",
        EventKind::SELECTION,
        false,
        &["anchor", "caret"],
    ),
    (
        "cell_highlight",
        EventKind::CELL_HIGHLIGHT,
        false,
        &["row", "column"],
    ),
    (
        "cell_press",
        EventKind::CELL_PRESS,
        false,
        &["row", "column"],
    ),
    ("sort", EventKind::SORT, false, &["column"]),
    ("slide", EventKind::SLIDE, false, &[]),
    ("follow", EventKind::FOLLOW, true, &[]),
    ("mouse_down", EventKind::MOUSE_DOWN, false, &["x", "y"]),
    ("mouse_up", EventKind::MOUSE_UP, false, &["x", "y"]),
    ("mouse_move", EventKind::MOUSE_MOVE, false, &["x", "y"]),
    ("wheel", EventKind::WHEEL, false, &["x", "y"]),
    ("scroll", EventKind::SCROLL, false, &["x", "y"]),
    ("hover", EventKind::HOVER, false, &["over"]),
    ("key", EventKind::KEY, true, &[]),
    ("focus", EventKind::FOCUS, false, &[]),
    ("blur", EventKind::BLUR, false, &[]),
    ("highlight", EventKind::HIGHLIGHT, false, &["row", "index"]),
    ("tick", EventKind::TICK, false, &[]),
    ("size", EventKind::SIZE, false, &["columns", "rows"]),
    ("resize", EventKind::RESIZE, false, &["columns", "rows"]),
    ("theme", EventKind::THEME, false, &[]),
];

/// The events whose numbers are one double, and its name.
const DOUBLES: [(EventKind, &str); 2] = [(EventKind::CLOCK, "time"), (EventKind::SLIDE, "amount")];
const BUTTONS: [&str; 5] = [
    "left_button",
    "middle_button",
    "right_button",
    "double",
    "triple",
];
const MODIFIERS: [&str; 4] = ["shift", "alt", "ctrl", "super"];

#[test]
fn the_writer_makes_the_bytes_of_every_command_vector() {
    let vectors = vectors("commands");
    assert!(vectors.len() >= 14, "only {} vectors found", vectors.len());
    for (name, vector) in vectors {
        let mut batch = Batch::new();
        for line in vector["listing"].lines() {
            write_command(&mut batch, line);
        }
        assert_eq!(bytes_of(&batch), from_hex(&vector["commands"]), "{name}");
        let text = vector.get("text").map_or(Vec::new(), |text| from_hex(text));
        assert_eq!(batch.text(), text, "the text of {name}");
    }
}

#[test]
fn the_reader_finds_in_every_event_vector_what_its_listing_says() {
    let vectors = vectors("events");
    assert!(vectors.len() >= 13, "only {} vectors found", vectors.len());
    for (name, vector) in vectors {
        let records = from_hex(&vector["events"]);
        let texts = vector.get("text").map_or(Vec::new(), |text| from_hex(text));
        let listing: Vec<String> = records
            .chunks_exact(EVENT_BYTES)
            .map(|bytes| EventRecord::from_bytes(bytes.try_into().expect("a whole record")))
            .map(|record| list_event(&Event::new(&record, &texts)))
            .collect();
        assert_eq!(
            listing,
            vector["listing"].lines().collect::<Vec<_>>(),
            "{name}"
        );
    }
}

/// The good vectors with a section of this name, each as section name to content.
fn vectors(section: &str) -> Vec<(String, HashMap<String, String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut found = Vec::new();
    for entry in folder.read_dir().expect("the folder of vectors") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let vector = sections(&std::fs::read_to_string(&path).expect("a text file"));
        if vector.contains_key(section) && vector.contains_key("listing") {
            found.push((name, vector));
        }
    }
    found
}

fn sections(text: &str) -> HashMap<String, String> {
    let mut sections = HashMap::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(head) = line.strip_suffix(':') {
            head.clone_into(&mut name);
        } else if !line.trim().is_empty() {
            let content: &mut String = sections.entry(name.clone()).or_default();
            content.push_str(line);
            content.push('\n');
        }
    }
    sections
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let pairs = digits
        .chunks_exact(2)
        .map(|pair| std::str::from_utf8(pair).expect("ASCII"));
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).expect("hexadecimal"))
        .collect()
}

fn bytes_of(batch: &Batch) -> Vec<u8> {
    let mut bytes = Vec::new();
    for command in batch.commands() {
        bytes.extend([command.opcode, command.a]);
        bytes.extend(command.b.to_le_bytes());
        bytes.extend(
            [command.node, command.x, command.y]
                .iter()
                .flat_map(|word| word.to_le_bytes()),
        );
    }
    bytes
}

fn write_command(batch: &mut Batch, line: &str) {
    let (opcode, rest) = line.split_once(' ').expect("an opcode and its operands");
    let given = operands(rest);
    let text = |name: &str| given.get(name).map_or("", String::as_str);
    let number = |name: &str| given.get(name).map_or(0, |word| word.parse().expect(name));
    let (node, value) = (number("node"), text("value"));
    match opcode {
        "create" => batch.create(node, kind(text("kind"))),
        "insert" => batch.insert(node, number("parent"), number("before")),
        "remove" => batch.remove(node),
        "set_text" => batch.set_text(node, text("text")),
        "set_string" => batch.set_string(node, StringAttribute(attribute(&given)), value),
        "set_number" => {
            let value = value.parse().expect("a number");
            batch.set_number(node, NumberAttribute(attribute(&given)), value);
        }
        "set_integer" => {
            let value = value.parse().expect("an integer");
            batch.set_integer(node, IntegerAttribute(attribute(&given)), value);
        }
        "set_flag" => batch.set_flag(node, FlagAttribute(attribute(&given)), value == "true"),
        "set_array" => {
            let attribute = ArrayAttribute(attribute(&given));
            batch.set_array(
                node,
                attribute,
                element(text("element")),
                number("descriptor"),
            );
        }
        "unset" => batch.unset(node, Attribute(attribute(&given))),
        "add_class" => batch.add_class(node, text("name")),
        "remove_class" => batch.remove_class(node, text("name")),
        "attach" => batch.attach(
            node,
            event(text("event")),
            number("handler"),
            number("data"),
            given.get("pace").map_or(0, |words| pace(words)),
        ),
        "detach" => batch.detach(node, event(text("event"))),
        "call" => {
            let option = u8::try_from(number("option")).expect("a small option");
            batch.call(node, method(text("method")), option, text("text"));
        }
        "delete_text" => batch.delete_text(node, number("start"), number("end")),
        "insert_text" => batch.insert_text(node, text("text")),
        "select_text" => batch.select_text(node, number("start"), number("end")),
        _ => panic!("the writer has no {opcode}"),
    }
}

/// `once`, `300` or `once+300`.
fn pace(words: &str) -> u16 {
    let add = |pace: u16, word: &str| match word {
        "once" => pace | ONCE,
        _ => pace | word.parse::<u16>().expect("milliseconds"),
    };
    words.split('+').fold(0, add)
}

/// `name=value` pairs; a value in quotes is a JSON string.
fn operands(mut rest: &str) -> HashMap<&str, String> {
    let mut operands = HashMap::new();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, end) = if after.starts_with('"') {
            quoted(after)
        } else {
            bare(after)
        };
        operands.insert(name, value);
        rest = after[end..].trim_start();
    }
    operands
}

fn bare(text: &str) -> (String, usize) {
    let end = text.find(' ').unwrap_or(text.len());
    (text[..end].to_owned(), end)
}

fn quoted(text: &str) -> (String, usize) {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, at + 1),
            '\\' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                escaped => panic!("this test does not know the escape {escaped:?}"),
            },
            _ => value.push(character),
        }
    }
    panic!("no closing quote in {text}");
}

fn kind(name: &str) -> Kind {
    let code = KIND_RULES
        .iter()
        .position(|rules| rules.name == name)
        .expect(name);
    Kind(u16::try_from(code).expect("a small code"))
}

fn named<T: Copy>(table: &[(&str, T)], name: &str) -> T {
    let row = table.iter().find(|(other, _)| *other == name);
    row.expect(name).1
}

fn attribute(given: &HashMap<&str, String>) -> u16 {
    named(&ATTRIBUTES, &given["attribute"]).0
}

fn method(name: &str) -> Method {
    named(&METHODS, name)
}

fn element(name: &str) -> ElementType {
    named(&ELEMENTS, name)
}

fn event(name: &str) -> EventKind {
    named(&EVENTS, name)
}

fn list_event(event: &Event) -> String {
    let row = SHAPES
        .iter()
        .find(|row| row.1 == event.kind())
        .expect("a known event");
    let mut line = row.0.to_owned();
    for (name, word) in [
        ("node", event.node),
        ("handler", event.handler),
        ("data", event.data),
    ] {
        if word != 0 {
            let _ = write!(line, " {name}={word}");
        }
    }
    if row.2 {
        let _ = write!(line, " text={:?}", event.text());
    }
    for (kind, name) in DOUBLES {
        if event.kind() == kind {
            let _ = write!(line, " {name}={}", event.number());
        }
    }
    let (first, second) = event.pair();
    for (name, number) in row.3.iter().zip([first, second]) {
        let _ = write!(line, " {name}={number}");
    }
    let flags = match event.kind() {
        EventKind::START | EventKind::THEME => &["dark"][..],
        EventKind::SCROLL => &["at_end"],
        _ => &BUTTONS,
    };
    for (bit, name) in flags.iter().enumerate() {
        if event.flags >> bit & 1 != 0 {
            let _ = write!(line, " {name}");
        }
    }
    for (bit, name) in MODIFIERS.iter().enumerate() {
        if event.modifiers >> bit & 1 != 0 {
            let _ = write!(line, " {name}");
        }
    }
    line
}
