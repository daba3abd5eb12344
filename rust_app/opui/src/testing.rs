//! An app in a test of its own, without WebAssembly and without a screen: `cargo test` is all it takes.
//!
//! [`Tester`] runs the app as a host does. What people do is said by the names of elements, and what they see is text,
//! in the form that `python -m opui tree` prints as well:
//!
//! ```
//! use opui::testing::Tester;
//! use opui::{App, Context, Element, Start, column, input, text};
//!
//! /// Greets whoever is named.
//! struct Greeter(String);
//!
//! impl App for Greeter {
//!     type Msg = String;
//!
//!     fn new(_start: &Start, cx: &mut Context<String>) -> Self {
//!         cx.focus("who");
//!         Self(String::new())
//!     }
//!
//!     fn update(&mut self, who: String, _cx: &mut Context<String>) {
//!         self.0 = who;
//!     }
//!
//!     fn view(&self) -> Element<String> {
//!         let greeting = (!self.0.is_empty()).then(|| text(format!("Hello, {}!", self.0)));
//!         column((input(&self.0).name("who").on_change(|who| who), greeting)).into()
//!     }
//! }
//!
//! // In a test:
//! let mut greeter = Tester::<Greeter>::new();
//! assert_eq!(greeter.calls(), ["focus who"]);
//! greeter.change("who", "Ada");
//! assert_eq!(
//!     greeter.text(),
//!     "\
//! root
//!   column
//!     input name=\"who\" value=\"Ada\" on=change
//!     text \"Hello, Ada!\""
//! );
//! ```
//!
//! [`text_of`] is the text of a part of a view. The layout, the host's limits and the focus are not tested here: the
//! host has tests for these, in Python.

use crate::app::{App, Start};
use crate::batch::Batch;
use crate::diff::Diff;
use crate::element::{Element, pace_of};
use crate::event::{Event, EventRecord};
use crate::listing::{is_shown, kind_name, list, method_name};
use crate::node::Node;
use crate::numbers::Numbers;
use crate::protocol::{
    Attribute, EVENTS, EventKind, FlagAttribute, Kind, ONCE, StringAttribute, opcode,
};
use crate::runtime::Runtime;
use crate::slots::Slots;
use crate::value::Value;

/// The handlers' table index; outside of a module any number will do.
const ENTRY: u32 = 1;

/// An app that runs in a test. Its methods play what a person does; each is a frame. What is debounced comes at once.
///
/// # Panics
/// What a person could not do panics: if the view has no element of the name, if that has no handler for the event,
/// or if it is disabled, hidden or loading or lies within something that is, or below a dialog.
pub struct Tester<A: App> {
    runtime: Runtime<A>,
    now: f64,
    frame: u32,
    /// The slots of handlers that hear of one event only, and have.
    spent: Vec<u32>,
    calls: Vec<String>,
}

impl<A: App> Default for Tester<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A: App> Tester<A> {
    /// Start the app as [`Start::default`] says.
    #[must_use]
    pub fn new() -> Self {
        Self::start(&Start::default())
    }

    /// Start the app like this.
    #[must_use]
    pub fn start(start: &Start) -> Self {
        let mut tester = Self {
            runtime: Runtime::new(ENTRY),
            now: 0.0,
            frame: 0,
            spent: Vec::new(),
            calls: Vec::new(),
        };
        let record = EventRecord {
            flags: start.dark.into(),
            data: start.seed,
            numbers: [start.columns, start.rows],
            ..EventRecord::new(EventKind::START)
        };
        tester.frame(Some((record, &start.limits)));
        tester
    }

    /// What is shown, a line for each node: indent, kind, classes, text, attributes that are not at their default,
    /// events with a handler. The stylesheet is left out.
    #[must_use]
    pub fn text(&self) -> String {
        list(self.runtime.root())
    }

    /// What the app has asked for since this was called last: `focus NAME`, `bell`, `notify 2 "text"`, `log "text"`, …
    pub fn calls(&mut self) -> Vec<String> {
        core::mem::take(&mut self.calls)
    }

    /// The app and its state.
    #[must_use]
    pub fn app(&self) -> &A {
        self.runtime.app()
    }

    /// Have `update` called with this message.
    pub fn send(&mut self, message: A::Msg) {
        self.runtime.begin();
        self.runtime.send(message);
        self.end();
    }

    /// Let time pass. Timers do not tick by it: [`tick`](Self::tick) does.
    pub fn pass(&mut self, milliseconds: f64) {
        self.now += milliseconds;
        self.frame(None);
    }

