//! Task 2: a temperature in two inputs, each of which follows the other.

use opui::{Element, input, row, text};

/// The two texts, as far as they are typed.
#[derive(Default)]
pub struct Temperature {
    celsius: String,
    fahrenheit: String,
}

/// What was typed into one of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Celsius(String),
    Fahrenheit(String),
}

impl Temperature {
    /// What is typed stays as it is. The other input follows a number; what is none leaves it alone.
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Celsius(typed) => {
                if let Some(number) = number(&typed) {
                    self.fahrenheit = rounded(number * 9.0 / 5.0 + 32.0);
                }
                self.celsius = typed;
            }
            Msg::Fahrenheit(typed) => {
                if let Some(number) = number(&typed) {
                    self.celsius = rounded((number - 32.0) * 5.0 / 9.0);
                }
                self.fahrenheit = typed;
            }
        }
    }

    pub fn view(&self) -> Element<Msg> {
        row((
            input(&self.celsius)
                .name("celsius")
                .class("short")
                .class_if("wrong", is_wrong(&self.celsius))
                .on_change(Msg::Celsius),
            text("Celsius ="),
            input(&self.fahrenheit)
                .name("fahrenheit")
                .class("short")
                .class_if("wrong", is_wrong(&self.fahrenheit))
                .on_change(Msg::Fahrenheit),
            text("Fahrenheit"),
        ))
        .into()
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

fn is_wrong(text: &str) -> bool {
    !text.trim().is_empty() && number(text).is_none()
}

/// The number with at most two places behind the point.
fn rounded(number: f64) -> String {
    let whole = (number * 100.0).round() / 100.0;
    // Not "-0".
    format!("{}", whole + 0.0)
}
