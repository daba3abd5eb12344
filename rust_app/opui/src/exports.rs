//! The module's exports and all that is `unsafe`: what the host reads and writes by address.
//!
//! Everything here leans on one fact of the ABI: a module has one thread, the host calls one export at a
//! time, and it touches the memory only between calls.
#![allow(unsafe_code)]

use core::cell::UnsafeCell;
use core::ptr::{NonNull, with_exposed_provenance};

use crate::event::{EVENT_BYTES, Event};
use crate::frame::{Frame, size_u32};
use crate::protocol::{ABI_MAJOR, ABI_MINOR, CONTROL_MAGIC, ControlBlock};

#[cfg(feature = "app")]
pub use app_level::{Hosting, reserve};

/// A handler as the host calls it: a function of the table, with the address of the event's record.
type TableFunction = extern "C" fn(u32);

/// A static that the host reads or writes between two calls.
#[derive(Debug)]
struct Shared<T>(UnsafeCell<T>);

// SAFETY: a module has one thread. Elsewhere (tests, doc tests) nothing calls the exports.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    const fn get(&self) -> *mut T {
        self.0.get()
    }
}

/// Addresses are 32 bits in a module. Anywhere else this panics rather than cut one off.
fn address<T>(pointer: *const T) -> u32 {
    u32::try_from(pointer.expose_provenance()).expect("a 32-bit address")
}

/// In a module a function's address is its index in the table.
fn table_index(function: TableFunction) -> u32 {
    address(function as *const ())
}

/// Fill what every control block begins with, and the inbox.
///
/// # Safety
/// Nothing borrows the block.
unsafe fn fill(block: *mut ControlBlock, inbox: u32, capacity: u32) {
    // SAFETY: the caller's promise.
    unsafe {
        (*block).magic = CONTROL_MAGIC;
        (*block).abi_major = ABI_MAJOR;
        // The block is zero already, and a store is a hundredth of a raw app.
        if ABI_MINOR != 0 {
            (*block).abi_minor = ABI_MINOR;
        }
        (*block).inbox_address = inbox;
        (*block).inbox_capacity = capacity;
    }
}

/// The event whose record lies at `record`, within the inbox that `block` describes.
///
/// # Safety
/// The host has written the inbox, and nothing borrows the block. The event must not be kept beyond the
/// host's call.
unsafe fn event_at(block: *const ControlBlock, record: u32) -> Event<'static> {
    // SAFETY: `events_count` whole records and the text behind them lie in the inbox, and nobody
    // writes there until the call returns.
    unsafe {
        let texts = (*block).inbox_address as usize + (*block).events_count as usize * EVENT_BYTES;
        let length = (*block).events_text_length as usize;
        Event::new(
            &*with_exposed_provenance(record as usize),
            core::slice::from_raw_parts(with_exposed_provenance(texts), length),
        )
    }
}

/// Walk the inbox: hand every event with a handler to it, every other one to `unhandled`.
///
/// # Safety
/// As for [`event_at`].
unsafe fn walk(block: *const ControlBlock, mut unhandled: impl FnMut(&Event)) {
    // SAFETY: the caller's promise.
    let (mut record, count) = unsafe { ((*block).inbox_address, (*block).events_count) };
    for _ in 0..count {
        // SAFETY: the caller's promise.
        let event = unsafe { event_at(block, record) };
        if event.handler == 0 {
            unhandled(&event);
        } else {
            // SAFETY: the host took the index from an `attach` of this guest, which got it from
            // `table_index`, and checked its type against the table.
            let function: TableFunction =
                unsafe { core::mem::transmute(event.handler as usize as *const ()) };
            function(record);
        }
        record += size_u32(EVENT_BYTES);
    }
}

// --- raw -----------------------------------------------------------------------------------------

/// An app of this level: its state, and what it does with the events that are nobody's.
pub trait App: Hosted {
    /// The state before the first frame.
    const NEW: Self;

    /// Called for the events without a handler: `clock`, first in every batch, and once `start`.
    fn event(&mut self, frame: &mut Frame, event: &Event);
}

/// Bytes of a raw app's inbox: any event fits, for its text is at most 64 KiB.
const INBOX_BYTES: usize = 68 * 1024;

static FRAME: Shared<Frame> = Shared::new(Frame::new());
static INBOX: Shared<[u64; INBOX_BYTES / 8]> = Shared::new([0; INBOX_BYTES / 8]);

/// The state of a [`raw`](crate::raw) app. [`raw_app!`](crate::raw_app) makes it, and the exports that
/// call its methods.
#[derive(Debug)]
pub struct Memory<A>(Shared<A>);

