"""What a PATH on the command line means: a `.wasm` file, or a folder with an `opui.toml`.

    [app]
    name = "todo"
    title = "todos"
    version = "0.1.0"
    module = "todo.wasm"

    [limits]
    nodes = 200000

Reads files; knows neither wasmtime nor Textual.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Final, NamedTuple

from opui.core import protocol
from opui.core.errors import InputError
from opui.core.gate.module import MODULE_BYTES, Module, check_module
from opui.core.scrub import scrub_line
from opui.files import parsed, read_file

CONFIG: Final = "opui.toml"
CONFIG_BYTES: Final = 16_384
"""The largest `opui.toml`: one with every setting has 1,000 bytes, and a parser may take time by the square of them."""
_SHOWN: Final = 60
_KEYS: Final = ("name", "title", "version", "module")
_CHANGEABLE: Final = tuple(limit.name for limit in protocol.LIMITS if limit.value < limit.ceiling)


class App(NamedTuple):
    """An app ready to be loaded: its name and title for people, its checked module, its limits (all of them)."""

    name: str
    title: str
    module: Module
    limits: dict[str, int] = protocol.LIMIT


def load_app(path: Path) -> App:
    """Return the app at `path`.

    Raises:
        InputError: There is no such file or folder, or its `opui.toml` is wrong.
        ModuleError: The module is refused.
    """
    config, limits = _config(path / CONFIG) if path.is_dir() else ({}, protocol.LIMIT)
    module_path = path / config["module"] if config else path
    module = check_module(_module_bytes(path, module_path))
    name = scrub_line(str(config.get("name") or module.manifest.get("name") or module_path.stem), 60)
    title = scrub_line(str(config.get("title") or module.manifest.get("title") or name), 60)
    return App(name, title, module, limits)


def read_module(path: Path) -> bytes:
    """Return the bytes of the module of the app at `path`, good or bad.

    Raises:
        InputError: They can't be read, or its `opui.toml` is wrong.
    """
    return _module_bytes(path, path / _config(path / CONFIG)[0]["module"] if path.is_dir() else path)


def _module_bytes(path: Path, module_path: Path) -> bytes:
    try:
        return read_file(module_path, MODULE_BYTES)
    except InputError as error:
        if module_path is path:
            raise
        raise InputError(f"{path / CONFIG}: there is no module {error} (build it, or correct `module`)") from None


def _config(path: Path) -> tuple[dict[str, str], dict[str, int]]:
    if not os.path.lexists(path):
        advice = "give a .wasm file, or a folder such as examples/todo"
        raise InputError(f"{path.parent}: this folder has no {CONFIG}, so it is no app ({advice})")
    document = parsed(str(path), read_file(path, CONFIG_BYTES), tomllib.loads)
    app, limits = document.pop("app", None), document.pop("limits", {})
    if not isinstance(app, dict) or "module" not in app:
        raise InputError(f'{path}: it needs a table [app] with module = "NAME.wasm"')
    _no_others(path, document, "")
    _no_others(path, {key: value for key, value in app.items() if key not in _KEYS}, "app.")
    for key, value in app.items():
        if not isinstance(value, str):
            raise InputError(f"{path}: app.{key} must be a string, not {_shown(value)}")
    if not isinstance(limits, dict):
        raise InputError(f"{path}: limits must be a table, not {_shown(limits)}")
    return app, protocol.LIMIT | {name: _limit(path, name, value) for name, value in limits.items()}


def _limit(path: Path, name: str, value: object) -> int:
    place = f"{path}: limits.{name[:_SHOWN]}"
    if name not in protocol.LIMIT:
        raise InputError(f"{place}: there is no limit {name[:_SHOWN]}, only {', '.join(_CHANGEABLE)}")
    ceiling = protocol.CEILING[name]
    if name not in _CHANGEABLE:
        raise InputError(f"{place}: it can't be changed, it is {ceiling} for every app")
    # A flag is an integer to Python.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= ceiling:
        raise InputError(f"{place} must be a whole number from 1 to {ceiling}, not {_shown(value)}")
    return value


def _shown(value: object) -> str:
    """Return a value as an error shows it. Python can show neither what is nested deeply nor a very large number."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and value.bit_length() > 4 * _SHOWN:
        return "a larger one"
    return repr(value)[:_SHOWN]


def _no_others(path: Path, entries: dict[str, Any], prefix: str) -> None:
    if entries:
        raise InputError(f"{path}: there is no setting {prefix}{next(iter(entries))[:_SHOWN]}")
