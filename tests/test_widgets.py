"""Each public widget of Textual has a kind, or a sentence that says what a guest does instead."""

import textual.containers
import textual.widgets

from opui.core.kinds import KIND_BY_NAME
from spec import widgets

CONTAINERS = {
    name
    for name, each in vars(textual.containers).items()
    if isinstance(each, type) and each.__module__ == textual.containers.__name__ and not name.startswith("_")
}
NAMES = {*vars(textual.widgets)["__all__"], *CONTAINERS}


def test_each_widget_of_the_installed_textual_is_in_one_of_the_tables() -> None:
    told = [*widgets.KINDS_FOR, *widgets.INSTEAD, *widgets.NOT_YET]
    assert sorted(told) == sorted(NAMES)


def test_each_kind_that_is_named_is_there() -> None:
    assert {kind for kinds in widgets.KINDS_FOR.values() for kind in kinds} <= KIND_BY_NAME.keys()
