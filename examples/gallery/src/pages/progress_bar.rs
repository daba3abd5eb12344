//! How far something has come.

use crate::state::{Msg, State};
use opui::{Element, column, progress_bar, timer};

pub fn view(state: &State) -> Element<Msg> {
    column((
        progress_bar(f64::from(state.ticks * 5 % 105)),
        progress_bar(0.0).total(0.0),
        timer(1000).on_tick(Msg::Ticked),
    ))
    .into()
}
