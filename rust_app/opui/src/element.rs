//! A view: elements as the app builds them, before they become nodes.

use core::any::Any;

use crate::array::Array;
use crate::event::Event;
use crate::key::Key;
use crate::mistakes;
use crate::protocol::{
    ArrayAttribute, Attribute, DEBOUNCE, EventKind, FlagAttribute, IntegerAttribute, Kind,
    NumberAttribute, StringAttribute,
};
use crate::splicing::{SPLICING, Splicing};
use crate::value::Value;

/// Stands in the place of an element's kind until it is built: no kind of the protocol has this code.
pub(crate) const LAZY: Kind = Kind(u16::MAX);

/// Turns an event into a message. What captures nothing takes no memory, boxed or not.
pub(crate) type Handler<Msg> = Box<dyn Fn(&Event<'_>) -> Msg>;

/// How to build an element, and whether that has been done already.
pub(crate) trait Recipe<Msg>: Any {
    /// Whether `old` would build the same.
    fn is(&self, old: &dyn Any) -> bool;

    fn build(&self) -> Element<Msg>;
}

/// A part of a view of whatever kind: what it says, and what happens to it.
///
/// The functions named like the kinds ([`column`](crate::column), [`button`](crate::button), …) return a type for
/// each kind, whose methods are what the kind takes. All of these turn into an `Element`:
///
/// ```
/// use opui::{Element, button, text};
///
/// fn done(done: bool) -> Element<u8> {
///     if done {
///         text("Done").class("done").into()
///     } else {
///         button("Do it").on_press(1).into()
///     }
/// }
/// ```
#[must_use]
pub struct Element<Msg>(pub(crate) Box<Parts<Msg>>);

/// What an element is made of. Boxed, since the methods hand it from one to the next.
pub(crate) struct Parts<Msg> {
    pub(crate) kind: Kind,
    pub(crate) key: Option<Key>,
    pub(crate) text: String,
    /// How its text changes, if a person edits it.
    pub(crate) splicing: Option<&'static Splicing>,
    pub(crate) attributes: Vec<(Attribute, Value)>,
    pub(crate) classes: Vec<String>,
    pub(crate) handlers: Vec<(EventKind, Handler<Msg>)>,
    /// The pace of those handlers that have one.
    pub(crate) paces: Vec<(EventKind, u16)>,
    pub(crate) children: Vec<Element<Msg>>,
    /// What a lazy element is built by; it stays once that is done.
    pub(crate) recipe: Option<Box<dyn Recipe<Msg>>>,
}

impl<Msg> Element<Msg> {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Parts {
            kind,
            key: None,
            text: String::new(),
            splicing: None,
            attributes: Vec::new(),
            classes: Vec::new(),
            handlers: Vec::new(),
            paces: Vec::new(),
            children: Vec::new(),
            recipe: None,
        }))
    }

    pub(crate) fn with_text(kind: Kind, text: impl Into<String>) -> Self {
        let mut element = Self::new(kind);
        element.0.text = text.into();
        element
    }

    /// Of a kind whose text a person edits.
    pub(crate) fn with_edited_text(kind: Kind, text: impl Into<String>) -> Self {
        let mut element = Self::with_text(kind, text);
        element.0.splicing = Some(&SPLICING);
        element
    }

    /// What tells this element from its siblings in the next view, so that its node stays the same even where
    /// others come, go or trade places: a number or a text. Unkeyed siblings of one kind are told apart by their
    /// order. No two siblings may have the same key: the frame that shows such a view panics.
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Whether it has still to be built.
    pub(crate) fn is_lazy(&self) -> bool {
        self.0.kind == LAZY
    }

    /// The kind by which it is told from its siblings, built or not.
    pub(crate) fn apparent_kind(&self) -> Kind {
        if self.0.recipe.is_some() {
            LAZY
        } else {
            self.0.kind
        }
    }

    pub(crate) fn children_mut(&mut self) -> &mut Vec<Self> {
        &mut self.0.children
    }

    /// Set bits of a handler's pace in place of those that `kept` lets be.
    #[track_caller]
    pub(crate) fn pace(&mut self, event: EventKind, kept: u16, bits: u16) {
        if cfg!(debug_assertions) {
            let hears = self.0.handlers.iter().any(|(other, _)| *other == event);
            mistakes::refuse_pace(self.0.kind, event, hears, bits & DEBOUNCE);
        }
        let paces = &mut self.0.paces;
        let old = pace_of(paces, event);
        paces.retain(|(other, _)| *other != event);
        paces.push((event, old & kept | bits));
    }

    #[track_caller]
    pub(crate) fn add_class(&mut self, name: &str) {
        if cfg!(debug_assertions) {
            mistakes::refuse_class(self.0.kind, name);
        }
        if !self.0.classes.iter().any(|class| class == name) {
            self.0.classes.push(name.to_owned());
        }
    }

    /// Panic in debug builds unless `parent` has children of this kind; in others the host refuses the child.
    #[track_caller]
    pub(crate) fn check_under(&self, parent: Kind) {
        if cfg!(debug_assertions) {
            mistakes::refuse_child(self.0.kind, parent);
        }
    }
}

/// The pace of the handler for an event, 0 if it has none.
pub(crate) fn pace_of(paces: &[(EventKind, u16)], event: EventKind) -> u16 {
    let found = paces.iter().find(|(other, _)| *other == event);
    found.map_or(0, |(_, pace)| *pace)
}

// --- What the methods of the kinds are made of ---------------------------------------------------

#[track_caller]
pub(crate) fn set_string<Msg>(
    element: &mut Element<Msg>,
    attribute: StringAttribute,
    value: impl Into<String>,
) {
    set(
        element.0.kind,
        &mut element.0.attributes,
        attribute.into(),
        Value::String(value.into()),
    );
}

