//! What an app gets to see and what a host gets to hear, frame by frame.
#![cfg(feature = "app")]

mod toy_tree;

use std::cell::RefCell;
use std::rc::Rc;

use opui::protocol::{EventKind, FlagAttribute, Kind, Method, StringAttribute};
use opui::{
    Context, Element, Root, Severity, button, checkbox, column, dialog, input, root, row, span,
    text, text_area,
};
use toy_tree::Stage;

const CREATE: u8 = 0x01;
const INSERT: u8 = 0x02;
const REMOVE: u8 = 0x03;

fn say(text: &str) -> String {
    text.to_owned()
}

/// A root with a handler to get frames by, above rows with these keys.
fn rows(keys: &[u64]) -> Element<String> {
    let rows = keys.iter().map(|key| text(format!("row {key}")).key(*key));
    root(column(rows)).on_key(|key| key).into()
}

#[test]
fn a_view_that_has_not_changed_costs_no_command() {
    let mut stage = Stage::new(|| rows(&[1, 2, 3]));
    stage.show(|| rows(&[1, 2, 3]));
    assert!(stage.tree.opcodes.is_empty());
}

#[test]
fn a_closure_made_anew_for_an_old_node_costs_no_command_and_is_the_one_that_runs() {
    let view = |word: &'static str| move || root([button("b").on_press(say(word))]);
    let mut stage = Stage::new(view("old"));
    stage.show(view("new"));
    assert!(stage.tree.opcodes.is_empty());
    stage.event(EventKind::PRESS, stage.only(Kind::BUTTON), "", 1);
    assert_eq!(*stage.script.messages.borrow(), ["old", "new"]);
}

#[test]
fn two_rows_that_trade_places_are_moved_and_not_made_anew() {
    let mut stage = Stage::new(|| rows(&[1, 2, 3, 4, 5]));
    stage.show(|| rows(&[1, 4, 3, 2, 5]));
    assert_eq!(stage.tree.opcodes, [INSERT, INSERT]);
}

#[test]
fn a_row_that_goes_from_the_end_to_the_front_is_moved_alone() {
    let mut stage = Stage::new(|| rows(&[1, 2, 3, 4, 5]));
    stage.show(|| rows(&[5, 1, 2, 3, 4]));
    assert_eq!(stage.tree.opcodes, [INSERT]);
}

#[test]
fn a_row_in_front_of_the_others_costs_its_own_commands_only() {
    let mut stage = Stage::new(|| rows(&[1, 2]));
    stage.show(|| rows(&[7, 1, 2]));
    assert_eq!(stage.tree.opcodes, [CREATE, 0x04, INSERT]);
}

#[test]
fn a_removed_subtree_costs_one_command() {
    let mut stage = Stage::new(|| root([column([row([text("deep")])])]).on_key(|key| key));
    stage.show(|| root(()).on_key(|key| key));
    assert_eq!(stage.tree.opcodes, [REMOVE]);
}

#[test]
fn a_key_on_another_kind_is_another_node() {
    let mut stage = Stage::new(|| root([text("a").key("k")]).on_key(|key| key));
    stage.show(|| root([button("a").key("k")]).on_key(|key| key));
    assert_eq!((stage.tree.count(CREATE), stage.tree.count(REMOVE)), (1, 1));
}

#[test]
fn unkeyed_siblings_keep_their_nodes_whatever_keyed_ones_do_among_them() {
    let mut stage =
        Stage::new(|| root((text("a"), text("k").key(1u32), button("b"))).on_key(|key| key));
    stage.show(|| root((text("k").key(1u32), button("b"), text("a"))).on_key(|key| key));
    assert_eq!(stage.tree.count(CREATE), 0);
}

