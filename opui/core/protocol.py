"""The protocol table: every opcode, attribute, event, method and limit, once; `kinds.py` beside it has the kinds.

Everything else reads these two files: the decoder and encoder, the listing, the tree's checks, the renderer's
lookups, `spec/generate.py` (which renders the Rust side and the tables of `spec/opcodes.md`) and the tests.
It must know nothing but the table: no bytes are read here and no tree is built.

Codes are append-only and never reused. After a change: `python spec/generate.py`, a vector under
`tests/vectors/`, and the fingerprint in `tests/core/test_protocol.py`.
"""

import struct
from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

ABI_MAJOR: Final = 1
ABI_MINOR: Final = 0

# --- Records -------------------------------------------------------------------------------------

COMMAND: Final = struct.Struct("<BBHIII")
"""One command, 16 bytes: opcode, a, b, node, x, y."""

EVENT: Final = struct.Struct("<BBHIIIII8s")
"""One event, 32 bytes: event, flags, modifiers, node, handler, data, text offset, text length, numbers."""

HEADER: Final = struct.Struct("<4s7I")
"""The header of a batch in its file form, 32 bytes: magic, version, type, frame, count, text length, 0, 0."""

BATCH_MAGIC: Final = b"OPUB"
BATCH_VERSION: Final = ABI_MAJOR << 16 | ABI_MINOR
COMMAND_BATCH: Final = 1
EVENT_BATCH: Final = 2

NUMBER: Final = struct.Struct("<d")
INTEGER: Final = struct.Struct("<q")
PAIR: Final = struct.Struct("<ii")
WORDS: Final = struct.Struct("<II")

# --- The control block ---------------------------------------------------------------------------

CONTROL_MAGIC: Final = int.from_bytes(b"OPUI", "little")


class Word(NamedTuple):
    """One u32 word of the control block. `writer` says which side writes it."""

    name: str
    writer: str
    doc: str


CONTROL_BLOCK: Final = (
    Word("magic", "guest", "The bytes `OPUI`."),
    Word("abi_major", "guest", "The ABI's major version; the host refuses any but its own."),
    Word("abi_minor", "guest", "The ABI's minor version the guest was written for."),
    Word("commands_address", "guest", "Where this frame's commands begin."),
    Word("commands_count", "guest", "How many commands (16 bytes each)."),
    Word("text_address", "guest", "Where the text region of this frame's commands begins."),
    Word("text_length", "guest", "Bytes in the text region."),
    Word("inbox_address", "guest", "Where the host writes the event batch; a multiple of 8."),
    Word("inbox_capacity", "guest", "Bytes the inbox holds; at least 1,024."),
    Word("events_count", "host", "How many events (32 bytes each) lie at the start of the inbox."),
    Word("events_text_length", "host", "Bytes of text, right behind the last event."),
    Word("frame", "host", "The frame's number, from 1; wraps around after 4,294,967,295."),
    Word("again", "guest", "1: call `opui_frame` again soon, even if nothing happens; else 0."),
    Word("panic_address", "guest", "Where the panic message begins, 0 if there is none."),
    Word("panic_length", "guest", "Bytes of the panic message."),
    Word("reserved", "guest", "Zero."),
)
CONTROL: Final = struct.Struct(f"<{len(CONTROL_BLOCK)}I")
CONTROL_OFFSETS: Final = {word.name: 4 * index for index, word in enumerate(CONTROL_BLOCK)}
INBOX_MINIMUM: Final = 1024

# --- Arrays --------------------------------------------------------------------------------------


class Element(NamedTuple):
    """What an array is made of.

    Attributes:
        code: Its code, which is never reused.
        name: Its name, which says the size of one in bits.
        form: The letter by which `struct` knows it.
        size: Bytes of one.
        doc: What it is.
    """

    code: int
    name: str
    form: str
    size: int
    doc: str


ELEMENTS: Final = (
    Element(1, "u8", "B", 1, "A whole number from 0."),
    Element(2, "i8", "b", 1, "A whole number, two's complement."),
    Element(3, "u16", "H", 2, "A whole number from 0."),
    Element(4, "i16", "h", 2, "A whole number, two's complement."),
    Element(5, "u32", "I", 4, "A whole number from 0."),
    Element(6, "i32", "i", 4, "A whole number, two's complement."),
    Element(7, "u64", "Q", 8, "A whole number from 0."),
    Element(8, "i64", "q", 8, "A whole number, two's complement."),
    Element(9, "f32", "f", 4, "IEEE 754, single."),
    Element(10, "f64", "d", 8, "IEEE 754, double."),
    Element(
        11,
        "utf8",
        "i",
        4,
        "A text: `values` holds where each begins in the array's text, as an i32, and behind the last one where that ends.",
    ),
)
ELEMENT_BY_CODE: Final = {element.code: element for element in ELEMENTS}
ELEMENT_BY_NAME: Final = {element.name: element for element in ELEMENTS}

