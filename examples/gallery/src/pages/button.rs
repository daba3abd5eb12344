//! Buttons, in the colours of their purposes.

use crate::state::{Msg, State};
use opui::{Element, Variant, button, row};

pub fn view(_: &State) -> Element<Msg> {
    row((
        button("Default").on_press(Msg::Pressed),
        button("Primary").variant(Variant::Primary).on_press(Msg::Pressed),
        button("Success").variant(Variant::Success).on_press(Msg::Pressed),
        button("Error").variant(Variant::Error).on_press(Msg::Pressed),
        button("Disabled").disabled(true),
    ))
    .into()
}
