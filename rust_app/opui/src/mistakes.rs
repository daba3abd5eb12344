//! Mistakes in names, classes, keys, numbers, styles and children, found at the app's line.
//!
//! The host refuses them all, and then the app ends with a message that knows no line. So in builds with debug
//! assertions, as `cargo test` makes them, the SDK panics first. Release modules have none of this.

use core::fmt::Display;

use crate::array::Array;
use crate::generated::words::{CHECKS, HOST_KEYS, KEY_MODIFIERS, KEYS, PROPERTIES, RANGES};
use crate::protocol::{
    ATTRIBUTES, Attribute, DEBOUNCED, EVENTS, ElementType, EventKind, KIND_RULES, Kind,
};
use crate::value::Value;

/// Bytes of a name or a class.
const NAME_BYTES: usize = 64;
/// Bytes of a language's name.
const LANGUAGE_BYTES: usize = 30;

/// Panic if the host would refuse this value, saying which attribute of which kind has it.
#[track_caller]
pub(crate) fn refuse_value(kind: Kind, attribute: Attribute, value: &Value) {
    let check = CHECKS.iter().find(|(other, _)| *other == attribute);
    let wrong = match (check.map(|(_, check)| *check), value) {
        (Some("name"), Value::String(name)) => check_name(name),
        (Some("language"), Value::String(name)) => check_language(name),
        (Some("line"), Value::String(text)) => good_if(!text.contains('\n'), "it is not one line"),
        (Some("numbers"), Value::String(words)) => check_numbers(words),
        (Some("series"), Value::Array(array)) => check_series(array),
        (Some("drawn_cells"), Value::Array(array)) => check_cells(array),
        (Some("symbols"), Value::Array(array)) => check_symbols(array),
        (Some("rows"), Value::Array(array)) => check_rows(array),
        (Some("order"), Value::Array(array)) => check_order(array),
        (Some("characters"), Value::String(text)) => check_characters(text),
        (Some("mask"), Value::String(mask)) => check_mask(mask),
        (Some("key"), Value::String(key)) => check_key(key),
        (Some("style"), Value::String(style)) => check_style(style),
        (Some("stylesheet"), Value::String(rules)) => check_stylesheet(rules),
        (Some(rule), Value::Number(number)) => check_number(rule, *number),
        #[allow(
            clippy::cast_precision_loss,
            reason = "no range ends where that matters"
        )]
        (Some(rule), Value::Integer(number)) => check_number(rule, *number as f64),
        _ => Ok(()),
    };
    if let Err(wrong) = wrong {
        let named = ATTRIBUTES.iter().find(|(_, other)| *other == attribute);
        refuse(kind, named.map_or("attribute", |(name, _)| name), &wrong);
    }
}

/// Panic if the host would refuse this name of something that is no element.
#[track_caller]
pub(crate) fn refuse_name(what: &str, name: &str) {
    if let Err(wrong) = check_name(name) {
        panic!("the name of a {what}: {wrong}");
    }
}

/// Panic if the host would refuse this class.
#[track_caller]
pub(crate) fn refuse_class(kind: Kind, class: &str) {
    let good = class.starts_with(|first: char| first.is_ascii_lowercase())
        && class.len() <= NAME_BYTES
        && class
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !good {
        let wrong = format!("{class:?} is not a class ([a-z][a-z0-9-]*, at most {NAME_BYTES})");
        refuse(kind, "class", &wrong);
    }
}

/// Panic unless the element hears of this event, and can hear of the last of several only, if `debounce` is not 0.
#[track_caller]
pub(crate) fn refuse_pace(kind: Kind, event: EventKind, hears: bool, debounce: u16) {
    let named = EVENTS.iter().find(|(_, other)| *other == event);
    let name = named.map_or("event", |(name, _)| name);
    if !hears {
        refuse(kind, name, "it has no handler, whose pace could be set");
    }
    if debounce != 0 && !DEBOUNCED.contains(&event) {
        refuse(kind, name, "it can't be debounced: each one counts");
    }
}

