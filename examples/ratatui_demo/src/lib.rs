//! An app of ratatui's widgets: all that it knows of opui is here.

mod state;
mod view;

use opui::{App, Context, Element, Start, column, timer};
use opui_ratatui::{Event, KeyCode, Screen};
use state::State;

/// Milliseconds between two steps.
const STEP: f64 = 100.0;

#[derive(Clone)]
enum Msg {
    Happened(Event),
    Ticked,
}

struct Demo {
    screen: Screen,
    state: State,
}

impl App for Demo {
    type Msg = Msg;

    fn new(_start: &Start, _cx: &mut Context<Msg>) -> Self {
        Self {
            screen: Screen::new(),
            state: State::default(),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Happened(event) => self.happened(event, cx),
            Msg::Ticked => self.state.step(),
        }
        let state = &mut self.state;
        self.screen.draw(|frame| view::draw(frame, state));
    }

    fn view(&self) -> Element<Msg> {
        column((
            self.screen.view(Msg::Happened).name("screen"),
            timer(if self.state.stands { 0.0 } else { STEP }).on_tick(Msg::Ticked),
        ))
        .style("height: 1fr")
        .into()
    }
}

impl Demo {
    fn happened(&mut self, event: Event, cx: &mut Context<Msg>) {
        if let Event::Key(key) = self.screen.take(event) {
            match key.code {
                KeyCode::Char('q') => cx.quit(0),
                KeyCode::Char(' ') => self.state.stands = !self.state.stands,
                KeyCode::Tab | KeyCode::Right => self.state.turn(1),
                KeyCode::BackTab | KeyCode::Left => self.state.turn(-1),
                KeyCode::Down => self.state.services.select_next(),
                KeyCode::Up => self.state.services.select_previous(),
                _ => {}
            }
        }
    }
}

opui::app!(Demo);