    /// Press the element of this name, once.
    #[track_caller]
    pub fn press(&mut self, name: &str) {
        self.happen(name, numbered(EventKind::PRESS, [1, 0]), "");
    }

    /// Press this key: the key binding that has it.
    #[track_caller]
    pub fn press_key(&mut self, key: &str) {
        let path = self.path_to(StringAttribute::KEY.into(), key);
        self.happen_at(&path, key, numbered(EventKind::PRESS, [1, 0]), "");
    }

    /// Change the whole value of the input of this name.
    #[track_caller]
    pub fn change(&mut self, name: &str, value: &str) {
        self.happen(name, EventRecord::new(EventKind::CHANGE), value);
    }

    /// Put a text in the place of what stands between two places of the text area of this name; places count
    /// characters.
    #[track_caller]
    pub fn edit(&mut self, name: &str, start: u32, end: u32, text: &str) {
        self.happen(name, numbered(EventKind::EDIT, [start, end]), text);
    }

    /// Press Enter in the input of this name.
    #[track_caller]
    pub fn submit(&mut self, name: &str) {
        let node = self.node(&self.named(name));
        let value = match node.attribute(StringAttribute::VALUE.into()) {
            Some(Value::String(value)) => value.clone(),
            _ => String::new(),
        };
        self.happen(name, EventRecord::new(EventKind::SUBMIT), &value);
    }

    /// Paste this text while the element of this name has the focus, or one in it that has no `on_paste` of its own.
    #[track_caller]
    pub fn paste(&mut self, name: &str, text: &str) {
        self.happen(name, EventRecord::new(EventKind::PASTE), text);
    }

    /// Follow a link of the element of this name, by its target.
    #[track_caller]
    pub fn follow(&mut self, name: &str, target: &str) {
        self.happen(name, EventRecord::new(EventKind::FOLLOW), target);
    }

    /// Switch the element of this name on or off, whichever it is not.
    #[track_caller]
    pub fn toggle(&mut self, name: &str) {
        let on = is_set(self.node(&self.named(name)), FlagAttribute::CHECKED);
        self.happen(name, numbered(EventKind::TOGGLE, [u32::from(!on), 0]), "");
    }

    /// Choose this number with the slider of this name.
    #[track_caller]
    pub fn slide(&mut self, name: &str, amount: f64) {
        let bits = amount.to_bits().to_le_bytes();
        let word =
            |at: usize| u32::from_le_bytes([bits[at], bits[at + 1], bits[at + 2], bits[at + 3]]);
        self.happen(name, numbered(EventKind::SLIDE, [word(0), word(4)]), "");
    }

    /// Press a key, which nothing else takes, in the element of this name.
    #[track_caller]
    pub fn key(&mut self, name: &str, key: &str) {
        self.happen(name, EventRecord::new(EventKind::KEY), key);
    }

    /// Give the focus to the element of this name.
    #[track_caller]
    pub fn focus(&mut self, name: &str) {
        self.happen(name, EventRecord::new(EventKind::FOCUS), "");
    }

    /// Take the focus away from the element of this name.
    #[track_caller]
    pub fn blur(&mut self, name: &str) {
        self.happen(name, EventRecord::new(EventKind::BLUR), "");
    }

    /// Put the cursor of the list of this name on the row at this place, counted from 0.
    ///
    /// # Panics
    /// If the list has no such row, too.
    #[track_caller]
    pub fn highlight(&mut self, name: &str, index: usize) {
        let rows = &self.node(&self.named(name)).children;
        let mut seen = rows
            .iter()
            .filter(|row| is_shown(row.kind) && !is_set(row, FlagAttribute::HIDDEN));
        let Some(row) = seen.nth(index) else {
            panic!("the list `{name}` has no row {index}");
        };
        let index = u32::try_from(index).expect("a small number");
        let record = numbered(EventKind::HIGHLIGHT, [row.id, index]);
        self.happen(name, record, "");
    }

    /// Scroll the element of this name to so many cells from the left and lines from the top, or say that this is the end.
    #[track_caller]
    pub fn scroll(&mut self, name: &str, x: u32, y: u32, at_end: bool) {
        let record = EventRecord {
            flags: at_end.into(),
            ..numbered(EventKind::SCROLL, [x, y])
        };
        self.happen(name, record, "");
    }

    /// Press Escape in the dialog of this name, where nothing takes it; of the root: press a key that ends the app.
    #[track_caller]
    pub fn close(&mut self, name: &str) {
        self.happen(name, EventRecord::new(EventKind::CLOSE), "");
    }

