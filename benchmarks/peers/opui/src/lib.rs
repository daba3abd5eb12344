//! The list of `benchmarks/terminal.py`, by opui. The environment's `ROWS` says, when it is built, how many rows there are.

use std::rc::Rc;

use opui::{App, Context, Element, List, Start, Text, column, key_binding, lazy, list, root, text};

const ROWS: &str = env!("ROWS");

/// What can happen.
#[derive(Clone, Copy)]
enum Msg {
    /// The list's cursor is on the row at this place.
    Highlighted(Option<usize>),
    ChangeEveryTenth,
}

/// The app's state.
struct Rows {
    /// Shared with the last view, so that what is still the same is known at a glance.
    labels: Rc<Vec<Rc<str>>>,
    cursor: usize,
    changes: usize,
}

impl App for Rows {
    type Msg = Msg;

    fn new(_start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus("rows");
        let count = ROWS.parse().expect("the number of rows");
        Self {
            labels: Rc::new((0..count).map(|row| label(row, 0)).collect()),
            cursor: 0,
            changes: 0,
        }
    }

    fn update(&mut self, msg: Msg, _cx: &mut Context<Msg>) {
        match msg {
            Msg::Highlighted(place) => self.cursor = place.unwrap_or(self.cursor),
            Msg::ChangeEveryTenth => {
                self.changes += 1;
                let labels = Rc::make_mut(&mut self.labels);
                for (row, shown) in labels.iter_mut().enumerate().step_by(10) {
                    *shown = label(row, self.changes);
                }
            }
        }
    }

    fn view(&self) -> Element<Msg> {
        let (cursor, changes) = (self.cursor, self.changes);
        let header = text(format!("{ROWS} rows, cursor {cursor}, changes {changes}."));
        let page = column((header, lazy(Rc::clone(&self.labels), rows))).style("height: 1fr");
        let change = key_binding("Change", "u").on_press(Msg::ChangeEveryTenth);
        root((page, change)).into()
    }
}

fn label(row: usize, changes: usize) -> Rc<str> {
    format!("row {row} label{}", " !!!".repeat(changes)).into()
}

fn rows(labels: &Rc<Vec<Rc<str>>>) -> List<Msg> {
    let row = |(at, label)| lazy(Rc::clone(label), item).key(at);
    list(labels.iter().enumerate().map(row))
        .name("rows")
        .style("height: 1fr")
        .on_highlight(Msg::Highlighted)
}

fn item(label: &Rc<str>) -> Text<Msg> {
    text(&**label)
}

opui::app!(Rows);
