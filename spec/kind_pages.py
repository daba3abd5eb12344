"""`docs/kinds/`: a page for each kind, of its row in the table, its page in the gallery and the picture of that."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from opui.core import kinds, protocol
from spec.tables import action, codes, table, wrapped

_ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = _ROOT / "docs" / "kinds"
_PAGES: Final = _ROOT / "examples" / "gallery" / "src" / "pages"
_PICTURES: Final = _ROOT / "tests" / "examples" / "__snapshots__" / "test_gallery"
_LISTED: Final = re.compile(r'^    (\w+) "([^"]+)"$', re.MULTILINE)
_ROLES: Final = {
    kinds.Role.ROOT: "The root.",
    kinds.Role.BOX: "A box: its children are shown in it.",
    kinds.Role.LEAF: "It is shown, and shows its parts itself.",
    kinds.Role.PART: "A part: data of its parent, which shows it.",
    kinds.Role.SERVICE: "It is not shown by itself.",
}


def files() -> dict[Path, str]:
    """Return every page, and the list of all of them."""
    pages = {FOLDER / f"{kind.name}.md": page(kind) for kind in kinds.KINDS}
    return {**pages, FOLDER / "README.md": _index()}


def _index() -> str:
    rows = ((f"[`{kind.name}`]({kind.name}.md)", kind.doc) for kind in kinds.KINDS)
    head = "`python spec/generate.py` makes these pages of the table in `opui/core/kinds.py`.\n\n"
    return f"# The kinds\n\n{head}{table(('kind', 'what it is'), rows)}"


def page(kind: kinds.Kind) -> str:
    """Return the page of a kind."""
    return "\n".join((f"# `{kind.name}`\n", *_pieces(kind)))


def _pieces(kind: kinds.Kind) -> Iterator[str]:
    text = f" Its text: {kind.text}." if kind.text else ""
    yield wrapped(f"{kind.doc}{text} {_ROLES[kind.role]} Its code is {kind.code}.")
    shown = gallery_page(kind)
    if shown is not None:
        yield f"![It in the gallery, in a terminal of 80 by 24]({_link(picture(shown[1]))})\n"
    if kind.attributes:
        attributes = (_attribute(protocol.ATTRIBUTE_BY_NAME[name]) for name in kind.attributes)
        yield f"## Attributes\n\n{table(('attribute', 'type', 'default', 'meaning'), attributes)}"
    if kind.events:
        yield f"## Events\n\n{table(('event', 'carries', 'when'), map(_event, kind.events))}"
    if kind.methods:
        methods = ((f"`{name}`", protocol.METHOD_BY_NAME[name].doc) for name in kind.methods)
        yield f"## Methods\n\n{table(('method', 'what it does'), methods)}"
    for title, keys in (("Keys", kind.keys), ("Keys while its menu is open", kind.menu)):
        if keys:
            rows = ((f"`{key}`", action(does)) for key, does in keys.items())
            yield f"## {title}\n\n{table(('key', 'what it does'), rows)}"
    if kind.children and not kind.holds_content:
        yield f"## Children\n\n{codes(kind.children)}\n"
    if shown is not None:
        yield f"## In Rust\n\n```rust\n{(_PAGES / f'{shown[0]}.rs').read_text().strip()}\n```\n"


def _attribute(row: protocol.Attribute) -> tuple[str, str, str, str]:
    default = f'"{row.default}"' if isinstance(row.default, str) else str(row.default).lower()
    choices = f" One of {codes(row.choices)}." if row.choices else ""
    return f"`{row.name}`", row.type, f"`{default}`", row.doc + choices


def _event(name: str) -> tuple[str, str, str]:
    row = protocol.EVENT_BY_NAME[name]
    carries = [f"`text`: {row.text}"] if row.text else []
    carries += [f"`{number}`" for number in (*row.payload, *row.flags)]
    return f"`{name}`", ", ".join(carries) or "–", row.doc


def gallery_page(kind: kinds.Kind) -> tuple[str, str] | None:
    """Return the file and the name of the gallery's page that shows a kind or its owner; None if none does."""
    listed = _LISTED.findall((_PAGES.parent / "pages.rs").read_text())
    shown = {name: (file, title) for file, title in listed for name in title.split(", ")}
    if kind.name in shown:
        return shown[kind.name]
    owners = (each for each in kinds.KINDS if kind.name in each.children and each is not kind)
    return next(map(gallery_page, owners), None) if kind.role is kinds.Role.PART else None


def picture(title: str) -> Path:
    """Return the picture of a page of the gallery."""
    return _PICTURES / f"test_each_page_on_the_screen[{title}-size0-textual-dark].svg"


def _link(path: Path) -> str:
    return quote(f"../../{path.relative_to(_ROOT)}")
