"""An app without a screen: when frames end, how time passes, how much is kept and for how long it runs."""

from itertools import count

import pytest

from opui.core import protocol
from opui.core.errors import CommandError, InputError, LimitError, ListingError
from opui.core.wire.decoder import events
from opui.tools import headless
from opui.tools.headless import Headless, OutOfTimeError
from tests.actions import FIRST, told
from tests.scripted import scripted

TIMERS = """
create node=1 kind=timer
set_number node=1 attribute=interval value=100.0
attach node=1 event=tick handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=timer
set_number node=2 attribute=interval value=70.0
set_flag node=2 attribute=once value=true
attach node=2 event=tick handler=1 data=0
insert node=2 parent=0 before=0
"""


def times(app: Headless) -> list[float]:
    return [events(exchange.events)[0].numbers[0] for exchange in app.exchanges]


def test_waiting_runs_the_timers_in_the_order_in_which_they_are_due() -> None:
    app = Headless(scripted(TIMERS))
    app.do("wait 250")
    assert [event.node for event in told(app)] == [2, 1, 1]
    assert times(app) == [0, 70, 100, 200]
    app.do("wait 49")
    assert len(app.exchanges) == 4
    app.do("wait 1")
    assert times(app)[-1] == 300


def test_time_stands_still_unless_it_is_told_to_pass() -> None:
    app = Headless(scripted(FIRST))
    app.play("press button\nwait 500\npress button")
    assert times(app) == [0, 0, 500]


def test_an_action_runs_all_the_frames_that_follow_from_it() -> None:
    app = Headless(scripted(FIRST, "", "", "", "", again=[2, 3]))
    app.do("press button")
    assert len(app.exchanges) == 4


def test_a_guest_that_never_ends_asking_is_left_after_so_many_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless, "AGAIN_FRAMES", 20)
    app = Headless(scripted(*[""] * 30, again=range(1, 31)))
    assert len(app.exchanges) == 20


def test_an_app_runs_with_its_limits() -> None:
    limits = protocol.LIMIT | {"widgets": 4}
    app = Headless(scripted(FIRST), limits=limits)
    assert "widgets=4" in events(app.exchanges[0].events)[1].text.splitlines()
    with pytest.raises(LimitError, match="weigh more than widgets = 3"):
        Headless(scripted(FIRST), limits=protocol.LIMIT | {"widgets": 3})


