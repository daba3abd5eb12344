"""A crash bundle: what is in it, what is not, and that writing one overwrites nothing and shows it to nobody else."""

import json
import os
import stat
import sys
import zipfile
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from opui import __version__
from opui.core import protocol
from opui.core.errors import BatchError, GuestError, InputError
from opui.core.gate.module import check_module
from opui.core.tree.tree import Tree
from opui.core.tree.tree_listing import list_tree
from opui.core.wire.batch import CommandBatch, EventBatch, unpack
from opui.core.wire.encoder import encode
from opui.core.wire.listing import lines, read_command
from opui.source import App
from opui.tools import bundle
from opui.tools.bundle import Batch, CrashReport, batch_lines, replayed, tree_listing, write_bundle
from opui.tools.headless import Headless
from tests.core.trees import run
from tests.guests import compiled, guest_text
from tests.scripted import scripted

FIRST = "create node=1 kind=input\nattach node=1 event=submit handler=1 data=0\ninsert node=1 parent=0 before=0"
SECRET = "hunter2"


def commands(listing: str, frame: int = 1) -> CommandBatch:
    return encode(read_command(line, number) for number, line in lines(listing))._replace(frame=frame)


def failed(name: str = "small", second: str = "remove node=9", actions: str = 'submit 1 text="milk"') -> CrashReport:
    """The report of an app that fails at what is done in it."""
    app = App(name, "Small", scripted(FIRST, second))
    batches: list[Batch] = []
    running = Headless(app.module, watch=batches.append)
    with pytest.raises(GuestError) as caught:
        running.play(actions)
    return CrashReport(app, caught.value, batches[-1].frame, batches, running.listing())


def content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def facts(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(path)["report.json"])
    return found


def test_a_bundle_says_what_failed_and_with_which_versions(tmp_path: Path) -> None:
    report = failed()
    said = facts(write_bundle(tmp_path, report))
    assert said["opui"] == __version__
    assert said["python"] == ".".join(map(str, sys.version_info[:3]))
    assert said["wasmtime"]
    assert said["textual"]
    assert said["platform"]
    assert said["app"] == {"name": "small", "title": "Small", "version": ""}
    assert said["module"]["size"] == len(report.app.module.data)
    assert len(said["module"]["sha256"]) == 64
    assert said["limits"] == protocol.LIMIT
    assert said["frame"] == 2
    assert said["batches"] == {"kept": 4, "written": 4}
    assert said["error"] == {
        "rule": "node_unknown",
        "place": "frame 2, command 0 (offset 0x0): remove node=9",
        "detail": "there is no node 9",
    }


def test_a_bundle_of_an_app_that_runs_has_no_error(tmp_path: Path) -> None:
    assert facts(write_bundle(tmp_path, failed()._replace(error=None)))["error"] is None


def test_the_batches_are_in_it_both_ways_with_their_listings_and_the_tree(tmp_path: Path) -> None:
    report = failed()
    found = content(write_bundle(tmp_path, report))
    assert found.keys() == {"report.json", "batches.opub", "listing.txt", "tree.txt"}
    assert [type(batch) for batch in unpack(found["batches.opub"])] == [EventBatch, CommandBatch] * 2
    assert list(unpack(found["batches.opub"])) == [
        batch._replace(again=False) if isinstance(batch, CommandBatch) else batch for batch in report.batches
    ]
    listing = found["listing.txt"].decode().splitlines()
    assert [line.split(",")[0] for line in listing if line.startswith("#")] == [
        "# frame 1: 2 events", "# frame 1: 3 commands", "# frame 2: 2 events", "# frame 2: 1 commands",
    ]  # fmt: skip
    assert 'submit node=1 handler=1 text="milk"' in listing
    assert listing[-1] == "remove node=9"
    assert found["tree.txt"].decode() == 'root\n  input #1 value="milk" on=submit\n'


def test_the_listing_goes_on_behind_a_batch_that_can_not_be_decoded(tmp_path: Path) -> None:
    good, bad = commands(FIRST), bytes([0xEE]) + bytes(15)
    batches: list[Batch] = [
        good._replace(commands=good.commands + bad),
        commands("remove node=1", 2),
        EventBatch(b"x", b"", 3),
    ]
    found = content(write_bundle(tmp_path, failed()._replace(batches=batches)))
    listing = found["listing.txt"].decode().splitlines()
    assert listing[:2] == ["# frame 1: 4 commands, 0 bytes of text", "create node=1 kind=input"]
    assert listing[4].startswith("# frame 1, command 3 (offset 0x30): 0xee")
    assert listing[5:7] == ["# frame 2: 1 commands, 0 bytes of text", "remove node=1"]
    assert listing[7].startswith("# frame 3: truncated: 1 bytes")


