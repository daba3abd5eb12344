from opui.core.wire.records import Command, Event


def test_a_command_is_its_opcode_and_operands_in_the_tables_order() -> None:
    assert Command("insert", (3, 2, 0)) == ("insert", (3, 2, 0))


def test_an_event_is_at_the_root_and_nobodys_until_it_is_sent() -> None:
    assert Event("key") == ("key", 0, "", (), 0, 0, 0, 0)