#[test]
fn a_dialog_that_comes_and_goes_leaves_what_is_beside_it_alone() {
    let shown = |asks: bool| {
        let asked = asks.then(|| dialog(button("No").on_press("no".to_owned())));
        root((column(text("main")), asked)).on_key(|key| key)
    };
    let mut stage = Stage::new(move || shown(false));
    stage.show(move || shown(true));
    assert_eq!((stage.tree.count(CREATE), stage.tree.count(REMOVE)), (2, 0));
    stage.show(move || shown(false));
    assert_eq!(stage.tree.opcodes, [REMOVE]);
}

#[test]
#[should_panic(expected = "two siblings have the key 7")]
fn two_siblings_of_one_key_are_an_error() {
    Stage::new(|| rows(&[7, 1, 7]));
}

#[test]
#[should_panic(expected = "`column` does not take `span` as a child")]
fn an_element_of_the_wrong_kind_among_the_children_is_an_error() {
    let _: Element<String> = column(Element::from(span("s"))).into();
}

#[test]
fn a_view_without_a_root_is_put_under_one() {
    let stage = Stage::new(|| text("t"));
    assert_eq!(stage.tree.nodes[&0].children, [stage.only(Kind::TEXT)]);
}

/// An input that shows `value` whatever is typed.
fn stubborn(value: &'static str) -> impl Fn() -> Root<String> {
    move || root([input(value).on_change(|typed| typed)])
}

#[test]
fn a_change_the_app_rejects_is_put_back() {
    let mut stage = Stage::new(stubborn("mine"));
    let node = stage.only(Kind::INPUT);
    stage
        .tree
        .nodes
        .get_mut(&node)
        .expect("it")
        .attributes
        .insert(StringAttribute::VALUE.0, say("yours"));
    stage.event(EventKind::CHANGE, node, "yours", 0);
    assert_eq!(
        stage.tree.nodes[&node].attributes[&StringAttribute::VALUE.0],
        "mine"
    );
}

#[test]
fn a_change_the_app_accepts_costs_no_command() {
    let mut stage = Stage::new(stubborn("mine"));
    *stage.script.view.borrow_mut() = Box::new(|| stubborn("yours")().into());
    stage.event(EventKind::CHANGE, stage.only(Kind::INPUT), "yours", 0);
    assert!(stage.tree.opcodes.is_empty());
}

const DELETE_TEXT: u8 = 0x11;
const INSERT_TEXT: u8 = 0x12;

/// A text area that shows this text, whatever is typed.
fn area(text: impl Into<String>) -> impl Fn() -> Root<String> {
    let text = text.into();
    move || root([text_area(&text).on_edit(|edit| edit.text)])
}

#[test]
fn of_an_edited_text_the_changed_middle_alone_is_sent() {
    let lines = "one line of many\n".repeat(20_000);
    let mut stage = Stage::new(area(lines.clone()));
    let node = stage.only(Kind::TEXT_AREA);
    assert_eq!(stage.tree.nodes[&node].text, lines);
    assert!(stage.tree.count(INSERT_TEXT) == 6, "in pieces of 64 KiB");
    let other = lines.replacen("many\none", "some\none", 3);
    stage.show(area(other.clone()));
    assert_eq!(stage.tree.opcodes, [DELETE_TEXT, INSERT_TEXT]);
    assert_eq!(stage.tree.nodes[&node].text, other);
    stage.show(area(other));
    assert!(stage.tree.opcodes.is_empty());
}

#[test]
fn an_edit_the_app_accepts_costs_no_command_and_one_it_rejects_is_put_back() {
    let mut stage = Stage::new(area("ilk"));
    let node = stage.only(Kind::TEXT_AREA);
    stage.tree.nodes.get_mut(&node).expect("it").text = say("milk");
    *stage.script.view.borrow_mut() = Box::new(|| area("milk")().into());
    stage.event(EventKind::EDIT, node, "m", 0);
    assert!(stage.tree.opcodes.is_empty());
    stage.tree.nodes.get_mut(&node).expect("it").text = say("xmilk");
    stage.event(EventKind::EDIT, node, "x", 0);
    assert_eq!(stage.tree.opcodes, [DELETE_TEXT]);
    assert_eq!(stage.tree.nodes[&node].text, "milk");
    assert_eq!(*stage.script.messages.borrow(), ["m", "x"]);
}

