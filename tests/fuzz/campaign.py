"""One target, many cases: counts of outcomes, rate, growth of memory; and the smallest case of a failure."""

import resource
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic
from types import FrameType
from typing import Final, NamedTuple

from tests.fuzz.targets import Target
from tests.fuzz.violation import Violation

BLOCK: Final = 256
"""Cases between two looks at the clock."""
STUCK_SECONDS: Final = 60
"""A block of cases that takes longer hangs."""
SHRINK_SECONDS: Final = 60.0
MARKS: Final = (10, 50, 100)
"""Percent of a run at which the resident memory is noted."""


class Failure(NamedTuple):
    """A violation, or an exception that nobody named, and a small case of it."""

    error: Exception
    case: bytes


class Result(NamedTuple):
    """What came of a run."""

    cases: int
    seconds: float
    outcomes: Counter[str]
    memory: dict[int, int]
    failure: Failure | None


def resident_bytes() -> int:
    """Return how much memory the process holds."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def alarm() -> Iterator[Callable[[], object]]:
    """Give a function that puts off the alarm, which raises a violation in whatever runs too long."""

    def stuck(signum: int, frame: FrameType | None) -> None:
        raise Violation(f"nothing came of it within {STUCK_SECONDS} s")

    before = signal.signal(signal.SIGALRM, stuck)
    try:
        yield lambda: signal.alarm(STUCK_SECONDS)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run(
    target: Target,
    count: int,
    random: Random,
    deadline: float,
    progress: Callable[[int, float], None] = lambda *_: None,
) -> Result:
    """Run cases until there were `count` of them, the deadline comes, or one fails."""
    outcomes: Counter[str] = Counter()
    memory: dict[int, int] = {}
    begun, done, failure = monotonic(), 0, None
    with alarm() as put_off:
        while done < count and monotonic() < deadline and failure is None:
            put_off()
            failure, passed = _block(target, min(BLOCK, count - done), random, outcomes)
            done += passed
            memory |= {mark: resident_bytes() for mark in MARKS if mark not in memory and done * 100 >= mark * count}
            progress(done, monotonic() - begun)
    memory.setdefault(MARKS[-1], resident_bytes())
    return Result(done, monotonic() - begun, outcomes, memory, failure)


def _block(target: Target, size: int, random: Random, outcomes: Counter[str]) -> tuple[Failure | None, int]:
    for passed in range(size):
        try:
            outcomes[target.step(random)] += 1
        except Exception as error:
            return Failure(error, shrunk(target, target.case(), error)), passed
    return None, size


def shrunk(target: Target, case: bytes, error: Exception, seconds: float = SHRINK_SECONDS) -> bytes:
    """Return the smallest case found that fails with an error of the same type."""
    signal.alarm(0)
    deadline = monotonic() + seconds
    found: bytes | None = case
    while found is not None and monotonic() < deadline:
        case = found
        found = next((other for other in target.smaller(case) if _fails(target, other, error)), None)
    return case


def _fails(target: Target, case: bytes, error: Exception) -> bool:
    try:
        target.check(case)
    except Exception as other:
        return type(other) is type(error)
    return False
