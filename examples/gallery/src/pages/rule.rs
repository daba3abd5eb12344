//! Lines between neighbours.

use crate::state::{Msg, State};
use opui::{Element, column, row, rule, text};

pub fn view(_: &State) -> Element<Msg> {
    column((
        text("Above"),
        rule(),
        row((text("left"), rule().vertical(true), text("right"))).style("height: 3"),
    ))
    .into()
}