#[test]
fn an_app_selects_in_the_text_that_it_shows_next() {
    let mut stage = Stage::new(|| root([text_area("é").name("t").on_edit(|edit| edit.text)]));
    *stage.script.update.borrow_mut() = Box::new(|_, cx| cx.select_text("t", 9, 1));
    stage.event(EventKind::EDIT, stage.only(Kind::TEXT_AREA), "", 0);
    assert_eq!(stage.tree.selected, [(1, 1)]);
}

#[test]
fn a_text_of_whose_edits_nobody_hears_is_replaced_as_a_whole() {
    let silent = |text: &'static str| move || root([text_area(text)]).on_key(|key| key);
    let mut stage = Stage::new(silent("one"));
    let node = stage.only(Kind::TEXT_AREA);
    stage.tree.nodes.get_mut(&node).expect("it").text = say("one and more");
    stage.show(silent("two"));
    assert_eq!(stage.tree.nodes[&node].text, "two");
    stage.tree.nodes.get_mut(&node).expect("it").text = say("two and more");
    stage.show(|| root([text_area("two").on_edit(|edit| edit.text)]).on_key(|key| key));
    assert_eq!(stage.tree.nodes[&node].text, "two");
}

#[test]
fn an_input_that_tells_only_what_is_submitted_can_be_cleared_by_the_same_view() {
    let mut stage = Stage::new(|| root([input("").on_submit(|text| text)]));
    let node = stage.only(Kind::INPUT);
    stage
        .tree
        .nodes
        .get_mut(&node)
        .expect("it")
        .attributes
        .insert(StringAttribute::VALUE.0, say("milk"));
    stage.event(EventKind::SUBMIT, node, "milk", 0);
    assert!(stage.tree.nodes[&node].attributes.is_empty());
}

#[test]
fn a_tick_the_app_rejects_is_taken_back() {
    let mut stage = Stage::new(|| root([checkbox("c", false).on_toggle(|on| on.to_string())]));
    let node = stage.only(Kind::CHECKBOX);
    stage
        .tree
        .nodes
        .get_mut(&node)
        .expect("it")
        .attributes
        .insert(FlagAttribute::CHECKED.0, say("1 0"));
    stage.event(EventKind::TOGGLE, node, "", 1);
    assert_eq!(*stage.script.messages.borrow(), ["true"]);
    assert!(stage.tree.nodes[&node].attributes.is_empty());
}

#[test]
fn what_a_frame_creates_can_have_the_focus_at_once() {
    let mut stage = Stage::new(|| root(()).on_key(|key| key));
    *stage.script.update.borrow_mut() = Box::new(|_, cx| {
        cx.notify(Severity::Error, "no");
        cx.focus("new");
    });
    stage.show(|| root([input("").name("new")]).on_key(|key| key));
    let node = stage.only(Kind::INPUT);
    assert_eq!(
        stage.tree.calls,
        [(Method::NOTIFY.0, 0), (Method::FOCUS.0, node)]
    );
}

#[test]
fn a_call_to_a_name_that_is_not_there_tells_the_developer_and_does_nothing_else() {
    let mut stage = Stage::new(|| root(()).on_key(|key| key));
    *stage.script.update.borrow_mut() = Box::new(|_, cx| {
        cx.focus("gone");
        cx.scroll_into_view("gone");
        cx.select_all("gone");
        cx.bell();
    });
    stage.show(|| root(()));
    let log = (Method::LOG.0, 0);
    assert_eq!(stage.tree.calls, [log, log, log, (Method::BELL.0, 0)]);
}

