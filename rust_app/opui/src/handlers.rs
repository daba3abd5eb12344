//! What turns events into messages.

use crate::element::{Element, Handler};
use crate::event::Event;
use crate::protocol::EventKind;

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
