//! Parts of a view that are built only when what they are made from has changed.

use core::any::Any;
use core::ptr::fn_addr_eq;

use crate::element::{Element, LAZY, Recipe};

/// What `build` makes of `inputs`. Where the last view had the same function with equal inputs in its
/// place, nothing is built and nothing compared: the nodes stay as they are.
///
/// It pays for the rows of a long list, and for the list as a whole. `build` is a function, or a closure that
/// captures nothing, so that all it shows comes from the inputs. These should be cheap to copy and to compare:
/// numbers, or an [`Rc`](std::rc::Rc) of a type that is `Eq`, which is equal to itself without a look at what is
/// in it. The state changes that by [`Rc::make_mut`](std::rc::Rc::make_mut), which makes another one of it.
///
/// ```
/// use std::rc::Rc;
/// use opui::{List, Row, lazy, list, row, text};
///
/// #[derive(Clone, PartialEq, Eq)]
/// struct Item {
///     id: u64,
///     title: String,
/// }
///
/// fn items(items: &[Rc<Item>], chosen: u64) -> List<()> {
///     list(items.iter().map(|item| {
///         lazy((Rc::clone(item), item.id == chosen), item_row).key(item.id)
///     }))
/// }
///
/// fn item_row((item, chosen): &(Rc<Item>, bool)) -> Row<()> {
///     row(text(&item.title)).class_if("chosen", *chosen)
/// }
/// ```
///
/// The element takes a [`key`](Element::key) and nothing else; what `build` returns takes all but a key.
///
/// # Panics
/// In the frame that shows it: if `build` returns what the parent does not take, or something with a key.
pub fn lazy<T, Built, Msg>(inputs: T, build: fn(&T) -> Built) -> Element<Msg>
where
    T: PartialEq + 'static,
    Built: Into<Element<Msg>> + 'static,
    Msg: 'static,
{
    let mut element = Element::new(LAZY);
    element.0.recipe = Some(Box::new(Inputs { inputs, build }));
    element
}

struct Inputs<T, Built> {
    inputs: T,
    build: fn(&T) -> Built,
}

impl<T, Built, Msg> Recipe<Msg> for Inputs<T, Built>
where
    T: PartialEq + 'static,
    Built: Into<Element<Msg>> + 'static,
{
    fn is(&self, old: &dyn Any) -> bool {
        // Two functions at one address have the same code.
        let same = |old: &Self| fn_addr_eq(old.build, self.build) && old.inputs == self.inputs;
        old.downcast_ref().is_some_and(same)
    }

    fn build(&self) -> Element<Msg> {
        (self.build)(&self.inputs).into()
    }
}
