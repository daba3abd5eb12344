import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opui import source
from opui.core import protocol
from opui.core.errors import InputError, ModuleError
from opui.files import read_file
from opui.source import load_app
from tests.guests import compiled, guest_text, with_manifest

MODULE = compiled(guest_text())
NAMED = with_manifest(MODULE, '{"abi": [1, 0], "name": "todo", "title": "My\\u001b todos"}')


LIMITS = [
    ("nodes = 1000001", "nodes must be a whole number from 1 to 1000000, not 1000001"),
    ("nodes = 0", "nodes must be a whole number from 1 to 1000000, not 0"),
    ("nodes = true", "nodes must be a whole number from 1 to 1000000, not True"),
    ("nodes = 1.5", "nodes must be a whole number from 1 to 1000000, not 1.5"),
    ("nodes = '9'", "nodes must be a whole number from 1 to 1000000, not '9'"),
    ("speed = 3", "speed: there is no limit speed, only commands, text_bytes, nodes,"),
    ("rules = 9", "rules: it can't be changed, it is 512 for every app"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.wasm").write_bytes(NAMED)
    return tmp_path


def configured(folder: Path, text: str) -> Path:
    (folder / "opui.toml").write_text(text)
    return folder


def test_a_module_file_is_an_app_named_by_its_manifest(folder: Path) -> None:
    app = load_app(folder / "app.wasm")
    assert (app.name, app.title, app.module.data) == ("todo", "My todos", NAMED)


def test_without_a_manifest_the_file_gives_the_name(tmp_path: Path) -> None:
    path = tmp_path / "clock.wasm"
    path.write_bytes(MODULE)
    app = load_app(path)
    assert (app.name, app.title) == ("clock", "clock")


def test_a_folder_is_an_app_and_what_its_config_says_counts(folder: Path) -> None:
    app = load_app(configured(folder, '[app]\nmodule = "app.wasm"\nname = "mine\\u001b"\nversion = "0.1.0"\n'))
    assert (app.name, app.title) == ("mine", "My todos")
    app = load_app(configured(folder, '[app]\nmodule = "app.wasm"\ntitle = "T"\n'))
    assert (app.name, app.title) == ("todo", "T")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("", 'it needs a table [app] with module = "NAME.wasm"'),
        ("app = 3", "it needs a table [app]"),
        ("[app]\nname = 'x'", "it needs a table [app]"),
        ("[app", "opui.toml: Expected"),
        ("[app]\nmodule = 'app.wasm'\ncolour = 'x'", "there is no setting app.colour"),
        ("[app]\nmodule = 'app.wasm'\n[other]\nx = 1", "there is no setting other"),
        ("[app]\nmodule = 3", "app.module must be a string, not 3"),
        ("[app]\nmodule = 'gone.wasm'", "there is no module"),
        ("[app]\nmodule = '.'", "there is no module"),
        ("limits = 3\n[app]\nmodule = 'app.wasm'", "limits must be a table, not 3"),
        *(
            (f"[app]\nmodule = 'app.wasm'\n[limits]\n{limit}", f"opui.toml: limits.{message}")
            for limit, message in LIMITS
        ),
    ],
)
def test_a_config_that_is_wrong_says_what_and_where(folder: Path, config: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        load_app(configured(folder, config))
    assert str(folder) in str(caught.value)


def test_an_app_sets_its_limits_up_to_the_ceiling(folder: Path) -> None:
    assert load_app(folder / "app.wasm").limits == protocol.LIMIT
    nodes = protocol.CEILING["nodes"]
    path = configured(folder, f"[app]\nmodule = 'app.wasm'\n[limits]\nnodes = {nodes}\ndepth = 1\n")
    app = load_app(path, approve=lambda raised: True)
    assert app.limits == protocol.LIMIT | {"nodes": nodes, "depth": 1}
    assert protocol.LIMIT["depth"] > 1


def test_a_config_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "opui.toml").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"opui\.toml: 'utf-8' codec can't decode"):
        load_app(folder)


def test_a_folder_without_a_config_is_no_app(folder: Path) -> None:
    with pytest.raises(InputError, match=r"this folder has no opui.toml, so it is no app \(give a .wasm file"):
        load_app(folder)


def test_a_path_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.wasm: No such file or directory"):
        load_app(tmp_path / "gone.wasm")


