//! A tree that batches are applied to, as strict as a host, and an app whose views a test writes down.

// Each test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use opui::protocol::{Command, EventKind};
use opui::{App, Batch, Context, Element, Event, EventRecord, Runtime, Start};

/// The table index that the tests give to the runtime.
pub const ENTRY: u32 = 1;

/// What a node shows, told apart from where it is and what its id is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub kind: u16,
    pub text: String,
    pub attributes: BTreeMap<u16, String>,
    pub classes: BTreeSet<String>,
    /// Event to data word.
    pub handlers: BTreeMap<u8, u32>,
    /// Event to pace.
    pub paces: BTreeMap<u8, u16>,
    pub children: Vec<u32>,
    parent: Option<u32>,
}

/// The host's side of a test.
#[derive(Default)]
pub struct Tree {
    pub nodes: BTreeMap<u32, Node>,
    /// Opcodes of the last batch.
    pub opcodes: Vec<u8>,
    /// Method and node of the last batch's calls.
    pub calls: Vec<(u16, u32)>,
    /// From where to where the last batch has selected.
    pub selected: Vec<(u32, u32)>,
    removed: HashSet<u32>,
    /// Where the next text goes that is put into a node's text, in characters.
    places: BTreeMap<u32, usize>,
}

impl Tree {
    pub fn new() -> Self {
        Self {
            nodes: BTreeMap::from([(0, Node::default())]),
            ..Self::default()
        }
    }

    /// Apply a batch. Panics where a host would refuse it, and at a command without effect.
    pub fn apply(&mut self, batch: &Batch) {
        self.opcodes.clear();
        self.calls.clear();
        self.removed.clear();
        self.places.clear();
        self.selected.clear();
        for command in batch.commands() {
            let before = self.nodes.clone();
            self.apply_one(*command, batch.text());
            assert!(
                self.nodes != before || matches!(command.opcode, 0x10 | 0x11 | 0x13),
                "{command:?} has no effect"
            );
            self.opcodes.push(command.opcode);
        }
        assert_eq!(
            self.reachable(),
            self.nodes.len(),
            "a node is left detached"
        );
    }

    fn apply_one(&mut self, command: Command, texts: &[u8]) {
        let Command {
            opcode,
            a,
            b,
            node,
            x,
            y,
        } = command;
        let text = || {
            let bytes = &texts[x as usize..(x + y) as usize];
            String::from_utf8(bytes.to_vec()).expect("UTF-8")
        };
        match opcode {
            0x01 => self.create(node, b),
            0x02 => self.insert(node, x, y),
            0x03 => self.remove(node),
            0x04 => self.node(node).text = text(),
            0x05 => self.set(node, b, text()),
            0x06..=0x08 => self.set(node, b, format!("{x} {y}")),
            0x0B => assert!(
                self.node(node).attributes.remove(&b).is_some(),
                "unset twice"
            ),
            0x0C => assert!(
                self.node(node).classes.insert(text()),
                "a class added twice"
            ),
            0x0D => assert!(self.node(node).classes.remove(&text()), "no such class"),
            0x0E => {
                assert_eq!(x, ENTRY);
                self.node(node).handlers.insert(a, y);
                self.node(node).paces.insert(a, b);
            }
            0x0F => {
                let detached = self.node(node).handlers.remove(&a);
                assert!(detached.is_some(), "detached twice");
                self.node(node).paces.remove(&a);
            }
            0x10 => {
                self.node(node);
                self.calls.push((b, node));
            }
            0x11 => {
                self.splice(node, x as usize, y as usize, "");
                self.places.insert(node, x as usize);
            }
            0x12 => {
                let text = text();
                let end = self.node(node).text.chars().count();
                let place = self.places.get(&node).copied().unwrap_or(end);
                self.splice(node, place, place, &text);
                self.places.insert(node, place + text.chars().count());
            }
            0x13 => {
                let length = self.node(node).text.chars().count();
                assert!(x.max(y) as usize <= length, "outside of the text");
                self.selected.push((x, y));
            }
            _ => panic!("opcode {opcode}"),
        }
    }

    /// Put a text in the place of what stands between two places; the last place there is means the end.
    fn splice(&mut self, id: u32, start: usize, end: usize, text: &str) {
        let old: Vec<char> = self.node(id).text.chars().collect();
        let end = if end == u32::MAX as usize {
            old.len()
        } else {
            end
        };
        assert!(start <= end && end <= old.len(), "{start} to {end}");
        let new = old[..start].iter().copied();
        let new = new.chain(text.chars()).chain(old[end..].iter().copied());
        self.node(id).text = new.collect();
    }

    fn node(&mut self, id: u32) -> &mut Node {
        self.nodes.get_mut(&id).expect("a node that exists")
    }

    /// Values are compared by what they mean: an empty or zero one is the default.
    fn set(&mut self, id: u32, attribute: u16, value: String) {
        if value.is_empty() || value == "0 0" || value == "default" {
            self.node(id).attributes.remove(&attribute);
        } else {
            self.node(id).attributes.insert(attribute, value);
        }
    }

    fn create(&mut self, id: u32, kind: u16) {
        assert!(
            id != 0 && !self.removed.contains(&id),
            "id {id} used too early"
        );
        let node = Node {
            kind,
            ..Node::default()
        };
        assert!(self.nodes.insert(id, node).is_none(), "id {id} used twice");
    }

    fn insert(&mut self, id: u32, parent: u32, before: u32) {
        assert!(id != before && id != parent);
        if let Some(old) = self.node(id).parent.replace(parent) {
            self.node(old).children.retain(|child| *child != id);
        }
        let children = &mut self.node(parent).children;
        let place = match before {
            0 => children.len(),
            _ => children
                .iter()
                .position(|child| *child == before)
                .expect("a sibling"),
        };
        children.insert(place, id);
    }

