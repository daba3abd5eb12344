import os
import stat
from pathlib import Path

import pytest

from opui.guest import code_cache
from opui.guest.code_cache import CodeCache

POSIX = pytest.mark.skipif(not hasattr(os, "getuid"), reason="the platform has no modes")


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPUI_CACHE", str(tmp_path / "a" / "cache"))
    return tmp_path / "a" / "cache"


def found() -> CodeCache:
    cache = CodeCache.find()
    assert cache is not None
    return cache


def only_file(directory: Path) -> Path:
    (path,) = directory.iterdir()
    return path


def test_what_was_put_in_comes_out(directory: Path) -> None:
    cache = found()
    assert cache.get(b"key") is None
    cache.put(b"key", b"code")
    cache.put(b"other", b"")
    assert (cache.get(b"key"), cache.get(b"other"), found().get(b"key")) == (b"code", b"", b"code")
    cache.put(b"key", b"newer")
    assert cache.get(b"key") == b"newer"


@POSIX
def test_only_the_owner_can_read_or_write_it(directory: Path) -> None:
    old = os.umask(0)
    try:
        found().put(b"key", b"code")
    finally:
        os.umask(old)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(directory).stat().st_mode) == 0o600


def test_an_empty_name_means_no_cache(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPUI_CACHE", "")
    assert CodeCache.find() is None


def test_without_the_variable_it_is_in_the_users_cache(
    directory: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("OPUI_CACHE")
    monkeypatch.setattr(code_cache, "user_cache_dir", lambda name, **_: str(tmp_path / name))
    found().put(b"key", b"code")
    assert (tmp_path / "opui").is_dir()


@pytest.mark.parametrize("change", ["first", "middle", "last", "cut", "longer", "empty", "short"])
def test_a_damaged_file_is_not_used(directory: Path, change: str) -> None:
    cache = found()
    cache.put(b"key", b"code" * 100)
    path = only_file(directory)
    data = bytearray(path.read_bytes())
    if change in ("first", "middle", "last"):
        data[{"first": 0, "middle": len(data) // 2, "last": -1}[change]] ^= 1
    path.write_bytes(
        bytes({"cut": data[:-1], "longer": data + b"x", "empty": b"", "short": data[:9]}.get(change, data))
    )
    assert cache.get(b"key") is None
    cache.put(b"key", b"code")
    assert cache.get(b"key") == b"code"


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
def test_a_directory_that_others_can_write_to_is_not_used(directory: Path, mode: int) -> None:
    found().put(b"key", b"code")
    directory.chmod(mode)
    assert CodeCache.find() is None
    directory.chmod(0o755)
    assert found().get(b"key") == b"code"


@POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_can_write_to_is_not_used(directory: Path, mode: int) -> None:
    cache = found()
    cache.put(b"key", b"code")
    only_file(directory).chmod(mode)
    assert cache.get(b"key") is None


@POSIX
def test_what_belongs_to_someone_else_is_not_used(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = found()
    cache.put(b"key", b"code")
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert CodeCache.find() is None
    assert cache.get(b"key") is None


@POSIX
def test_a_link_to_a_directory_is_not_used(directory: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    directory.symlink_to(tmp_path / "elsewhere")
    assert CodeCache.find() is None


def test_a_directory_that_can_not_be_made_is_no_error(directory: Path) -> None:
    directory.parent.write_bytes(b"a file")
    assert CodeCache.find() is None


def test_a_cache_that_can_not_be_written_is_no_error(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = found()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache.put(b"key", b"code")
    assert cache.get(b"key") is None
    assert list(directory.iterdir()) == []
    directory.rmdir()
    cache.put(b"key", b"code")


def aged(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def test_the_file_longest_unused_goes_first(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_cache, "FILES", 3)
    cache = found()
    for number, key in enumerate((b"a", b"b", b"c")):
        cache.put(key, key)
        aged(cache._path(key), 1000 + number)
    cache.get(b"a")
    cache.put(b"d", b"d")
    assert {key: cache.get(key) for key in (b"a", b"b", b"c", b"d")} == {b"a": b"a", b"b": None, b"c": b"c", b"d": b"d"}


def test_all_files_together_have_a_size_at_most(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = found()
    for number, key in enumerate((b"a", b"b")):
        cache.put(key, bytes(400))
        aged(cache._path(key), 1000 + number)
    monkeypatch.setattr(code_cache, "TOTAL_BYTES", 1000)
    cache.put(b"c", bytes(400))
    assert [cache.get(key) is None for key in (b"a", b"b", b"c")] == [True, False, False]
    monkeypatch.setattr(code_cache, "TOTAL_BYTES", 400)
    assert cache.get(b"c") is None


def test_a_half_written_file_goes_too_and_nothing_that_is_not_the_caches(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_cache, "FILES", 1)
    cache = found()
    for name in ("part-x.native", "someone's.txt"):
        (directory / name).write_bytes(b"x")
        aged(directory / name, 1000)
    cache.put(b"key", b"code")
    assert {path.name for path in directory.iterdir()} == {cache._path(b"key").name, "someone's.txt"}
