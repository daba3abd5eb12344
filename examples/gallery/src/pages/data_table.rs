//! A hundred thousand rows that stay in the app's memory. A press of a heading sorts them, by an order of their places.

use crate::state::{Msg, State};
use opui::{Align, Array, Element, Format, Sorted, Tint};
use opui::{data_column, data_table};

const ROWS: u32 = 100_000;

/// The cells, and the places of the rows from the least to the greatest and back, by each column.
struct Readings {
    cells: [Array; 3],
    orders: [[Array; 2]; 3],
}

thread_local! {
    /// Made once: an array is read again only where the view has another one.
    static READINGS: Readings = Readings::new();
}

impl Readings {
    fn new() -> Self {
        let names: Vec<String> = (0..ROWS).map(|at| format!("sensor {at}")).collect();
        let gains: Vec<f64> = (0..ROWS)
            .map(|at| f64::from(at * 7919 % 20_011) / 100.0 - 100.0)
            .collect();
        let loads: Vec<u8> = (0..ROWS).map(|at| (at * 31 % 101) as u8).collect();
        let orders = [
            order(|at| at),
            order(|at| at * 7919 % 20_011),
            order(|at| at * 31 % 101),
        ];
        Self {
            cells: [names.into_iter().collect(), gains.into(), loads.into()],
            orders,
        }
    }
}

fn order(by: impl Fn(u32) -> u32) -> [Array; 2] {
    let mut places: Vec<u32> = (0..ROWS).collect();
    places.sort_by_key(|at| by(*at));
    let back: Vec<u32> = places.iter().rev().copied().collect();
    [places.into(), back.into()]
}

pub fn view(state: &State) -> Element<Msg> {
    READINGS.with(|readings| {
        let [names, gains, loads] = readings.cells.clone();
        let sign = |place| match state.sorted {
            Some((by, true)) if by == place => Sorted::Descending,
            Some((by, false)) if by == place => Sorted::Ascending,
            _ => Sorted::None,
        };
        let table = data_table((
            data_column("Name", names)
                .sortable(true)
                .sorted(sign(0)),
            data_column("Gain", gains)
                .sortable(true)
                .sorted(sign(1))
                .align(Align::Right)
                .format(Format::Fixed2)
                .tint(Tint::Sign),
            data_column("Load", loads)
                .sortable(true)
                .sorted(sign(2))
                .align(Align::Right)
                .tint(Tint::Heat),
        ))
        .name("readings")
        .style("height: 7")
        .on_sort(Msg::Sorted)
        .on_cell_press(Msg::Cell);
        match state.sorted {
            Some((by, falls)) => table.order(readings.orders[by.min(2)][usize::from(falls)].clone()),
            None => table,
        }
        .into()
    })
}
