//! The operations of js-framework-benchmark on rows of an id, a label and a ✕.
//!
//! `data.rs` makes the rows, this file says what happens to them and what is seen.

mod data;

use std::rc::Rc;

use data::{Item, Maker};
use opui::{
    App, Context, Element, KeyBinding, List, Row, Start, column, key_binding, lazy, list, root,
    row, text, timer,
};

/// The most rows there are: as many as the limits in `opui.toml` are made for.
const ROWS: usize = 100_000;

/// The most rows that come in one frame, for the same reason, however many keys it answers. The others come with the
/// next ticks.
const ROWS_OF_A_FRAME: usize = 10_000;

/// What can happen.
#[derive(Clone, Copy)]
enum Msg {
    /// Put so many new rows in place of all.
    Create(usize),
    /// Add so many new rows at the end.
    Append(usize),
    /// The rows that a frame had no room for come now.
    AppendWaiting,
    UpdateEveryTenth,
    /// Let the second row and the 999th trade places.
    Swap,
    Clear,
    Select(u64),
    Remove(u64),
    /// The list's cursor is on the row at this place.
    Highlighted(Option<usize>),
    SelectHighlighted,
    RemoveHighlighted,
}

/// The app's state.
struct Rows {
    /// Shared with the last view, as each of them is, so that what is still the same is known at a glance.
    items: Rc<Vec<Rc<Item>>>,
    maker: Maker,
    /// The id of the row that is selected, 0 if none is.
    selected: u64,
    /// The place of the list's cursor.
    cursor: usize,
    /// The frame in which rows came last, and how many it has made of those that there are.
    made: (u32, usize),
    /// How many rows are asked for and not made yet.
    waiting: usize,
}

impl App for Rows {
    type Msg = Msg;

    fn new(start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus("rows");
        Self {
            items: Rc::default(),
            maker: Maker::new(start.seed),
            selected: 0,
            cursor: 0,
            made: (0, 0),
            waiting: 0,
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Create(count) => {
                self.clear();
                self.append(count, cx.frame());
            }
            Msg::Append(count) => self.append(count, cx.frame()),
            Msg::AppendWaiting => self.append(0, cx.frame()),
            Msg::UpdateEveryTenth => {
                for item in Rc::make_mut(&mut self.items).iter_mut().step_by(10) {
                    Rc::make_mut(item).label.push_str(" !!!");
                }
            }
            Msg::Swap if self.items.len() > 998 => Rc::make_mut(&mut self.items).swap(1, 998),
            Msg::Swap => {}
            Msg::Clear => self.clear(),
            Msg::Select(id) => self.selected = id,
            Msg::Remove(id) => self.remove(id),
            Msg::Highlighted(place) => self.cursor = place.unwrap_or(self.cursor),
            Msg::SelectHighlighted => self.selected = self.highlighted(),
            Msg::RemoveHighlighted => self.remove(self.highlighted()),
        }
    }

    fn view(&self) -> Element<Msg> {
        let count = text(format!("{} rows", self.items.len())).class("count");
        let rows = lazy((Rc::clone(&self.items), self.selected), rows);
        let waiting = (self.waiting > 0).then(|| timer(10).on_tick(Msg::AppendWaiting));
        root((column((count, rows)).class("page"), keys(), waiting))
            .title("rows")
            .stylesheet(include_str!("style.css"))
            .into()
    }
}

impl Rows {
    /// Append rows, as many as there is room for, also those that wait: a person may hold the key down.
    fn append(&mut self, count: usize, frame: u32) {
        if self.made.0 != frame {
            self.made = (frame, 0);
        }
        let asked = (self.waiting + count).min(ROWS - self.items.len());
        let made = asked.min(ROWS_OF_A_FRAME - self.made.1);
        self.made.1 += made;
        self.waiting = asked - made;
        self.maker.append(Rc::make_mut(&mut self.items), made);
    }

    fn clear(&mut self) {
        self.items = Rc::default();
        self.made.1 = 0;
        self.waiting = 0;
        self.selected = 0;
    }

    fn remove(&mut self, id: u64) {
        Rc::make_mut(&mut self.items).retain(|item| item.id != id);
    }

    /// The id of the row that the cursor is on, 0 if there is none. A person may have moved the cursor before the rows were
    /// fewer; it then is on the last one.
    fn highlighted(&self) -> u64 {
        let item = self.items.get(self.cursor).or_else(|| self.items.last());
        item.map_or(0, |item| item.id)
    }
}

fn rows((items, selected): &(Rc<Vec<Rc<Item>>>, u64)) -> List<Msg> {
    let row =
        |item: &Rc<Item>| lazy((Rc::clone(item), item.id == *selected), item_row).key(item.id);
    list(items.iter().map(row))
        .name("rows")
        .on_highlight(Msg::Highlighted)
}

fn item_row((item, selected): &(Rc<Item>, bool)) -> Row<Msg> {
    row((
        text(item.id.to_string()).class("id"),
        text(&item.label)
            .class("label")
            .on_press(Msg::Select(item.id)),
        text("✕").class("remove").on_press(Msg::Remove(item.id)),
    ))
    .class_if("selected", *selected)
}

fn keys() -> [KeyBinding<Msg>; 9] {
    [
        key_binding("Create", "c").on_press(Msg::Create(1_000)),
        key_binding("Append", "a").on_press(Msg::Append(1_000)),
        key_binding("Update", "u").on_press(Msg::UpdateEveryTenth),
        key_binding("Swap", "s").on_press(Msg::Swap),
        key_binding("Clear", "x").on_press(Msg::Clear),
        key_binding("Select", "enter").on_press(Msg::SelectHighlighted),
        key_binding("Delete", "d").on_press(Msg::RemoveHighlighted),
        key_binding("Create 10,000", "l")
            .hidden(true)
            .on_press(Msg::Create(10_000)),
        key_binding("Append 10,000", "m")
            .hidden(true)
            .on_press(Msg::Append(10_000)),
    ]
}

opui::app!(Rows);
