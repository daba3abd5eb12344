"""The decisions: each has a number of its own, by which texts refer to it."""

import re
from collections import Counter
from pathlib import Path

TEXT = (Path(__file__).resolve().parent.parent / "spec" / "decisions.md").read_text()


def test_no_two_decisions_have_one_number() -> None:
    numbers = Counter(re.findall(r"^\*\*(\d+)\. ", TEXT, re.MULTILINE))
    assert [number for number, count in numbers.items() if count > 1] == []
