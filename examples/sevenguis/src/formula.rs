//! The language of a spreadsheet's cells: texts, numbers, and formulas that begin with `=`.
//!
//! A formula has numbers, cells (`B7`), ranges (`A0:B9`) in `sum`, `prod`, `min`, `max` and `mean`, the functions `add`, `sub`,
//! `mul`, `div` and `mod`, the signs `+ - * /`, and parentheses.

/// A cell: its column and its row, from 0.
pub type Place = (usize, usize);

/// Columns and rows that a sheet has.
pub const SIZE: (usize, usize) = (26, 100);
/// Parentheses in one another at most: reading them is a call each.
const DEEPEST: usize = 32;

/// What was typed into a cell, as far as it can be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Empty,
    Text(String),
    Number(f64),
    Formula(Expression),
    /// It begins as a formula, and is none.
    Wrong,
}

/// What a formula says.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Number(f64),
    Cell(Place),
    Negative(Box<Self>),
    Two(char, Box<Self>, Box<Self>),
    Many(Function, Vec<Argument>),
}

/// What is given to a function of many.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    One(Expression),
    Range(Place, Place),
}

/// A function of any number of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    Sum,
    Product,
    Least,
    Greatest,
    Mean,
}

/// What a formula can't be computed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A cell holds a text where a number is needed.
    Text,
    /// It divides by zero, or is larger than any number.
    Number,
    /// It is no formula.
    Formula,
    /// It needs its own value.
    Loop,
}

const MANY: [(&str, Function); 5] = [
    ("sum", Function::Sum),
    ("prod", Function::Product),
    ("min", Function::Least),
    ("max", Function::Greatest),
    ("mean", Function::Mean),
];
const TWO: [(&str, char); 5] = [
    ("add", '+'),
    ("sub", '-'),
    ("mul", '*'),
    ("div", '/'),
    ("mod", '%'),
];

/// Read what was typed into a cell.
pub fn read(typed: &str) -> Content {
    let typed = typed.trim();
    if let Some(formula) = typed.strip_prefix('=') {
        let mut reader = Reader {
            rest: formula,
            depth: 0,
        };
        return match reader.sum() {
            Some(expression) if reader.rest.trim().is_empty() => Content::Formula(expression),
            _ => Content::Wrong,
        };
    }
    match typed.parse::<f64>() {
        _ if typed.is_empty() => Content::Empty,
        Ok(number) if number.is_finite() => Content::Number(number),
        _ => Content::Text(typed.to_owned()),
    }
}

/// The name of a column.
pub fn letter(column: usize) -> char {
    char::from(b'A' + u8::try_from(column).unwrap_or_default())
}

/// The name of a cell.
pub fn name((column, row): Place) -> String {
    format!("{}{row}", letter(column))
}

impl Expression {
    /// Compute it. `value` is what a cell holds: nothing counts as 0 by itself, and not at all in a range.
    pub fn compute(
        &self,
        value: &dyn Fn(Place) -> Result<Option<f64>, Wrong>,
    ) -> Result<f64, Wrong> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Cell(place) => value(*place)?.unwrap_or(0.0),
            Self::Negative(inner) => -inner.compute(value)?,
            Self::Two(sign, one, other) => {
                let (one, other) = (one.compute(value)?, other.compute(value)?);
                match sign {
                    '+' => one + other,
                    '-' => one - other,
                    '*' => one * other,
                    '/' => one / other,
                    _ => one % other,
                }
            }
            Self::Many(function, arguments) => {
                let mut numbers = Vec::new();
                for argument in arguments {
                    match argument {
                        Argument::One(inner) => numbers.push(inner.compute(value)?),
                        Argument::Range(first, last) => {
                            for place in range(*first, *last) {
                                numbers.extend(value(place)?);
                            }
                        }
                    }
                }
                function.of(&numbers)
            }
        };
        if number.is_finite() {
            Ok(number)
        } else {
            Err(Wrong::Number)
        }
    }

    /// Call `found` with each cell that it needs.
    pub fn cells(&self, found: &mut dyn FnMut(Place)) {
        match self {
            Self::Number(_) => {}
            Self::Cell(place) => found(*place),
            Self::Negative(inner) => inner.cells(found),
            Self::Two(_, one, other) => {
                one.cells(found);
                other.cells(found);
            }
            Self::Many(_, arguments) => {
                for argument in arguments {
                    match argument {
                        Argument::One(inner) => inner.cells(found),
                        Argument::Range(first, last) => range(*first, *last).for_each(&mut *found),
                    }
                }
            }
        }
    }
}