DESCRIPTOR_WORDS: Final = (
    Word("values", "guest", "Where the first element lies; a multiple of an element's size."),
    Word("length", "guest", "How many elements there are."),
    Word(
        "stride",
        "guest",
        "Bytes from one element to the next, a multiple of an element's size; 0: they lie side by side.",
    ),
    Word(
        "validity",
        "guest",
        "Where the validity bits begin, one an element, the first the lowest of the first byte; 0 says that there is no element. 0: there are no such bits.",
    ),
    Word("text", "guest", "Where the text of a `utf8` array begins, else 0."),
    Word("text_length", "guest", "Bytes of that text, else 0."),
    Word("reserved", "guest", "Zero."),
    Word("reserved", "guest", "Zero."),
)
DESCRIPTOR: Final = struct.Struct(f"<{len(DESCRIPTOR_WORDS)}I")
"""What `set_array` gives the address of: says where an array lies."""

CELL_WORDS: Final = (
    Word(
        "symbol",
        "guest",
        "What it shows. 0: nothing. Up to 0x10FFFF: the character, a Unicode scalar value. 0x80000000 + n: the text at place n of `symbols`.",
    ),
    Word("color", "guest", "The colour of the symbol, as below."),
    Word("background", "guest", "The colour behind it, as below."),
    Word("marks", "guest", "A bit for each of the marks below; the others are passed over."),
)
CELL: Final = struct.Struct(f"<{len(CELL_WORDS)}I")
"""A cell of a canvas, 16 bytes."""
CELL_TEXTS: Final = 0x8000_0000
"""From here on a symbol is the place of a text."""
CELL_COLORS: Final = {
    0: ("OWN", "The canvas's own, from its style; the other 24 bits don't count."),
    1: ("RGB", "Red, green and blue, 8 bits each, blue the lowest."),
    2: ("INDEXED", "One of the 256 colours of terminals, by the lowest 8 bits; the first 16 are the theme's."),
}
"""The highest byte of a colour → its name and what the others say. One that is not here is the canvas's own."""
CELL_MARKS: Final = (
    "bold", "dim", "italic", "underline", "blink", "rapid_blink", "reverse", "conceal", "strike",
)  # fmt: skip
"""Marks of a cell, lowest bit first: the bit of what ECMA-48's SGR n turns on is n - 1."""
CANVAS_CELLS: Final = 131_072
"""Cells of a canvas at most: the largest screens have fewer."""
CANVAS_ROWS: Final = 1_000
"""Rows of a canvas that are shown, the first ones."""
CANVAS_SYMBOLS: Final = 1_024
"""Texts of a canvas at most: all are read when they are set, in a hundredth of a second."""
SYMBOL_BYTES: Final = 64
"""Bytes of a canvas's text that are read: a family of emoji with skin tones has 41."""

# --- Field types ---------------------------------------------------------------------------------


class FieldType(NamedTuple):
    """How one field of a command is written in the record, in the listing and in Rust."""

    name: str
    rust: str
    doc: str


NODE: Final = FieldType("node", "Node", "A node's id. 0 is the root; any other value is the guest's choice.")
KIND: Final = FieldType("kind", "Kind", "A code of the kinds table.")
ATTRIBUTE: Final = FieldType("attribute", "Attribute", "A code of the attributes table.")
EVENT_CODE: Final = FieldType("event", "Event", "A code of the events table.")
METHOD: Final = FieldType("method", "Method", "A code of the methods table.")
HANDLER: Final = FieldType("handler", "Handler", "An index into the guest's function table, from 1.")
DATA: Final = FieldType("data", "u32", "A word of the guest's own; it comes back in every event of the handler.")
PACE: Final = FieldType(
    "pace",
    "u16",
    "How often a handler hears of its event. The lower 15 bits: for how many milliseconds none may have come before the "
    "last is told (*debounce*); 0: each is told. The highest bit: once. See *Pace*.",
)
OPTION: Final = FieldType("option", "u8", "A small number whose meaning the method gives; else 0.")
PLACE: Final = FieldType(
    "place",
    "u32",
    "A place in a text: how many characters (Unicode scalar values) stand before it. 4294967295: its end.",
)
ELEMENT: Final = FieldType("element", "ElementType", "A code of the elements table: what an array is made of.")
DESCRIPTOR_ADDRESS: Final = FieldType(
    "descriptor", "u32", "Where an array's descriptor lies in memory; a multiple of 4."
)
TEXT: Final = FieldType("text", "&str", "x: byte offset into the text region, y: length in bytes. UTF-8.")
F64: Final = FieldType("number", "f64", "An IEEE 754 double over x and y; not NaN, not infinite.")
I64: Final = FieldType("integer", "i64", "A signed 64-bit integer over x (low word) and y (high word).")
BOOL: Final = FieldType("flag", "bool", "0 or 1 in x.")
FIELD_TYPES: Final = (
    NODE, KIND, ATTRIBUTE, EVENT_CODE, METHOD, HANDLER, DATA, PACE, OPTION, PLACE, ELEMENT, DESCRIPTOR_ADDRESS, TEXT,
    F64, I64, BOOL,
)  # fmt: skip

