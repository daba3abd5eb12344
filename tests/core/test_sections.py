import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.errors import ModuleError
from opui.core.gate.sections import CAP, CAPS, CODE, CUSTOM, DATA_COUNT, MAGIC, ORDER, Reader, check_cap, read_sections


def reader(data: bytes) -> Reader:
    return Reader(data, 0, len(data))


def section(code: int, body: bytes = b"") -> bytes:
    return bytes([code, len(body)]) + body


def refused(data: bytes, message: str) -> ModuleError:
    with pytest.raises(ModuleError, match=re.escape(message)) as caught:
        read_sections(MAGIC + data)
    return caught.value


# --- Sections ---


def test_every_section_is_found_in_its_order_with_custom_ones_between() -> None:
    custom = section(CUSTOM, b"\1x" + b"body")
    found = read_sections(MAGIC + b"".join(custom + section(code, bytes([code])) for code in ORDER))
    assert {code: each.take(1)[0] for code, each in found.known.items()} == {code: code for code in ORDER}
    assert [(name, each.take(each.left)) for name, each in found.custom] == [("x", b"body")] * len(ORDER)


@pytest.mark.parametrize("place", range(1, len(ORDER)))
def test_a_section_before_the_one_it_follows_is_refused(place: int) -> None:
    error = refused(section(ORDER[place]) + section(ORDER[place - 1]), f"section {ORDER[place - 1]} is out of order")
    assert error.rule == "malformed"


@pytest.mark.parametrize("code", ORDER)
def test_a_doubled_section_is_refused(code: int) -> None:
    refused(section(code) * 2, f"section {code} is doubled (at offset 0xc)")


def test_the_data_count_stands_before_the_code() -> None:
    assert read_sections(MAGIC + section(DATA_COUNT) + section(CODE))
    refused(section(CODE) + section(DATA_COUNT), "section 12 is out of order")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x0e\0", "there is no section 14 (at offset 0xa)"),
        (b"\1", "1 bytes do not fit before 9"),
        (b"\1\2\0", "2 bytes do not fit before 11"),
        (b"\1\xff\xff\xff\xff\x0f", "4294967295 bytes do not fit before 14"),
        (b"\0\0", "1 bytes do not fit before 10"),
        (b"\0\1\x7f\0", "127 bytes do not fit before 11"),
        (b"\0\2\1\xff", "a name is not UTF-8"),
    ],
)
def test_sections_that_can_not_be_read_are_refused(data: bytes, message: str) -> None:
    assert refused(data, message).rule == "malformed"


def test_a_module_has_no_more_sections_than_the_cap() -> None:
    most = CAP["sections"]
    custom = section(CUSTOM, b"\1x")
    assert len(read_sections(MAGIC + section(CODE) + custom * (most - 1)).custom) == most - 1
    assert refused(section(CODE) + custom * most, f"{most + 1} sections: the limit is {most}").rule == "limit"


def test_every_cap_has_a_reason() -> None:
    assert len(CAP) == len(CAPS)
    assert all(cap.value > 0 and cap.doc.endswith(".") for cap in CAPS)


# --- Reading ---


@given(st.integers(0, 0xFFFF_FFFF), st.integers(0, 4))
def test_a_number_is_read_however_long_it_is_written(number: int, padding: int) -> None:
    groups = [number >> shift & 0x7F for shift in range(0, 35, 7)]
    while len(groups) > 1 + padding and not groups[-1]:
        groups.pop()
    cursor = reader(bytes([group | 0x80 for group in groups[:-1]] + groups[-1:]) + b"\xff")
    assert (cursor.unsigned(), cursor.left) == (number, 1)


@pytest.mark.parametrize("data", ["ff ff ff ff 1f", "80 80 80 80 80 00"])
def test_a_number_over_32_bits_is_refused(data: str) -> None:
    with pytest.raises(ModuleError, match="malformed: a number is over 32 bits"):
        reader(bytes.fromhex(data)).unsigned()


def test_a_reader_of_a_part_ends_with_the_part() -> None:
    cursor = reader(b"abcd")
    part = cursor.part(2)
    assert (part.take(2), part.left, cursor.take(2)) == (b"ab", 0, b"cd")
    for read in (part.byte, lambda: part.take(1), cursor.byte):
        with pytest.raises(ModuleError, match="malformed: 1 bytes do not fit before"):
            read()


def test_more_entries_than_bytes_are_a_lie_whatever_the_cap() -> None:
    cursor = reader(b"\3ab")
    with pytest.raises(ModuleError, match="malformed: 3 entries do not fit"):
        cursor.many("types", cursor.byte)
    cursor = reader(b"\2ab")
    assert cursor.many("types", cursor.byte) == [*b"ab"]


def test_a_count_is_capped_before_anything_is_read() -> None:
    most = CAP["globals"]
    assert reader(bytes([most & 0x7F | 0x80, most >> 7]) + bytes(most + 1)).count("globals") == most
    more = reader(bytes([most + 1 & 0x7F | 0x80, most + 1 >> 7]) + bytes(most + 1))
    with pytest.raises(ModuleError, match=f"limit: {most + 1} globals: the limit is {most}"):
        more.many("globals", lambda: pytest.fail("it was read"))


def test_a_names_length_is_capped() -> None:
    most = CAP["bytes in a name"]
    assert reader(bytes([most & 0x7F | 0x80, most >> 7]) + b"x" * most).name() == "x" * most
    with pytest.raises(ModuleError, match="limit: 1025 bytes in a name: the limit is 1024"):
        check_cap("bytes in a name", most + 1)
    with pytest.raises(ModuleError, match="limit: 1025 bytes in a name"):
        reader(b"\x81\x08" + b"x" * 1025).name()


def test_what_is_left_over_is_refused() -> None:
    cursor = reader(b"ab")
    with pytest.raises(ModuleError, match=r"malformed: 2 bytes are left over \(at offset 0x0\)"):
        cursor.finish()
    cursor.take(2)
    cursor.finish()
