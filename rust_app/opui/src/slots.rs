//! The slots in which the handlers of a view are kept.
//!
//! All handlers of the app level share one table index. What tells them apart is the data word, the
//! handler's slot: a new view puts its new closures into the old slots, and the host hears nothing of it.

use crate::element::Handler;
use crate::event::Event;
use crate::numbers::Numbers;

/// The handlers of all nodes, each at the number that its `attach` carried as the data word.
pub(crate) struct Slots<Msg> {
    handlers: Vec<Option<Handler<Msg>>>,
    numbers: Numbers,
}

impl<Msg> Slots<Msg> {
    pub(crate) fn new() -> Self {
        Self {
            handlers: Vec::new(),
            numbers: Numbers::from(0),
        }
    }

    /// Keep a handler in a slot of its own.
    pub(crate) fn add(&mut self, handler: Handler<Msg>) -> u32 {
        let slot = self.numbers.take();
        if slot as usize == self.handlers.len() {
            self.handlers.push(Some(handler));
        } else {
            self.handlers[slot as usize] = Some(handler);
        }
        slot
    }

    /// Put the next view's handler in place of the last view's.
    pub(crate) fn replace(&mut self, slot: u32, handler: Handler<Msg>) {
        self.handlers[slot as usize] = Some(handler);
    }

    pub(crate) fn remove(&mut self, slot: u32) {
        self.handlers[slot as usize] = None;
        self.numbers.give_back(slot);
    }

    /// The frame is over: its freed slots can be taken again.
    pub(crate) fn settle(&mut self) {
        self.numbers.settle();
    }

    /// The message for an event.
    ///
    /// # Panics
    /// If the slot is empty: the host delivers events only to what is attached.
    pub(crate) fn message(&self, event: &Event) -> Msg {
        let handler = self.handlers.get(event.data as usize);
        handler
            .and_then(Option::as_ref)
            .expect("an event came for a handler that is not attached")(event)
    }
}
