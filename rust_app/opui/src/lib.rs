//! Terminal apps in WebAssembly: the guest's side of opui.
//!
//! The words, the same in Python, in Rust and in `spec/opcodes.md`:
//!
//! - *guest*: the app, compiled to WebAssembly; *host*: the program that runs and shows it.
//! - *module*: the guest's file. It imports nothing and exports a memory, a table and a few functions.
//! - *frame*: one call of the host into the guest, and what it leads to.
//! - *command*: one record of 16 bytes that changes what is shown; its *opcode* says how.
//! - *event*: one record of 32 bytes that says what happened.
//! - *batch*: the commands or the events of one frame, with their text.
//! - *tree*: what is shown, made of *nodes*. Node 0 is the root.
//! - *kind*: what a node is, such as a button. It decides which *attributes* (named, typed values), which
//!   *text*, which events and which children the node takes. *Classes* are names that stylesheets select by.
//! - *handler*: a function of the guest for an event of a node, with a word of data that comes back to it.
//!
//! Most apps are written like this: a state, its messages, and what is shown for a state.
//!
//! ```
//! use opui::{App, Context, Element, Start, button, row, text};
//!
//! struct Counter(i64);
//!
//! impl App for Counter {
//!     type Msg = i64;
//!
//!     fn new(_start: &Start, _cx: &mut Context<i64>) -> Self {
//!         Self(0)
//!     }
//!
//!     fn update(&mut self, step: i64, _cx: &mut Context<i64>) {
//!         self.0 += step;
//!     }
//!
//!     fn view(&self) -> Element<i64> {
//!         row((button("−").on_press(-1), text(self.0.to_string()), button("+").on_press(1))).into()
//!     }
//! }
//!
//! opui::app!(Counter);
//! # fn main() {}
//! ```
//!
//! Each kind has a function and a type, whose methods are what the kind takes: its attributes, its events, its
//! children. What it does not take does not compile. All of them turn into an [`Element`], which is any kind.
//!
//! *Children* are whatever [`Children`] says: one child, a tuple of differing ones, an array, a `Vec`, an `Option`, an
//! iterator, or a tuple of all these; `()` is none.
//!
//! *Handlers* follow one rule. `on_NAME` takes a message where the event carries nothing that an app needs, as in
//! `on_press(Msg::Save)`, else a function of what it carries, as in `on_change(Msg::Draft)` or
//! `on_toggle(move |done| Msg::SetDone(id, done))`. `on_NAME_with` takes a function of the whole [`Event`], which knows
//! also what was held and how often was clicked: `on_press_with(|event| Msg::Clicked(event.clicks()))`.
//!
//! *Components* are parts of an app with messages of their own: [`Element::map`] puts the view of one into the view of
//! another, [`Context::map`] lends it a context for its `update`.
//!
//! *Mistakes* in names, classes, keys and styles, which the host would refuse, panic at the app's line in builds with
//! debug assertions, such as those of `cargo test`. A release module leaves them to the host, whose checks cost it no
//! bytes. [`log!`] tells the developer things.
//!
//! After each frame the new view is compared with the last one, and only what differs becomes commands.
//! What is [`lazy`] is not even built if what it is made from has not changed: so the rows of a long list cost
//! next to nothing while a person types beside it.
//!
//! [`testing`] runs an app in a test. [`raw`] is the level below: commands written by hand, without
//! allocation, in modules of a kilobyte; without the feature `app` it is all there is.
//!
//! A module needs the linker's `--export-table`; `.cargo/config.toml` of this repository shows the flags.
#![cfg_attr(not(feature = "app"), no_std)]

#[cfg(all(feature = "allocator", any(test, target_arch = "wasm32")))]
mod allocator;
#[cfg(feature = "app")]
mod app;
#[cfg(feature = "app")]
mod array;
#[cfg(feature = "app")]
mod batch;
#[cfg(feature = "app")]
mod calls;
#[cfg(feature = "app")]
mod cell;
#[cfg(feature = "app")]
mod children;
#[cfg(feature = "app")]
mod context;
#[cfg(feature = "app")]
mod diff;
#[cfg(feature = "app")]
mod edit;
#[cfg(feature = "app")]
mod element;
mod event;
mod exports;
mod frame;
// Digits and words are as the table has them.
#[allow(clippy::unreadable_literal, clippy::doc_markdown)]
mod generated;
#[cfg(feature = "app")]
mod key;
#[cfg(feature = "app")]
mod lazy;
#[cfg(feature = "app")]
mod listing;
#[cfg(feature = "app")]
mod log;
#[cfg(feature = "app")]
mod map;
#[cfg(feature = "app")]
mod matching;
#[cfg(feature = "app")]
mod mistakes;
#[cfg(feature = "app")]
mod node;
#[cfg(feature = "app")]
mod numbers;
#[cfg(feature = "app")]
mod order;
#[cfg(feature = "app")]
mod panic;
pub mod raw;
#[cfg(feature = "app")]
mod runtime;
#[cfg(feature = "app")]
mod selections;
#[cfg(feature = "app")]
mod slots;
#[cfg(feature = "app")]
mod splicing;
#[cfg(feature = "app")]
pub mod testing;
#[cfg(feature = "app")]
mod value;

pub use event::{EVENT_BYTES, Event, EventRecord};
#[cfg(feature = "app")]
use generated::choices;
pub use generated::protocol;
#[cfg(feature = "app")]
pub use {
    app::{App, Start},
    array::Array,
    batch::Batch,
    cell::{Cell, Paint},
    children::{ChildOf, Children, Parent},
    context::Context,
    edit::Edit,
    element::Element,
    exports::{Hosting, reserve},
    generated::{builders::*, choices::*, protocol::mark},
    key::Key,
    lazy::lazy,
    log::write_log,
    runtime::Runtime,
};
