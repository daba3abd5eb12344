"""`opui dis`: the batches that it prints, saves and reads."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from opui.core import protocol
from opui.core.protocol import EVENT_BY_NAME
from opui.core.session.session import limits_text
from opui.core.wire.batch import CommandBatch, EventBatch, unpack
from opui.core.wire.listing import read_command, read_event
from tests.command_line import error_of, opui
from tests.guests import compiled, guest_text
from tests.scripted import scripted


def dis_lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_dis_prints_each_frames_events_and_commands(app: Path) -> None:
    lines = dis_lines(opui("dis", app, "--do", "-", input="wait 100\n"))
    assert lines[0] == f"# frame 1: 2 events, {len(limits_text(protocol.LIMIT))} bytes of text"
    assert [line.split(",")[0] for line in lines if line.startswith("#")] == [
        "# frame 1: 2 events", "# frame 1: 8 commands", "# frame 2: 2 events", "# frame 2: 3 commands",
    ]  # fmt: skip
    assert "clock data=2 time=100" in lines
    assert "tick node=2 handler=1" in lines
    assert 'set_text node=3 text="é \\"said\\""' in lines


def test_what_dis_prints_parses_back(app: Path) -> None:
    lines = dis_lines(opui("dis", app, "--do", "-", input='submit draft text="mi\\"lk"\nwait 250\n'))
    said = [line for line in lines if not line.startswith("#")]
    assert len(said) > 15
    for line in said:
        name = line.split(" ")[0]
        if name in EVENT_BY_NAME:
            assert read_event(line).name == name
        else:
            assert read_command(line).op == name


def test_dis_reads_the_batches_that_it_saved(app: Path) -> None:
    saved = app / "batches.opub"
    live = opui("dis", app, "--save", saved, "--do", "-", input="wait 100\n")
    assert [type(batch) for batch in unpack(saved.read_bytes())] == [EventBatch, CommandBatch] * 2
    assert opui("dis", saved).stdout == live.stdout


def test_dis_of_a_truncated_batch_file_says_where_it_ends(app: Path) -> None:
    saved = app / "batches.opub"
    opui("dis", app, "--save", saved)
    whole = saved.read_bytes()
    for cut in (3, len(whole) // 2):
        saved.write_bytes(whole[:-cut])
        error = error_of(opui("dis", saved))
        assert error.startswith(f"{saved}: truncated: ")
        assert "offset" in error


def test_dis_of_a_batch_file_with_a_bad_command_says_which(app: Path) -> None:
    saved = app / "batches.opub"
    opui("dis", app, "--save", saved)
    events, commands = unpack(saved.read_bytes())
    whole = saved.read_bytes()
    assert isinstance(commands, CommandBatch)
    place = whole.index(commands.commands)
    saved.write_bytes(whole[:place] + b"\xee" + whole[place + 1 :])
    result = opui("dis", saved)
    assert "frame 1, command 0 (offset 0x0)" in result.stderr
    assert result.exit_code == 1
    assert isinstance(events, EventBatch)
    place = whole.index(events.events)
    saved.write_bytes(whole[:place] + b"\xee" + whole[place + 1 :])
    assert "frame 1: event_unknown" in error_of(opui("dis", saved))


def test_batches_that_can_not_be_saved_are_told(app: Path) -> None:
    path = app / "no" / "such" / "folder"
    error = error_of(opui("dis", app, "--save", path))
    assert str(path) in error


def test_dis_shows_the_frames_before_the_one_that_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.wasm"
    path.write_bytes(scripted("create node=1 kind=column\nremove node=9").data)
    result = opui("dis", path)
    assert "node_unknown: there is no node 9" in error_of(result)
    assert "create node=1 kind=column\nremove node=9\n" in result.stdout


def test_dis_shows_the_events_of_a_frame_that_trapped(file: Callable[[bytes | str], Path]) -> None:
    result = opui("dis", file(compiled(guest_text("(unreachable)"))))
    assert "# frame 1: 2 events" in result.stdout
    assert "trap" in error_of(result)