impl<A: App> Memory<A> {
    /// The app's first state.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it is only made as a static")]
    pub const fn new() -> Self {
        Self(Shared::new(A::NEW))
    }

    /// What `opui_init` does: fill the control block and return its address.
    ///
    /// # Safety
    /// Only to be called by the host.
    pub unsafe fn init() -> u32 {
        let frame = FRAME.get();
        // SAFETY: one thread, and no reference to the frame is alive.
        unsafe {
            (*frame).block.commands_address = address(&raw const (*frame).commands);
            (*frame).block.text_address = address(&raw const (*frame).text);
            let block = &raw mut (*frame).block;
            fill(block, address(INBOX.get()), size_u32(INBOX_BYTES));
            address(block)
        }
    }

    /// What `opui_frame` does: start an empty batch, then hand out the events.
    ///
    /// # Safety
    /// Only to be called by the host.
    pub unsafe fn frame(&'static self) {
        let frame = FRAME.get();
        // SAFETY: one thread; nothing borrows the frame but `with`, while it runs.
        unsafe {
            (*frame).block.commands_count = 0;
            (*frame).block.text_length = 0;
            walk(&raw const (*frame).block, |event| {
                self.with(|app, frame| app.event(frame, event));
            });
        }
    }

    /// Run `body` with the app and the frame.
    ///
    /// # Safety
    /// Not to be called from within `body`: there is one app and one frame.
    pub unsafe fn with(&'static self, body: impl FnOnce(&mut A, &mut Frame)) {
        // SAFETY: one thread, and the caller's promise.
        unsafe { body(&mut *self.0.get(), &mut *FRAME.get()) }
    }
}

/// Gives a handler's entry the app's static memory. [`raw_app!`](crate::raw_app) implements it.
pub trait Hosted: Sized + 'static {
    /// Run `body` with the app and the frame.
    ///
    /// # Safety
    /// Not to be called from within `body`, nor from a handler.
    unsafe fn hosted(body: impl FnOnce(&mut Self, &mut Frame));
}

/// The table index of `function`, to be given to `attach`. A closure that captures something does not
/// compile here, since an index can't carry it; the data word can.
///
/// # Panics
/// Outside of a module, where there is no table.
pub fn handler<A: App, F: Fn(&mut A, &mut Frame, &Event) + Copy + 'static>(_function: F) -> u32 {
    const {
        assert!(
            size_of::<F>() == 0,
            "a handler of this level captures nothing"
        );
    }
    table_index(entry::<A, F>)
}

extern "C" fn entry<A: App, F: Fn(&mut A, &mut Frame, &Event) + Copy + 'static>(record: u32) {
    // SAFETY: `handler` was given an F, so one exists, it is `Copy`, and it has no bytes to read. The
    // host calls with the address of a record, and `walk` borrows neither app nor frame.
    unsafe {
        let function = NonNull::<F>::dangling().read();
        let event = event_at(&raw const (*FRAME.get()).block, record);
        A::hosted(|app, frame| function(app, frame, &event));
    }
}

/// Export a [`raw`](crate::raw) app.
#[macro_export]
macro_rules! raw_app {
    ($app:ty) => {
        const _: () = {
            static APP: $crate::raw::Memory<$app> = $crate::raw::Memory::new();

            impl $crate::raw::Hosted for $app {
                unsafe fn hosted(body: impl FnOnce(&mut Self, &mut $crate::raw::Frame)) {
                    unsafe { APP.with(body) }
                }
            }

            #[unsafe(no_mangle)]
            extern "C" fn opui_init() -> u32 {
                unsafe { $crate::raw::Memory::<$app>::init() }
            }

            #[unsafe(no_mangle)]
            extern "C" fn opui_frame() {
                unsafe { APP.frame() }
            }
        };
    };
}

#[cfg(all(target_arch = "wasm32", not(feature = "app")))]
#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

// --- app -----------------------------------------------------------------------------------------

#[cfg(feature = "app")]
mod app_level {
    use std::cell::RefCell;
    use std::panic::PanicHookInfo;

    use super::{Shared, TableFunction, address, event_at, fill, size_u32, table_index, walk};
    use crate::app::App;
    use crate::frame::EMPTY;
    use crate::panic::Message;
    use crate::protocol::ControlBlock;

    use crate::runtime::Runtime;

    static CONTROL: Shared<ControlBlock> = Shared::new(EMPTY);
    static INBOX: Shared<Vec<u64>> = Shared::new(Vec::new());
    static LAST_WORDS: Shared<Message> = Shared::new(Message::new());

    /// Bytes of the inbox before the host asks for more: `start` with its limits, or fifty events.
    const FIRST_INBOX_BYTES: u32 = 2048;

