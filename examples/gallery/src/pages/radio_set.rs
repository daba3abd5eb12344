//! Radios, of which one is checked.

use crate::state::{Msg, State};
use opui::{Element, radio, radio_set};

pub fn view(state: &State) -> Element<Msg> {
    let radio = |place: usize, label: &str| {
        radio(label, state.chosen == place)
            .on_toggle(move |checked| Msg::Chosen(checked.then_some(place)))
    };
    radio_set()
        .children((radio(0, "small"), radio(1, "medium"), radio(2, "large")))
        .into()
}
