//! What a person writes: a state, its messages, `update` and `view`.

use crate::context::Context;
use crate::element::Element;
use crate::event::Event;

/// An app in Elm's shape: messages change the state, and the state alone says what is shown.
///
/// [`app!`](crate::app) makes a module of it.
pub trait App: Sized + 'static {
    /// What can happen to the state.
    type Msg: 'static;

    /// The state at the start. `cx` may give the focus to something the first view shows.
    fn new(start: &Start, cx: &mut Context<Self::Msg>) -> Self;

    /// Change the state. What is asked of `cx` is done once the next view is in place.
    fn update(&mut self, msg: Self::Msg, cx: &mut Context<Self::Msg>);

    /// What is shown. Its root is [`root`](crate::root), or is put under one.
    ///
    /// Dialogs stand beside the rest of the view, under the root, and nowhere else:
    ///
    /// ```
    /// use opui::{App, Context, Element, Start, button, column, dialog, root, text};
    ///
    /// /// Whether the person is being asked.
    /// struct Shop(bool);
    ///
    /// impl App for Shop {
    ///     /// Whether to ask.
    ///     type Msg = bool;
    ///
    ///     fn new(_start: &Start, _cx: &mut Context<bool>) -> Self {
    ///         Self(false)
    ///     }
    ///
    ///     fn update(&mut self, ask: bool, _cx: &mut Context<bool>) {
    ///         self.0 = ask;
    ///     }
    ///
    ///     fn view(&self) -> Element<bool> {
    ///         let question = self.0.then(|| {
    ///             dialog((text("Empty the basket?"), button("No").on_press(false)))
    ///                 .title("Basket")
    ///                 .on_close(false)
    ///         });
    ///         root((column(button("Empty").on_press(true)), question)).into()
    ///     }
    /// }
    /// ```
    ///
    /// In anything else a dialog does not compile:
    ///
    /// ```compile_fail
    /// let nested: opui::Column<()> = opui::column(opui::dialog(()));
    /// ```
    fn view(&self) -> Element<Self::Msg>;
}

/// What the guest is told at the start, and all it knows of the world but the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The view's width in cells.
    pub columns: u32,
    /// The view's height in cells.
    pub rows: u32,
    /// Whether the host's theme is dark.
    pub dark: bool,
    /// A random number.
    pub seed: u32,
    /// The host's limits, one `name=value` a line; see [`Start::limit`].
    pub limits: String,
}

impl Default for Start {
    /// What tests start with: a dark view of 80 columns and 24 rows, the seed 1, and no limits.
    fn default() -> Self {
        Self {
            columns: 80,
            rows: 24,
            dark: true,
            seed: 1,
            limits: String::new(),
        }
    }
}

impl Start {
    pub(crate) fn read(event: &Event) -> Self {
        let (columns, rows) = event.pair();
        Self {
            columns: columns.unsigned_abs(),
            rows: rows.unsigned_abs(),
            dark: event.flag(),
            seed: event.data,
            limits: event.text().to_owned(),
        }
    }

    /// The limit of this name, `None` if the host has not told it.
    #[must_use]
    pub fn limit(&self, name: &str) -> Option<u64> {
        let mut lines = self.limits.lines().filter_map(|line| line.split_once('='));
        let (_, value) = lines.find(|(other, _)| *other == name)?;
        value.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Start;

    #[test]
    fn a_limit_is_found_by_its_name() {
        let start = Start {
            limits: "commands=262144\ndepth=64".to_owned(),
            ..Start::default()
        };
        assert_eq!(start.limit("depth"), Some(64));
        assert_eq!(start.limit("colour"), None);
    }
}
