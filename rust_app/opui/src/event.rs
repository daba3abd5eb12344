//! Reads event records: 32 bytes each, the text of all of them behind the last.

use core::ops::Deref;

use crate::protocol::EventKind;

/// One event record as it lies in memory.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRecord {
    /// What happened: the code of an [`EventKind`].
    pub event: u8,
    /// Bits whose meaning the kind of event gives; see [`EventRecord::flag`].
    pub flags: u8,
    /// Shift, alt, ctrl and super, lowest bit first.
    pub modifiers: u16,
    /// The node it happened to; 0 is the root.
    pub node: u32,
    /// The handler's index in the function table; 0: nobody's event.
    pub handler: u32,
    /// The data word the handler was attached with.
    pub data: u32,
    /// Where the text begins, counted in bytes from the end of the records.
    pub text_offset: u32,
    /// Bytes of the text.
    pub text_length: u32,
    /// Two integers or the halves of a number; see [`EventRecord::pair`] and [`EventRecord::number`].
    pub numbers: [u32; 2],
}

/// Bytes of one event record.
pub const EVENT_BYTES: usize = size_of::<EventRecord>();

impl EventRecord {
    /// An event of nobody, without numbers and text, for tests.
    #[must_use]
    pub const fn new(kind: EventKind) -> Self {
        Self {
            event: kind.0,
            flags: 0,
            modifiers: 0,
            node: 0,
            handler: 0,
            data: 0,
            text_offset: 0,
            text_length: 0,
            numbers: [0, 0],
        }
    }

    /// Read a record from its bytes, wherever they lie.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; EVENT_BYTES]) -> Self {
        let word = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        Self {
            event: bytes[0],
            flags: bytes[1],
            modifiers: u16::from_le_bytes([bytes[2], bytes[3]]),
            node: word(4),
            handler: word(8),
            data: word(12),
            text_offset: word(16),
            text_length: word(20),
            numbers: [word(24), word(28)],
        }
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        EventKind(self.event)
    }

    /// The two integers: columns and rows, row and index; the first alone for clicks and for checked.
    #[must_use]
    pub fn pair(&self) -> (i32, i32) {
        let [first, second] = self.numbers;
        (first.cast_signed(), second.cast_signed())
    }

    /// The number of an event that has one double: of a `clock`, milliseconds since the app started.
    #[must_use]
    pub fn number(&self) -> f64 {
        let [low, high] = self.numbers.map(u64::from);
        f64::from_bits(high << 32 | low)
    }

    /// Whether the lowest flag is set: `dark` in `start` and `theme`.
    #[must_use]
    pub fn flag(&self) -> bool {
        self.flags & 1 != 0
    }
}

/// An event: its record, whose fields it shows as its own, and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    record: &'a EventRecord,
    texts: &'a [u8],
}

impl<'a> Event<'a> {
    /// `texts` is the text of the whole batch, which the records' offsets count in.
    #[must_use]
    pub fn new(record: &'a EventRecord, texts: &'a [u8]) -> Self {
        Self { record, texts }
    }

    /// The event's text: an input's value, a key's name.
    ///
    /// # Panics
    /// If the record points outside the batch or at bytes that are not UTF-8: then the host is broken.
    #[must_use]
    pub fn text(&self) -> &'a str {
        let start = self.text_offset as usize;
        let bytes = &self.texts[start..start + self.text_length as usize];
        // Not `expect`: how to show the error is a kilobyte of code that no one will see run.
        let Ok(text) = core::str::from_utf8(bytes) else {
            panic!("the text of an event is not UTF-8");
        };
        text
    }
}

impl Deref for Event<'_> {
    type Target = EventRecord;

    fn deref(&self) -> &EventRecord {
        self.record
    }
}
