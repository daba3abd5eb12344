"""The light check against regressions: `python -m benchmarks.counts [--write]` counts quantities and takes no times.

What `benchmarks.tally` counts for each operation, and the bytes of every example, are compared with the committed
`counts.json`; a count that is worse fails. Nearly all are the same in every run, however busy the machine is; the
table `TOLERANCES` has those that are not, or not on every machine. A count that is better is named, too: written
anew, the file holds it from then on. Not counted is what hangs on time alone: two events that share a frame or not,
the paint before a slow guest's answer, cursors that blink.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from benchmarks.apps import EXAMPLES, fill_todo
from benchmarks.rows import APPEND, CLEAR, CREATE, CREATE_MANY, REMOVE, REPLACE, SELECT, SWAP, UPDATE, Step
from benchmarks.tally import BLOCKS, FUEL, HOST_CALLS, QUANTITIES, tallied

COMMITTED: Final = Path(__file__).with_name("counts.json")
PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
DOWN: Final = "cursor down"
PAGE: Final = "page down"
KEY: Final = "a key"
ADD: Final = "add an item"
TICK: Final = "tick one"
DELETE: Final = "delete one"
MODULE_BYTES: Final = "module bytes"
COUNTED: Final = "counted at all"

Counts: TypeAlias = Mapping[str, Mapping[str, int]]
"""Operation → quantity → its count; one that is missing is 0."""


class Tolerance(NamedTuple):
    """How much higher a count may be than the committed one: a share of it, and so many more; and why."""

    share: float
    more: int
    reason: str


TOLERANCES: Final = {
    FUEL: Tolerance(0.01, 0, "the same in every run, but another version of wasmtime may reckon otherwise"),
    BLOCKS: Tolerance(0.02, 150, "what waits for its next turn when the count is taken; up to 140 more or fewer"),
    HOST_CALLS: Tolerance(0.01, 50, "what is asked while the guest's thread computes; up to 40 more or fewer"),
}
"""All other quantities are exact."""
OF_ONE_PYTHON: Final = frozenset({BLOCKS, HOST_CALLS})
"""What only the Python can be held to with which the committed counts were taken."""


class Play(NamedTuple):
    """A session of an app: its example, the items that it has at first, and its keys, those counted with a name.

    What is done for the first time is not counted: it fills caches.
    """

    example: str
    items: int
    script: tuple[Step, ...]

    def operation(self, case: str) -> str:
        """Return what a case of it is called among those of all apps."""
        return f"{self.example}: {case}" + (f", {self.items:,} items" if self.items else "")


_TYPED: Final[tuple[Step, ...]] = (("", "k"), ("", "enter"), ("", "k"), (KEY, "k"), (ADD, "enter"))
PLAYS: Final = (
    Play(
        "rows",
        0,
        (
            *(("", "c"), ("", "u"), ("", "a"), ("", "x")),
            *((CREATE, "c"), (REPLACE, "c"), (UPDATE, "u")),
            *(("", "down"), ("", "enter"), (DOWN, "down"), (SELECT, "enter"), (SWAP, "s"), (REMOVE, "d")),
            *(("", "pagedown"), (PAGE, "pagedown"), (APPEND, "a"), (CLEAR, "x"), (CREATE_MANY, "l")),
        ),
    ),
    Play("todo", 10, _TYPED),
    Play(
        "todo",
        1_000,
        (
            *(*_TYPED, ("", "down"), ("", "space"), ("", "down"), (TICK, "space"), ("", "d"), (DELETE, "d")),
            *(("", "pagedown"), (PAGE, "pagedown")),
        ),
    ),
)


async def counted(play: Play) -> dict[str, Counter[str]]:
    """Play a session; return what its operations took."""
    async with tallied(play.example) as (painter, tally):
        if play.items:
            await fill_todo(painter, play.items)
        for case, key in play.script:
            if case:
                await tally.count(play.operation(case), key)
            else:
                await painter.do(key)
    return tally.counts


def module_bytes() -> dict[str, dict[str, int]]:
    """Return how large each example's module is."""
    return {path.name: {MODULE_BYTES: path.stat().st_size} for path in sorted(EXAMPLES.glob("*/*.wasm"))}


class Difference(NamedTuple):
    """A count that is not the committed one.

    Attributes:
        operation: What was done, or a module's name.
        quantity: What was counted.
        committed: The count that is committed.
        now: The count taken now.
        worse: Whether that is worse.
    """

    operation: str
    quantity: str
    committed: int
    now: int
    worse: bool


def differences(committed: Counts, now: Counts, left_out: Collection[str] = ()) -> list[Difference]:
    """Compare counts; what lies within a tolerance is no difference, what is in one of them alone is a bad one.

    Args:
        committed: The counts that should hold.
        now: Those taken now.
        left_out: Quantities that are not compared.
    """
    found = []
    for operation in dict.fromkeys((*committed, *now)):
        if operation not in committed or operation not in now:
            found.append(Difference(operation, COUNTED, operation in committed, operation in now, True))
            continue
        before, after = committed[operation], now[operation]
        for quantity in (*QUANTITIES, MODULE_BYTES):
            was, is_ = before.get(quantity, 0), after.get(quantity, 0)
            if quantity not in left_out and abs(is_ - was) > _room(quantity, was):
                found.append(Difference(operation, quantity, was, is_, is_ > was))
    return found


def _room(quantity: str, count: int) -> float:
    tolerance = TOLERANCES.get(quantity)
    return abs(count) * tolerance.share + tolerance.more if tolerance else 0


def as_text(counts: Counts, python: str) -> str:
    """Return the committed file's text: a line for each operation."""
    lines = []
    for operation, of in counts.items():
        taken = {quantity: of[quantity] for quantity in (*QUANTITIES, MODULE_BYTES) if of.get(quantity)}
        lines.append(f"{json.dumps(operation)}: {json.dumps(taken)}")
    return f'{{"python": "{python}", "counts": {{\n' + ",\n".join(lines) + "\n}}\n"


def read_committed() -> tuple[Counts, str]:
    """Return the committed counts, and the version of Python with which they were taken."""
    read = json.loads(COMMITTED.read_text())
    return read["counts"], read["python"]


def main() -> int:
    """Count, and write or compare; return 1 if something is worse."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the counts, to be committed")
    write = parser.parse_args().write
    now: dict[str, Mapping[str, int]] = {}
    for play in PLAYS:
        now |= asyncio.run(counted(play))
    now |= module_bytes()
    if write:
        COMMITTED.write_text(as_text(now, PYTHON))
        return 0
    return _report(now)


def _report(now: Counts) -> int:
    committed, python = read_committed()
    left_out = () if python == PYTHON else OF_ONE_PYTHON
    if left_out:
        print(f"counts: {' and '.join(sorted(left_out))} are those of Python {python}, and are not compared")
    found = differences(committed, now, left_out)
    for each in found:
        verdict = "WORSE" if each.worse else "better"
        print(f"{each.operation:32} {each.quantity:20} {each.committed:13,} → {each.now:13,}  {verdict}")
    worse = sum(each.worse for each in found)
    print(f"counts: {len(now)} operations and modules, {worse} counts worse, {len(found) - worse} better")
    if found:
        print("What is meant to be so is written by: python -m benchmarks.counts --write")
    return bool(worse)


if __name__ == "__main__":
    sys.exit(main())
