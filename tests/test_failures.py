"""What a person sees of a test of an app that fails: the listing, one short error, what is to be built."""

import os
import re
import warnings
from pathlib import Path

import pytest

from opui.core.errors import InputError
from opui.testing import headless, run_app
from opui.tools.check import check_app
from opui.tools.stale import stale
from tests.scripted import scripted

pytest_plugins = "pytester"

ROOT = Path(__file__).resolve().parent.parent
TEXTS = 20
FIRST = "".join(
    f'create node={node} kind=text\nset_text node={node} text="line {node} of the app"\n'
    f"insert node={node} parent=0 before=0\n"
    for node in range(1, TEXTS + 1)
)
NAMED = 'create node=50 kind=button\nset_string node=50 attribute=name value="go"\ninsert node=50 parent=0 before=0\n'
HEAD = """from pathlib import Path
from opui.testing import headless, run_app
APP = Path(__file__).parent / "app.wasm"
"""


def failing(pytester: pytest.Pytester, body: str, *arguments: str) -> str:
    """Run a test of an app in a session of its own, and return what it says of its failure."""
    (pytester.path / "app.wasm").write_bytes(scripted(FIRST + NAMED).data)
    pytester.makepyfile(test_app=f"{HEAD}\n{body}")
    pytester.makeini(f"[pytest]\nasyncio_mode = auto\npythonpath = {ROOT}\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments, timeout=60)
    result.assert_outcomes(failed=1)
    return result.stdout.str()


SEARCHES = [
    (
        "async def test():\n    async with run_app(APP) as app:\n        assert 'nonsense' in app.tree\n",
        'text "line {} of the app"',
    ),
    ("def test():\n    assert 'nonsense' in headless(APP).listing()\n", 'text #{} "line {} of the app"'),
    ("def test():\n    assert 'line 3 ' not in headless(APP).listing()\n", 'text #{} "line {} of the app"'),
]


@pytest.mark.parametrize(("body", "line"), SEARCHES, ids=["tree", "listing", "not in"])
def test_what_is_not_found_in_a_listing_is_told_with_the_whole_listing(
    pytester: pytest.Pytester, body: str, line: str
) -> None:
    said = failing(pytester, body)
    assert "in the listing below" in said
    for node in range(1, TEXTS + 1):
        assert re.search(rf"^E +{re.escape(line.replace('{}', str(node)))}$", said, re.M), said


def test_widgets_are_listed_whole_too(pytester: pytest.Pytester) -> None:
    body = "async def test():\n    async with run_app(APP) as app:\n        assert 'nonsense' in app.widgets\n"
    assert re.search(r'^E +OpuiText .*"line 20 of the app"$', failing(pytester, body), re.M)


def test_another_failure_is_told_without_a_listing(pytester: pytest.Pytester) -> None:
    body = """import pytest

def test():
    with pytest.raises(AssertionError):
        assert 'nonsense' in headless(APP).listing()
    assert 1 == 2
"""
    assert "line 3 of the app" not in failing(pytester, body)


PATHS = [
    "def test():\n    headless(APP).do('press nobody')\n",
    "async def test():\n    async with run_app(APP) as app:\n        await app.click('nobody')\n",
]


@pytest.mark.parametrize("body", PATHS, ids=["headless", "screen"])
def test_a_wrong_path_is_one_short_error_that_says_what_is_there(pytester: pytest.Pytester, body: str) -> None:
    said = failing(pytester, body)
    said = said[said.index("FAILURES") : said.index("short test summary")]
    assert "'nobody': no nobody below root; names there: go" in said
    assert "paths.py" not in said
    assert "direct cause" not in said
    assert len(said.splitlines()) < 20
    assert "paths.py" in failing(pytester, body, "--full-trace")


# --- Pictures --------------------------------------------------------------------------------------


async def test_a_change_on_the_screen_changes_the_lines_of_its_picture_that_show_it(tmp_path: Path) -> None:
    pictures = []
    for text in (FIRST, FIRST.replace("line 7 ", "row 77 ")):
        (tmp_path / "app.wasm").write_bytes(scripted(text).data)
        async with run_app(tmp_path / "app.wasm") as app:
            pictures.append(app.svg.splitlines())
    changed = [one for one, other in zip(*pictures, strict=True) if one != other]
    assert len(changed) == 1
    assert not re.search(r"terminal-\d", "".join(pictures[0]))


async def test_what_the_app_says_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "app.wasm").write_bytes(scripted(FIRST.replace("line 7 ", ".terminal-7-matrix ")).data)
    async with run_app(tmp_path / "app.wasm") as app:
        assert ".terminal-7-matrix" in app.svg


