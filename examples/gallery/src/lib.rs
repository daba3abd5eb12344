//! Every kind on a page of its own, beside its source.

mod pages;
mod state;

use opui::{App, Context, Element, Start, column, list, root, row, text, text_area};
use pages::PAGES;
use state::{Msg, State};

/// The app's state.
#[derive(Default)]
struct Gallery {
    /// The place of the page that is shown.
    page: usize,
    state: State,
}

impl App for Gallery {
    type Msg = Msg;

    fn new(_start: &Start, cx: &mut Context<Msg>) -> Self {
        cx.focus("names");
        Self::default()
    }

    fn update(&mut self, msg: Msg, cx: &mut Context<Msg>) {
        match msg {
            Msg::Ticked if PAGES[self.page].name == "log" => {
                self.state.update(msg);
                cx.append("lines", &format!("Line {}\n", self.state.ticks));
            }
            Msg::Page(place) => {
                self.page = place.unwrap_or(self.page).min(PAGES.len() - 1);
                self.state = State::default();
            }
            msg => self.state.update(msg),
        }
    }

    fn view(&self) -> Element<Msg> {
        let page = &PAGES[self.page];
        let names = PAGES.iter().map(|page| text(page.name).key(page.name));
        let told = match self.state.told.as_str() {
            "" => "Nothing has been told yet.",
            told => told,
        };
        let question = (page.name == "dialog").then(|| pages::question(&self.state));
        let shown = row((
            list(names)
                .name("names")
                .class("names")
                .on_highlight(Msg::Page),
            column((
                column((page.view)(&self.state))
                    .key(page.name)
                    .name("page")
                    .class("shown")
                    .title(page.name),
                text(told).name("told").class("told"),
                text_area(page.source)
                    .key(self.page)
                    .class("source")
                    .title("source")
                    .language("rust")
                    .read_only(true),
            ))
            .class("page"),
        ))
        .style("height: 1fr");
        root((shown, question.flatten()))
            .title("gallery")
            .stylesheet(include_str!("style.css"))
            .into()
    }
}

opui::app!(Gallery);

#[cfg(test)]
mod tests {
    use super::{Gallery, Msg, PAGES};
    use opui::testing::Tester;

    #[test]
    fn a_tick_puts_a_line_behind_those_of_the_log() {
        let mut gallery = Tester::<Gallery>::new();
        let place = PAGES.iter().position(|page| page.name == "log");
        gallery.highlight("names", place.unwrap());
        gallery.calls();
        gallery.send(Msg::Ticked);
        assert!(gallery.calls()[0].starts_with("append lines"));
    }

    #[test]
    fn a_slider_shows_the_number_that_was_chosen() {
        let mut gallery = Tester::<Gallery>::new();
        let place = PAGES.iter().position(|page| page.name == "slider");
        gallery.highlight("names", place.unwrap());
        gallery.slide("amount", 12.5);
        assert!(gallery.text().contains("amount=12.5"));
        assert!(gallery.text().contains("slide to 12.5"));
    }

    #[test]
    fn a_press_of_a_heading_sorts_the_rows_and_another_one_turns_them_round() {
        let mut gallery = Tester::<Gallery>::new();
        let place = PAGES.iter().position(|page| page.name == "table");
        gallery.highlight("names", place.unwrap());
        let first = |gallery: &Tester<Gallery>| {
            let text = gallery.text();
            let row = text.find("table_row").unwrap();
            text[row..].lines().nth(1).unwrap().trim().to_owned()
        };
        assert!(first(&gallery).contains("Tokyo"));
        gallery.sort("cities", 1);
        assert!(first(&gallery).contains("Dhaka"));
        gallery.sort("cities", 1);
        assert!(first(&gallery).contains("Zürich"));
        gallery.cell_press("cities", Some(1), None);
        assert!(gallery.text().contains("pressed: row 1, column -"));
    }

    #[test]
    fn a_press_of_a_heading_gives_rows_that_stay_in_memory_an_order() {
        let mut gallery = Tester::<Gallery>::new();
        let place = PAGES.iter().position(|page| page.name == "data_table");
        gallery.highlight("names", place.unwrap());
        assert!(gallery.text().contains("values=f64[100000]"));
        assert!(!gallery.text().contains("order="));
        gallery.sort("readings", 1);
        assert!(gallery.text().contains("order=u32[100000]"));
    }

    #[test]
    fn a_link_that_is_followed_is_told() {
        let mut gallery = Tester::<Gallery>::new();
        let place = PAGES.iter().position(|page| page.name == "markdown");
        gallery.highlight("names", place.unwrap());
        gallery.follow("words", "page:lists");
        assert_eq!(gallery.app().state.told, "follow of \"page:lists\"");
    }

    #[test]
    fn each_page_is_shown_with_its_source() {
        for (place, page) in PAGES.iter().enumerate() {
            let mut gallery = Tester::<Gallery>::new();
            gallery.highlight("names", place);
            assert_eq!(gallery.app().page, place);
            assert!(gallery.text().contains(&format!("title={:?}", page.name)));
            assert!(page.source.contains("pub fn view"));
        }
    }
}