#[track_caller]
pub(crate) fn set_number<Msg>(
    element: &mut Element<Msg>,
    attribute: NumberAttribute,
    value: impl Into<f64>,
) {
    set(
        element.0.kind,
        &mut element.0.attributes,
        attribute.into(),
        Value::Number(value.into()),
    );
}

#[track_caller]
pub(crate) fn set_integer<Msg>(
    element: &mut Element<Msg>,
    attribute: IntegerAttribute,
    value: impl Into<i64>,
) {
    set(
        element.0.kind,
        &mut element.0.attributes,
        attribute.into(),
        Value::Integer(value.into()),
    );
}

/// Set a place among siblings, -1 for none.
#[track_caller]
pub(crate) fn set_place<Msg>(
    element: &mut Element<Msg>,
    attribute: IntegerAttribute,
    place: impl Into<Option<usize>>,
) {
    let place = place.into().map_or(Ok(-1), i64::try_from);
    set_integer(element, attribute, place.unwrap_or(i64::MAX));
}

#[track_caller]
pub(crate) fn set_flag<Msg>(element: &mut Element<Msg>, attribute: FlagAttribute, value: bool) {
    set(
        element.0.kind,
        &mut element.0.attributes,
        attribute.into(),
        Value::Flag(value),
    );
}

#[track_caller]
pub(crate) fn set_array<Msg>(
    element: &mut Element<Msg>,
    attribute: ArrayAttribute,
    value: impl Into<Array>,
) {
    set(
        element.0.kind,
        &mut element.0.attributes,
        attribute.into(),
        Value::Array(value.into()),
    );
}

#[track_caller]
fn set(kind: Kind, attributes: &mut Vec<(Attribute, Value)>, attribute: Attribute, value: Value) {
    if cfg!(debug_assertions) {
        mistakes::refuse_value(kind, attribute, &value);
    }
    attributes.retain(|(other, _)| *other != attribute);
    attributes.push((attribute, value));
}

pub(crate) fn on<Msg>(
    element: &mut Element<Msg>,
    event: EventKind,
    handler: impl Fn(&Event<'_>) -> Msg + 'static,
) {
    attach(&mut element.0.handlers, event, Box::new(handler));
}

/// Apart from `on`, of which there is one for each closure.
#[inline(never)]
fn attach<Msg>(
    handlers: &mut Vec<(EventKind, Handler<Msg>)>,
    event: EventKind,
    handler: Handler<Msg>,
) {
    handlers.retain(|(other, _)| *other != event);
    handlers.push((event, handler));
}

/// The type of a kind.
macro_rules! kind {
    ($(#[$doc:meta])* $Kind:ident) => {
        $(#[$doc])*
        #[must_use]
        pub struct $Kind<Msg>(Element<Msg>);

        impl<Msg> $Kind<Msg> {
            /// What tells it from its siblings in the next view: see [`Element::key`].
            pub fn key(self, key: impl Into<$crate::key::Key>) -> Self {
                Self(self.0.key(key))
            }

            /// Hear of one event only, of those that have a handler here. It hears of another one once a view was
            /// shown in which it had no handler for the event.
            #[track_caller]
            pub fn hear_once(mut self, event: $crate::protocol::EventKind) -> Self {
                use $crate::protocol::{DEBOUNCE, ONCE};
                self.0.pace(event, DEBOUNCE, ONCE);
                self
            }

            /// Hear of an event, of those that have a handler here, only once none has come for so many milliseconds,
            /// at most 32,767: then of the last. It can be a `change`, `slide`, `highlight`, `cell_highlight`,
            /// `mouse_move`, `resize` or `scroll`.
            ///
            /// ```
            /// use opui::protocol::EventKind;
            /// use opui::{Input, input};
            ///
            /// let search: Input<String> = input("")
            ///     .on_change(|words| words)
            ///     .debounce(EventKind::CHANGE, 300);
            /// ```
            #[track_caller]
            pub fn debounce(mut self, event: $crate::protocol::EventKind, milliseconds: u16) -> Self {
                use $crate::protocol::{DEBOUNCE, ONCE};
                self.0.pace(event, ONCE, milliseconds.min(DEBOUNCE));
                self
            }
        }

        impl<Msg> From<$Kind<Msg>> for Element<Msg> {
            fn from(element: $Kind<Msg>) -> Self {
                element.0
            }
        }
    };
}

/// The methods of a kind that is shown and so can have classes.
macro_rules! classes {
    ($Kind:ident) => {
        impl<Msg> $Kind<Msg> {
            /// Add a class for the stylesheet.
            #[track_caller]
            pub fn class(self, name: &str) -> Self {
                self.class_if(name, true)
            }

            /// Add a class if `condition` holds.
            #[track_caller]
            pub fn class_if(mut self, name: &str, condition: bool) -> Self {
                if condition {
                    self.0.add_class(name);
                }
                self
            }
        }
    };
}

pub(crate) use {classes, kind};

impl<Msg: 'static> Element<Msg> {
    /// Build it if it is lazy, unless `memo`, the recipe of the node it continues, says that it is built.
    ///
    /// # Panics
    /// If it turns out to be of a kind that `parent` does not take, or to have a key.
    pub(crate) fn build(&mut self, memo: Option<&dyn Any>, parent: Kind) {
        if self.0.kind != LAZY {
            return;
        }
        let Some(recipe) = self.0.recipe.take() else {
            return;
        };
        if !memo.is_some_and(|memo| recipe.is(memo)) {
            let mut built = recipe.build();
            built.build(None, parent);
            built.check_under(parent);
            assert!(built.0.key.is_none(), "the key belongs to the lazy element");
            built.0.key = self.0.key.take();
            *self = built;
        }
        self.0.recipe = Some(recipe);
    }
}
