import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import protocol
from opui.core.errors import BatchError, CommandError, DecodeError, LimitError
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import commands, describe, events, replay
from opui.core.wire.encoder import encode, encode_events
from opui.core.wire.listing import read_command
from opui.core.wire.records import Command, Event
from tests.core.trees import dump


def record(opcode: int, a: int = 0, b: int = 0, node: int = 0, x: int = 0, y: int = 0) -> bytes:
    return protocol.COMMAND.pack(opcode, a, b, node, x, y)


# One line for each opcode: its code and the slots it must leave at zero.
UNUSED = [
    (op, slot)
    for op in protocol.OPS
    for slot in ("a", "b", "x", "y")
    if not any(slot in field.slot for field in op.fields if field.slot != "node")
]


@pytest.mark.parametrize(("op", "slot"), UNUSED, ids=lambda value: getattr(value, "name", value))
def test_a_slot_that_an_opcode_does_not_use_must_be_zero(op: protocol.Op, slot: str) -> None:
    with pytest.raises(DecodeError, match=f"{slot} is 1, but must be 0: {op.name} does not use it") as caught:
        commands(CommandBatch(record(op.code, **{slot: 1})))
    assert caught.value.rule == "reserved"


@pytest.mark.parametrize("code", sorted(set(range(256)) - protocol.OP_BY_CODE.keys()))
def test_every_other_opcode_is_unknown(code: int) -> None:
    with pytest.raises(DecodeError, match=f"there is no opcode 0x{code:02x}$"):
        commands(CommandBatch(record(code)))


def test_an_error_names_frame_command_offset_and_listing() -> None:
    good = record(0x04, node=2, y=1)
    with pytest.raises(DecodeError) as caught:
        commands(CommandBatch(good + record(0x08, b=3, node=2, x=2), b"a", 7))
    assert str(caught.value) == (
        "frame 7, command 1 (offset 0x10): set_flag node=2 attribute=disabled value=2: value: 2 is not a flag (0 or 1)"
    )


def test_an_error_of_the_target_shows_the_command_as_it_was_meant() -> None:
    with pytest.raises(CommandError) as caught:
        replay(CommandBatch(record(0x04, node=2, y=1), b"a", 7), Tree())
    assert str(caught.value) == (
        'frame 7, command 0 (offset 0x0): set_text node=2 text="a": node_unknown: there is no node 2'
    )


def test_a_description_is_one_line_of_bounded_length() -> None:
    batch = encode([Command("set_text", (2, "a\n" * 30_000))])
    assert len(describe(batch, 0)) == 120
    assert "\n" not in describe(batch, 0)
    assert describe(CommandBatch(record(0x77, 1, 2, 3, 4, 5)), 0) == "0x77 a=1 b=2 node=3 x=4 y=5"


def test_text_leaves_the_decoder_scrubbed() -> None:
    for text, clean in (("a\x1b[31mb", "a[31mb"), ("é\u202e\x1b", "é")):
        data = text.encode()
        batch = CommandBatch(record(0x04, node=2, y=len(data)), data)
        assert commands(batch) == [Command("set_text", (2, clean))]


@pytest.mark.parametrize("op", protocol.OPS, ids=lambda op: op.name)
def test_every_opcode_calls_the_method_of_its_name_with_its_operands(op: protocol.Op) -> None:
    numbers = {"a": 3, "b": 5, "node": 7, "x": 1, "y": 2}
    text = {"text": "bc", "number": float.fromhex("0x0.0000200000001p-1022"), "integer": 0x2_0000_0001, "flag": True}
    given = {slot: numbers[slot] for field in op.fields for slot in (field.slot if field.slot != "node" else ["node"])}
    operands = [text.get(field.type.name, numbers.get(field.slot)) for field in op.fields]
    (command,) = commands(CommandBatch(record(op.code, **given), b"abc"))
    assert (command.op, list(command.arguments)) == (op.name, operands)


@pytest.mark.parametrize(("high", "shown"), [(0x7FF8_0000, "nan"), (0x7FF0_0000, "inf"), (0xFFF0_0000, "-inf")])
def test_a_number_must_be_finite(high: int, shown: str) -> None:
    with pytest.raises(DecodeError, match=f"value: {shown} is not a finite number"):
        commands(CommandBatch(record(0x06, node=1, y=high)))


