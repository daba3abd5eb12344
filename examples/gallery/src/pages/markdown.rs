//! A page of words, written in Markdown. What a link leads to is the app's business.

use crate::state::{Msg, State};
use opui::{Element, markdown, scroll};

const PAGE: &str = include_str!("markdown.md");

pub fn view(_: &State) -> Element<Msg> {
    let page = markdown(PAGE).name("words");
    scroll(page.on_follow(Msg::Followed)).into()
}
