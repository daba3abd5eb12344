//! A question over everything else. Its page shows a button; the dialog itself stands under the root.

use crate::state::{Msg, State};
use opui::{Dialog, Element, Variant, button, column, dialog, row, text};

pub fn view(_: &State) -> Element<Msg> {
    column((
        text("While the dialog is open, nothing else gets a key or a click."),
        button("Delete …").on_press(Msg::Turned(true)),
    ))
    .into()
}

/// What is asked, once the button was pressed.
pub fn question(state: &State) -> Option<Dialog<Msg>> {
    let buttons = row((
        button("Delete").variant(Variant::Error).on_press(Msg::Turned(false)),
        button("Keep").initial_focus(true).on_press(Msg::Turned(false)),
    ));
    let asked = (text("All 12 items go. This can not be undone."), buttons);
    state.on.then(|| {
        dialog(asked)
            .title("Delete everything?")
            .subtitle("Escape keeps it")
            .on_close(Msg::Turned(false))
    })
}
