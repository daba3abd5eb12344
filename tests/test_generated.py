import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_generated_files_are_what_the_protocol_table_renders() -> None:
    stale = runpy.run_path(str(ROOT / "spec" / "generate.py"))["stale"]
    assert stale() == [], "run `python spec/generate.py` and commit what it writes"
