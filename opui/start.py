"""`opui PATH` in a terminal: from the module to the first screen, and to the end of the app.

What is not needed for the first screen is imported where it is used, and the garbage collector waits until then.
It knows no command line.
"""

import gc
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from opui.source import App

ALLOCATIONS: Final = 300_000
"""Objects made before the garbage collector looks at them, until the first screen. Imports and the todo app make
83,000, none of them garbage; a guest whose first frame is large may make as many again."""
_NORMAL: Final = gc.get_threshold()


def hold_garbage() -> None:
    """Have the garbage collector wait for the first screen of the app that `run_app` is about to run."""
    gc.set_threshold(ALLOCATIONS, *_NORMAL[1:])


def _collect_garbage() -> None:
    """Let it work as ever; what the start has made stays to the end, so no collection need look at it again."""
    gc.freeze()
    gc.set_threshold(*_NORMAL)


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
