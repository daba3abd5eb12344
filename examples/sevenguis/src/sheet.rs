//! The cells of a spreadsheet: what was typed into each, and what it comes to. A change goes on to what depends on it.

use crate::formula::{Content, Place, SIZE, Wrong, read};
use std::collections::{BTreeMap, BTreeSet};

/// What a cell comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    Number(f64),
    Wrong(Wrong),
}

/// A cell into which something was typed.
struct Cell {
    typed: String,
    content: Content,
    value: Value,
}

/// The cells that are not empty, and which cells need which.
#[derive(Default)]
pub struct Sheet {
    cells: BTreeMap<Place, Cell>,
    /// A cell → those whose formulas name it.
    needed_by: BTreeMap<Place, BTreeSet<Place>>,
}

impl Sheet {
    /// What was typed into a cell.
    pub fn typed(&self, place: Place) -> &str {
        self.cells.get(&place).map_or("", |cell| &cell.typed)
    }

    /// What a cell comes to.
    pub fn value(&self, place: Place) -> &Value {
        self.cells
            .get(&place)
            .map_or(&Value::Empty, |cell| &cell.value)
    }

    /// Type something into a cell, and compute it and all that depends on it; return how many cells that were.
    pub fn set(&mut self, place: Place, typed: &str) -> usize {
        for needed in self.needs(place) {
            if let Some(users) = self.needed_by.get_mut(&needed) {
                users.remove(&place);
            }
        }
        let content = read(typed);
        if content == Content::Empty {
            self.cells.remove(&place);
        } else {
            let typed = typed.trim().to_owned();
            self.cells.insert(
                place,
                Cell {
                    typed,
                    content,
                    value: Value::Empty,
                },
            );
        }
        for needed in self.needs(place) {
            self.needed_by.entry(needed).or_default().insert(place);
        }
        self.compute(place)
    }

    /// The cells that the formula of a cell names.
    fn needs(&self, place: Place) -> BTreeSet<Place> {
        let mut found = BTreeSet::new();
        if let Some(Content::Formula(expression)) = self.cells.get(&place).map(|cell| &cell.content)
        {
            expression.cells(&mut |cell| {
                found.insert(cell);
            });
        }
        found
    }

    /// Compute a cell and what depends on it, each once and behind all that it needs. What is left needs itself.
    fn compute(&mut self, first: Place) -> usize {
        let mut waiting = self.depending_on(first);
        let count = waiting.len();
        let needs: BTreeMap<Place, BTreeSet<Place>> = waiting
            .iter()
            .map(|place| (*place, self.needs(*place)))
            .collect();
        while let Some(place) = waiting
            .iter()
            .copied()
            .find(|place| needs[place].is_disjoint(&waiting))
        {
            waiting.remove(&place);
            let value = self.computed(place);
            self.put(place, value);
        }
        for place in waiting {
            self.put(place, Value::Wrong(Wrong::Loop));
        }
        count
    }

    fn depending_on(&self, first: Place) -> BTreeSet<Place> {
        let mut found = BTreeSet::from([first]);
        let mut left = vec![first];
        while let Some(place) = left.pop() {
            let users = self.needed_by.get(&place).into_iter().flatten();
            left.extend(users.filter(|user| found.insert(**user)));
        }
        found
    }

    fn computed(&self, place: Place) -> Value {
        match self.cells.get(&place).map(|cell| &cell.content) {
            None | Some(Content::Empty) => Value::Empty,
            Some(Content::Text(text)) => Value::Text(text.clone()),
            Some(Content::Number(number)) => Value::Number(*number),
            Some(Content::Wrong) => Value::Wrong(Wrong::Formula),
            Some(Content::Formula(expression)) => {
                let number = |place: Place| match self.value(place) {
                    Value::Empty => Ok(None),
                    Value::Number(number) => Ok(Some(*number)),
                    Value::Text(_) => Err(Wrong::Text),
                    Value::Wrong(wrong) => Err(*wrong),
                };
                expression
                    .compute(&number)
                    .map_or_else(Value::Wrong, Value::Number)
            }
        }
    }