# --- Opcodes -------------------------------------------------------------------------------------


class Field(NamedTuple):
    """A named operand: its type and the slot of the record it lies in (a, b, node, x, y or xy)."""

    name: str
    type: FieldType
    slot: str


class Op(NamedTuple):
    """One opcode. Slots that no field names must be zero."""

    code: int
    name: str
    fields: tuple[Field, ...]
    doc: str


_NODE = Field("node", NODE, "node")
_ATTRIBUTE = Field("attribute", ATTRIBUTE, "b")
_EVENT = Field("event", EVENT_CODE, "a")

# fmt: off
OPS: Final = (
    Op(0x01, "create", (_NODE, Field("kind", KIND, "b")), "Make a detached node. The id must be unused."),
    Op(0x02, "insert", (_NODE, Field("parent", NODE, "x"), Field("before", NODE, "y")),
       "Attach the node under `parent`, in front of its child `before` (0: at the end). Moves it, with all below it, if it has a parent."),
    Op(0x03, "remove", (_NODE,), "Destroy the node and all below it. The ids are free again in the next frame."),
    Op(0x04, "set_text", (_NODE, Field("text", TEXT, "xy")), "Replace the node's text."),
    Op(0x05, "set_string", (_NODE, _ATTRIBUTE, Field("value", TEXT, "xy")), "Set an attribute of type string."),
    Op(0x06, "set_number", (_NODE, _ATTRIBUTE, Field("value", F64, "xy")), "Set an attribute of type number."),
    Op(0x07, "set_integer", (_NODE, _ATTRIBUTE, Field("value", I64, "xy")), "Set an attribute of type integer."),
    Op(0x08, "set_flag", (_NODE, _ATTRIBUTE, Field("value", BOOL, "x")), "Set an attribute of type flag."),
    Op(0x0A, "set_array", (_NODE, _ATTRIBUTE, Field("element", ELEMENT, "a"), Field("descriptor", DESCRIPTOR_ADDRESS, "x")),
       "Set an attribute of type array: elements that stay in the guest's memory. See *Arrays*."),
    Op(0x0B, "unset", (_NODE, _ATTRIBUTE), "Put the attribute back to its default."),
    Op(0x0C, "add_class", (_NODE, Field("name", TEXT, "xy")), "Add a class; nothing happens if the node has it."),
    Op(0x0D, "remove_class", (_NODE, Field("name", TEXT, "xy")), "Take a class away; nothing happens if the node lacks it."),
    Op(0x0E, "attach", (_NODE, _EVENT, Field("handler", HANDLER, "x"), Field("data", DATA, "y"), Field("pace", PACE, "b")),
       "Set the node's handler for an event, in place of the one before."),
    Op(0x0F, "detach", (_NODE, _EVENT), "Take the node's handler for an event away; nothing happens if there is none."),
    Op(0x10, "call", (_NODE, Field("method", METHOD, "b"), Field("option", OPTION, "a"), Field("text", TEXT, "xy")),
       "Call a method of the node, once the whole batch has been accepted, in order."),
    Op(0x11, "delete_text", (_NODE, Field("start", PLACE, "x"), Field("end", PLACE, "y")),
       "Take a part out of an edited text. There the node's next `insert_text` of the batch goes."),
    Op(0x12, "insert_text", (_NODE, Field("text", TEXT, "xy")),
       "Put a text into an edited text: where the batch's last `delete_text` or `insert_text` of the node has left off, else at the end."),
    Op(0x13, "select_text", (_NODE, Field("start", PLACE, "x"), Field("end", PLACE, "y")),
       "Select a part of an edited text; the caret goes to `end`."),
)
"""0x00 is invalid for ever; 0x09 is kept for `set_data`."""
# fmt: on

# --- Attributes ----------------------------------------------------------------------------------


class Attribute(NamedTuple):
    """One attribute.

    Attributes:
        code: Its code, which is never reused.
        name: Its name, the same in every language.
        type: `string`, `number`, `integer`, `flag` or `array`: which opcode sets it.
        default: The value of a node that has not been told any; an array's is None.
        doc: What it does.
        check: The rule of `values.py` that a value must pass; empty if the type alone decides.
        choices: The only values of a string, the default among them; empty if any will do.
    """

    code: int
    name: str
    type: str
    default: str | float | int | bool | None
    doc: str
    check: str = ""
    choices: tuple[str, ...] = ()