class Texts:
    """A target that takes nothing but texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def set_text(self, node: int, text: str) -> None:
        self.texts.append(text)

    create = insert = attach = set_text


def texts(batch: CommandBatch, **limits: int) -> list[str]:
    target = Texts()
    replay(batch, target, protocol.LIMIT | limits)  # type: ignore[arg-type]  # a target of three opcodes
    return target.texts


def test_the_size_of_a_batch_is_limited() -> None:
    small = {"commands": 2, "text_bytes": 5}
    assert texts(CommandBatch(record(4) * 2, b"12345"), **small) == ["", ""]
    with pytest.raises(LimitError, match=r"^frame 4: limit: 3 is over commands = 2$"):
        texts(CommandBatch(record(4) * 3, b"", 4), **small)
    with pytest.raises(LimitError, match=r"^frame 4: limit: 6 is over text_bytes = 5$"):
        texts(CommandBatch(b"", b"123456", 4), **small)


@pytest.mark.parametrize("text", [b"abcd", "éé".encode()])
def test_texts_are_limited_all_together_however_often_one_place_is_read(text: bytes) -> None:
    assert len(texts(CommandBatch(record(4, y=4) * 3, text), text_bytes=12)) == 3
    with pytest.raises(
        LimitError, match=r"^frame 0, command 3 .* with this text, all together are over text_bytes = 12$"
    ):
        texts(CommandBatch(record(4, y=4) * 4, text), text_bytes=12)


def test_a_batch_within_the_ceilings_can_be_read_whatever_its_apps_limits_were() -> None:
    count = protocol.LIMIT["commands"] + 1
    assert len(commands(CommandBatch(record(3) * count))) == count
    with pytest.raises(LimitError, match=f"is over commands = {protocol.CEILING['commands']}$"):
        commands(CommandBatch(record(3) * (protocol.CEILING["commands"] + 1)))


def test_the_length_of_one_text_is_limited() -> None:
    text = b"x" * 65_537
    assert commands(CommandBatch(record(0x04, y=65_536), text))[0].arguments == (0, "x" * 65_536)
    with pytest.raises(LimitError, match="a text of 65537 bytes is over string_bytes = 65536"):
        commands(CommandBatch(record(0x04, y=65_537), text))


def test_events_are_read_with_their_text_and_numbers() -> None:
    sent = [
        Event("clock", 0, "", (1.5,), 0, 0, 0, 3),
        Event("change", 5, "é", (), 0, 0, 2, 9),
        Event("press", 5, "", (2,), 0, 5, 2, 9),
    ]
    assert events(encode_events(sent)) == sent


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (EventBatch(bytes(31)), "truncated: 31 bytes are not a whole number of events"),
        (EventBatch(bytes(32)), "event_unknown: there is no event 0"),
        (EventBatch(protocol.EVENT.pack(5, 0, 0, 0, 0, 0, 0, 9, bytes(8))), "text_range: text 0.9 reaches past the 0"),
        (EventBatch(protocol.EVENT.pack(5, 0, 0, 0, 0, 0, 0, 1, bytes(8)), b"\xff"), "utf8: text 0.1 is not UTF-8"),
    ],
)
def test_bytes_that_are_no_events_are_refused(batch: EventBatch, message: str) -> None:
    with pytest.raises(DecodeError, match=message):
        events(batch)


# --- Properties ---

CODES = st.sampled_from([*protocol.OP_BY_CODE, 0, 9])
SMALL = st.sampled_from([0, 1, 2, 3, 5, 11])
RECORDS = st.builds(record, CODES, st.sampled_from([0, 0, 3]), SMALL, SMALL, SMALL, SMALL)
BATCHES = st.builds(
    CommandBatch,
    st.one_of(st.binary(max_size=64), st.lists(RECORDS, max_size=12).map(b"".join)),
    st.sampled_from([b"", b"plain text", "é\x1b𝄞a".encode(), b"\xff\xfe"]),
    st.just(0),
    st.just(False),
)


@given(BATCHES)
def test_any_bytes_are_commands_or_a_batch_error(batch: CommandBatch) -> None:
    try:
        read = commands(batch)
    except BatchError as error:
        place = error.place
        assert place.startswith("frame 0")
    else:
        assert len(read) == len(batch.commands) // 16
        again = encode(read)
        assert commands(again) == read


@given(BATCHES)
def test_any_bytes_replayed_on_a_tree_change_it_or_leave_it_whole(batch: CommandBatch) -> None:
    tree = Tree()
    tree.begin()
    replay(encode(map(read_command, ("create node=1 kind=column", "create node=5 kind=text"))), tree)
    tree.commit()
    before = dump(tree)
    tree.begin()
    try:
        replay(batch, tree)
        tree.commit()
    except BatchError:
        tree.rollback()
        assert dump(tree) == before
    else:
        removed = {node for node in (1, 5) if record(0x03, node=node) in batch.commands}
        assert {1, 5} - removed <= tree.nodes.keys() | {id_ for id_ in (1, 5) if removed}
