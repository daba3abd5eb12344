"""What a target raises when its oracle says that opui is wrong."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time


class Violation(AssertionError):  # noqa: N818 - it is no error of anybody's input
    """Something came about that the spec rules out."""


@contextmanager
def in_time(seconds: float, what: str) -> Iterator[None]:
    """Do something that may take so much processor time.

    Raises:
        Violation: It took more.
    """
    # A collection of all that the other tests have left behind would count.
    gc.disable()
    begun = thread_time()
    try:
        yield
    finally:
        took = thread_time() - begun
        gc.enable()
        if took > seconds:
            raise Violation(f"{what} took {took:.1f} s")