    /// Press what the cursor of the table of this name is on: the places of its row and its column, as far as the type of
    /// the cursor has them.
    #[track_caller]
    pub fn cell_press(&mut self, name: &str, row: Option<usize>, column: Option<usize>) {
        let record = numbered(EventKind::CELL_PRESS, [row, column].map(place));
        self.happen(name, record, "");
    }

    /// Press the heading of the sortable column at this place in the table of this name.
    #[track_caller]
    pub fn sort(&mut self, name: &str, column: usize) {
        let record = numbered(EventKind::SORT, [place(Some(column)), 0]);
        self.happen(name, record, "");
    }

    /// Let the timer of this name tick.
    #[track_caller]
    pub fn tick(&mut self, name: &str) {
        self.happen(name, EventRecord::new(EventKind::TICK), "");
    }

    /// Give the view another size. The root has to have a handler for it.
    #[track_caller]
    pub fn resize(&mut self, columns: u32, rows: u32) {
        let record = numbered(EventKind::RESIZE, [columns, rows]);
        self.happen_at(&[], "root", record, "");
    }

    /// Make the host's theme dark or light. The root has to have a handler for it.
    #[track_caller]
    pub fn theme(&mut self, dark: bool) {
        let flags = dark.into();
        let record = EventRecord {
            flags,
            ..EventRecord::new(EventKind::THEME)
        };
        self.happen_at(&[], "root", record, "");
    }

    /// Let any event happen to the element of this name. Which node that is and which handler it has is filled in.
    ///
    /// ```
    /// use opui::EventRecord;
    /// use opui::protocol::EventKind;
    ///
    /// // A double click with Ctrl held.
    /// let record = EventRecord {
    ///     numbers: [2, 0],
    ///     modifiers: 4,
    ///     ..EventRecord::new(EventKind::PRESS)
    /// };
    /// assert!(record.ctrl_held() && record.clicks() == 2);
    /// ```
    #[track_caller]
    pub fn happen(&mut self, name: &str, event: EventRecord, text: &str) {
        let path = self.named(name);
        self.happen_at(&path, name, event, text);
    }

    #[track_caller]
    fn happen_at(&mut self, path: &[usize], name: &str, mut event: EventRecord, text: &str) {
        // What is loading can have the focus, and timers in it go on.
        let others = [EventKind::FOCUS, EventKind::BLUR, EventKind::TICK];
        let told_anyway = others.contains(&event.kind());
        for length in 0..=path.len() {
            let node = self.node(&path[..length]);
            let kind = kind_name(node.kind);
            // What is not shown anyway works though it is hidden.
            let hidden = is_shown(node.kind) && is_set(node, FlagAttribute::HIDDEN);
            assert!(
                !hidden,
                "`{name}` can't be reached: this `{kind}` is hidden"
            );
            let disabled = is_set(node, FlagAttribute::DISABLED);
            assert!(
                !disabled,
                "`{name}` can't be reached: this `{kind}` is disabled"
            );
            let loading = is_set(node, FlagAttribute::LOADING);
            assert!(
                !loading || told_anyway,
                "`{name}` can't be reached: this `{kind}` is loading"
            );
        }
        let kind = event.kind();
        let covered = kind != EventKind::TICK && self.is_covered(path);
        assert!(!covered, "`{name}` can't be reached: a dialog lies over it");
        let node = self.node(path);
        let handler = node.handlers.iter().find(|(other, _)| *other == kind);
        let Some((_, slot)) = handler else {
            let happened = EVENTS.iter().find(|(_, other)| *other == kind);
            panic!(
                "the `{}` `{name}` has no handler for `{}`",
                kind_name(node.kind),
                happened.map_or("?", |(name, _)| name)
            );
        };
        let slot = *slot;
        let spent = self.spent.contains(&slot);
        assert!(!spent, "`{name}` has heard of the one event it hears of");
        event.node = node.id;
        event.handler = ENTRY;
        event.data = slot;
        if pace_of(&node.paces, kind) & ONCE != 0 {
            self.spent.push(slot);
        }
        self.frame(Some((event, text)));
    }

    /// Whether the topmost dialog lies over what this path leads to.
    fn is_covered(&self, path: &[usize]) -> bool {
        let is_open =
            |node: &Node| node.kind == Kind::DIALOG && !is_set(node, FlagAttribute::HIDDEN);
        let mut children = self.runtime.root().children.iter();
        let top = children.rposition(|child| is_open(child));
        top.is_some() && !path.is_empty() && path.first() != top.as_ref()
    }