    fn put(&mut self, place: Place, value: Value) {
        if let Some(cell) = self.cells.get_mut(&place) {
            cell.value = value;
        }
    }

    /// What the cells of a row show, from left to right.
    pub fn row(&self, row: usize) -> impl Iterator<Item = String> {
        (0..SIZE.0).map(move |column| self.value((column, row)).to_string())
    }
}

impl core::fmt::Display for Value {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => to.write_str(text),
            // No 0.30000000000000004, and no "-0".
            Self::Number(number) => write!(to, "{}", (number * 1e9).round() / 1e9 + 0.0),
            Self::Wrong(Wrong::Text) => to.write_str("#TEXT"),
            Self::Wrong(Wrong::Number) => to.write_str("#NUMBER"),
            Self::Wrong(Wrong::Formula) => to.write_str("#FORMULA"),
            Self::Wrong(Wrong::Loop) => to.write_str("#LOOP"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    fn shown(sheet: &Sheet, cells: &[(usize, usize)]) -> Vec<String> {
        cells
            .iter()
            .map(|place| sheet.value(*place).to_string())
            .collect()
    }

    #[test]
    fn a_change_goes_on_to_what_depends_on_it_and_to_nothing_else() {
        let mut sheet = Sheet::default();
        for (row, typed) in ["5", "=A0*2", "=A1+A0", "7"].iter().enumerate() {
            sheet.set((0, row), typed);
        }
        assert_eq!(shown(&sheet, &[(0, 1), (0, 2), (0, 3)]), ["10", "15", "7"]);
        assert_eq!(sheet.set((0, 0), "6"), 3);
        assert_eq!(shown(&sheet, &[(0, 1), (0, 2)]), ["12", "18"]);
        assert_eq!(sheet.set((0, 3), "8"), 1);
    }

    #[test]
    fn a_formula_that_is_replaced_is_needed_no_more() {
        let mut sheet = Sheet::default();
        sheet.set((1, 0), "=A0");
        sheet.set((1, 0), "x");
        assert_eq!(sheet.set((0, 0), "1"), 1);
        sheet.set((0, 0), "");
        assert_eq!(shown(&sheet, &[(0, 0), (1, 0)]), ["", "x"]);
    }

    #[test]
    fn what_needs_itself_says_so_until_it_does_no_more() {
        let mut sheet = Sheet::default();
        for (place, typed) in [
            ((0, 0), "=B0"),
            ((1, 0), "=C0+1"),
            ((2, 0), "=A0"),
            ((3, 0), "=A0+1"),
        ] {
            sheet.set(place, typed);
        }
        assert_eq!(
            shown(&sheet, &[(0, 0), (1, 0), (2, 0), (3, 0)]),
            ["#LOOP"; 4]
        );
        sheet.set((2, 0), "4");
        assert_eq!(
            shown(&sheet, &[(0, 0), (1, 0), (2, 0), (3, 0)]),
            ["5", "5", "4", "6"]
        );
        sheet.set((4, 0), "=E0");
        assert_eq!(shown(&sheet, &[(4, 0)]), ["#LOOP"]);
    }

    #[test]
    fn errors_say_what_they_are_and_numbers_are_rounded() {
        let mut sheet = Sheet::default();
        for (row, (typed, value)) in [
            ("words", "words"),
            ("=A0", "#TEXT"),
            ("=1/0", "#NUMBER"),
            ("=(", "#FORMULA"),
            ("=0.1+0.2", "0.3"),
            ("=A2", "#NUMBER"),
            ("=0*-1", "0"),
        ]
        .into_iter()
        .enumerate()
        {
            sheet.set((0, row), typed);
            assert_eq!(shown(&sheet, &[(0, row)]), [value]);
        }
    }

    #[test]
    fn a_chain_of_all_rows_is_computed_in_order() {
        let mut sheet = Sheet::default();
        for row in 1..100 {
            sheet.set((0, row), &format!("=A{}+1", row - 1));
        }
        assert_eq!(sheet.set((0, 0), "1"), 100);
        assert_eq!(shown(&sheet, &[(0, 99)]), ["100"]);
    }
}
