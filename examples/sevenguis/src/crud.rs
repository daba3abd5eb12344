//! Task 5: a list of names that can be filtered, added to, changed and taken from.

use opui::{Element, button, column, input, list, row, text};

/// A name in the list; its number stays its own whatever is done to others.
struct Entry {
    number: u64,
    name: String,
    surname: String,
}

/// The names, and what is typed.
pub struct Crud {
    entries: Vec<Entry>,
    next: u64,
    prefix: String,
    name: String,
    surname: String,
    /// The number of the entry that is selected.
    selected: Option<u64>,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Prefix(String),
    Name(String),
    Surname(String),
    Selected(Option<usize>),
    Create,
    Update,
    Delete,
}

impl Default for Crud {
    fn default() -> Self {
        let mut crud = Self {
            entries: Vec::new(),
            next: 0,
            prefix: String::new(),
            name: String::new(),
            surname: String::new(),
            selected: None,
        };
        for (name, surname) in [("Hans", "Emil"), ("Max", "Mustermann"), ("Roman", "Tisch")] {
            crud.add(name, surname);
        }
        crud
    }
}

impl Crud {
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Prefix(typed) => {
                self.prefix = typed;
                // What is not in the list is not selected in it.
                self.selected = self
                    .selected
                    .filter(|number| self.shown().any(|entry| entry.number == *number));
            }
            Msg::Name(typed) => self.name = typed,
            Msg::Surname(typed) => self.surname = typed,
            Msg::Selected(place) => {
                self.selected = place
                    .and_then(|place| self.shown().nth(place))
                    .map(|entry| entry.number);
            }
            Msg::Create => self.add(&self.name.clone(), &self.surname.clone()),
            Msg::Update => {
                let (name, surname) = (self.name.clone(), self.surname.clone());
                if let Some(entry) = self
                    .entries
                    .iter_mut()
                    .find(|entry| Some(entry.number) == self.selected)
                {
                    (entry.name, entry.surname) = (name, surname);
                }
            }
            Msg::Delete => {
                let gone = self.selected.take();
                self.entries.retain(|entry| Some(entry.number) != gone);
            }
        }
    }

    fn add(&mut self, name: &str, surname: &str) {
        let (name, surname) = (name.to_owned(), surname.to_owned());
        self.entries.push(Entry {
            number: self.next,
            name,
            surname,
        });
        self.next += 1;
    }

    fn shown(&self) -> impl Iterator<Item = &Entry> {
        let prefix = self.prefix.to_lowercase();
        self.entries
            .iter()
            .filter(move |entry| entry.surname.to_lowercase().starts_with(&prefix))
    }

    pub fn view(&self) -> Element<Msg> {
        let names = self.shown().map(|entry| {
            let selected = Some(entry.number) == self.selected;
            text(format!("{}, {}", entry.surname, entry.name))
                .key(entry.number)
                .class_if("selected", selected)
        });
        let none = self.selected.is_none();
        column((
            row((
                text("Filter prefix:").class("label"),
                input(&self.prefix).name("prefix").on_change(Msg::Prefix),
            )),
            row((
                list(names).name("names").on_highlight(Msg::Selected),
                column((
                    row((
                        text("Name:").class("label"),
                        input(&self.name).name("name").on_change(Msg::Name),
                    )),
                    row((
                        text("Surname:").class("label"),
                        input(&self.surname).name("surname").on_change(Msg::Surname),
                    )),
                ))
                .class("names-form"),
            ))
            .class("middle"),
            row((
                button("Create").name("create").on_press(Msg::Create),
                button("Update")
                    .name("update")
                    .disabled(none)
                    .on_press(Msg::Update),
                button("Delete")
                    .name("delete")
                    .disabled(none)
                    .on_press(Msg::Delete),
            ))
            .class("buttons"),
        ))
        .class("whole")
        .into()
    }
}