def test_neither_the_module_nor_the_environment_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_TOKEN", SECRET)
    report = failed()
    for name, data in content(write_bundle(tmp_path, report)).items():
        assert SECRET.encode() not in data, name
        assert str(tmp_path).encode() not in data, name
        assert b"\0asm" not in data, name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = write_bundle(tmp_path, failed())
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "shown"),
    [("small", "small"), ("../../etc/Passwd", "etc-passwd"), ("Tôdö  App!", "t-d-app"), ("…", "app"), ("", "app")],
)
def test_its_name_is_made_of_the_apps_and_stays_in_the_directory(tmp_path: Path, name: str, shown: str) -> None:
    path = write_bundle(tmp_path, failed(name))
    assert path.parent == tmp_path
    stem, _, time = path.name.removesuffix(".zip").rpartition(shown + "-")
    assert stem == "opui-crash-"
    assert datetime.strptime(time, "%Y%m%d-%H%M%S")


def test_no_file_is_overwritten_and_no_link_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Stopped":
            return cls(2026, 1, 2, 3, 4, 5)

    monkeypatch.setattr(bundle, "datetime", Stopped)
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / "opui-crash-small-20260102-030405.zip").symlink_to(precious)
    paths = [write_bundle(tmp_path, failed()) for _ in range(2)]
    assert [path.name for path in paths] == [
        "opui-crash-small-20260102-030405-2.zip", "opui-crash-small-20260102-030405-3.zip",
    ]  # fmt: skip
    assert precious.read_text() == "precious"


def test_a_directory_that_can_not_be_written_to_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no crash bundle can be written there: No such file or directory"):
        write_bundle(tmp_path / "gone", failed())
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="Not a directory"):
        write_bundle(tmp_path / "file", failed())


def test_a_directory_is_not_filled_however_often_apps_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "BUNDLES", 3)
    (tmp_path / "mine.zip").write_bytes(b"")
    report = failed()
    for name in ("one", "two", "three"):
        write_bundle(tmp_path, report._replace(app=report.app._replace(name=name)))
    with pytest.raises(InputError, match="there are 3 crash bundles already; remove some"):
        write_bundle(tmp_path, report)
    next(tmp_path.glob("opui-crash-*.zip")).unlink()
    assert write_bundle(tmp_path, report).exists()


def test_what_is_half_written_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(InputError, match="No space left"):
        write_bundle(tmp_path, failed())
    assert list(tmp_path.iterdir()) == []


def test_batches_replayed_make_the_tree_again_up_to_one_that_is_refused() -> None:
    batches: list[Batch] = [
        EventBatch(b"", b"", 1),
        commands(FIRST),
        commands('set_string node=1 attribute=name value="n"\nremove node=9'),
        commands("remove node=1"),
    ]
    (tree,) = deque(replayed(batches), maxlen=1)
    assert list_tree(tree) == "root\n  input #1 on=submit\n"


def test_a_line_of_a_listing_comes_before_the_error_behind_it() -> None:
    found: list[str] = []
    with pytest.raises(BatchError):
        found.extend(
            batch_lines(commands("create node=1 kind=text")._replace(commands=encode([]).commands + b"\1" * 17))
        )
    assert found == ["# frame 1: 1 commands, 0 bytes of text"]


def test_the_events_of_a_frame_that_trapped_are_in_it(tmp_path: Path) -> None:
    app = App("traps", "Traps", check_module(compiled(guest_text("(unreachable)"))))
    batches: list[Batch] = []
    with pytest.raises(GuestError) as caught:
        Headless(app.module, watch=batches.append)
    found = content(write_bundle(tmp_path, CrashReport(app, caught.value, 1, batches, "")))
    assert found["listing.txt"].decode().splitlines()[1] == "clock data=1 time=0"


# --- Bounds ------------------------------------------------------------------------------------------


