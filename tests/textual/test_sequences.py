"""What a terminal sends is keys, pastes and reports, however it comes in pieces; what it can't mean is nothing."""

import random
from collections.abc import Iterator

import pytest
from textual import events
from textual.geometry import Size
from textual.message import Message

from opui.textual.terminal import sequences
from opui.textual.terminal.driver import latest, on_screen
from opui.textual.terminal.sequences import BURST, FLOOD, LARGEST, PASTE_CHARACTERS, TerminalParser
from opui.textual.view.keynames import key_name

ALT = "\x1bx"
ROUNDS = 100


def messages(*writes: bytes | str) -> list[Message]:
    """What is made of a terminal's writes, and of the end, where nothing more comes."""
    parser = TerminalParser()
    texts = [data if isinstance(data, str) else data.decode(errors="surrogateescape") for data in writes]
    return [event for data in (*texts, "") for event in parser.feed(data)]


def read(*writes: bytes | str) -> list[str]:
    """The keys and pastes of what a terminal writes."""
    return [key_name(event) if isinstance(event, events.Key) else f"<{event.text}>" for event in messages(*writes)
            if isinstance(event, events.Key | events.Paste)]  # fmt: skip


@pytest.mark.parametrize("writes", [(ALT * 2,), (ALT, ALT), ("\x1b", "x", "\x1b", "x"), ("\x1bx\x1b", "x")])
def test_twice_alt_with_a_letter_is_twice_that_key(writes: tuple[str, ...]) -> None:
    assert read(*writes) == ["alt+x", "alt+x"]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (ALT, ["alt+x"]),
        (ALT * 20, ["alt+x"] * 20),
        (ALT + "\x1b[A", ["alt+x", "up"]),
        ("\x1b[A" + ALT + "\x1b[A", ["up", "alt+x", "up"]),
        ("a" + ALT + "\x1bO\x1b[B", ["a", "alt+x", "alt+O", "down"]),
        ("\x1b]\x1bP\x1b[", ["]", "alt+P", "["]),
        ("\x1b]milk\r", ["]", "m", "i", "l", "k", "enter"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b\x1bx\x1b[A", ["escape", "alt+x", "up"]),
        ("\x1b[A\x1b[B", ["up", "down"]),
        ("\x1b[[A\x1b[[Ea", ["f1", "f5", "a"]),
        ("\x1b[7$a\x1b[1;5Ab", ["shift+home", "a", "ctrl+up", "b"]),
        ("\x1b[3~\x1b[15~\x1b[Z", ["delete", "f5", "shift+tab"]),
        ("^x", ["^", "x"]),
        ("\x1b[233u\x1b[97;5u", ["é", "ctrl+a"]),
    ],
)
def test_keys_are_what_they_are_whatever_stands_around_them(data: str, keys: list[str]) -> None:
    assert read(data) == keys
    assert read(*data) == keys


def test_a_paste_is_no_key_whatever_is_in_it() -> None:
    assert read("\x1b[200~a", "b\x1b[201~", ALT * 2) == ["<ab>", "alt+x", "alt+x"]
    assert read("\x1b[200~a\x1b[A\x1b]b\x1b[200~c\x1b[20", "1~d") == ["<a\x1b[A\x1b]b\x1b[200~c>", "d"]
    assert read("\x1b[200~" + "x" * (PASTE_CHARACTERS + 9) + "\x1b[201~") == [f"<{'x' * PASTE_CHARACTERS}>"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\xc3\xff\xf0\x9f\x98",
        b"\x1b[M \xff\x21",
        b"\x1b[M \xc3\xa9",
        b"\x1b[M\x20\x41\x21",
        b"\x1b[<32;NaN;NaNM",
        b"\x1b[<0;5",
        b"\x1b[<0;5;",
        b"\x1b[<;;M\x1b[<0;-5;-5M\x1b[<9;9M",
        b"\x1b[99;99~\x1b[99~\x1b[97;5A\x1b[?1;2c\x1b[>41;390;0c\x1b[12;1$y\x1b[?997;1n",
        b"\x1b[" + b"9" * 5_000 + b"u\x1b[999999999999;5u\x1b[97;;99999999u",
        b"\x1b[55357u\x1b[97;;56832u",
        b"\x1b[48;0;0;0;0t\x1b[48;99999;99999;1;1t\x1b[48;24t",
        b"\x1b]11;rgb:ffff/ffff/ffff\x07\x1b]52;c;AAAA\x1b\\\x1b]l what?\x1b\\",
        b"\x1bP>|xterm(390)\x1b\\\x1bP1$r0m\x1b\\\x1b_Gi=1;OK\x1b\\\x1b^a\x07\x1bXb\x1b\\",
        b"\x1b]11;rgb:",
        b"\x1b]11;" + b"a" * 1_000_000,
        b"\x1bP" + b"a" * 1_000_000 + b"\x1b\\",
        b"\x1b[" + b"1;" * 500_000,
        b"\x1b[" + b"1;" * 500_000 + b"M",
    ],
    ids=lambda data: repr(data[:24]),
)
def test_what_no_person_has_typed_is_typed_nowhere(data: bytes) -> None:
    assert read(data) == []
    if len(data) < 100:
        assert read(*data.decode(errors="surrogateescape")) == []
    if data[-1:] in b"\\\x07Mcnytu":
        assert read(data + b"ok\r") == ["o", "k", "enter"]


