//! Rows of cells below headings. A press of a heading sorts, and the tabs say what the cursor is on.

use crate::state::{Msg, State};
use opui::{Align, CursorType, Element, Sorted};
use opui::{column, tab, table, table_cell, table_column, table_row, tabs};

const CITIES: [(&str, &str, u32); 12] = [
    ("Tokyo", "Japan", 37),
    ("Delhi", "India", 33),
    ("Shanghai", "China", 29),
    ("Dhaka", "Bangladesh", 23),
    ("São Paulo", "Brazil", 22),
    ("Cairo", "Egypt", 22),
    ("Mexico City", "Mexico", 22),
    ("Mumbai", "India", 21),
    ("Kinshasa", "DR Congo", 16),
    ("Lagos", "Nigeria", 16),
    ("Paris", "France", 11),
    ("Zürich", "Switzerland", 1),
];

pub fn view(state: &State) -> Element<Msg> {
    let mut cities = CITIES.to_vec();
    match state.sorted {
        Some((0, _)) => cities.sort_by_key(|city| city.0),
        Some((1, _)) => cities.sort_by_key(|city| city.1),
        Some(_) => cities.sort_by_key(|city| city.2),
        None => {}
    }
    if let Some((_, true)) = state.sorted {
        cities.reverse();
    }
    let sign = |place| match state.sorted {
        Some((by, true)) if by == place => Sorted::Descending,
        Some((by, false)) if by == place => Sorted::Ascending,
        _ => Sorted::None,
    };
    let heading = |place, text: &str| table_column(text).sortable(true).sorted(sign(place));
    let types = [CursorType::Row, CursorType::Cell, CursorType::Column];
    column((
        tabs(state.chosen)
            .children(types.map(|each| tab(each.name())))
            .on_select(Msg::Chosen),
        table((
            heading(0, "City"),
            heading(1, "Country"),
            heading(2, "Millions").align(Align::Right),
            cities.into_iter().map(|(city, country, millions)| {
                let cells = [city, country, &millions.to_string()].map(table_cell);
                table_row(cells).key(city)
            }),
        ))
        .name("cities")
        .cursor_type(types[state.chosen.min(2)])
        .style("height: 5")
        .on_sort(Msg::Sorted)
        .on_cell_press(Msg::Cell),
    ))
    .into()
}
