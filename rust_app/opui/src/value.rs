//! The values of attributes.

use crate::array::Array;
use crate::event::Event;
use crate::protocol::{Attribute, Carried, DEFAULTS, DefaultValue};

/// An attribute's value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    String(String),
    Number(f64),
    Integer(i64),
    Flag(bool),
    Array(Array),
}

impl Value {
    /// The value that an event carries.
    pub(crate) fn carried(value: Carried, event: &Event) -> Self {
        match value {
            Carried::Text => Self::String(event.text().to_owned()),
            Carried::Double => Self::Number(event.number()),
            Carried::Integer => Self::Integer(event.pair().0.into()),
            Carried::Flag => Self::Flag(event.pair().0 != 0),
        }
    }

    /// Whether a node has this value of the attribute unasked.
    #[allow(clippy::float_cmp, reason = "only the very default is one")]
    pub(crate) fn is_default(&self, attribute: Attribute) -> bool {
        let row = DEFAULTS.iter().find(|(other, _)| *other == attribute);
        match (self, row.map(|(_, default)| *default)) {
            (Self::String(text), Some(DefaultValue::String(default))) => text == default,
            (Self::Number(number), Some(DefaultValue::Number(default))) => *number == default,
            (Self::Integer(integer), Some(DefaultValue::Integer(default))) => *integer == default,
            (Self::Flag(flag), Some(DefaultValue::Flag(default))) => *flag == default,
            (Self::String(text), _) => text.is_empty(),
            (Self::Number(number), _) => *number == 0.0,
            (Self::Integer(integer), _) => *integer == 0,
            (Self::Flag(flag), _) => !flag,
            (Self::Array(_), _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Value;
    use crate::protocol::{Attribute, FlagAttribute, StringAttribute};

    #[test]
    fn the_default_is_the_one_of_the_table_and_else_nothing() {
        let is_default = |attribute: Attribute, value: &str| {
            Value::String(value.to_owned()).is_default(attribute)
        };
        assert!(is_default(StringAttribute::VARIANT.into(), "default"));
        assert!(!is_default(StringAttribute::VARIANT.into(), ""));
        assert!(is_default(StringAttribute::TITLE.into(), ""));
        assert!(!Value::Flag(true).is_default(FlagAttribute::ONCE.into()));
    }
}
