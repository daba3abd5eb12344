//! Figures three lines high, and times that go on by themselves.

use crate::state::{Msg, State};
use opui::{Element, Shows, column, digits, text};

pub fn view(_: &State) -> Element<Msg> {
    column((
        digits("").shows(Shows::Elapsed).style("color: $text-accent"),
        digits("3.14159 $ 0x1F"),
        text("The time is ").shows(Shows::Time),
    ))
    .into()
}