def test_every_frame_is_kept_as_it_crossed_the_boundary() -> None:
    app = Headless(scripted(FIRST, 'set_text node=2 text="Gone"'))
    app.do("press button")
    assert [exchange.events.frame for exchange in app.exchanges] == [1, 2]
    assert [exchange.commands.frame for exchange in app.exchanges] == [1, 2]
    assert [len(exchange.commands.commands) // 16 for exchange in app.exchanges] == [FIRST.strip().count("\n") + 1, 1]
    assert app.guest.calls == {"opui_init": 1, "opui_frame": 2}


def test_an_action_that_changes_nothing_for_the_guest_makes_no_call() -> None:
    app = Headless(scripted("create node=1 kind=button\ninsert node=1 parent=0 before=0"))
    app.do("focus button")
    assert len(app.exchanges) == 1


def test_quit_ends_the_app_and_nothing_can_be_done_after_it() -> None:
    app = Headless(scripted(FIRST, "call node=0 method=quit option=3", again=[2]))
    app.do("press button")
    assert app.exit_code == 3
    assert len(app.exchanges) == 2
    for line in ("press button", "wait 5", "key f2"):
        with pytest.raises(ListingError, match="the app has quit \\(exit code 3\\)"):
            app.do(line)


def test_a_quit_while_waiting_ends_the_waiting() -> None:
    app = Headless(scripted(TIMERS, "call node=0 method=quit option=0"))
    app.do("wait 1000")
    assert app.exit_code == 0
    assert times(app) == [0, 70]


def test_a_guest_that_fails_fails_again_with_the_same_error() -> None:
    app = Headless(scripted(FIRST, "remove node=99"))
    errors = []
    for _ in range(2):
        with pytest.raises(CommandError, match="there is no node 99") as caught:
            app.do("press button")
        errors.append(caught.value)
    assert errors[0] is errors[1]
    assert len(app.exchanges) == 2


def test_the_listing_is_the_trees_with_ids_or_without() -> None:
    app = Headless(scripted("create node=7 kind=row\ninsert node=7 parent=0 before=0"))
    assert app.listing() == "root\n  row #7\n"
    assert app.listing(ids=False) == "root\n  row\n"


def test_a_closed_app_is_freed() -> None:
    app = Headless(scripted(FIRST))
    app.close()
    app.close()


def test_an_error_of_a_path_is_an_input_error_like_any_other() -> None:
    assert issubclass(ListingError, InputError)


def test_a_run_ends_with_its_time_however_long_it_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count()
    monkeypatch.setattr(headless, "monotonic", lambda: next(clock))
    ticking = """
    create node=1 kind=timer
    set_number node=1 attribute=interval value=10.0
    attach node=1 event=tick handler=1 data=0
    insert node=1 parent=0 before=0
    """
    app = Headless(scripted(ticking), seconds=100)
    with pytest.raises(OutOfTimeError, match="the app was stopped, it has run for 100 s"):
        app.do("wait 10000")
    assert len(app.exchanges) < 100


def test_the_last_exchanges_and_calls_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless, "EXCHANGES_BYTES", 2000)
    monkeypatch.setattr(headless, "CALLS_KEPT", 3)
    frames = [f'{FIRST if not number else ""}call node=0 method=log option=0 text="{number}"' for number in range(20)]
    app = Headless(scripted(*frames))
    for _ in range(19):
        app.do("press button")
    assert [call.text for call in app.calls] == ["17", "18", "19"]
    assert 1 < len(app.exchanges) < 20
    assert app.exchanges[-1].events.frame == 20
    assert sum(exchange.size for exchange in app.exchanges) <= 2000


PACED = """
create node=1 kind=input
attach node=1 event=change handler=1 data=0 pace=300
insert node=1 parent=0 before=0
create node=2 kind=slider
attach node=2 event=slide handler=1 data=0 pace=300
insert node=2 parent=0 before=0
create node=3 kind=button
attach node=3 event=press handler=1 data=0 pace=once
insert node=3 parent=0 before=0
"""


def test_what_is_debounced_comes_when_time_has_passed_and_no_sooner() -> None:
    app = Headless(scripted(PACED))
    app.play("focus input\nkey a\nwait 299\nkey b\nwait 299")
    assert told(app) == []
    app.do("wait 1")
    assert [event.text for event in told(app)] == ["ab"]


def test_enter_sends_what_waits() -> None:
    app = Headless(scripted(PACED + "attach node=1 event=submit handler=1 data=0"))
    app.play("focus input\nkey a\nkey enter")
    assert [(event.name, event.text) for event in told(app)] == [("change", "a"), ("submit", "a")]


def test_a_slider_goes_on_from_where_the_person_has_left_it_though_the_guest_was_not_told() -> None:
    app = Headless(scripted(PACED))
    app.play("focus slider\nkey right\nkey right\nkey right\nslide slider amount=3\nwait 300")
    assert [event.numbers for event in told(app)] == [(3.0,)]


def test_a_handler_that_hears_once_is_gone() -> None:
    app = Headless(scripted(PACED))
    app.do("press button")
    with pytest.raises(ListingError, match="nothing handles press on button 3"):
        app.do("press button")


def test_a_script_says_where_something_is_scrolled_to_and_keys_do_not() -> None:
    first = "create node=1 kind=scroll\nattach node=1 event=scroll handler=1 data=0\ninsert node=1 parent=0 before=0"
    app = Headless(scripted(first))
    app.play("focus scroll\nkey end\nscroll scroll y=7\nscroll scroll x=2 y=40 at_end")
    assert [(event.numbers, event.flags) for event in told(app)] == [((0, 7), 0), ((2, 40), 1)]
