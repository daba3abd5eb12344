//! The commands of one frame with their text, in vectors that are used again.

use crate::protocol::{Command, CommandSink};

/// The commands of one frame and their text.
#[derive(Debug, Default)]
pub struct Batch {
    commands: Vec<Command>,
    text: Vec<u8>,
}

impl Batch {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The commands, in order.
    #[must_use]
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// The text region that the commands' offsets count in.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Forget all commands, keep their memory.
    pub fn clear(&mut self) {
        self.commands.clear();
        self.text.clear();
    }
}

impl CommandSink for Batch {
    fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// # Panics
    /// If the text region passes 4 GiB, which no module's memory holds.
    fn push_text(&mut self, text: &str) -> (u32, u32) {
        // By convention, so that one list of commands has one form in bytes.
        if text.is_empty() {
            return (0, 0);
        }
        let offset = u32::try_from(self.text.len()).expect("a text region below 4 GiB");
        let length = u32::try_from(text.len()).expect("a text below 4 GiB");
        self.text.extend_from_slice(text.as_bytes());
        (offset, length)
    }
}
