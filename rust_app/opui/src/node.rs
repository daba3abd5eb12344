//! The nodes of the last view.

use core::any::Any;

use crate::element::LAZY;
use crate::event::Event;
use crate::key::Key;
use crate::protocol::{Attribute, EDITS, Edit, EventKind, Kind, StringAttribute};
use crate::splicing::Splicing;
use crate::value::Value;

pub(crate) const ROOT_ID: u32 = 0;

/// Boxed, so that what a long list needs to have its rows change places is small.
#[allow(clippy::vec_box, reason = "a node has a hundred bytes")]
pub(crate) type Nodes = Vec<Box<Node>>;

/// An element of the last view, as the host knows it.
pub(crate) struct Node {
    pub(crate) id: u32,
    pub(crate) kind: Kind,
    pub(crate) key: Option<Key>,
    pub(crate) text: String,
    /// How its text changes, if a person edits it.
    pub(crate) splicing: Option<&'static Splicing>,
    /// Whether the host holds a text that a person edits: not before the first view is done with it.
    pub(crate) shown: bool,
    pub(crate) attributes: Vec<(Attribute, Value)>,
    pub(crate) classes: Vec<String>,
    pub(crate) handlers: Vec<(EventKind, u32)>,
    pub(crate) paces: Vec<(EventKind, u16)>,
    pub(crate) children: Nodes,
    /// The recipe of a lazy element, by which the next view tells whether it is the same.
    pub(crate) memo: Option<Box<dyn Any>>,
}

impl Node {
    /// A node as `create` leaves it.
    pub(crate) fn new(id: u32, kind: Kind, key: Option<Key>) -> Self {
        Self {
            id,
            kind,
            key,
            text: String::new(),
            splicing: None,
            shown: false,
            attributes: Vec::new(),
            classes: Vec::new(),
            handlers: Vec::new(),
            paces: Vec::new(),
            children: Vec::new(),
            memo: None,
        }
    }

    /// The kind by which it is told from its siblings.
    pub(crate) fn apparent_kind(&self) -> Kind {
        if self.memo.is_some() { LAZY } else { self.kind }
    }

    pub(crate) fn attribute(&self, attribute: Attribute) -> Option<&Value> {
        let found = self
            .attributes
            .iter()
            .find(|(other, _)| *other == attribute);
        found.map(|(_, value)| value)
    }

    /// The node of this name, this one or below it.
    pub(crate) fn named(&self, name: &str) -> Option<&Self> {
        let attribute = Attribute::from(StringAttribute::NAME);
        let named = |node: &Self| matches!(node.attribute(attribute), Some(Value::String(text)) if text == name);
        self.find(&named)
    }

    /// The first node, this one or below it, that `wanted` accepts.
    pub(crate) fn find(&self, wanted: &impl Fn(&Self) -> bool) -> Option<&Self> {
        if wanted(self) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(wanted))
    }

    /// Have `change` done to the node `id`, this one or one below it. What is lazy on the way there is built
    /// anew for the next view, since it no longer shows what its inputs say. Returns whether it was found.
    pub(crate) fn change(&mut self, id: u32, change: &mut impl FnMut(&mut Self)) -> bool {
        let found = self.id == id;
        if found {
            change(self);
        }
        let found = found
            || self
                .children
                .iter_mut()
                .any(|child| child.change(id, change));
        if found && self.memo.is_some() {
            self.memo = Some(Box::new(()));
        }
        found
    }

    /// Controlled inputs: take over what a person made of an attribute, as the host has already done.
    pub(crate) fn believe(&mut self, event: &Event) {
        if let (EventKind::EDIT, Some(splicing)) = (event.kind(), self.splicing) {
            (splicing.believe)(&mut self.text, event);
            return;
        }
        let handles = |event| self.handlers.iter().any(|(other, _)| *other == event);
        let tells = |edit: &&Edit| {
            edit.kind == self.kind
                && edit.event == event.kind()
                && (edit.event == edit.first || !handles(edit.first))
        };
        let Some(edit) = EDITS.iter().find(tells) else {
            return;
        };
        let value = Value::carried(edit.value, event);
        self.attributes
            .retain(|(other, _)| *other != edit.attribute);
        self.attributes.push((edit.attribute, value));
    }
}
