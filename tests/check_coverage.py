"""Checks that each module of `opui/core` is covered, every branch of it, by its own test file alone.

`python tests/check_coverage.py [MODULE ...]` prints what is missing and exits with 1 if anything is. Each pair is
a run of its own, so that no module passes because the tests of another happen to use it.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOGETHER = {"edited_texts": ("area", "events", "history", "session", "tree")}
"""A test file of what several modules do together and none by itself → those modules, beside their own files."""
ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "opui" / "core"


def missing(name: str) -> str:
    """Return what `tests/core/test_NAME.py` leaves uncovered of the core's module NAME, empty if nothing."""
    files = [name, *(file for file, modules in TOGETHER.items() if name in modules)]
    tests = [ROOT / "tests" / "core" / f"test_{file}.py" for file in files]
    if not tests[0].is_file():
        return f"{name}: there is no {tests[0].relative_to(ROOT)}"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "data"), "PYTHONPATH": str(ROOT)}
        coverage = [sys.executable, "-m", "coverage"]
        pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, tests)]
        run = [*coverage, "run", "--branch", f"--include={CORE}/{name}.py,{CORE}/*/{name}.py", *pytest]
        report = [*coverage, "report", "--show-missing", "--fail-under=100"]
        for command in (run, report):
            result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
            if result.returncode:
                return f"{name}:\n{result.stdout}{result.stderr}"
    return ""


def main(names: list[str]) -> int:
    """Check the modules of these names, all if there are none. Returns the exit code."""
    names = names or sorted(path.stem for path in CORE.rglob("*.py") if path.stem != "__init__")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(missing, names))
    print("\n".join(filter(None, results)) or f"{len(names)} modules are covered by their own tests")
    return int(any(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
