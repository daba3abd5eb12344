"""What a target raises when its oracle says that opui is wrong."""


class Violation(AssertionError):  # noqa: N818 - it is no error of anybody's input
    """Something came about that the spec rules out."""
