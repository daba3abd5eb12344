//! Nodes as text, a line each, as the host's own listings have them.

use crate::node::Node;
use crate::protocol::{ATTRIBUTES, Attribute, EVENTS, KIND_RULES, Kind, METHODS, StringAttribute};
use crate::value::Value;

/// A node and all below it: indent, kind, classes, text, attributes that are not at their default, events with
/// a handler. The stylesheet is left out.
pub(crate) fn list(node: &Node) -> String {
    let mut lines = Vec::new();
    add_lines(node, 0, &mut lines);
    lines.join("\n")
}

fn add_lines(node: &Node, depth: usize, lines: &mut Vec<String>) {
    lines.push(format!("{}{}", "  ".repeat(depth), line(node)));
    for child in &node.children {
        add_lines(child, depth + 1, lines);
    }
}

fn line(node: &Node) -> String {
    let mut parts = vec![kind_name(node.kind).to_owned()];
    let mut classes: Vec<String> = node.classes.iter().map(|name| format!(".{name}")).collect();
    classes.sort();
    parts.append(&mut classes);
    if !node.text.is_empty() {
        parts.push(format!("{:?}", node.text));
    }
    for (name, attribute) in &ATTRIBUTES {
        let value = node.attribute(*attribute);
        let told = value.filter(|value| !value.is_default(*attribute));
        if *attribute != Attribute::from(StringAttribute::STYLESHEET) {
            parts.extend(told.map(|value| attribute_text(name, value)));
        }
    }
    let handled = |kind| node.handlers.iter().any(|(event, _)| *event == kind);
    let events: Vec<&str> = EVENTS
        .iter()
        .filter_map(|(name, kind)| handled(*kind).then_some(*name))
        .collect();
    if !events.is_empty() {
        parts.push(format!("on={}", events.join(",")));
    }
    parts.join(" ")
}

fn attribute_text(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => format!("{name}={text:?}"),
        Value::Number(number) => format!("{name}={number:?}"),
        Value::Integer(integer) => format!("{name}={integer}"),
        Value::Flag(true) => name.to_owned(),
        Value::Flag(false) => format!("{name}=false"),
        Value::Array(array) => format!("{name}={}", array.listing()),
    }
}

/// The name of a kind.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    KIND_RULES[usize::from(kind.0)].name
}

/// Whether nodes of this kind are shown by themselves.
pub(crate) fn is_shown(kind: Kind) -> bool {
    KIND_RULES[usize::from(kind.0)].shown
}

/// The name of the method with this code.
pub(crate) fn method_name(code: u16) -> &'static str {
    let row = METHODS.iter().find(|(_, method)| method.0 == code);
    row.map_or("?", |(name, _)| name)
}
