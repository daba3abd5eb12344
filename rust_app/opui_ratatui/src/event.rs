//! What happens, in types named as those of crossterm are; and how opui's events become that.

use core::ops::{BitOr, BitOrAssign};

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The canvas has got the focus.
    FocusGained,
    /// It has lost it.
    FocusLost,
    /// A key.
    Key(KeyEvent),
    /// The mouse.
    Mouse(MouseEvent),
    /// A text was pasted.
    Paste(String),
    /// The canvas has this size now, in columns and rows. The first event is one.
    Resize(u16, u16),
}

impl Event {
    /// The key that was pressed, if it is about one.
    #[must_use]
    pub fn as_key_press_event(&self) -> Option<KeyEvent> {
        match self {
            Self::Key(key) => Some(*key),
            _ => None,
        }
    }
}

/// A key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyEvent {
    /// Which one.
    pub code: KeyCode,
    /// What was held.
    pub modifiers: KeyModifiers,
    /// Always a press: nobody tells of more.
    pub kind: KeyEventKind,
}

/// Whether a key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyEventKind {
    /// It was.
    Press,
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named as on a keyboard")]
pub enum KeyCode {
    Backspace,
    Enter,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Tab,
    BackTab,
    Delete,
    Insert,
    F(u8),
    Char(char),
    Esc,
}

/// What was held while something happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyModifiers(u8);

impl KeyModifiers {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Shift.
    pub const SHIFT: Self = Self(1);
    /// Ctrl.
    pub const CONTROL: Self = Self(2);
    /// Alt.
    pub const ALT: Self = Self(4);
    /// Super.
    pub const SUPER: Self = Self(8);

    /// Nothing.
    #[must_use]
    pub const fn empty() -> Self {
        Self::NONE
    }

    /// Whether nothing was held.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these were held.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of these was held.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for KeyModifiers {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for KeyModifiers {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MouseEvent {
    /// What.
    pub kind: MouseEventKind,
    /// Over which column of the canvas; over the first, where it is to the left of all.
    pub column: u16,
    /// Over which row.
    pub row: u16,
    /// What was held.
    pub modifiers: KeyModifiers,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MouseEventKind {
    /// A button went down.
    Down(MouseButton),
    /// A button went up.
    Up(MouseButton),
    /// It moved with a button held.
    Drag(MouseButton),
    /// It moved.
    Moved,
    /// The wheel was turned down.
    ScrollDown,
    /// The wheel was turned up.
    ScrollUp,
    /// The wheel was turned to the left.
    ScrollLeft,
    /// The wheel was turned to the right.
    ScrollRight,
}

/// A button of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MouseButton {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// The middle one.
    Middle,
}

// --- Of opui's events ----------------------------------------------------------------------------

/// The names of keys that print nothing.
const KEYS: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
];
const MODIFIERS: &[(&str, KeyModifiers)] = &[
    ("ctrl+", KeyModifiers::CONTROL),
    ("alt+", KeyModifiers::ALT),
    ("shift+", KeyModifiers::SHIFT),
    ("super+", KeyModifiers::SUPER),
];

/// The key of this name. One that is none prints its first character.
pub(crate) fn key(name: &str) -> KeyEvent {
    let (mut rest, mut modifiers) = (name, KeyModifiers::NONE);
    for (prefix, modifier) in MODIFIERS {
        if let Some(behind) = rest
            .strip_prefix(prefix)
            .filter(|behind| !behind.is_empty())
        {
            rest = behind;
            modifiers |= *modifier;
        }
    }
    let mut code = code(rest);
    match code {
        KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => code = KeyCode::BackTab,
        KeyCode::Char(character) if character.is_uppercase() => modifiers |= KeyModifiers::SHIFT,
        _ => {}
    }
    KeyEvent {
        code,
        modifiers,
        kind: KeyEventKind::Press,
    }
}

fn code(name: &str) -> KeyCode {
    if let Some((_, code)) = KEYS.iter().find(|(known, _)| *known == name) {
        return *code;
    }
    match name.strip_prefix('f').map(str::parse) {
        Some(Ok(number)) => KeyCode::F(number),
        _ => KeyCode::Char(name.chars().next().unwrap_or_default()),
    }
}