#[test]
fn what_is_asked_again_is_done_once_where_it_is_asked_last() {
    let mut stage =
        Stage::new(|| root((input("").name("a"), text("b").name("b"))).on_key(|key| key));
    *stage.script.update.borrow_mut() = Box::new(|_, cx| {
        cx.focus("a");
        cx.scroll_into_view("a");
        cx.focus("b");
        cx.focus("a");
    });
    stage.event(EventKind::KEY, 0, "x", 0);
    let (a, b) = (stage.only(Kind::INPUT), stage.only(Kind::TEXT));
    let (focus, scroll) = (Method::FOCUS.0, Method::SCROLL_INTO_VIEW.0);
    assert_eq!(stage.tree.calls, [(scroll, a), (focus, b), (focus, a)]);
}

#[test]
fn a_frame_asks_for_no_more_than_the_host_takes_however_many_keys_it_answers() {
    let mut stage = Stage::new(|| {
        let texts = (0..100).map(|number| text("t").name(format!("n{number}")));
        root(column(texts.collect::<Vec<_>>())).on_key(|key| key)
    });
    *stage.script.update.borrow_mut() = Box::new(|_, cx| {
        for number in 0..100 {
            cx.focus(format!("n{number}"));
            opui::log!("{number}");
        }
        cx.quit(3);
    });
    stage.event(EventKind::KEY, 0, "x", 0);
    assert_eq!(stage.tree.calls.len(), 64);
    assert!(stage.tree.calls.contains(&(Method::QUIT.0, 0)));
    let last = stage.tree.walk()[101];
    assert!(stage.tree.calls.contains(&(Method::FOCUS.0, last)));
}

#[test]
fn a_key_that_is_held_down_interrupts_the_person_no_more_often_than_the_host_takes() {
    let mut stage = Stage::new(|| root(()).on_key(|key| key));
    *stage.script.update.borrow_mut() = Box::new(|_, cx| {
        cx.map(|part: String| part, Context::bell);
        cx.notify(Severity::Error, "no");
    });
    let mut heard = Vec::new();
    for frame in 0..150 {
        stage.clock(f64::from(frame) * 33.0, frame);
        stage.event(EventKind::KEY, 0, "x", 0);
        heard.extend(stage.tree.calls.iter().map(|_| frame * 33));
    }
    assert_eq!(heard.len(), 24);
    assert!(heard.windows(9).all(|nine| nine[8] - nine[0] > 1000));
}

#[test]
fn keys_that_waited_for_long_count_as_of_the_frame_that_answers_them() {
    let mut stage = Stage::new(|| root(()).on_key(|key| key));
    *stage.script.update.borrow_mut() = Box::new(|_, cx| {
        cx.notify(
            Severity::Error,
            format!("{} in frame {}", cx.now(), cx.frame()),
        );
    });
    let mut heard = 0;
    for key in 0..30 {
        stage.clock(9000.0, 7);
        stage.clock(f64::from(key) * 250.0, 7);
        stage.event(EventKind::KEY, 0, "x", 0);
        heard += stage.tree.calls.len();
    }
    assert_eq!(heard, 8);
}

#[test]
fn now_is_when_that_happened_of_which_a_message_tells() {
    let mut stage = Stage::new(|| root(()).on_key(|key| key));
    let times = Rc::new(RefCell::new(Vec::new()));
    let told = times.clone();
    *stage.script.update.borrow_mut() = Box::new(move |_, cx| {
        cx.map(
            |part: String| part,
            |cx| told.borrow_mut().push((cx.now(), cx.frame())),
        );
    });
    for time in [20.0, 31.0] {
        stage.clock(time, 3);
        stage.event(EventKind::KEY, 0, "x", 0);
    }
    assert_eq!(*times.borrow(), [(20.0, 3), (31.0, 3)]);
}

