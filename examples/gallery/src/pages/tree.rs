//! Branches in one another, some of which come only when they are wanted.

use crate::state::{Msg, State};
use opui::{Element, branch, tree};

pub fn view(state: &State) -> Element<Msg> {
    let file = |name: &str| branch(name).on_press(Msg::Pressed);
    let later = state.on.then(|| ["guide.md", "keys.md"].map(file));
    tree()
        .style("height: 7")
        .children((
            branch("src").children((
                file("lib.rs"),
                branch("pages").children(["list.rs", "text.rs", "tree.rs"].map(file)),
                file("state.rs"),
            )),
            branch("docs, read when expanded")
                .expandable(true)
                .collapsed(!state.on)
                .on_collapse(|collapsed| Msg::Turned(!collapsed))
                .children(later.into_iter().flatten()),
            branch("target").disabled(true).children([file("debug")]),
            file("Cargo.toml"),
        ))
        .into()
}
