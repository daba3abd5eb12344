//! A count, two buttons and three keys, without allocation: the smallest whole app.
#![cfg_attr(target_arch = "wasm32", no_std)]

use opui::Event;
use opui::protocol::{CommandWriter, EventKind, Kind, Method, StringAttribute};
use opui::raw::{App, Frame, handler};

const ROOT: u32 = 0;
const ROW: u32 = 1;
const COUNT: u32 = 2;

/// What a control does, as the data word of its handler: add this much, or, if it is nothing, quit.
type Step = i32;
const QUIT: Step = 0;

struct Counter {
    count: i32,
}

impl App for Counter {
    const NEW: Self = Self { count: 0 };

    fn event(&mut self, frame: &mut Frame, event: &Event) {
        if event.kind() == EventKind::START {
            frame.create(ROW, Kind::ROW);
            frame.insert(ROW, ROOT, 0);
            control(frame, 3, Kind::BUTTON, "-", "", -1);
            frame.create(COUNT, Kind::TEXT);
            frame.set_string(COUNT, StringAttribute::STYLE, "margin:1");
            frame.set_text_decimal(COUNT, Self::NEW.count);
            frame.insert(COUNT, ROW, 0);
            control(frame, 4, Kind::BUTTON, "+", "", 1);
            control(frame, 5, Kind::KEY_BINDING, "down", "-", -1);
            control(frame, 6, Kind::KEY_BINDING, "up", "+", 1);
            control(frame, 7, Kind::KEY_BINDING, "quit", "q", QUIT);
        }
    }
}

/// Put a button into the row, or with a key a key binding under the root, where it always works.
fn control(frame: &mut Frame, node: u32, kind: Kind, text: &str, key: &str, step: Step) {
    let mut parent = ROW;
    frame.create(node, kind);
    frame.set_text(node, text);
    if !key.is_empty() {
        frame.set_string(node, StringAttribute::KEY, key);
        parent = ROOT;
    }
    frame.attach(
        node,
        EventKind::PRESS,
        handler(press),
        step.cast_unsigned(),
        0,
    );
    frame.insert(node, parent, 0);
}

fn press(counter: &mut Counter, frame: &mut Frame, event: &Event) {
    match event.data.cast_signed() {
        QUIT => frame.call(ROOT, Method::QUIT, 0, ""),
        step => {
            counter.count = counter.count.wrapping_add(step);
            frame.set_text_decimal(COUNT, counter.count);
        }
    }
}

opui::raw_app!(Counter);
