//! Children in the cells of a grid.

use crate::state::{Msg, State};
use opui::{Element, grid, text};

pub fn view(_: &State) -> Element<Msg> {
    grid((
        text("over two columns").class("cell").style("column-span: 2"),
        text("over two rows").class("cell").style("row-span: 2"),
        text("one").class("cell"),
        text("another").class("cell"),
    ))
    .style("grid-size: 3; grid-columns: 1fr 2fr 1fr; grid-rows: 3; grid-gutter: 1 2")
    .into()
}
