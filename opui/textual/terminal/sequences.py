r"""What a terminal sends, cut into keys, pastes and whole escape sequences before Textual's parser sees it.

Textual's parser types what it does not understand: an unknown sequence as `^[...`, a broken one too, and a second
`ESC x` within a tenth of a second as `^x`; numbers out of range raise. Here sequences are told apart by their grammar
(ECMA-48), so that Textual gets only whole ones, and none of what it does not know reaches an input.
"""

import re
from collections.abc import Iterable
from time import monotonic
from typing import Final

from textual import constants, events
from textual.keys import key_to_character
from textual.message import Message

from opui.textual import private

LONGEST: Final = 32
"""Characters of a sequence that Textual may know. It types the characters of one that is longer."""
FLOOD: Final = 16
"""How many NULs or ESCs in a row are keys. More in one go is no person, but a broken line."""
BURST: Final = 128
"""How many characters in one go are a paste, of a terminal that does not mark what is pasted."""
PASTE_CHARACTERS: Final = 1 << 20
"""How much of a paste is kept: far more than any node takes."""
LAPSE_SECONDS: Final = 0.5
"""How long the rest of what can only be a sequence may take to come, on a slow line."""
PASTE_SECONDS: Final = 1.0
"""A paste of which nothing has come for this time is over, though its end has not come: else no key would work."""
LARGEST: Final = (2_000, 1_000)
"""Columns and lines that a terminal can say it has; on the largest screen in the smallest letters there are fewer."""

_PASTE: Final = "\x1b[200~"
_PASTE_END: Final = "\x1b[201~"
_BYTE, _TWO, _THREE = r"[ -\x7f\udc80-\udcff]", r"[\x80-\u07ff]", r"[\u0800-\ud7ff\ue000-\uffff]"
"""Characters by their bytes in UTF-8; a byte that is no UTF-8 is a surrogate."""
_WHOLE: Final = re.compile(
    rf"""
    (?P<text>[^\x1b]+)
    | (?P<string>\x1b[\]PX^_] [^\x00-\x1f\x7f]+ (?:\x07|\x1b\\))         # OSC, DCS, SOS, PM, APC: an answer
    | (?P<control>
        \x1b\[M (?:{_BYTE}{{3}}|{_BYTE}{_TWO}|{_TWO}{_BYTE}|{_THREE})    # the mouse, as X10 reports it: three bytes
        | \x1b\[\[[@-~]                                                  # keys of the Linux console
        | \x1b\[\d\d?\$                                                  # keys of rxvt
        | \x1b\[<[-\d;:.NaInf]*[Mm]                                      # the mouse; some terminals report NaN
        | \x1b\[(?![M[<])[0-?]*[ -/]*[@-~]
        | \x1bO\d?[!-~])
    | (?P<key>\x1b[^\x1b[O\]PX^_])                                       # Alt with a key
    """,
    re.VERBOSE,
)
_BEGUN: Final = re.compile(
    rf"""
    \x1b\[M (?:{_BYTE}{{0,2}}|{_TWO})
    | \x1b\[\[
    | \x1b\[<[-\d;:.NaInf]*
    | \x1b\[(?![M[<])[0-?]*[ -/]*
    | \x1bO\d?
    | \x1b[\]PX^_] (?:[^\x00-\x1f\x7f]+ (?:\x1b\Z)?)?
    | \x1b
    """,
    re.VERBOSE,
)
"""What may yet become a sequence, as far as it goes."""
_ANSWER: Final = re.compile(r"\x1b(?:\]\d|P[\d;<=>?!$+|]|_G)")
"""How an answer of a terminal begins; what else begins a string may be Alt with that key, and what was typed then."""
_STRINGS: Final = "]PX^_"
_KEY_LENGTH: Final = len("\x1bx")
_REST_OF_STRING: Final = re.compile(r"[^\x00-\x1f\x7f]*(?P<end>\x07|\x1b\\|\x1b\Z)?")
_REST_OF_CONTROL: Final = re.compile(r"[ -?]*(?P<end>[@-~])?")
_LONG_TEXT: Final = re.compile(r"(\x1b\[[\d:]*;[\d:]*;)(\d[\d:]*)u")
"""A text of several characters for one key, by kitty's protocol; a family of emoji is longer than Textual reads."""
_NUMBERED_KEY: Final = re.compile(r"\x1b\[[\d:;]*[^u]")
_FLOOD: Final = re.compile(rf"([\x00\x1b])\1{{{FLOOD},}}")
_TEXT_PARTS: Final = re.compile(r"[^\x00-\x1f\x7f]+|[\x00-\x1f\x7f]")
_NO_TEXT: Final = re.compile("[\ud800-\udfff]")


