//! What `update` can ask for beyond a new state.

use crate::calls::{Announced, Call};
use crate::choices::Severity;
use crate::protocol::Method;
use crate::selections::Selections;

/// Bytes that [`Context::append`] puts behind a text in one frame: as many as one text may have.
const APPENDED_BYTES: usize = 65_536;

/// Cells that [`Context::scroll_to`] scrolls at most.
const FURTHEST: u32 = 999_999_999;

/// Milliseconds that a notification is shown at most.
const LONGEST_SHOWN: u32 = 60_000;

/// The last place of a line that the host takes.
const PLACE: usize = 99_999_999;

/// What `update` can ask for beyond a new state: the focus, a notification, the end, the time.
///
/// What goes to an element goes to the one of that name in the view that follows, so it may be new there.
/// If that view has none of the name, nothing happens, and the developer is told (see [`log!`](crate::log!)).
///
/// A frame answers all that a person has done since the last one. What is asked several times in it is done once, where it
/// is asked last, and of what is asked of elements only the last 48 calls are made.
pub struct Context<Msg> {
    now: f64,
    /// The first time that the frame was told: when the host has made the batch, or nearly.
    begun: f64,
    frame: u32,
    pub(crate) again: bool,
    pub(crate) calls: Vec<Call>,
    pub(crate) selections: Selections,
    pub(crate) messages: Vec<Msg>,
    announced: Announced,
}

impl<Msg> Context<Msg> {
    pub(crate) fn new() -> Self {
        Self {
            now: 0.0,
            begun: 0.0,
            frame: 0,
            again: false,
            calls: Vec::new(),
            selections: Selections::default(),
            messages: Vec::new(),
            announced: Announced::default(),
        }
    }

    pub(crate) fn tell_time(&mut self, time: f64, frame: u32) {
        self.now = time;
        if self.frame != frame {
            (self.frame, self.begun) = (frame, time);
        }
    }

    /// Whether the person may be interrupted. The host counts when frames are, not when what they answer has happened.
    fn may_announce(&mut self) -> bool {
        self.announced.may(self.begun)
    }

    fn call(&mut self, name: Option<String>, method: Method) {
        self.call_with(name, method, 0, String::new());
    }

    fn call_with(&mut self, name: Option<String>, method: Method, option: u8, text: String) {
        self.calls.push(Call {
            name,
            method,
            option,
            text,
        });
    }

    /// Give the focus to the element of this name. A row of a list: the list gets the focus, its cursor
    /// goes to the row.
    pub fn focus(&mut self, name: impl Into<String>) {
        self.call(Some(name.into()), Method::FOCUS);
    }

    /// Scroll until the element of this name can be seen.
    pub fn scroll_into_view(&mut self, name: impl Into<String>) {
        self.call(Some(name.into()), Method::SCROLL_INTO_VIEW);
    }

    /// Scroll the element of this name until what lies `x` cells from the left and `y` from the top of all that is in it
    /// comes first; as far as it goes.
    pub fn scroll_to(&mut self, name: impl Into<String>, x: u32, y: u32) {
        let (x, y) = (x.min(FURTHEST), y.min(FURTHEST));
        let place = words(&[&x.to_string(), &y.to_string()], ' ');
        self.call_with(Some(name.into()), Method::SCROLL_TO, 0, place);
    }

    /// Select the whole value of the input of this name.
    pub fn select_all(&mut self, name: impl Into<String>) {
        self.call(Some(name.into()), Method::SELECT_ALL);
    }

    /// Put the cursor of a list, a table or a tree on its row, cell or branch of this name, and scroll there. The focus
    /// stays where it is, and no event tells of it.
    pub fn highlight(&mut self, name: impl Into<String>) {
        self.call(Some(name.into()), Method::HIGHLIGHT);
    }

    /// Put the cursor of the table of arrays of this name on the line of this place, from 0, or on the last one, and scroll
    /// there; and on the column of a place, unless it is `None` and the cursor stays in its column. The focus stays where it
    /// is, and no event tells of it.
    pub fn highlight_cell(
        &mut self,
        name: impl Into<String>,
        row: usize,
        column: impl Into<Option<usize>>,
    ) {
        // What is over means the last one.
        let row = row.min(PLACE);
        let text = match column.into() {
            Some(column) => format!("{row} {}", column.min(PLACE)),
            None => row.to_string(),
        };
        self.call_with(Some(name.into()), Method::HIGHLIGHT_CELL, 0, text);
    }

    /// Select a part of the text of the text area of this name, and put the caret to `end`, which may lie in front of
    /// `start`. Places count characters of the text that the next view shows; past its end, its end is meant.
    pub fn select_text(&mut self, name: impl Into<String>, start: u32, end: u32) {
        self.selections.ask(name.into(), start, end);
    }

    /// Put lines behind those of the log of this name. What a frame puts there goes in one call, of whose text the last
    /// 65,536 bytes count.
    pub fn append(&mut self, name: impl Into<String>, lines: &str) {
        let name = Some(name.into());
        let same = |call: &Call| call.method == Method::APPEND && call.name == name;
        let place = self.calls.iter().position(same).unwrap_or(self.calls.len());
        if place == self.calls.len() {
            self.call_with(name, Method::APPEND, 0, String::new());
        }
        let text = &mut self.calls[place].text;
        text.push_str(lines);
        let start = text.ceil_char_boundary(text.len().saturating_sub(APPENDED_BYTES));
        text.drain(..start);
    }

