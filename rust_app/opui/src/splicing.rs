//! A text that a person edits: both sides change it by splices.

use crate::batch::Batch;
use crate::edit::{Change, Edit, piece};
use crate::event::Event;
use crate::node::Node;
use crate::protocol::{CommandWriter, EventKind};

/// What a node with such a text does otherwise than others. A table of functions that only the builder of such a kind
/// names, so that an app without any has none of their code.
pub(crate) struct Splicing {
    /// Make the node's text a new one. `hears`: whether the new view has a handler for edits.
    pub(crate) update: fn(batch: &mut Batch, node: &mut Node, new: String, hears: bool),
    /// Take over an edit, as the host has already done.
    pub(crate) believe: fn(text: &mut String, event: &Event),
}

pub(crate) static SPLICING: Splicing = Splicing {
    update,
    believe: |text, event| Edit::read(event).apply(text),
};

/// Send what differs; all of it where a person may have edited it and nobody heard of that.
fn update(batch: &mut Batch, node: &mut Node, new: String, hears: bool) {
    let shown = core::mem::replace(&mut node.shown, true);
    let mut events = node.handlers.iter().map(|(event, _)| *event);
    let known = !shown || events.any(|event| event == EventKind::EDIT);
    if node.text == new && (known || !hears) {
        return;
    }
    let change = if known {
        Change::between(&node.text, &new)
    } else {
        Change {
            places: (0, u32::MAX),
            text: &new,
        }
    };
    if shown {
        let (start, end) = change.places;
        batch.delete_text(node.id, start, end);
    }
    let mut rest = change.text;
    while !rest.is_empty() {
        let (first, others) = piece(rest);
        batch.insert_text(node.id, first);
        rest = others;
    }
    node.text = new;
}
