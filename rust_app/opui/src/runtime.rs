//! Runs an app: events in, one batch of commands out.

use crate::app::{App, Start};
use crate::array;
use crate::batch::Batch;
use crate::calls::{self, Call, tell_missing};
use crate::context::Context;
use crate::diff::Diff;
use crate::element::Element;
use crate::event::Event;
use crate::log;
use crate::node::{Node, ROOT_ID};
use crate::numbers::Numbers;
use crate::protocol::{CommandWriter, EDITS, EventKind, Kind};
use crate::slots::Slots;

/// An app with the nodes of its last view. [`app!`](crate::app) puts one into a module, and a
/// [`Tester`](crate::testing::Tester) has one: [`begin`](Self::begin), [`event`](Self::event) for each event,
/// [`end`](Self::end).
pub struct Runtime<A: App> {
    app: Option<A>,
    root: Node,
    slots: Slots<A::Msg>,
    ids: Numbers,
    entry: u32,
    context: Context<A::Msg>,
    batch: Batch,
    /// Whether the state has changed since the last view.
    changed: bool,
}

impl<A: App> Runtime<A> {
    /// An app that has not started. `entry` is the table index that every `attach` will carry.
    #[must_use]
    pub fn new(entry: u32) -> Self {
        Self {
            app: None,
            root: Node::new(ROOT_ID, Kind::ROOT, None),
            slots: Slots::new(),
            ids: Numbers::from(ROOT_ID + 1),
            entry,
            context: Context::new(),
            batch: Batch::new(),
            changed: false,
        }
    }

    /// Begin a frame: the commands of the last one are forgotten.
    pub fn begin(&mut self) {
        array::begin_frame();
        self.batch.clear();
        self.context.again = false;
    }

    /// Take one event, in the order of the batch.
    ///
    /// # Panics
    /// If a handler's event comes before `start`, or for a handler that is not attached.
    pub fn event(&mut self, event: &Event) {
        match event.kind() {
            EventKind::CLOCK => self.context.tell_time(event.number(), event.data),
            EventKind::START => {
                self.app = Some(A::new(&Start::read(event), &mut self.context));
                self.changed = true;
            }
            _ => {
                self.believe(event);
                let message = self.slots.message(event);
                self.context.messages.push(message);
            }
        }
        self.run_messages();
    }

    fn run_messages(&mut self) {
        while !self.context.messages.is_empty() {
            for message in core::mem::take(&mut self.context.messages) {
                let app = self
                    .app
                    .as_mut()
                    .expect("`start` comes before any other event");
                app.update(message, &mut self.context);
                self.changed = true;
            }
        }
    }

    /// Controlled inputs: once its event is delivered, host and guest hold that a changed input shows what
    /// the event says. If the next view says otherwise, the diff puts it back.
    fn believe(&mut self, event: &Event) {
        if event.kind() == EventKind::EDIT || EDITS.iter().any(|edit| edit.event == event.kind()) {
            self.root
                .change(event.node, &mut |node| node.believe(event));
        }
    }

    /// End the frame: show the app's new view. Returns the commands for it.
    ///
    /// # Panics
    /// If two siblings of the view have one key.
    pub fn end(&mut self) -> &Batch {
        if let (Some(app), true) = (&self.app, self.changed) {
            let view = rooted(app.view());
            let mut diff = Diff {
                batch: &mut self.batch,
                slots: &mut self.slots,
                ids: &mut self.ids,
                entry: self.entry,
            };
            diff.update(&mut self.root, view);
            self.changed = false;
        }
        self.context.selections.make(&self.root, &mut self.batch);
        let calls = core::mem::take(&mut self.context.calls);
        let mut room = calls::MOST;
        for (place, call) in calls.iter().enumerate() {
            if calls::is_made(&calls, place) {
                self.call(call);
                room = room.saturating_sub(1);
            }
        }
        log::flush(&mut self.batch, room);
        self.slots.settle();
        self.ids.settle();
        &self.batch
    }

    fn call(&mut self, call: &Call) {
        let id = match &call.name {
            None => Some(ROOT_ID),
            Some(name) => self.root.named(name).map(|node| node.id),
        };
        match (id, &call.name) {
            (Some(id), _) => self.batch.call(id, call.method, call.option, &call.text),
            (None, Some(name)) => tell_missing(&mut self.batch, name),
            (None, None) => {}
        }
    }

    /// The app.
    ///
    /// # Panics
    /// Before `start`.
    #[must_use]
    pub fn app(&self) -> &A {
        self.app.as_ref().expect("`start` comes first")
    }

    /// The nodes of the last view.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// Have `update` called with this message.
    pub fn send(&mut self, message: A::Msg) {
        self.context.messages.push(message);
        self.run_messages();
    }

    /// Whether the app asked for another frame.
    #[must_use]
    pub fn again(&self) -> bool {
        self.context.again
    }
}

fn rooted<Msg>(view: Element<Msg>) -> Element<Msg> {
    if view.0.kind == Kind::ROOT {
        view
    } else {
        crate::generated::builders::root(view).into()
    }
}