def test_what_is_typed_behind_a_broken_sequence_is_typed() -> None:
    assert read("\x1b[<0;10ok\r") == ["o", "k", "enter"]
    assert read("\x1b]11;rgb:\rok") == ["enter", "o", "k"]
    assert read("\x1b[12\x11") == ["ctrl+q"]


def test_what_does_not_go_on_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(sequences, "monotonic", lambda: now)
    parser = TerminalParser()
    for begun in ("\x1b[<0;10", "\x1b]11;" + "a" * 1000, "\x1b", "\x1b[", "\x1bO", "\x1b[200~abc\x1b[2"):
        list(parser.feed(begun))
        assert list(parser.tick()) == []
        now += 5.0
        list(parser.tick())
        assert [event.key for event in parser.feed("k") if isinstance(event, events.Key)] == ["k"]


def test_a_long_text_of_one_key_is_all_typed() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    typed = [event.character for event in messages(f"\x1b[0;;{':'.join(str(ord(each)) for each in family)}u")
             if isinstance(event, events.Key)]  # fmt: skip
    assert typed == list(family)


def test_a_flood_is_a_few_keys_or_a_paste() -> None:
    assert len(read("\x00" * 5_000)) == FLOOD
    assert len(read("\x1b" * 5_000)) == FLOOD
    assert read("x" * BURST + "\r") == [f"<{'x' * BURST}>", "enter"]


STARTS = [b"", b"\x1b", b"\x1b[", b"\x1b[<", b"\x1b[M", b"\x1b]", b"\x1bP", b"\x1bO", b"\x1b[?", b"\x1b[200~",
          b"\x1b[201~", b"\x1b[48;", b"\x1b[97;"]  # fmt: skip
USUAL = b"0123456789;:<>?$ NaNMmuct~R\x00\xc3\xa9\xff"


def pieces(chance: random.Random) -> Iterator[bytes]:
    """Yield what a broken terminal may send: bytes, and sequences that are nearly right."""
    for _ in range(chance.randrange(1, 30)):
        middle = bytes(chance.choice(USUAL) for _ in range(chance.randrange(40)))
        yield chance.choice(STARTS) + middle + chance.randbytes(chance.randrange(4))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_bytes_come_each_message_is_one_that_a_terminal_can_mean(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        parser = TerminalParser()
        for data in pieces(chance):
            found = [*parser.feed(data.decode(errors="surrogateescape")), *parser.tick()]
            for event in found:
                match event:
                    case events.Key():
                        (event.key + (event.character or "")).encode()
                        key_name(event).encode()
                    case events.Paste():
                        event.text.encode()
                    case events.Resize():
                        assert 0 < event.size.width <= LARGEST[0]
                        assert 0 < event.size.height <= LARGEST[1]
            assert len(parser._held) <= sequences.LONGEST
        list(parser.feed(""))
        assert [event.key for event in parser.feed("k") if isinstance(event, events.Key)] == ["k"]


def test_the_mouse_beside_the_screen_points_at_nothing() -> None:
    def placed(sequence: str) -> Message | None:
        (event,) = messages(sequence)
        return on_screen(event, Size(80, 24))

    assert isinstance(placed("\x1b[<0;80;24M"), events.MouseDown)
    assert placed("\x1b[<0;81;1M") is None
    assert placed("\x1b[<64;99999;99999M") is None
    up = placed("\x1b[<0;99999;99999m")
    assert isinstance(up, events.MouseUp)
    assert (up.screen_x, up.screen_y, up.button) == (79, 23, 1)


def test_of_several_moves_of_the_mouse_in_a_row_the_last_counts() -> None:
    came = messages("\x1b[<35;1;1M\x1b[<35;2;1M\x1b[<35;3;1M\x1b[<0;3;1M\x1b[<32;4;1M\x1b[<32;5;1M")
    left = [each for each in latest(came) if isinstance(each, events.MouseEvent)]
    assert [(type(each).__name__, each.screen_x) for each in left] == [
        ("MouseMove", 2), ("MouseDown", 2), ("MouseMove", 4)
    ]  # fmt: skip


def test_of_several_words_on_the_windows_focus_in_a_row_the_last_counts() -> None:
    came = messages("\x1b[I\x1b[O\x1b[I\x1b[Oa\x1b[O\x1b[Ib")
    assert [type(each).__name__ for each in latest(came)] == ["AppBlur", "Key", "AppFocus", "Key"]