# fmt: off
ATTRIBUTES: Final = (
    Attribute(1, "name", "string", "", "A name for tests and tools; never shown.", "name"),
    Attribute(2, "style", "string", "", "Style declarations for this node alone: `width: 10; color: $accent`.", "style"),
    Attribute(3, "disabled", "flag", False, "Takes no focus and no input, nor does anything below it."),
    Attribute(4, "hidden", "flag", False, "Takes no room and is not shown. A key binding: works, but is not in the footer."),
    Attribute(5, "tooltip", "string", "", "Text shown when the mouse rests on the node."),
    Attribute(6, "title", "string", "", "The root: the app's title. A container: text in its upper border. A `collapsible`: its heading."),
    Attribute(7, "stylesheet", "string", "", "Rules for all nodes of this guest, and for nothing else.", "stylesheet"),
    Attribute(8, "value", "string", "", "The text in an input. See *Controlled inputs*.", "line"),
    Attribute(9, "placeholder", "string", "", "Shown in an empty input or text area.", "line"),
    Attribute(10, "password", "flag", False, "Shows bullets in place of the value."),
    Attribute(11, "max_length", "integer", 0, "The most characters a person can type; 0: no limit but the host's.", "length"),
    Attribute(12, "checked", "flag", False, "Whether it is switched on, or ticked. See *Controlled inputs*."),
    Attribute(13, "variant", "string", "default", "A button's purpose; the host's theme gives each its colours.",
              choices=("default", "primary", "success", "warning", "error")),
    Attribute(14, "key", "string", "", "The key of a key binding, by the names of *Keys*; not one of the host's own.", "key"),
    Attribute(15, "interval", "number", 0.0, "Milliseconds between two ticks of a timer, at least 10; 0: the timer stands still.", "interval"),
    Attribute(16, "once", "flag", False, "The timer ticks once, then stands still until its interval is set anew."),
    Attribute(17, "vertical", "flag", False, "The rule runs from top to bottom."),
    Attribute(18, "progress", "number", 0.0, "How far it has come, of `total`.", "amount"),
    Attribute(19, "total", "number", 100.0, "How far it has to come; 0: nobody knows, and the bar shows only that something is going on.", "amount"),
    Attribute(20, "selected", "integer", -1, "Which option is chosen, by its place among the options, from 0; -1: none. See *Controlled inputs*.", "place"),
    Attribute(21, "subtitle", "string", "", "Text in the lower border."),
    Attribute(22, "collapsed", "flag", False, "Whether only the heading is shown, or the branch without what lies in it. See *Controlled inputs*."),
    Attribute(23, "points", "string", "", "The numbers that it shows, from left to right, with blanks between them.", "numbers"),
    Attribute(24, "summary", "string", "max", "Which of several numbers that share a column is shown.", choices=("max", "mean", "min")),
    Attribute(25, "initial_focus", "flag", False, "The node gets the focus when its dialog opens, or when the app starts. See *Dialogs*."),
    Attribute(27, "line_numbers", "flag", False, "Shows the number of each line beside it."),
    Attribute(28, "read_only", "flag", False, "A person can select and copy, but not edit."),
    Attribute(30, "cursor_type", "string", "row", "What the cursor of a table is on.", choices=("row", "none", "column", "cell")),
    Attribute(31, "sortable", "flag", False, "Whether a person can ask for the rows to be sorted by the column: by its heading."),
    Attribute(32, "sorted", "string", "none", "How the guest has sorted the rows by the column, for a sign beside its heading.",
              choices=("none", "ascending", "descending")),
    Attribute(33, "align", "string", "left", "Where the heading and the cells of the column stand in it.", choices=("left", "right", "center")),
    Attribute(34, "fixed_columns", "integer", 0, "How many columns of a table, from the left, stay in sight while it is scrolled sideways.", "count"),
    Attribute(35, "expandable", "flag", False, "Whether a branch can be collapsed and expanded although nothing lies in it yet."),
    Attribute(36, "accepts", "string", "text", "What a person can type: any text, a whole number, or a number. See *What can be typed*.",
              choices=("text", "integer", "number")),
    Attribute(37, "allowed", "string", "", "The characters that a person can type, each by itself or as a range: `a-z0-9_`; empty: all.", "characters"),
    Attribute(38, "invalid", "string", "", "What is wrong with the value, for the person to see; empty: nothing."),
    Attribute(39, "suggestions", "string", "", "One a line: the first that begins with what is typed is shown behind it, for a person to take over."),
    Attribute(40, "mask", "string", "", "The places that typing fills, and the separators between them: `99/99/9999;_`. See *What can be typed*.", "mask"),
    Attribute(41, "minimum", "number", 0.0, "The least that a person can choose; the number at which `heat` begins.", "reach"),
    Attribute(42, "maximum", "number", 100.0, "The most that a person can choose, if `step` leads there; the number at which `heat` ends.", "reach"),
    Attribute(43, "step", "number", 1.0, "How far one number is from the next; 0: a hundredth of the way.", "amount"),
    Attribute(44, "amount", "number", 0.0, "The number. See *Controlled inputs*.", "reach"),
    Attribute(45, "shows", "string", "text", "What the host shows: the text alone, or behind it the time of day, the time since `moment`, or the time until then. It goes on by itself.",
              choices=("text", "time", "elapsed", "remaining")),
    Attribute(46, "moment", "number", 0.0, "Milliseconds since the app's start, as `clock` tells them: where `elapsed` begins, or `remaining` ends.", "amount"),
    Attribute(47, "loading", "flag", False, "Shows a sign that turns in place of all that it shows, and takes nothing of what people do, nor does anything below it. See *Loading*."),
    Attribute(50, "item_type", "string", "command", "What an item of a menu is: a command, which is pressed; something to tick; one of the radios that stand side by side; or a line between others.",
              choices=("command", "check", "radio", "separator")),
    Attribute(51, "shortcut", "string", "", "A key that does the same as the item, for the person to see beside it. The key is a `key_binding` of the guest's.", "line"),
    Attribute(59, "line_style", "string", "solid", "How the line of a rule is drawn.", choices=("solid", "dashed", "double", "heavy", "thick", "ascii")),
    Attribute(60, "striped", "flag", False, "Whether every other row of a table, from the first on, has another background."),
    Attribute(65, "language", "string", "", "The language of the text, such as `rust`: the words of its code are in colours. See *Code*.", "language"),
    Attribute(70, "series", "array", None, "The numbers, from the guest's memory, in place of `points`. See *Arrays*.", "series"),
    Attribute(71, "values", "array", None, "The cells of the column, one a row: numbers or texts, from the guest's memory. See *Tables of arrays*.", "rows"),
    Attribute(72, "order", "array", None, "Which row of the columns' arrays each line shows, from 0; without it, each line that of its own place. Whole numbers of 32 bits, or from 0 of 64.", "order"),
    Attribute(73, "format", "string", "plain", "How the numbers of the column are written.",
              choices=("plain", "thousands", "fixed0", "fixed1", "fixed2", "fixed3", "percent", "scientific", "bytes", "hex")),
    Attribute(74, "tint", "string", "none", "The colour of the column's numbers: `sign`, one for what is below zero and one for what is above; `heat`, a background between two, from `minimum` to `maximum`.",
              choices=("none", "sign", "heat")),
    Attribute(80, "columns", "integer", 0, "How many cells of `cells` make a row; 0: there is no row.", "count"),
    Attribute(81, "cells", "array", None, "The cells, row by row: for each four `u32`. See *Canvases*.", "drawn_cells"),
    Attribute(82, "symbols", "array", None, "The texts of symbols that are no single character, as `utf8`. See *Canvases*.", "symbols"),
    Attribute(83, "takes_tab", "flag", False, "`tab` and `shift+tab` are keys like others, and don't move the focus away. The guest has another way out."),
    Attribute(84, "cursor", "integer", -1, "The cell that the cursor is on, by its place among `cells`, from 0; -1: there is none. It is shown while the canvas has the focus.", "place"),
)
# fmt: on

