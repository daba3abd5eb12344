//! Whatever views follow one another: what the batches make of the tree is what a fresh start would make.
#![cfg(feature = "app")]

mod toy_tree;

use opui::protocol::{EventKind, Kind};
use opui::{Element, Root, button, checkbox, column, input, lazy, root, row, text, text_area};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop};
use proptest::{prop_oneof, proptest};
use toy_tree::Stage;

/// A part of a view, written down.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    kind: u8,
    key: Option<u8>,
    word: u8,
    disabled: bool,
    classes: Vec<u8>,
    handles: bool,
    lazy: bool,
    children: Vec<Part>,
}

const WORDS: [&str; 4] = ["", "a", "é", "long"];

fn part() -> impl Strategy<Value = Part> {
    let leaf = (
        0..5_u8,
        keys(),
        0..4_u8,
        any::<bool>(),
        vec(0..3_u8, 0..3),
        any::<bool>(),
        any::<bool>(),
    );
    let leaf = leaf.prop_map(|(kind, key, word, disabled, classes, handles, lazy)| Part {
        kind,
        key,
        word,
        disabled,
        classes,
        handles,
        lazy,
        children: Vec::new(),
    });
    leaf.prop_recursive(3, 24, 6, |inner| {
        (inner.clone(), vec(inner, 0..7)).prop_map(|(part, children)| Part { children, ..part })
    })
}

/// Few keys, so that views share them.
fn keys() -> impl Strategy<Value = Option<u8>> {
    prop_oneof![prop::strategy::Just(None), (0..8_u8).prop_map(Some)]
}

fn build(part: &Part, path: &str) -> Element<String> {
    let element = if part.lazy {
        lazy((part.clone(), path.to_owned()), |(part, path)| {
            build_now(part, path)
        })
    } else {
        build_now(part, path)
    };
    match part.key {
        Some(key) => element.key(u64::from(key)),
        None => element,
    }
}

fn build_now(part: &Part, path: &str) -> Element<String> {
    let word = WORDS[usize::from(part.word)];
    let message = format!("{path} {word}");
    macro_rules! dressed {
        ($element:expr) => {{
            let mut element = $element.disabled(part.disabled);
            for class in &part.classes {
                element = element.class(["red", "green", "blue"][usize::from(*class)]);
            }
            element
        }};
        ($element:expr, pressed) => {{
            let element = dressed!($element);
            if part.handles {
                element.on_press(message).into()
            } else {
                element.into()
            }
        }};
    }
    match part.kind {
        0 => dressed!(column(build_all(&part.children, path)), pressed),
        1 => dressed!(row(build_all(&part.children, path)), pressed),
        2 => dressed!(text(word), pressed),
        3 => dressed!(button(word), pressed),
        _ if part.handles => dressed!(checkbox(word, part.disabled)).into(),
        _ => dressed!(input(word)).into(),
    }
}

/// Build siblings; of those with one key only the first.
fn build_all(parts: &[Part], path: &str) -> Vec<Element<String>> {
    let mut seen = Vec::new();
    let new = |part: &&Part| {
        part.key.is_none_or(|key| {
            !seen.contains(&key) && {
                seen.push(key);
                true
            }
        })
    };
    let kept: Vec<&Part> = parts.iter().filter(new).collect();
    kept.iter()
        .enumerate()
        .map(|(place, part)| build(part, &format!("{path}/{place}")))
        .collect()
}

fn view(parts: &[Part]) -> impl Fn() -> Root<String> + use<> {
    let parts = parts.to_vec();
    move || root(build_all(&parts, "")).on_key(|key| key)
}

/// Press everything that can be pressed; return what the app heard.
fn pressed(stage: &mut Stage) -> Vec<String> {
    stage.script.messages.borrow_mut().clear();
    for node in stage.tree.walk() {
        if stage.tree.nodes[&node]
            .handlers
            .contains_key(&EventKind::PRESS.0)
        {
            stage.event(EventKind::PRESS, node, "", 1);
        }
    }
    stage.script.messages.take()
}

proptest! {
    #[test]
    fn an_edited_text_becomes_what_the_view_says(texts in vec("[ab\n漢\u{200D}👩]{0,12}", 1..6)) {
        let area = |text: &String| {
            let text = text.clone();
            move || root([text_area(&text).on_edit(|edit| edit.text)])
        };
        let mut stage = Stage::new(area(&texts[0]));
        let node = stage.only(Kind::TEXT_AREA);
        for text in &texts {
            stage.show(area(text));
            assert_eq!(&stage.tree.nodes[&node].text, text);
        }
    }
}

proptest! {
    #[test]
    fn batches_lead_to_the_tree_of_a_fresh_start(views in vec(vec(part(), 0..8), 1..6)) {
        let mut stage = Stage::new(view(&[]));
        for parts in &views {
            stage.show(view(parts));
            let mut fresh = Stage::new(view(parts));
            assert_eq!(stage.tree.shape(), fresh.tree.shape());
            assert_eq!(pressed(&mut stage), pressed(&mut fresh));
        }
    }

    #[test]
    fn a_new_order_of_keyed_rows_creates_and_removes_nothing(order in prop::sample::subsequence((0..30_u64).collect::<Vec<_>>(), 30).prop_shuffle()) {
        let rows = |keys: Vec<u64>| move || {
            root(keys.iter().map(|key| text(key.to_string()).key(*key))).on_key(|key| key)
        };
        let mut stage = Stage::new(rows((0..30).collect()));
        stage.show(rows(order));
        assert!(stage.tree.opcodes.iter().all(|opcode| *opcode == 0x02));
    }
}
