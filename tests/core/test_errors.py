import re

import pytest

from opui.core import errors
from opui.core.errors import (
    RULES,
    BatchError,
    CommandError,
    ControlBlockError,
    DecodeError,
    GuestError,
    InputError,
    LimitError,
    ListingError,
    ModuleError,
    OpuiError,
    TrapError,
)


def test_the_tree_in_the_documentation_is_the_tree_of_classes() -> None:
    drawn = re.findall(r"^    (?:[│ ├└─]*)(\w+Error)", errors.__doc__ or "", re.MULTILINE)
    classes = {name for name, each in vars(errors).items() if isinstance(each, type)}
    assert set(drawn) == classes
    assert len(drawn) == len(classes)


@pytest.mark.parametrize("class_", [ModuleError, ControlBlockError, TrapError, BatchError])
def test_guest_errors_say_their_rule_and_detail(class_: type[GuestError]) -> None:
    error = class_("limit", "too many")
    assert (error.rule, error.detail, str(error)) == ("limit", "too many", "limit: too many")
    assert isinstance(error, OpuiError)


@pytest.mark.parametrize("class_", [DecodeError, CommandError, LimitError])
def test_a_batch_error_says_its_place_once_that_is_known(class_: type[BatchError]) -> None:
    error = class_("value", "3 is not a flag")
    assert str(error) == "value: 3 is not a flag"
    error.place = "frame 2, command 1"
    assert str(error) == "frame 2, command 1: value: 3 is not a flag"


def test_a_listing_error_says_its_line_if_there_are_several() -> None:
    assert str(ListingError(3, "there is no kind 'x'")) == "line 3: there is no kind 'x'"
    assert str(ListingError(0, "there is no kind 'x'")) == "there is no kind 'x'"
    assert issubclass(ListingError, InputError)
    assert not issubclass(InputError, GuestError)


def test_every_rule_has_a_sentence() -> None:
    for rule, sentence in RULES.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]+", rule), rule
        assert sentence.endswith("."), rule
