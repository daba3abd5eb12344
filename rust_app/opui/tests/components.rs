//! Components within an app: their views, their contexts and what they share with those of the app.
#![cfg(feature = "app")]

use std::cell::Cell;

use opui::protocol::EventKind;
use opui::testing::{Tester, text_of};
use opui::{
    App, Column, Context, Element, EventRecord, Start, button, checkbox, column, dialog, input,
    key_binding, lazy, root, row, span, text,
};

thread_local! {
    static BUILT: Cell<usize> = const { Cell::new(0) };
}

/// A component: a name, and how often it was pressed.
#[derive(Default)]
struct Part {
    name: String,
    presses: u32,
}

#[derive(Clone)]
enum PartMsg {
    Name(String),
    Press,
    Pressed,
}

impl Part {
    fn update(&mut self, msg: PartMsg, cx: &mut Context<PartMsg>) {
        match msg {
            PartMsg::Name(name) => self.name = name,
            PartMsg::Press => cx.send(PartMsg::Pressed),
            PartMsg::Pressed => {
                self.presses += 1;
                cx.focus("name-0");
            }
        }
    }

    fn view(&self, number: usize) -> Element<PartMsg> {
        column((
            input(&self.name)
                .name(format!("name-{number}"))
                .on_change(PartMsg::Name),
            lazy((number, self.presses), presses),
        ))
        .into()
    }
}

fn presses((number, presses): &(usize, u32)) -> Element<PartMsg> {
    BUILT.set(BUILT.get() + 1);
    button(presses.to_string())
        .name(format!("press-{number}"))
        .on_press(PartMsg::Press)
        .into()
}

/// Three parts, told apart by their places, and one by a function that captures nothing.
#[derive(Default)]
struct Whole {
    parts: [Part; 3],
    last: Part,
}

enum Msg {
    Part(usize, PartMsg),
    Last(PartMsg),
}

impl App for Whole {
    type Msg = Msg;

    fn new(_start: &Start, _cx: &mut Context<Msg>) -> Self {
        Self::default()
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Part(place, msg) => cx.map(
                move |msg| Msg::Part(place, msg),
                |cx| self.parts[place].update(msg, cx),
            ),
            Msg::Last(msg) => cx.map(Msg::Last, |cx| self.last.update(msg, cx)),
        }
    }

    fn view(&self) -> Element<Msg> {
        let parts = self.parts.iter().enumerate();
        let parts = parts.map(|(place, part)| {
            let view = part.view(place);
            view.map(move |msg| Msg::Part(place, msg)).key(place)
        });
        column((row(parts), self.last.view(9).map(Msg::Last))).into()
    }
}

#[test]
fn each_part_hears_its_own_messages_and_sends_some_to_itself() {
    let mut whole = Tester::<Whole>::new();
    whole.change("name-1", "b");
    whole.press("press-2");
    whole.press("press-2");
    whole.press("press-9");
    let names = whole.app().parts.each_ref().map(|part| part.name.as_str());
    assert_eq!(names, ["", "b", ""]);
    let presses = whole.app().parts.each_ref().map(|part| part.presses);
    assert_eq!((presses, whole.app().last.presses), ([0, 0, 2], 1));
    assert_eq!(whole.calls(), ["focus name-0"; 3]);
}

#[test]
fn what_is_lazy_stays_so_under_a_function_that_captures_nothing() {
    let mut whole = Tester::<Whole>::new();
    assert_eq!(BUILT.take(), 4);
    whole.change("name-9", "z");
    assert_eq!(BUILT.take(), 3, "only those under closures");
}

#[test]
fn children_are_tuples_of_single_ones_lists_and_options() {
    let names = ["a", "b"];
    let view: Column<()> = column((
        text("first").children((span("x"), Some(span("y")))),
        names.iter().map(|name| text(*name).key(*name)),
        [button("c"), button("d")],
        None::<Element<()>>,
        (row(()), vec![row(text("e"))]),
        key_binding("Do", "x"),
    ));
    let texts = "column
  text \"first\"
    span \"x\"
    span \"y\"
  text \"a\"
  text \"b\"
  button \"c\"
  button \"d\"
  row
  row
    text \"e\"
  key_binding \"Do\" key=\"x\"";
    assert_eq!(text_of(view), texts);
}

/// Shows what it is told of its checkbox and of a click.
struct Told(String);

impl App for Told {
    type Msg = String;

    fn new(_start: &Start, _cx: &mut Context<String>) -> Self {
        Self(String::new())
    }

    fn update(&mut self, msg: String, cx: &mut Context<String>) {
        opui::log!("told {msg:?}");
        self.0 = msg;
        cx.focus("nowhere");
    }

    fn view(&self) -> Element<String> {
        let clicks = |event: &opui::Event<'_>| {
            format!(
                "{} {} {}",
                event.clicks(),
                event.ctrl_held(),
                event.shift_held()
            )
        };
        let hidden = row(button("unseen").name("unseen").on_press(String::new()));
        column((
            checkbox("c", false)
                .name("c")
                .on_toggle(|checked| checked.to_string()),
            text(&self.0).name("t").on_press_with(clicks),
            hidden.hidden(true),
            button("off")
                .name("off")
                .disabled(true)
                .on_press(String::new()),
            button("idle")
                .name("idle")
                .loading(true)
                .on_press(String::new()),
            key_binding("Key", "ctrl+k")
                .hidden(true)
                .on_press("key".to_owned()),
        ))
        .into()
    }
}

