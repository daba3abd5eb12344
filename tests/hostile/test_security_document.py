"""SECURITY.md names every attack and its test, and the defences that `prove` takes out are where it says."""

import pytest

from tests.hostile.prove import PAIRS, ROOT, Pair


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.attack)
def test_the_document_names_the_attack_its_defence_and_its_test(pair: Pair) -> None:
    assert (ROOT / pair.path).read_text().count(pair.old) >= 1
    name = pair.test.rpartition("::")[2]
    row = f"| {pair.attack} | "
    lines = [line for line in (ROOT / "SECURITY.md").read_text().splitlines() if line.startswith(row)]
    assert len(lines) == 1
    assert f"`{pair.path}`" in lines[0]
    assert f"`{name.partition('[')[2].rstrip(']') or name}`" in lines[0]
