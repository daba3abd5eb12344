"""`python -m tests.fuzz`: a million mutated batches, two hundred thousand mutated modules, and some more.

Prints what came of them, and exits with 1 and the smallest failing case on the first violation. The same seed
gives the same cases, whichever targets run.
"""

import argparse
import sys
import traceback
from collections.abc import Callable
from random import Random
from time import monotonic
from typing import Final

from tests.fuzz.campaign import MARKS, Failure, Result, run
from tests.fuzz.targets import NAMES, make_target

COUNTS: Final = {
    "batches": 1_000_000, "modules": 200_000, "events": 100_000, "queues": 10_000, "files": 100_000, "texts": 200_000,
}  # fmt: skip
RUN_EACH: Final = 50
"""Of how many valid modules one is run."""
GROWTH_BYTES: Final = 24 << 20
"""Growth of the resident memory from the first mark to the last at most: caches fill up, nothing else may."""
PROGRESS_SECONDS: Final = 5.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    for name, count in COUNTS.items():
        parser.add_argument(f"--{name}", type=int, default=count, metavar="N", help=f"how many {name} (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what chance comes from (%(default)s)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after that many seconds")
    parser.add_argument("--only", action="append", choices=NAMES, help="run this target alone; may be repeated")
    parser.add_argument("--replay", nargs=2, metavar=("TARGET", "HEX"), help="check one case again")
    return parser.parse_args()


def main() -> int:
    """Run the targets one after the other; return the exit code."""
    arguments = _arguments()
    if arguments.replay:
        name, case = arguments.replay
        print(make_target(name, 1).check(bytes.fromhex(case)))
        return 0
    deadline = monotonic() + arguments.seconds
    good = True
    for name in arguments.only or NAMES:
        count = getattr(arguments, name)
        random = Random(f"{arguments.seed} {name}")
        result = run(make_target(name, RUN_EACH), count, random, deadline, _progress(name, count))
        _print_result(name, result)
        if result.failure is not None:
            _print_failure(name, arguments.seed, result.cases, result.failure)
            return 1
        good = good and _grown(result) <= GROWTH_BYTES
    return 0 if good else 1


def _progress(name: str, count: int) -> Callable[[int, float], None]:
    due = PROGRESS_SECONDS

    def show(done: int, seconds: float) -> None:
        nonlocal due
        if seconds >= due:
            due = seconds + PROGRESS_SECONDS
            print(f"{name}: {done:,} of {count:,}, {done / seconds:,.0f}/s", file=sys.stderr, flush=True)

    return show


def _grown(result: Result) -> int:
    return result.memory[MARKS[-1]] - result.memory.get(MARKS[0], result.memory[MARKS[-1]])


def _print_result(name: str, result: Result) -> None:
    rate = result.cases / result.seconds if result.seconds else 0
    print(f"{name}: {result.cases:,} cases in {result.seconds:.1f} s, {rate:,.0f}/s")
    for outcome, count in result.outcomes.most_common():
        print(f"  {count:>10,}  {outcome}")
    memory = ", ".join(f"{size / 2**20:.1f} MiB at {mark} %" for mark, size in sorted(result.memory.items()))
    print(f"  resident: {memory}" + (" - GROWN" if _grown(result) > GROWTH_BYTES else ""), flush=True)


def _print_failure(name: str, seed: int, number: int, failure: Failure) -> None:
    print(f"FAILED: {name}, seed {seed}, case {number:,}; the smallest case found has {len(failure.case)} bytes:")
    traceback.print_exception(failure.error, file=sys.stdout)
    print(f"python -m tests.fuzz --replay {name} {failure.case.hex()}")


if __name__ == "__main__":
    sys.exit(main())
