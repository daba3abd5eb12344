//! The backend: ratatui's cells on the one side, those of a canvas on the other.

use core::convert::Infallible;
use std::collections::HashMap;

use opui::{Array, Paint, mark};
use ratatui_core::backend::{Backend, ClearType, WindowSize};
use ratatui_core::buffer::{Buffer, Cell};
use ratatui_core::layout::{Position, Rect, Size};
use ratatui_core::style::{Color, Modifier};

/// Columns and rows of a canvas at most.
const SIDE: u16 = 1_000;
/// Cells of a canvas at most.
const CELLS: u32 = 131_072;
/// Texts that a canvas takes at most.
const TEXTS: usize = 1_024;
/// What is shown for a text that there is no room for.
const NO_ROOM: char = '\u{FFFD}';
/// Marks of ratatui → marks of a canvas.
const MARKS: &[(Modifier, u32)] = &[
    (Modifier::BOLD, mark::BOLD),
    (Modifier::DIM, mark::DIM),
    (Modifier::ITALIC, mark::ITALIC),
    (Modifier::UNDERLINED, mark::UNDERLINE),
    (Modifier::SLOW_BLINK, mark::BLINK),
    (Modifier::RAPID_BLINK, mark::RAPID_BLINK),
    (Modifier::REVERSED, mark::REVERSE),
    (Modifier::HIDDEN, mark::CONCEAL),
    (Modifier::CROSSED_OUT, mark::STRIKE),
];
/// The named colours, by their places among the 256 of terminals.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Draws into arrays that a canvas shows. What is drawn is there for the canvas once it is flushed.
pub struct CanvasBackend {
    drawn: Buffer,
    cursor: Position,
    has_cursor: bool,
    texts: Vec<String>,
    cells: Array,
    symbols: Array,
}

impl CanvasBackend {
    /// A backend without an area.
    #[must_use]
    pub fn new() -> Self {
        Self {
            drawn: Buffer::empty(Rect::ZERO),
            cursor: Position::ORIGIN,
            has_cursor: false,
            texts: Vec::new(),
            cells: Array::from(Vec::<opui::Cell>::new()),
            symbols: Array::from_iter(Vec::<String>::new()),
        }
    }

    /// Have another size from now on, no larger than a canvas may be; what is drawn stays where it is.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let columns = columns.min(SIDE);
        let fitting = CELLS / u32::from(columns.max(1));
        let rows = rows.min(SIDE).min(u16::try_from(fitting).unwrap_or(SIDE));
        let old = core::mem::replace(
            &mut self.drawn,
            Buffer::empty(Rect::new(0, 0, columns, rows)),
        );
        let both = old.area.intersection(self.drawn.area);
        for position in both.positions() {
            self.drawn[position] = old[position].clone();
        }
    }

    /// What is drawn.
    #[must_use]
    pub fn buffer(&self) -> &Buffer {
        &self.drawn
    }

    /// The cells of the last flush.
    #[must_use]
    pub fn cells(&self) -> Array {
        self.cells.clone()
    }

    /// The texts of the last flush that its cells name.
    #[must_use]
    pub fn symbols(&self) -> Array {
        self.symbols.clone()
    }

    /// The place of the cell with the cursor, if it is shown.
    #[must_use]
    pub fn cursor(&self) -> Option<usize> {
        let Position { x, y } = self.cursor;
        let columns = usize::from(self.drawn.area.width);
        (self.has_cursor && self.drawn.area.contains(self.cursor))
            .then(|| usize::from(y) * columns + usize::from(x))
    }

    fn clear_cells(&mut self, cells: impl Iterator<Item = usize>) {
        for place in cells {
            self.drawn.content[place].reset();
        }
    }
}

impl Default for CanvasBackend {
    fn default() -> Self {
        Self::new()
    }
}

