//! The list of `benchmarks/terminal.py`, by Ratatui.

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{List, ListItem, ListState, Paragraph};

fn label(row: usize, changes: usize) -> String {
    format!("row {row} label{}", " !!!".repeat(changes))
}

fn main() -> std::io::Result<()> {
    let asked = std::env::args().nth(1).and_then(|rows| rows.parse().ok());
    let count: usize = asked.expect("the number of rows");
    let mut terminal = ratatui::init();
    let (mut cursor, mut changes) = (0, 0);
    let mut rows: Vec<String> = (0..count).map(|row| label(row, 0)).collect();
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| {
            let areas = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]);
            let [above, below] = areas.areas(frame.area());
            let header = format!("{count} rows, cursor {cursor}, changes {changes}.");
            frame.render_widget(Paragraph::new(header), above);
            let list = List::new(rows.iter().map(|row| ListItem::new(row.as_str())));
            let list = list.highlight_style(Style::new().add_modifier(Modifier::REVERSED));
            frame.render_stateful_widget(list, below, &mut state);
        })?;
        if let Event::Key(key) = event::read()?
            && key.kind == KeyEventKind::Press
        {
            match key.code {
                KeyCode::Char('q') => break,
                KeyCode::Down => {
                    cursor = (cursor + 1).min(count - 1);
                    state.select(Some(cursor));
                }
                KeyCode::Char('u') => {
                    changes += 1;
                    for row in (0..count).step_by(10) {
                        rows[row] = label(row, changes);
                    }
                }
                _ => {}
            }
        }
    }
    ratatui::restore();
    Ok(())
}
