//! A form that says what is wrong in it.
//!
//! `form.rs` has the fields and their rules, `view.rs` what is seen of them, and here is what happens.

mod form;
mod view;

use form::{FIELDS, Field, Form};
use opui::{App, Context, Edit, Element, Start};
use std::collections::BTreeSet;

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
enum Msg {
    Typed(Field, String),
    Noted(Edit),
    /// The person has left a field.
    Left(Field),
    Topic(Option<usize>),
    Letters(f64),
    Agreed(bool),
    Send,
    Again,
}

/// The app's state.
#[derive(Default)]
struct Forms {
    form: Form,
    /// The fields whose faults are shown.
    left: BTreeSet<Field>,
    sent: bool,
}

impl App for Forms {
    type Msg = Msg;

    fn new(_start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus(Field::Name.name());
        Self::default()
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        let form = &mut self.form;
        match msg {
            Msg::Typed(Field::Name, text) => form.name = text,
            Msg::Typed(Field::Mail, text) => form.mail = text,
            Msg::Typed(Field::Birthday, text) => form.birthday = text,
            Msg::Typed(Field::Phone, text) => form.phone = text,
            Msg::Typed(Field::Notes, text) => form.notes = text,
            Msg::Noted(edit) => edit.apply(&mut form.notes),
            Msg::Left(field) => {
                self.left.insert(field);
            }
            Msg::Topic(topic) => form.topic = topic,
            Msg::Letters(letters) => form.letters = letters,
            Msg::Agreed(agreed) => form.agreed = agreed,
            Msg::Send => {
                self.left.extend(FIELDS);
                match form.first_wrong() {
                    Some(field) => cx.focus(field.name()),
                    None => self.sent = form.agreed,
                }
            }
            Msg::Again => {
                *self = Self::default();
                cx.focus(Field::Name.name());
            }
        }
    }

    fn view(&self) -> Element<Msg> {
        view::view(self)
    }
}

impl Forms {
    /// What is shown to be wrong with a field.
    fn fault(&self, field: Field) -> &'static str {
        if self.left.contains(&field) {
            self.form.wrong(field)
        } else {
            ""
        }
    }
}

opui::app!(Forms);
