//! A button that opens a menu.

use crate::state::{Msg, State};
use opui::{Element, option, select};

pub fn view(state: &State) -> Element<Msg> {
    let options = (1..=30).map(|number| option(format!("Option {number}")).disabled(number == 3));
    select(state.chosen)
        .children(options)
        .placeholder("Choose")
        .on_select(Msg::Chosen)
        .into()
}
