//! Tabs, and what the guest shows for each.

use crate::state::{Msg, State};
use opui::{Element, column, tab, tabs, text};

const NAMES: [&str; 4] = ["Leto", "Jessica", "Paul", "Alia"];

pub fn view(state: &State) -> Element<Msg> {
    column((
        tabs(state.chosen)
            .children(NAMES.map(|name| tab(name).disabled(name == "Alia")))
            .on_select(Msg::Chosen),
        text(format!("This is what belongs to {}.", NAMES[state.chosen.min(3)])),
    ))
    .into()
}
