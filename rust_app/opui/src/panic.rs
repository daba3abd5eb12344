//! The last words of an app: a panic's message, put where the host finds it after the trap.

use core::fmt::{self, Write};
use std::panic::PanicHookInfo;

/// Bytes of a message that are kept; the rest is cut off.
pub(crate) const MESSAGE_BYTES: usize = 1024;

/// A message of limited length, written without allocating: memory may be what ran out.
pub(crate) struct Message {
    bytes: [u8; MESSAGE_BYTES],
    length: usize,
}

impl Message {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; MESSAGE_BYTES],
            length: 0,
        }
    }

    /// `message at file:line`.
    pub(crate) fn describe(&mut self, info: &PanicHookInfo) {
        self.length = 0;
        let message = info.payload_as_str().unwrap_or("panicked");
        // Writing here can't fail: what does not fit is dropped.
        let _ = self.write_str(message);
        if let Some(place) = info.location() {
            let _ = write!(self, " at {}:{}", place.file(), place.line());
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Write for Message {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let kept = text.floor_char_boundary(MESSAGE_BYTES - self.length);
        let end = self.length + kept;
        self.bytes[self.length..end].copy_from_slice(&text.as_bytes()[..kept]);
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MESSAGE_BYTES, Message};
    use core::fmt::Write;

    #[test]
    fn a_long_message_is_cut_between_two_characters() {
        let mut message = Message::new();
        write!(message, "x{}", "é".repeat(MESSAGE_BYTES)).expect("writing drops the rest");
        assert_eq!(message.bytes().len(), MESSAGE_BYTES - 1);
        assert!(core::str::from_utf8(message.bytes()).is_ok());
    }
}
