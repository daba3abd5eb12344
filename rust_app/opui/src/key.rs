//! Keys of elements.

use core::fmt;

/// What tells a child from its siblings from one view to the next: a number or a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A number, such as an item's id. One below 0 is kept as the bits of an `i64`.
    Number(u64),
    /// A text, such as a file's name.
    Text(String),
}

macro_rules! unsigned {
    ($($type:ty)*) => {
        $(impl From<$type> for Key {
            fn from(number: $type) -> Self {
                Self::Number(number as u64)
            }
        })*
    };
}

macro_rules! signed {
    ($($type:ty)*) => {
        $(impl From<$type> for Key {
            fn from(number: $type) -> Self {
                Self::Number((number as i64).cast_unsigned())
            }
        })*
    };
}

// `as`, since `usize` and `isize` turn into nothing by `From`; no type here has more than 64 bits.
#[allow(clippy::cast_lossless)]
mod numbers {
    use super::Key;

    unsigned!(u8 u16 u32 u64 usize);
    signed!(i8 i16 i32 i64 isize);
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Key {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<char> for Key {
    fn from(character: char) -> Self {
        Self::Text(character.to_string())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.cast_signed().fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_number_is_the_same_key_whatever_its_type() {
        assert_eq!(Key::from(7_u8), Key::from(7_i64));
        assert_eq!(Key::from(7_usize), Key::from(7));
        assert_eq!(Key::from(-7_i8), Key::from(-7_i64));
        assert_eq!(Key::from(-7).to_string(), "-7");
    }

    #[test]
    fn a_text_is_the_same_key_however_it_is_held() {
        assert_eq!(Key::from("a"), Key::from(&"a".to_owned()));
        assert_eq!(Key::from("a"), Key::from('a'));
    }
}