#[test]
fn a_message_sent_by_update_is_handled_in_the_same_frame() {
    let mut stage = Stage::new(|| root([button("b").on_press(say("first"))]));
    *stage.script.update.borrow_mut() = Box::new(|msg, cx| {
        if msg == "first" {
            cx.send(say("second"));
        }
        cx.again();
    });
    stage.event(EventKind::PRESS, stage.only(Kind::BUTTON), "", 1);
    assert_eq!(*stage.script.messages.borrow(), ["first", "second"]);
    assert!(stage.runtime.again());
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "inputs come by reference"
)]
mod lazy_elements {
    use super::{EventKind, FlagAttribute, Kind, REMOVE, say};
    use crate::toy_tree::Stage;
    use opui::{Element, Root, Row, button, checkbox, column, lazy, list, root, row, text};
    use std::cell::Cell;

    thread_local! {
        static BUILT: Cell<usize> = const { Cell::new(0) };
    }

    fn one(number: &u64) -> Row<String> {
        BUILT.set(BUILT.get() + 1);
        row([text(number.to_string())]).class("row")
    }

    fn rows(numbers: &'static [(u64, u64)]) -> impl Fn() -> Root<String> {
        let row = |(key, number): &(u64, u64)| lazy(*number, one).key(*key);
        move || root([list(numbers.iter().map(row))]).on_key(|key| key)
    }

    #[test]
    fn one_is_built_when_it_comes_and_when_its_inputs_change() {
        let mut stage = Stage::new(rows(&[(1, 10), (2, 20)]));
        assert_eq!(BUILT.take(), 2);
        stage.show(rows(&[(1, 10), (2, 21)]));
        assert_eq!(
            (BUILT.take(), stage.tree.opcodes.as_slice()),
            (1, &[0x04][..])
        );
        stage.show(rows(&[(3, 30), (2, 21)]));
        assert_eq!(BUILT.take(), 1);
        stage.show(rows(&[(2, 21), (3, 30)]));
        assert_eq!(BUILT.take(), 0);
        assert_eq!(stage.tree.opcodes, [0x02]);
        stage.show(rows(&[(3, 30)]));
        assert_eq!(
            (BUILT.take(), stage.tree.opcodes.as_slice()),
            (0, &[REMOVE][..])
        );
    }

    #[test]
    fn one_that_becomes_another_kind_is_another_node_in_the_same_place() {
        fn either(tall: &bool) -> Element<String> {
            if *tall {
                column(()).into()
            } else {
                row(()).into()
            }
        }
        let view =
            |tall| move || root((text("a"), lazy(tall, either), text("b"))).on_key(|key| key);
        let mut stage = Stage::new(view(true));
        stage.show(view(false));
        let kinds: Vec<u16> = stage.tree.walk()[1..]
            .iter()
            .map(|id| stage.tree.nodes[id].kind)
            .collect();
        assert_eq!(kinds, [Kind::TEXT.0, Kind::ROW.0, Kind::TEXT.0]);
    }

    #[test]
    fn another_function_of_the_same_inputs_is_built() {
        let mut stage = Stage::new(|| root([lazy(1, |_: &i32| text("a"))]).on_key(|key| key));
        stage.show(|| root([lazy(1, |_: &i32| text("b"))]).on_key(|key| key));
        assert_eq!(stage.tree.nodes[&stage.only(Kind::TEXT)].text, "b");
    }

    #[test]
    fn a_tick_that_the_app_rejects_is_put_back_within_one() {
        let unticked = |(): &()| row([checkbox("", false).on_toggle(|_| say("toggled"))]);
        let mut stage = Stage::new(move || root([lazy((), unticked)]));
        let node = stage.only(Kind::CHECKBOX);
        let attributes = &mut stage.tree.nodes.get_mut(&node).expect("it").attributes;
        attributes.insert(FlagAttribute::CHECKED.0, say("1 0"));
        stage.event(EventKind::TOGGLE, node, "", 1);
        assert_eq!(stage.tree.opcodes, [0x08]);
    }

