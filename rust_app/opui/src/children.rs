//! What can stand in an element: children of its kinds, in tuples and lists.

use crate::element::Element;
use crate::protocol::Kind;

/// An element that has children. Every type of a kind that takes some is one.
pub trait Parent {
    /// The messages of its handlers.
    type Msg;
    /// Its kind.
    #[doc(hidden)]
    const KIND: Kind;
}

/// A child that `P` takes.
///
/// Every kind has a type of its own, so that a child of a wrong kind does not compile. An [`Element`] can be of
/// any kind; whether `P` takes it is found out when it is put in, and a wrong one panics.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a child of `{P}`",
    label = "`{P}` does not take this",
    note = "a child is what the functions named like the kinds return, or an `Element`, with the messages of its parent"
)]
pub trait ChildOf<P: Parent>: Into<Element<P::Msg>> {
    /// Forget the kind.
    #[doc(hidden)]
    #[track_caller]
    fn into_child(self) -> Element<P::Msg> {
        self.into()
    }
}

impl<Msg, P: Parent<Msg = Msg>> ChildOf<P> for Element<Msg> {
    #[track_caller]
    fn into_child(self) -> Self {
        if !self.is_lazy() {
            self.check_under(P::KIND);
        }
        self
    }
}

/// What can be given to a parent as its children: one child, or an array, a `Vec`, an `Option`, an iterator of
/// children, or a tuple of any of these; `()` is none.
///
/// ```
/// use opui::{Column, column, list, text};
///
/// fn view(names: &[&str], warning: Option<&str>) -> Column<()> {
///     column((
///         text("Names").class("heading"),
///         warning.map(|warning| text(warning).class("warning")),
///         list(names.iter().map(|name| text(*name).key(*name))),
///     ))
/// }
/// ```
///
/// `How` tells these forms apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't stand among the children of `{P}`",
    label = "`{P}` takes no such children",
    note = "children are one child, or an array, a `Vec`, an `Option`, an iterator or a tuple of children; none are `()`",
    note = "a child is of a kind that the parent takes, and its messages are those of the parent: see `Element::map`"
)]
pub trait Children<P: Parent, How> {
    /// Add each to `children`.
    #[doc(hidden)]
    fn add_to(self, children: &mut Vec<Element<P::Msg>>);
}

/// One child.
#[derive(Debug)]
pub struct One;

/// Something that is iterated over.
#[derive(Debug)]
pub struct Each;

/// A tuple.
#[derive(Debug)]
pub struct Tuple<Hows>(core::marker::PhantomData<Hows>);

impl<P: Parent, T: ChildOf<P>> Children<P, One> for T {
    #[track_caller]
    fn add_to(self, children: &mut Vec<Element<P::Msg>>) {
        children.push(self.into_child());
    }
}

impl<P: Parent, I: IntoIterator<Item: ChildOf<P>>> Children<P, Each> for I {
    #[track_caller]
    fn add_to(self, children: &mut Vec<Element<P::Msg>>) {
        let iterator = self.into_iter();
        children.reserve(iterator.size_hint().0);
        for child in iterator {
            children.push(child.into_child());
        }
    }
}

macro_rules! tuples {
    () => {
        tuples!(@);
    };
    ($first:ident $first_how:ident $($T:ident $How:ident)*) => {
        tuples!(@ $first $first_how $($T $How)*);
        tuples!($($T $How)*);
    };
    (@ $($T:ident $How:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<P: Parent, $($T, $How),*> Children<P, Tuple<($($How,)*)>> for ($($T,)*)
        where
            $($T: Children<P, $How>),*
        {
            #[track_caller]
            #[allow(non_snake_case, unused_variables)]
            fn add_to(self, children: &mut Vec<Element<P::Msg>>) {
                let ($($T,)*) = self;
                $($T.add_to(children);)*
            }
        }
    };
}

tuples! { A HowA B HowB C HowC D HowD E HowE F HowF G HowG H HowH I HowI J HowJ K HowK L HowL }

/// Give a kind's type children of these types.
macro_rules! parent {
    ($Parent:ident, $kind:path => $($Child:ident)*) => {
        impl<Msg> $crate::children::Parent for $Parent<Msg> {
            type Msg = Msg;
            const KIND: Kind = $kind;
        }

        $(impl<Msg> $crate::children::ChildOf<$Parent<Msg>> for $Child<Msg> {})*

        impl<Msg> $Parent<Msg> {
            /// Add children at the end: one, or many in any of the forms of [`Children`].
            ///
            /// # Panics
            /// If an [`Element`] among them is of a kind that this one does not take.
            #[track_caller]
            pub fn children<How>(mut self, children: impl Children<Self, How>) -> Self {
                children.add_to(self.0.children_mut());
                self
            }
        }
    };
}

pub(crate) use parent;
