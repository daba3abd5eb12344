//! One function per kind, and the methods that set attributes.

use crate::element::Element;
use crate::protocol::{FlagAttribute, IntegerAttribute, Kind, NumberAttribute, StringAttribute};

/// The whole view: its children stand below one another. Takes the app's title and the stylesheet.
#[must_use]
#[track_caller]
pub fn root<Msg>(children: impl IntoIterator<Item = Element<Msg>>) -> Element<Msg> {
    Element::new(Kind::ROOT).children(children)
}

/// Children below one another.
#[must_use]
#[track_caller]
pub fn column<Msg>(children: impl IntoIterator<Item = Element<Msg>>) -> Element<Msg> {
    Element::new(Kind::COLUMN).children(children)
}

/// Children side by side.
#[must_use]
#[track_caller]
pub fn row<Msg>(children: impl IntoIterator<Item = Element<Msg>>) -> Element<Msg> {
    Element::new(Kind::ROW).children(children)
}

/// Children below one another, scrolled where they don't fit.
#[must_use]
#[track_caller]
pub fn scroll<Msg>(children: impl IntoIterator<Item = Element<Msg>>) -> Element<Msg> {
    Element::new(Kind::SCROLL).children(children)
}

/// A scrolled column with a cursor: each child that is seen is a row.
#[must_use]
#[track_caller]
pub fn list<Msg>(children: impl IntoIterator<Item = Element<Msg>>) -> Element<Msg> {
    Element::new(Kind::LIST).children(children)
}

/// Text, wrapped where it is too wide; [`span`]s may follow as children.
#[must_use]
pub fn text<Msg>(text: impl Into<String>) -> Element<Msg> {
    Element::with_text(Kind::TEXT, text)
}

/// A run of text with a style of its own, within a [`text`].
#[must_use]
pub fn span<Msg>(text: impl Into<String>) -> Element<Msg> {
    Element::with_text(Kind::SPAN, text)
}

/// A button with its label.
#[must_use]
pub fn button<Msg>(label: impl Into<String>) -> Element<Msg> {
    Element::with_text(Kind::BUTTON, label)
}

/// One line of text that a person edits. With `on_change` it shows `value` and nothing else: a change
/// that `update` does not take over is put back.
#[must_use]
#[track_caller]
pub fn input<Msg>(value: impl Into<String>) -> Element<Msg> {
    Element::new(Kind::INPUT).set_string(StringAttribute::VALUE, value)
}

/// A box to tick, with its label. With `on_toggle` it shows `checked` and nothing else.
#[must_use]
#[track_caller]
pub fn checkbox<Msg>(label: impl Into<String>, checked: bool) -> Element<Msg> {
    Element::with_text(Kind::CHECKBOX, label).set_flag(FlagAttribute::CHECKED, checked)
}

/// A line between neighbours, from left to right unless [`vertical`](Element::vertical).
#[must_use]
pub fn rule<Msg>() -> Element<Msg> {
    Element::new(Kind::RULE)
}

/// A key that works while its parent, or anything below its parent, has the focus; under the root,
/// always. `description` is for the footer: what the key does, in a word or two.
#[must_use]
#[track_caller]
pub fn key_binding<Msg>(key: &str, description: impl Into<String>) -> Element<Msg> {
    Element::with_text(Kind::KEY_BINDING, description).set_string(StringAttribute::KEY, key)
}

/// Ticks every `milliseconds`, at least 10, while it is in the view; 0: stands still.
#[must_use]
#[track_caller]
pub fn timer<Msg>(milliseconds: f64) -> Element<Msg> {
    Element::new(Kind::TIMER).set_number(NumberAttribute::INTERVAL, milliseconds)
}

/// What a button is for; the host's theme gives each its colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// A button like any other.
    #[default]
    Default,
    /// The one that is meant to be pressed.
    Primary,
    /// Something good comes of it.
    Success,
    /// It needs some care.
    Warning,
    /// It destroys something.
    Error,
}

impl Variant {
    fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Primary => "primary",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Attributes. Each panics on a kind that does not take it.
impl<Msg> Element<Msg> {
    /// A name for [`Context::focus`](crate::Context::focus) and its like, and for tests; never shown.
    #[must_use]
    #[track_caller]
    pub fn name(self, name: impl Into<String>) -> Self {
        self.set_string(StringAttribute::NAME, name)
    }

    /// Style declarations for this element alone: `width: 10; color: $accent`.
    #[must_use]
    #[track_caller]
    pub fn style(self, declarations: impl Into<String>) -> Self {
        self.set_string(StringAttribute::STYLE, declarations)
    }

    /// Whether it takes no focus and no input, nor anything below it.
    #[must_use]
    #[track_caller]
    pub fn disabled(self, disabled: bool) -> Self {
        self.set_flag(FlagAttribute::DISABLED, disabled)
    }

    /// Whether it takes no room and is not shown. A key binding works, but is not in the footer.
    #[must_use]
    #[track_caller]
    pub fn hidden(self, hidden: bool) -> Self {
        self.set_flag(FlagAttribute::HIDDEN, hidden)
    }

    /// Text shown when the mouse rests on it.
    #[must_use]
    #[track_caller]
    pub fn tooltip(self, text: impl Into<String>) -> Self {
        self.set_string(StringAttribute::TOOLTIP, text)
    }

    /// The root: the app's title. A container: text in its upper border.
    #[must_use]
    #[track_caller]
    pub fn title(self, title: impl Into<String>) -> Self {
        self.set_string(StringAttribute::TITLE, title)
    }

    /// The root: rules for the whole view.
    #[must_use]
    #[track_caller]
    pub fn stylesheet(self, rules: impl Into<String>) -> Self {
        self.set_string(StringAttribute::STYLESHEET, rules)
    }

    /// An input: shown while it is empty.
    #[must_use]
    #[track_caller]
    pub fn placeholder(self, text: impl Into<String>) -> Self {
        self.set_string(StringAttribute::PLACEHOLDER, text)
    }

    /// An input: whether it shows bullets in place of its value.
    #[must_use]
    #[track_caller]
    pub fn password(self, password: bool) -> Self {
        self.set_flag(FlagAttribute::PASSWORD, password)
    }

    /// An input: the most characters a person can type; 0: no limit but the host's.
    #[must_use]
    #[track_caller]
    pub fn max_length(self, characters: u32) -> Self {
        self.set_integer(IntegerAttribute::MAX_LENGTH, characters.into())
    }

    /// A button: what it is for.
    #[must_use]
    #[track_caller]
    pub fn variant(self, variant: Variant) -> Self {
        self.set_string(StringAttribute::VARIANT, variant.name())
    }

    /// A timer: whether it ticks once, then stands still, as long as its key stays the same.
    #[must_use]
    #[track_caller]
    pub fn once(self, once: bool) -> Self {
        self.set_flag(FlagAttribute::ONCE, once)
    }

    /// A rule: whether it runs from top to bottom.
    #[must_use]
    #[track_caller]
    pub fn vertical(self, vertical: bool) -> Self {
        self.set_flag(FlagAttribute::VERTICAL, vertical)
    }
}