# --- Events --------------------------------------------------------------------------------------


class Number(Enum):
    """What a number in an event means: how it lies in the record, and which type other languages give it."""

    COUNT = "u32"
    """A whole number from 0."""
    FLAG = "bool"
    """0 or 1."""
    NODE = "node"
    """A node's id; -1: none."""
    INDEX = "index"
    """A place among siblings, from 0; -1: none."""
    OFFSET = "i32"
    """A whole number; less than 0 to the left of something, or above it."""
    DOUBLE = "f64"
    """An IEEE 754 double that takes all eight bytes."""


class Event(NamedTuple):
    """One event.

    Attributes:
        code: Its code, which is never reused.
        name: Its name.
        text: What its text is, empty if it has none.
        payload: Its numbers, by name: at most two of 32 bits, or one double.
        flags: The names of its flags' bits, lowest first.
        doc: What has happened.
    """

    code: int
    name: str
    text: str
    payload: Mapping[str, Number]
    flags: tuple[str, ...]
    doc: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of its numbers."""
        return tuple(self.payload)

    @property
    def is_double(self) -> bool:
        """Whether the eight bytes of numbers are one f64."""
        return Number.DOUBLE in self.payload.values()


_SIZE: Final = {"columns": Number.COUNT, "rows": Number.COUNT}
_PLACE: Final = {"row": Number.INDEX, "column": Number.INDEX}
_CELL: Final = {"x": Number.OFFSET, "y": Number.OFFSET}
BUTTONS: Final = ("left_button", "middle_button", "right_button")
"""Flags of an event that says which button of the mouse it is about."""
CLICKS: Final = ("double", "triple")
"""Flags of a button that has gone down in the same place before, once, or more often."""

# fmt: off
EVENTS: Final = (
    Event(1, "start", "limits", _SIZE, ("dark",),
          "In the first batch, right behind `clock`; never again. `data` is a random seed. `text` holds the host's limits, one `name=value` a line."),
    Event(2, "clock", "", {"time": Number.DOUBLE}, (),
          "First in every batch, and before each event that happened in another millisecond. `time`: milliseconds since the app started, as a double; `data`: the frame's number. See *Clock*."),
    Event(3, "press", "", {"clicks": Number.COUNT}, (),
          "A click, or an own key of the focused node that presses it. `clicks`: 1, 2 for the second click of a double click, … A key binding: its key was pressed."),
    Event(4, "change", "value", {}, (), "The person changed the input; `text` is the whole value now."),
    Event(5, "submit", "value", {}, (), "Enter in the input; `text` is its value."),
    Event(6, "toggle", "", {"checked": Number.FLAG}, (), "The person has switched the node on (1) or off (0)."),
    Event(7, "key", "key", {}, (), "A key that no widget and no key binding took; `text` is its name."),
    Event(8, "focus", "", {}, (), "The node has the focus now."),
    Event(9, "blur", "", {}, (), "The node has the focus no longer."),
    Event(10, "highlight", "", {"row": Number.NODE, "index": Number.INDEX}, (), "The cursor of a list or a tree is on another row or branch: its node, and its place among those that are seen, from 0. -1, -1: on none."),
    Event(11, "tick", "", {}, (), "The timer's interval has passed."),
    Event(12, "resize", "", _SIZE, (), "The view has another size, in cells."),
    Event(13, "theme", "", {}, ("dark",), "The host's theme became dark or light."),
    Event(14, "select", "", {"index": Number.INDEX}, (), "The person has chosen an option: its place among the options, from 0."),
    Event(15, "paste", "what was pasted", {}, (), "The person has pasted; `text` is all of it, with its lines. See *Pasting*."),
    Event(16, "collapse", "", {"collapsed": Number.FLAG}, (), "The person has collapsed the node (1) or expanded it (0)."),
    Event(17, "close", "", {}, (), "The person wants the dialog closed, by Escape. The guest removes it, or does not. Of the root: the person wants the app to end. See *Closing*."),
    Event(18, "edit", "what is there now", {"start": Number.COUNT, "end": Number.COUNT}, (), "The person has edited a text: what stood from `start` to `end` is replaced by `text`. See *Edited texts*."),
    Event(19, "selection", "", {"anchor": Number.COUNT, "caret": Number.COUNT}, (), "The person's selection, or the caret alone, is elsewhere: where it began, and where the caret is."),
    Event(20, "cell_highlight", "", _PLACE, (), "The table's cursor is elsewhere: the places of its row and its column, from 0. -1: it is on none, or on a whole row or column."),
    Event(21, "cell_press", "", _PLACE, (), "A click on a cell, or Enter: the cursor, which is where `cell_highlight` says, was pressed."),
    Event(22, "sort", "", {"column": Number.INDEX}, (), "A click on the heading of a sortable column, or Enter on it: the rows are to be sorted. The guest moves them."),
    Event(23, "slide", "", {"amount": Number.DOUBLE}, (), "The person has chosen a number: `amount`, as a double."),
    Event(24, "follow", "the link's target", {}, (), "The person has followed a link; `text` is its target, cut to 2,000 characters."),
    Event(25, "mouse_down", "", _CELL, (*BUTTONS, *CLICKS), "A button of the mouse went down over the node, `x` cells from the left and `y` from the top of its content. See *The mouse*."),
    Event(26, "mouse_up", "", _CELL, BUTTONS, "It went up, over the node or wherever it was dragged to from there."),
    Event(27, "mouse_move", "", _CELL, BUTTONS, "The pointer is over another cell. The flags say which button is held."),
    Event(28, "wheel", "", _CELL, (), "The wheel was turned over something that it does not scroll: `x` steps to the right, `y` steps down."),
    Event(29, "hover", "", {"over": Number.FLAG}, (), "The pointer has come over the node, or over something in it (1), or has left it (0)."),
    Event(30, "scroll", "", {"x": Number.COUNT, "y": Number.COUNT}, ("at_end",),
          "The node is scrolled elsewhere: `x` cells to the right and `y` lines down from where its content begins. `at_end`: no further down. See *Scrolling*."),
    Event(36, "size", "", _SIZE, (), "What the canvas has room for, in cells, for the first time or since that has changed."),
)
# fmt: on
HOST_EVENTS: Final = frozenset({"start", "clock"})
"""Events that are nobody's: they carry node 0 and handler 0 and can't be attached."""

ONCE: Final = 0x8000
"""The bit of a `pace` by which the host takes the handler away with the first event that it is told of."""
DEBOUNCE: Final = 0x7FFF
"""The bits of a `pace` that are milliseconds."""
DEBOUNCED: Final = frozenset({"change", "slide", "highlight", "cell_highlight", "mouse_move", "resize", "scroll"})
"""Events that can be debounced: the last of them says all that those before it said."""

MODIFIERS: Final = ("shift", "alt", "ctrl", "super")
"""Bits of an event's `modifiers`, lowest first."""

