//! What people change on the pages, and how a page tells what it was told.

use core::cell::OnceCell;
use opui::{Array, Edit};

/// What can happen.
#[derive(Clone)]
pub enum Msg {
    /// The page at this place is to be shown.
    Page(Option<usize>),
    /// Something was pressed.
    Pressed,
    /// A flag was turned over.
    Turned(bool),
    /// One of several was chosen, by its place.
    Chosen(Option<usize>),
    /// A line was edited.
    Typed(String),
    /// A text was edited.
    Edited(Edit),
    /// A number was edited.
    Number(String),
    /// A number was chosen.
    Slid(f64),
    /// Enter came in a line.
    Submitted(String),
    /// Rows are to be sorted by the column at this place.
    Sorted(Option<usize>),
    /// A cell was pressed: the places of its row and its column.
    Cell(Option<usize>, Option<usize>),
    /// A link was followed, to this target.
    Followed(String),
    /// A timer has ticked.
    Ticked,
}

/// The state that all pages share.
#[derive(Default)]
pub struct State {
    pub presses: u32,
    pub on: bool,
    pub chosen: usize,
    pub typed: String,
    pub draft: String,
    pub number: String,
    pub amount: f64,
    pub ticks: u32,
    /// The place of the column by which rows are sorted, and whether the greatest is first.
    pub sorted: Option<(usize, bool)>,
    /// The cells of a canvas, once they are drawn.
    pub drawn: OnceCell<Array>,
    /// What the app was told last.
    pub told: String,
}

impl State {
    /// Take over what has happened on a page.
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Page(_) => {}
            Msg::Pressed => {
                self.presses += 1;
                self.told = format!("press, for the {}. time", self.presses);
            }
            Msg::Turned(on) => {
                self.on = on;
                self.told = format!("turned {}", if on { "on" } else { "off" });
            }
            Msg::Chosen(place) => {
                self.chosen = place.unwrap_or(0);
                self.told = format!("chosen: the one at {}", self.chosen);
            }
            Msg::Typed(text) => {
                self.told = format!("change to {text:?}");
                self.typed = text;
            }
            Msg::Edited(edit) => {
                edit.apply(&mut self.draft);
                self.told = format!("edit: {:?} from {} to {}", edit.text, edit.start, edit.end);
            }
            Msg::Number(text) => {
                self.told = format!("change to {text:?}");
                self.number = text;
            }
            Msg::Slid(amount) => {
                self.told = format!("slide to {amount}");
                self.amount = amount;
            }
            Msg::Submitted(text) => {
                self.told = format!("submit of {text:?}");
                self.typed.clear();
            }
            Msg::Sorted(place) => {
                let column = place.unwrap_or(0);
                self.sorted = Some((column, self.sorted == Some((column, false))));
                self.told = format!("sort by the column at {column}");
            }
            Msg::Cell(row, column) => {
                let said = |place: Option<usize>| place.map_or("-".to_owned(), |at| at.to_string());
                self.told = format!("pressed: row {}, column {}", said(row), said(column));
            }
            Msg::Followed(target) => self.told = format!("follow of {target:?}"),
            Msg::Ticked => self.ticks += 1,
        }
    }
}
