//! Children below one another, scrolled where they don't fit.

use crate::state::{Msg, State};
use opui::{Element, scroll, text};

pub fn view(_: &State) -> Element<Msg> {
    scroll((1..=30).map(|line| text(format!("Line {line} of thirty"))))
        .style("height: 6")
        .into()
}
