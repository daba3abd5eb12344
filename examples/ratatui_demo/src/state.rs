//! What the app shows.

use ratatui::widgets::ListState;

/// The pages, by their titles.
pub const PAGES: [&str; 2] = ["Services", "Load"];
/// Services, and how far each goes with a step.
pub const SERVICES: [(&str, u64); 5] = [
    ("ingest", 3),
    ("indexer", 5),
    ("Straße", 2),
    ("漢字", 7),
    ("mailer", 1),
];
/// Values of the load that are kept.
const KEPT: usize = 200;

#[derive(Default)]
pub struct State {
    /// The place of the page that is shown.
    pub page: usize,
    pub services: ListState,
    /// Steps since the start.
    pub steps: u64,
    /// Whether time stands still.
    pub stands: bool,
    pub load: Vec<u64>,
}

impl State {
    /// A step in time.
    pub fn step(&mut self) {
        self.steps += 1;
        if self.load.len() == KEPT {
            self.load.remove(0);
        }
        self.load
            .push((self.steps * self.steps * 7 + self.steps * 13) % 100);
    }

    /// Turn to another page, around the ends.
    pub fn turn(&mut self, by: isize) {
        let pages = PAGES.len();
        self.page = (self.page + pages).saturating_add_signed(by) % pages;
    }

    /// How far a service has come, in per cent.
    pub fn done(&self, place: usize) -> u16 {
        u16::try_from(self.steps * SERVICES[place].1 % 101).unwrap_or_default()
    }
}