# --- Methods -------------------------------------------------------------------------------------


class Method(NamedTuple):
    """One method of `call`.

    Attributes:
        code: Its code, which is never reused.
        name: Its name.
        option: What the option means; empty: it must be 0.
        most: The largest option.
        text: What the text is; empty: there must be none.
        doc: What it does.
        choices: The names of the options from 0, where each has one.
        check: The rule of `values.py` that the text must pass; empty if any will do.
    """

    code: int
    name: str
    option: str
    most: int
    text: str
    doc: str
    choices: tuple[str, ...] = ()
    check: str = ""


# fmt: off
METHODS: Final = (
    Method(1, "focus", "", 0, "", "Give the node the focus. A row of a list that takes none itself: the list gets the focus, its cursor goes to the row. Any other node that takes none: nothing happens."),
    Method(2, "scroll_into_view", "", 0, "", "Scroll whatever the node lies in until it can be seen."),
    Method(3, "select_all", "", 0, "", "Select the input's whole value."),
    Method(4, "bell", "", 0, "", "Ring the terminal's bell."),
    Method(5, "notify", "severity: 0 information, 1 warning, 2 error", 2, "the message", "Show a message for a few seconds.",
           choices=("information", "warning", "error")),
    Method(6, "quit", "exit code, 0 to 255", 255, "", "End the app, with this exit code."),
    Method(7, "log", "", 0, "the message", "Tell the developer something. The person does not see it."),
    Method(8, "append", "", 0, "what is put behind its text", "Put something behind the node's text, before the frame is shown. What is over 262,144 characters is cut from the front, by whole lines."),
    Method(10, "highlight", "", 0, "", "Put the cursor of the list, the table or the tree that the node is a row, a cell or a branch of there, and scroll to it. The focus stays where it is, and no event tells of it."),
    Method(11, "scroll_to", "", 0, "`x y`, two whole numbers", "Scroll the node until what lies `x` cells from the left and `y` from the top of all that is in it is its first; as far as it goes.", check="cells"),
    Method(12, "notify_as", "severity: 0 information, 1 warning, 2 error", 2, "`name milliseconds` on the first line, the message below", "Show a message for so long, in the place of the last one of this name if that is still shown.",
           choices=("information", "warning", "error"), check="notification"),
    Method(13, "use_theme", "", 0, "the theme's name", "Ask the host for a theme. If it has none of this name, or the program around the app does not take it, nothing happens."),
    Method(17, "highlight_cell", "", 0, "the place of a line, from 0, and behind a blank that of a column, if the cursor is to go to another", "Put the cursor of a table of arrays there, or on the last that there is, and scroll to it. The focus stays where it is, and no event tells of it.", check="places"),
)
# fmt: on

