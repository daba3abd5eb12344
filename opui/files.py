"""Reading a stranger's files: the one place where bytes come from a path that somebody else has filled.

An app comes as a folder, so its `opui.toml`, its module, its batch files and its scripts may each be anything: a FIFO
that nobody writes to, a device without an end, a text that drives its parser into a corner. What is opened here is a
regular file of a bounded size or an `InputError` of one line that names it, and so is whatever its parser raises.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from opui.core.errors import InputError

# A FIFO without a writer would hold up a plain open. Windows has neither FIFOs nor the flag, but a text mode.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)

T = TypeVar("T")


def read_file(path: Path, most: int) -> bytes:
    """Return what is in a regular file of at most `most` bytes.

    Raises:
        InputError: It can't be read, is no regular file, or is too large.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            # What is judged is what was opened: the path may lead elsewhere a moment later.
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise InputError(f"{path}: it is not a regular file")
            # Some files, those of /proc among them, say that they are empty; others grow meanwhile.
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(most + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except ValueError as error:  # a name that no file can have: a null character, or one that the locale lacks
        raise InputError(f"{str(path)!r}: no file has such a name ({error})") from None
    check_size(str(path), max(len(data), status.st_size), most)
    return data


def check_size(name: str, size: int, most: int) -> None:
    """Raise `InputError` if what is in `name` is larger than `most` bytes."""
    if size > most:
        raise InputError(f"{name}: its {size:,} bytes are over the limit of {most:,}")


def parsed(name: str, data: bytes, parse: Callable[[str], T]) -> T:
    """Return what `parse` makes of a text in UTF-8.

    Raises:
        InputError: It is not UTF-8, or `parse` fails on it.
    """
    try:
        return parse(data.decode())
    except RecursionError:
        raise InputError(f"{name}: it is nested too deeply") from None
    except ValueError as error:  # the parsers' own errors, that of UTF-8, and that of numbers with thousands of digits
        raise InputError(f"{name}: {error}") from None
