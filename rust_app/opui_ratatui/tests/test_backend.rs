//! What widgets draw into a canvas is what they draw into ratatui's own `TestBackend`, for many random states.

use opui_ratatui::CanvasBackend;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{
    Axis, Bar, BarChart, BarGroup, Block, BorderType, Chart, Dataset, Gauge, LineGauge, List,
    ListState, Paragraph, Row, Scrollbar, ScrollbarOrientation, ScrollbarState, Sparkline, Table,
    Tabs, Wrap,
};
use ratatui::{Frame, Terminal};

const STATES: u32 = 1_000;
const WORDS: &[&str] = &[
    "alpha",
    "Straße",
    "漢字かな",
    "e\u{301}tude",
    "👩\u{200d}👩\u{200d}👧 family",
    "🇨🇭",
    "x",
    "",
    "क\u{94d}ष",
    "a longer line of words that has to be broken",
];

/// Numbers that only look like chance.
struct Chance(u32);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % end
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(u32::try_from(WORDS.len()).unwrap()) as usize]
    }

    fn style(&mut self) -> Style {
        let colors = [
            Color::Reset,
            Color::Red,
            Color::LightBlue,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
        ];
        let mut color = || colors[self.below(5) as usize];
        let (fg, bg) = (color(), color());
        let modifier = Modifier::from_bits_truncate(u16::try_from(self.below(512)).unwrap());
        Style::new().fg(fg).bg(bg).add_modifier(modifier)
    }

    fn line(&mut self) -> Line<'static> {
        let spans = (0..=self.below(3)).map(|_| Span::styled(self.word(), self.style()));
        Line::from(spans.collect::<Vec<_>>())
    }

    fn numbers(&mut self) -> Vec<u64> {
        (0..self.below(60))
            .map(|_| u64::from(self.below(100)))
            .collect()
    }
}

fn draw(frame: &mut Frame<'_>, seed: u32) {
    let mut chance = Chance(seed);
    let [top, middle, bottom] = Layout::vertical([
        Constraint::Length(chance.below(8).try_into().unwrap()),
        Constraint::Fill(1),
        Constraint::Percentage(30),
    ])
    .areas(frame.area());
    for area in [top, middle, bottom] {
        let columns = Layout::horizontal(vec![Constraint::Fill(1); chance.below(3) as usize + 1]);
        for part in columns.split(area).iter() {
            let block = Block::bordered()
                .border_type(if chance.below(2) == 0 {
                    BorderType::Rounded
                } else {
                    BorderType::Double
                })
                .title(chance.line());
            let inner = block.inner(*part);
            frame.render_widget(block, *part);
            draw_widget(frame, inner, &mut chance);
        }
    }
    if chance.below(2) == 0 {
        frame.set_cursor_position((u16::try_from(chance.below(20)).unwrap(), 1));
    }
}

fn draw_widget(frame: &mut Frame<'_>, area: Rect, chance: &mut Chance) {
    match chance.below(10) {
        0 => {
            let lines: Vec<_> = (0..chance.below(9)).map(|_| chance.line()).collect();
            frame.render_widget(
                Paragraph::new(lines)
                    .wrap(Wrap { trim: true })
                    .style(chance.style()),
                area,
            );
        }
        1 => {
            let items: Vec<_> = (0..chance.below(30)).map(|_| chance.line()).collect();
            let mut state = ListState::default().with_selected(Some(chance.below(30) as usize));
            let list = List::new(items)
                .highlight_style(chance.style())
                .highlight_symbol("> ");
            frame.render_stateful_widget(list, area, &mut state);
        }
        2 => {
            let gauge = Gauge::default().percent(u16::try_from(chance.below(101)).unwrap());
            frame.render_widget(gauge.gauge_style(chance.style()).use_unicode(true), area);
        }
        3 => {
            let rows: Vec<_> = (0..chance.below(9))
                .map(|_| Row::new([chance.line(), chance.line()]))
                .collect();
            frame.render_widget(
                Table::new(rows, [Constraint::Fill(1), Constraint::Length(7)]),
                area,
            );
        }
        4 => frame.render_widget(
            Sparkline::default()
                .data(chance.numbers())
                .style(chance.style()),
            area,
        ),
        5 => {
            let titles: Vec<_> = (0..4).map(|_| chance.line()).collect();
            frame.render_widget(Tabs::new(titles).select(chance.below(4) as usize), area);
        }
        6 => {
            let bars: Vec<_> = chance
                .numbers()
                .into_iter()
                .map(|number| Bar::default().value(number))
                .collect();
            frame.render_widget(
                BarChart::default().data(BarGroup::default().bars(&bars)),
                area,
            );
        }
        7 => {
            let points: Vec<_> = chance
                .numbers()
                .into_iter()
                .zip(0..)
                .map(|(y, x)| (f64::from(x), f64::from(u32::try_from(y).unwrap())))
                .collect();
            let data = Dataset::default()
                .marker(Marker::Braille)
                .style(chance.style())
                .data(&points);
            let axis = || Axis::default().bounds([0.0, 100.0]);
            frame.render_widget(Chart::new(vec![data]).x_axis(axis()).y_axis(axis()), area);
        }
        8 => {
            let gauge = LineGauge::default().ratio(f64::from(chance.below(101)) / 100.0);
            frame.render_widget(gauge.filled_style(chance.style()), area);
        }
        _ => {
            let mut state = ScrollbarState::new(100).position(chance.below(100) as usize);
            frame.render_stateful_widget(
                Scrollbar::new(ScrollbarOrientation::VerticalRight),
                area,
                &mut state,
            );
        }
    }
}

#[test]
fn each_state_is_what_the_test_backend_holds_cell_for_cell() {
    let mut chance = Chance(7);
    let mut canvas = Terminal::new(CanvasBackend::new()).unwrap();
    let mut test = Terminal::new(TestBackend::new(0, 0)).unwrap();
    for state in 0..STATES {
        // The size changes now and then, as a person's window does.
        if state % 25 == 0 {
            let (columns, rows) = (20 + chance.below(100), 6 + chance.below(40));
            let (columns, rows) = (
                u16::try_from(columns).unwrap(),
                u16::try_from(rows).unwrap(),
            );
            canvas.backend_mut().resize(columns, rows);
            test.backend_mut().resize(columns, rows);
        }
        let seed = chance.below(1 << 20);
        canvas.draw(|frame| draw(frame, seed)).unwrap();
        test.draw(|frame| draw(frame, seed)).unwrap();
        assert_eq!(
            canvas.backend().buffer(),
            test.backend().buffer(),
            "state {state}"
        );
        let mut cursor = || test.backend_mut().get_cursor_position().unwrap();
        let place = canvas.backend().cursor();
        if let Some(place) = place {
            let columns = usize::from(canvas.backend().buffer().area.width);
            assert_eq!(
                (place % columns, place / columns),
                (usize::from(cursor().x), usize::from(cursor().y))
            );
        }
        assert_eq!(
            canvas.backend().cells().len(),
            4 * canvas.backend().buffer().content.len()
        );
    }
}