# --- The root ------------------------------------------------------------------------------------

ROOT: Final = 0
"""The root's node id."""

# --- Limits --------------------------------------------------------------------------------------


class Limit(NamedTuple):
    """A limit: its value, the highest that an app's `opui.toml` may raise it to, and why it is not higher.

    One whose ceiling is its value is the same for every app.

    Attributes:
        safe: How far an app may raise it unasked, if further than its value; beyond that a person has to agree. Only
            what costs memory can be raised unasked: what costs time holds up the screen.
    """

    name: str
    value: int
    ceiling: int
    doc: str
    safe: int = 0


# fmt: off
LIMITS: Final = (
    Limit("commands", 131_072, 1_048_576, "Commands in one frame (2 MiB): 10,000 table rows of a dozen commands fit; decoding them takes a tenth of a second.", safe=262_144),
    Limit("text_bytes", 1_048_576, 16_777_216, "Bytes in one frame's text region, and bytes that all its commands' texts take together: scrubbing or parsing them takes the host at worst a quarter of a second."),
    Limit("string_bytes", 65_536, 65_536, "Bytes in one text or string: Textual needs two seconds to wrap a megabyte."),
    Limit("nodes", 100_000, 1_000_000, "Nodes alive at once, some 400 bytes of host memory each.", safe=500_000),
    Limit("depth", 32, 64, "Levels below the root: Textual lays out by recursion, and rules are matched level by level."),
    Limit("kept_text", 16_777_216, 268_435_456, "Characters of all nodes' texts and string attributes together; a class counts for 32, an attribute or a handler that the host knows nothing of for 128."),
    Limit("widgets", 512, 4_096, "Weight of what is shown at once: of all without the rows of lists, or of one row. A pass of styles and layout over as much takes a tenth of a second, at worst half a second."),
    Limit("new_widgets", 32, 256, "Widgets made at one go, some 0.7 ms each; more follow once waiting keys have been handled."),
    Limit("classes", 32, 32, "Classes on one node."),
    Limit("style_bytes", 4_096, 4_096, "Bytes in one `style`."),
    Limit("rules", 512, 512, "Rules in one `stylesheet`; every widget is matched against all of them."),
    Limit("events", 1_024, 1_024, "Events in one batch; more wait for the next frame."),
    Limit("queued_events", 65_536, 65_536, "Events that wait; while that many do, new ones are dropped and counted."),
    Limit("calls", 64, 256, "`call` commands in one frame."),
    Limit("notifications", 8, 60, "Calls of `notify`, `notify_as`, `bell` and `use_theme` in any one second: a person can't take in more."),
    Limit("spliced_text", 67_108_864, 268_435_456, "Characters of edited texts that one frame's `delete_text` and `insert_text` go to: each counts for all of its node's text, and for 4,096 more. It takes a tenth of a second."),
    Limit("timers", 64, 256, "Timers alive at once. The shortest interval is 10 ms."),
    Limit("key_bindings", 256, 4_096, "Key bindings alive at once: for each key, and each frame's line of keys, all that may work are gone through."),
    Limit("canvases", 16, 64, "Canvases alive at once: the cells of each are copied, 2 MiB at most, in a fifth of a millisecond."),
    Limit("memory_bytes", 67_108_864, 268_435_456, "Linear memory: a hundred thousand rows of a list fit. Filling all of it is the longest operation that the deadline can't interrupt (0.2 s).", safe=167_772_160),
    Limit("busy_milliseconds", 250, 10_000, "A call that takes longer: the view says that the app is busy."),
    Limit("layout_milliseconds", 500, 10_000, "Processor time that laying out and painting the view may take at one go; keys wait as long. What is legal takes less on a machine of 2020; a slow one may need more."),
    Limit("call_milliseconds", 2_000, 60_000, "A call that takes longer is stopped; a frame of 10,000 rows takes 50 ms."),
    Limit("panic_bytes", 4_096, 4_096, "Bytes of a panic message that are shown; the rest is cut off."),
)
# fmt: on
Limits: TypeAlias = Mapping[str, int]
"""The limits of one app: a value for each name of `LIMITS`."""
LIMIT: Final = {limit.name: limit.value for limit in LIMITS}
"""The limits of an app that sets none."""
SAFE: Final = {limit.name: limit.safe or limit.value for limit in LIMITS}
"""The limits that an app may have without anybody's agreement."""
CEILING: Final = {limit.name: limit.ceiling for limit in LIMITS}
"""The limits that no app passes, for tools that read what some app has sent."""
APPENDED_TEXT: Final = 262_144
"""Characters of a text that is added to: what is more is cut from its front."""
EDITED_TEXT: Final = 1_048_576
"""Characters of an edited text at most; a person can't type more."""
EDITED_LINES: Final = 65_536
"""Lines of an edited text at most: for each it is known where it is shown."""
TEXT_END: Final = 0xFFFF_FFFF
"""The place that is the end of any text."""
SPLICE_TEXT: Final = 4_096
"""Characters that a splice counts for in `spliced_text`, besides its node's text."""
CLASS_TEXT: Final = 32
"""Characters that a class counts for in `kept_text`."""
UNKNOWN_TEXT: Final = 128
"""Characters that an attribute or a handler counts for in `kept_text` if the host does not know its name or its kind: a
known kind has a few, which its node's share of `nodes` pays for; an unknown one may have 65,535."""

