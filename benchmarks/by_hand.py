"""The app of `examples/rows`, written by hand in Textual in four ways: as a person would who knows it well.

Each answers the same keys with the same words on the screen; none knows of opui.
"""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Footer, Label, ListItem, ListView, OptionList, Static
from textual.widgets.option_list import Option

from benchmarks.words import Item, Maker

REMOVE: Final = "✕"
SELECTED: Final = "$foreground on $error 30%"


class RowsApp(App[None]):
    """What all of them have in common: the state, the keys, the line that counts.

    Args:
        seed: What the words follow from.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #page { height: 1fr; padding: 0 1; }
    #count { height: 1; color: $text-muted; }
    #rows { height: 1fr; padding: 0; border: none; background: transparent; scrollbar-size-vertical: 1; }
    .row { height: 1; }
    .id { width: 8; margin: 0 2 0 0; text-align: right; color: $text-muted; }
    .label { width: 1fr; }
    .label:hover { text-style: underline; }
    .remove { width: 3; text-align: center; color: $text-muted; }
    .remove:hover { color: $error; text-style: bold; }
    .selected { background: $error 30%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "create(1000)", "Create", priority=True),
        Binding("a", "append(1000)", "Append", priority=True),
        Binding("u", "update_every_tenth", "Update", priority=True),
        Binding("s", "swap", "Swap", priority=True),
        Binding("x", "clear", "Clear", priority=True),
        Binding("enter", "select", "Select", priority=True),
        Binding("d", "delete", "Delete", priority=True),
        Binding("l", "create(10000)", "Create 10,000", show=False, priority=True),
        Binding("m", "append(10000)", "Append 10,000", show=False, priority=True),
    ]

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.selected = 0
        self._maker = Maker(seed)
        self._count = Static("0 rows", id="count")

    def compose(self) -> ComposeResult:
        """Yield the count and the rows, and the line of keys."""
        with Vertical(id="page"):
            yield self._count
            yield self.rows()
        yield Footer()

    def rows(self) -> Widget:
        """Return the widget that the rows are in."""
        raise NotImplementedError

    @property
    def cursor(self) -> int:
        """The place of the row that `enter` selects and `d` removes."""
        raise NotImplementedError

    def _counted(self) -> None:
        self._count.update(f"{len(self.items)} rows")

    def _select(self) -> tuple[int | None, int]:
        """Select the cursor's row; return the places of the one selected before, if any, and of this one."""
        before = next((place for place, item in enumerate(self.items) if item.id == self.selected), None)
        self.selected = self.items[self.cursor].id
        return before, self.cursor

    def _changed_labels(self) -> Iterator[int]:
        """Change what every tenth row says; yield their places."""
        for place in range(0, len(self.items), 10):
            item = self.items[place]
            self.items[place] = item._replace(label=f"{item.label} !!!")
            yield place

    def _swap(self) -> None:
        self.items[1], self.items[998] = self.items[998], self.items[1]


class SameWidgets(RowsApp):
    """The widgets that opui's rows stand for: a row of three texts each, in a box that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "down", show=False, priority=True)]

    def rows(self) -> Widget:
        """Return the box."""
        self._rows = VerticalScroll(id="rows")
        self._cursor = 0
        return self._rows

    @property
    def cursor(self) -> int:
        """Where `down` has put it."""
        return self._cursor

    def action_down(self) -> None:
        """Move the cursor; it can't be seen."""
        self._cursor += 1

    @staticmethod
    def _made(items: list[Item]) -> list[Horizontal]:
        return [
            Horizontal(
                Static(str(item.id), classes="id", markup=False),
                Static(item.label, classes="label", markup=False),
                Static(REMOVE, classes="remove", markup=False),
                classes="row",
            )
            for item in items
        ]

    async def action_create(self, count: int) -> None:
        """Put new rows in place of all."""
        self.items = self._maker.make(count)
        self.selected = 0
        with self.batch_update():
            await self._rows.remove_children()
            await self._rows.mount(*self._made(self.items))
        self._counted()

    async def action_append(self, count: int) -> None:
        """Put new rows behind all others."""
        items = self._maker.make(count)
        self.items += items
        await self._rows.mount(*self._made(items))
        self._counted()

    def action_update_every_tenth(self) -> None:
        """Change what every tenth row says."""
        for place in self._changed_labels():
            label = self._rows.children[place].query_exactly_one(".label", Static)
            label.update(self.items[place].label)

    def action_swap(self) -> None:
        """Let the second row and the 999th trade places."""
        self._swap()
        second, last = self._rows.children[1], self._rows.children[998]
        self._rows.move_child(last, before=second)
        self._rows.move_child(second, after=998)

    async def action_clear(self) -> None:
        """Remove all rows."""
        self.items = []
        self.selected = 0
        await self._rows.remove_children()
        self._counted()

    def action_select(self) -> None:
        """Select the cursor's row."""
        before, now = self._select()
        if before is not None:
            self._rows.children[before].remove_class("selected")
        self._rows.children[now].add_class("selected")

    async def action_delete(self) -> None:
        """Remove the cursor's row."""
        del self.items[self.cursor]
        await self._rows.children[self.cursor].remove()
        self._counted()


