//! A component: a number that is stepped by buttons or typed.

use opui::{Context, Element, button, column, input, row};

/// What can happen to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Add this much.
    Step(i32),
    /// The number was typed.
    Typed(String),
}

/// Its state.
#[derive(Debug, Default)]
pub struct Stepper {
    /// The number.
    pub number: i32,
}

impl Stepper {
    /// Change the number. What is no number is refused, and the bell rings.
    pub fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Step(step) => self.number = self.number.saturating_add(step),
            Msg::Typed(text) if text.is_empty() => self.number = 0,
            Msg::Typed(text) => match text.parse() {
                Ok(number) => self.number = number,
                Err(_) => cx.bell(),
            },
        }
    }

    /// What is seen of it. `name` tells it from others.
    pub fn view(&self, name: &str) -> Element<Msg> {
        let typed = input(self.number.to_string())
            .name(format!("{name}-number"))
            .on_change(Msg::Typed);
        let step = |what: &str, label: &str, step| {
            button(label)
                .name(format!("{name}-{what}"))
                .on_press(Msg::Step(step))
        };
        column((typed, row((step("less", "−", -1), step("more", "+", 1)))))
            .class("stepper")
            .title(name)
            .into()
    }
}
