//! Lines of text that a person edits. The app is told of each edit, and does it to its own text.

use crate::state::{Msg, State};
use opui::{Element, column, text_area};

const POEM: &str = "\
An old silent pond …
A frog jumps into the pond,
splash! Silence again.";

pub fn view(state: &State) -> Element<Msg> {
    column((
        text_area(&state.draft)
            .placeholder("Some lines")
            .style("height: 4")
            .on_edit(Msg::Edited),
        text_area(POEM)
            .line_numbers(true)
            .read_only(true)
            .style("height: 3; border: none"),
    ))
    .into()
}
