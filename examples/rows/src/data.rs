//! Rows with ids from 1 and labels of three words, as js-framework-benchmark makes them.

use std::rc::Rc;

const ADJECTIVES: [&str; 25] = [
    "pretty",
    "large",
    "big",
    "small",
    "tall",
    "short",
    "long",
    "handsome",
    "plain",
    "quaint",
    "clean",
    "elegant",
    "easy",
    "angry",
    "crazy",
    "helpful",
    "mushy",
    "odd",
    "unsightly",
    "adorable",
    "important",
    "inexpensive",
    "cheap",
    "expensive",
    "fancy",
];
const COLOURS: [&str; 11] = [
    "red", "yellow", "blue", "green", "pink", "brown", "purple", "brown", "white", "black",
    "orange",
];
const NOUNS: [&str; 13] = [
    "table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich", "burger",
    "pizza", "mouse", "keyboard",
];

/// A row.
#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number, never used twice.
    pub id: u64,
    /// What it says.
    pub label: String,
}

/// Makes rows.
pub struct Maker {
    next_id: u64,
    random: u32,
}

impl Maker {
    /// A maker whose labels follow from `seed`.
    pub fn new(seed: u32) -> Self {
        Self {
            next_id: 1,
            random: seed | 1,
        }
    }

    /// Put `count` new rows at the end of `items`.
    pub fn append(&mut self, items: &mut Vec<Rc<Item>>, count: usize) {
        items.reserve(count);
        for _ in 0..count {
            let words = [
                self.choose(&ADJECTIVES),
                self.choose(&COLOURS),
                self.choose(&NOUNS),
            ];
            items.push(Rc::new(Item {
                id: self.next_id,
                label: words.join(" "),
            }));
            self.next_id += 1;
        }
    }

    /// One of `words`, by xorshift (Marsaglia 2003).
    fn choose(&mut self, words: &[&'static str]) -> &'static str {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 17;
        self.random ^= self.random << 5;
        words[self.random as usize % words.len()]
    }
}