impl Backend for CanvasBackend {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            if let Some(drawn) = self.drawn.cell_mut((x, y)) {
                drawn.clone_from(cell);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.has_cursor = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.has_cursor = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.drawn.reset();
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Infallible> {
        let columns = usize::from(self.drawn.area.width);
        let all = self.drawn.content.len();
        let line = (usize::from(self.cursor.y) * columns).min(all);
        let at = (line + usize::from(self.cursor.x)).min(all);
        let end = (line + columns).min(all);
        self.clear_cells(match clear_type {
            ClearType::All => 0..all,
            ClearType::AfterCursor => at..all,
            ClearType::BeforeCursor => 0..(at + 1).min(all),
            ClearType::CurrentLine => line..end,
            ClearType::UntilNewLine => at..end.max(at),
        });
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.drawn.area.as_size())
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.drawn.area.as_size(),
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        let mut texts = Texts::default();
        let cells: Vec<_> = self
            .drawn
            .content
            .iter()
            .map(|cell| texts.cell(cell))
            .collect();
        self.cells = Array::from(cells);
        if texts.texts != self.texts {
            self.symbols = texts.texts.iter().collect();
            self.texts = texts.texts;
        }
        Ok(())
    }
}

/// The symbols of a flush that are no single character.
#[derive(Default)]
struct Texts {
    texts: Vec<String>,
    places: HashMap<String, u32>,
}

impl Texts {
    fn cell(&mut self, cell: &Cell) -> opui::Cell {
        self.symbol(cell.symbol())
            .color(paint(cell.fg))
            .background(paint(cell.bg))
            .marks(marks(cell.modifier))
    }

    fn symbol(&mut self, symbol: &str) -> opui::Cell {
        let mut characters = symbol.chars();
        match (characters.next(), characters.next()) {
            (None, _) => opui::Cell::default(),
            (Some(character), None) => opui::Cell::new(character),
            _ => self.text(symbol),
        }
    }

    fn text(&mut self, text: &str) -> opui::Cell {
        if let Some(place) = self.places.get(text) {
            return opui::Cell::of_text(*place);
        }
        match u32::try_from(self.texts.len()) {
            Ok(place) if self.texts.len() < TEXTS => {
                self.texts.push(text.to_owned());
                self.places.insert(text.to_owned(), place);
                opui::Cell::of_text(place)
            }
            _ => opui::Cell::new(NO_ROOM),
        }
    }
}

fn paint(color: Color) -> Paint {
    match color {
        Color::Reset => Paint::OWN,
        Color::Rgb(red, green, blue) => Paint::rgb(red, green, blue),
        Color::Indexed(index) => Paint::indexed(index),
        named => {
            let place = NAMED.iter().position(|other| *other == named);
            place
                .and_then(|place| u8::try_from(place).ok())
                .map_or(Paint::OWN, Paint::indexed)
        }
    }
}

fn marks(modifier: Modifier) -> u32 {
    let on = MARKS.iter().filter(|(each, _)| modifier.contains(*each));
    on.fold(0, |marks, (_, mark)| marks | mark)
}

#[cfg(test)]
mod tests {
    use super::{CanvasBackend, MARKS, Texts, marks, paint};
    use opui::{Cell, Paint, mark};
    use ratatui_core::backend::{Backend, ClearType};
    use ratatui_core::buffer;
    use ratatui_core::style::{Color, Modifier, Style};

    fn backend(line: &str) -> CanvasBackend {
        let mut backend = CanvasBackend::new();
        backend.resize(4, 3);
        for y in 0..3 {
            let cells: Vec<_> = line
                .chars()
                .map(|character| buffer::Cell::new("").set_char(character).clone())
                .collect();
            let places = cells.iter().zip(0..).map(|(cell, x)| (x, y, cell));
            backend.draw(places).unwrap();
        }
        backend
    }

    fn text(backend: &CanvasBackend) -> String {
        let symbols = backend.buffer().content.iter().map(buffer::Cell::symbol);
        symbols.collect()
    }

    #[test]
    fn a_cell_keeps_its_colours_and_marks() {
        let mut cell = buffer::Cell::new("x");
        cell.set_style(
            Style::new()
                .fg(Color::Rgb(1, 2, 3))
                .bg(Color::LightRed)
                .add_modifier(Modifier::BOLD | Modifier::CROSSED_OUT),
        );
        let wanted = Cell::new('x')
            .color(Paint::rgb(1, 2, 3))
            .background(Paint::indexed(9))
            .marks(mark::BOLD | mark::STRIKE);
        assert_eq!(Texts::default().cell(&cell), wanted);
        assert_eq!(Texts::default().symbol(""), Cell::default());
    }

