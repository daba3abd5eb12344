//! What the host would refuse panics before, at the app's line.
#![cfg(all(feature = "app", debug_assertions))]

use std::cell::RefCell;
use std::panic::{catch_unwind, set_hook};

use opui::protocol::EventKind;
use opui::{Element, button, column, dialog, input, key_binding, root, row, text, timer};

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Something that makes a mistake.
type Make = fn() -> Element<()>;

/// The message of the panic in `make`, behind the file it is said to be in.
fn panic_of(make: Make) -> String {
    set_hook(Box::new(|info| {
        let file = info.location().map_or("", |place| place.file());
        let file = file.rsplit('/').next().unwrap_or_default();
        PANIC.set(format!(
            "{file}: {}",
            info.payload_as_str().unwrap_or_default()
        ));
    }));
    assert!(catch_unwind(make).is_err(), "it did not panic");
    PANIC.take()
}

#[test]
fn each_mistake_is_told_at_the_line_of_the_app_with_attribute_and_kind() {
    let mistakes: [(Make, &str); 11] = [
        (
            || row(()).name("two words").into(),
            "the name of a `row`: \"two words\" is not a name",
        ),
        (
            || text("t").class("Big").into(),
            "the class of a `text`: \"Big\" is not a class",
        ),
        (
            || text("t").class_if("", true).into(),
            "the class of a `text`: \"\" is not a class",
        ),
        (
            || button("b").style("colour: red").into(),
            "the style of a `button`: there is no property \"colour\"",
        ),
        (
            || root(()).stylesheet("row { width: 1").into(),
            "the stylesheet of a `root`: line 1: \"row { width: 1\" is not closed",
        ),
        (
            || input("two\nlines").into(),
            "the value of a `input`: it is not one line",
        ),
        (
            || input("").max_length(-1).into(),
            "the max_length of a `input`: -1 is not from 0",
        ),
        (
            || key_binding("Quit", "Q uit").into(),
            "the key of a `key_binding`: \"Q uit\" is not a key",
        ),
        (
            || timer(5).into(),
            "the interval of a `timer`: 5 ms is neither 0 nor from 10",
        ),
        (
            || button("b").hear_once(EventKind::PRESS).into(),
            "the press of a `button`: it has no handler, whose pace could be set",
        ),
        (
            || {
                let button = button("b").on_press(());
                button.debounce(EventKind::PRESS, 300).into()
            },
            "the press of a `button`: it can't be debounced: each one counts",
        ),
    ];
    for (make, message) in mistakes {
        let told = panic_of(make);
        assert!(
            told.starts_with(&format!("mistakes.rs: {message}")),
            "{told}"
        );
    }
}

#[test]
fn an_element_that_can_not_be_a_child_is_told_at_the_line_of_the_app() {
    let told = panic_of(|| row((text("t"), [Element::from(root(()))])).into());
    assert_eq!(told, "mistakes.rs: `row` does not take `root` as a child");
}

#[test]
fn a_dialog_in_anything_but_the_root_is_told_at_the_line_of_the_app() {
    for (told, kind) in [
        (
            panic_of(|| column([Element::from(dialog(()))]).into()),
            "column",
        ),
        (
            panic_of(|| dialog([Element::from(dialog(()))]).into()),
            "dialog",
        ),
    ] {
        let wrong = format!("mistakes.rs: `{kind}` does not take `dialog` as a child");
        assert_eq!(told, wrong);
    }
}
