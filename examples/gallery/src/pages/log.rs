//! Lines that the guest adds to, one a second here. They stay on the screen's end.

use crate::state::{Msg, State};
use opui::{Element, column, log, timer};

pub fn view(_: &State) -> Element<Msg> {
    column((
        log("The first line\n")
            .name("lines")
            .style("height: 6; border: round $foreground 30%"),
        timer(1000).on_tick(Msg::Ticked),
    ))
    .into()
}
