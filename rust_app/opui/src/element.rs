//! A view: elements as the app builds them, before they become nodes.

use core::fmt;

use crate::handlers::Handler;
use crate::lazy::{self, LAZY, Recipe};
use crate::protocol::{
    Attribute, EventKind, FlagAttribute, IntegerAttribute, KIND_RULES, Kind, KindRules,
    NumberAttribute, StringAttribute,
};

/// The kind of node 0, which no command creates.
pub(crate) const ROOT: Kind = Kind(0);

/// What tells a child from its siblings from one view to the next: a number or a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A number, such as an item's id.
    Number(u64),
    /// A text, such as a file's name.
    Text(String),
}

impl From<u64> for Key {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Key {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Key {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// An attribute's value. Of every type one value is the default that a node has unasked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    String(String),
    Number(f64),
    Integer(i64),
    Flag(bool),
}

impl Value {
    pub(crate) fn is_default(&self) -> bool {
        match self {
            Self::String(text) => text.is_empty(),
            Self::Number(number) => *number == 0.0,
            Self::Integer(integer) => *integer == 0,
            Self::Flag(flag) => !flag,
        }
    }
}

/// A part of a view: what kind it is, what it says, and what happens to it. Made by the functions named
/// like the kinds ([`column`](crate::column), [`button`](crate::button), …), refined by the methods here.
///
/// A method that the element's kind does not take panics and names the kind.
pub struct Element<Msg>(pub(crate) Box<Parts<Msg>>);

/// What an element is made of. Boxed, since the methods hand it from one to the next.
pub(crate) struct Parts<Msg> {
    pub(crate) kind: Kind,
    pub(crate) key: Option<Key>,
    pub(crate) text: String,
    pub(crate) attributes: Vec<(Attribute, Value)>,
    pub(crate) classes: Vec<String>,
    pub(crate) handlers: Vec<(EventKind, Handler<Msg>)>,
    pub(crate) children: Vec<Element<Msg>>,
    /// What a lazy element is built by; it stays once that is done.
    pub(crate) recipe: Option<Box<dyn Recipe<Msg>>>,
}

fn rules_of(kind: Kind) -> &'static KindRules {
    let row = KIND_RULES.get(usize::from(kind.0));
    row.unwrap_or(&lazy::RULES)
}

/// Panic unless the kind's mask has the code. Found here, the mistake has a line in the app.
#[track_caller]
fn check(rules: &KindRules, mask: u32, code: u32, what: &str) {
    assert!(
        mask & 1 << code != 0,
        "`{}` does not take {what}",
        rules.name
    );
}

impl<Msg> Element<Msg> {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Parts {
            kind,
            key: None,
            text: String::new(),
            attributes: Vec::new(),
            classes: Vec::new(),
            handlers: Vec::new(),
            children: Vec::new(),
            recipe: None,
        }))
    }

    pub(crate) fn with_text(kind: Kind, text: impl Into<String>) -> Self {
        let mut element = Self::new(kind);
        element.0.text = text.into();
        element
    }

    fn rules(&self) -> &'static KindRules {
        rules_of(self.0.kind)
    }

    /// The kind by which it is told from its siblings, built or not.
    pub(crate) fn apparent_kind(&self) -> Kind {
        if self.0.recipe.is_some() {
            LAZY
        } else {
            self.0.kind
        }
    }

    #[track_caller]
    fn set(mut self, attribute: Attribute, value: Value) -> Self {
        let mask = self.rules().attributes;
        check(self.rules(), mask, attribute.0.into(), "this attribute");
        self.0.attributes.retain(|(other, _)| *other != attribute);
        self.0.attributes.push((attribute, value));
        self
    }

    #[track_caller]
    pub(crate) fn set_string(self, attribute: StringAttribute, value: impl Into<String>) -> Self {
        self.set(attribute.into(), Value::String(value.into()))
    }

    #[track_caller]
    pub(crate) fn set_number(self, attribute: NumberAttribute, value: f64) -> Self {
        self.set(attribute.into(), Value::Number(value))
    }

    #[track_caller]
    pub(crate) fn set_integer(self, attribute: IntegerAttribute, value: i64) -> Self {
        self.set(attribute.into(), Value::Integer(value))
    }

    #[track_caller]
    pub(crate) fn set_flag(self, attribute: FlagAttribute, value: bool) -> Self {
        self.set(attribute.into(), Value::Flag(value))
    }

    #[track_caller]
    pub(crate) fn on(mut self, event: EventKind, handler: Handler<Msg>) -> Self {
        let mask = self.rules().events;
        check(
            self.rules(),
            mask,
            event.0.into(),
            "a handler for this event",
        );
        self.0.handlers.retain(|(other, _)| *other != event);
        self.0.handlers.push((event, handler));
        self
    }

    /// Add a child at the end.
    ///
    /// # Panics
    /// If this kind has no children of that kind.
    #[must_use]
    #[track_caller]
    pub fn child(mut self, child: Self) -> Self {
        if child.0.kind != LAZY {
            child.check_under(self.0.kind);
        }
        self.0.children.push(child);
        self
    }

    /// Panic unless `parent` has children of this kind.
    #[track_caller]
    pub(crate) fn check_under(&self, parent: Kind) {
        let parent = rules_of(parent);
        let code = self.0.kind.0.into();
        check(parent, parent.children, code, self.rules().name);
    }

    /// Add children at the end: an array, an iterator, or an `Option`.
    ///
    /// # Panics
    /// If this kind has no children of such a kind.
    #[must_use]
    #[track_caller]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        let mut parent = self;
        let children = children.into_iter();
        parent.0.children.reserve(children.size_hint().0);
        for child in children {
            parent = parent.child(child);
        }
        parent
    }

    /// What tells this element from its siblings in the next view, so that its node stays the same even
    /// where others come, go or trade places. Unkeyed siblings of one kind are told apart by their order.
    /// No two siblings may have the same key: the frame that shows such a view panics.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Add a class for the stylesheet.
    #[must_use]
    pub fn class(self, name: &str) -> Self {
        self.class_if(name, true)
    }

    /// Add a class if `condition` holds.
    #[must_use]
    pub fn class_if(mut self, name: &str, condition: bool) -> Self {
        if condition && !self.0.classes.iter().any(|class| class == name) {
            self.0.classes.push(name.to_owned());
        }
        self
    }
}
