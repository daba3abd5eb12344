//! A heading, and below it what a person can put away.

use crate::state::{Msg, State};
use opui::{Element, checkbox, collapsible, column, text};

pub fn view(state: &State) -> Element<Msg> {
    column((
        collapsible((
            text("What lies here takes no room while it is put away."),
            checkbox("Nor does it take the focus", false),
        ))
        .title("More")
        .collapsed(state.on)
        .on_collapse(Msg::Turned),
        text("Below"),
    ))
    .into()
}
