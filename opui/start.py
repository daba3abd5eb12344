"""`opui PATH` in a terminal: from the module to the first screen, and to the end of the app.

What is not needed for the first screen is imported where it is used, and the garbage collector waits until then.
It knows no command line.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from opui.source import App

ALLOCATIONS: Final = 300_000
"""Objects made before the garbage collector looks at them, until the first screen. Imports and the todo app make
83,000, none of them garbage; a guest whose first frame is large may make as many again."""
ADDRESSABLE: Final = (
    "alacritty", "contour", "eterm", "foot", "ghostty", "iterm", "kitty", "konsole", "linux", "mintty", "mlterm",
    "putty", "rio", "rxvt", "screen", "st-", "tmux", "vt1", "vt2", "vt3", "vt4", "vt5", "vte", "wezterm", "xterm",
)  # fmt: skip
"""How TERM begins for terminals that place the cursor by the usual sequences, whether or not terminfo has them."""
RUNNING: Final = 50_000
"""Objects made between two looks while the app runs. Python's 700 have it look seventeen times while a page of rows is
drawn, of which nearly nothing is garbage: an eighth of the time that the page takes."""
_OLDER: Final = gc.get_threshold()[1:]


def hold_garbage() -> None:
    """Have the garbage collector wait for the first screen of the app that `run_app` is about to run."""
    gc.set_threshold(ALLOCATIONS, *_OLDER)


def _collect_garbage() -> None:
    """Let it work; what the start has made stays to the end, so no collection need look at it again."""
    gc.freeze()
    gc.set_threshold(RUNNING, *_OLDER)


def missing_terminal() -> str | None:
    """Say in a few words why there is no terminal that an app can be shown in; None if there is one."""
    for name, stream in (("standard input", sys.stdin), ("standard output", sys.stdout)):
        if stream is None or not stream.isatty():
            return f"an app needs a terminal, and {name} is none"
    term = os.environ.get("TERM", "")
    if os.name != "nt" and not _is_addressable(term):
        said = f"TERM={term} is none" if term else "TERM is not set"
        return f"an app needs a terminal that can place the cursor, and {said}"
    return None


def _is_addressable(term: str) -> bool:
    """Tell whether a terminal of this type can place the cursor."""
    if term.startswith(ADDRESSABLE):
        return True
    if not term:
        return False
    import curses  # it takes a while, and is hardly ever needed

    try:
        curses.setupterm(term, sys.stdout.fileno())
    except curses.error:  # nobody here knows that type
        return False
    return bool(curses.tigetstr("cup"))


def run_app(source: "App", bundle: "Path | None" = None) -> int:
    """Run an app full screen and return the program's exit code.

    Args:
        source: The app.
        bundle: Where to save a crash bundle by itself if the app fails; None: nowhere.

    Raises:
        GuestError: The app has failed; a note at it says where its bundle is.
    """
    hold_garbage()
    from pathlib import Path

    from opui.textual.app.app import OpuiApp

    app = OpuiApp(source, bundles=bundle or Path(), shown=_collect_garbage)
    code = app.run()
    if app.error is not None:
        if bundle is not None:
            from opui.tools.bundle import add_bundle

            add_bundle(app.error, bundle, app.report())
        raise app.error
    return code or app.return_code or 0
