//! A sign that turns, without any call of the guest's.

use crate::state::{Msg, State};
use opui::{Element, column, spinner};

pub fn view(_: &State) -> Element<Msg> {
    column((spinner("Fetching"), spinner("").style("color: $text-accent"))).into()
}
