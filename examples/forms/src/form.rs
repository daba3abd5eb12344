//! The form's fields, what is typed into them, and what may be wrong with that.

/// The fields with a text that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name,
    Mail,
    Birthday,
    Phone,
    Notes,
}

pub const FIELDS: [Field; 5] = [
    Field::Name,
    Field::Mail,
    Field::Birthday,
    Field::Phone,
    Field::Notes,
];
/// Characters that the notes may have.
pub const NOTES: usize = 200;
pub const TOPICS: [&str; 4] = ["Rust", "Terminals", "WebAssembly", "Python"];

impl Field {
    /// Its name in the tree, and what cx.focus is given.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Mail => "mail",
            Self::Birthday => "birthday",
            Self::Phone => "phone",
            Self::Notes => "notes",
        }
    }
}

/// What a person has said.
#[derive(Default)]
pub struct Form {
    pub name: String,
    pub mail: String,
    pub birthday: String,
    pub phone: String,
    pub notes: String,
    /// The place of the topic that is chosen.
    pub topic: Option<usize>,
    /// How often a letter may come, in a month.
    pub letters: f64,
    pub agreed: bool,
}

impl Form {
    /// What is typed into a field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Mail => &self.mail,
            Field::Birthday => &self.birthday,
            Field::Phone => &self.phone,
            Field::Notes => &self.notes,
        }
    }

    /// What is wrong with a field; empty if nothing is.
    pub fn wrong(&self, field: Field) -> &'static str {
        let text = self.text(field).trim();
        match field {
            Field::Name if text.is_empty() => "a name is needed",
            Field::Mail if !is_mail(text) => "an address such as ada@example.org is needed",
            Field::Birthday if has_digits(text) && !is_day(text) => "there is no such day",
            Field::Phone
                if has_digits(text) && text.chars().filter(char::is_ascii_digit).count() < 9 =>
            {
                "nine figures are needed"
            }
            Field::Notes if text.chars().count() > NOTES => "that is more than 200 characters",
            _ => "",
        }
    }

    /// The first field in which something is wrong.
    pub fn first_wrong(&self) -> Option<Field> {
        FIELDS
            .into_iter()
            .find(|field| !self.wrong(*field).is_empty())
    }
}

fn has_digits(text: &str) -> bool {
    text.chars().any(|sign| sign.is_ascii_digit())
}

fn is_mail(text: &str) -> bool {
    let (name, host) = text.split_once('@').unwrap_or_default();
    let (first, last) = host.rsplit_once('.').unwrap_or_default();
    !name.is_empty()
        && !first.is_empty()
        && last.len() > 1
        && !text.contains(char::is_whitespace)
        && !host.contains('@')
}

/// Whether a text is a day as the mask has it: 24.12.1815.
fn is_day(text: &str) -> bool {
    let numbers: Vec<u32> = text
        .split('.')
        .filter_map(|piece| piece.trim().parse().ok())
        .collect();
    let &[day, month, year] = numbers.as_slice() else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day) && year >= 1000
}

#[cfg(test)]
mod tests {
    use super::{Field, Form};

    fn wrong(field: Field, text: &str) -> &'static str {
        let mut form = Form::default();
        match field {
            Field::Name => form.name = text.into(),
            Field::Mail => form.mail = text.into(),
            Field::Birthday => form.birthday = text.into(),
            Field::Phone => form.phone = text.into(),
            Field::Notes => form.notes = text.into(),
        }
        form.wrong(field)
    }

    #[test]
    fn what_may_stay_empty_is_not_wrong_while_it_is() {
        for (field, needed) in [
            (Field::Name, true),
            (Field::Mail, true),
            (Field::Birthday, false),
            (Field::Phone, false),
            (Field::Notes, false),
        ] {
            assert_eq!(!wrong(field, "").is_empty(), needed, "{field:?}");
            assert_eq!(
                !wrong(field, "  .  ").is_empty(),
                field == Field::Mail,
                "{field:?}"
            );
        }
    }

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for good in ["ada@example.org", "a.b+c@d-e.fr"] {
            assert_eq!(wrong(Field::Mail, good), "");
        }
        for bad in [
            "ada",
            "@example.org",
            "ada@",
            "ada@org",
            "ada@.org",
            "ada@example.o",
            "a da@example.org",
            "a@b@c.de",
        ] {
            assert_ne!(wrong(Field::Mail, bad), "", "{bad}");
        }
    }

    #[test]
    fn a_day_is_one_that_there_is() {
        for (day, good) in [
            ("29.02.2024", true),
            ("29.02.2023", false),
            ("31.04.2000", false),
            ("10.12.1815", true),
            ("1 .  .    ", false),
            ("10.12.18  ", false),
        ] {
            assert_eq!(wrong(Field::Birthday, day).is_empty(), good, "{day}");
        }
    }
}
