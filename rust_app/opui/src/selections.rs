//! What an app selects in texts that a person edits.

use crate::batch::Batch;
use crate::calls::tell_missing;
use crate::edit::length;
use crate::node::Node;
use crate::protocol::CommandWriter;

/// The selections that a frame asked for, to be made once the next view is in place.
#[derive(Default)]
pub(crate) struct Selections {
    asked: Vec<Selection>,
    /// Set by the first one, so that an app without any has none of the code.
    make: Option<fn(Vec<Selection>, &Node, &mut Batch)>,
}

struct Selection {
    /// The name of the element that has the text.
    name: String,
    start: u32,
    /// Where the caret goes.
    end: u32,
}

impl Selections {
    pub(crate) fn ask(&mut self, name: String, start: u32, end: u32) {
        self.make = Some(make);
        self.asked.push(Selection { name, start, end });
    }

    /// Make those that were asked for in the view with this root.
    pub(crate) fn make(&mut self, root: &Node, batch: &mut Batch) {
        if let Some(make) = self.make.take() {
            make(core::mem::take(&mut self.asked), root, batch);
        }
    }
}

/// Select as much as there is.
fn make(asked: Vec<Selection>, root: &Node, batch: &mut Batch) {
    for Selection { name, start, end } in asked {
        match root.named(&name) {
            Some(node) if node.splicing.is_some() => {
                let length = length(&node.text);
                batch.select_text(node.id, start.min(length), end.min(length));
            }
            Some(_) => {}
            None => tell_missing(batch, &name),
        }
    }
}