    fn remove(&mut self, id: u32) {
        if let Some(parent) = self.node(id).parent.take() {
            self.node(parent).children.retain(|child| *child != id);
        }
        self.destroy(id);
    }

    fn destroy(&mut self, id: u32) {
        let node = self.nodes.remove(&id).expect("a node that exists");
        self.removed.insert(id);
        for child in node.children {
            self.destroy(child);
        }
    }

    fn reachable(&self) -> usize {
        self.walk().len()
    }

    /// The ids of all nodes in the tree, parents first, in the order they are seen.
    pub fn walk(&self) -> Vec<u32> {
        let mut found = vec![0];
        let mut at = 0;
        while at < found.len() {
            found.extend(&self.nodes[&found[at]].children);
            at += 1;
        }
        found
    }

    /// The nodes in the order of `walk`, without what differs from one run to another: ids and data words.
    pub fn shape(&self) -> Vec<(Node, usize)> {
        let plain = |id: &u32| {
            let mut node = self.nodes[id].clone();
            node.handlers.values_mut().for_each(|data| *data = 0);
            node.parent = None;
            let children = std::mem::take(&mut node.children).len();
            (node, children)
        };
        self.walk().iter().map(plain).collect()
    }

    /// How often an opcode is in the last batch.
    pub fn count(&self, opcode: u8) -> usize {
        self.opcodes
            .iter()
            .map(|other| usize::from(*other == opcode))
            .sum()
    }
}

/// An app that shows what it is told to, and keeps the messages it gets.
pub struct Puppet {
    script: Rc<Script>,
}

type View = Box<dyn Fn() -> Element<String>>;
type Update = Box<dyn Fn(&str, &mut Context<String>)>;

/// What a test and its puppet share.
pub struct Script {
    pub view: RefCell<View>,
    pub update: RefCell<Update>,
    pub messages: RefCell<Vec<String>>,
}

thread_local! {
    static SCRIPT: RefCell<Option<Rc<Script>>> = const { RefCell::new(None) };
}

impl App for Puppet {
    type Msg = String;

    fn new(_start: &Start, _cx: &mut Context<String>) -> Self {
        let script = SCRIPT.with_borrow(Clone::clone).expect("a script");
        Self { script }
    }

    fn update(&mut self, msg: String, cx: &mut Context<String>) {
        (self.script.update.borrow())(&msg, cx);
        self.script.messages.borrow_mut().push(msg);
    }

    fn view(&self) -> Element<String> {
        (self.script.view.borrow())()
    }
}

/// A puppet, its runtime and its tree.
pub struct Stage {
    pub script: Rc<Script>,
    pub runtime: Runtime<Puppet>,
    pub tree: Tree,
}

impl Stage {
    /// Show a first view.
    pub fn new<Shown: Into<Element<String>>>(view: impl Fn() -> Shown + 'static) -> Self {
        let script = Rc::new(Script {
            view: RefCell::new(Box::new(move || view().into())),
            update: RefCell::new(Box::new(|_, _| ())),
            messages: RefCell::default(),
        });
        SCRIPT.set(Some(script.clone()));
        let mut stage = Self {
            script,
            runtime: Runtime::new(ENTRY),
            tree: Tree::new(),
        };
        stage.frame(&[record(EventKind::START, 0, 0)], "");
        stage
    }

    /// Show another view. It must have a handler somewhere, to get a frame by.
    pub fn show<Shown: Into<Element<String>>>(&mut self, view: impl Fn() -> Shown + 'static) {
        *self.script.view.borrow_mut() = Box::new(move || view().into());
        let with_handler = self
            .tree
            .nodes
            .iter()
            .find(|(_, node)| !node.handlers.is_empty());
        let (&id, node) = with_handler.expect("a node with a handler");
        let (&event, _) = node.handlers.first_key_value().expect("a handler");
        self.event(EventKind(event), id, "", 0);
    }

    /// Let an event happen to a node.
    pub fn event(&mut self, kind: EventKind, node: u32, text: &str, number: u32) {
        let data = self.tree.nodes[&node].handlers[&kind.0];
        let mut record = record(kind, node, data);
        record.handler = ENTRY;
        record.numbers[0] = number;
        record.text_length = u32::try_from(text.len()).expect("a short text");
        self.frame(&[record], text);
    }

    /// Tell a time, in milliseconds, in the frame of this number.
    pub fn clock(&mut self, time: f64, frame: u32) {
        let bits = time.to_bits();
        let mut record = record(EventKind::CLOCK, 0, frame);
        record.numbers = [bits, bits >> 32].map(|half| (half & 0xFFFF_FFFF) as u32);
        self.runtime.event(&Event::new(&record, &[]));
    }

    fn frame(&mut self, records: &[EventRecord], text: &str) {
        self.runtime.begin();
        for record in records {
            self.runtime.event(&Event::new(record, text.as_bytes()));
        }
        self.tree.apply(self.runtime.end());
    }

    /// The id of the only node of this kind.
    pub fn only(&self, kind: opui::protocol::Kind) -> u32 {
        let of_kind = |id: &u32| self.tree.nodes[id].kind == kind.0;
        let found: Vec<u32> = self.tree.walk().into_iter().filter(of_kind).collect();
        assert_eq!(found.len(), 1, "nodes of this kind");
        found[0]
    }
}

fn record(kind: EventKind, node: u32, data: u32) -> EventRecord {
    EventRecord {
        node,
        data,
        ..EventRecord::new(kind)
    }
}
