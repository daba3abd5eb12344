//! Numbers that a person chooses.

use crate::state::{Msg, State};
use opui::{Element, column, slider};

pub fn view(state: &State) -> Element<Msg> {
    column((
        slider(state.amount).name("amount").on_slide(Msg::Slid),
        slider(0.3).maximum(1.0).step(0.1),
        slider(-5.0).minimum(-20.0).maximum(20.0).disabled(true),
        slider(3.0).maximum(5.0).style("width: 20"),
    ))
    .into()
}
