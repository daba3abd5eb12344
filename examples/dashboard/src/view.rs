//! What is seen.

use crate::model::{History, Job};
use crate::{Dashboard, Msg};
use opui::{
    Align, Column, Element, Shows, Sorted, button, column, dialog, digits, grid, key_binding, log,
    progress_bar, root, row, sparkline, spinner, tab, table, table_cell, table_column, table_row,
    tabs, text, timer,
};

/// The table and the log, by their names.
pub const JOBS: &str = "jobs";
pub const LOG: &str = "log";
/// The headings of the table.
const HEADINGS: [&str; 5] = ["job", "stage", "done", "load", "memory"];
/// Milliseconds between two steps of the site.
const STEP: f64 = 500.0;
/// The memory that there is, in megabytes.
const MEMORY: u32 = 12_288;

pub fn view(app: &Dashboard) -> Element<Msg> {
    root((
        column((
            head(app),
            tabs(app.tab)
                .name("tabs")
                .children(["Jobs", "Log"].map(tab))
                .on_select(Msg::Tab),
            column((figures(app), jobs(app)))
                .class("page")
                .hidden(app.tab != 0),
            column(log("").name(LOG).title("what has happened"))
                .class("page")
                .hidden(app.tab != 1),
        ))
        .class("app"),
        app.asked.map(question),
        key_binding(if app.paused { "Go on" } else { "Pause" }, "p").on_press(Msg::Pause),
        (!app.paused).then(|| timer(STEP).name("step").on_tick(Msg::Ticked)),
    ))
    .title("dashboard")
    .stylesheet(include_str!("style.css"))
    .into()
}

fn head(app: &Dashboard) -> Element<Msg> {
    row((
        spinner(if app.paused { "paused" } else { "building" }).class("sign"),
        text("up ").shows(Shows::Elapsed).name("up").class("up"),
        text("").shows(Shows::Time).name("time").class("time"),
    ))
    .class("head")
    .into()
}

fn figures(app: &Dashboard) -> Element<Msg> {
    let site = &app.site;
    let last = |history: &History| history.last().unwrap_or_default();
    let line = |history: &History| sparkline("").series(history.shown.clone());
    grid((
        figure(
            "load",
            format!("{} %", last(&site.load)),
            line(&site.load).class("load"),
        ),
        figure(
            "traffic",
            format!("{} MB", last(&site.traffic)),
            line(&site.traffic).class("traffic"),
        ),
        figure(
            "memory",
            format!("{:.1} GB", f64::from(site.memory()) / 1024.0),
            progress_bar(site.memory()).total(MEMORY),
        ),
        figure(
            "done",
            format!("{} %", site.done()),
            progress_bar(site.done()),
        ),
    ))
    .class("figures")
    .into()
}

/// A box with a figure, and something that shows it.
fn figure(title: &str, said: String, shown: impl Into<Element<Msg>>) -> Column<Msg> {
    column((digits(said).class("figure"), shown.into()))
        .class("box")
        .title(title)
}

fn jobs(app: &Dashboard) -> Element<Msg> {
    let headings = HEADINGS.iter().enumerate().map(|(place, heading)| {
        let sorted = match (app.order.column == place, app.order.falls) {
            (false, _) => Sorted::None,
            (true, false) => Sorted::Ascending,
            (true, true) => Sorted::Descending,
        };
        table_column(*heading)
            .sortable(true)
            .sorted(sorted)
            .align(if place < 2 { Align::Left } else { Align::Right })
    });
    let rows = app
        .sorted()
        .into_iter()
        .map(|job| table_row(cells(job)).key(job.name));
    table((
        headings.collect::<Vec<_>>(),
        rows.collect::<Vec<_>>(),
        key_binding("Stop the job", "s").on_press(Msg::AskToStop),
    ))
    .name(JOBS)
    .on_cell_highlight(Msg::At)
    .on_sort(Msg::Sort)
    .into()
}

fn cells(job: &Job) -> [opui::TableCell<Msg>; 5] {
    let colour = match job.stage() {
        "done" => "color: $text-success",
        "stopped" => "color: $text-error",
        _ => "",
    };
    [
        table_cell(job.name),
        table_cell(job.stage()).style(colour),
        table_cell(format!("{} %", job.done)),
        table_cell(format!("{} %", job.load)),
        table_cell(format!("{} MB", job.memory)),
    ]
}

fn question(name: &'static str) -> Element<Msg> {
    dialog((
        text(format!("Stop the job {name}? What it has done is lost.")),
        row((
            button("Stop")
                .name("stop")
                .variant(opui::Variant::Error)
                .on_press(Msg::Stop),
            button("Keep")
                .name("keep")
                .initial_focus(true)
                .on_press(Msg::Keep),
        ))
        .class("answers"),
    ))
    .name("question")
    .title("Stop")
    .on_close(Msg::Keep)
    .into()
}
