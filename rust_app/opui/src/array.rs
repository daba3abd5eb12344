//! Arrays that stay in the app's memory, and that the host reads there when it shows them.

use core::any::Any;
use core::cell::RefCell;
use core::sync::atomic::{AtomicU32, Ordering};
use std::rc::Rc;

use crate::cell::Cell;
use crate::frame::size_u32;
use crate::protocol::{ELEMENTS, ElementType};

/// Numbers or texts that stay where they are: the host reads those that it shows, and no command carries them.
///
/// Made of a `Vec` of numbers, of strings, or of numbers some of which are missing. It can't be changed; a clone is
/// the same array, and costs nothing. An attribute is set anew where the view has another array than before, so keep
/// the array in the app's state, and make one when its numbers are others:
///
/// ```
/// use opui::{Array, Element, sparkline};
///
/// struct Load {
///     shown: Array,
/// }
///
/// fn view(load: &Load) -> Element<()> {
///     sparkline("").series(load.shown.clone()).into()
/// }
///
/// # let load = Load { shown: Array::from(vec![1.0, 3.0, 2.0]) };
/// # let _ = view(&load);
/// ```
#[derive(Clone)]
pub struct Array(Rc<dyn Described>);

/// What the regions of an array lie in.
type Kept = Vec<Box<dyn Any>>;

/// What an app without arrays has nothing of, though its attributes might be some: there is one type that can do it.
trait Described {
    fn data(&self) -> &Data;
}

struct Data {
    element: ElementType,
    /// As the host reads it: the words of `DESCRIPTOR_WORDS`.
    descriptor: [u32; 8],
    length: usize,
    kept: Kept,
}

impl Described for Data {
    fn data(&self) -> &Data {
        self
    }
}

impl Array {
    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.data().length
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether no element is missing.
    pub(crate) fn is_dense(&self) -> bool {
        self.0.data().descriptor[3] == 0
    }

    /// What it is made of.
    pub(crate) fn element(&self) -> ElementType {
        self.0.data().element
    }

    /// As the listings of trees have it.
    pub(crate) fn listing(&self) -> String {
        let row = ELEMENTS.iter().find(|(_, other)| *other == self.element());
        format!("{}[{}]", row.map_or("?", |(name, _)| name), self.len())
    }

    /// Where the host finds what it has to know.
    pub(crate) fn descriptor(&self) -> u32 {
        address(&raw const self.0.data().descriptor)
    }

    fn new(
        element: ElementType,
        length: usize,
        [values, validity, text, text_length]: [u32; 4],
        kept: Kept,
    ) -> Self {
        let descriptor = [
            values,
            size_u32(length),
            0,
            validity,
            text,
            text_length,
            0,
            0,
        ];
        Self(Rc::new(Data {
            element,
            descriptor,
            length,
            kept,
        }))
    }
}

impl core::fmt::Debug for Array {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Array")
    }
}

/// The same array: what it holds is not compared.
impl PartialEq for Array {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0.data(), other.0.data())
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "no memory of a module is that large"
)]
fn address<T: ?Sized>(place: *const T) -> u32 {
    place.cast::<u8>() as usize as u32
}

// --- How long they are kept ---------------------------------------------------------------------

/// The frame that runs, counted from the first.
static FRAME: AtomicU32 = AtomicU32::new(0);

std::thread_local! {
    /// What was dropped, and in which frame: until the app is called again, the host may show it.
    static DROPPED: RefCell<Vec<(u32, Kept)>> = const { RefCell::new(Vec::new()) };
}

/// A frame begins.
pub(crate) fn begin_frame() {
    FRAME.fetch_add(1, Ordering::Relaxed);
}

impl Drop for Data {
    fn drop(&mut self) {
        let now = FRAME.load(Ordering::Relaxed);
        let kept = core::mem::take(&mut self.kept);
        // Where the thread ends, as in tests, no host shows anything any more.
        let _ = DROPPED.try_with(|dropped| {
            let mut dropped = dropped.borrow_mut();
            dropped.retain(|(frame, _)| *frame == now);
            dropped.push((now, kept));
        });
    }
}

// --- What they are made of ----------------------------------------------------------------------

