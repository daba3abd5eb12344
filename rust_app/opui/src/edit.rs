//! Edits of a text: what a person has done to it, and what the app has made of it.
//!
//! Texts are taken apart by [`part`] and by bytes. `&text[start..end]`, and what the standard library has for characters,
//! bring an app's module 7 KB for the message of a panic.

use core::ops::Range;

use crate::event::Event;

/// Bytes of a text that a command carries at most.
const PIECE: usize = 65_536;

/// Characters to the left of a change, and to the right, that are sent with it at most, so that none of a cluster that
/// needs another comes without it.
const CLUSTER: usize = 64;

/// U+200C and U+200D in UTF-8.
const JOINERS: [&[u8]; 2] = [b"\xE2\x80\x8C", b"\xE2\x80\x8D"];

/// What a person has done to the text of a [`text_area`](crate::text_area): from `start` to `end` it is replaced by `text`.
///
/// ```
/// use opui::Edit;
///
/// let mut draft = String::from("some milk");
/// Edit { start: 0, end: 4, text: "more".to_owned() }.apply(&mut draft);
/// assert_eq!(draft, "more milk");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// How many characters stand before what is replaced.
    pub start: u32,
    /// How many stand before its end.
    pub end: u32,
    /// What is put in its place.
    pub text: String,
}

impl Edit {
    pub(crate) fn read(event: &Event<'_>) -> Self {
        let [start, end] = event.numbers;
        Self {
            start,
            end,
            text: event.text().to_owned(),
        }
    }

    /// Do to `text` what the person did. Places past its end mean its end.
    pub fn apply(&self, text: &mut String) {
        let bytes = text.as_bytes();
        let start = offset(bytes, self.start as usize);
        let length = self.end.saturating_sub(self.start) as usize;
        let end = start + offset(&bytes[start..], length);
        let behind = text.split_off(end);
        text.truncate(start);
        text.push_str(&self.text);
        text.push_str(&behind);
    }
}

/// The bytes of a text from one first byte of a character to another.
fn part(text: &str, bytes: Range<usize>) -> &str {
    text.get(bytes).expect("it is cut between characters")
}

/// Whether a byte is the first one of a character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count(text: &[u8]) -> usize {
    text.iter().filter(|byte| begins(**byte)).count()
}

/// How many characters a text has.
pub(crate) fn length(text: &str) -> u32 {
    place(count(text.as_bytes()))
}

/// The byte at which the character at a place begins. By pieces: a loop over characters takes five times as long.
fn offset(bytes: &[u8], place: usize) -> usize {
    let (mut left, mut at) = (place, 0);
    for piece in bytes.chunks(256) {
        let characters = count(piece);
        if characters > left {
            break;
        }
        left -= characters;
        at += piece.len();
    }
    while at < bytes.len() && (left > 0 || !begins(bytes[at])) {
        at += 1;
        left -= usize::from(left > 0 && begins(bytes[at - 1]));
    }
    at
}

/// What makes one text of another: the bytes that differ, and where they lie.
pub(crate) struct Change<'a> {
    /// How many characters of the old text stand before what is replaced, and before its end.
    pub(crate) places: (u32, u32),
    /// What is put there.
    pub(crate) text: &'a str,
}

impl<'a> Change<'a> {
    pub(crate) fn between(old: &str, new: &'a str) -> Self {
        let most = old.len().min(new.len());
        let mut start = same(&old.as_bytes()[..most], &new.as_bytes()[..most]);
        while !new.is_char_boundary(start) || !old.is_char_boundary(start) {
            start -= 1;
        }
        let mut ahead = same_end(&old.as_bytes()[start..], &new.as_bytes()[start..]);
        while !new.is_char_boundary(new.len() - ahead) || !old.is_char_boundary(old.len() - ahead) {
            ahead -= 1;
        }
        if start + ahead < new.len() {
            (start, ahead) = with_neighbours(new.as_bytes(), start, ahead);
        }
        let first = count(&old.as_bytes()[..start]);
        let last = first + count(&old.as_bytes()[start..old.len() - ahead]);
        Self {
            places: (place(first), place(last)),
            text: part(new, start..new.len() - ahead),
        }
    }
}

