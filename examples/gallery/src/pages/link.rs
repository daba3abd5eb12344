//! Words that take a person somewhere else. Nothing opens by itself.

use crate::state::{Msg, State};
use opui::{Element, column, link, text};

pub fn view(state: &State) -> Element<Msg> {
    column((
        link("Read the handbook").on_press(Msg::Pressed),
        text(format!("It was followed {} times.", state.presses)),
    ))
    .into()
}
