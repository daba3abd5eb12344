//! Task 4: time passes up to a duration that can be changed meanwhile.

use opui::{Element, button, column, progress_bar, row, slider, text, timer};

/// Milliseconds between two looks at the clock.
const STEP: f64 = 100.0;
/// Seconds that the slider goes to.
const LONGEST: f64 = 30.0;

/// How much time has passed, and how much is to; in milliseconds.
pub struct Timer {
    elapsed: f64,
    duration: f64,
    /// When the clock was last looked at, while it runs.
    seen: Option<f64>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Ticked,
    /// The slider stands at this many seconds.
    Slid(f64),
    Reset,
}

impl Default for Timer {
    fn default() -> Self {
        Self {
            elapsed: 0.0,
            duration: 15_000.0,
            seen: None,
        }
    }
}

impl Timer {
    /// `now` is the time in milliseconds.
    pub fn update(&mut self, msg: &Msg, now: f64) {
        self.pass(now);
        match msg {
            Msg::Ticked => {}
            Msg::Slid(seconds) => self.duration = seconds * 1000.0,
            Msg::Reset => self.elapsed = 0.0,
        }
        self.seen = self.runs().then_some(now);
    }

    /// Time goes on from now on: the person sees the timer.
    pub fn begin(&mut self, now: f64) {
        self.seen = self.runs().then_some(now);
    }

    fn runs(&self) -> bool {
        self.elapsed < self.duration
    }

    fn pass(&mut self, now: f64) {
        if let Some(seen) = self.seen {
            self.elapsed = (self.elapsed + now - seen).min(self.duration.max(self.elapsed));
        }
    }

    pub fn view(&self) -> Element<Msg> {
        let seconds = |milliseconds: f64| format!("{:.1} s", milliseconds / 1000.0);
        // A duration of nothing has passed.
        let (done, all) = if self.duration > 0.0 {
            (self.elapsed.min(self.duration), self.duration)
        } else {
            (1.0, 1.0)
        };
        column((
            row((
                text("Elapsed time:").class("label"),
                progress_bar(done).total(all).name("gauge"),
            )),
            text(seconds(self.elapsed)).name("elapsed"),
            row((
                text("Duration:").class("label"),
                slider(self.duration / 1000.0)
                    .name("duration")
                    .minimum(0.0)
                    .maximum(LONGEST)
                    .step(0.5)
                    .on_slide(Msg::Slid),
            )),
            button("Reset").name("reset").on_press(Msg::Reset),
            self.runs()
                .then(|| timer(STEP).name("clock").on_tick(Msg::Ticked)),
        ))
        .class("form")
        .into()
    }
}
