//! A drawing in the dots of Braille: two beside and four above one another in each cell, as far from one as from the other.

/// Dots in a cell, across and down.
pub const DOTS: (i32, i32) = (2, 4);
/// The bits of a cell's dots, line by line.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// So many columns and lines of cells, and which dots of each are there.
pub struct Canvas {
    columns: usize,
    cells: Vec<u8>,
}

impl Canvas {
    pub fn new(columns: usize, lines: usize) -> Self {
        Self {
            columns,
            cells: vec![0; columns * lines],
        }
    }

    /// Draw a dot, if there is one at that place.
    fn dot(&mut self, x: i32, y: i32) {
        let (Ok(across), Ok(down)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        if across / 2 < self.columns
            && let Some(cell) = self.cells.get_mut(down / 4 * self.columns + across / 2)
        {
            *cell |= BITS[down % 4][across % 2];
        }
    }

    /// Draw a circle around a dot; a filled one has each dot within.
    pub fn circle(&mut self, (x, y): (i32, i32), radius: i32, filled: bool) {
        for dy in -radius..=radius {
            for dx in -radius..=radius {
                let square = dx * dx + dy * dy;
                let outer = square <= radius * radius + radius;
                // Every second dot of a fill, so that it is grey.
                let inner = filled && (dx + dy) % 2 == 0;
                if outer && (inner || square > radius * radius - radius) {
                    self.dot(x + dx, y + dy);
                }
            }
        }
    }

    /// The lines, from top to bottom.
    pub fn lines(&self) -> String {
        // Some fonts show the sign without a dot as eight hollow ones.
        let sign = |bits: &u8| match *bits {
            0 => ' ',
            bits => char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' '),
        };
        let signs = |cells: &[u8]| cells.iter().map(sign).collect();
        let lines: Vec<String> = self.cells.chunks(self.columns.max(1)).map(signs).collect();
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::Canvas;

    #[test]
    fn a_circle_is_as_wide_as_it_is_high_and_ends_at_the_edges() {
        let mut canvas = Canvas::new(4, 2);
        canvas.circle((3, 3), 3, false);
        assert_eq!(canvas.lines(), "⡔⠉⠑⡄\n⠑⠤⠔⠁");
        canvas.circle((100, 100), 3, true);
        canvas.circle((-100, 0), 3, true);
        assert_eq!(canvas.lines(), "⡔⠉⠑⡄\n⠑⠤⠔⠁");
    }
}
