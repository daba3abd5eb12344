//! Turns a view into the commands that make the last view's nodes look like it.

use std::collections::BinaryHeap;

use crate::batch::Batch;
use crate::element::{Element, Key, Value};
use crate::handlers::{Handler, Slots};
use crate::numbers::Numbers;
use crate::order::staying;
use crate::protocol::{
    Attribute, CommandWriter, EventKind, FlagAttribute, IntegerAttribute, Kind, NumberAttribute,
    StringAttribute,
};

/// An element of the last view, as the host knows it.
pub(crate) struct Node {
    pub(crate) id: u32,
    pub(crate) kind: Kind,
    pub(crate) key: Option<Key>,
    pub(crate) text: String,
    pub(crate) attributes: Vec<(Attribute, Value)>,
    pub(crate) classes: Vec<String>,
    pub(crate) handlers: Vec<(EventKind, u32)>,
    pub(crate) children: Vec<Node>,
}

impl Node {
    /// A node as `create` leaves it.
    pub(crate) fn new(id: u32, kind: Kind, key: Option<Key>) -> Self {
        Self {
            id,
            kind,
            key,
            text: String::new(),
            attributes: Vec::new(),
            classes: Vec::new(),
            handlers: Vec::new(),
            children: Vec::new(),
        }
    }

    pub(crate) fn attribute(&self, attribute: Attribute) -> Option<&Value> {
        let found = self
            .attributes
            .iter()
            .find(|(other, _)| *other == attribute);
        found.map(|(_, value)| value)
    }

    /// The first node, this one or below it, that `wanted` accepts.
    pub(crate) fn find(&mut self, wanted: &impl Fn(&Self) -> bool) -> Option<&mut Self> {
        if wanted(self) {
            return Some(self);
        }
        self.children
            .iter_mut()
            .find_map(|child| child.find(wanted))
    }
}

/// One pass over a view.
pub(crate) struct Diff<'a, Msg> {
    pub(crate) batch: &'a mut Batch,
    pub(crate) slots: &'a mut Slots<Msg>,
    pub(crate) ids: &'a mut Numbers,
    /// The table index that every handler shares.
    pub(crate) entry: u32,
}

impl<Msg> Diff<'_, Msg> {
    /// Make `node` look like `element`, which is of the same kind.
    pub(crate) fn update(&mut self, node: &mut Node, element: Element<Msg>) {
        let element = *element.0;
        if node.text != element.text {
            self.batch.set_text(node.id, &element.text);
            node.text = element.text;
        }
        self.attributes(node, element.attributes);
        self.classes(node, element.classes);
        self.handlers(node, element.handlers);
        node.key = element.key;
        node.children = self.children(
            node.id,
            core::mem::take(&mut node.children),
            element.children,
        );
    }

    fn attributes(&mut self, node: &mut Node, new: Vec<(Attribute, Value)>) {
        for (attribute, value) in &new {
            let same = match node.attribute(*attribute) {
                Some(old) => old == value,
                None => value.is_default(),
            };
            if !same {
                self.set(node.id, *attribute, value);
            }
        }
        for (attribute, value) in &node.attributes {
            if !value.is_default() && !new.iter().any(|(other, _)| other == attribute) {
                self.batch.unset(node.id, *attribute);
            }
        }
        node.attributes = new;
    }

    fn set(&mut self, id: u32, attribute: Attribute, value: &Value) {
        match value {
            Value::String(text) => self
                .batch
                .set_string(id, StringAttribute(attribute.0), text),
            Value::Number(number) => {
                self.batch
                    .set_number(id, NumberAttribute(attribute.0), *number);
            }
            Value::Integer(integer) => {
                self.batch
                    .set_integer(id, IntegerAttribute(attribute.0), *integer);
            }
            Value::Flag(flag) => self.batch.set_flag(id, FlagAttribute(attribute.0), *flag),
        }
    }

    fn classes(&mut self, node: &mut Node, new: Vec<String>) {
        for class in node.classes.iter().filter(|class| !new.contains(class)) {
            self.batch.remove_class(node.id, class);
        }
        for class in new.iter().filter(|class| !node.classes.contains(class)) {
            self.batch.add_class(node.id, class);
        }
        node.classes = new;
    }

    fn handlers(&mut self, node: &mut Node, new: Vec<(EventKind, Handler<Msg>)>) {
        let mut old = core::mem::take(&mut node.handlers);
        for (event, handler) in new {
            let slot = match old.iter().position(|(other, _)| *other == event) {
                Some(at) => {
                    let (_, slot) = old.swap_remove(at);
                    self.slots.replace(slot, handler);
                    slot
                }
                None => self.attach(node.id, event, handler),
            };
            node.handlers.push((event, slot));
        }
        for (event, slot) in old {
            self.batch.detach(node.id, event);
            self.slots.remove(slot);
        }
    }

    fn attach(&mut self, id: u32, event: EventKind, handler: Handler<Msg>) -> u32 {
        let slot = self.slots.add(handler);
        self.batch.attach(id, event, self.entry, slot);
        slot
    }

    fn children(&mut self, parent: u32, old: Vec<Node>, new: Vec<Element<Msg>>) -> Vec<Node> {
        let old_places = matches(&old, &new);
        let stays = staying(&old_places);
        let mut old: Vec<Option<Node>> = old.into_iter().map(Some).collect();
        let mut take = |place: &Option<usize>| place.and_then(|place| old[place].take());
        let reused: Vec<Option<Node>> = old_places.iter().map(&mut take).collect();
        for node in old.into_iter().flatten() {
            self.batch.remove(node.id);
            self.forget(&node);
        }
        let anchors = anchors(&reused, &stays);
        let mut children = Vec::with_capacity(new.len());
        for (place, (element, node)) in new.into_iter().zip(reused).enumerate() {
            let mut node = node.unwrap_or_else(|| self.create(&element));
            self.update(&mut node, element);
            if !stays[place] {
                self.batch.insert(node.id, parent, anchors[place]);
            }
            children.push(node);
        }
        children
    }

    fn create(&mut self, element: &Element<Msg>) -> Node {
        let node = Node::new(self.ids.take(), element.0.kind, None);
        self.batch.create(node.id, node.kind);
        node
    }

    /// Free what belongs to a removed node and to those below it, which went with it.
    fn forget(&mut self, node: &Node) {
        self.ids.give_back(node.id);
        for (_, slot) in &node.handlers {
            self.slots.remove(*slot);
        }
        for child in &node.children {
            self.forget(child);
        }
    }
}