pub(crate) fn resized(event: &opui::Event<'_>) -> Event {
    let side = |cells: u32| u16::try_from(cells).unwrap_or(u16::MAX);
    Event::Resize(side(event.columns()), side(event.rows()))
}

pub(crate) fn mouse_down(event: &opui::Event<'_>) -> Event {
    at(
        event,
        MouseEventKind::Down(button(event).unwrap_or(MouseButton::Left)),
    )
}

pub(crate) fn mouse_up(event: &opui::Event<'_>) -> Event {
    at(
        event,
        MouseEventKind::Up(button(event).unwrap_or(MouseButton::Left)),
    )
}

pub(crate) fn mouse_moved(event: &opui::Event<'_>) -> Event {
    at(
        event,
        button(event).map_or(MouseEventKind::Moved, MouseEventKind::Drag),
    )
}

/// The wheel. Where it was turned, the event does not say.
pub(crate) fn wheel(event: &opui::Event<'_>) -> Event {
    let kind = match (event.x(), event.y()) {
        (_, 1..) => MouseEventKind::ScrollDown,
        (_, ..=-1) => MouseEventKind::ScrollUp,
        (..=-1, _) => MouseEventKind::ScrollLeft,
        _ => MouseEventKind::ScrollRight,
    };
    mouse(event, kind, 0, 0)
}

fn at(event: &opui::Event<'_>, kind: MouseEventKind) -> Event {
    mouse(event, kind, event.x(), event.y())
}

fn mouse(event: &opui::Event<'_>, kind: MouseEventKind, x: i32, y: i32) -> Event {
    let place = |cells: i32| u16::try_from(cells.max(0)).unwrap_or(u16::MAX);
    Event::Mouse(MouseEvent {
        kind,
        column: place(x),
        row: place(y),
        modifiers: held(event),
    })
}

fn button(event: &opui::Event<'_>) -> Option<MouseButton> {
    if event.left_button() {
        Some(MouseButton::Left)
    } else if event.right_button() {
        Some(MouseButton::Right)
    } else {
        event.middle_button().then_some(MouseButton::Middle)
    }
}

fn held(event: &opui::Event<'_>) -> KeyModifiers {
    let held = [
        (event.shift_held(), KeyModifiers::SHIFT),
        (event.ctrl_held(), KeyModifiers::CONTROL),
        (event.alt_held(), KeyModifiers::ALT),
        (event.super_held(), KeyModifiers::SUPER),
    ];
    let held = held.into_iter().filter(|(is_held, _)| *is_held);
    held.fold(KeyModifiers::NONE, |all, (_, each)| all | each)
}

#[cfg(test)]
mod tests {
    use super::{KeyCode, KeyModifiers, key};

    #[test]
    fn every_name_of_a_key_is_one() {
        for (name, code, modifiers) in [
            ("a", KeyCode::Char('a'), KeyModifiers::NONE),
            ("A", KeyCode::Char('A'), KeyModifiers::SHIFT),
            ("+", KeyCode::Char('+'), KeyModifiers::NONE),
            ("ctrl++", KeyCode::Char('+'), KeyModifiers::CONTROL),
            ("ctrl+s", KeyCode::Char('s'), KeyModifiers::CONTROL),
            ("f", KeyCode::Char('f'), KeyModifiers::NONE),
            ("f12", KeyCode::F(12), KeyModifiers::NONE),
            ("space", KeyCode::Char(' '), KeyModifiers::NONE),
            ("shift+tab", KeyCode::BackTab, KeyModifiers::SHIFT),
            (
                "ctrl+alt+shift+up",
                KeyCode::Up,
                KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT,
            ),
        ] {
            let found = key(name);
            assert_eq!((found.code, found.modifiers), (code, modifiers), "{name}");
        }
    }

    #[test]
    fn modifiers_are_a_set() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert!(both.contains(KeyModifiers::ALT) && !KeyModifiers::ALT.contains(both));
        assert!(both.intersects(KeyModifiers::ALT) && !both.intersects(KeyModifiers::SHIFT));
        assert!(KeyModifiers::empty().is_empty() && !both.is_empty());
    }
}
