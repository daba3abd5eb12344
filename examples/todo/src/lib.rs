//! `TodoMVC` in a terminal: everything by keyboard and by mouse.
//!
//! `model.rs` is the list, this file what happens to it, `view.rs` what is seen of it.

mod model;
mod view;

use model::{Filter, Items};
use opui::{App, Context, Element, Start};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Msg {
    Draft(String),
    Add(String),
    SetDone(u64, bool),
    SetAllDone(bool),
    ToggleAll,
    Delete(u64),
    Clicked(u64, u32),
    Edited(String),
    SaveEdit,
    LeaveEdit,
    CancelEdit,
    Highlighted(Option<usize>),
    ToggleHighlighted,
    EditHighlighted,
    DeleteHighlighted,
    Show(Filter),
    ClearCompleted,
    FocusList,
    FocusNew,
}

/// The item that is being edited, and its title as far as it is typed.
#[derive(Clone, PartialEq, Eq)]
struct Edit {
    id: u64,
    title: String,
}

/// The app's state.
struct Todo {
    items: Items,
    draft: String,
    edit: Option<Edit>,
    /// The place of the list's cursor among the visible items.
    cursor: usize,
}

impl App for Todo {
    type Msg = Msg;

    fn new(_start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus(view::NEW);
        Self {
            items: Items::default(),
            draft: String::new(),
            edit: None,
            cursor: 0,
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Draft(draft) => self.draft = draft,
            Msg::Add(title) => {
                self.items.add(&title);
                self.draft.clear();
            }
            Msg::SetDone(id, done) => self.set_done(id, done, cx),
            Msg::SetAllDone(done) => self.set_all_done(done, cx),
            Msg::ToggleAll => self.set_all_done(!self.items.all_done(), cx),
            Msg::Delete(id) => self.delete(id, cx),
            Msg::Clicked(id, 2) => self.start_edit(id, cx),
            Msg::Clicked(..) => {}
            Msg::Edited(title) => self.set_edit(title),
            Msg::SaveEdit => {
                self.finish_edit();
                self.focus_list(cx);
            }
            // The focus is where the person took it.
            Msg::LeaveEdit => self.finish_edit(),
            Msg::CancelEdit => {
                self.edit = None;
                self.focus_list(cx);
            }
            Msg::Highlighted(place) => self.cursor = place.unwrap_or(self.cursor),
            Msg::ToggleHighlighted => self.at_cursor(cx, |todo, id, cx| {
                let done = todo.items.get(id).is_some_and(|item| item.done);
                todo.set_done(id, !done, cx);
            }),
            Msg::EditHighlighted => self.at_cursor(cx, Self::start_edit),
            Msg::DeleteHighlighted => self.at_cursor(cx, Self::delete),
            Msg::Show(filter) => self.show(filter, cx),
            Msg::ClearCompleted => self.clear_completed(cx),
            Msg::FocusList => self.focus_list(cx),
            Msg::FocusNew => cx.focus(view::NEW),
        }
    }

    fn view(&self) -> Element<Msg> {
        view::view(self)
    }
}

impl Todo {
    /// Do something to the item under the cursor, if there is one. A person may have moved the cursor before the rows were
    /// fewer; it then is on the last one. Not while a title is edited: the key was meant for that, and came before the
    /// input had the focus.
    fn at_cursor(
        &mut self,
        cx: &mut Context<Msg>,
        action: impl FnOnce(&mut Self, u64, &mut Context<Msg>),
    ) {
        let item = self.items.visible().nth(self.cursor);
        let item = item.or_else(|| self.items.visible().last());
        let id = item.map(|item| item.id).filter(|_| self.edit.is_none());
        if let Some(id) = id {
            action(self, id, cx);
        }
    }

    /// Put the focus on the list, its cursor on a row that is there; without rows, on the input.
    fn focus_list(&mut self, cx: &mut Context<Msg>) {
        let last = self.items.visible().count().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        match self.items.visible().nth(self.cursor) {
            Some(item) => cx.focus(view::row_name(item.id)),
            None => cx.focus(view::NEW),
        }
    }

    fn set_done(&mut self, id: u64, done: bool, cx: &mut Context<Msg>) {
        self.items.set_done(id, done);
        if self.items.visible().all(|item| item.id != id) {
            // The filter hides it now, and with it whatever had the focus in its row.
            self.focus_list(cx);
        }
    }

    fn set_all_done(&mut self, done: bool, cx: &mut Context<Msg>) {
        self.finish_edit();
        self.items.set_all_done(done);
        if self.items.visible().next().is_none() {
            cx.focus(view::NEW);
        }
    }

    fn delete(&mut self, id: u64, cx: &mut Context<Msg>) {
        self.items.delete(id);
        self.focus_list(cx);
    }

    fn clear_completed(&mut self, cx: &mut Context<Msg>) {
        self.finish_edit();
        self.items.clear_completed();
        self.focus_list(cx);
    }

    fn show(&mut self, filter: Filter, cx: &mut Context<Msg>) {
        self.finish_edit();
        self.items.filter = filter;
        self.cursor = 0;
        if self.items.visible().next().is_none() {
            cx.focus(view::NEW);
        }
    }

    fn start_edit(&mut self, id: u64, cx: &mut Context<Msg>) {
        self.finish_edit();
        let visible = self.items.visible().enumerate();
        let Some((place, item)) = visible.into_iter().find(|(_, item)| item.id == id) else {
            return;
        };
        self.cursor = place;
        self.edit = Some(Edit {
            id,
            title: item.title.clone(),
        });
        cx.focus(view::EDIT);
    }

    fn set_edit(&mut self, title: String) {
        if let Some(edit) = &mut self.edit {
            edit.title = title;
        }
    }

    /// Save what is being edited, if anything is.
    fn finish_edit(&mut self) {
        if let Some(edit) = self.edit.take() {
            self.items.rename(edit.id, &edit.title);
        }
    }
}

opui::app!(Todo);
