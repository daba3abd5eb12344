//! A day, as people write it here: 24.12.2026.

/// A day of the Gregorian calendar; an earlier one is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day that a text says: day, month and a year of four digits, with a point between them.
    pub fn parse(text: &str) -> Option<Self> {
        let mut pieces = text.trim().split('.');
        let (day, month, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
        let digits = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
        if pieces.next().is_some() || year.len() != 4 || ![day, month, year].into_iter().all(digits)
        {
            return None;
        }
        let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
        (1..=days(month, year)?)
            .contains(&day)
            .then_some(Self { year, month, day })
    }
}

/// How many days a month has.
fn days(month: u8, year: u16) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn a_day_that_there_is_not_is_none() {
        for good in [
            "1.1.2026",
            "29.2.2024",
            "29.02.2000",
            "31.12.9999",
            " 3.4.2026 ",
        ] {
            assert!(Date::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "1.1",
            "1.1.26",
            "29.2.2026",
            "29.2.1900",
            "0.1.2026",
            "32.1.2026",
            "1.13.2026",
            "a.1.2026",
            "1.1.2026.",
            "+1.1.2026",
            "1-1-2026",
            "300.1.2026",
        ] {
            assert!(Date::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn an_earlier_day_is_less() {
        let day = |text| Date::parse(text).unwrap();
        assert!(day("31.12.2025") < day("1.1.2026"));
        assert!(day("2.2.2026") > day("1.2.2026"));
        assert!(day("01.02.2026") == day("1.2.2026"));
    }
}
