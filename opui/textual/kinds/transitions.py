"""Transitions: what a style says anew of a widget is shown over a time, step by step. No guest is called for it.

What the style says counts at once, whether the guest has changed it or another rule matches now. What is shown on the
way there are inline rules over it, which go when it is reached. Knows no kind.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from itertools import islice
from time import monotonic
from typing import Any, Final, NamedTuple, TypeAlias

from textual.app import App
from textual.color import Color
from textual.css.scalar import ScalarOffset
from textual.css.transition import Transition

from opui.textual.css import BELOW, TRANSITION_NAME, StyledWidget, renew_below
from opui.textual.private import EASING

AT_ONCE: Final = 64
"""Widgets that transitions draw anew in one step, in a whole program. What is beyond is shown as it is at last."""
PERIOD: Final = 1 / 30
"""Seconds between two steps, at least."""
LATE: Final = PERIOD / 4
"""Seconds by which a step may be late for whatever reason. Where it is later, people have the loop as long again."""
LEVEL: Final = "full"
"""What `App.animation_level` is where a person wants to see transitions, as with those of Textual."""
_PLACE: Final = "opui_transitions"
"""Where an app keeps its clock: it ends with the app."""

_Mix: TypeAlias = Callable[[Any, Any, float], Any]


class _Gradual(NamedTuple):
    """How a property goes over.

    Attributes:
        rules: Textual's names of it.
        mix: Returns what lies between two values, at a share of the way.
        default: What it is where nothing says it; None if that depends on what lies around.
    """

    rules: tuple[str, ...]
    mix: _Mix
    default: object = None


def _mix_numbers(start: float, end: float, share: float) -> float:
    return start + (end - start) * share


def _mix_colors(start: Color, end: Color, share: float) -> Color:
    # What is transparent has no colour of its own: it is not black.
    return (start if start.a else end.with_alpha(0)).blend(end if end.a else start.with_alpha(0), share)


def _mix_offsets(start: ScalarOffset, end: ScalarOffset, share: float) -> ScalarOffset:
    x, y = (round(_mix_numbers(one.value, other.value, share)) for one, other in zip(start, end, strict=True))
    return ScalarOffset.from_offset((x, y))


def _mix_edges(start: tuple[str, Color], end: tuple[str, Color], share: float) -> tuple[str, Color]:
    return (end[0], _mix_colors(start[1], end[1], share)) if start[0] == end[0] else end


_GRADUAL: Final = {
    "offset": _Gradual(("offset",), _mix_offsets, ScalarOffset.null()),
    "opacity": _Gradual(("opacity",), _mix_numbers, 1.0),
    "text-opacity": _Gradual(("text_opacity",), _mix_numbers, 1.0),
    "color": _Gradual(("color",), _mix_colors),
    "background": _Gradual(("background",), _mix_colors, Color(0, 0, 0, 0)),
    "tint": _Gradual(("tint",), _mix_colors, Color(0, 0, 0, 0)),
    "border": _Gradual(("border_top", "border_right", "border_bottom", "border_left"), _mix_edges),
}
_BY_RULE: Final = {rule: gradual for gradual in _GRADUAL.values() for rule in gradual.rules}


class _Move:
    """A rule on its way from one value to another.

    Attributes:
        shown: What is shown now.
        is_over: Whether that is the end.
    """

    def __init__(self, rule: str, start: object, end: object, timing: Transition) -> None:
        self._mix = _BY_RULE[rule].mix
        self._start, self._end = start, end
        self._began = monotonic()
        self._duration, self._ease = timing.duration, EASING[timing.easing]
        self.shown = self._mix(start, end, 0.0)
        self.is_over = False

    def go_on(self, now: float) -> bool:
        """Go on to where it is to be at a time; return whether that looks different."""
        before = self.shown
        share = (now - self._began) / self._duration
        self.is_over = share >= 1
        self.shown = self._end if self.is_over else self._mix(self._start, self._end, self._ease(share))
        return self.is_over or self.shown != before


class TransitionWidget(StyledWidget):
    """A widget whose style may have transitions."""

    _transitions: "Transitions | None" = None

    @property
    def has_transitions(self) -> bool:
        """Whether its transitions count."""
        return True

    def notify_style_update(self) -> None:
        """Begin to go over to what the style says now, and go on with what it still says."""
        super().notify_style_update()
        if self._transitions is None and self.styles.has_rule("transitions"):
            self._transitions = Transitions(self)
        if self._transitions is not None:
            self._transitions.follow()


class Transitions:
    """The transitions of one widget.

    Args:
        widget: The widget.
    """

    def __init__(self, widget: TransitionWidget) -> None:
        self.widget = widget
        self._aims: dict[str, Any] = {}
        self._moves: dict[str, _Move] = {}

    def follow(self) -> None:
        """Find out what the style says now; begin to go over to what is new, and go on with the rest."""
        timings = _timings(self.widget.styles.transitions)
        before, self._aims = self._aims, {rule: aim for rule in timings if (aim := self._aim(rule)) is not None}
        moves = {}
        for rule, aim in self._aims.items():
            move = self._moves.get(rule)
            if before.get(rule, aim) != aim:
                start = before[rule] if move is None else move.shown
                move = _Move(rule, start, aim, timings[rule]) if self._may_move(rule, timings[rule]) else None
            if move is not None and not move.is_over:
                moves[rule] = move
        over, self._moves = self._moves.keys() - moves.keys(), moves
        self._put(over)
        self._draw(over)

    def _aim(self, rule: str) -> object:
        """Return what the style says of a rule; None if nothing lies between that and another value."""
        styles = self.widget.styles
        if rule == "color" and styles.auto_color:
            return None
        return self.widget.own_rules.get(rule, styles.base.get_rule(rule, _BY_RULE[rule].default))

    def _may_move(self, rule: str, timing: Transition) -> bool:
        widget = self.widget
        is_wanted = timing.duration > 0 and widget.app.animation_level == LEVEL
        # Before it is mounted, its style is not even complete.
        if not (is_wanted and widget.is_mounted and widget.has_transitions):
            return False
        below = islice(widget.walk_children(), AT_ONCE) if rule in BELOW else ()
        return _clock_of(widget.app).takes(self, 1 + sum(1 for _ in below))

    def _put(self, over: Iterable[str]) -> None:
        """Put what is shown of the moves over the widget's own rules, and these back where moves are over."""
        inline, own = self.widget.styles.inline, self.widget.own_rules
        for rule in over:
            inline.set_rule(rule, own.get(rule))
        for rule, move in self._moves.items():
            inline.set_rule(rule, move.shown)

    def _draw(self, rules: Set[str]) -> None:
        """Have what some rules say now be seen."""
        if rules:
            self.widget.refresh(layout="offset" in rules)
        if not rules.isdisjoint(BELOW):
            renew_below(self.widget)

    def go_on(self, now: float) -> bool:
        """Show what is to be seen at a time; return whether there is more to come."""
        changed = {rule for rule, move in self._moves.items() if move.go_on(now)}
        if changed:
            # This has the moves followed, too: those that are over end.
            self.widget.notify_style_update()
        self._draw(changed & self._moves.keys())
        return bool(self._moves)