/// Panic if nodes of kind `parent` have no children of kind `kind`.
#[track_caller]
pub(crate) fn refuse_child(kind: Kind, parent: Kind) {
    let (child, parent) = (
        &KIND_RULES[usize::from(kind.0)],
        &KIND_RULES[usize::from(parent.0)],
    );
    assert!(
        parent.children.contains(&kind.0),
        "`{}` does not take `{}` as a child",
        parent.name,
        child.name
    );
}

#[track_caller]
fn refuse(kind: Kind, what: &str, wrong: &str) -> ! {
    let kind = KIND_RULES[usize::from(kind.0)].name;
    panic!("the {what} of a `{kind}`: {wrong}");
}

type Checked = Result<(), String>;

fn good_if(good: bool, wrong: impl Display) -> Checked {
    if good { Ok(()) } else { Err(wrong.to_string()) }
}

fn check_number(rule: &str, number: f64) -> Checked {
    let Some((_, range)) = RANGES.iter().find(|(name, _)| *name == rule) else {
        return Ok(());
    };
    let good = (range.least..=range.most).contains(&number) || range.also == Some(number);
    let wrong = match range.also {
        Some(also) => format!("neither {also} nor"),
        None => "not".to_owned(),
    };
    let (unit, least, most) = (range.unit, range.least, range.most);
    good_if(
        good,
        format!("{number}{unit} is {wrong} from {least} to {most}"),
    )
}

/// Numbers that one attribute holds at most.
const NUMBERS: usize = 4096;

/// Numbers of an array that is shown as a whole.
const SERIES: usize = 1 << 20;

fn check_series(array: &Array) -> Checked {
    good_if(
        array.element() != ElementType::UTF8,
        "an array of texts is no series of numbers",
    )?;
    good_if(
        array.len() <= SERIES,
        format!("{} numbers are over {SERIES}", array.len()),
    )
}

/// Cells of a canvas.
const CANVAS_CELLS: usize = 131_072;

/// Texts of a canvas.
const CANVAS_SYMBOLS: usize = 1_024;

fn check_cells(array: &Array) -> Checked {
    good_if(
        array.element() == ElementType::U32 && array.is_dense(),
        "cells are made of a `Vec` of `Cell`",
    )?;
    good_if(
        array.len() / 4 <= CANVAS_CELLS,
        format!("{} cells are over {CANVAS_CELLS}", array.len() / 4),
    )
}

fn check_symbols(array: &Array) -> Checked {
    good_if(
        array.element() == ElementType::UTF8,
        "symbols are made of texts",
    )?;
    good_if(
        array.len() <= CANVAS_SYMBOLS,
        format!("{} symbols are over {CANVAS_SYMBOLS}", array.len()),
    )
}

/// Rows of a table of arrays at most.
const ROWS: usize = 10_000_000;

fn check_rows(array: &Array) -> Checked {
    good_if(
        array.len() <= ROWS,
        format!("{} rows are over {ROWS}", array.len()),
    )
}

fn check_order(array: &Array) -> Checked {
    let places = [ElementType::U32, ElementType::I32, ElementType::U64];
    good_if(
        places.contains(&array.element()),
        "it is not made of u32, i32 or u64",
    )?;
    check_rows(array)
}

fn check_numbers(text: &str) -> Checked {
    good_if(
        text.split_whitespace().count() <= NUMBERS,
        "it has more than 4,096 numbers",
    )?;
    text.split_whitespace().try_for_each(check_decimal)
}

fn check_decimal(word: &str) -> Checked {
    let digits = |part: &str| {
        (1..=15).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let number = word.strip_prefix('-').unwrap_or(word);
    let good = match number.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part),
        None => digits(number),
    };
    good_if(
        good,
        "it has something that is no number, such as 3, -0.5 or 12000",
    )
}

