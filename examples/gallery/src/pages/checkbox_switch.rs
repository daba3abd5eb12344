//! What is on or off.

use crate::state::{Msg, State};
use opui::{Element, checkbox, column, row, switch, text};

pub fn view(state: &State) -> Element<Msg> {
    column((
        checkbox("A box to tick", state.on).on_toggle(Msg::Turned),
        row((switch(state.on).on_toggle(Msg::Turned), text("  a switch"))),
        checkbox("Nobody can tick this", true).disabled(true),
    ))
    .into()
}
