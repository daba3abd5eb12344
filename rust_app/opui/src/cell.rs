//! The cells of a canvas, as the host reads them in the app's memory.

/// From here on a symbol is the place of a text.
const TEXTS: u32 = 0x8000_0000;

/// One cell of a canvas. An array of them is made of a `Vec`, row by row; a new one each time that something changes:
///
/// ```
/// use opui::{Array, Cell, Element, Paint, canvas, mark};
///
/// let mut cells = vec![Cell::default(); 80 * 24];
/// cells[0] = Cell::new('é').color(Paint::rgb(255, 0, 0)).marks(mark::BOLD);
/// let shown = Array::from(cells);
/// let view: Element<()> = canvas().columns(80).cells(shown).into();
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    symbol: u32,
    color: Paint,
    background: Paint,
    marks: u32,
}

impl Cell {
    /// A cell that shows a character in the canvas's own colours. One that takes two columns hides the cell on its
    /// right.
    #[must_use]
    pub const fn new(symbol: char) -> Self {
        Self {
            symbol: symbol as u32,
            color: Paint::OWN,
            background: Paint::OWN,
            marks: 0,
        }
    }

    /// A cell that shows a text of the canvas's `symbols`, by its place there: a symbol of several characters.
    #[must_use]
    pub const fn of_text(place: u32) -> Self {
        let mut cell = Self::new(' ');
        cell.symbol = TEXTS | place;
        cell
    }

    /// The same in another colour.
    #[must_use]
    pub const fn color(mut self, color: Paint) -> Self {
        self.color = color;
        self
    }

    /// The same with another colour behind it.
    #[must_use]
    pub const fn background(mut self, color: Paint) -> Self {
        self.background = color;
        self
    }

    /// The same with these marks: those of [`mark`](crate::mark), joined by `|`.
    #[must_use]
    pub const fn marks(mut self, marks: u32) -> Self {
        self.marks = marks;
        self
    }
}

/// A colour of a cell.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paint(u32);

impl Paint {
    /// The canvas's own, from its style.
    pub const OWN: Self = Self(0);

    /// Red, green and blue.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self(u32::from_be_bytes([1, red, green, blue]))
    }

    /// One of the 256 colours of terminals; the first 16 are the theme's.
    #[must_use]
    pub const fn indexed(index: u8) -> Self {
        Self(u32::from_be_bytes([2, 0, 0, index]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Paint};
    use crate::mark;

    #[test]
    fn a_cell_is_four_words_and_the_default_one_is_zero() {
        assert_eq!(size_of::<Cell>(), 16);
        let words = |cell: Cell| [cell.symbol, cell.color.0, cell.background.0, cell.marks];
        assert_eq!(words(Cell::default()), [0; 4]);
        let cell = Cell::of_text(2)
            .color(Paint::rgb(1, 2, 3))
            .background(Paint::indexed(200))
            .marks(mark::BOLD | mark::STRIKE);
        assert_eq!(words(cell), [0x8000_0002, 0x0101_0203, 0x0200_00C8, 0x101]);
    }
}
