"""What the terminal's description says of it: the database `terminfo`, as `TERM` names its entry."""

import os


def erases_in_color(fileno: int) -> bool:
    """Tell whether what the terminal erases has the background that it draws with. Not if nothing is known of it.

    Args:
        fileno: The terminal.
    """
    try:
        import curses  # a Python that was built without it has none
    except ImportError:
        return False
    try:
        curses.setupterm(os.environ.get("TERM"), fileno)
    except (curses.error, TypeError):
        return False
    return curses.tigetflag("bce") == 1
