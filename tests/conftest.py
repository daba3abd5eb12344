"""Settings of all tests: Hypothesis without deadlines, without chance in CI; guests compiled in place; small apps."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("opui", deadline=None, max_examples=200)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "opui")


@pytest.fixture(scope="session", autouse=True)
def real_compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., bytes]]:
    """Compile the hundreds of guests of the tests in this process, and keep the cache of those who run others.

    Yields:
        The real `compiler.compiled`, for tests of it.
    """
    from opui.guest import compiler
    from opui.guest.engine import compile_here

    real = compiler.compiled
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "compiled", lambda data, **_: compile_here(data))
        patch.setenv("OPUI_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield real


@pytest.fixture
def compiled_for_real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_compiled: Callable[..., bytes]) -> Path:
    """Compile guests as for users; return the cache's directory, empty at first."""
    monkeypatch.setattr("opui.guest.compiler.compiled", real_compiled)
    monkeypatch.setenv("OPUI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def closed_guests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every guest that a test makes."""
    from opui.guest.wasm_guest import WasmGuest

    made: list[WasmGuest] = []
    real = WasmGuest.__init__

    def init(self: WasmGuest, *arguments: object) -> None:
        made.append(self)
        real(self, *arguments)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(WasmGuest, "__init__", init)
    yield
    for guest in made:
        guest.close()


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder with an app."""
    from tests.command_line import FIRST, SECOND
    from tests.scripted import scripted

    (tmp_path / "opui.toml").write_text('[app]\nname = "small"\nmodule = "small.wasm"\n')
    (tmp_path / "small.wasm").write_bytes(scripted(FIRST, SECOND).data)
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes | str], Path]:
    """Content → a file that holds it."""

    def write(content: bytes | str) -> Path:
        path = tmp_path / "some.wasm"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
