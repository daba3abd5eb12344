//! A screen in an app: its size, its events and what its view says.

use opui::protocol::EventKind;
use opui::testing::{Tester, text_of};
use opui::{App, Context, Element, EventRecord, Start};
use opui_ratatui::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind, Screen};
use ratatui::text::Text;

struct Told {
    screen: Screen,
    events: Vec<Event>,
}

impl App for Told {
    type Msg = Event;

    fn new(_start: &Start, _cx: &mut Context<Event>) -> Self {
        Self {
            screen: Screen::new(),
            events: Vec::new(),
        }
    }

    fn update(&mut self, event: Event, _cx: &mut Context<Event>) {
        let event = self.screen.take(event);
        self.events.push(event);
        let count = self.events.len();
        self.screen.draw(|frame| {
            frame.render_widget(Text::raw(format!("{count} events")), frame.area());
            frame.set_cursor_position((1, 0));
        });
    }

    fn view(&self) -> Element<Event> {
        self.screen.view(|event| event).name("screen").into()
    }
}

fn record(kind: EventKind, numbers: (i32, i32), flags: u8, modifiers: u16) -> EventRecord {
    let mut record = EventRecord::new(kind);
    record.numbers = [numbers.0.cast_unsigned(), numbers.1.cast_unsigned()];
    record.flags = flags;
    record.modifiers = modifiers;
    record
}

fn told() -> Tester<Told> {
    let mut app = Tester::<Told>::new();
    app.happen("screen", record(EventKind::SIZE, (20, 4), 0, 0), "");
    app
}

#[test]
fn the_screen_is_as_large_as_the_canvas_and_draws_as_many_cells() {
    let app = told();
    assert_eq!(app.app().events, [Event::Resize(20, 4)]);
    assert!(
        app.text().contains("columns=20 cells=u32[320]"),
        "{}",
        app.text()
    );
    assert!(app.text().contains("takes_tab"));
    assert!(app.text().contains("cursor=1"));
}

#[test]
fn keys_pastes_and_the_focus_come_as_events() {
    let mut app = told();
    app.key("screen", "ctrl+c");
    app.key("screen", "shift+tab");
    app.paste("screen", "two\nlines");
    app.focus("screen");
    app.blur("screen");
    let [_, Event::Key(first), Event::Key(second), rest @ ..] = &app.app().events[..] else {
        panic!("{:?}", app.app().events);
    };
    assert_eq!(
        (first.code, first.modifiers),
        (KeyCode::Char('c'), KeyModifiers::CONTROL)
    );
    assert_eq!(
        (second.code, second.modifiers),
        (KeyCode::BackTab, KeyModifiers::SHIFT)
    );
    let paste = Event::Paste("two\nlines".to_owned());
    assert_eq!(rest, [paste, Event::FocusGained, Event::FocusLost]);
}

#[test]
fn the_mouse_comes_as_events_and_a_wheel_is_turned_where_it_was_last() {
    let mut app = told();
    for (kind, numbers, flags) in [
        (EventKind::MOUSE_DOWN, (3, 1), 1),
        (EventKind::MOUSE_MOVE, (4, 2), 4),
        (EventKind::MOUSE_MOVE, (-1, 2), 0),
        (EventKind::MOUSE_UP, (5, 2), 2),
        (EventKind::WHEEL, (0, 1), 0),
        (EventKind::WHEEL, (0, -1), 0),
        (EventKind::WHEEL, (1, 0), 0),
        (EventKind::WHEEL, (-1, 0), 0),
    ] {
        app.happen("screen", record(kind, numbers, flags, 4), "");
    }
    let event = |kind, column, row| {
        Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::CONTROL,
        })
    };
    let wanted = [
        event(MouseEventKind::Down(MouseButton::Left), 3, 1),
        event(MouseEventKind::Drag(MouseButton::Right), 4, 2),
        event(MouseEventKind::Moved, 0, 2),
        event(MouseEventKind::Up(MouseButton::Middle), 5, 2),
        event(MouseEventKind::ScrollDown, 5, 2),
        event(MouseEventKind::ScrollUp, 5, 2),
        event(MouseEventKind::ScrollRight, 5, 2),
        event(MouseEventKind::ScrollLeft, 5, 2),
    ];
    assert_eq!(app.app().events[1..], wanted);
}

#[test]
fn a_screen_without_an_area_draws_nothing() {
    let mut screen = Screen::default();
    screen.draw(|frame| frame.render_widget(Text::raw("x"), frame.area()));
    let view = text_of::<Event>(screen.view(|event| event));
    assert!(!view.contains("columns"), "{view}");
}
