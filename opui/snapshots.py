"""Syrupy extensions: one file per snapshot, holding the listing or the SVG as it is, so that a diff reads well."""

from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class _Text(SingleFileSnapshotExtension):
    """A string in a file of its own."""

    _write_mode = WriteMode.TEXT

    def serialize(self, data: Any, **_: Any) -> str:
        """Return the string itself, ending in a newline."""
        text = str(data)
        return text if text.endswith("\n") else f"{text}\n"


class TreeSnapshot(_Text):
    """The listing of a tree, in a `.tree` file."""

    file_extension = "tree"


class WidgetSnapshot(_Text):
    """The listing of mounted widgets, in a `.widgets` file."""

    file_extension = "widgets"


class SvgSnapshot(_Text):
    """A screen, in an `.svg` file."""

    file_extension = "svg"