fn check_characters(text: &str) -> Checked {
    good_if(!text.contains('\n'), "it is not one line")?;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let behind = &rest[first.len_utf8()..];
        let last = behind
            .strip_prefix('-')
            .and_then(|rest| rest.chars().next());
        rest = match last {
            Some(last) => {
                let wrong = format!("the range {first}-{last} ends before it begins");
                good_if(first <= last, wrong)?;
                &behind[1 + last.len_utf8()..]
            }
            None => behind,
        };
    }
    Ok(())
}

/// Places of a mask at most.
const PLACES: usize = 256;

fn check_mask(mask: &str) -> Checked {
    good_if(!mask.contains('\n'), "it is not one line")?;
    let (mut places, mut filled) = (0, 0);
    let mut rest = mask.chars();
    while let Some(character) = rest.next() {
        match character {
            ';' => {
                rest.next();
                good_if(
                    rest.next().is_none(),
                    "one character stands behind ;, the blank",
                )?;
            }
            '\\' => {
                rest.next();
                places += 1;
            }
            '>' | '<' | '!' => {}
            _ => {
                places += 1;
                filled += usize::from("AaNnXx90Dd#HhBb".contains(character));
            }
        }
    }
    good_if(
        places <= PLACES,
        format!("{places} places are over {PLACES}"),
    )?;
    good_if(
        mask.is_empty() || filled > 0,
        "it has no place to fill, such as 9 or A",
    )
}

fn check_name(name: &str) -> Checked {
    let good = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.len() <= NAME_BYTES
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    good_if(
        good,
        format!("{name:?} is not a name ([A-Za-z_][A-Za-z0-9_.-]*, at most {NAME_BYTES})"),
    )
}

fn check_language(name: &str) -> Checked {
    let good = name.len() <= LANGUAGE_BYTES
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+#_.-".contains(&byte)
        });
    good_if(
        good,
        format!(
            "{name:?} is not the name of a language ([a-z0-9+#_.-]*, at most {LANGUAGE_BYTES})"
        ),
    )
}

fn check_key(name: &str) -> Checked {
    if HOST_KEYS.contains(&name) {
        return Err(format!("{name} is the host's key"));
    }
    // A plus joins, but the last one can be the key itself.
    let at = name.len() - usize::from(name.ends_with('+'));
    let (held, key): (Vec<&str>, &str) = match name[..at].rfind('+') {
        Some(plus) => (name[..plus].split('+').collect(), &name[plus + 1..]),
        None => (Vec::new(), name),
    };
    let known = KEY_MODIFIERS.iter().filter(|known| held.contains(known));
    let in_order = known.copied().eq(held.iter().copied());
    let mut characters = key.chars();
    let prints = match (characters.next(), characters.next()) {
        (Some(character), None) => !character.is_control() && character != ' ',
        _ => false,
    };
    if prints && held.contains(&"shift") {
        return Err(format!(
            "{name:?} is never pressed: a key that prints is named by what it prints, such as A"
        ));
    }
    good_if(
        in_order && (prints || KEYS.contains(&key)),
        format!("{name:?} is not a key, such as a, +, ctrl+s, escape, shift+tab or f5"),
    )
}

fn check_style(style: &str) -> Checked {
    let style = without_comments(style)?;
    if style.contains(['{', '}']) {
        return Err("a style has declarations, `width: 10; color: red`, and no braces".to_owned());
    }
    check_declarations(&style)
}

fn check_stylesheet(rules: &str) -> Checked {
    let rules = without_comments(rules)?;
    let mut line = 1;
    for body in rules.split_inclusive('}') {
        let start = line
            + body[..body.len() - body.trim_start().len()]
                .matches('\n')
                .count();
        let at_line = |wrong: String| format!("line {start}: {wrong}");
        line += body.matches('\n').count();
        let Some(body) = body.strip_suffix('}') else {
            let open = format!("{:?} is not closed by a brace", body.trim());
            return good_if(body.trim().is_empty(), at_line(open));
        };
        match body.split_once('{') {
            Some((_, declarations)) if !declarations.contains('{') => {
                check_declarations(declarations).map_err(at_line)?;
            }
            _ => {
                return Err(at_line(
                    "a brace is missing, or braces are nested".to_owned(),
                ));
            }
        }
    }
    Ok(())
}

