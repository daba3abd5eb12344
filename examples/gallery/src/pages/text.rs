//! Words, with spans in styles of their own.

use crate::state::{Msg, State};
use opui::{Element, column, span, text};

pub fn view(_: &State) -> Element<Msg> {
    let spans = (
        span("bold ").style("text-style: bold"),
        span("red ").style("color: red"),
        span("and underlined.").style("text-style: underline"),
    );
    column((
        text("Text is wrapped where it is too wide. It may be ").children(spans),
        text("日本語, नमस्ते, 👩‍👩‍👧 and é take the columns they need."),
    ))
    .into()
}
