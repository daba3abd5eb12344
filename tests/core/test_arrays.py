"""Arrays in the guest's memory: what is checked when one is set, and what is read of it, whatever lies there then."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import protocol
from opui.core.arrays import NO_MEMORY, TEXT_BYTES, Array, find_array, nowhere
from opui.core.errors import CommandError
from tests.memory import FakeMemory

CODE = {element.name: element.code for element in protocol.ELEMENTS}
NUMBERS = [element for element in protocol.ELEMENTS if element.name != "utf8"]


def found(memory: FakeMemory, element: str, address: int) -> Array:
    return find_array(memory, CODE[element], address)


def refused(memory: FakeMemory, element: str, address: int) -> str:
    with pytest.raises(CommandError) as error:
        found(memory, element, address)
    assert error.value.rule == "array"
    return error.value.detail


def test_of_a_text_no_more_is_read_than_is_wanted() -> None:
    memory = FakeMemory()
    array = found(memory, "utf8", memory.put_texts("abcdef", "éa"))
    assert array.read(0, 2, 3) == ["abc", "éa"]


def test_a_dense_array_is_read_as_it_lies_in_memory() -> None:
    memory = FakeMemory()
    array = found(memory, "u16", memory.put_numbers("u16", [1, 2, 0x1234]))
    assert array.is_dense
    assert array.read_bytes() == bytes.fromhex("0100 0200 3412")
    memory.busy = True
    assert array.read_bytes() is None
    assert not nowhere(protocol.ELEMENT_BY_NAME["u16"], 1, stride=4).is_dense
    assert not nowhere(protocol.ELEMENT_BY_NAME["u16"], 1, validity=64).is_dense


@pytest.mark.parametrize("element", NUMBERS, ids=lambda element: element.name)
def test_numbers_of_each_element_are_read_to_both_ends_of_their_range(element: protocol.Element) -> None:
    if element.form in "fd":
        numbers: list[float] = [0.0, -1.5, 1e30, float("inf")]
    else:
        bits = 8 * element.size
        numbers = [0, 2**bits - 1] if element.form.isupper() else [0, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1]
    memory = FakeMemory()
    array = found(memory, element.name, memory.put_numbers(element.name, numbers))
    read = array.read(0, 99)
    assert read is not None
    assert read == pytest.approx(numbers)
    assert (array.length, array.element) == (len(numbers), element)


def test_only_what_is_asked_for_is_read_and_nothing_beyond_the_ends() -> None:
    memory = FakeMemory()
    array = found(memory, "i32", memory.put_numbers("i32", [1, 2, 3, 4]))
    assert array.read(1, 3) == [2, 3]
    assert array.read(-5, 2) == [1, 2]
    assert array.read(3, 9) == [4]
    assert array.read(4, 9) == array.read(2, 2) == array.read(3, 1) == []


def test_where_the_bits_say_so_there_is_no_element() -> None:
    memory = FakeMemory()
    valid = [place % 3 > 0 for place in range(20)]
    array = found(memory, "u8", memory.put_numbers("u8", range(20), valid))
    assert array.read(0, 20) == [place if place % 3 else None for place in range(20)]
    assert array.read(7, 11) == [7, 8, None, 10]


def test_a_field_of_records_is_read_by_its_stride() -> None:
    memory = FakeMemory()
    place = memory.put(b"".join(struct.pack("<iif4x", at, -at, at / 2) for at in range(5)))
    assert found(memory, "i32", memory.put_words(place + 4, 5, 16)).read(1, 4) == [-1, -2, -3]
    assert found(memory, "f32", memory.put_words(place + 8, 5, 16)).read(0, 5) == [0.0, 0.5, 1.0, 1.5, 2.0]


def test_the_last_record_may_end_behind_its_field() -> None:
    memory = FakeMemory(256)
    assert found(memory, "u8", memory.put_words(255 - 16, 2, 16)).read(0, 2) == [0, 0]
    assert "reaches past" in refused(memory, "u8", memory.put_words(255 - 16, 3, 16))


def test_texts_are_read_scrubbed_and_those_that_are_too_long_are_cut() -> None:
    memory = FakeMemory()
    array = found(memory, "utf8", memory.put_texts("a", "", "日本", "\x1b[2J", "x" * (TEXT_BYTES + 1)))
    assert array.read(0, 5) == ["a", "", "日本", "[2J", "x" * TEXT_BYTES]
    assert array.read(2, 3) == ["日本"]
    assert found(memory, "utf8", memory.put_texts()).read(0, 9) == []


@pytest.mark.parametrize("places", [[2, 1], [-1, 2], [0, 7], [5, 9], [2**31 - 1, -(2**31)]])
def test_a_text_that_does_not_lie_in_the_text_is_empty(places: list[int]) -> None:
    memory = FakeMemory()
    values, text = memory.put(struct.pack("<2i", *places)), memory.put(b"abcdef")
    assert found(memory, "utf8", memory.put_words(values, 1, 0, 0, text, 6)).read(0, 1) == [""]


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    memory = FakeMemory()
    values, text = memory.put(struct.pack("<2i", 0, 3)), memory.put(b"a\xffb")
    assert found(memory, "utf8", memory.put_words(values, 1, 0, 0, text, 3)).read(0, 1) == ["a\ufffdb"]


def test_an_array_is_read_as_it_is_each_time() -> None:
    memory = FakeMemory()
    array = found(memory, "u8", memory.put_numbers("u8", [1, 2]))
    assert array.read(0, 2) == [1, 2]
    memory.data[64:66] = b"\x07\x08"
    assert array.read(0, 2) == [7, 8]


@pytest.mark.parametrize("element", ["f64", "utf8"])
def test_while_a_call_is_under_way_nothing_is_read(element: str) -> None:
    memory = FakeMemory()
    numbers = found(memory, "u8", memory.put_numbers("u8", [1], [True]))
    texts = found(memory, "utf8", memory.put_texts("a"))
    memory.busy = True
    assert numbers.read(0, 1) is texts.read(0, 1) is None
    assert refused(memory, element, 64) == "the guest's memory can't be read"


@pytest.mark.parametrize("stops", [1, 2])
def test_a_call_that_begins_in_the_middle_leaves_nothing_half_read(stops: int) -> None:
    memory = FakeMemory()
    numbers = found(memory, "u8", memory.put_numbers("u8", [1], [True]))
    texts = found(memory, "utf8", memory.put_texts("a", "b"))
    read = memory.read
    left = [stops]

    def once(address: int, length: int) -> bytes | None:
        left[0] -= 1
        memory.busy = left[0] < 0
        return read(address, length)

    for array in (numbers, texts):
        memory.read, memory.busy, left[0] = once, False, stops  # type: ignore[method-assign]
        assert array.read(0, 2) is None or stops == 2


WRONG = {
    "there is no element 99": (99, [64, 1]),
    "the values: its address 65 is not a multiple of 4": (CODE["i32"], [65, 1]),
    "a reserved word of the descriptor is not 0": (CODE["i32"], [64, 1, 0, 0, 0, 0, 1]),
    "the stride 6 is not a multiple of the 4 bytes of an element": (CODE["i32"], [64, 1, 6]),
    "an array of u8 has no text": (CODE["u8"], [64, 1, 0, 0, 64, 1]),
    "the values at 64 with 34359738360 bytes reaches past the memory's 65536": (CODE["f64"], [64, 2**32 - 1]),
    "the values at 4294967288 with 8 bytes reaches past the memory's 65536": (CODE["f64"], [2**32 - 8, 1]),
    "the validity bits at 65535 with 2 bytes reaches past the memory's 65536": (CODE["u8"], [64, 9, 0, 65535]),
    "the text at 65530 with 7 bytes reaches past the memory's 65536": (CODE["utf8"], [64, 1, 0, 0, 65530, 7]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_an_array_is_said(wrong: str) -> None:
    memory = FakeMemory()
    code, words = WRONG[wrong]
    with pytest.raises(CommandError) as error:
        find_array(memory, code, memory.put_words(*words))
    assert (error.value.rule, error.value.detail) == ("array", wrong)


def test_what_is_wrong_with_a_descriptors_address_is_said() -> None:
    memory = FakeMemory()
    assert refused(memory, "u8", 66) == "the descriptor: its address 66 is not a multiple of 4"
    assert "the descriptor at 65508 with 32 bytes reaches past" in refused(memory, "u8", 65508)


def test_what_has_no_memory_has_no_array() -> None:
    assert (NO_MEMORY.size(), NO_MEMORY.read(0, 1)) == (0, None)
    assert nowhere(NUMBERS[0], 3).read(0, 3) is None


@given(st.sampled_from(protocol.ELEMENTS), st.binary(min_size=256, max_size=256), st.integers(0, 63))
def test_whatever_lies_in_memory_an_array_is_refused_by_name_or_read(
    element: protocol.Element, data: bytes, word: int
) -> None:
    memory = FakeMemory(256)
    memory.data[:] = data
    # Small words, so that some of the arrays lie in the memory.
    words = [number % 80 if at < 6 else 0 for at, number in enumerate(struct.unpack_from("<8I", data))]
    memory.data[4 * (word // 2) : 4 * (word // 2) + 32] = struct.pack("<8I", *words)[: 256 - 4 * (word // 2)]
    rule, items, length = "", None, None
    try:
        array = find_array(memory, element.code, 4 * (word // 2))
        items, length = array.read(0, array.length), array.length
    except CommandError as error:
        rule = error.rule
    assert rule == "array" or (items is not None and len(items) == length)


def test_elements_are_picked_in_any_order_neighbours_at_one_go() -> None:
    memory = FakeMemory()
    array = found(memory, "i32", memory.put_numbers("i32", range(100, 120)))
    reads: list[int] = []
    read = memory.read

    def counted(address: int, length: int) -> bytes | None:
        reads.append(length)
        return read(address, length)

    memory.read = counted  # type: ignore[method-assign]
    assert array.pick([7, 5, 6, 19, 5, 20, -1, None, 4294967295]) == [107, 105, 106, 119, 105, None, None, None, None]
    assert reads == [12, 4]
    assert array.pick([]) == []
    assert array.pick([99]) == [None]


def test_nothing_is_picked_while_a_call_is_under_way() -> None:
    memory = FakeMemory()
    array = found(memory, "u8", memory.put_numbers("u8", range(5)))
    memory.busy = True
    assert array.pick([1, 3]) is None


def test_an_array_knows_whether_its_guest_is_gone() -> None:
    memory = FakeMemory()
    array = found(memory, "u8", memory.put_numbers("u8", range(5)))
    assert not array.is_gone
    memory.gone = True
    assert (array.is_gone, array.read(0, 5)) == (True, None)
    assert nowhere(protocol.ELEMENT_BY_NAME["u8"], 3).is_gone