    #[test]
    fn one_within_another_is_built_with_it() {
        fn outer(number: &u64) -> Element<String> {
            lazy(*number, |number| text(number.to_string()))
        }
        let view = |number| move || root([lazy(number, outer)]).on_key(|key| key);
        let mut stage = Stage::new(view(1));
        stage.show(view(2));
        assert_eq!(stage.tree.nodes[&stage.only(Kind::TEXT)].text, "2");
    }

    #[test]
    #[should_panic(expected = "`list` does not take `span` as a child")]
    fn one_of_a_kind_that_its_parent_does_not_take_is_an_error() {
        Stage::new(|| root([list([lazy((), |()| opui::span("s"))])]));
    }

    #[test]
    #[should_panic(expected = "the key belongs to the lazy element")]
    fn a_key_within_one_is_an_error() {
        Stage::new(|| root([lazy((), |()| button("b").key(1u32))]));
    }
}

#[test]
#[should_panic(expected = "two siblings have the key 2")]
fn a_key_that_comes_a_second_time_is_an_error() {
    let mut stage = Stage::new(|| rows(&[1, 2, 3]));
    stage.show(|| rows(&[1, 2, 3, 2]));
}

#[test]
#[should_panic(expected = "two siblings have the key 3")]
fn a_key_that_moves_to_two_places_is_an_error() {
    let mut stage = Stage::new(|| rows(&[1, 2, 3, 4, 5, 6]));
    stage.show(|| rows(&[3, 1, 2, 4, 3, 5, 6]));
}

mod paces {
    use super::{EventKind, say};
    use crate::toy_tree::Stage;
    use opui::protocol::{Kind, ONCE};
    use opui::{input, root, text};

    const ATTACH: u8 = 0x0E;
    const DETACH: u8 = 0x0F;

    #[test]
    fn a_pace_goes_with_its_handler_and_is_told_anew_where_it_differs() {
        let field = |milliseconds| {
            move || {
                let input = input("").on_change(say_it).on_submit(say_it);
                root([input
                    .debounce(EventKind::CHANGE, milliseconds)
                    .hear_once(EventKind::SUBMIT)])
            }
        };
        let mut stage = Stage::new(field(300));
        let id = stage.only(Kind::INPUT);
        let paces = |stage: &Stage| {
            let paces = &stage.tree.nodes[&id].paces;
            (paces[&EventKind::CHANGE.0], paces[&EventKind::SUBMIT.0])
        };
        assert_eq!(paces(&stage), (300, ONCE));
        stage.show(field(300));
        assert!(stage.tree.opcodes.is_empty());
        stage.show(field(500));
        assert_eq!(stage.tree.opcodes, [ATTACH]);
        assert_eq!(paces(&stage), (500, ONCE));
    }

    #[test]
    fn both_paces_of_one_handler_hold() {
        let stage = Stage::new(|| {
            let input = input("").on_change(say_it);
            root([input
                .hear_once(EventKind::CHANGE)
                .debounce(EventKind::CHANGE, u16::MAX)])
        });
        let id = stage.only(Kind::INPUT);
        assert_eq!(stage.tree.nodes[&id].paces[&EventKind::CHANGE.0], u16::MAX);
    }

    #[test]
    fn what_hears_once_hears_again_after_a_view_without_its_handler() {
        let heard =
            || root([text("t").on_press(say("x")).hear_once(EventKind::PRESS)]).on_key(say_it);
        let mut stage = Stage::new(heard);
        stage.show(heard);
        assert!(stage.tree.opcodes.is_empty());
        stage.show(|| root([text("t")]).on_key(say_it));
        assert_eq!(stage.tree.opcodes, [DETACH]);
        stage.show(heard);
        assert_eq!(stage.tree.opcodes, [ATTACH]);
    }

    fn say_it(words: String) -> String {
        words
    }
}
