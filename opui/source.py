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

import tomllib
from pathlib import Path
from typing import Any, Final, NamedTuple

from opui.core import protocol
from opui.core.errors import InputError
from opui.core.gate.module import MODULE_BYTES, Module, check_module
from opui.core.scrub import scrub_line

CONFIG: Final = "opui.toml"
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
    if path.is_dir():
        config, limits = _config(path / CONFIG)
        module_path = path / config["module"]
        if not module_path.is_file():
            raise InputError(f"{path / CONFIG}: there is no module {module_path} (build it, or correct `module`)")
    else:
        config, limits, module_path = {}, protocol.LIMIT, path
    module = check_module(read_file(module_path))
    name = scrub_line(str(config.get("name") or module.manifest.get("name") or module_path.stem), 60)
    title = scrub_line(str(config.get("title") or module.manifest.get("title") or name), 60)
    return App(name, title, module, limits)


def read_file(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        InputError: It can't be read, or is too large.
    """
    try:
        if path.stat().st_size > MODULE_BYTES:
            raise InputError(f"{path}: its {path.stat().st_size:,} bytes are over the limit of {MODULE_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None


def _config(path: Path) -> tuple[dict[str, str], dict[str, int]]:
    if not path.is_file():
        advice = "give a .wasm file, or a folder such as examples/todo"
        raise InputError(f"{path.parent}: this folder has no {CONFIG}, so it is no app ({advice})")
    try:
        document = tomllib.loads(read_file(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from None
    app, limits = document.pop("app", None), document.pop("limits", {})
    if not isinstance(app, dict) or "module" not in app:
        raise InputError(f'{path}: it needs a table [app] with module = "NAME.wasm"')
    _no_others(path, document, "")
    _no_others(path, {key: value for key, value in app.items() if key not in _KEYS}, "app.")
    for key, value in app.items():
        if not isinstance(value, str):
            raise InputError(f"{path}: app.{key} must be a string, not {value!r}")
    if not isinstance(limits, dict):
        raise InputError(f"{path}: limits must be a table, not {limits!r}")
    return app, protocol.LIMIT | {name: _limit(path, name, value) for name, value in limits.items()}


def _limit(path: Path, name: str, value: object) -> int:
    place = f"{path}: limits.{name}"
    if name not in protocol.LIMIT:
        raise InputError(f"{place}: there is no limit {name}, only {', '.join(_CHANGEABLE)}")
    ceiling = protocol.CEILING[name]
    if name not in _CHANGEABLE:
        raise InputError(f"{place}: it can't be changed, it is {ceiling} for every app")
    # A flag is an integer to Python.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= ceiling:
        raise InputError(f"{place} must be a whole number from 1 to {ceiling}, not {value!r}")
    return value


def _no_others(path: Path, entries: dict[str, Any], prefix: str) -> None:
    if entries:
        raise InputError(f"{path}: there is no setting {prefix}{next(iter(entries))}")
