"""When things happened: a guest is told when a person did something, however late the program comes to it."""

from textual import events

from opui.textual.kinds.happening import age, handling
from tests.textual.apps import made
from tests.textual.harness import Running, running

HEARD = made(10, "button", 0) + "".join(
    f"attach node={node} event={name} handler=1 data=0\n" for node, name in ((0, "key"), (10, "press"))
)


def pressed(key: str, ago: float) -> events.Key:
    event = events.Key(key, key if len(key) == 1 else None)
    event.time -= ago
    return event


def times(run: Running) -> list[tuple[str, float]]:
    """The events that the guest was told of, each with the time told before it."""
    time, found = 0.0, []
    for event in run.told:
        if event.name == "clock":
            time = event.numbers[0]
        else:
            found.append((event.name, time))
    return found[1:]


async def test_keys_have_the_times_at_which_they_were_pressed() -> None:
    async with running(HEARD) as run:
        await run.focus(10)
        # As if the guest had run for a while.
        run.view._driver._started -= 60
        for key, ago in (("x", 30.0), ("enter", 20.0), ("y", 5.0)):
            run.app.post_message(pressed(key, ago))
        await run.settle()
        (first, begun), *rest = times(run)
        assert (first, begun > 20_000) == ("key", True)
        assert [(name, round((time - begun) / 1000)) for name, time in rest] == [("press", 10), ("key", 25)]


async def test_no_key_was_pressed_before_the_guest_began() -> None:
    async with running(HEARD) as run:
        await run.focus(10)
        run.app.post_message(pressed("x", 3600.0))
        await run.settle()
        ((name, time),) = times(run)
        assert (name, time >= 0) == ("key", True)


async def test_what_comes_of_something_sent_on_is_as_old_as_that() -> None:
    with handling(pressed("x", 30.0)), handling(pressed("y", 10.0)):
        assert round(age()) // 1000 == 30
    assert age() == 0.0


async def test_what_nobody_did_happens_when_it_is_told() -> None:
    with handling(events.Mount()):
        assert age() == 0.0
