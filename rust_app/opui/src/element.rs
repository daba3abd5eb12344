//! A view: elements as the app builds them, before they become nodes.

use core::any::Any;

use crate::event::Event;
use crate::key::Key;
use crate::protocol::{
    Attribute, EventKind, FlagAttribute, IntegerAttribute, KIND_RULES, Kind, KindRules,
    NumberAttribute, StringAttribute,
};
use crate::value::Value;

/// Stands in the place of an element's kind until it is built: no kind of the protocol has this code.
pub(crate) const LAZY: Kind = Kind(u16::MAX);

/// What an element takes that is not built yet: only a key.
static LAZY_RULES: KindRules = KindRules {
    name: "lazy",
    text: false,
    attributes: &[],
    events: &[],
    children: &[],
};

/// Turns an event into a message. What captures nothing takes no memory, boxed or not.
pub(crate) type Handler<Msg> = Box<dyn Fn(&Event<'_>) -> Msg>;

/// How to build an element, and whether that has been done already.
pub(crate) trait Recipe<Msg>: Any {
    /// Whether `old` would build the same.
    fn is(&self, old: &dyn Any) -> bool;

    fn build(&self) -> Element<Msg>;
}

/// A part of a view: what kind it is, what it says, and what happens to it. Made by the functions named
/// like the kinds ([`column`](crate::column), [`button`](crate::button), …), refined by the methods here.
///
/// A method that the element's kind does not take panics and names the kind.
pub struct Element<Msg>(pub(crate) Box<Parts<Msg>>);

/// What an element is made of. Boxed, since the methods hand it from one to the next.
pub(crate) struct Parts<Msg> {
    pub(crate) kind: Kind,
    pub(crate) key: Option<Key>,
    pub(crate) text: String,
    pub(crate) attributes: Vec<(Attribute, Value)>,
    pub(crate) classes: Vec<String>,
    pub(crate) handlers: Vec<(EventKind, Handler<Msg>)>,
    pub(crate) children: Vec<Element<Msg>>,
    /// What a lazy element is built by; it stays once that is done.
    pub(crate) recipe: Option<Box<dyn Recipe<Msg>>>,
}

fn rules_of(kind: Kind) -> &'static KindRules {
    let row = KIND_RULES.get(usize::from(kind.0));
    row.unwrap_or(&LAZY_RULES)
}

/// Panic unless the code is among those of the kind. Found here, the mistake has a line in the app.
#[track_caller]
fn check(rules: &KindRules, codes: &[u16], code: u16, what: &str) {
    assert!(
        codes.binary_search(&code).is_ok(),
        "`{}` does not take {what}",
        rules.name
    );
}

impl<Msg> Element<Msg> {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Parts {
            kind,
            key: None,
            text: String::new(),
            attributes: Vec::new(),
            classes: Vec::new(),
            handlers: Vec::new(),
            children: Vec::new(),
            recipe: None,
        }))
    }

    pub(crate) fn with_text(kind: Kind, text: impl Into<String>) -> Self {
        let mut element = Self::new(kind);
        element.0.text = text.into();
        element
    }

    fn rules(&self) -> &'static KindRules {
        rules_of(self.0.kind)
    }

    /// The kind by which it is told from its siblings, built or not.
    pub(crate) fn apparent_kind(&self) -> Kind {
        if self.0.recipe.is_some() {
            LAZY
        } else {
            self.0.kind
        }
    }

    #[track_caller]
    fn set(mut self, attribute: Attribute, value: Value) -> Self {
        let codes = self.rules().attributes;
        check(self.rules(), codes, attribute.0, "this attribute");
        self.0.attributes.retain(|(other, _)| *other != attribute);
        self.0.attributes.push((attribute, value));
        self
    }

    #[track_caller]
    pub(crate) fn set_string(self, attribute: StringAttribute, value: impl Into<String>) -> Self {
        self.set(attribute.into(), Value::String(value.into()))
    }

    #[track_caller]
    pub(crate) fn set_number(self, attribute: NumberAttribute, value: f64) -> Self {
        self.set(attribute.into(), Value::Number(value))
    }

    #[track_caller]
    pub(crate) fn set_integer(self, attribute: IntegerAttribute, value: i64) -> Self {
        self.set(attribute.into(), Value::Integer(value))
    }

    #[track_caller]
    pub(crate) fn set_flag(self, attribute: FlagAttribute, value: bool) -> Self {
        self.set(attribute.into(), Value::Flag(value))
    }

    #[track_caller]
    pub(crate) fn on(mut self, event: EventKind, handler: Handler<Msg>) -> Self {
        let codes = self.rules().events;
        check(
            self.rules(),
            codes,
            event.0.into(),
            "a handler for this event",
        );
        self.0.handlers.retain(|(other, _)| *other != event);
        self.0.handlers.push((event, handler));
        self
    }

    /// Add a child at the end.
    ///
    /// # Panics
    /// If this kind has no children of that kind.
    #[must_use]
    #[track_caller]
    pub fn child(mut self, child: Self) -> Self {
        if child.0.kind != LAZY {
            child.check_under(self.0.kind);
        }
        self.0.children.push(child);
        self
    }

    /// Panic unless `parent` has children of this kind.
    #[track_caller]
    pub(crate) fn check_under(&self, parent: Kind) {
        let parent = rules_of(parent);
        check(parent, parent.children, self.0.kind.0, self.rules().name);
    }

    /// Add children at the end: an array, an iterator, or an `Option`.
    ///
    /// # Panics
    /// If this kind has no children of such a kind.
    #[must_use]
    #[track_caller]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        let mut parent = self;
        let children = children.into_iter();
        parent.0.children.reserve(children.size_hint().0);
        for child in children {
            parent = parent.child(child);
        }
        parent
    }

    /// What tells this element from its siblings in the next view, so that its node stays the same even
    /// where others come, go or trade places. Unkeyed siblings of one kind are told apart by their order.
    /// No two siblings may have the same key: the frame that shows such a view panics.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Add a class for the stylesheet.
    #[must_use]
    pub fn class(self, name: &str) -> Self {
        self.class_if(name, true)
    }

    /// Add a class if `condition` holds.
    #[must_use]
    pub fn class_if(mut self, name: &str, condition: bool) -> Self {
        if condition && !self.0.classes.iter().any(|class| class == name) {
            self.0.classes.push(name.to_owned());
        }
        self
    }
}

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
