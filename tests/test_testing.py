"""What tests of apps use: an app in Textual's driver or without a screen, and the snapshots of a pytest run."""

from pathlib import Path

import pytest

from opui.core.errors import InputError, ModuleError, OpuiError
from opui.testing import headless, run_app
from tests.guests import compiled, guest_text
from tests.scripted import scripted

pytest_plugins = "pytester"

ROOT = Path(__file__).resolve().parent.parent
FIRST = """
create node=1 kind=input
set_string node=1 attribute=name value="draft"
attach node=1 event=submit handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=button
set_text node=2 text="Go"
attach node=2 event=press handler=1 data=0
insert node=2 parent=0 before=0
create node=3 kind=text
set_text node=3 text="before"
insert node=3 parent=0 before=0
create node=4 kind=key_binding
set_string node=4 attribute=name value="keys"
insert node=4 parent=0 before=0
create node=5 kind=text
attach node=5 event=press handler=1 data=0
set_flag node=5 attribute=hidden value=true
insert node=5 parent=0 before=0
call node=1 method=focus
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    path = tmp_path / "app.wasm"
    path.write_bytes(scripted(FIRST, 'set_text node=3 text="after"').data)
    return path


# --- Running ---------------------------------------------------------------------------------------


async def test_an_app_is_up_as_soon_as_it_runs(app: Path) -> None:
    async with run_app(app) as running:
        assert running.tree.splitlines()[1] == '  input name="draft" on=submit'
        assert running.widgets.splitlines()[0] == "OpuiView 80x23 dark, Textual 8"
        assert running.widgets.splitlines()[1].endswith('value="" focused')


async def test_size_and_theme_can_be_chosen(app: Path) -> None:
    async with run_app(app, (60, 20), "textual-light") as running:
        assert running.widgets.splitlines()[0] == "OpuiView 60x19 light, Textual 8"


async def test_after_keys_the_guest_has_answered(app: Path) -> None:
    async with run_app(app) as running:
        await running.press(*"milk", "enter")
        assert 'value="milk"' in running.tree
        assert '"after"' in running.tree
        assert '"after"' in running.widgets


async def test_after_a_paste_the_input_holds_it(app: Path) -> None:
    async with run_app(app) as running:
        await running.paste("oat milk")
        assert 'value="oat milk"' in running.widgets


@pytest.mark.parametrize("path", ["button", "2", "#2", 'button["Go"]'])
async def test_a_click_is_given_by_path(app: Path, path: str) -> None:
    async with run_app(app) as running:
        await running.click(path)
        assert '"after"' in running.tree


@pytest.mark.parametrize("path", ["nobody", "77", "keys", "text"])
async def test_what_is_not_there_or_not_to_be_seen_can_not_be_clicked(app: Path, path: str) -> None:
    async with run_app(app) as running:
        with pytest.raises(InputError, match=path):
            await running.click(path)


async def test_the_screen_as_an_svg_is_the_same_each_time(app: Path) -> None:
    pictures = []
    for _ in range(2):
        async with run_app(app) as running:
            pictures.append(running.svg)
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith("<svg")
    assert "before" in pictures[0]
    assert "https://cdn" not in pictures[0]


async def test_an_app_that_fails_can_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "app.wasm"
    path.write_bytes(scripted(FIRST, "remove node=99").data)
    async with run_app(path) as running:
        await running.press("enter")
        assert running.app.error is not None
        assert running.app.error.rule == "node_unknown"
        assert '"before"' in running.tree


async def test_an_app_that_quits_can_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "app.wasm"
    path.write_bytes(scripted(FIRST, "call node=0 method=quit option=4").data)
    async with run_app(path) as running:
        await running.press("enter")
        assert running.app.return_code == 4


async def test_what_can_not_be_loaded_is_told_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no opui\.toml"):
        async with run_app(tmp_path):
            pass


def test_without_a_screen_an_app_runs_too(app: Path) -> None:
    running = headless(app)
    running.do('submit draft text="milk"')
    assert '"after"' in running.listing()
    running.close()


def test_without_a_screen_a_bad_app_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "app.wasm"
    path.write_bytes(b"nothing")
    with pytest.raises(ModuleError):
        headless(path)
    path.write_bytes(compiled(guest_text("(unreachable)")))
    with pytest.raises(OpuiError):
        headless(path)


# --- The pytest plugin -----------------------------------------------------------------------------

TESTS = """
from pathlib import Path

from opui.testing import run_app


async def test_shot(tree_snapshot, widget_snapshot, svg_snapshot):
    async with run_app(Path(__file__).parent / "app.wasm", (30, 10)) as app:
        assert app.tree == tree_snapshot
        assert app.widgets == widget_snapshot
        assert app.svg == svg_snapshot
"""


@pytest.mark.slow
def test_the_snapshots_are_files_that_are_kept_compared_and_shown_where_they_differ(pytester: pytest.Pytester) -> None:
    module = pytester.path / "app.wasm"
    module.write_bytes(scripted(FIRST).data)
    pytester.makepyfile(test_app=TESTS)
    settings = ["asyncio_mode = auto", "asyncio_default_fixture_loop_scope = function", f"pythonpath = {ROOT}"]
    pytester.makeini("\n".join(("[pytest]", *settings, "filterwarnings = error")))

    def run(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments, timeout=60)

    run("--snapshot-update").assert_outcomes(passed=1)
    stored = {path.suffix: path for path in (pytester.path / "__snapshots__").rglob("test_shot*") if path.is_file()}
    assert set(stored) == {".tree", ".widgets", ".svg"}
    assert '  text "before"\n' in stored[".tree"].read_text()
    assert stored[".widgets"].read_text().startswith("OpuiView 30x9 dark")
    assert stored[".svg"].read_text().startswith("<svg")

    run().assert_outcomes(passed=1)

    module.write_bytes(scripted(FIRST.replace('"before"', '"changed"')).data)
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['*text "before"*', '*text "changed"*'])


# --- Keys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["entre", "Enter", "cntrl+a", "ctrl+entre", "milk", ""])
async def test_a_key_that_there_is_none_of_is_an_error_and_nothing_is_pressed(app: Path, key: str) -> None:
    async with run_app(app) as running:
        with pytest.raises(InputError, match="is not a key, such as a, enter"):
            await running.press("x", key)
        assert "value=" not in running.tree
