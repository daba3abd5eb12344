//! Messages for the developer.

use core::cell::RefCell;

use crate::batch::Batch;
use crate::protocol::{CommandWriter, Method};

/// The node that `log` is a method of.
const ROOT: u32 = 0;

/// Messages of one frame that are kept. The app's own calls come first: there may be room for fewer.
const MESSAGES: usize = 32;

/// Bytes of a message that are kept.
const MESSAGE_BYTES: usize = 4096;

thread_local! {
    static LOG: RefCell<Log> = const { RefCell::new(Log { messages: Vec::new(), flush: None }) };
}

/// The messages of this frame.
struct Log {
    messages: Vec<String>,
    /// Set by the first message, so that an app without any has none of the code.
    flush: Option<fn(&mut Batch, usize)>,
}

/// What [`log!`](crate::log!) does with its message.
#[doc(hidden)]
pub fn write_log(mut message: String) {
    message.truncate(message.floor_char_boundary(MESSAGE_BYTES));
    LOG.with_borrow_mut(|log| {
        log.flush = Some(send);
        if log.messages.len() < MESSAGES {
            log.messages.push(message);
        }
    });
}

/// Put the messages since the last time into a batch that has room for so many; forget the others.
pub(crate) fn flush(batch: &mut Batch, room: usize) {
    if let Some(send) = LOG.with_borrow(|log| log.flush) {
        send(batch, room);
    }
}

fn send(batch: &mut Batch, room: usize) {
    let messages = LOG.with_borrow_mut(|log| core::mem::take(&mut log.messages));
    for message in messages.into_iter().take(room) {
        batch.call(ROOT, Method::LOG, 0, &message);
    }
}

/// Tell the developer something: the arguments are those of [`format!`]. People who use the app don't see it.
///
/// It can be said anywhere, in `update` as in `view`, and reaches the host with the frame: `opui dis` shows it as a
/// call, and Textual's console where the app runs. In a test it is part of
/// [`Tester::calls`](crate::testing::Tester::calls). Of one frame the first 32 messages are kept, and of each
/// 4,096 bytes.
///
/// ```
/// let items = ["milk"];
/// opui::log!("there are {} items", items.len());
/// ```
#[macro_export]
macro_rules! log {
    ($($argument:tt)*) => {
        $crate::write_log(::std::format!($($argument)*))
    };
}
