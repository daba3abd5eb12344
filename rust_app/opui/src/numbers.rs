//! Hands out small numbers: node ids and handler slots.

/// Numbers that are taken and given back. One that is given back can be taken from the next frame on,
/// since within a frame the host may still know it by its old meaning.
pub(crate) struct Numbers {
    next: u32,
    free: Vec<u32>,
    given_back: Vec<u32>,
}

impl Numbers {
    /// All numbers from `first` on.
    pub(crate) fn from(first: u32) -> Self {
        Self {
            next: first,
            free: Vec::new(),
            given_back: Vec::new(),
        }
    }

    pub(crate) fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        })
    }

    pub(crate) fn give_back(&mut self, number: u32) {
        self.given_back.push(number);
    }

    /// The frame is over.
    pub(crate) fn settle(&mut self) {
        self.free.append(&mut self.given_back);
    }
}
