//! Children below one another, and side by side.

use crate::state::{Msg, State};
use opui::{Element, column, row, text};

pub fn view(_: &State) -> Element<Msg> {
    row((
        column((text("one"), text("below"), text("the other")))
            .class("box")
            .title("column"),
        column(row((text("side "), text("by "), text("side"))))
            .class("box")
            .title("row")
            .subtitle("subtitle"),
    ))
    .into()
}
