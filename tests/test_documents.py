"""The documents can be read in a diff, and their links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("", "docs", "spec", "examples", "examples/*")
DOCUMENTS = sorted(path for folder in FOLDERS for path in ROOT.glob(f"{folder}/*.md".lstrip("/")))
LONGEST = 160

documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def too_long(text: str) -> list[str]:
    """Return which lines of a document are too long. A row of a table can't be broken."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{at}: {line}" for at, line in lines if len(line) > LONGEST and not line.startswith("|")]


def leading_nowhere(document: Path, text: str) -> list[str]:
    """Return the links of a document that lead neither to a file, nor to a heading that is there."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    return [link for link in links if not _leads_somewhere(document, text, *link.partition("#")[::2])]


def _leads_somewhere(document: Path, text: str, path: str, heading: str) -> bool:
    if path and not (document.parent / path).exists():
        return False
    target = (document.parent / path).read_text() if path.endswith(".md") else text
    return not heading or heading in {_anchor(line) for line in re.findall(r"^#+ (.+)$", target, re.MULTILINE)}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_all_documents_are_looked_at() -> None:
    names = {document.relative_to(ROOT).as_posix() for document in DOCUMENTS}
    assert names >= {"README.md", "CONTRIBUTING.md", "docs/benchmarks.md", "spec/opcodes.md", "examples/todo/README.md"}


@documents
def test_no_line_is_too_long(document: Path) -> None:
    assert too_long(document.read_text()) == []


@documents
def test_every_link_leads_somewhere(document: Path) -> None:
    assert leading_nowhere(document, document.read_text()) == []


def test_a_line_that_is_too_long_is_found_and_a_row_of_a_table_is_not() -> None:
    long = "x" * LONGEST
    assert too_long(f"short\n{long}\n{long}x\n| {long} |\n") == [f"3: {long}x"]


@pytest.mark.parametrize(
    ("link", "somewhere"),
    [
        ("README.md", True),
        ("spec/opcodes.md#the-module", True),
        ("#here-it-is", True),
        ("https://example.org/nothing.md", True),
        ("NOTHING.md", False),
        ("spec/opcodes.md#nothing", False),
        ("#nothing", False),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, somewhere: bool) -> None:
    assert (leading_nowhere(ROOT / "README.md", f"# Here it is\n[text]({link})") == []) == somewhere
