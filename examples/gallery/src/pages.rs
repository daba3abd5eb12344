//! The pages: each has a name, a view and a source.

use crate::state::{Msg, State};
use opui::Element;

/// One page.
pub struct Page {
    pub name: &'static str,
    pub view: fn(&State) -> Element<Msg>,
    pub source: &'static str,
}

macro_rules! pages {
    ($($module:ident $name:literal)*) => {
        $(mod $module;)*
        /// All pages, in the order in which they are listed.
        pub const PAGES: &[Page] = &[$(
            Page {
                name: $name,
                view: $module::view,
                source: include_str!(concat!("pages/", stringify!($module), ".rs")),
            },
        )*];
    };
}

pub use dialog::question;

pages! {
    text "text, span"
    digits "digits"
    link "link"
    rule "rule"
    column_row "column, row"
    grid "grid"
    scroll "scroll"
    list "list"
    table "table"
    data_table "data_table"
    collapsible "collapsible"
    dialog "dialog"
    tabs "tabs"
    menu_bar "menu_bar"
    button "button"
    input "input"
    text_area "text_area"
    slider "slider"
    checkbox_switch "checkbox, switch"
    select "select"
    radio_set "radio_set"
    progress_bar "progress_bar"
    sparkline "sparkline"
    canvas "canvas"
    spinner "spinner"
    log "log"
    tree "tree"
    markdown "markdown"
}
