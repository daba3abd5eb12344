//! The seven tasks of the 7GUIs benchmark, each behind a tab: <https://eugenkiss.github.io/7guis/tasks>.
//!
//! Each task is a component in a file of its own. What lies over everything, the dialogs of the circles, is here: dialogs
//! stand beside the rest of a view.

mod canvas;
mod cells;
mod circles;
mod counter;
mod crud;
mod date;
mod flight;
mod formula;
mod sheet;
mod temperature;
mod timer;

use cells::Cells;
use circles::Circles;
use counter::Counter;
use crud::Crud;
use flight::Flight;
use opui::{App, Context, Element, Start, column, root, tab, tabs};
use temperature::Temperature;
use timer::Timer;

const TASKS: [&str; 7] = [
    "Counter",
    "Temperature",
    "Flight",
    "Timer",
    "CRUD",
    "Circles",
    "Cells",
];
const TIMER: usize = 3;
const CIRCLES: usize = 5;

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
enum Msg {
    Task(Option<usize>),
    Resized(u32, u32),
    Counter(counter::Counted),
    Temperature(temperature::Msg),
    Flight(flight::Msg),
    Timer(timer::Msg),
    Crud(crud::Msg),
    Circles(circles::Msg),
    Cells(cells::Msg),
}

/// The app's state: which task is shown, and that of each.
struct SevenGuis {
    task: usize,
    counter: Counter,
    temperature: Temperature,
    flight: Flight,
    timer: Timer,
    crud: Crud,
    circles: Circles,
    cells: Cells,
}

impl App for SevenGuis {
    type Msg = Msg;

    fn new(start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus("tasks");
        Self {
            task: 0,
            counter: Counter::default(),
            temperature: Temperature::default(),
            flight: Flight::default(),
            timer: Timer::default(),
            crud: Crud::default(),
            circles: Circles::new(start.columns, start.rows),
            cells: Cells::default(),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Task(task) => {
                self.task = task.unwrap_or(self.task).min(TASKS.len() - 1);
                if self.task == TIMER {
                    self.timer.begin(cx.now());
                }
            }
            Msg::Resized(columns, rows) => self.circles.resize(columns, rows),
            Msg::Counter(msg) => self.counter.update(msg),
            Msg::Temperature(msg) => self.temperature.update(msg),
            Msg::Flight(msg) => cx.map(Msg::Flight, |cx| self.flight.update(msg, cx)),
            Msg::Timer(msg) => self.timer.update(&msg, cx.now()),
            Msg::Crud(msg) => self.crud.update(msg),
            Msg::Circles(msg) => self.circles.update(&msg),
            Msg::Cells(msg) => cx.map(Msg::Cells, |cx| self.cells.update(msg, cx)),
        }
    }

    fn view(&self) -> Element<Msg> {
        let task = match self.task {
            0 => self.counter.view().map(Msg::Counter),
            1 => self.temperature.view().map(Msg::Temperature),
            2 => self.flight.view().map(Msg::Flight),
            TIMER => self.timer.view().map(Msg::Timer),
            4 => self.crud.view().map(Msg::Crud),
            CIRCLES => self.circles.view().map(Msg::Circles),
            _ => self.cells.view().map(Msg::Cells),
        };
        let over = self.circles.dialog().filter(|_| self.task == CIRCLES);
        root((
            column((
                tabs(self.task)
                    .name("tasks")
                    .children(TASKS.map(tab))
                    .on_select(Msg::Task),
                column(task).key(self.task).name("task").class("task"),
            ))
            .class("app"),
            over.map(|dialog| dialog.map(Msg::Circles)),
        ))
        .title("7GUIs")
        .stylesheet(include_str!("style.css"))
        .on_resize(Msg::Resized)
        .into()
    }
}

opui::app!(SevenGuis);