fn place(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

/// What is sent begins with a character of ASCII, and ends with no joiner: the host takes out what stands alone.
fn with_neighbours(text: &[u8], start: usize, ahead: usize) -> (usize, usize) {
    let (mut start, mut end) = (start, text.len() - ahead);
    for _ in 0..CLUSTER {
        if start == 0 || text.get(start).is_none_or(u8::is_ascii) {
            break;
        }
        start -= 1;
        while !begins(text[start]) {
            start -= 1;
        }
    }
    for _ in 0..CLUSTER {
        if end == text.len() || !JOINERS.iter().any(|joiner| text[..end].ends_with(joiner)) {
            break;
        }
        end += 1;
        while end < text.len() && !begins(text[end]) {
            end += 1;
        }
    }
    (start, text.len() - end)
}

/// How many bytes two slices have in common at their beginnings.
fn same(one: &[u8], other: &[u8]) -> usize {
    let pieces = one.chunks(256).zip(other.chunks(256));
    let whole = pieces.take_while(|(one, other)| one == other).count() * 256;
    let whole = whole.min(one.len()).min(other.len());
    let rest = one[whole..].iter().zip(&other[whole..]);
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes two slices have in common at their ends.
fn same_end(one: &[u8], other: &[u8]) -> usize {
    let pieces = one.rchunks(256).zip(other.rchunks(256));
    let whole = pieces.take_while(|(one, other)| one == other).count() * 256;
    let whole = whole.min(one.len()).min(other.len());
    let (one, other) = (&one[..one.len() - whole], &other[..other.len() - whole]);
    let rest = one.iter().rev().zip(other.iter().rev());
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// The first bytes of a text, as many as a command carries, and the rest. It is cut behind a character of ASCII if
/// there is one near.
pub(crate) fn piece(text: &str) -> (&str, &str) {
    if text.len() <= PIECE {
        return (text, "");
    }
    let mut end = PIECE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let ascii = |at: usize| text.as_bytes()[at - 1].is_ascii() && text.as_bytes()[at].is_ascii();
    let near = (end - 4 * CLUSTER..=end).rev().find(|at| ascii(*at));
    let end = near.unwrap_or(end);
    (part(text, 0..end), part(text, end..text.len()))
}

#[cfg(test)]
mod tests {
    use super::{Change, Edit, PIECE, piece};

    fn change(old: &str, new: &str) -> (u32, u32, String) {
        let change = Change::between(old, new);
        let edit = Edit {
            start: change.places.0,
            end: change.places.1,
            text: change.text.to_owned(),
        };
        let mut text = old.to_owned();
        edit.apply(&mut text);
        assert_eq!(text, new);
        (edit.start, edit.end, edit.text)
    }

    #[test]
    fn only_the_middle_that_differs_is_sent() {
        let lines = "a line of text\n".repeat(1000);
        let more = lines.replacen("text\na", "words\na", 1);
        assert_eq!(change(&lines, &more), (10, 14, "words".to_owned()));
        assert_eq!(change("abc", "abc"), (3, 3, String::new()));
        assert_eq!(change("aaa", "aa"), (2, 3, String::new()));
        assert_eq!(change("", "é"), (0, 0, "é".to_owned()));
        assert_eq!(change("é", "è"), (0, 1, "è".to_owned()));
    }

    #[test]
    fn a_change_within_a_cluster_is_sent_with_the_whole_of_it() {
        let (before, after) = (
            "ab \u{1F469}\u{200D}\u{1F469}!",
            "ab \u{1F469}\u{200D}\u{1F4BB}!",
        );
        assert_eq!(
            change(before, after),
            (2, 6, " \u{1F469}\u{200D}\u{1F4BB}".to_owned())
        );
    }

    #[test]
    fn places_count_characters() {
        let mut text = "äö".repeat(300);
        let edit = Edit {
            start: 599,
            end: 600,
            text: "x".to_owned(),
        };
        edit.apply(&mut text);
        assert!(text.ends_with("äx") && text.chars().count() == 600);
        let past = Edit {
            start: 700,
            end: 800,
            text: "y".to_owned(),
        };
        past.apply(&mut text);
        assert!(text.ends_with("xy"));
    }

    #[test]
    fn a_long_text_comes_in_pieces_that_are_whole_characters() {
        let text = "漢字\nab".repeat(20_000);
        let (mut rest, mut all) = (text.as_str(), String::new());
        while !rest.is_empty() {
            let (first, others) = piece(rest);
            assert!(!first.is_empty() && first.len() <= PIECE);
            all.push_str(first);
            rest = others;
        }
        assert_eq!(all, text);
    }
}
