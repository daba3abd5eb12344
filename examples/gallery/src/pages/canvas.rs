//! Cells that the app draws itself.

use crate::state::{Msg, State};
use opui::{Array, Cell, Element, Paint, canvas, mark};

const COLUMNS: u8 = 32;
const ROWS: u8 = 5;

pub fn view(state: &State) -> Element<Msg> {
    let drawn = state.drawn.get_or_init(|| Array::from(cells()));
    canvas()
        .columns(COLUMNS)
        .cells(drawn.clone())
        .style("width: auto; height: auto; border: round $primary")
        .title("Each cell has its colours")
        .into()
}

fn cells() -> Vec<Cell> {
    let places = (0..ROWS).flat_map(|y| (0..COLUMNS).map(move |x| (x, y)));
    places.map(|(x, y)| cell(x, y)).collect()
}

fn cell(x: u8, y: u8) -> Cell {
    let ground = Paint::rgb(8 * x, 40 * y, 128);
    match (x, y) {
        (2, 1) => Cell::new('漢').color(Paint::indexed(11)),
        (4..10, 1) => Cell::new('─').color(Paint::rgb(255, 255, 255)),
        _ if (x + y).is_multiple_of(4) => Cell::new('•').marks(mark::BOLD),
        _ => Cell::new(' '),
    }
    .background(ground)
}
