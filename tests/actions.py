"""An app without a screen that has something of each kind, and what it is told of what is done to it."""

import pytest

from opui.core.errors import ListingError
from opui.core.wire.decoder import events
from opui.core.wire.records import Event
from opui.tools.headless import Headless
from tests.scripted import scripted

FIRST = """
create node=1 kind=input
set_string node=1 attribute=name value="draft"
attach node=1 event=change handler=1 data=0
attach node=1 event=submit handler=1 data=0
attach node=1 event=focus handler=1 data=0
attach node=1 event=blur handler=1 data=0
attach node=1 event=key handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=button
set_text node=2 text="Go"
attach node=2 event=press handler=1 data=9
attach node=2 event=focus handler=1 data=0
insert node=2 parent=0 before=0
create node=3 kind=checkbox
attach node=3 event=toggle handler=1 data=0
insert node=3 parent=0 before=0
create node=4 kind=list
set_string node=4 attribute=name value="rows"
attach node=4 event=highlight handler=1 data=0
attach node=4 event=focus handler=1 data=0
insert node=4 parent=0 before=0
create node=5 kind=text
insert node=5 parent=4 before=0
create node=6 kind=text
set_flag node=6 attribute=hidden value=true
insert node=6 parent=4 before=0
create node=7 kind=text
attach node=7 event=press handler=1 data=0
insert node=7 parent=4 before=0
create node=8 kind=key_binding
set_string node=8 attribute=key value="f2"
attach node=8 event=press handler=1 data=0
insert node=8 parent=0 before=0
create node=9 kind=key_binding
set_string node=9 attribute=key value="\\""
attach node=9 event=press handler=1 data=0
insert node=9 parent=4 before=0
attach node=0 event=key handler=1 data=0
attach node=0 event=resize handler=1 data=0
attach node=0 event=theme handler=1 data=0
"""


LINE = """
create node=1 kind=input
attach node=1 event=change handler=1 data=0
insert node=1 parent=0 before=0
call node=1 method=focus
"""


def told(app: Headless, since: int = 1) -> list[Event]:
    """What the guest was told by the frames from `since` on, without the time and the handlers."""
    batches = [exchange.events for exchange in app.exchanges[since:]]
    found = [event for batch in batches for event in events(batch) if event.name not in ("clock", "start")]
    return [event._replace(handler=0, data=0) for event in found]


def after(*lines: str, first: str = FIRST) -> list[Event]:
    """What the guest was told of these actions."""
    app = Headless(scripted(first))
    app.play("\n".join(lines))
    return told(app)


def refused(line: str, first: str = FIRST) -> str:
    app = Headless(scripted(first))
    with pytest.raises(ListingError) as caught:
        app.play(f"# a comment\n{line}")
    assert caught.value.line == 2
    assert len(app.exchanges) == 1
    return caught.value.detail
