"""Renders the protocol's table as Rust, into `rust_app/opui/src/generated/`, and as the tables of the documents.

`python spec/generate.py` writes the files, `--check` writes nothing and exits with 1 if one is stale
(tests/test_generated.py does the same). `rust.py` beside it knows what the Rust files look like, `kind_pages.py` the
pages of `docs/kinds/`. Golden vectors are copied from `tests/vectors/` to the place in the spec that names them; all
but that of the kinds are written by hand.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

# The table of this checkout, whichever opui is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from opui.core import errors, kinds, protocol
from opui.core.gate import sections
from opui.core.tree import style, values
from spec import kind_pages, practices, rust, widgets
from spec.tables import action, codes, table, wrapped

HERE = Path(__file__).resolve().parent
RUST = HERE.parent / "rust_app" / "opui" / "src" / "generated"
SPEC = HERE / "opcodes.md"
WIDGETS = HERE.parent / "docs" / "widgets.md"
PRACTICES = HERE.parent / "docs" / "practices.md"
VECTORS = HERE.parent / "tests" / "vectors"
GUEST = HERE / "count.wat"
REGION = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

# --- The spec's tables ---------------------------------------------------------------------------


def _control_block() -> str:
    rows = ((4 * index, f"`{w.name}`", w.writer, w.doc) for index, w in enumerate(protocol.CONTROL_BLOCK))
    return table(("offset", "word", "written by", "meaning"), rows)


def _descriptor() -> str:
    rows = ((4 * index, f"`{word.name}`", word.doc) for index, word in enumerate(protocol.DESCRIPTOR_WORDS))
    return table(("offset", "word", "meaning"), rows)


def _elements() -> str:
    rows = ((e.code, f"`{e.name}`", e.size, e.doc) for e in protocol.ELEMENTS)
    return table(("code", "element", "bytes", "what it is"), rows)


def _cell_words() -> str:
    rows = ((4 * index, f"`{word.name}`", word.doc) for index, word in enumerate(protocol.CELL_WORDS))
    return table(("offset", "word", "meaning"), rows)


def _cell_colors() -> str:
    return table(("highest byte", "meaning"), ((code, doc) for code, (_, doc) in protocol.CELL_COLORS.items()))


def _cell_marks() -> str:
    return table(("bit", "mark"), ((bit, f"`{name}`") for bit, name in enumerate(protocol.CELL_MARKS)))


def _field_types() -> str:
    return table(("type", "in the record"), ((f"`{t.name}`", t.doc) for t in protocol.FIELD_TYPES))


def _opcodes() -> str:
    rows = (
        (
            f"0x{op.code:02X}",
            f"`{op.name}`",
            ", ".join(f"`{f.name}`: {f.type.name} in {f.slot}" for f in op.fields),
            op.doc,
        )
        for op in protocol.OPS
    )
    return table(("code", "opcode", "operands", "effect"), rows)


def _kinds() -> str:
    rows = ((k.code, f"`{k.name}`", k.doc, k.text or "–") for k in kinds.KINDS)
    return table(("code", "kind", "what it is", "its text"), rows)


def _kind_parts() -> str:
    rows = (
        (f"`{k.name}`", codes(k.attributes), codes(k.events), codes(k.methods), codes(k.children)) for k in kinds.KINDS
    )
    return table(("kind", "attributes", "events", "methods", "children"), rows)


def _default(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _choices(attribute: protocol.Attribute) -> str:
    return f" One of {codes(attribute.choices)}." if attribute.choices else ""


def _attributes() -> str:
    rows = (
        (a.code, f"`{a.name}`", a.type, f"`{_default(a.default)}`", a.doc + _choices(a)) for a in protocol.ATTRIBUTES
    )
    return table(("code", "attribute", "type", "default", "meaning"), rows)


def _event_numbers(event: protocol.Event) -> str:
    return ", ".join(f"`{name}` {number.value}" for name, number in event.payload.items()) or "–"


def _events() -> str:
    rows = (
        (e.code, f"`{e.name}`", f"`{e.text}`" if e.text else "–", _event_numbers(e), codes(e.flags), e.doc)
        for e in protocol.EVENTS
    )
    return table(("code", "event", "text", "numbers", "flags", "meaning"), rows)


def _edits() -> str:
    how = {kinds.How.SET: "chosen", kinds.How.TYPED: "typed"}
    rows = (
        (f"`{kind.name}`", f"`{edit.attribute}`", codes((edit.event, *edit.also)), how[edit.how])
        for kind in kinds.KINDS
        for edit in kind.edits
    )
    return table(("kind", "attribute", "events that carry it", "how a person edits it"), rows)


def _methods() -> str:
    rows = ((m.code, f"`{m.name}`", m.option or "–", m.text or "–", m.doc) for m in protocol.METHODS)
    return table(("code", "method", "`option`", "`text`", "what it does"), rows)


def _limits() -> str:
    return table(
        ("limit", "value", "unasked", "at most", "why"),
        (
            (f"`{limit.name}`", f"{limit.value:,}", f"{protocol.SAFE[limit.name]:,}", f"{limit.ceiling:,}", limit.doc)
            for limit in protocol.LIMITS
        ),
    )


def _caps() -> str:
    return table(("of a module", "at most", "why"), ((cap.name, f"{cap.value:,}", cap.doc) for cap in sections.CAPS))


def _states() -> str:
    return wrapped(codes(f":{state}" for state in style.STATES))


def _properties() -> str:
    rows = ((f"`{name}`", value, style.MEANINGS[name]) for name, value in style.PROPERTIES.items())
    return table(("property", "value", "meaning"), rows)


def _values() -> str:
    return table(("value", "written as"), ((name, text) for name, (_, text) in style.VALUES.items()))


def _keys() -> str:
    return wrapped(codes(values.KEYS))


def _own_keys() -> str:
    """Return what the keys of each kind do; kinds that have the same keys share their lines."""
    kinds_of: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for kind in kinds.KINDS:
        for whose, keys_of_it in ((f"`{kind.name}`", kind.keys), (f"`{kind.name}`, its menu open", kind.menu)):
            if keys_of_it:
                kinds_of.setdefault(tuple(keys_of_it.items()), []).append(whose)
    rows = (
        (" ".join(names), action(does), codes(key for key, action in keys if action == does))
        for keys, names in kinds_of.items()
        for does in dict.fromkeys(action for _, action in keys)
    )
    return table(("kind", "what it does", "keys"), rows)


def _rules() -> str:
    return table(("rule", "meaning"), ((f"`{name}`", text) for name, text in errors.RULES.items()))


def _file(path: Path) -> str:
    return f"```\n{path.read_text().strip()}\n```\n"


def _vectors(pattern: str) -> str:
    """Return the vectors that a pattern such as `event_*` names, in one block."""
    texts = (path.read_text().strip() for path in sorted(VECTORS.glob(f"{pattern}.txt")))
    return f"```\n{f'{chr(10)}{chr(10)}'.join(texts)}\n```\n"


TABLES: dict[str, Callable[[], str]] = {
    "control-block": _control_block,
    "descriptor": _descriptor,
    "elements": _elements,
    "cell-words": _cell_words,
    "cell-colors": _cell_colors,
    "cell-marks": _cell_marks,
    "field-types": _field_types,
    "opcodes": _opcodes,
    "kinds": _kinds,
    "kind-parts": _kind_parts,
    "attributes": _attributes,
    "events": _events,
    "edits": _edits,
    "methods": _methods,
    "limits": _limits,
    "caps": _caps,
    "states": _states,
    "properties": _properties,
    "values": _values,
    "keys": _keys,
    "own-keys": _own_keys,
    "rules": _rules,
    "guest": lambda: _file(GUEST),
    "widgets": lambda: table(("widget", "kind, or what a guest says instead"), widgets.rows()),
    "practices": lambda: table(("pattern", "practice", "held by, or why not"), practices.rows()),
    "practices-counts": lambda: table(("pattern", "held", "not in a terminal", "otherwise here"), practices.counts()),
}


def _region(match: re.Match[str]) -> str:
    name = match[2]
    body = _vectors(name.removeprefix("vectors/")) if name.startswith("vectors/") else TABLES[name]()
    return f"{match[1]}{body}{match[3]}"


def _document(path: Path) -> str:
    """Return the text of a document with every generated region rendered anew."""
    return REGION.sub(_region, path.read_text())


def kinds_vector() -> str:
    """Return the vector that creates one node of each kind, whose id is the kind's code."""
    made = kinds.KINDS[1:]
    create = next(op.code for op in protocol.OPS if op.name == "create")
    records = (
        f"{create:02x} 00 {kind.code.to_bytes(2, 'little').hex()} {_word(kind.code)} {_word(0)} {_word(0)}"
        for kind in made
    )
    listing = (f"create node={kind.code} kind={kind.name}" for kind in made)
    head = "# One node of each kind but the root, which is there from the beginning."
    return "\n".join((head, "commands:", *records, "listing:", *listing, ""))


def _word(value: int) -> str:
    return value.to_bytes(4, "little").hex()


def files() -> dict[Path, str]:
    """Return every generated file and the text that the table renders; the spec last, which shows the vectors."""
    made = {RUST / name: text for name, text in rust.files().items()}
    made |= kind_pages.files()
    documents = {path: _document(path) for path in (WIDGETS, PRACTICES, SPEC)}
    return {**made, VECTORS / "kinds.txt": kinds_vector(), **documents}


def stale() -> list[Path]:
    """Return the generated files whose committed text is not what the table renders."""
    return [path for path, text in files().items() if not path.exists() or path.read_text() != text]


def main(arguments: list[str]) -> int:
    """Write all files, or with `--check` only tell which are stale. Returns the exit code."""
    if "--check" in arguments:
        for path in stale():
            print(f"{path} is stale: run `python spec/generate.py`", file=sys.stderr)
        return 1 if stale() else 0
    (VECTORS / "kinds.txt").write_text(kinds_vector())
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
