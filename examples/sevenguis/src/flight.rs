//! Task 3: a flight is booked, one way or there and back, on days that make sense.

use crate::date::Date;
use opui::{Context, Element, Severity, button, column, input, option, select};

const WAYS: [&str; 2] = ["one-way flight", "return flight"];
const RETURN: usize = 1;

/// What is chosen and typed.
pub struct Flight {
    way: usize,
    start: String,
    back: String,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Way(Option<usize>),
    Start(String),
    Back(String),
    Book,
}

impl Default for Flight {
    fn default() -> Self {
        let day = String::from("27.03.2026");
        Self {
            way: 0,
            start: day.clone(),
            back: day,
        }
    }
}

impl Flight {
    pub fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Way(way) => self.way = way.unwrap_or(self.way),
            Msg::Start(typed) => self.start = typed,
            Msg::Back(typed) => self.back = typed,
            Msg::Book => {
                if let Some(booked) = self.booked() {
                    cx.notify(Severity::Information, booked);
                }
            }
        }
    }

    /// What can be booked as things stand, in words.
    fn booked(&self) -> Option<String> {
        let (start, back) = (Date::parse(&self.start)?, Date::parse(&self.back));
        let (from, to) = (self.start.trim(), self.back.trim());
        match self.way {
            RETURN => back
                .filter(|back| *back >= start)
                .map(|_| format!("You have booked a return flight from {from} to {to}.")),
            _ => Some(format!("You have booked a one-way flight on {from}.")),
        }
    }

    pub fn view(&self) -> Element<Msg> {
        let returns = self.way == RETURN;
        column((
            select(self.way)
                .name("way")
                .children(WAYS.map(option))
                .on_select(Msg::Way),
            day(&self.start, true).name("start").on_change(Msg::Start),
            day(&self.back, returns).name("back").on_change(Msg::Back),
            button("Book")
                .name("book")
                .disabled(self.booked().is_none())
                .on_press(Msg::Book),
        ))
        .class("form")
        .into()
    }
}

/// An input for a day; while it takes none, nothing in it is wrong.
fn day(typed: &str, enabled: bool) -> opui::Input<Msg> {
    let wrong = enabled && Date::parse(typed).is_none();
    input(typed)
        .disabled(!enabled)
        .placeholder("day.month.year")
        .invalid(if wrong {
            "not a day, such as 27.03.2026"
        } else {
            ""
        })
}
