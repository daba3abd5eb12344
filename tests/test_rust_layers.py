"""Who may use whom in the guest SDK: no two of its modules need one another, and `unsafe` has its place."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[1] / "rust_app" / "opui" / "src"
FILES = {path.stem: path for path in sorted(SOURCES.rglob("*.rs")) if path.stem not in ("lib", "mod")}


def code(path: Path) -> str:
    """The code of a file, without its comments and its tests."""
    text = path.read_text().partition("\n#[cfg(test)]\n")[0]
    return re.sub(r"//.*", "", text)


def used(path: Path) -> set[str]:
    """The modules that a file names. What a macro names by `$crate` is used where it is expanded."""
    return set(re.findall(r"(?<![$\w])crate::(?:generated::)?(\w+)", code(path)))


@pytest.mark.parametrize("name", FILES)
def test_a_module_names_others_by_their_files(name: str) -> None:
    assert used(FILES[name]) <= FILES.keys() - {name}


def test_the_modules_of_the_sdk_have_no_circles() -> None:
    graph = {name: used(path) for name, path in FILES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(FILES)


def test_the_protocol_uses_nothing_and_only_the_top_uses_the_exports() -> None:
    assert used(FILES["protocol"]) == set()
    assert {name for name, path in FILES.items() if "exports" in used(path)} == {"raw"}


def test_what_is_unsafe_is_in_the_exports_and_in_the_allocator() -> None:
    unsafe = {name for name, path in FILES.items() if re.search(r"\bunsafe\b", code(path))}
    assert unsafe == {"allocator", "exports"}