macro_rules! numbers {
    ($($Number:ty => $ELEMENT:ident),*) => {
        $(
            impl From<Vec<$Number>> for Array {
                fn from(numbers: Vec<$Number>) -> Self {
                    let values = address(numbers.as_ptr());
                    let length = numbers.len();
                    Self::new(ElementType::$ELEMENT, length, [values, 0, 0, 0], vec![Box::new(numbers)])
                }
            }

            /// Some of the numbers are missing.
            impl From<Vec<Option<$Number>>> for Array {
                fn from(numbers: Vec<Option<$Number>>) -> Self {
                    let bits = validity(numbers.iter().map(Option::is_some));
                    let numbers: Vec<$Number> = numbers.into_iter().map(Option::unwrap_or_default).collect();
                    let places = [address(numbers.as_ptr()), address(bits.as_ptr()), 0, 0];
                    let length = numbers.len();
                    Self::new(ElementType::$ELEMENT, length, places, vec![Box::new(numbers), Box::new(bits)])
                }
            }
        )*
    };
}

numbers! {
    u8 => U8, i8 => I8, u16 => U16, i16 => I16, u32 => U32, i32 => I32, u64 => U64, i64 => I64,
    f32 => F32, f64 => F64
}

/// The cells of a canvas: four numbers each.
impl From<Vec<Cell>> for Array {
    fn from(cells: Vec<Cell>) -> Self {
        let values = address(cells.as_ptr());
        let length = cells.len() * (size_of::<Cell>() / size_of::<u32>());
        Self::new(
            ElementType::U32,
            length,
            [values, 0, 0, 0],
            vec![Box::new(cells)],
        )
    }
}

fn validity(valid: impl ExactSizeIterator<Item = bool>) -> Vec<u8> {
    let mut bits = vec![0; valid.len().div_ceil(8)];
    for (place, _) in valid.enumerate().filter(|(_, valid)| *valid) {
        bits[place / 8] |= 1 << (place % 8);
    }
    bits
}

impl<S: AsRef<str>> FromIterator<S> for Array {
    /// # Panics
    /// If the texts are longer than 2 GiB together, which no module's memory holds.
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let (mut text, mut places) = (String::new(), vec![0_i32]);
        for each in texts {
            text.push_str(each.as_ref());
            places.push(i32::try_from(text.len()).expect("texts below 2 GiB"));
        }
        let words = [
            address(places.as_ptr()),
            0,
            address(text.as_ptr()),
            size_u32(text.len()),
        ];
        let length = places.len() - 1;
        Self::new(
            ElementType::UTF8,
            length,
            words,
            vec![Box::new(places), Box::new(text)],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Array, DROPPED, begin_frame};
    use crate::cell::Cell;
    use crate::protocol::ElementType;

    fn dropped() -> usize {
        DROPPED.with_borrow(Vec::len)
    }

    #[test]
    fn a_clone_is_the_same_array_and_an_equal_one_is_another() {
        let array = Array::from(vec![1.0, 2.0]);
        assert_eq!(array, array.clone());
        assert_ne!(array, Array::from(vec![1.0, 2.0]));
        assert_eq!((array.len(), array.is_empty()), (2, false));
    }

    #[test]
    fn the_descriptor_says_what_there_is() {
        let texts: Array = ["a", "", "bc"].into_iter().collect();
        assert_eq!(texts.element(), ElementType::UTF8);
        assert_eq!(
            (texts.0.data().descriptor[1], texts.0.data().descriptor[5]),
            (3, 3)
        );
        let numbers = Array::from(vec![Some(7_u16), None, Some(9)]);
        assert_eq!(numbers.element(), ElementType::U16);
        let bits: &Vec<u8> = numbers.0.data().kept[1].downcast_ref().unwrap();
        assert_eq!(bits, &[0b101]);
    }

    #[test]
    fn cells_are_four_numbers_each() {
        let array = Array::from(vec![Cell::new('a'), Cell::default()]);
        assert_eq!((array.element(), array.len()), (ElementType::U32, 8));
        assert!(array.is_dense());
    }

    #[test]
    fn an_array_may_be_dropped_at_the_very_end_of_a_thread() {
        std::thread_local! {
            static KEPT: core::cell::OnceCell<Array> = const { core::cell::OnceCell::new() };
        }
        let ended = std::thread::spawn(|| {
            KEPT.with(|kept| kept.set(Array::from(vec![1_u8])).unwrap());
            drop(Array::from(vec![2_u8]));
        });
        assert!(ended.join().is_ok());
    }

    #[test]
    fn what_is_dropped_stays_until_the_next_frame() {
        begin_frame();
        drop(Array::from(vec![1_u8]));
        assert_eq!(dropped(), 1);
        drop(Array::from(vec![2_u8]));
        assert_eq!(dropped(), 2);
        begin_frame();
        drop(Array::from(vec![3_u8]));
        assert_eq!(dropped(), 1);
    }
}
