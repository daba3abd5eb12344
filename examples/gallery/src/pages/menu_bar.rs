//! Menus that drop from a bar: commands, something to tick, radios, and lines between them.

use crate::state::{Msg, State};
use opui::{Element, ItemType, menu, menu_bar, menu_item};

const SIZES: [&str; 3] = ["Small", "Medium", "Large"];

pub fn view(state: &State) -> Element<Msg> {
    let command = |label: &str| menu_item(label).on_press(Msg::Pressed);
    let line = || menu_item("").item_type(ItemType::Separator);
    let numbers = menu_item("Line numbers")
        .item_type(ItemType::Check)
        .checked(state.on)
        .on_toggle(Msg::Turned);
    let sizes = SIZES.iter().enumerate().map(|(place, size)| {
        menu_item(*size)
            .item_type(ItemType::Radio)
            .checked(state.chosen == place)
            .on_toggle(move |checked| Msg::Chosen(checked.then_some(place)))
    });
    menu_bar((
        menu(
            "File",
            (
                command("New").shortcut("Ctrl+N"),
                command("Save").shortcut("Ctrl+S").disabled(true),
                line(),
                command("Close"),
            ),
        ),
        menu("View", (numbers, line(), sizes)),
        menu("Help", (command("About"),)),
    ))
    .into()
}
