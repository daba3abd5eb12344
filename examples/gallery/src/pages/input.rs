//! A line of text that a person edits.

use crate::state::{Msg, State};
use opui::{Element, column, input};

pub fn view(state: &State) -> Element<Msg> {
    column((
        input(&state.typed)
            .placeholder("A name, then Enter")
            .on_change(Msg::Typed)
            .on_submit(Msg::Submitted),
        input("secret").password(true),
    ))
    .into()
}
