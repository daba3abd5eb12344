//! Task 6: circles are drawn by clicks, and their diameters adjusted; each change can be undone.

use crate::canvas::{Canvas, DOTS};
use opui::{Element, Event, button, column, dialog, row, slider, text};

/// The radius of a new circle, in dots.
const RADIUS: i32 = 10;
/// The greatest one.
const GREATEST: i32 = 60;
/// Columns and lines of the screen that the canvas leaves to what stands around it.
const AROUND: (u32, u32) = (6, 10);

/// A circle: the dot in its middle, and its radius in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circle {
    middle: (i32, i32),
    radius: i32,
}

/// What lies over the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Menu,
    Adjustment,
}

/// The drawing, as it is and as it was.
pub struct Circles {
    size: (usize, usize),
    drawn: Vec<Circle>,
    /// The circle that the pointer is in.
    selected: Option<usize>,
    open: Open,
    /// Each significant state; the one at `place` is that of now.
    history: Vec<Vec<Circle>>,
    place: usize,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The pointer is at this dot.
    Moved((i32, i32)),
    /// The left button went down there.
    Clicked((i32, i32)),
    /// The right one did.
    Asked((i32, i32)),
    Adjust,
    /// The slider stands at this diameter.
    Slid(f64),
    Close,
    Undo,
    Redo,
}

impl Circles {
    /// A canvas on a screen of so many columns and lines.
    pub fn new(columns: u32, rows: u32) -> Self {
        let mut new = Self {
            size: (0, 0),
            drawn: Vec::new(),
            selected: None,
            open: Open::Nothing,
            history: vec![Vec::new()],
            place: 0,
        };
        new.resize(columns, rows);
        new
    }

    /// The screen has so many columns and lines now.
    pub fn resize(&mut self, columns: u32, rows: u32) {
        let left = |all: u32, around: u32| all.saturating_sub(around).clamp(1, 400) as usize;
        self.size = (left(columns, AROUND.0), left(rows, AROUND.1));
    }

    pub fn update(&mut self, msg: &Msg) {
        match *msg {
            Msg::Moved(dot) => self.selected = self.nearest(dot),
            Msg::Clicked(dot) => {
                self.selected = self.nearest(dot);
                if self.selected.is_none() {
                    self.drawn.push(Circle {
                        middle: dot,
                        radius: RADIUS,
                    });
                    self.selected = Some(self.drawn.len() - 1);
                    self.remember();
                }
            }
            Msg::Asked(dot) => {
                self.selected = self.nearest(dot);
                self.open = self.selected.map_or(Open::Nothing, |_| Open::Menu);
            }
            Msg::Adjust => self.open = self.selected.map_or(Open::Nothing, |_| Open::Adjustment),
            Msg::Slid(diameter) => {
                if let Some(circle) = self.selected.and_then(|place| self.drawn.get_mut(place)) {
                    // A radius is a whole number of dots.
                    #[allow(clippy::cast_possible_truncation)]
                    let radius = (diameter / 2.0) as i32;
                    circle.radius = radius.clamp(1, GREATEST);
                }
            }
            Msg::Close => {
                self.open = Open::Nothing;
                self.remember();
            }
            Msg::Undo => self.go(self.place.saturating_sub(1)),
            Msg::Redo => self.go((self.place + 1).min(self.history.len() - 1)),
        }
    }

    /// The circle whose middle is nearest to a dot, if the dot lies in it.
    fn nearest(&self, (x, y): (i32, i32)) -> Option<usize> {
        let distance =
            |circle: &Circle| (circle.middle.0 - x).pow(2) + (circle.middle.1 - y).pow(2);
        let around = self
            .drawn
            .iter()
            .enumerate()
            .filter(|(_, circle)| distance(circle) < circle.radius.pow(2));
        around
            .min_by_key(|(_, circle)| distance(circle))
            .map(|(place, _)| place)
    }

    /// Keep the circles as they are as a state to come back to, if they are others than in the last one.
    fn remember(&mut self) {
        if self.drawn != self.history[self.place] {
            self.history.truncate(self.place + 1);
            self.history.push(self.drawn.clone());
            self.place += 1;
        }
    }

    fn go(&mut self, place: usize) {
        self.place = place;
        self.drawn.clone_from(&self.history[place]);
        self.selected = None;
    }