    fn frame(&mut self, event: Option<(EventRecord, &str)>) {
        self.runtime.begin();
        let now = self.now.to_bits();
        let halves =
            [now & 0xFFFF_FFFF, now >> 32].map(|half| u32::try_from(half).expect("a half"));
        self.frame += 1;
        let clock = EventRecord {
            data: self.frame,
            ..numbered(EventKind::CLOCK, halves)
        };
        self.runtime.event(&Event::new(&clock, &[]));
        if let Some((mut record, text)) = event {
            record.text_length = u32::try_from(text.len()).expect("a short text");
            self.runtime.event(&Event::new(&record, text.as_bytes()));
        }
        self.end();
    }

    fn end(&mut self) {
        let batch = self.runtime.end();
        let attached = |slot: &u32| {
            let attaches = batch.commands().iter();
            let mut attaches = attaches.filter(|command| command.opcode == opcode::ATTACH);
            attaches.any(|command| command.y == *slot)
        };
        self.spent.retain(|slot| !attached(slot));
        let calls = batch
            .commands()
            .iter()
            .filter(|command| command.opcode == opcode::CALL);
        let calls: Vec<_> = calls.copied().collect();
        let texts = batch.text().to_vec();
        for call in calls {
            let mut parts = vec![method_name(call.b).to_owned()];
            let called = self.runtime.root().find(&|node| node.id == call.node);
            let name = called.and_then(|node| node.attribute(StringAttribute::NAME.into()));
            if let Some(Value::String(name)) = name {
                parts.push(name.clone());
            }
            if call.a != 0 {
                parts.push(call.a.to_string());
            }
            let text = &texts[call.x as usize..(call.x + call.y) as usize];
            if !text.is_empty() {
                parts.push(format!("{:?}", String::from_utf8_lossy(text)));
            }
            self.calls.push(parts.join(" "));
        }
    }

    #[track_caller]
    fn named(&self, name: &str) -> Vec<usize> {
        self.path_to(StringAttribute::NAME.into(), name)
    }

    /// The places, from the root down, that lead to the first node with this value of an attribute.
    #[track_caller]
    fn path_to(&self, attribute: Attribute, value: &str) -> Vec<usize> {
        let mut path = Vec::new();
        let wanted = |node: &Node| matches!(node.attribute(attribute), Some(Value::String(text)) if text == value);
        let found = find(self.runtime.root(), &wanted, &mut path);
        assert!(
            found,
            "nothing of `{value}` is in the view:\n{}",
            self.text()
        );
        path
    }

    fn node(&self, path: &[usize]) -> &Node {
        let mut node = self.runtime.root();
        for place in path {
            node = &node.children[*place];
        }
        node
    }
}

/// Whether `wanted` accepts a node, this one or one below it; `path` leads to it then.
fn find(node: &Node, wanted: &impl Fn(&Node) -> bool, path: &mut Vec<usize>) -> bool {
    if wanted(node) {
        return true;
    }
    for (place, child) in node.children.iter().enumerate() {
        path.push(place);
        if find(child, wanted, path) {
            return true;
        }
        path.pop();
    }
    false
}

fn is_set(node: &Node, attribute: FlagAttribute) -> bool {
    node.attribute(attribute.into()) == Some(&Value::Flag(true))
}

/// A place as events have it; none is -1.
fn place(index: Option<usize>) -> u32 {
    index.map_or(u32::MAX, |index| {
        u32::try_from(index).expect("a small number")
    })
}

fn numbered(event: EventKind, numbers: [u32; 2]) -> EventRecord {
    EventRecord {
        numbers,
        ..EventRecord::new(event)
    }
}

/// The text of a part of a view, as [`Tester::text`] has it.
///
/// ```
/// use opui::testing::text_of;
/// use opui::{button, row, text};
///
/// let shown = row((text("Sure?").class("question"), button("Yes").on_press(true)));
/// assert_eq!(text_of(shown), "row\n  text .question \"Sure?\"\n  button \"Yes\" on=press");
/// ```
#[must_use]
pub fn text_of<Msg: 'static>(element: impl Into<Element<Msg>>) -> String {
    let mut element = element.into();
    let mut diff = Diff {
        batch: &mut Batch::new(),
        slots: &mut Slots::new(),
        ids: &mut Numbers::from(1),
        entry: ENTRY,
    };
    let mut node = diff.create(&mut element, Kind::ROOT);
    diff.update(&mut node, element);
    list(&node)
}
