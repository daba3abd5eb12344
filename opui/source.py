"""What a PATH on the command line means: a `.wasm` file, or a folder with an `opui.toml`.

    [app]
    name = "todo"
    title = "todos"
    version = "0.1.0"
    module = "todo.wasm"

    [limits]
    nodes = 200000

Both come from whoever made the app, so a module lies in its app's folder, and limits that are raised beyond what is
safe need the word of the person who runs it.

Reads files; knows neither wasmtime nor Textual.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

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

Approve: TypeAlias = Callable[[protocol.Limits], bool]
"""Asked whether an app may have limits over the safe ones; it is given those."""


class App(NamedTuple):
    """An app ready to be loaded: its name and title for people, its checked module, its limits (all of them)."""

    name: str
    title: str
    module: Module
    limits: dict[str, int] = protocol.LIMIT


def refuse(raised: protocol.Limits) -> bool:
    """Let no app have limits over the safe ones."""
    return False


def load_app(path: Path, approve: Approve = refuse) -> App:
    """Return the app at `path`.

    Args:
        path: A `.wasm` or a folder with an `opui.toml`.
        approve: Asked whether the app may have limits over the safe ones, if it raises any so far: no, unless said
            otherwise. `lambda raised: True` says that you trust it.

    Raises:
        InputError: There is no such file or folder, its `opui.toml` is wrong, or its limits are not approved.
        ModuleError: The module is refused.
    """
    config, limits = _config(path / CONFIG) if path.is_dir() else ({}, protocol.LIMIT)
    module = check_module(_module_bytes(path, config))
    _check_raised(path / CONFIG, limits, approve)
    stem = Path(config.get("module", path)).stem
    name = scrub_line(str(config.get("name") or module.manifest.get("name") or stem), 60)
    title = scrub_line(str(config.get("title") or module.manifest.get("title") or name), 60)
    return App(name, title, module, limits)


def module_path(path: Path) -> Path:
    """Return where the module of the app at `path` is.

    Raises:
        InputError: Its `opui.toml` is wrong.
    """
    return path / _config(path / CONFIG)[0]["module"] if path.is_dir() else path


def read_module(path: Path) -> bytes:
    """Return the bytes of the module of the app at `path`, good or bad.

    Raises:
        InputError: They can't be read, or its `opui.toml` is wrong.
    """
    return _module_bytes(path, _config(path / CONFIG)[0] if path.is_dir() else {})


def _module_bytes(path: Path, config: Mapping[str, str]) -> bytes:
    if not config:
        return read_file(path, MODULE_BYTES)
    _check_inside(path, config["module"])
    try:
        return read_file(path / config["module"], MODULE_BYTES)
    except InputError as error:
        raise InputError(f"{path / CONFIG}: there is no module {error} (build it, or correct `module`)") from None


def _check_inside(folder: Path, module: str) -> None:
    """Refuse a module that does not lie in its app's folder, wherever links lead: nobody has given opui that file."""
    try:
        place, root = Path(os.path.realpath(folder / module)), Path(os.path.realpath(folder))
    except ValueError:  # no file can have such a name, as whoever reads it will say
        return
    if not place.is_relative_to(root) or ".." in Path(module).parts or os.path.isabs(module):
        wanted = "a path in the app's folder, without .. and without a link out of it"
        raise InputError(f"{folder / CONFIG}: app.module must be {wanted}, not {module[:_SHOWN]!r}")


def listed(limits: protocol.Limits) -> str:
    """Return limits in words; with each that is over the safe one, how far it could be raised unasked."""
    safe = protocol.SAFE
    return ", ".join(
        f"{name} = {value:,}" + (f" (safe: {safe[name]:,})" if value > safe[name] else "")
        for name, value in limits.items()
    )


def _check_raised(path: Path, limits: protocol.Limits, approve: Approve) -> None:
    raised = {name: value for name, value in limits.items() if value > protocol.SAFE[name]}
    if raised and not approve(raised):
        # The list is long at worst, and errors are cut at their end.
        raise InputError(
            f"{path}: only with --limits, if you trust it, does an app get limits over the safe ones: {listed(raised)}"
        )


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
