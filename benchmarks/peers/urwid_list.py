"""The list by urwid: `python -m benchmarks.peers.urwid_list ROWS`."""

import sys

import urwid

from benchmarks.peers.shown import header, label

BEYOND = 1_000
"""A place for the terminal's cursor in a row that no row has: it is hidden then."""


def run(count: int) -> None:
    """Show the list until the program is ended."""
    changes = 0
    above = urwid.Text(header(count, 0, 0))
    rows = [urwid.SelectableIcon(label(row, 0), BEYOND) for row in range(count)]
    walker = urwid.SimpleFocusListWalker([urwid.AttrMap(row, None, "cursor") for row in rows])

    def say() -> None:
        above.set_text(header(count, walker.focus or 0, changes))

    def press(key: object) -> bool:
        nonlocal changes
        if key != "u":
            return False
        changes += 1
        for row in range(0, count, 10):
            rows[row].set_text(label(row, changes))
        say()
        return True

    urwid.connect_signal(walker, "modified", say)
    palette = [("cursor", "standout", "")]
    urwid.MainLoop(urwid.Frame(urwid.ListBox(walker), header=above), palette, unhandled_input=press).run()


if __name__ == "__main__":
    run(int(sys.argv[1]))
