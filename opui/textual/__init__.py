"""The Textual side: an `OpuiView` that any Textual app can mount, and the app around it that the CLI runs.

from opui import load_app
from opui.textual import OpuiView

todo = load_app(Path("examples/todo"))
yield OpuiView(todo.module, limits=todo.limits)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from opui.textual.app.app import OpuiApp
    from opui.textual.view.view import OpuiView

__all__ = ["OpuiApp", "OpuiView"]

_MODULES: Final = {"OpuiApp": "opui.textual.app.app", "OpuiView": "opui.textual.view.view"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Not imported above: a module of this package would then always bring the whole view along.
    return getattr(import_module(_MODULES[name]), name)
