//! Views of components within others.

use core::any::Any;

use crate::element::{Element, Handler, LAZY, Parts, Recipe};

impl<Msg: 'static> Element<Msg> {
    /// Turn every message of this element and of what lies in it into one of another type: so the view of a
    /// component stands in the view of another, whose messages wrap those of the first.
    ///
    /// [`Context::map`](crate::Context::map) does the same for `update`.
    ///
    /// ```
    /// use opui::{Context, Element, button, column, row, text};
    ///
    /// /// A component: a number and two buttons.
    /// #[derive(Default)]
    /// struct Stepper(i64);
    ///
    /// impl Stepper {
    ///     fn update(&mut self, step: i64, cx: &mut Context<i64>) {
    ///         self.0 += step;
    ///         if self.0 > 99 {
    ///             cx.bell();
    ///         }
    ///     }
    ///
    ///     fn view(&self) -> Element<i64> {
    ///         row((button("−").on_press(-1), text(self.0.to_string()), button("+").on_press(1))).into()
    ///     }
    /// }
    ///
    /// enum Msg {
    ///     Width(i64),
    ///     Height(i64),
    /// }
    ///
    /// #[derive(Default)]
    /// struct Size {
    ///     width: Stepper,
    ///     height: Stepper,
    /// }
    ///
    /// impl Size {
    ///     fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
    ///         match msg {
    ///             Msg::Width(step) => cx.map(Msg::Width, |cx| self.width.update(step, cx)),
    ///             Msg::Height(step) => cx.map(Msg::Height, |cx| self.height.update(step, cx)),
    ///         }
    ///     }
    ///
    ///     fn view(&self) -> Element<Msg> {
    ///         column((self.width.view().map(Msg::Width), self.height.view().map(Msg::Height))).into()
    ///     }
    /// }
    /// ```
    ///
    /// What is [`lazy`](crate::lazy) stays so if `wrap` captures nothing. A closure that does could have captured
    /// something else in the last view; what is lazy under it is built every time, unless the `map` itself is
    /// within a lazy element.
    pub fn map<To: 'static>(self, wrap: impl Fn(Msg) -> To + Clone + 'static) -> Element<To> {
        let parts = *self.0;
        let wrap_handler = |handler: Handler<Msg>| -> Handler<To> {
            let wrap = wrap.clone();
            Box::new(move |event| wrap(handler(event)))
        };
        Element(Box::new(Parts {
            kind: parts.kind,
            key: parts.key,
            text: parts.text,
            splicing: parts.splicing,
            attributes: parts.attributes,
            classes: parts.classes,
            handlers: parts
                .handlers
                .into_iter()
                .map(|(event, handler)| (event, wrap_handler(handler)))
                .collect(),
            paces: parts.paces,
            children: parts
                .children
                .into_iter()
                .map(|child| child.map(wrap.clone()))
                .collect(),
            recipe: parts.recipe.map(|recipe| -> Box<dyn Recipe<To>> {
                debug_assert!(parts.kind == LAZY, "only a built element has none left");
                Box::new(Mapped { recipe, wrap })
            }),
        }))
    }
}

/// A recipe whose messages are wrapped.
struct Mapped<Msg, Wrap> {
    recipe: Box<dyn Recipe<Msg>>,
    wrap: Wrap,
}

impl<Msg, To, Wrap> Recipe<To> for Mapped<Msg, Wrap>
where
    Msg: 'static,
    To: 'static,
    Wrap: Fn(Msg) -> To + Clone + 'static,
{
    fn is(&self, old: &dyn Any) -> bool {
        // Two functions of one type that captures nothing are the same one.
        let same = |old: &Self| size_of::<Wrap>() == 0 && self.recipe.is(&*old.recipe);
        old.downcast_ref().is_some_and(same)
    }

    fn build(&self) -> Element<To> {
        self.recipe.build().map(self.wrap.clone())
    }
}