    pub fn view(&self) -> Element<Msg> {
        let mut canvas = Canvas::new(self.size.0, self.size.1);
        for (place, circle) in self.drawn.iter().enumerate() {
            canvas.circle(circle.middle, circle.radius, self.selected == Some(place));
        }
        column((
            row((
                button("Undo")
                    .name("undo")
                    .disabled(self.place == 0)
                    .on_press(Msg::Undo),
                button("Redo")
                    .name("redo")
                    .disabled(self.place + 1 == self.history.len())
                    .on_press(Msg::Redo),
            ))
            .class("buttons"),
            text(canvas.lines())
                .name("canvas")
                .class("canvas")
                .on_mouse_move(|x, y| Msg::Moved(dot(x, y)))
                .on_mouse_down_with(pressed),
        ))
        .class("whole")
        .into()
    }

    /// What lies over the canvas.
    pub fn dialog(&self) -> Option<Element<Msg>> {
        let circle = self.drawn.get(self.selected?)?;
        match self.open {
            Open::Nothing => None,
            Open::Menu => Some(
                dialog(
                    button("Adjust diameter…")
                        .name("adjust")
                        .on_press(Msg::Adjust),
                )
                .key("menu")
                .name("menu")
                .class("menu")
                .on_close(Msg::Close)
                .into(),
            ),
            Open::Adjustment => Some(
                dialog((
                    text(format!(
                        "Adjust the diameter of the circle at ({}, {}).",
                        circle.middle.0, circle.middle.1
                    )),
                    slider(circle.radius * 2)
                        .name("diameter")
                        .minimum(2)
                        .maximum(GREATEST * 2)
                        .step(2)
                        .on_slide(Msg::Slid),
                    button("Close").name("close").on_press(Msg::Close),
                ))
                .key("adjustment")
                .name("adjustment")
                .title("Diameter")
                .class("adjustment")
                .on_close(Msg::Close)
                .into(),
            ),
        }
    }
}

/// The dot in the middle of a cell.
fn dot(x: i32, y: i32) -> (i32, i32) {
    (x * DOTS.0 + 1, y * DOTS.1 + 2)
}

fn pressed(event: &Event<'_>) -> Msg {
    let dot = dot(event.x(), event.y());
    if event.right_button() {
        Msg::Asked(dot)
    } else {
        Msg::Clicked(dot)
    }
}

#[cfg(test)]
mod tests {
    use super::{Circle, Circles, Msg};

    fn drawn(msgs: &[Msg]) -> Circles {
        let mut circles = Circles::new(80, 24);
        for msg in msgs {
            circles.update(msg);
        }
        circles
    }

    #[test]
    fn the_selected_circle_is_the_nearest_that_the_pointer_is_in() {
        let mut circles = drawn(&[Msg::Clicked((20, 20)), Msg::Clicked((32, 20))]);
        for (dot, selected) in [
            ((24, 20), Some(0)),
            ((28, 20), Some(1)),
            ((60, 20), None),
            ((20, 30), None),
        ] {
            circles.update(&Msg::Moved(dot));
            assert_eq!(circles.selected, selected, "{dot:?}");
        }
    }

    #[test]
    fn a_click_in_a_circle_draws_none() {
        let circles = drawn(&[Msg::Clicked((20, 20)), Msg::Clicked((22, 20))]);
        assert_eq!(circles.drawn.len(), 1);
    }

    #[test]
    fn one_adjustment_is_one_step_however_often_the_slider_moved() {
        let mut circles = drawn(&[Msg::Clicked((20, 20)), Msg::Asked((20, 20)), Msg::Adjust]);
        for diameter in [22, 30, 44] {
            circles.update(&Msg::Slid(diameter.into()));
            assert_eq!(circles.drawn[0].radius * 2, diameter);
        }
        circles.update(&Msg::Close);
        circles.update(&Msg::Undo);
        assert_eq!(
            circles.drawn,
            [Circle {
                middle: (20, 20),
                radius: 10
            }]
        );
        circles.update(&Msg::Redo);
        assert_eq!(circles.drawn[0].radius, 22);
    }

    #[test]
    fn a_new_change_ends_what_could_be_done_again() {
        let mut circles = drawn(&[Msg::Clicked((20, 20)), Msg::Undo, Msg::Clicked((70, 20))]);
        circles.update(&Msg::Redo);
        assert_eq!(
            circles.drawn,
            [Circle {
                middle: (70, 20),
                radius: 10
            }]
        );
        circles.update(&Msg::Undo);
        circles.update(&Msg::Undo);
        assert!(circles.drawn.is_empty());
    }
}
