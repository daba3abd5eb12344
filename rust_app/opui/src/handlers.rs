//! What turns events into messages, and the slots in which the handlers of a view are kept.
//!
//! All handlers of the app level share one table index. What tells them apart is the data word, the
//! handler's slot: a new view puts its new closures into the old slots, and the host hears nothing of it.

use crate::element::Element;
use crate::event::Event;
use crate::numbers::Numbers;
use crate::protocol::EventKind;

/// Turns an event into a message. What captures nothing takes no memory, boxed or not.
pub(crate) type Handler<Msg> = Box<dyn Fn(&Event<'_>) -> Msg>;

/// Events. Each method panics on a kind that does not have the event.
impl<Msg> Element<Msg> {
    /// A click, or Enter or Space on the focused element. A key binding: its key was pressed.
    #[must_use]
    #[track_caller]
    pub fn on_press(self, msg: Msg) -> Self
    where
        Msg: Clone + 'static,
    {
        self.on(EventKind::PRESS, Box::new(move |_| msg.clone()))
    }

    /// As [`on_press`](Self::on_press), told which click in a row it was: 2 ends a double click.
    #[must_use]
    #[track_caller]
    pub fn on_clicks(self, msg: impl Fn(u32) -> Msg + 'static) -> Self {
        let handler = move |event: &Event| msg(event.pair().0.unsigned_abs());
        self.on(EventKind::PRESS, Box::new(handler))
    }

    /// The person changed the input: its whole value now.
    #[must_use]
    #[track_caller]
    pub fn on_change(self, msg: impl Fn(String) -> Msg + 'static) -> Self {
        self.on(EventKind::CHANGE, text_handler(msg))
    }

    /// Enter in the input: its value.
    #[must_use]
    #[track_caller]
    pub fn on_submit(self, msg: impl Fn(String) -> Msg + 'static) -> Self {
        self.on(EventKind::SUBMIT, text_handler(msg))
    }

    /// The person ticked or unticked the checkbox.
    #[must_use]
    #[track_caller]
    pub fn on_toggle(self, msg: impl Fn(bool) -> Msg + 'static) -> Self {
        let handler = move |event: &Event| msg(event.pair().0 != 0);
        self.on(EventKind::TOGGLE, Box::new(handler))
    }

    /// A key that nothing else took: its name.
    #[must_use]
    #[track_caller]
    pub fn on_key(self, msg: impl Fn(String) -> Msg + 'static) -> Self {
        self.on(EventKind::KEY, text_handler(msg))
    }

    /// It has the focus now.
    #[must_use]
    #[track_caller]
    pub fn on_focus(self, msg: Msg) -> Self
    where
        Msg: Clone + 'static,
    {
        self.on(EventKind::FOCUS, Box::new(move |_| msg.clone()))
    }

    /// It has the focus no longer.
    #[must_use]
    #[track_caller]
    pub fn on_blur(self, msg: Msg) -> Self
    where
        Msg: Clone + 'static,
    {
        self.on(EventKind::BLUR, Box::new(move |_| msg.clone()))
    }

    /// The list's cursor is on another row: its place among the rows, `None` if on none.
    #[must_use]
    #[track_caller]
    pub fn on_highlight(self, msg: impl Fn(Option<usize>) -> Msg + 'static) -> Self {
        let handler = move |event: &Event| msg(usize::try_from(event.pair().1).ok());
        self.on(EventKind::HIGHLIGHT, Box::new(handler))
    }

    /// The timer's interval has passed.
    #[must_use]
    #[track_caller]
    pub fn on_tick(self, msg: Msg) -> Self
    where
        Msg: Clone + 'static,
    {
        self.on(EventKind::TICK, Box::new(move |_| msg.clone()))
    }

    /// The view has another size: columns and rows, in cells.
    #[must_use]
    #[track_caller]
    pub fn on_resize(self, msg: impl Fn(u32, u32) -> Msg + 'static) -> Self {
        let handler = move |event: &Event| {
            let (columns, rows) = event.pair();
            msg(columns.unsigned_abs(), rows.unsigned_abs())
        };
        self.on(EventKind::RESIZE, Box::new(handler))
    }

    /// The host's theme became dark (`true`) or light.
    #[must_use]
    #[track_caller]
    pub fn on_theme(self, msg: impl Fn(bool) -> Msg + 'static) -> Self {
        let handler = move |event: &Event| msg(event.flag());
        self.on(EventKind::THEME, Box::new(handler))
    }
}

fn text_handler<Msg>(msg: impl Fn(String) -> Msg + 'static) -> Handler<Msg> {
    Box::new(move |event| msg(event.text().to_owned()))
}

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
