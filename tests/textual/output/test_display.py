"""The display: what was written shows what was meant, on every terminal there is, and nothing more was written."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from unicodedata import normalize

import pytest
from rich.segment import Segment
from rich.style import Style
from wcwidth import wcwidth

from opui.textual.output.cells import BLANK, reach
from opui.textual.output.display import BEGIN_SYNC, END_SYNC, Display
from opui.textual.output.pens import Palette
from tests.cluster_terminal import ClusterTerminal, unsure_cells
from tests.picture import Picture

WIDTH, HEIGHT = 30, 12
STYLES: Final = [
    None, *map(Style.parse, ("bold red", "on blue", "white on blue", "underline", "reverse", "dim italic on #102030"))
]  # fmt: skip
WORDS: Final = ["milk ", "e\u0301", "漢字", "  ", "          ", "─────", "x", "┃", "ab c", "Ω"]
DOUBTFUL: Final = ["☁️", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇩", "1️⃣", "\u0915\u093f", "a🏽🏽🏽🏽🏽🏽🏽🏽"]
MEASURES: Final[dict[str, Callable[[str], int]]] = {
    "each code point for itself": lambda cluster: max(1, sum(max(0, wcwidth(each)) for each in cluster)),
    "a cluster as its first character": lambda cluster: max(1, wcwidth(cluster[0])),
    "a cluster as its widest character": lambda cluster: max(1, *map(wcwidth, cluster)),
    "as many as it can": lambda cluster: reach(cluster, max(1, wcwidth(cluster[0]))),
}


def segments(chance: random.Random, words: Sequence[str]) -> list[Segment]:
    return [Segment(chance.choice(words), chance.choice(STYLES)) for _ in range(chance.randrange(1, 6))]


def frames(chance: random.Random, words: Sequence[str]) -> Iterator[list[tuple[int, int, list[Segment]]]]:
    """Yield random frames: whole lines and parts, lists that move by lines, and all of it anew."""
    lines = [segments(chance, words) for _ in range(HEIGHT)]
    for _ in range(8):
        match chance.randrange(4):
            case 0:
                top, bottom = sorted((chance.randrange(HEIGHT), chance.randrange(HEIGHT)))
                by = chance.choice((-3, -2, -1, 1, 2, 3))
                band = lines[top : bottom + 1]
                new = [segments(chance, words) for _ in range(abs(by))]
                lines[top : bottom + 1] = (band[by:] + new if by > 0 else new + band[:by])[: len(band)]
            case 1:
                lines = [segments(chance, words) for _ in range(HEIGHT)]
            case _:
                for _ in range(chance.randrange(3)):
                    y, x = chance.randrange(HEIGHT), chance.randrange(WIDTH)
                    yield [(x, y, segments(chance, words))]
        yield [(0, y, [*line, Segment(" " * WIDTH)]) for y, line in enumerate(lines)]


def assert_shown(terminal: ClusterTerminal, display: Display) -> None:
    """Each cell is as meant; those that terminals disagree on aside, of which none spoils another."""
    for shown, meant in zip(terminal.cells, display.meant, strict=True):
        unsure = unsure_cells(meant)
        assert [c for x, c in enumerate(shown) if x not in unsure] == [
            c for x, c in enumerate(meant) if x not in unsure
        ]


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@pytest.mark.parametrize("erases_in_color", [True, False], ids=["erases in colour", "erases plainly"])
@pytest.mark.parametrize("words", [WORDS, WORDS + DOUBTFUL], ids=["certain", "doubtful"])
def test_random_frames_are_shown_cell_by_cell_however_a_terminal_counts(
    measure: Callable[[str], int], erases_in_color: bool, words: Sequence[str]
) -> None:
    for seed in range(25):
        chance = random.Random(seed)
        display = Display((WIDTH, HEIGHT), Palette(None), erases_in_color)
        terminal = ClusterTerminal(WIDTH, HEIGHT, measure, erases_in_color)
        for frame in frames(chance, words):
            display.take(frame)
            if chance.random() < 0.2:
                continue  # the terminal is behind
            if chance.random() < 0.1:
                display.forget()
                terminal.feed("\x1b[3;4r\x1b[7m\x1b[5;5Hspoilt by another program")
            cursor = chance.randrange(WIDTH), chance.randrange(HEIGHT)
            terminal.feed(display.update(cursor, False))
            assert_shown(terminal, display)
            assert terminal.cursor == cursor
            assert display.update(cursor, False) == ""


def test_pyte_shows_random_frames_too() -> None:
    for seed in range(25):
        chance = random.Random(seed)
        display = Display((WIDTH, HEIGHT), Palette(None), True)
        picture = Picture(WIDTH, HEIGHT)
        for frame in frames(chance, WORDS):
            display.take(frame)
            picture.feed(display.update((0, 0), True).encode())
            meant = ["".join(text for text, _ in line) for line in display.meant]
            # It keeps a letter and its mark as one code point, where there is one.
            assert picture.screen.display == [normalize("NFC", line) for line in meant]


@pytest.fixture
def display() -> Display:
    return Display((WIDTH, HEIGHT), Palette(None), True)


def written(display: Display, *parts: tuple[int, int, str], cursor: tuple[int, int] = (0, 0)) -> str:
    display.take([(x, y, [Segment(text)]) for x, y, text in parts])
    return display.update(cursor, False)


def test_the_first_update_clears_the_screen_to_what_most_of_it_is(display: Display) -> None:
    on_blue = Style.parse("on blue")
    display.take([(0, y, [Segment(" " * WIDTH, on_blue)]) for y in range(HEIGHT)])
    display.take([(2, 1, [Segment("hi", on_blue)])])
    assert display.update((0, 0), False) == "\x0f\x1b(B\x1b[?7l\x1b[r\x1b[m\x1b[44m\x1b[2J\x1b[2;3Hhi\x1b[H"


def test_a_letter_is_written_as_a_letter(display: Display) -> None:
    written(display, (0, 0, "milk"), cursor=(4, 0))
    assert written(display, (4, 0, "s"), cursor=(5, 0)) == "s"


def test_nothing_is_written_when_nothing_has_changed(display: Display) -> None:
    written(display, (0, 0, "milk"))
    assert written(display, (0, 0, "milk")) == ""
    written(display, (0, 0, "eggs"))
    display.take([(0, 0, [Segment("milk")])])
    display.take([(0, 0, [Segment("eggs")])])
    assert display.update((0, 0), True) == ""


def test_unchanged_letters_between_two_changes_are_passed_over(display: Display) -> None:
    written(display, (0, 0, "a-------------b-"))
    assert written(display, (0, 0, "c-------------d-")) == "c\x1b[13Cd\r"


def test_a_few_unchanged_letters_are_written_again(display: Display) -> None:
    written(display, (0, 0, "a--b"))
    assert written(display, (0, 0, "c--d")) == "c--d\r"


def test_what_is_gone_from_a_line_is_erased_to_its_end(display: Display) -> None:
    written(display, (0, 0, "milk and eggs"))
    assert written(display, (0, 0, "milk" + " " * 9)) == "\x1b[5C\x1b[K\r"


def test_what_is_gone_within_a_line_is_erased_there(display: Display) -> None:
    written(display, (0, 0, "milk and cheese and eggs"))
    assert written(display, (0, 0, "milk" + " " * 16 + "eggs")) == "\x1b[5C\x1b[14X\r"


def test_a_list_that_moves_by_a_line_is_scrolled(display: Display) -> None:
    items = [f"{name} is on the list" for name in ("milk", "eggs", "bread", "jam", "salt", "tea", "rice")]
    written(display, *((0, y + 2, item) for y, item in enumerate(items[:6])))
    moved = written(display, *((0, y + 2, f"{item:<20}") for y, item in enumerate(items[1:])))
    assert moved == "\x1b[3;8r\x1b[3H\x1b[M\x1b[r\x1b[8Hrice is on the list\x1b[K\x1b[H"


def test_several_lines_are_shown_at_once_and_one_needs_no_telling(display: Display) -> None:
    written(display)
    display.take([(0, 0, [Segment("a")])])
    assert display.update((0, 0), True) == "a\r"
    display.take([(0, 0, [Segment("b")]), (0, 1, [Segment("b")])])
    assert display.update((0, 0), True) == f"{BEGIN_SYNC}b\x1b[2Hb\x1b[H{END_SYNC}"


def test_behind_the_last_column_the_cursor_is_placed_anew(display: Display) -> None:
    written(display)
    assert written(display, (WIDTH - 1, 0, "x"), cursor=(WIDTH - 1, 0)).endswith("x\x1b[1;30H")


def test_a_cluster_of_doubtful_width_is_blanked_first_and_what_is_behind_it_placed(display: Display) -> None:
    written(display, (0, 0, "  after"))
    assert written(display, (0, 0, "☁️after")) == "  \r☁️\x1b[1;3Haf\r"


def test_half_of_a_wide_character_is_a_blank(display: Display) -> None:
    written(display, (0, 0, "漢字"))
    display.take([(1, 0, [Segment("xy")])])
    assert "".join(text for text, _ in display.meant[0]).startswith(" xy ")
    display.take([(WIDTH - 1, 0, [Segment("漢")])])
    assert display.meant[0][-1] == BLANK


def test_what_lies_beyond_the_screen_is_left_out(display: Display) -> None:
    assert written(display, (0, HEIGHT, "below"), (WIDTH, 0, "beside"), (-1, 0, "before")).endswith("\x1b[2J\x1b[H")
