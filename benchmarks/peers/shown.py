"""What every one of the lists shows: a line above it, and its rows. `opui/` and `ratatui/` say the same in Rust."""


def header(rows: int, cursor: int, changes: int) -> str:
    """Return the line above the list."""
    return f"{rows} rows, cursor {cursor}, changes {changes}."


def label(row: int, changes: int) -> str:
    """Return what a row says that has been changed so often."""
    return f"row {row} label" + " !!!" * changes
