"""Textual's inner names: each that opui uses is there, and `opui.textual.private` alone uses them."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from textual._compositor import Compositor
from textual._node_list import NodeList
from textual._parser import Parser
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.drivers.linux_driver import LinuxDriver
from textual.layout import DockArrangeResult
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widget import Widget
from textual.widgets import Button, Input

import opui.textual
from opui.textual import private

NAMES: Final[dict[type, set[str]]] = {
    App: {
        "_batch_count", "_closed", "_display", "_driver", "_last_focused_on_app_blur", "_mouse_down_widget", "_running",
        "_sync_available",
    },
    Button: {"_on_click"},
    Compositor: {"_dirty_regions", "_full_map", "_regions_to_spans", "_render_chops", "_visible_map"},
    DockArrangeResult: {"_spatial_map"},
    Input: {"_cell_offset_to_index", "_position_to_cell", "_value"},
    LinuxDriver: {"_get_terminal_size", "_writer_thread"},
    NodeList: {"_append", "_updates"},
    Parser: {"_awaiting", "_timeout_time"},
    Screen: {
        "_compositor", "_dirty_widgets", "_layout_required", "_on_idle", "_on_timer_update", "_repaint_required",
        "_scroll_required", "_select_state", "_tooltip_timer", "_tooltip_widget",
    },
    Stylesheet: {"_parse_cache"},
    Widget: {
        "_arrangement_cache", "_attach", "_clear_arrangement_cache", "_forward_event", "_get_box_model", "_get_style",
        "_has_hover_style", "_has_odd_or_even", "_has_order_style", "_has_relative_children_width",
        "_horizontal_scrollbar", "_layout_cache", "_layout_required", "_layout_updates", "_message_queue",
        "_next_callbacks", "_nodes", "_on_message", "_pending_message", "_post_register", "_pruning",
        "_refresh_scrollbars", "_render", "_resolve_extrema",
        "_styles_cache", "_vertical_scrollbar",
    },
}  # fmt: skip
"""The inner names that opui uses, by the classes of Textual that have them."""
REACTIVES: Final = {"_reactive_position": (ScrollBar, "position")}
"""Those that Textual makes up from a reactive's name."""
NAMED_TUPLES: Final = {"_replace", "_asdict", "_fields", "_make"}
MODULES: Final = [
    importlib.import_module(each.name) for each in pkgutil.walk_packages(opui.textual.__path__, "opui.textual.")
]
SOURCES: Final = {module: ast.parse(inspect.getsource(module)) for module in MODULES}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def own_names(tree: ast.AST) -> Iterator[str]:
    """Yield the private names that a class or a module defines: functions, annotated fields, what is set on `self`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef | ast.Module):
            stored = (
                each for line in node.body if isinstance(line, ast.Assign | ast.AnnAssign) for each in ast.walk(line)
            )
            yield from (each.id for each in stored if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and on_self(node):
            yield node.attr


def on_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


@cache
def defined(class_: type) -> frozenset[str]:
    """Return the private names that a class, without its bases, defines."""
    if class_.__module__ == "builtins":
        return frozenset()
    tree = ast.parse(textwrap.dedent(inspect.getsource(class_)))
    return frozenset(filter(is_private, own_names(tree)))


def bases(class_: type, package: str) -> list[type]:
    return [base for base in class_.__mro__ if base.__module__.split(".")[0] == package]


def own_classes(module: ModuleType) -> list[type]:
    return [each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__]


@pytest.mark.parametrize("class_", NAMES, ids=lambda class_: class_.__name__)
def test_each_inner_name_is_there(class_: type) -> None:
    there = {name for base in bases(class_, "textual") for name in defined(base)}
    assert NAMES[class_] <= there


def test_each_reactive_has_the_inner_name_that_is_written() -> None:
    for name, (class_, public) in REACTIVES.items():
        assert getattr(class_, public).internal_name == name


def test_what_draws_a_box_takes_what_it_is_given() -> None:
    taken = inspect.signature(StylesCache.render).parameters
    assert {"content_size", "padding", "opacity", "ansi_theme", "native_ansi"} <= taken.keys()


def test_the_table_is_what_private_uses() -> None:
    tree = SOURCES[private]
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_private(node.attr)}
    assert used | private.OVERRIDDEN == {name for names in NAMES.values() for name in names} | REACTIVES.keys()


@pytest.mark.parametrize(
    "module", [each for each in MODULES if each is not private], ids=lambda module: module.__name__
)
def test_no_other_module_uses_an_inner_name_of_textual(module: ModuleType) -> None:
    own = set(own_names(SOURCES[module])) | NAMED_TUPLES
    for node in ast.walk(SOURCES[module]):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and not on_self(node):
            assert node.attr in own, f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("textual"):
            assert "._" not in str(node.module), f"line {node.lineno}"


@pytest.mark.parametrize(
    "class_", [each for module in MODULES for each in own_classes(module)], ids=lambda c: c.__name__
)
def test_no_class_of_ours_reads_or_replaces_an_inner_name_of_its_bases(class_: type) -> None:
    inherited = {name for base in bases(class_, "textual") for name in defined(base)}
    own = {name for base in bases(class_, "opui") for name in defined(base)}
    assert own & inherited <= private.OVERRIDDEN
    tree = ast.parse(textwrap.dedent(inspect.getsource(class_)))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and on_self(node)}
    assert not used & inherited - private.OVERRIDDEN


def test_no_inner_module_of_textual_is_named_elsewhere() -> None:
    folder = Path(opui.textual.__file__).parents[1]
    for path in folder.rglob("*.py"):
        if "textual" not in path.relative_to(folder).parts:
            assert "textual._" not in path.read_text(), path