def counted(monkeypatch: pytest.MonkeyPatch, function: str) -> Callable[[], int]:
    """Count how often the bundle calls a function."""
    calls = 0
    real = getattr(bundle, function)

    def counting(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        return real(*arguments)

    monkeypatch.setattr(bundle, function, counting)
    return lambda: calls


def texts(number: int, frame: int = 1) -> CommandBatch:
    """A batch of so many commands, each a line of some thirty bytes."""
    return commands("\n".join(f'set_text node=1 text="{index:04}"' for index in range(number)), frame)


def rows(number: int) -> Tree:
    tree = Tree()
    made = (f"create node={id_} kind=text\ninsert node={id_} parent=0 before=0" for id_ in range(1, number + 1))
    run(tree, "\n".join(made))
    return tree


def test_the_newest_batches_are_kept_and_it_is_said_how_many_there_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[Batch] = [*(texts(10, frame) for frame in range(1, 5)), EventBatch(b"", b"", 5)]
    size = sum(protocol.HEADER.size + len(batch[0]) + len(batch.text) for batch in batches[2:])
    monkeypatch.setattr(bundle, "BATCHES_BYTES", size)
    path = write_bundle(tmp_path, failed()._replace(batches=batches))
    found = content(path)["batches.opub"]
    assert [batch.frame for batch in unpack(found)] == [3, 4, 5]
    assert len(found) == size
    assert facts(path)["batches"] == {"kept": 5, "written": 3}


def test_the_last_batch_is_there_however_large_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "BATCHES_BYTES", 100)
    batches = [texts(1, 1), texts(10, 2)]
    found = content(write_bundle(tmp_path, failed()._replace(batches=batches)))
    assert [batch.frame for batch in unpack(found["batches.opub"])] == [2]


def test_a_bundle_without_batches_is_one_too(tmp_path: Path) -> None:
    found = content(write_bundle(tmp_path, failed()._replace(batches=[])))
    assert (found["batches.opub"], found["listing.txt"]) == (b"", b"")


def test_the_listing_is_cut_at_a_line_and_says_how_much_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = "".join(f"{line}\n" for line in batch_lines(texts(3, 3)))
    monkeypatch.setattr(bundle, "LISTING_BYTES", 2 * len(newest))
    listed = counted(monkeypatch, "list_command")
    batches = [texts(1000, frame) for frame in (1, 2)] + [texts(3, 3)]
    found = content(write_bundle(tmp_path, failed()._replace(batches=batches)))["listing.txt"].decode()
    assert found.splitlines()[:3] == [
        "# cut: the listings of 1 older batches",
        "# frame 2: 1000 commands, 4000 bytes of text",
        'set_text node=1 text="0000"',
    ]
    assert found.endswith("# cut: 998 more\n" + newest)
    # Those that fit, and a few that no longer do; not the two thousand there are.
    assert listed() < 15


def test_the_listing_of_events_is_cut_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (events,) = (batch for batch in failed().batches[:1] if isinstance(batch, EventBatch))
    first = len("".join(f"{line}\n" for line in list(batch_lines(events))[:2]))
    monkeypatch.setattr(bundle, "LISTING_BYTES", first)
    found = content(write_bundle(tmp_path, failed()._replace(batches=[events])))["listing.txt"].decode()
    assert found.splitlines()[2:] == ["# cut: 1 more"]


def test_the_tree_is_cut_at_a_line_and_no_node_behind_it_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list_tree(rows(10))
    monkeypatch.setattr(bundle, "TREE_BYTES", len(whole) + 3)
    assert content(write_bundle(tmp_path, failed()._replace(tree=rows(10))))["tree.txt"].decode() == whole
    listed = counted(monkeypatch, "list_node")
    cut = tree_listing(rows(400), len(whole))
    assert cut == f"{whole}# cut: 11 lines are here, 401 nodes are alive\n"
    assert listed() == 12


def test_of_a_node_that_passes_the_bound_by_itself_only_what_it_is_is_listed() -> None:
    tree = rows(2)
    run(tree, f'set_text node=1 text="{"x" * 500}"')
    assert tree_listing(tree, 100) == "root\n  text #1\n  text #2\n"


def test_legal_batches_of_the_largest_size_make_a_small_bundle_soon(tmp_path: Path) -> None:
    count, text = protocol.LIMIT["commands"], b"x" * protocol.LIMIT["text_bytes"]
    batches = [CommandBatch(texts(1).commands * count, text, frame) for frame in range(1, 5)]
    found = content(write_bundle(tmp_path, failed()._replace(batches=batches)))
    assert len(found["batches.opub"]) <= bundle.BATCHES_BYTES
    assert len(found["listing.txt"]) <= bundle.LISTING_BYTES + 200
