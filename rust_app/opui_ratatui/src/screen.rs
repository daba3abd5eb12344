//! A terminal of ratatui's, shown in a canvas.

use opui::{Canvas, canvas};
use ratatui_core::terminal::{Frame, Terminal};

use crate::backend::CanvasBackend;
use crate::event::{self, Event, MouseEvent, MouseEventKind};

/// A terminal of ratatui's, and the canvas that shows it.
pub struct Screen {
    terminal: Terminal<CanvasBackend>,
    pointer: (u16, u16),
}

impl Screen {
    /// A screen without an area: the first event tells its size.
    #[must_use]
    pub fn new() -> Self {
        let Ok(terminal) = Terminal::new(CanvasBackend::new());
        Self {
            terminal,
            pointer: (0, 0),
        }
    }

    /// The terminal.
    pub fn terminal(&mut self) -> &mut Terminal<CanvasBackend> {
        &mut self.terminal
    }

    /// Draw, as `Terminal::draw` does.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) {
        let Ok(_) = self.terminal.draw(render);
    }

    /// Take note of an event before the app does: the screen's size follows it, and a wheel is turned where the
    /// pointer was last.
    pub fn take(&mut self, event: Event) -> Event {
        match event {
            Event::Resize(columns, rows) => self.terminal.backend_mut().resize(columns, rows),
            Event::Mouse(mouse) if is_wheel(mouse.kind) => {
                let (column, row) = self.pointer;
                return Event::Mouse(MouseEvent {
                    column,
                    row,
                    ..mouse
                });
            }
            Event::Mouse(mouse) => self.pointer = (mouse.column, mouse.row),
            _ => {}
        }
        event
    }

    /// The canvas that shows what was drawn last. `message` makes a message of each event.
    pub fn view<Msg: 'static>(&self, message: fn(Event) -> Msg) -> Canvas<Msg> {
        let backend = self.terminal.backend();
        canvas()
            .columns(backend.buffer().area.width)
            .cells(backend.cells())
            .symbols(backend.symbols())
            .cursor(backend.cursor())
            .takes_tab(true)
            .initial_focus(true)
            .on_size_with(move |event| message(event::resized(event)))
            .on_key(move |name| message(Event::Key(event::key(&name))))
            .on_paste(move |text| message(Event::Paste(text)))
            .on_focus_with(move |_| message(Event::FocusGained))
            .on_blur_with(move |_| message(Event::FocusLost))
            .on_mouse_down_with(move |event| message(event::mouse_down(event)))
            .on_mouse_up_with(move |event| message(event::mouse_up(event)))
            .on_mouse_move_with(move |event| message(event::mouse_moved(event)))
            .on_wheel_with(move |event| message(event::wheel(event)))
    }
}

impl Default for Screen {
    fn default() -> Self {
        Self::new()
    }
}

fn is_wheel(kind: MouseEventKind) -> bool {
    use MouseEventKind::{ScrollDown, ScrollLeft, ScrollRight, ScrollUp};
    matches!(kind, ScrollDown | ScrollLeft | ScrollRight | ScrollUp)
}