#[test]
fn a_function_is_given_what_the_event_carries_or_the_whole_event() {
    let mut told = Tester::<Told>::new();
    told.toggle("c");
    assert_eq!(told.app().0, "true");
    let double = EventRecord {
        numbers: [2, 0],
        modifiers: 4,
        ..EventRecord::new(EventKind::PRESS)
    };
    told.happen("t", double, "");
    assert_eq!(told.app().0, "2 true false");
    told.press_key("ctrl+k");
    assert_eq!(told.app().0, "key");
}

#[test]
fn what_is_logged_reaches_the_host_and_of_a_call_to_nobody_the_developer_hears() {
    let mut told = Tester::<Told>::new();
    for number in 0..40 {
        opui::log!("{number}");
    }
    told.send("x".repeat(5000));
    let calls = told.calls();
    assert_eq!(calls.len(), 1 + 32, "{calls:?}");
    let nobody = "log \"nothing done: the view has no element named nowhere\"";
    assert_eq!(calls[..2], [nobody, "log \"0\""]);
    told.send("x".repeat(5000));
    let calls = told.calls();
    assert_eq!(
        (calls.len(), calls[1].len()),
        (2, 4096 + "log \"\"".len() + 1)
    );
}

#[test]
#[should_panic(expected = "`unseen` can't be reached: this `row` is hidden")]
fn nobody_presses_what_is_hidden() {
    Tester::<Told>::new().press("unseen");
}

#[test]
#[should_panic(expected = "`off` can't be reached: this `button` is disabled")]
fn nobody_presses_what_is_disabled() {
    Tester::<Told>::new().press("off");
}

#[test]
#[should_panic(expected = "`idle` can't be reached: this `button` is loading")]
fn nobody_presses_what_is_loading() {
    Tester::<Told>::new().press("idle");
}

#[test]
#[should_panic(expected = "the `text` `t` has no handler for `key`")]
fn what_nobody_listens_to_can_not_be_played() {
    Tester::<Told>::new().key("t", "x");
}

#[test]
#[should_panic(expected = "nothing of `gone` is in the view:\nroot")]
fn a_name_that_is_not_there_shows_the_view() {
    Tester::<Told>::new().press("gone");
}

/// An app that makes a row of each line that is pasted.
struct Lines {
    rows: Vec<String>,
}

impl App for Lines {
    type Msg = String;

    fn new(_: &Start, _: &mut Context<String>) -> Self {
        Self { rows: Vec::new() }
    }

    fn update(&mut self, pasted: String, _: &mut Context<String>) {
        self.rows.extend(pasted.lines().map(str::to_owned));
    }

    fn view(&self) -> Element<String> {
        column((
            input("").name("new").on_paste(|text| text),
            column(self.rows.iter().map(|row| text(row.clone()))).name("rows"),
        ))
        .into()
    }
}

#[test]
fn an_app_gets_all_lines_of_a_paste() {
    let mut tester = Tester::<Lines>::new();
    tester.paste("new", "milk\neggs\n");
    assert!(tester.text().contains("text \"milk\"") && tester.text().contains("text \"eggs\""));
}

/// Asks before it does something.
struct Asking(bool);

impl App for Asking {
    type Msg = bool;

    fn new(_: &Start, _: &mut Context<bool>) -> Self {
        Self(false)
    }

    fn update(&mut self, asks: bool, _: &mut Context<bool>) {
        self.0 = asks;
    }

    fn view(&self) -> Element<bool> {
        let asked = self.0.then(|| {
            let no = button("No").name("no").initial_focus(true).on_press(false);
            dialog(no).name("sure").title("Sure?").on_close(false)
        });
        root((button("Delete").name("delete").on_press(true), asked)).into()
    }
}

#[test]
fn a_dialog_stands_beside_the_rest_of_a_view_and_is_closed_by_escape() {
    let mut tester = Tester::<Asking>::new();
    tester.press("delete");
    assert!(
        tester
            .text()
            .contains("dialog name=\"sure\" title=\"Sure?\" on=close")
    );
    tester.close("sure");
    tester.press("delete");
    tester.press("no");
    assert!(!tester.text().contains("dialog"));
}

#[test]
#[should_panic(expected = "`delete` can't be reached: a dialog lies over it")]
fn what_lies_below_a_dialog_can_not_be_pressed() {
    let mut tester = Tester::<Asking>::new();
    tester.press("delete");
    tester.press("delete");
}

/// Counts presses, and hears of one only, unless the count says to hear anew.
struct Once(u8);

impl App for Once {
    type Msg = ();

    fn new(_: &Start, _: &mut Context<()>) -> Self {
        Self(0)
    }

    fn update(&mut self, (): (), _: &mut Context<()>) {
        self.0 += 1;
    }

    fn view(&self) -> Element<()> {
        let one = text("t").name("one");
        let one = if self.0 == 2 {
            one
        } else {
            one.on_press(()).hear_once(EventKind::PRESS)
        };
        column((one, text("t").name("all").on_press(()))).into()
    }
}

#[test]
fn what_hears_once_can_be_played_again_when_it_was_attached_anew() {
    let mut once = Tester::<Once>::new();
    once.press("one");
    once.press("all");
    once.press("all");
    once.press("one");
    assert_eq!(once.app().0, 4);
}

#[test]
#[should_panic(expected = "`one` has heard of the one event it hears of")]
fn what_hears_once_can_not_be_played_twice() {
    let mut once = Tester::<Once>::new();
    once.press("one");
    once.press("one");
}
