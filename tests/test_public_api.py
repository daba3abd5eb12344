"""What programs may use is named in `__all__`, documented, and importable from there."""

import importlib
import subprocess
import sys

import pytest

PUBLIC = {
    "opui": {
        "App", "BatchError", "GuestError", "InputError", "LimitError", "ModuleError", "OpuiError", "TrapError",
        "__version__", "load_app",
    },
    "opui.textual": {"OpuiApp", "OpuiView"},
    "opui.textual.output": {"OutputMixin"},
    "opui.testing": {"RunningApp", "headless", "run_app", "svg_snapshot", "tree_snapshot", "widget_snapshot"},
}  # fmt: skip


@pytest.mark.parametrize("module", PUBLIC)
def test_the_public_names_are_those_listed_here(module: str) -> None:
    assert set(importlib.import_module(module).__all__) == PUBLIC[module]


@pytest.mark.parametrize(("module", "name"), [(module, name) for module in PUBLIC for name in sorted(PUBLIC[module])])
def test_each_public_name_can_be_imported_and_says_what_it_is(module: str, name: str) -> None:
    assert name == "__version__" or getattr(importlib.import_module(module), name).__doc__


@pytest.mark.parametrize("module", ["opui", "opui.textual"])
def test_what_is_not_public_is_no_attribute(module: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{module}' has no attribute 'nonsense'"):
        importlib.import_module(module).nonsense  # noqa: B018  # looking it up is the test


@pytest.mark.parametrize("module", ["opui", "opui.textual", "opui.testing"])
def test_importing_a_public_module_loads_neither_wasmtime_nor_textual(module: str) -> None:
    code = f"import {module}, sys; print(*{{'wasmtime', 'textual'}} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
