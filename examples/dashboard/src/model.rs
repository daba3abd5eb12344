//! Jobs that are made up: how far each has come, what it takes, and what it says.

use opui::Array;

/// Values of a figure that are kept, the last ones.
const KEPT: usize = 120;
/// The stages of a job, in their order.
const STAGES: [&str; 4] = ["fetch", "compile", "link", "test"];
const NAMES: [&str; 12] = [
    "amber", "basalt", "cobalt", "dolomite", "emerald", "feldspar", "garnet", "halite", "iolite",
    "jasper", "kyanite", "lapis",
];

/// Numbers that look as if by chance: a linear congruential generator's, by the figures of Numerical Recipes.
pub struct Chance(u32);

impl Chance {
    pub fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// The next number, from 0 and below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % end
    }
}

/// A job.
pub struct Job {
    pub name: &'static str,
    /// How far it has come, of 100.
    pub done: u32,
    /// The load that it makes, in percent.
    pub load: u32,
    /// The memory that it takes, in megabytes.
    pub memory: u32,
    pub stopped: bool,
}

impl Job {
    /// What it is doing.
    pub fn stage(&self) -> &'static str {
        match self.done {
            _ if self.stopped => "stopped",
            100.. => "done",
            done => STAGES[done as usize * STAGES.len() / 100],
        }
    }

    fn runs(&self) -> bool {
        !self.stopped && self.done < 100
    }
}

/// All jobs, and the figures of late.
pub struct Site {
    chance: Chance,
    pub jobs: Vec<Job>,
    pub load: History,
    pub traffic: History,
}

/// The last figures of something, in an array that the host reads where it is.
pub struct History {
    figures: Vec<u32>,
    pub shown: Array,
}

impl History {
    fn new() -> Self {
        Self {
            figures: Vec::new(),
            shown: Array::from(Vec::<u32>::new()),
        }
    }

    fn push(&mut self, figure: u32) {
        if self.figures.len() == KEPT {
            self.figures.remove(0);
        }
        self.figures.push(figure);
        self.shown = Array::from(self.figures.clone());
    }

    /// The newest figure.
    pub fn last(&self) -> Option<u32> {
        self.figures.last().copied()
    }
}

impl Site {
    pub fn new(seed: u32) -> Self {
        let mut chance = Chance::new(seed);
        let jobs = NAMES.map(|name| Job {
            name,
            done: chance.below(40),
            load: chance.below(30),
            memory: 64 + chance.below(900),
            stopped: false,
        });
        let mut site = Self {
            chance,
            jobs: jobs.into(),
            load: History::new(),
            traffic: History::new(),
        };
        for _ in 0..KEPT / 2 {
            site.measure();
        }
        site
    }

    /// A moment passes; return what is to be said of it.
    pub fn step(&mut self) -> Vec<String> {
        let mut said = Vec::new();
        for job in self.jobs.iter_mut().filter(|job| job.runs()) {
            let before = job.stage();
            job.done = (job.done + self.chance.below(3)).min(100);
            job.load = (job.load + self.chance.below(9)).saturating_sub(4).min(60);
            job.memory = (job.memory + self.chance.below(33))
                .saturating_sub(16)
                .max(16);
            if job.stage() != before {
                said.push(format!("{}: {} after {}", job.name, job.stage(), before));
            }
        }
        for job in self.jobs.iter_mut().filter(|job| !job.runs()) {
            job.load = 0;
        }
        self.measure();
        said
    }

    fn measure(&mut self) {
        let load = self.jobs.iter().map(|job| job.load).sum::<u32>() / 4 + self.chance.below(10);
        let last = self.traffic.last().unwrap_or(50);
        let traffic = (last + self.chance.below(21)).saturating_sub(10).min(100);
        self.load.push(load.min(100));
        self.traffic.push(traffic);
    }

    /// The memory that all jobs take, in megabytes.
    pub fn memory(&self) -> u32 {
        self.jobs
            .iter()
            .filter(|job| job.runs())
            .map(|job| job.memory)
            .sum()
    }

    /// How far all have come, of 100.
    pub fn done(&self) -> u32 {
        self.jobs.iter().map(|job| job.done).sum::<u32>()
            / u32::try_from(self.jobs.len()).unwrap_or(1)
    }

    /// Stop a job, and return what is to be said of it.
    pub fn stop(&mut self, name: &str) -> Option<String> {
        let job = self
            .jobs
            .iter_mut()
            .find(|job| job.name == name && job.runs())?;
        job.stopped = true;
        Some(format!("{}: stopped at {} %", job.name, job.done))
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Site};

    #[test]
    fn the_same_seed_makes_the_same_site_and_another_another() {
        let figures = |seed| Site::new(seed).load.figures;
        assert_eq!(figures(1), figures(1));
        assert_ne!(figures(1), figures(2));
    }

    #[test]
    fn all_jobs_come_to_their_end_and_figures_stay_as_many() {
        let mut site = Site::new(7);
        let said: Vec<String> = (0..400).flat_map(|_| site.step()).collect();
        assert_eq!(site.done(), 100);
        assert_eq!(
            said.iter()
                .filter(|line| line.contains(": done after"))
                .count(),
            site.jobs.len()
        );
        let kept =
            [&site.load, &site.traffic].map(|history| (history.figures.len(), history.shown.len()));
        assert_eq!(kept, [(KEPT, KEPT); 2]);
    }

    #[test]
    fn a_stopped_job_stays_where_it_is_and_can_be_stopped_once() {
        let mut site = Site::new(7);
        let done = site.jobs[3].done;
        assert!(site.stop("dolomite").is_some());
        assert!(site.stop("dolomite").is_none());
        site.step();
        assert_eq!((site.jobs[3].done, site.jobs[3].stage()), (done, "stopped"));
    }
}