class TerminalParser(private.XTermParser):
    """Textual's parser, for a terminal whose bytes are not trusted. It raises nothing, and never waits for long."""

    def __init__(self) -> None:
        super().__init__()
        self._held = ""
        self._skipped: re.Pattern[str] | None = None
        self._pasted: list[str] | None = None
        self._due: float | None = None
        self._found: list[Message] = []

    def feed(self, data: str) -> Iterable[Message]:
        """Return what the terminal has sent; no data is the end of all input. Bytes that are no text are surrogates."""
        if not data:
            self._give_up()
            return self._take_found()
        text, self._held = self._held + _FLOOD.sub(lambda match: match[0][:FLOOD], data), ""
        at = 0
        while at < len(text):
            at = self._step(text, at)
        waits = self._held or self._skipped or self._pasted is not None
        self._due = monotonic() + self._patience() if waits else None
        return self._take_found()

    def tick(self) -> Iterable[Message]:
        """Return what there is if nothing more has come for too long."""
        if self._due is not None and monotonic() >= self._due:
            self._give_up()
        return self._take_found()

    def _take_found(self) -> list[Message]:
        found, self._found = self._found, []
        return found

    def _patience(self) -> float:
        if self._pasted is not None:
            return PASTE_SECONDS
        may_be_key = self._skipped is None and len(self._held) <= _KEY_LENGTH
        return constants.ESCAPE_DELAY if may_be_key else LAPSE_SECONDS

    def _give_up(self) -> None:
        """What is held back is all there is."""
        held, self._held = self._held, ""
        if self._pasted is not None:
            self._paste(held)
            self._end_paste()
        elif self._skipped is None and held:
            self._take_broken(held)
        self._skipped = self._due = None

    def _step(self, text: str, at: int) -> int:
        """Take one piece of the text, and return where the next one begins."""
        if self._pasted is not None:
            return self._step_in_paste(text, at)
        if self._skipped is not None:
            return self._step_in_skipped(self._skipped, text, at)
        if text.startswith(_PASTE, at):
            self._pasted = []
            return at + len(_PASTE)
        if match := _WHOLE.match(text, at):
            self._take(match[0], match.lastgroup)
            return match.end()
        begun = _BEGUN.match(text, at)
        assert begun is not None, "a lone ESC is the beginning of something"
        if begun.end() < len(text):
            self._take_broken(begun[0])
        elif len(begun[0]) > LONGEST:
            self._skipped = _REST_OF_STRING if begun[0][1] in _STRINGS else _REST_OF_CONTROL
            self._held = "\x1b" if begun[0].endswith("\x1b") else ""
        else:
            self._held = begun[0]
        return begun.end()

    def _step_in_skipped(self, rest: re.Pattern[str], text: str, at: int) -> int:
        """Pass over the rest of a sequence that is too long to be held."""
        match = rest.match(text, at)
        assert match is not None
        if match["end"] == "\x1b":
            self._held = "\x1b"
        elif match["end"] or match.end() < len(text):
            self._skipped = None
        return match.end()

    def _step_in_paste(self, text: str, at: int) -> int:
        """Take what is pasted; what may be the beginning of its end is held back."""
        end = text.find(_PASTE_END, at)
        if end >= 0:
            self._paste(text[at:end])
            self._end_paste()
            return end + len(_PASTE_END)
        self._held = next((_PASTE_END[:n] for n in range(len(_PASTE_END), 0, -1) if text.endswith(_PASTE_END[:n])), "")
        self._paste(text[at : len(text) - len(self._held)])
        return len(text)

    def _paste(self, text: str) -> None:
        assert self._pasted is not None
        room = PASTE_CHARACTERS - sum(map(len, self._pasted))
        if room > 0:
            self._pasted.append(_NO_TEXT.sub("", text).replace("\x00", "")[:room])

    def _end_paste(self) -> None:
        self._found.append(events.Paste("".join(self._pasted or ())))
        self._pasted = None

    def _take(self, piece: str, kind: str | None) -> None:
        """Take a whole piece."""
        match kind:
            case "text":
                self._take_text(_NO_TEXT.sub("", piece))
            case "key":
                self._read(piece, ends=True)
            case "control" if len(piece) <= LONGEST:
                self._read(piece)
            case "control" if match := _LONG_TEXT.fullmatch(piece):
                for code in match[2].split(":")[:LONGEST]:
                    self._take(f"{match[1]}{code}u"[: LONGEST + 1], kind if len(match[1]) < LONGEST else None)

    def _take_text(self, text: str) -> None:
        """Take characters. So many in one go were not typed, and as keys they would keep the program busy for long."""
        for part in _TEXT_PARTS.findall(text):
            if len(part) >= BURST:
                self._found.append(events.Paste(part))
            else:
                for character in part:
                    self._read(character)

    def _take_broken(self, piece: str) -> None:
        """Take the beginning of a sequence that does not go on: Alt with a key, or nothing that a person has typed."""
        if len(piece) <= _KEY_LENGTH or (piece[1] in _STRINGS and not _ANSWER.match(piece)):
            self._take(piece[:_KEY_LENGTH], "key")
            self._take(piece[_KEY_LENGTH:].rstrip("\x1b"), "text")

    def _read(self, piece: str, ends: bool = False) -> None:
        """Have Textual's parser read a piece, which it knows or does not.

        Args:
            piece: A character, or a whole sequence.
            ends: Whether what it does not know is Alt with a key.
        """
        try:
            found = private.read_sequence(self, piece, ends)
        except Exception:  # whatever it makes of numbers that no terminal sends
            private.restart(self)
            return
        self._found.extend(message for message in found if _is_sane(message, piece))


def _is_sane(message: Message, piece: str) -> bool:
    """Tell whether a terminal can mean this by what it has sent."""
    match message:
        case events.Key() if _NUMBERED_KEY.fullmatch(piece):
            # Only `u` ends a sequence with a character's number; Textual takes each number that it lacks for one.
            return not (key_to_character(message.key.split("+")[-1]) or "\x7f").isprintable()
        case events.Key():
            return message.character is None or not _NO_TEXT.search(message.character)
        case events.Resize():
            return 0 < message.size.width <= LARGEST[0] and 0 < message.size.height <= LARGEST[1]
    return True
