//! A list of any length, with a cursor. Only what is seen of it costs anything.

use crate::state::{Msg, State};
use opui::{Element, list, text};

pub fn view(_: &State) -> Element<Msg> {
    list((0..1000).map(|row| text(format!("Row {row}")).key(row).style("width: 1fr")))
        .style("height: 6")
        .on_highlight(Msg::Chosen)
        .into()
}
