//! The list of things to do, and nothing of how it is shown.

use std::rc::Rc;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its own for ever; never used again.
    pub id: u64,
    /// What is to be done; never empty, without blanks around it.
    pub title: String,
    /// Whether it is done.
    pub done: bool,
}

/// Which items are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Every item.
    #[default]
    All,
    /// What is still to do.
    Active,
    /// What is done.
    Completed,
}

impl Filter {
    /// All filters, in the order in which they are offered.
    pub const EACH: [Self; 3] = [Self::All, Self::Active, Self::Completed];

    /// The filter after this one, around the corner from the last.
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Active,
            Self::Active => Self::Completed,
            Self::Completed => Self::All,
        }
    }

    fn shows(self, item: &Item) -> bool {
        match self {
            Self::All => true,
            Self::Active => !item.done,
            Self::Completed => item.done,
        }
    }
}

/// The items and the filter. A copy is cheap: it shares the items until one of the two is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items {
    all: Rc<Vec<Rc<Item>>>,
    last_id: u64,
    /// Which of them are shown.
    pub filter: Filter,
}

impl Items {
    /// Add an item at the end; a title of blanks alone is ignored.
    pub fn add(&mut self, title: &str) {
        let title = title.trim();
        if !title.is_empty() {
            self.last_id += 1;
            let id = self.last_id;
            self.all_mut().push(Rc::new(Item {
                id,
                title: title.to_owned(),
                done: false,
            }));
        }
    }

    /// Give an item another title; one of blanks alone deletes it.
    pub fn rename(&mut self, id: u64, title: &str) {
        let title = title.trim();
        if title.is_empty() {
            self.delete(id);
        } else if let Some(item) = self.get_mut(id) {
            title.clone_into(&mut item.title);
        }
    }

    /// Delete an item.
    pub fn delete(&mut self, id: u64) {
        self.all_mut().retain(|item| item.id != id);
    }

    /// Say whether an item is done.
    pub fn set_done(&mut self, id: u64, done: bool) {
        if let Some(item) = self.get_mut(id) {
            item.done = done;
        }
    }

    /// Say of all items whether they are done.
    pub fn set_all_done(&mut self, done: bool) {
        for item in self.all_mut() {
            Rc::make_mut(item).done = done;
        }
    }

    /// Delete what is done.
    pub fn clear_completed(&mut self) {
        self.all_mut().retain(|item| !item.done);
    }

    /// The item of this id.
    pub fn get(&self, id: u64) -> Option<&Rc<Item>> {
        self.all.iter().find(|item| item.id == id)
    }

    fn all_mut(&mut self) -> &mut Vec<Rc<Item>> {
        Rc::make_mut(&mut self.all)
    }

    fn get_mut(&mut self, id: u64) -> Option<&mut Item> {
        let found = self.all_mut().iter_mut().find(|item| item.id == id);
        found.map(Rc::make_mut)
    }

    /// The items that the filter shows.
    pub fn visible(&self) -> impl Iterator<Item = &Rc<Item>> {
        self.all.iter().filter(|item| self.filter.shows(item))
    }

    /// Whether there is no item at all, shown or not.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many are still to do.
    pub fn left(&self) -> usize {
        self.all.iter().filter(|item| !item.done).count()
    }

    /// Whether there are items and all of them are done.
    pub fn all_done(&self) -> bool {
        !self.is_empty() && self.left() == 0
    }

    /// Whether any item is done.
    pub fn any_done(&self) -> bool {
        self.left() < self.all.len()
    }

    /// `1 item left`, `2 items left`.
    pub fn left_text(&self) -> String {
        match self.left() {
            1 => "1 item left".to_owned(),
            left => format!("{left} items left"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Items};

    fn items(titles: &[&str]) -> Items {
        let mut items = Items::default();
        for title in titles {
            items.add(title);
        }
        items
    }

    fn titles(items: &Items) -> Vec<&str> {
        items.visible().map(|item| item.title.as_str()).collect()
    }

    #[test]
    fn a_title_is_trimmed_and_a_blank_one_ignored() {
        assert_eq!(titles(&items(&["  milk ", "   ", ""])), ["milk"]);
    }

    #[test]
    fn a_new_title_is_trimmed_and_a_blank_one_deletes_the_item() {
        let mut items = items(&["milk", "bread"]);
        items.rename(1, " oat milk ");
        items.rename(2, "  ");
        assert_eq!(titles(&items), ["oat milk"]);
    }

    #[test]
    fn the_filter_shows_what_is_active_or_completed() {
        let mut items = items(&["milk", "bread"]);
        items.set_done(1, true);
        items.filter = Filter::Active;
        assert_eq!(titles(&items), ["bread"]);
        items.filter = Filter::Completed;
        assert_eq!(titles(&items), ["milk"]);
    }

    #[test]
    fn one_item_is_counted_in_the_singular() {
        let mut items = items(&["milk", "bread"]);
        assert_eq!(items.left_text(), "2 items left");
        items.set_done(1, true);
        assert_eq!(items.left_text(), "1 item left");
        items.set_done(2, true);
        assert_eq!(items.left_text(), "0 items left");
    }

    #[test]
    fn all_are_done_only_if_there_are_any() {
        let mut items = items(&[]);
        assert!(!items.all_done() && !items.any_done());
        items.add("milk");
        items.set_all_done(true);
        assert!(items.all_done() && items.any_done());
    }

    #[test]
    fn clearing_keeps_what_is_still_to_do_and_ids_are_not_used_again() {
        let mut items = items(&["milk", "bread"]);
        items.set_done(2, true);
        items.clear_completed();
        items.add("butter");
        assert_eq!(
            items.visible().map(|item| item.id).collect::<Vec<_>>(),
            [1, 3]
        );
    }

    #[test]
    fn the_filters_go_round() {
        assert_eq!(Filter::All.next().next().next(), Filter::All);
    }
}
