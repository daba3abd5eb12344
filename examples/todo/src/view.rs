//! What is seen of the list: a heading, an input, the rows, a line of counts and filters.

use std::rc::Rc;

use opui::{
    Button, Element, Input, KeyBinding, List, Row, Text, button, checkbox, column, input,
    key_binding, lazy, list, root, row, text,
};

use crate::model::{Filter, Item, Items};
use crate::{Edit, Msg, Todo};

/// The name of the input for new items.
pub const NEW: &str = "new-todo";
/// The name of the input in the row that is being edited.
pub const EDIT: &str = "edit";

/// The name of an item's row.
pub fn row_name(id: u64) -> String {
    format!("todo-{id}")
}

/// The whole view.
pub fn view(todo: &Todo) -> Element<Msg> {
    let any = !todo.items.is_empty();
    let page = column((
        text("todos").class("heading"),
        new_item(todo),
        any.then(|| lazy((todo.items.clone(), todo.edit.clone()), items)),
        nothing(todo),
        any.then(|| footer(todo)),
    ));
    root((page.class("page"), key_bindings(todo)))
        .title("todos")
        .stylesheet(include_str!("style.css"))
        .into()
}

fn new_item(todo: &Todo) -> Row<Msg> {
    let toggle_all = checkbox("", todo.items.all_done())
        .name("toggle-all")
        .tooltip("Mark all as done")
        .on_toggle(Msg::SetAllDone);
    let draft = input(&todo.draft)
        .name(NEW)
        .placeholder("What needs to be done?")
        .on_change(Msg::Draft)
        .on_submit(Msg::Add)
        .children(
            has_rows(&todo.items).then(|| key_binding("List", "down").on_press(Msg::FocusList)),
        );
    let toggle_all = (!todo.items.is_empty()).then_some(toggle_all);
    row((toggle_all, draft)).class("new")
}

fn has_rows(items: &Items) -> bool {
    items.visible().next().is_some()
}

fn items((items, edit): &(Items, Option<Edit>)) -> List<Msg> {
    let rows = items.visible().map(|item| {
        let edit = edit.as_ref().filter(|edit| edit.id == item.id);
        lazy((Rc::clone(item), edit.cloned()), item_row).key(item.id)
    });
    list(rows)
        .name("todos")
        .hidden(!has_rows(items))
        .on_highlight(Msg::Highlighted)
        .children(list_keys(edit.is_some()))
}

/// The list's keys. While a title is edited they belong to the input.
fn list_keys(editing: bool) -> [KeyBinding<Msg>; 6] {
    [
        key_binding("Toggle", "space").on_press(Msg::ToggleHighlighted),
        key_binding("Edit", "e").on_press(Msg::EditHighlighted),
        key_binding("Delete", "d").on_press(Msg::DeleteHighlighted),
        key_binding("Edit", "enter")
            .hidden(true)
            .on_press(Msg::EditHighlighted),
        key_binding("Delete", "delete")
            .hidden(true)
            .on_press(Msg::DeleteHighlighted),
        key_binding("New", "/").hidden(true).on_press(Msg::FocusNew),
    ]
    .map(|key| key.disabled(editing))
}

fn item_row((item, edit): &(Rc<Item>, Option<Edit>)) -> Row<Msg> {
    let id = item.id;
    let row = row(()).name(row_name(id)).class_if("done", item.done);
    match edit {
        Some(edit) => row.class("editing").children(edit_input(edit)),
        None => row.children((
            checkbox("", item.done).on_toggle(move |done| Msg::SetDone(id, done)),
            text(&item.title)
                .class("title")
                .on_press_with(move |event| Msg::Clicked(id, event.clicks())),
            button("✕")
                .class("delete")
                .tooltip("Delete")
                .on_press(Msg::Delete(id)),
        )),
    }
}

fn edit_input(edit: &Edit) -> Input<Msg> {
    input(&edit.title)
        .name(EDIT)
        .on_change(Msg::Edited)
        .on_submit(|_| Msg::SaveEdit)
        .on_blur(Msg::LeaveEdit)
        .children(key_binding("Cancel", "escape").on_press(Msg::CancelEdit))
}

/// What stands in the place of the rows when the filter hides all of them.
fn nothing(todo: &Todo) -> Option<Text<Msg>> {
    let hidden = !todo.items.is_empty() && !has_rows(&todo.items);
    hidden.then(|| text("Nothing to show here.").class("nothing"))
}

fn footer(todo: &Todo) -> Row<Msg> {
    let clear = button("Clear completed")
        .name("clear-completed")
        .on_press(Msg::ClearCompleted);
    row((
        text(todo.items.left_text()).name("count"),
        Filter::EACH.map(|filter| filter_button(filter, todo.items.filter)),
        row(todo.items.any_done().then_some(clear)).class("right"),
    ))
    .class("footer")
}

fn filter_button(filter: Filter, current: Filter) -> Button<Msg> {
    let (name, label) = match filter {
        Filter::All => ("filter-all", "All"),
        Filter::Active => ("filter-active", "Active"),
        Filter::Completed => ("filter-completed", "Completed"),
    };
    button(label)
        .name(name)
        .class("filter")
        .class_if("selected", filter == current)
        .on_press(Msg::Show(filter))
}

fn key_bindings(todo: &Todo) -> Vec<KeyBinding<Msg>> {
    let mut keys = vec![key_binding("New", "ctrl+n").on_press(Msg::FocusNew)];
    if !todo.items.is_empty() {
        keys.extend([
            key_binding("All", "ctrl+t").on_press(Msg::ToggleAll),
            key_binding("All", "f2")
                .hidden(true)
                .on_press(Msg::Show(Filter::All)),
            key_binding("Active", "f3")
                .hidden(true)
                .on_press(Msg::Show(Filter::Active)),
            key_binding("Completed", "f4")
                .hidden(true)
                .on_press(Msg::Show(Filter::Completed)),
            key_binding("Filter", "f5").on_press(Msg::Show(todo.items.filter.next())),
        ]);
    }
    if todo.items.any_done() {
        keys.push(key_binding("Clear", "f8").on_press(Msg::ClearCompleted));
    }
    keys
}
