//! How numbers go up and down.

use crate::state::{Msg, State};
use opui::{Element, column, sparkline};

pub fn view(_: &State) -> Element<Msg> {
    let wave = (0..200).map(|at| ((f64::from(at) / 9.0).sin() * 100.0).round().to_string());
    let points = wave.collect::<Vec<_>>().join(" ");
    column((
        sparkline("3 1 4 1 5 9 2 6 5 3 5 8 9 7 9"),
        sparkline(points).style("height: 5; margin: 1 0 0 0"),
    ))
    .into()
}
