#![doc = include_str!("../README.md")]

mod backend;
mod event;
mod screen;

pub use backend::CanvasBackend;
pub use event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
pub use screen::Screen;