    #[test]
    fn colours_are_the_canvass_the_themes_those_of_terminals_or_true() {
        assert_eq!(paint(Color::Reset), Paint::OWN);
        assert_eq!(paint(Color::Black), Paint::indexed(0));
        assert_eq!(paint(Color::White), Paint::indexed(15));
        assert_eq!(paint(Color::Indexed(200)), Paint::indexed(200));
    }

    #[test]
    fn every_modifier_is_a_mark() {
        let every = MARKS
            .iter()
            .fold(Modifier::empty(), |all, (each, _)| all | *each);
        assert_eq!(every, Modifier::all());
        assert_eq!(marks(Modifier::all()), 0x1FF);
    }

    #[test]
    fn a_symbol_of_several_characters_is_a_text_each_once_and_not_too_many() {
        let mut texts = Texts::default();
        assert_eq!(texts.symbol("e\u{301}"), Cell::of_text(0));
        assert_eq!(texts.symbol("a\u{301}"), Cell::of_text(1));
        assert_eq!(texts.symbol("e\u{301}"), Cell::of_text(0));
        for number in 0..2_000 {
            texts.symbol(&format!("{number:04}"));
        }
        assert_eq!(texts.texts.len(), super::TEXTS);
        assert_eq!(texts.symbol("new"), Cell::new(super::NO_ROOM));
    }

    #[test]
    fn what_is_drawn_stays_when_the_size_changes() {
        let mut backend = backend("abcd");
        backend.resize(3, 4);
        assert_eq!(text(&backend), "abcabcabc   ");
        backend
            .draw([(9, 9, &buffer::Cell::new("x"))].into_iter())
            .unwrap();
        assert_eq!(text(&backend), "abcabcabc   ");
    }

    #[test]
    fn no_size_is_larger_than_that_of_a_canvas() {
        let mut backend = CanvasBackend::new();
        for (asked, given) in [
            ((80, 24), (80, 24)),
            ((u16::MAX, 10), (1_000, 10)),
            ((1_000, u16::MAX), (1_000, 131)),
            ((1, u16::MAX), (1, 1_000)),
            ((0, 5), (0, 5)),
        ] {
            backend.resize(asked.0, asked.1);
            let size = backend.size().unwrap();
            assert_eq!((size.width, size.height), given);
        }
    }

    #[test]
    fn a_part_is_cleared_by_where_the_cursor_is() {
        for (part, left) in [
            (ClearType::All, "            "),
            (ClearType::AfterCursor, "abcda       "),
            (ClearType::BeforeCursor, "      cdabcd"),
            (ClearType::CurrentLine, "abcd    abcd"),
            (ClearType::UntilNewLine, "abcda   abcd"),
        ] {
            let mut backend = backend("abcd");
            backend.set_cursor_position((1, 1)).unwrap();
            backend.clear_region(part).unwrap();
            assert_eq!(text(&backend), left, "{part}");
            backend.set_cursor_position((90, 90)).unwrap();
            backend.clear_region(part).unwrap();
        }
    }

    #[test]
    fn the_cursor_has_a_place_while_it_is_shown_and_on_the_screen() {
        let mut backend = backend("abcd");
        backend.set_cursor_position((3, 1)).unwrap();
        assert_eq!(backend.cursor(), None);
        backend.show_cursor().unwrap();
        assert_eq!(backend.cursor(), Some(7));
        backend.set_cursor_position((4, 1)).unwrap();
        assert_eq!(backend.cursor(), None);
    }

    #[test]
    fn a_flush_makes_new_cells_and_new_texts_only_if_these_are_others() {
        let mut backend = backend("abcd");
        let before = (backend.cells(), backend.symbols());
        backend.flush().unwrap();
        assert_ne!(backend.cells(), before.0);
        assert_eq!(backend.symbols(), before.1);
        assert_eq!(backend.cells().len(), 4 * 12);
        backend
            .draw([(0, 0, &buffer::Cell::new("e\u{301}"))].into_iter())
            .unwrap();
        backend.flush().unwrap();
        assert_eq!(backend.symbols().len(), 1);
    }
}