# --- Keys ----------------------------------------------------------------------------------------

HOST_KEYS: Final = ("ctrl+q", "ctrl+c", "super+c", "f12")
"""Keys of the host's own: two end the program or copy, one copies, the last opens its panel. No key binding has them."""
QUIT_KEYS: Final = ("ctrl+q", "ctrl+c")
"""Those of them that end the program."""
SUSPEND_KEY: Final = "ctrl+z"
"""Suspends the program, if no key binding has it. No `key` event tells of it: few guests that ask for all keys mean it."""
REPAINT_KEY: Final = "ctrl+l"
"""Writes the whole screen, on the same terms."""
LAST_KEYS: Final = (SUSPEND_KEY, REPAINT_KEY)
"""Keys that are the host's if nothing else takes them."""

# --- Look-ups ------------------------------------------------------------------------------------

OP_BY_CODE: Final = {op.code: op for op in OPS}
OP_BY_NAME: Final = {op.name: op for op in OPS}
ATTRIBUTE_BY_CODE: Final = {attribute.code: attribute for attribute in ATTRIBUTES}
ATTRIBUTE_BY_NAME: Final = {attribute.name: attribute for attribute in ATTRIBUTES}
EVENT_BY_CODE: Final = {event.code: event for event in EVENTS}
EVENT_BY_NAME: Final = {event.name: event for event in EVENTS}
METHOD_BY_CODE: Final = {method.code: method for method in METHODS}
METHOD_BY_NAME: Final = {method.name: method for method in METHODS}
