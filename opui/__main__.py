"""The program. `opui PATH` in a terminal goes the short way; everything else is the command line's.

The short way imports no more than the first screen needs: reading the command line alone would take 7 ms of it.
"""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from opui.core.protocol import Limits

from opui.start import missing_terminal

COMMANDS: Final = ("check", "dis", "run", "tree")
"""What a first argument is before it is a path."""
INTERRUPTED: Final = 130
"""The exit code of a program that Ctrl+C ended, by a shell's convention."""


def main() -> None:
    """Run the program."""
    arguments = sys.argv[1:]
    if len(arguments) == 1 and _is_path(arguments[0]) and missing_terminal() is None:
        sys.exit(_run(arguments[0]))
    from opui.cli import main as command_line

    _write_everything()
    try:
        command_line(prog_name="python -m opui" if __name__ == "__main__" else None)
    except OSError as error:
        if error.filename is not None:
            raise
        sys.exit(_cannot_write(error))


def _cannot_write(error: OSError) -> int:
    """Say that the output can't be written, if that can be; return the exit code."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"Error: standard output: {error.strerror}", file=sys.stderr)
    if sys.stdout is not None:
        # What is left of it would be tried again at the very end, and complained of once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _write_everything() -> None:
    r"""Have what the output's encoding lacks written as `\u6f22`: a listing in an ASCII locale stays readable."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _is_path(argument: str) -> bool:
    return argument not in COMMANDS and not argument.startswith("-") and os.path.exists(argument)


def _run(argument: str) -> int:
    """Run an app and return the program's exit code."""
    from opui.start import hold_garbage, run_app

    hold_garbage()
    from functools import partial
    from pathlib import Path

    from opui.core.errors import OpuiError
    from opui.source import load_app

    path = Path(argument)
    try:
        return run_app(load_app(path, partial(_approve, path)))
    except OpuiError as error:
        from opui.cli import failure

        failure(path, error).show()
        return 1
    except KeyboardInterrupt:  # before the app takes Ctrl+C
        return INTERRUPTED


def _approve(path: "Path", raised: "Limits") -> bool:
    """Ask the person whether an app may have limits over the safe ones."""
    from opui.cli import approval

    return approval(path)(raised)


if __name__ == "__main__":
    main()
