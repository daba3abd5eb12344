//! Lines of text that a person edits. The app is told of each edit, and does it to its own text.

use crate::state::{Msg, State};
use opui::{Element, column, text_area};

const CODE: &str = r#"fn jump(pond: &Pond) -> &str {
    if pond.old { "splash!" } else { "silence" } // a frog
}"#;

pub fn view(state: &State) -> Element<Msg> {
    column((
        text_area(&state.draft)
            .placeholder("Some lines")
            .style("height: 4")
            .on_edit(Msg::Edited),
        text_area(CODE)
            .language("rust")
            .line_numbers(true)
            .read_only(true)
            .style("height: 3; border: none"),
    ))
    .into()
}
