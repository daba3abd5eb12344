//! Task 7: a spreadsheet. A formula is typed in the line above the cells.

use crate::formula::{Place, SIZE, letter, name};
use crate::sheet::Sheet;
use opui::{
    Context, Element, column, input, key_binding, row, table, table_cell, table_column, table_row,
    text,
};

/// The table that has the cells, and the input that has a formula.
const CELLS: &str = "cells";
const FORMULA: &str = "formula";

/// The sheet, where the cursor is, and what is being typed.
#[derive(Default)]
pub struct Cells {
    sheet: Sheet,
    at: Place,
    /// What is typed into the cell at the cursor, while it is edited.
    typed: Option<String>,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The cursor is on another cell.
    At(Option<usize>, Option<usize>),
    /// A cell is to be edited.
    Edit(Option<usize>, Option<usize>),
    Typed(String),
    Done,
    Cancel,
}

impl Cells {
    pub fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::At(row, column) => self.go(row, column),
            Msg::Edit(row, column) => {
                self.go(row, column);
                cx.focus(FORMULA);
                cx.select_all(FORMULA);
            }
            Msg::Typed(typed) => self.typed = Some(typed),
            Msg::Done => {
                if let Some(typed) = self.typed.take() {
                    self.sheet.set(self.at, &typed);
                }
                cx.focus(CELLS);
            }
            Msg::Cancel => {
                self.typed = None;
                cx.focus(CELLS);
            }
        }
    }

    /// Go to a cell. What was typed into the last one stays there; the first column has the numbers of the rows.
    fn go(&mut self, row: Option<usize>, column: Option<usize>) {
        let (Some(row), Some(column)) = (row, column) else {
            return;
        };
        if let Some(typed) = self.typed.take() {
            self.sheet.set(self.at, &typed);
        }
        self.at = (column.saturating_sub(1), row);
    }

    pub fn view(&self) -> Element<Msg> {
        let formula = self
            .typed
            .as_deref()
            .unwrap_or_else(|| self.sheet.typed(self.at));
        let letters =
            (0..SIZE.0).map(|column| table_column(letter(column).to_string()).style("width: 9"));
        let rows = (0..SIZE.1).map(|number| {
            let values = self.sheet.row(number).map(table_cell);
            table_row((table_cell(number.to_string()), values.collect::<Vec<_>>())).key(number)
        });
        column((
            row((
                text(format!("{}:", name(self.at))).name("at").class("at"),
                input(formula)
                    .name(FORMULA)
                    .placeholder("a text, a number, or a formula such as =sum(A0:B9)")
                    .on_change(Msg::Typed)
                    .on_submit(|_| Msg::Done),
                key_binding("Cancel", "escape").on_press(Msg::Cancel),
            )),
            table((
                table_column(""),
                letters.collect::<Vec<_>>(),
                rows.collect::<Vec<_>>(),
            ))
            .name(CELLS)
            .cursor_type(opui::CursorType::Cell)
            .fixed_columns(1)
            .on_cell_highlight(Msg::At)
            .on_cell_press(Msg::Edit),
        ))
        .class("whole")
        .into()
    }
}