    /// A running app. [`app!`](crate::app) makes it, and the exports that call its methods.
    pub struct Hosting<A: App>(RefCell<Option<Runtime<A>>>);

    impl<A: App> Hosting<A> {
        /// An app before `opui_init`.
        #[must_use]
        #[allow(clippy::new_without_default, reason = "it is only made as a static")]
        pub const fn new() -> Self {
            Self(RefCell::new(None))
        }

        /// What `opui_init` does. `entry` is the function that the host calls with every event.
        ///
        /// # Safety
        /// Only to be called by the host.
        pub unsafe fn init(&self, entry: TableFunction) -> u32 {
            std::panic::set_hook(Box::new(leave_last_words));
            *self.0.borrow_mut() = Some(Runtime::new(table_index(entry)));
            let block = CONTROL.get();
            // SAFETY: one thread, and no reference to the block is alive.
            unsafe {
                fill(block, 0, 0);
                reserve(FIRST_INBOX_BYTES);
            }
            address(block)
        }

        /// What `opui_frame` does.
        ///
        /// # Safety
        /// Only to be called by the host.
        pub unsafe fn frame(&self) {
            let block = CONTROL.get();
            self.run(Runtime::begin);
            // SAFETY: the host has written the inbox, and no reference to the block is alive.
            unsafe { walk(block, |event| self.run(|runtime| runtime.event(event))) }
            self.run(|runtime| {
                let batch = runtime.end();
                let (commands, text) = (batch.commands(), batch.text());
                // SAFETY: one thread, and no reference to the block is alive.
                unsafe {
                    (*block).commands_address = address(commands.as_ptr());
                    (*block).commands_count = size_u32(commands.len());
                    (*block).text_address = address(text.as_ptr());
                    (*block).text_length = size_u32(text.len());
                    (*block).again = runtime.again().into();
                }
            });
        }

        /// What the entry does: hand an event to the app.
        ///
        /// # Safety
        /// Only to be called by the host, with the address of a record.
        pub unsafe fn handle(&self, record: u32) {
            // SAFETY: the caller's promise.
            let event = unsafe { event_at(CONTROL.get(), record) };
            self.run(|runtime| runtime.event(&event));
        }

        fn run(&self, body: impl FnOnce(&mut Runtime<A>)) {
            let mut runtime = self.0.borrow_mut();
            body(runtime.as_mut().expect("`opui_init` comes first"));
        }
    }

    /// What `opui_reserve` does: make the inbox at least that large. Returns its address, 0 if it can't.
    ///
    /// # Safety
    /// Only to be called by the host, between two frames: no event outlives a frame.
    pub unsafe fn reserve(bytes: u32) -> u32 {
        let words = bytes.div_ceil(8) as usize;
        let (inbox, block) = (INBOX.get(), CONTROL.get());
        // SAFETY: one thread, and no reference to either is alive.
        unsafe {
            let inbox = &mut *inbox;
            let more = words.saturating_sub(inbox.len());
            if inbox.try_reserve_exact(more).is_err() {
                return 0;
            }
            inbox.resize(inbox.len() + more, 0);
            (*block).inbox_address = address(inbox.as_ptr());
            (*block).inbox_capacity = size_u32(inbox.len() * 8);
            (*block).inbox_address
        }
    }

    fn leave_last_words(info: &PanicHookInfo) {
        let (message, block) = (LAST_WORDS.get(), CONTROL.get());
        // SAFETY: one thread, and after a panic the guest runs no more.
        unsafe {
            let message = &mut *message;
            message.describe(info);
            (*block).panic_address = address(message.bytes().as_ptr());
            (*block).panic_length = size_u32(message.bytes().len());
        }
    }
}

/// Export an [`App`](crate::App).
#[cfg(feature = "app")]
#[macro_export]
macro_rules! app {
    ($app:ty) => {
        const _: () = {
            ::std::thread_local! {
                static APP: $crate::Hosting<$app> = const { $crate::Hosting::new() };
            }

            #[unsafe(no_mangle)]
            extern "C" fn opui_init() -> u32 {
                APP.with(|app| unsafe { app.init(handle) })
            }

            #[unsafe(no_mangle)]
            extern "C" fn opui_frame() {
                APP.with(|app| unsafe { app.frame() });
            }

            #[unsafe(no_mangle)]
            extern "C" fn opui_reserve(bytes: u32) -> u32 {
                unsafe { $crate::reserve(bytes) }
            }

            extern "C" fn handle(record: u32) {
                APP.with(|app| unsafe { app.handle(record) });
            }
        };
    };
}