def _timings(transitions: Mapping[str, Transition]) -> dict[str, Transition]:
    """Return the transitions of a style by Textual's names of what goes over."""
    found = {name.removeprefix(TRANSITION_NAME): timing for name, timing in transitions.items()}
    return {rule: timing for name, timing in found.items() if name in _GRADUAL for rule in _GRADUAL[name].rules}


class _Clock:
    """Moves the widgets of an app on, one step after the other.

    Attributes:
        runs: Whether there is another step to come.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._weights: dict[Transitions, int] = {}
        self.runs = False

    def takes(self, transitions: Transitions, weight: int) -> bool:
        """Tell whether there is room for a move of so many widgets; if so, it goes on from now on."""
        before = self._weights.get(transitions, 0)
        own = max(weight, before)
        if sum(self._weights.values()) - before + own > AT_ONCE:
            return False
        self._weights[transitions] = own
        if not self.runs:
            self.runs = True
            self._app.set_timer(PERIOD, self._step)
        return True

    def _step(self) -> None:
        began = monotonic()
        now = began if self._app.animation_level == LEVEL else float("inf")
        for each in list(self._weights):
            if not (each.widget.is_attached and each.go_on(now)):
                del self._weights[each]
        self.runs = bool(self._weights)
        if self.runs:
            self._app.set_timer(PERIOD, partial(self._go_on, began))

    def _go_on(self, began: float) -> None:
        """Take the next step. If drawing the last one has made this late, wait as long as it did."""
        late = monotonic() - began - PERIOD
        if late > LATE:
            self._app.set_timer(late, self._step)
        else:
            self._step()


def is_at_rest(app: App[Any]) -> bool:
    """Tell whether nothing that an app shows goes over to anything."""
    return not _clock_of(app).runs


def _clock_of(app: App[Any]) -> _Clock:
    clock: _Clock | None = vars(app).get(_PLACE)
    if clock is None:
        clock = vars(app)[_PLACE] = _Clock(app)
    return clock
