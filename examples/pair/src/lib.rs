//! Two steppers and their sum: a component that is there twice.
//!
//! Its messages come wrapped, so that the app knows which of the two they are for.

mod stepper;

use opui::{App, Context, Element, Start, key_binding, root, row, text};
use stepper::Stepper;

/// What can happen.
enum Msg {
    Left(stepper::Msg),
    Right(stepper::Msg),
    /// Let the two numbers trade places.
    Swap,
}

/// The app's state.
#[derive(Default)]
struct Pair {
    left: Stepper,
    right: Stepper,
}

impl App for Pair {
    type Msg = Msg;

    fn new(_start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus("left-number");
        Self::default()
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Left(msg) => cx.map(Msg::Left, |cx| self.left.update(msg, cx)),
            Msg::Right(msg) => cx.map(Msg::Right, |cx| self.right.update(msg, cx)),
            Msg::Swap => core::mem::swap(&mut self.left, &mut self.right),
        }
    }

    fn view(&self) -> Element<Msg> {
        let sum = i64::from(self.left.number) + i64::from(self.right.number);
        root((
            row((
                self.left.view("left").map(Msg::Left),
                self.right.view("right").map(Msg::Right),
            )),
            text(format!("The sum is {sum}.")).class("sum"),
            key_binding("Swap", "f2").on_press_with(|_| Msg::Swap),
        ))
        .title("pair")
        .stylesheet(include_str!("style.css"))
        .into()
    }
}

opui::app!(Pair);

#[cfg(test)]
mod tests {
    use super::Pair;
    use opui::testing::Tester;

    fn numbers(pair: &Tester<Pair>) -> (i32, i32) {
        (pair.app().left.number, pair.app().right.number)
    }

    #[test]
    fn each_stepper_steps_its_own_number() {
        let mut pair = Tester::new();
        pair.press("left-more");
        pair.press("right-less");
        pair.press("right-less");
        assert_eq!(numbers(&pair), (1, -2));
        assert!(pair.text().contains("The sum is -1."));
    }

    #[test]
    fn what_is_no_number_is_put_back_and_the_bell_rings() {
        let mut pair = Tester::<Pair>::new();
        assert_eq!(pair.calls(), ["focus left-number"]);
        pair.change("left-number", "12");
        pair.change("left-number", "12x");
        assert_eq!(pair.calls(), ["bell"]);
        assert!(pair.text().contains("name=\"left-number\" value=\"12\""));
    }

    #[test]
    fn the_numbers_trade_places() {
        let mut pair = Tester::new();
        pair.change("right-number", "7");
        pair.press_key("f2");
        assert_eq!(numbers(&pair), (7, 0));
    }
}
