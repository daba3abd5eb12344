"""Reads `tests/vectors/*.txt`: golden examples of bytes and their listing, or the error they give."""

from pathlib import Path
from typing import NamedTuple

VECTORS = Path(__file__).resolve().parent.parent / "vectors"


class Vector(NamedTuple):
    """One file. `kind` is "commands" or "events"; `error` is "rule: message", empty in a positive vector."""

    name: str
    kind: str
    records: bytes
    text: bytes
    listing: tuple[str, ...]
    error: str


def read_vector(path: Path) -> Vector:
    sections: dict[str, list[str]] = {}
    error = ""
    lines = sections["comment"] = []
    for line in path.read_text().splitlines():
        if line in ("commands:", "events:", "text:", "listing:"):
            lines = sections[line[:-1]] = []
        elif line.startswith("error: "):
            error = line.removeprefix("error: ")
        else:
            lines.append(line)
    (kind,) = sections.keys() & {"commands", "events"}
    records, text = (bytes.fromhex(" ".join(sections.get(part, []))) for part in (kind, "text"))
    return Vector(path.stem, kind, records, text, tuple(sections.get("listing", ())), error)


ALL = [read_vector(path) for path in sorted(VECTORS.glob("*.txt"))]
POSITIVE = [vector for vector in ALL if not vector.error]
NEGATIVE = [vector for vector in ALL if vector.error]