/// For each place the id of the next node that stays, 0 if none does: inserted in front of that one, from
/// left to right, the others end up in their order.
fn anchors(nodes: &[Option<Node>], stays: &[bool]) -> Vec<u32> {
    let mut anchors = vec![0; nodes.len()];
    let mut next = 0;
    for place in (0..nodes.len()).rev() {
        anchors[place] = next;
        if let (Some(node), true) = (&nodes[place], stays[place]) {
            next = node.id;
        }
    }
    anchors
}

/// What makes a child the same child in the next view.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Identity<'a> {
    Key(&'a Key),
    /// The n-th unkeyed child of its kind.
    Unkeyed(u16, usize),
}

/// For each new child the place of the old one it continues.
fn matches<Msg>(old: &[Node], new: &[Element<Msg>]) -> Vec<Option<usize>> {
    let old_identities = identities(old.iter().map(|node| (node.kind, node.key.as_ref())));
    let new_identities = identities(new.iter().map(|child| (child.0.kind, child.0.key.as_ref())));
    let of_kind = |place: usize, old_place: &usize| old[*old_place].kind == new[place].0.kind;
    if old_identities == new_identities {
        return (0..new.len())
            .map(|place| Some(place).filter(|old| of_kind(place, old)))
            .collect();
    }
    check_unique(&new_identities);
    let old_sorted = sorted(&old_identities);
    let find = |(place, identity): (usize, &Identity)| {
        let at = old_sorted
            .binary_search_by_key(identity, |(old, _)| *old)
            .ok()?;
        Some(old_sorted[at].1).filter(|old_place| of_kind(place, old_place))
    };
    new_identities.iter().enumerate().map(find).collect()
}

fn identities<'a>(children: impl Iterator<Item = (Kind, Option<&'a Key>)>) -> Vec<Identity<'a>> {
    let mut counts: Vec<usize> = Vec::new();
    let identity = |(kind, key): (Kind, Option<&'a Key>)| {
        if let Some(key) = key {
            return Identity::Key(key);
        }
        let code = usize::from(kind.0);
        counts.resize(counts.len().max(code + 1), 0);
        counts[code] += 1;
        Identity::Unkeyed(kind.0, counts[code])
    };
    children.map(identity).collect()
}

fn check_unique(identities: &[Identity]) {
    for pair in sorted(identities).windows(2) {
        if let (Identity::Key(key), true) = (pair[0].0, pair[0].0 == pair[1].0) {
            panic!("two siblings have the key {key}");
        }
    }
}

/// The identities in their order, each with its place. A heap sorts with a tenth of the code of `sort`.
fn sorted<'a>(identities: &[Identity<'a>]) -> Vec<(Identity<'a>, usize)> {
    let places: BinaryHeap<_> = identities.iter().copied().zip(0..).collect();
    places.into_sorted_vec()
}