class ListViewRows(RowsApp):
    """A `ListView`, with an item for each row."""

    def rows(self) -> Widget:
        """Return the list."""
        self._list = ListView(id="rows")
        return self._list

    @property
    def cursor(self) -> int:
        """The list's own."""
        return self._list.index or 0

    @staticmethod
    def _made(items: list[Item]) -> list[ListItem]:
        return [
            ListItem(
                Horizontal(
                    Label(str(item.id), classes="id", markup=False),
                    Label(item.label, classes="label", markup=False),
                    Label(REMOVE, classes="remove", markup=False),
                    classes="row",
                )
            )
            for item in items
        ]

    async def action_create(self, count: int) -> None:
        """Put new rows in place of all."""
        self.items = self._maker.make(count)
        self.selected = 0
        with self.batch_update():
            await self._list.clear()
            await self._list.extend(self._made(self.items))
        self._counted()

    async def action_append(self, count: int) -> None:
        """Put new rows behind all others."""
        items = self._maker.make(count)
        self.items += items
        await self._list.extend(self._made(items))
        self._counted()

    def action_update_every_tenth(self) -> None:
        """Change what every tenth row says."""
        for place in self._changed_labels():
            label = self._list.children[place].query_exactly_one(".label", Label)
            label.update(self.items[place].label)

    def action_swap(self) -> None:
        """Let the second row and the 999th trade places."""
        self._swap()
        second, last = self._list.children[1], self._list.children[998]
        self._list.move_child(last, before=second)
        self._list.move_child(second, after=998)

    async def action_clear(self) -> None:
        """Remove all rows."""
        self.items = []
        self.selected = 0
        await self._list.clear()
        self._counted()

    def action_select(self) -> None:
        """Select the cursor's row."""
        before, now = self._select()
        if before is not None:
            self._list.children[before].remove_class("selected")
        self._list.children[now].add_class("selected")

    async def action_delete(self) -> None:
        """Remove the cursor's row."""
        del self.items[self.cursor]
        await self._list.pop(self.cursor)
        self._counted()


class OptionListRows(RowsApp):
    """An `OptionList`: a prompt for each row, of which none is a widget; the ✕ is only to be seen."""

    def rows(self) -> Widget:
        """Return the list."""
        self._options = OptionList(id="rows", markup=False)
        return self._options

    @property
    def cursor(self) -> int:
        """The list's own."""
        return self._options.highlighted or 0

    def _prompt(self, item: Item) -> Content:
        prompt = Content(f"{item.id:>8}  {item.label:<82} {REMOVE}")
        return prompt.stylize(SELECTED) if item.id == self.selected else prompt

    def _option(self, item: Item) -> Option:
        return Option(self._prompt(item))

    def _renew(self, *places: int) -> None:
        for place in places:
            self._options.replace_option_prompt_at_index(place, self._prompt(self.items[place]))

    def action_create(self, count: int) -> None:
        """Put new rows in place of all."""
        self.items = self._maker.make(count)
        self.selected = 0
        self._options.set_options(map(self._option, self.items))
        self._counted()

    def action_append(self, count: int) -> None:
        """Put new rows behind all others."""
        items = self._maker.make(count)
        self.items += items
        self._options.add_options(map(self._option, items))
        self._counted()

    def action_update_every_tenth(self) -> None:
        """Change what every tenth row says."""
        self._renew(*self._changed_labels())

    def action_swap(self) -> None:
        """Let the second row and the 999th trade places."""
        self._swap()
        self._renew(1, 998)

    def action_clear(self) -> None:
        """Remove all rows."""
        self.items = []
        self.selected = 0
        self._options.clear_options()
        self._counted()

    def action_select(self) -> None:
        """Select the cursor's row."""
        self._renew(*(place for place in self._select() if place is not None))

    def action_delete(self) -> None:
        """Remove the cursor's row."""
        cursor = self.cursor
        del self.items[cursor]
        self._options.remove_option_at_index(cursor)
        self._counted()


class DataTableRows(RowsApp):
    """A `DataTable` of three columns, a cursor on whole rows; the ✕ is only to be seen."""

    def rows(self) -> Widget:
        """Return the table."""
        self._table: DataTable[str | Content] = DataTable(id="rows", show_header=False, cursor_type="row")
        return self._table

    def on_mount(self) -> None:
        """Give the table its columns."""
        for name, width in (("id", 8), ("label", 78), ("remove", 3)):
            self._table.add_column(name, key=name, width=width)

    @property
    def cursor(self) -> int:
        """The table's own."""
        return self._table.cursor_row

    def _cells(self, item: Item) -> tuple[str, str, str]:
        return f"{item.id:>8}", item.label, REMOVE

    def _add(self, items: list[Item]) -> None:
        for item in items:
            self._table.add_row(*self._cells(item), key=str(item.id))
        self._counted()

    def action_create(self, count: int) -> None:
        """Put new rows in place of all."""
        self.items = self._maker.make(count)
        self.selected = 0
        self._table.clear()
        self._add(self.items)

    def action_append(self, count: int) -> None:
        """Put new rows behind all others."""
        items = self._maker.make(count)
        self.items += items
        self._add(items)

    def action_update_every_tenth(self) -> None:
        """Change what every tenth row says."""
        for place in self._changed_labels():
            item = self.items[place]
            self._table.update_cell(str(item.id), "label", item.label)

    def action_swap(self) -> None:
        """Let the second row and the 999th trade places: a table can only be sorted."""
        self._swap()
        order = {str(item.id): place for place, item in enumerate(self.items)}
        self._table.sort("id", key=lambda cell: order[str(cell).strip()])

    def action_clear(self) -> None:
        """Remove all rows."""
        self.items = []
        self.selected = 0
        self._table.clear()
        self._counted()

    def action_select(self) -> None:
        """Select the cursor's row."""
        before, now = self._select()
        if before is not None:
            item = self.items[before]
            self._table.update_cell(str(item.id), "label", item.label)
        item = self.items[now]
        self._table.update_cell(str(item.id), "label", Content(item.label).stylize(SELECTED))

    def action_delete(self) -> None:
        """Remove the cursor's row."""
        item = self.items.pop(self.cursor)
        self._table.remove_row(str(item.id))
        self._counted()
