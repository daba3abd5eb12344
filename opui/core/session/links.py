"""Which of a page's links a key highlights: the rules of the spec's *Pages*, for both hosts.

It draws nothing and waits for nothing. Links are known by their places, from 0; -1: none is highlighted.
"""

from collections.abc import Mapping, Sequence
from typing import Final

_STEPS: Final = {"previous_link": -1, "next_link": 1}
FOLLOW: Final = "follow"
"""What a key does that follows the link, and the event that tells of it."""


def moved(action: str, link: int) -> int:
    """Return the link that an own key highlights; `taken` says whether there is one."""
    return link + _STEPS[action]


def taken(keys: Mapping[str, str], links: int, link: int) -> Mapping[str, str]:
    """Return the own keys that a page takes as things stand: none that leads to no link.

    Args:
        keys: All that its kind has.
        links: How many links there are.
        link: The one that is highlighted.
    """
    return {key: action for key, action in keys.items() if 0 <= link + _STEPS.get(action, 0) < links}


def kept(before: Sequence[str], after: Sequence[str], link: int) -> int:
    """Return the link that is highlighted when a page says something else: the same one, if it is at its place.

    Args:
        before: The targets of the links that there were.
        after: Those of the links that there are.
        link: The one that was highlighted.
    """
    return link if 0 <= link < min(len(before), len(after)) and before[link] == after[link] else -1