def test_a_file_that_is_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MODULE_BYTES", 10)
    with pytest.raises(InputError, match=f"its {len(NAMED):,} bytes are over the limit of 10"):
        load_app(folder / "app.wasm")


def test_a_file_that_is_no_module_is_refused(tmp_path: Path) -> None:
    (tmp_path / "app.wasm").write_text("(module)")
    with pytest.raises(ModuleError, match="not_wasm: this is WebAssembly text"):
        load_app(tmp_path / "app.wasm")


DIGITS = "9" * 5000
CONFIGS = [
    (f"[limits]\nnodes = {DIGITS}", "Exceeds the limit"),
    (f"[limits]\nnodes = 0x{'f' * 8000}", "not a larger one"),
    (f"[limits]\n{DIGITS} = 1", "there is no limit 9999"),
    (f"a = {'[' * 8000}", "it is nested too deeply"),
    (f"[limits{'.a' * 4000}]", "there is no limit a, only"),
    (f"[limits]\nnodes{'.a' * 4000} = 1", "not a table"),
    (f"name{'.a' * 4000} = 1", "app.name must be a string, not a table"),
    (f"{'x' * 5000} = 1", "there is no setting app.xxx"),
    (f"#{'x' * 20000}", "are over the limit of 16,384"),
]


@pytest.mark.parametrize(("config", "message"), CONFIGS, ids=[message for _, message in CONFIGS])
def test_a_config_made_to_break_its_reader_is_an_error_of_one_short_line(
    folder: Path, config: str, message: str
) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        load_app(configured(folder, f"[app]\nmodule = 'app.wasm'\n{config}\n"))
    assert str(folder / "opui.toml") in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 800


@pytest.mark.parametrize("module", ["x" * 5000, "a\\u0000b", ".", "app.wasm/x"])
def test_a_module_whose_name_is_none_is_an_error_that_names_the_config(folder: Path, module: str) -> None:
    with pytest.raises(InputError, match=r"opui\.toml: there is no module"):
        load_app(configured(folder, f'[app]\nmodule = "{module}"\n'))


@pytest.mark.parametrize("module", ["../app.wasm", "../" * 300, "{folder}/app.wasm", "..", "x/../app.wasm"])
def test_a_module_is_named_by_a_path_inside_its_folder(folder: Path, module: str) -> None:
    config = f'[app]\nmodule = "{module.format(folder=folder)}"\n'
    with pytest.raises(InputError, match=r"opui\.toml: app\.module must be a path in the app's folder") as caught:
        load_app(configured(folder, config))
    assert len(str(caught.value)) < 400


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there")
def test_no_link_leads_a_module_out_of_its_folder(folder: Path) -> None:
    app = folder / "app"
    app.mkdir()
    (app / "file.wasm").symlink_to(folder / "app.wasm")
    (app / "up").symlink_to(folder, target_is_directory=True)
    for module in ("file.wasm", "up/app.wasm"):
        with pytest.raises(InputError, match=r"opui\.toml: app\.module must be a path in the app's folder"):
            load_app(configured(app, f'[app]\nmodule = "{module}"\n'))


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there")
def test_links_within_the_folder_and_to_it_are_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "real").mkdir()
    (folder / "app.wasm").rename(folder / "real" / "app.wasm")
    (folder / "link.wasm").symlink_to(Path("real") / "app.wasm")
    configured(folder, '[app]\nmodule = "link.wasm"\n')
    (folder / "also").symlink_to(folder, target_is_directory=True)
    assert load_app(folder / "also").module.data == NAMED


def fifo(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("make", [fifo, endless, loop, Path.mkdir])
@pytest.mark.parametrize("name", ["opui.toml", "app.wasm"])
def test_what_is_no_regular_file_is_neither_waited_for_nor_read(
    tmp_path: Path, make: Callable[[Path], None], name: str
) -> None:
    (tmp_path / "opui.toml").write_text('[app]\nmodule = "app.wasm"\n')
    (tmp_path / name).unlink(missing_ok=True)
    make(tmp_path / name)
    with pytest.raises(InputError, match=r"not a regular file|symbolic links|a link out of it"):
        load_app(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc")
def test_a_file_that_says_that_it_is_empty_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(InputError, match="its 2 bytes are over the limit of 1"):
        read_file(Path("/proc/self/environ"), 1)
