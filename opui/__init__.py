"""opui: terminal apps compiled to WebAssembly, shown with Textual.

    from opui import load_app

    todo = load_app(Path("examples/todo"))

What `__all__` names here, in `opui.textual` and in `opui.testing` is what programs may use; everything else is
private and may change in any release. Importing `opui` loads neither wasmtime nor Textual: names are looked up
when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from opui.core.errors import BatchError, GuestError, InputError, LimitError, ModuleError, OpuiError, TrapError
    from opui.source import App, load_app

__version__ = "0.1.0"

__all__ = [
    "App",
    "BatchError",
    "GuestError",
    "InputError",
    "LimitError",
    "ModuleError",
    "OpuiError",
    "TrapError",
    "__version__",
    "load_app",
]

_SOURCE: Final = ("App", "load_app")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Not imported above: the process that compiles modules, and every run of pytest, import this package.
    return getattr(import_module("opui.source" if name in _SOURCE else "opui.core.errors"), name)