# --- Modules that are older than their sources -----------------------------------------------------

BUILD = "cargo build --release --target wasm32-unknown-unknown"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Cargo project with a module that was built a minute after its sources."""
    target = tmp_path / "target" / "wasm32-unknown-unknown" / "release"
    target.mkdir(parents=True)
    (tmp_path / "src").mkdir()
    (tmp_path / "Cargo.toml").write_text("[package]")
    (tmp_path / "src" / "lib.rs").write_text("")
    (tmp_path / "opui.toml").write_text('[app]\nmodule = "target/wasm32-unknown-unknown/release/app.wasm"\n')
    (target / "app.wasm").write_bytes(scripted(FIRST).data)
    aged(tmp_path / "src" / "lib.rs", 60)
    return tmp_path


def module_of(project: Path) -> Path:
    return project / "target" / "wasm32-unknown-unknown" / "release" / "app.wasm"


def aged(path: Path, seconds: int) -> None:
    """Make a file older than it is; or younger, by negative seconds."""
    time = path.stat().st_mtime - seconds
    os.utime(path, (time, time))


def test_a_module_built_after_its_sources_is_not_warned_of(project: Path) -> None:
    assert stale(module_of(project)) == ""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        headless(project).close()


async def test_a_module_older_than_its_source_is_warned_of_in_one_line_with_the_command(project: Path) -> None:
    source = project / "src" / "lib.rs"
    aged(source, -120)
    said = f"{module_of(project)} is older than {source}: build it with `{BUILD}` in {project}"
    assert stale(module_of(project)) == said
    with pytest.warns(UserWarning, match=re.escape(said)):
        headless(project).close()
    with pytest.warns(UserWarning, match=re.escape(said)):
        async with run_app(project):
            pass
    assert any(finding.rule == "stale" and said in finding.detail for finding in check_app(project).findings)


def test_what_cargo_names_as_sources_is_what_counts(project: Path) -> None:
    elsewhere = project / "other crate" / "lib.rs"
    elsewhere.parent.mkdir()
    elsewhere.write_text("")
    module = module_of(project)
    listed = f"{module}: {project}/src/lib.rs {str(elsewhere).replace(' ', chr(92) + ' ')}\n"
    module.with_suffix(".d").write_text(listed)
    aged(elsewhere, 60)
    (project / "src" / "unused.rs").write_text("")
    aged(project / "src" / "unused.rs", -120)
    assert stale(module) == ""
    aged(elsewhere, -120)
    assert f"is older than {elsewhere}: " in stale(module)


def test_times_outside_of_a_target_folder_mean_nothing(project: Path) -> None:
    module = project / "app.wasm"
    module_of(project).rename(module)
    aged(module, 3600)
    assert stale(module) == ""
    (project / "Cargo.toml").unlink()
    module.rename(module_of(project))
    assert stale(module_of(project)) == ""


def test_no_example_is_called_old() -> None:
    modules = list((ROOT / "examples").glob("*/*.wasm"))
    assert modules
    assert not any(map(stale, modules))


@pytest.mark.parametrize("content", [b"\xff", b"", b"x" * (2 << 20), b"app.wasm: /gone /also/gone"])
def test_a_list_of_sources_that_can_not_be_read_says_nothing(project: Path, content: bytes) -> None:
    module_of(project).with_suffix(".d").write_bytes(content)
    assert stale(module_of(project)) == ""


def test_what_can_not_be_loaded_is_told_before_that(project: Path) -> None:
    module_of(project).unlink()
    with pytest.raises(InputError, match="there is no module"):
        headless(project)
