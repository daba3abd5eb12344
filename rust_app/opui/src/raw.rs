//! The level without allocation: the app writes the commands itself, into static buffers.
//!
//! ```
//! use opui::protocol::{CommandWriter, EventKind, Kind};
//! use opui::raw::{App, Frame, handler};
//! use opui::Event;
//!
//! struct Lamp(bool);
//! const BUTTON: u32 = 1;
//!
//! impl App for Lamp {
//!     const NEW: Self = Self(false);
//!
//!     fn event(&mut self, frame: &mut Frame, event: &Event) {
//!         if event.kind() == EventKind::START {
//!             frame.create(BUTTON, Kind::BUTTON);
//!             frame.set_text(BUTTON, "off");
//!             frame.attach(BUTTON, EventKind::PRESS, handler(press), 0, 0);
//!             frame.insert(BUTTON, 0, 0);
//!         }
//!     }
//! }
//!
//! fn press(lamp: &mut Lamp, frame: &mut Frame, _event: &Event) {
//!     lamp.0 = !lamp.0;
//!     frame.set_text(BUTTON, if lamp.0 { "on" } else { "off" });
//! }
//!
//! opui::raw_app!(Lamp);
//! # fn main() {}
//! ```
//!
//! Without the feature `app` the crate is `no_std` and brings the panic handler, which only traps: a
//! message would cost more bytes than such an app has.

pub use crate::exports::{App, Hosted, Memory, handler};
pub use crate::frame::{COMMANDS, Frame, TEXT_BYTES};
