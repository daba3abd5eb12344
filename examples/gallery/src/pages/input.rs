//! Lines of text that a person edits.

use crate::state::{Msg, State};
use opui::{Accepts, Element, column, input, row};

pub fn view(state: &State) -> Element<Msg> {
    let wrong = match state.number.parse::<f64>() {
        Ok(number) if (1.0..=100.0).contains(&number) => "",
        _ => "1 to 100",
    };
    column((
        row((
            input(&state.typed)
                .placeholder("A name, then Enter")
                .suggestions("Ada\nAlan\nGrace")
                .on_change(Msg::Typed)
                .on_submit(Msg::Submitted),
            input("secret").password(true),
        )),
        row((
            input(&state.number)
                .accepts(Accepts::Number)
                .placeholder("A number")
                .invalid(wrong)
                .on_change(Msg::Number),
            input("").mask("99/99/9999;_"),
            input("").allowed("a-z0-9_").placeholder("a-z0-9_"),
        )),
    ))
    .into()
}
