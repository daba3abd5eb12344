//! What an app asks for in one frame, as far as the host takes it.
//!
//! A frame answers all keys that came since the last one, so a person who holds a key down has an app ask for the same
//! thing many times in one. More than the host takes would end the app.

use crate::batch::Batch;
use crate::node::ROOT_ID;
use crate::protocol::{CommandWriter, Method};

/// The calls that the host takes in one frame.
pub(crate) const MOST: usize = 64;

/// Those of them that may go to elements; the root's are few.
const OF_ELEMENTS: usize = 48;

/// The milliseconds in which at most [`ANNOUNCED`] calls may interrupt the person. The host's are 1,000; it counts from
/// when a frame is answered, the app from when it begins.
const SPAN: f64 = 2000.0;

/// The calls that may interrupt the person within [`SPAN`]: as many as the host takes.
const ANNOUNCED: usize = 8;

/// A `call` to be made once the next view is in place.
#[derive(PartialEq, Eq)]
pub(crate) struct Call {
    /// The name of the node it goes to; `None`: the root.
    pub(crate) name: Option<String>,
    pub(crate) method: Method,
    pub(crate) option: u8,
    pub(crate) text: String,
}

/// Whether one of the calls that a frame asked for is made: not if the same is asked again later, nor, of an element,
/// if too much is.
#[inline(never)]
pub(crate) fn is_made(calls: &[Call], place: usize) -> bool {
    let (call, later) = (&calls[place], &calls[place + 1..]);
    (call.name.is_none() || later.len() < OF_ELEMENTS) && !later.contains(call)
}

/// A later message may have taken away what an earlier one asked for: two fast presses of a delete key do.
/// Not [`log!`](crate::log!): an app without any has none of its code.
pub(crate) fn tell_missing(batch: &mut Batch, name: &str) {
    let text = "nothing done: the view has no element named ".to_owned() + name;
    batch.call(ROOT_ID, Method::LOG, 0, &text);
}

/// When the person was interrupted last.
#[derive(Default)]
pub(crate) struct Announced(Vec<f64>);

impl Announced {
    /// Whether the person may be interrupted now, which then counts.
    #[inline(never)]
    pub(crate) fn may(&mut self, now: f64) -> bool {
        self.0.retain(|time| now - time < SPAN);
        let may = self.0.len() < ANNOUNCED;
        if may {
            self.0.push(now);
        }
        may
    }
}
