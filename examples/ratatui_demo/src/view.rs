//! What is seen: ratatui and nothing else.

use crate::state::{PAGES, SERVICES, State};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::text::{Line, Text};
use ratatui::widgets::{
    Bar, BarChart, BarGroup, Block, BorderType, Gauge, List, Paragraph, Row, Sparkline, Table, Tabs,
};

pub fn draw(frame: &mut Frame<'_>, state: &mut State) {
    let [head, page, foot] = Layout::vertical([
        Constraint::Length(3),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let tabs = Tabs::new(PAGES)
        .select(state.page)
        .highlight_style(Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD))
        .block(framed("ratatui in opui"));
    frame.render_widget(tabs, head);
    match state.page {
        0 => services(frame, page, state),
        _ => load(frame, page, state),
    }
    let keys = Line::from(vec![
        "tab".bold(),
        " page  ".into(),
        "space".bold(),
        " time  ".into(),
        "q".bold(),
        " quit".into(),
    ]);
    frame.render_widget(keys, foot);
}

fn services(frame: &mut Frame<'_>, area: Rect, state: &mut State) {
    let [left, right] =
        Layout::horizontal([Constraint::Length(20), Constraint::Fill(1)]).areas(area);
    let names = List::new(SERVICES.map(|(name, _)| name))
        .highlight_symbol("> ")
        .highlight_style(Style::new().add_modifier(Modifier::REVERSED))
        .block(framed("services"));
    frame.render_stateful_widget(names, left, &mut state.services);
    let [table, gauge, words] = Layout::vertical([
        Constraint::Fill(1),
        Constraint::Length(3),
        Constraint::Length(3),
    ])
    .areas(right);
    let rows = SERVICES.iter().enumerate().map(|(place, (name, _))| {
        Row::new([(*name).to_owned(), format!("{} %", state.done(place))])
    });
    let done = Table::new(rows, [Constraint::Fill(1), Constraint::Length(6)])
        .header(Row::new(["service", "done"]).underlined())
        .block(framed("progress"));
    frame.render_widget(done, table);
    let chosen = state
        .services
        .selected()
        .unwrap_or_default()
        .min(SERVICES.len() - 1);
    let far = Gauge::default()
        .percent(state.done(chosen))
        .gauge_style(Style::new().fg(Color::LightGreen))
        .use_unicode(true)
        .block(framed(SERVICES[chosen].0));
    frame.render_widget(far, gauge);
    let said = Text::from(format!(
        "step {}, e\u{301} and 👩\u{200d}👩\u{200d}👧 are one symbol each",
        state.steps
    ));
    frame.render_widget(Paragraph::new(said).block(framed("words")), words);
}

fn load(frame: &mut Frame<'_>, area: Rect, state: &State) {
    let [line, bars] = Layout::vertical([Constraint::Length(6), Constraint::Fill(1)]).areas(area);
    let last = Sparkline::default()
        .data(&state.load)
        .style(Style::new().fg(Color::Rgb(255, 140, 0)))
        .block(framed("load"));
    frame.render_widget(last, line);
    let bar = |place: usize| {
        Bar::default()
            .value(u64::from(state.done(place)))
            .label(SERVICES[place].0)
    };
    let done: Vec<_> = (0..SERVICES.len()).map(bar).collect();
    let chart = BarChart::default()
        .data(BarGroup::default().bars(&done))
        .bar_width(8)
        .bar_style(Style::new().fg(Color::Indexed(39)))
        .block(framed("done"));
    frame.render_widget(chart, bars);
}

fn framed(title: &str) -> Block<'_> {
    Block::bordered()
        .border_type(BorderType::Rounded)
        .title(title)
}