fn check_declarations(declarations: &str) -> Checked {
    for declaration in declarations.split(';').map(str::trim) {
        if declaration.is_empty() {
            continue;
        }
        let Some((property, _)) = declaration.split_once(':') else {
            return Err(format!("{declaration:?} is not `property: value`"));
        };
        let property = property.trim_end();
        if !PROPERTIES.contains(&property) {
            return Err(format!("there is no property {property:?}"));
        }
    }
    Ok(())
}

/// The text with a blank and the line ends of each comment in its place.
fn without_comments(text: &str) -> Result<String, String> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        let Some((comment, after)) = after.split_once("*/") else {
            return Err("a comment is not closed".to_owned());
        };
        kept.push_str(before);
        kept.push(' ');
        kept.extend(comment.chars().filter(|character| *character == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::{
        Array, CANVAS_CELLS, CANVAS_SYMBOLS, CHECKS, RANGES, ROWS, SERIES, check_cells,
        check_characters, check_key, check_language, check_mask, check_name, check_number,
        check_numbers, check_order, check_rows, check_series, check_style, check_stylesheet,
        check_symbols,
    };

    use crate::cell::Cell;

    #[test]
    fn a_number_lies_in_its_range_or_is_the_one_beside_it() {
        for good in [0.0, 10.0, 86_400_000.0] {
            assert_eq!(check_number("interval", good), Ok(()));
        }
        let wrong = "9.9 ms is neither 0 nor from 10 to 86400000";
        assert_eq!(check_number("interval", 9.9), Err(wrong.to_owned()));
        let wrong = "-1 is not from 0 to 65536";
        assert_eq!(check_number("length", -1.0), Err(wrong.to_owned()));
    }

    #[test]
    fn every_check_of_the_table_is_made_here() {
        let words = [
            "name",
            "language",
            "line",
            "numbers",
            "series",
            "drawn_cells",
            "symbols",
            "rows",
            "order",
            "characters",
            "mask",
            "key",
            "style",
            "stylesheet",
        ];
        for (_, rule) in CHECKS {
            let number = RANGES.iter().any(|(name, _)| *name == rule);
            assert!(number || words.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn cells_are_cells_and_symbols_are_texts_and_of_both_there_are_not_too_many() {
        let cells = |count| Array::from(vec![Cell::default(); count]);
        assert_eq!(check_cells(&cells(CANVAS_CELLS)), Ok(()));
        assert!(check_cells(&cells(CANVAS_CELLS + 1)).is_err());
        assert!(check_cells(&Array::from(vec![1.0])).is_err());
        assert!(check_cells(&Array::from(vec![Some(1_u32)])).is_err());
        let symbols = |count| vec!["a"; count].into_iter().collect::<Array>();
        assert_eq!(check_symbols(&symbols(CANVAS_SYMBOLS)), Ok(()));
        assert!(check_symbols(&symbols(CANVAS_SYMBOLS + 1)).is_err());
        assert!(check_symbols(&cells(1)).is_err());
    }

    #[test]
    fn a_series_is_made_of_numbers_and_not_too_long() {
        assert_eq!(check_series(&Array::from(vec![1.0])), Ok(()));
        assert_eq!(check_series(&Array::from(vec![0_u8; SERIES])), Ok(()));
        assert!(check_series(&Array::from(vec![0_u8; SERIES + 1])).is_err());
        assert!(check_series(&["a"].into_iter().collect()).is_err());
    }

    #[test]
    fn rows_of_arrays_are_not_too_many_and_their_order_is_made_of_places() {
        assert_eq!(check_rows(&["a"].into_iter().collect()), Ok(()));
        assert_eq!(check_rows(&Array::from(vec![0_u8; ROWS])), Ok(()));
        assert!(check_rows(&Array::from(vec![0_u8; ROWS + 1])).is_err());
        assert_eq!(check_order(&Array::from(vec![0_u32])), Ok(()));
        assert_eq!(check_order(&Array::from(vec![0_i32])), Ok(()));
        assert_eq!(check_order(&Array::from(vec![0_u64])), Ok(()));
        assert!(check_order(&Array::from(vec![0.5])).is_err());
        assert!(check_order(&Array::from(vec![0_u32; ROWS + 1])).is_err());
    }

    #[test]
    fn numbers_stand_between_blanks() {
        for good in ["", "1", " -0.5  3\n12000 ", "999999999999999.5"] {
            assert_eq!(check_numbers(good), Ok(()), "{good}");
        }
        for bad in [
            "1 x",
            "nan",
            "1e9",
            "1,2",
            "1.",
            ".5",
            "--1",
            "1000000000000000",
        ] {
            assert!(check_numbers(bad).is_err(), "{bad}");
        }
        assert!(check_numbers(&"0 ".repeat(4097)).is_err());
    }

    #[test]
    fn a_range_of_characters_ends_behind_its_beginning() {
        for good in ["", "a-z0-9_", "-", "a-", "-a", "+-.", "é-ü", "a-a"] {
            assert_eq!(check_characters(good), Ok(()), "{good}");
        }
        for bad in ["z-a", "a\nb", "x-z9-0"] {
            assert!(check_characters(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_language_has_a_short_name_in_small_letters() {
        for good in ["", "rust", "c++", "f#", "html+jinja", &"a".repeat(30)] {
            assert_eq!(check_language(good), Ok(()), "{good}");
        }
        for bad in ["Rust", "a b", "é", "a\n", &"a".repeat(31)] {
            assert!(check_language(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_mask_has_a_place_to_fill() {
        for good in ["", "9", "99/99/9999;_", ">AA<aa!nn", r"\9 9"] {
            assert_eq!(check_mask(good), Ok(()), "{good}");
        }
        for bad in ["//", r"\9", "9;ab", "9\n", &"9".repeat(257)] {
            assert!(check_mask(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_name_is_a_word() {
        for good in ["a", "new-todo", "_x.1", &"n".repeat(64)] {
            assert_eq!(check_name(good), Ok(()));
        }
        for bad in ["", "1a", "new todo", "é", &"n".repeat(65)] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_is_named_as_the_host_names_it() {
        for good in [
            "a",
            "A",
            "+",
            "é",
            "ctrl++",
            "ctrl+s",
            "ctrl+alt+f5",
            "shift+tab",
            "enter",
        ] {
            assert_eq!(check_key(good), Ok(()));
        }
        for bad in [
            "",
            " ",
            "Enter",
            "ctrl",
            "alt+ctrl+a",
            "shift+a",
            "ctrl+q",
            "ctrl+",
            "ab",
            "++a",
        ] {
            assert!(check_key(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_style_has_properties_that_there_are() {
        assert_eq!(check_style("width: 10; /* wide */ color : red;"), Ok(()));
        assert!(check_style("colour: red").unwrap_err().contains("colour"));
        assert!(check_style("width 10").is_err());
        assert!(check_style("row { width: 10 }").is_err());
        assert!(check_style("width: 10 /*").is_err());
    }

    #[test]
    fn the_braces_of_a_stylesheet_are_in_pairs() {
        assert_eq!(
            check_stylesheet("row { width: 10 }\n\n.a > text { color: red; }\n"),
            Ok(())
        );
        for (bad, line) in [
            ("row { width: 10", "line 1"),
            ("row { width: 10 }\n/*\n*/ text width: 2 }", "line 3"),
            ("\nrow { text { width: 10 } }", "line 2"),
            ("row { width: 10 }\nrow { widht: 10 }", "line 2"),
        ] {
            assert!(
                check_stylesheet(bad).unwrap_err().starts_with(line),
                "{bad}"
            );
        }
    }
}