impl Function {
    fn of(self, numbers: &[f64]) -> f64 {
        // Not a number, where there is none to be the least or the mean.
        let all = || numbers.iter().copied();
        match self {
            Self::Sum => all().sum(),
            Self::Product => all().product(),
            Self::Least => all().reduce(f64::min).unwrap_or(f64::NAN),
            Self::Greatest => all().reduce(f64::max).unwrap_or(f64::NAN),
            #[allow(clippy::cast_precision_loss)]
            Self::Mean => all().sum::<f64>() / numbers.len() as f64,
        }
    }
}

/// The cells of a range, whichever corners name it.
fn range(one: Place, other: Place) -> impl Iterator<Item = Place> {
    let columns = one.0.min(other.0)..=one.0.max(other.0);
    columns.flat_map(move |column| {
        (one.1.min(other.1)..=one.1.max(other.1)).map(move |row| (column, row))
    })
}

/// Reads a formula from left to right.
struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn sum(&mut self) -> Option<Expression> {
        self.chain(&['+', '-'], Self::product)
    }

    fn product(&mut self) -> Option<Expression> {
        self.chain(&['*', '/'], Self::single)
    }

    fn chain(
        &mut self,
        signs: &[char],
        part: fn(&mut Self) -> Option<Expression>,
    ) -> Option<Expression> {
        let mut left = part(self)?;
        while let Some(sign) = signs.iter().copied().find(|sign| self.take(*sign)) {
            left = Expression::Two(sign, Box::new(left), Box::new(part(self)?));
        }
        Some(left)
    }

    fn single(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let read = if self.take('-') {
            Some(Expression::Negative(Box::new(self.single()?)))
        } else if self.take('(') {
            let inner = self.sum()?;
            self.take(')').then_some(inner)
        } else if self
            .rest
            .starts_with(|sign: char| sign.is_ascii_alphabetic())
        {
            self.named()
        } else {
            self.number()
        };
        self.depth -= 1;
        read
    }

    fn named(&mut self) -> Option<Expression> {
        if let Some(place) = self.place() {
            return Some(Expression::Cell(place));
        }
        let word = self.word(|sign| sign.is_ascii_alphabetic()).to_lowercase();
        let arguments = self.arguments()?;
        if let Some((_, function)) = MANY.iter().find(|(name, _)| *name == word) {
            return Some(Expression::Many(*function, arguments));
        }
        let (_, sign) = TWO.iter().find(|(name, _)| *name == word)?;
        let Ok([Argument::One(one), Argument::One(other)]) = <[Argument; 2]>::try_from(arguments)
        else {
            return None;
        };
        Some(Expression::Two(*sign, Box::new(one), Box::new(other)))
    }

    fn arguments(&mut self) -> Option<Vec<Argument>> {
        let mut arguments = Vec::new();
        let mut more = self.take('(');
        while more {
            arguments.push(self.argument()?);
            more = self.take(',');
        }
        (self.take(')') && !arguments.is_empty()).then_some(arguments)
    }

    fn argument(&mut self) -> Option<Argument> {
        let before = self.rest;
        if let Some(first) = self.place()
            && self.take(':')
        {
            return Some(Argument::Range(first, self.place()?));
        }
        self.rest = before;
        self.sum().map(Argument::One)
    }

    /// The name of a cell, if that is what comes next.
    fn place(&mut self) -> Option<Place> {
        let text = self.rest.trim_start();
        let letter = text.bytes().next()?.to_ascii_uppercase();
        let digits = text[1..].bytes().take_while(u8::is_ascii_digit).count();
        let ends = !text[1 + digits..].starts_with(|sign: char| sign.is_alphanumeric());
        if !letter.is_ascii_uppercase() || !(1..=2).contains(&digits) || !ends {
            return None;
        }
        let row = text[1..=digits].parse().ok().filter(|row| *row < SIZE.1)?;
        self.rest = &text[1 + digits..];
        Some((usize::from(letter - b'A'), row))
    }

    fn number(&mut self) -> Option<Expression> {
        let number = self
            .word(|sign| sign.is_ascii_digit() || sign == '.')
            .parse()
            .ok()?;
        Some(Expression::Number(number))
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let text = self.rest.trim_start();
        let length = text.find(|sign| !belongs(sign)).unwrap_or(text.len());
        self.rest = &text[length..];
        text[..length].to_owned()
    }

    /// Go past a sign, if it comes next.
    fn take(&mut self, sign: char) -> bool {
        let text = self.rest.trim_start();
        let there = text.starts_with(sign);
        self.rest = text.strip_prefix(sign).unwrap_or(text);
        there
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Wrong, name, read};

    fn computed(formula: &str) -> Result<f64, Wrong> {
        // A cell holds its column and row as a number, Z0 a text, and column Y nothing.
        let value = |(column, row): (usize, usize)| match (column, row) {
            (25, 0) => Err(Wrong::Text),
            (24, _) => Ok(None),
            _ => Ok(Some(f64::from(u32::try_from(column * 100 + row).unwrap()))),
        };
        match read(formula) {
            Content::Formula(expression) => expression.compute(&value),
            _ => Err(Wrong::Formula),
        }
    }

    #[test]
    fn what_is_no_formula_is_a_number_or_a_text() {
        assert_eq!(read("  "), Content::Empty);
        assert_eq!(read(" -2.5 "), Content::Number(-2.5));
        for text in ["two", "1 2", "inf", "NaN", "é"] {
            assert_eq!(read(text), Content::Text(text.to_owned()));
        }
    }

    #[test]
    fn formulas_are_computed() {
        for (formula, number) in [
            ("=1", 1.0),
            ("=1+2*3", 7.0),
            ("= ( 1 + 2 ) * 3 ", 9.0),
            ("=-2-3", -5.0),
            ("=8/2/2", 2.0),
            ("=b7", 107.0),
            ("=A1+B2", 103.0),
            ("=sum(A0:B1)", 202.0),
            ("=SUM(B1:A0, 3)", 205.0),
            ("=prod(A2, A3)", 6.0),
            ("=min(C0:D5)", 200.0),
            ("=max(C0:D5)", 305.0),
            ("=mean(A1:A3)", 2.0),
            ("=add(1, sub(5, 2))", 4.0),
            ("=mod(mul(3, 3), div(8, 2))", 1.0),
            ("=Y3", 0.0),
            ("=sum(Y0:Y9)", 0.0),
            ("=mean(A1,Y0:Y9)", 1.0),
        ] {
            assert_eq!(computed(formula), Ok(number), "{formula}");
        }
    }

    #[test]
    fn what_can_not_be_computed_says_why() {
        for (formula, wrong) in [
            ("=1/0", Wrong::Number),
            ("=mean(Y0:Y9)", Wrong::Number),
            ("=Z0+1", Wrong::Text),
            ("=sum(Z0:Z0)", Wrong::Text),
            ("=", Wrong::Formula),
            ("=1+", Wrong::Formula),
            ("=(1", Wrong::Formula),
            ("=1)", Wrong::Formula),
            ("=A", Wrong::Formula),
            ("=A100", Wrong::Formula),
            ("=AA1", Wrong::Formula),
            ("=A0:B1", Wrong::Formula),
            ("=sum()", Wrong::Formula),
            ("=add(1)", Wrong::Formula),
            ("=add(A0:A1, 1)", Wrong::Formula),
            ("=nope(1)", Wrong::Formula),
            ("=1..2", Wrong::Formula),
            ("=é", Wrong::Formula),
            ("=A1é", Wrong::Formula),
        ] {
            assert_eq!(computed(formula), Err(wrong), "{formula}");
        }
        assert_eq!(
            computed(&format!("={}1{}", "(".repeat(10_000), ")".repeat(10_000))),
            Err(Wrong::Formula)
        );
        assert_eq!(
            computed(&format!("={}1", "-".repeat(10_000))),
            Err(Wrong::Formula)
        );
    }

    #[test]
    fn a_cell_is_named_by_letter_and_number() {
        assert_eq!([name((0, 0)), name((25, 99))], ["A0", "Z99"]);
    }
}
