//! Task 1: a number, and a button that adds one to it.

use opui::{Element, button, row, text};

/// The number.
#[derive(Default)]
pub struct Counter(u32);

/// The button was pressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted;

impl Counter {
    pub fn update(&mut self, _: Counted) {
        self.0 += 1;
    }

    pub fn view(&self) -> Element<Counted> {
        row((
            text(self.0.to_string()).name("count").class("number"),
            button("Count").name("more").on_press(Counted),
        ))
        .into()
    }
}
