//! Turns a view into the commands that make the last view's nodes look like it.

use core::any::Any;

use crate::batch::Batch;
use crate::element::{Element, Handler, LAZY, pace_of};
use crate::matching::{in_step, matches, refuse_twins};
use crate::node::{Node, Nodes};
use crate::numbers::Numbers;
use crate::order::staying;
use crate::protocol::{
    ArrayAttribute, Attribute, CommandWriter, EventKind, FlagAttribute, IntegerAttribute, Kind,
    NumberAttribute, StringAttribute,
};
use crate::slots::Slots;
use crate::splicing::Spliced;
use crate::value::Value;

/// One pass over a view.
pub(crate) struct Diff<'a, Msg> {
    pub(crate) batch: &'a mut Batch,
    pub(crate) slots: &'a mut Slots<Msg>,
    pub(crate) ids: &'a mut Numbers,
    /// The table index that every handler shares.
    pub(crate) entry: u32,
}

impl<Msg: 'static> Diff<'_, Msg> {
    /// Make `node` look like `element`, which is of the same kind, or lazy and the same as before.
    pub(crate) fn update(&mut self, node: &mut Node, element: Element<Msg>) {
        if element.0.kind == LAZY {
            return;
        }
        let element = *element.0;
        if let Some(splicing) = node.splicing {
            let mut old = Spliced {
                id: node.id,
                text: &mut node.text,
                shown: core::mem::replace(&mut node.shown, true),
                heard: node
                    .handlers
                    .iter()
                    .any(|(event, _)| *event == EventKind::EDIT),
                hears: element
                    .handlers
                    .iter()
                    .any(|(event, _)| *event == EventKind::EDIT),
            };
            (splicing.update)(self.batch, &mut old, element.text);
        } else if node.text != element.text {
            self.batch.set_text(node.id, &element.text);
            node.text = element.text;
        }
        self.attributes(node, element.attributes);
        self.classes(node, element.classes);
        self.handlers(node, element.handlers, element.paces);
        node.key = element.key;
        node.memo = element.recipe.map(|recipe| recipe as Box<dyn Any>);
        node.children = self.children(
            (node.id, node.kind),
            core::mem::take(&mut node.children),
            element.children,
        );
    }

    fn attributes(&mut self, node: &mut Node, new: Vec<(Attribute, Value)>) {
        for (attribute, value) in &new {
            let same = match node.attribute(*attribute) {
                Some(old) => old == value,
                None => value.is_default(*attribute),
            };
            if !same {
                self.set(node.id, *attribute, value);
            }
        }
        for (attribute, value) in &node.attributes {
            if !value.is_default(*attribute) && !new.iter().any(|(other, _)| other == attribute) {
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
            Value::Array(array) => self.batch.set_array(
                id,
                ArrayAttribute(attribute.0),
                array.element(),
                array.descriptor(),
            ),
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

    fn handlers(
        &mut self,
        node: &mut Node,
        new: Vec<(EventKind, Handler<Msg>)>,
        paces: Vec<(EventKind, u16)>,
    ) {
        let mut old = core::mem::take(&mut node.handlers);
        for (event, handler) in new {
            let pace = pace_of(&paces, event);
            let (slot, same) = match old.iter().position(|(other, _)| *other == event) {
                Some(at) => {
                    let (_, slot) = old.swap_remove(at);
                    self.slots.replace(slot, handler);
                    (slot, pace == pace_of(&node.paces, event))
                }
                None => (self.slots.add(handler), false),
            };
            if !same {
                self.batch.attach(node.id, event, self.entry, slot, pace);
            }
            node.handlers.push((event, slot));
        }
        node.paces = paces;
        for (event, slot) in old {
            self.batch.detach(node.id, event);
            self.slots.remove(slot);
        }
    }

    fn children(
        &mut self,
        (parent, kind): (u32, Kind),
        mut old: Nodes,
        mut new: Vec<Element<Msg>>,
    ) -> Nodes {
        if old.is_empty() {
            return self.fill(parent, kind, new);
        }
        if in_step(&old, &new) && all_continue(&old, &mut new, kind) {
            for (node, element) in old.iter_mut().zip(new) {
                self.update(node, element);
            }
            return old;
        }
        let mut old_places = matches(&old, &new);
        for (place, element) in old_places.iter_mut().zip(&mut new) {
            *place = place.filter(|place| continues(&old[*place], element, kind));
        }
        let stays = staying(&old_places);
        let mut old: Vec<Option<Box<Node>>> = old.into_iter().map(Some).collect();
        let mut take = |place: &Option<usize>| place.and_then(|place| old[place].take());
        let reused: Vec<Option<Box<Node>>> = old_places.iter().map(&mut take).collect();
        for node in old.into_iter().flatten() {
            self.batch.remove(node.id);
            self.forget(&node);
        }
        let anchors = anchors(&reused, &stays);
        let mut children = Vec::with_capacity(new.len());
        for (place, (mut element, node)) in new.into_iter().zip(reused).enumerate() {
            let mut node = node.unwrap_or_else(|| self.create(&mut element, kind));
            self.update(&mut node, element);
            if !stays[place] {
                self.batch.insert(node.id, parent, anchors[place]);
            }
            children.push(node);
        }
        children
    }

    /// The children of a node that has none yet.
    fn fill(&mut self, parent: u32, kind: Kind, new: Vec<Element<Msg>>) -> Nodes {
        refuse_twins(&new);
        let make = |mut element| {
            let mut node = self.create(&mut element, kind);
            self.update(&mut node, element);
            self.batch.insert(node.id, parent, 0);
            node
        };
        new.into_iter().map(make).collect()
    }

    #[allow(
        clippy::unnecessary_box_returns,
        reason = "boxed later, it is copied once more"
    )]
    pub(crate) fn create(&mut self, element: &mut Element<Msg>, parent: Kind) -> Box<Node> {
        element.build(None, parent);
        let mut node = Box::new(Node::new(self.ids.take(), element.0.kind, None));
        node.splicing = element.0.splicing;
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

/// Build `element` unless it is lazy and `node`, which has its identity, is the same already. Returns whether
/// `node` can be made to look like it.
fn continues<Msg: 'static>(node: &Node, element: &mut Element<Msg>, parent: Kind) -> bool {
    element.build(node.memo.as_deref(), parent);
    element.0.kind == LAZY || element.0.kind == node.kind
}

fn all_continue<Msg: 'static>(
    nodes: &[Box<Node>],
    elements: &mut [Element<Msg>],
    parent: Kind,
) -> bool {
    let mut pairs = nodes.iter().zip(elements);
    pairs.all(|(node, element)| continues(node, element, parent))
}

/// For each place the id of the next node that stays, 0 if none does: inserted in front of that one, from
/// left to right, the others end up in their order.
fn anchors(nodes: &[Option<Box<Node>>], stays: &[bool]) -> Vec<u32> {
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
