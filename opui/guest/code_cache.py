"""The cache of native code: files in a private directory, each named by a hash of what it was made from.

Nobody else must be able to put native code there: a directory or file that has another owner, or that others can write
to, is not used. If the cache can't be used or written, that is no error, only slower. It knows neither modules nor
wasmtime.
"""

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from platformdirs import user_cache_dir

VARIABLE: Final = "OPUI_CACHE"
"""The environment variable that names another directory; empty: no cache."""
FILES: Final = 64
TOTAL_BYTES: Final = 256 << 20
"""The largest size of the cache; a module's native code is about five times as large as the module."""
SUFFIX: Final = ".native"
_HASH_BYTES: Final = hashlib.sha256().digest_size


class CodeCache:
    """A directory that only its owner can write to.

    Args:
        directory: It exists.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @classmethod
    def find(cls) -> "CodeCache | None":
        """Return the cache that the environment names, made if need be; None if there is none that is safe."""
        name = os.environ.get(VARIABLE)
        if name == "":
            return None
        directory = Path(name or user_cache_dir("opui", appauthor=False))
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = directory.lstat()
        except OSError:
            return None
        return cls(directory) if stat.S_ISDIR(status.st_mode) and _is_ours(status) else None

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, None if it is not there or damaged."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                if not _is_ours(status) or status.st_size > TOTAL_BYTES:
                    return None
                digest, code = file.read(_HASH_BYTES), file.read()
            if hashlib.sha256(code).digest() != digest:
                return None
            os.utime(path)  # the files longest unused go first
        except OSError:
            return None
        return code

    def put(self, key: bytes, code: bytes) -> None:
        """Keep `code` under `key`, whole or not at all; the files unused for longest make room for it."""
        with suppress(OSError):
            # mkstemp makes files that only their owner can read and write.
            handle, name = tempfile.mkstemp(SUFFIX, "part-", self._directory)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(code).digest() + code)
                os.replace(name, self._path(key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._make_room()

    def _path(self, key: bytes) -> Path:
        return self._directory / (hashlib.sha256(key).hexdigest() + SUFFIX)

    def _make_room(self) -> None:
        """Delete the oldest files over the limits; files that a killed process left half written grow old, too."""
        files = [(path, path.lstat()) for path in self._directory.glob(f"*{SUFFIX}")]
        files.sort(key=lambda file: file[1].st_mtime_ns, reverse=True)
        total = 0
        for number, (path, status) in enumerate(files, 1):
            total += status.st_size
            if number > FILES or total > TOTAL_BYTES:
                path.unlink(missing_ok=True)


def _is_ours(status: os.stat_result) -> bool:
    """Tell whether a file or directory is this user's, and nobody else can write to it. Windows has no such modes."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
