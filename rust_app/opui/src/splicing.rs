//! A text that a person edits: both sides change it by splices.

use crate::batch::Batch;
use crate::edit::{Change, Edit, piece};
use crate::event::Event;
use crate::protocol::CommandWriter;

/// What a node with such a text does otherwise than others. A table of functions that only the builder of such a kind
/// names, so that an app without any has none of their code.
pub(crate) struct Splicing {
    /// Make the text a new one.
    pub(crate) update: fn(batch: &mut Batch, old: &mut Spliced<'_>, new: String),
    /// Take over an edit, as the host has already done.
    pub(crate) believe: fn(text: &mut String, event: &Event),
}

/// A node's text before a new view.
pub(crate) struct Spliced<'a> {
    pub(crate) id: u32,
    pub(crate) text: &'a mut String,
    /// Whether the host holds it: not before the first view is done with it.
    pub(crate) shown: bool,
    /// Whether the view before had a handler for edits.
    pub(crate) heard: bool,
    /// Whether the new one has.
    pub(crate) hears: bool,
}

pub(crate) static SPLICING: Splicing = Splicing {
    update,
    believe: |text, event| Edit::read(event).apply(text),
};

/// Send what differs; all of it where a person may have edited it and nobody heard of that.
fn update(batch: &mut Batch, old: &mut Spliced<'_>, new: String) {
    let known = !old.shown || old.heard;
    if *old.text == new && (known || !old.hears) {
        return;
    }
    let change = if known {
        Change::between(old.text, &new)
    } else {
        Change {
            places: (0, u32::MAX),
            text: &new,
        }
    };
    if old.shown {
        let (start, end) = change.places;
        batch.delete_text(old.id, start, end);
    }
    let mut rest = change.text;
    while !rest.is_empty() {
        let (first, others) = piece(rest);
        batch.insert_text(old.id, first);
        rest = others;
    }
    *old.text = new;
}
