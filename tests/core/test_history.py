"""What a person takes back and does again, past what a guest has done since."""

from opui.core.session import history
from opui.core.session.history import History
from opui.core.splice import Splice


class Text:
    """A text with its history."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.history = History()

    def do(self, splice: Splice) -> Splice:
        done = splice.of(self.text)
        self.text = done.done(self.text)
        return done

    def edit(self, start: int, end: int, text: str, goes_on: bool = False) -> None:
        self.history.add(self.do(Splice(start, end, text)), goes_on)

    def guest(self, start: int, end: int, text: str) -> None:
        self.history.add_others(self.do(Splice(start, end, text)))

    def undo(self) -> str:
        self.history.undo(self.do)
        return self.text

    def redo(self) -> str:
        self.history.redo(self.do)
        return self.text


def test_edits_are_taken_back_one_by_one_and_done_again() -> None:
    text = Text("one")
    text.edit(3, 3, " two")
    text.edit(0, 3, "1")
    assert [text.undo(), text.undo(), text.undo()] == ["one two", "one", "one"]
    assert [text.redo(), text.redo(), text.redo()] == ["one two", "1 two", "1 two"]


def test_what_goes_on_is_taken_back_together() -> None:
    text = Text()
    for place, letter in enumerate("word"):
        text.edit(place, place, letter, goes_on=place > 0)
    text.edit(0, 4, "other", goes_on=True)
    assert text.undo() == ""
    assert text.redo() == "other"


def test_an_edit_is_taken_back_past_what_the_guest_has_done_since() -> None:
    text = Text("ab")
    text.guest(0, 0, "before anything: ")
    text.edit(len(text.text), len(text.text), " mine")
    text.guest(0, 0, "> ")
    assert text.undo() == "> before anything: ab"
    text.guest(0, 2, "")
    assert text.redo() == "before anything: ab mine"


def test_a_new_edit_ends_what_could_be_done_again() -> None:
    text = Text()
    text.edit(0, 0, "a")
    text.undo()
    text.edit(0, 0, "b")
    assert text.redo() == "b"


def test_the_oldest_edits_are_forgotten_where_there_are_too_many() -> None:
    text = Text()
    for _ in range(history.ENTRIES + 1):
        text.edit(0, 0, "x")
    for _ in range(history.ENTRIES):
        text.undo()
    assert text.text == "x" * (history.ENTRIES // 8)


def test_what_goes_on_elsewhere_is_taken_back_together_too() -> None:
    text = Text("ab")
    text.edit(0, 0, "x")
    text.edit(3, 3, "y", goes_on=True)
    assert text.undo() == "ab"
