"""What a terminal sends for Alt with a letter is that key, however it comes in pieces."""

import pytest
from textual import events

from opui.textual.app.alt_keys import AltKeyParser
from opui.textual.view.keynames import key_name

ALT = "\x1bx"


def read(*writes: str) -> list[str]:
    """The keys and pastes of what a terminal writes, and of the end, where nothing more comes."""
    parser = AltKeyParser()
    found = [event for data in (*writes, "") for event in parser.feed(data)]
    return [key_name(event) if isinstance(event, events.Key) else f"<{event.text}>" for event in found
            if isinstance(event, events.Key | events.Paste)]  # fmt: skip


@pytest.mark.parametrize("writes", [(ALT * 2,), (ALT, ALT), ("\x1b", "x", "\x1b", "x"), ("\x1bx\x1b", "x")])
def test_twice_it_is_twice_that_key(writes: tuple[str, ...]) -> None:
    assert read(*writes) == ["alt+x", "alt+x"]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (ALT, ["alt+x"]),
        (ALT * 20, ["alt+x"] * 20),
        (ALT + "\x1b[A", ["alt+x", "up"]),
        ("\x1b[A" + ALT + "\x1b[A", ["up", "alt+x", "up"]),
        ("a" + ALT + "\x1bO\x1b[B", ["a", "alt+x", "alt+O", "down"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b\x1bx\x1b[A", ["escape", "alt+x", "up"]),
        ("\x1b[A\x1b[B", ["up", "down"]),
        ("^x", ["^", "x"]),
    ],
)
def test_what_stands_around_it_is_as_it_was(data: str, keys: list[str]) -> None:
    assert read(data) == keys


def test_a_paste_is_no_key_whatever_is_in_it() -> None:
    assert read("\x1b[200~a", "b\x1b[201~", ALT * 2) == ["<ab>", "alt+x", "alt+x"]