    /// Ring the terminal's bell. The host ends an app that interrupts the person more than eight times in a second, by
    /// this or by [`notify`](Self::notify): what is asked for too soon is left out, and a key that is held down can't
    /// end the app.
    pub fn bell(&mut self) {
        if self.may_announce() {
            self.call(None, Method::BELL);
        }
    }

    /// Show a message for a few seconds. Of more than eight in two seconds the others are left out, as for
    /// [`bell`](Self::bell): say what matters once.
    pub fn notify(&mut self, severity: Severity, message: impl Into<String>) {
        if self.may_announce() {
            self.call_with(None, Method::NOTIFY, severity as u8, message.into());
        }
    }

    /// Show a message for so many milliseconds, of at most a minute, in the place of the last one of this name if that
    /// is still shown. The name is the app's own: people do not see it. See [`notify`](Self::notify).
    #[track_caller]
    pub fn notify_as(&mut self, name: &str, severity: Severity, milliseconds: u32, message: &str) {
        #[cfg(debug_assertions)]
        crate::mistakes::refuse_name("notification", name);
        if self.announced.may(self.now) {
            let shown = milliseconds.clamp(1, LONGEST_SHOWN).to_string();
            let text = words(&[&words(&[name, &shown], ' '), message], '\n');
            self.call_with(None, Method::NOTIFY_AS, severity as u8, text);
        }
    }

    /// Ask the host for one of its themes. It may not have it, or leave that to the person; an event `theme` tells of
    /// one that is taken. All that is shown changes, so it counts as [`notify`](Self::notify) does.
    pub fn use_theme(&mut self, theme: impl Into<String>) {
        if self.announced.may(self.now) {
            self.call_with(None, Method::USE_THEME, 0, theme.into());
        }
    }

    /// End the app, with this exit code.
    pub fn quit(&mut self, code: u8) {
        self.call_with(None, Method::QUIT, code, String::new());
    }

    /// Have another frame soon, even if nothing happens.
    pub fn again(&mut self) {
        self.again = true;
    }

    /// Have `update` called with this message, within the same frame.
    pub fn send(&mut self, msg: Msg) {
        self.messages.push(msg);
    }

    /// Give a part of the app, a component with messages of its own, a context to ask: `body` is called with it,
    /// and the messages that it sends are wrapped. See [`Element::map`](crate::Element::map) for an example.
    pub fn map<Part, Result>(
        &mut self,
        wrap: impl Fn(Part) -> Msg,
        body: impl FnOnce(&mut Context<Part>) -> Result,
    ) -> Result {
        let mut context = Context {
            now: self.now,
            begun: self.begun,
            frame: self.frame,
            again: self.again,
            calls: core::mem::take(&mut self.calls),
            selections: core::mem::take(&mut self.selections),
            messages: Vec::new(),
            announced: core::mem::take(&mut self.announced),
        };
        let result = body(&mut context);
        self.again = context.again;
        self.calls = context.calls;
        self.selections = context.selections;
        self.announced = context.announced;
        self.messages.extend(context.messages.into_iter().map(wrap));
        result
    }

    /// Milliseconds since the app started, when that happened of which `update` is told: a person may have pressed two
    /// keys at different times though one frame answers both.
    #[must_use]
    pub fn now(&self) -> f64 {
        self.now
    }

    /// The number of this frame, from 1.
    #[must_use]
    pub fn frame(&self) -> u32 {
        self.frame
    }
}

/// Words with something between them. Formatting would cost each app kilobytes.
fn words(words: &[&str], between: char) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(between);
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{APPENDED_BYTES, Context};
    use crate::choices::Severity;

    #[test]
    fn what_a_frame_appends_goes_in_one_call_for_each_log_and_its_end_counts() {
        let mut cx = Context::<()>::new();
        cx.append("one", "1\n");
        cx.append("other", "x");
        cx.append("one", "1\n");
        let texts: Vec<_> = cx.calls.iter().map(|call| call.text.as_str()).collect();
        assert_eq!(texts, ["1\n1\n", "x"]);
        cx.append("one", &"é".repeat(APPENDED_BYTES / 2));
        assert_eq!(cx.calls[0].text, "é".repeat(APPENDED_BYTES / 2));
        cx.append("one", "!");
        assert!(cx.calls[0].text.len() <= APPENDED_BYTES);
        assert!(cx.calls[0].text.ends_with("é!"));
    }

    #[test]
    fn what_is_asked_in_words_is_within_the_bounds_of_the_host() {
        let mut cx = Context::<()>::new();
        cx.scroll_to("page", 0, 12);
        cx.scroll_to("page", u32::MAX, 0);
        cx.notify_as("save", Severity::Warning, 900, "Saving…");
        cx.notify_as("save", Severity::Information, u32::MAX, "");
        cx.notify_as("save", Severity::Information, 0, "a\nb");
        cx.use_theme("nord");
        let texts: Vec<_> = cx.calls.iter().map(|call| call.text.as_str()).collect();
        let expected = [
            "0 12",
            "999999999 0",
            "save 900\nSaving…",
            "save 60000\n",
            "save 1\na\nb",
            "nord",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_notification_has_a_name_that_the_host_takes() {
        let wrong = std::panic::catch_unwind(|| {
            Context::<()>::new().notify_as("two words", Severity::Error, 900, "no");
        });
        assert_eq!(wrong.is_err(), cfg!(debug_assertions));
    }
}
