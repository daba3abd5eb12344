//! Figures that go on: a table, sparklines, bars and a log, and a dialog before anything is stopped.
//!
//! `model.rs` makes up what is shown, `view.rs` shows it, and here is what happens.

mod model;
mod view;

use model::Site;
use opui::{App, Context, Element, Severity, Start};

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
enum Msg {
    Ticked,
    Tab(Option<usize>),
    Pause,
    /// A heading of the table was pressed.
    Sort(Option<usize>),
    /// The cursor of the table is on a row.
    At(Option<usize>, Option<usize>),
    /// The job at the cursor is to be stopped, once the person has said so.
    AskToStop,
    Stop,
    Keep,
}

/// How the table is sorted: by which column, and whether the greatest comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Order {
    column: usize,
    falls: bool,
}

/// The app's state.
struct Dashboard {
    site: Site,
    tab: usize,
    paused: bool,
    order: Order,
    /// The name of the job at the table's cursor.
    at: Option<&'static str>,
    /// The name of the job that the person is asked about.
    asked: Option<&'static str>,
}

impl App for Dashboard {
    type Msg = Msg;

    fn new(start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus(view::JOBS);
        Self {
            site: Site::new(start.seed),
            tab: 0,
            paused: false,
            order: Order::default(),
            at: None,
            asked: None,
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Ticked => {
                for line in self.site.step() {
                    say(&line, cx);
                }
            }
            Msg::Tab(tab) => self.tab = tab.unwrap_or(self.tab),
            Msg::Pause => self.paused = !self.paused,
            Msg::Sort(column) => {
                if let Some(column) = column {
                    let again = self.order.column == column;
                    self.order = Order {
                        column,
                        falls: again && !self.order.falls,
                    };
                }
            }
            Msg::At(row, _) => {
                self.at = row.and_then(|row| self.sorted().get(row).map(|job| job.name));
            }
            Msg::AskToStop => self.asked = self.at,
            Msg::Stop => {
                if let Some(line) = self.asked.take().and_then(|name| self.site.stop(name)) {
                    say(&line, cx);
                    cx.notify(Severity::Warning, line);
                }
            }
            Msg::Keep => self.asked = None,
        }
    }

    fn view(&self) -> Element<Msg> {
        view::view(self)
    }
}

impl Dashboard {
    /// The jobs as the table shows them.
    fn sorted(&self) -> Vec<&model::Job> {
        let mut jobs: Vec<&model::Job> = self.site.jobs.iter().collect();
        match self.order.column {
            0 => jobs.sort_by_key(|job| job.name),
            1 => jobs.sort_by_key(|job| job.stage()),
            2 => jobs.sort_by_key(|job| job.done),
            3 => jobs.sort_by_key(|job| job.load),
            _ => jobs.sort_by_key(|job| job.memory),
        }
        if self.order.falls {
            jobs.reverse();
        }
        jobs
    }
}

/// Put a line into the log.
fn say(line: &str, cx: &mut Context<Msg>) {
    cx.append(view::LOG, &format!("{line}\n"));
}

opui::app!(Dashboard);
