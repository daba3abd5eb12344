//! The static buffers that a raw app writes its commands into.

use crate::protocol::{Command, CommandSink, ControlBlock, opcode};

/// A size or offset within the module's memory.
#[allow(clippy::cast_possible_truncation, reason = "no memory is that large")]
pub(crate) const fn size_u32(size: usize) -> u32 {
    size as u32
}

/// A control block before `opui_init`.
pub(crate) const EMPTY: ControlBlock = ControlBlock {
    magic: 0,
    abi_major: 0,
    abi_minor: 0,
    commands_address: 0,
    commands_count: 0,
    text_address: 0,
    text_length: 0,
    inbox_address: 0,
    inbox_capacity: 0,
    events_count: 0,
    events_text_length: 0,
    frame: 0,
    again: 0,
    panic_address: 0,
    panic_length: 0,
    reserved: 0,
};

/// Commands one frame has room for.
pub const COMMANDS: usize = 1024;

/// Bytes of text one frame has room for.
pub const TEXT_BYTES: usize = 16 * 1024;

/// Where the commands of this frame go. Its writer methods are those of
/// [`CommandWriter`](crate::protocol::CommandWriter), one per opcode.
///
/// There is room for [`COMMANDS`] commands and [`TEXT_BYTES`] bytes of text. What does not fit panics; in
/// a module it traps.
#[derive(Debug)]
#[repr(C)]
pub struct Frame {
    /// Here, so that its two counts are the frame's own.
    pub(crate) block: ControlBlock,
    pub(crate) commands: [[u32; 4]; COMMANDS],
    pub(crate) text: [u8; TEXT_BYTES],
}

impl Frame {
    /// Zeroed, and filled by `opui_init`: stores take less room in a module than data does.
    pub(crate) const fn new() -> Self {
        Self {
            block: EMPTY,
            commands: [[0; 4]; COMMANDS],
            text: [0; TEXT_BYTES],
        }
    }

    /// Ask for another frame soon, even if nothing happens, and after each one, until this is taken back.
    pub fn again(&mut self, again: bool) {
        self.block.again = again.into();
    }

    /// Set a node's text to a number, in decimal. `format!` needs more code than a small app has.
    ///
    /// # Panics
    /// If the frame is full.
    #[inline(never)]
    pub fn set_text_decimal(&mut self, node: u32, number: i32) {
        let offset = self.block.text_length;
        let mut digits = number.cast_unsigned();
        if number < 0 {
            self.copy_text("-");
            digits = digits.wrapping_neg();
        }
        self.push_digits(digits);
        let length = self.block.text_length - offset;
        self.push_words(SET_TEXT, node, offset, length);
    }

    fn push_digits(&mut self, number: u32) {
        if number > 9 {
            self.push_digits(number / 10);
        }
        self.push_byte(b'0' | (number % 10) as u8);
    }

    #[inline(never)]
    fn push_byte(&mut self, byte: u8) {
        let Some(place) = self.text.get_mut(self.block.text_length as usize) else {
            full();
        };
        *place = byte;
        self.block.text_length += 1;
    }

    /// Take a text, return its offset. Not `push_text`: two results would go by way of memory.
    #[inline(never)]
    fn copy_text(&mut self, text: &str) -> u32 {
        let offset = self.block.text_length;
        for byte in text.bytes() {
            self.push_byte(byte);
        }
        offset
    }

    /// One copy of this function, called with scalars, is what keeps a raw app small.
    #[inline(never)]
    fn push_words(&mut self, head: u32, node: u32, x: u32, y: u32) {
        let Some(place) = self.commands.get_mut(self.block.commands_count as usize) else {
            full();
        };
        *place = [head, node, x, y];
        self.block.commands_count += 1;
    }
}

/// The first word of a `set_text` command.
const SET_TEXT: u32 = opcode::SET_TEXT as u32;

impl CommandSink for Frame {
    #[inline]
    fn push(&mut self, command: Command) {
        let [low, high] = command.b.to_le_bytes();
        let head = u32::from_le_bytes([command.opcode, command.a, low, high]);
        self.push_words(head, command.node, command.x, command.y);
    }

    #[inline]
    fn push_text(&mut self, text: &str) -> (u32, u32) {
        (self.copy_text(text), size_u32(text.len()))
    }
}

/// The end of an app that writes more in one frame than there is room for.
#[cold]
fn full() -> ! {
    // The text and place of a panic are a tenth of a raw app, and its panic handler drops both.
    #[cfg(all(target_arch = "wasm32", not(feature = "app")))]
    core::arch::wasm32::unreachable();
    #[cfg(not(all(target_arch = "wasm32", not(feature = "app"))))]
    panic!("more commands or text in one frame than `opui::raw` has room for");
}
