//! Figures three lines high.

use crate::state::{Msg, State};
use opui::{Element, column, digits, timer};

pub fn view(state: &State) -> Element<Msg> {
    let (minutes, seconds) = (state.ticks / 60, state.ticks % 60);
    column((
        digits(format!("{minutes:02}:{seconds:02}")).style("color: $accent"),
        digits("3.14159 $ 0x1F"),
        timer(1000).on_tick(Msg::Ticked),
    ))
    .into()
}
