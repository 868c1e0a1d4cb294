"""What calls somebody at once, on whatever page they are: "you are next" in the market, and what is urgent."""

from dataclasses import dataclass, field

from anliegen.market import reads as market
from anliegen.models import TurnState
from conference.setup import notices


@dataclass
class Calls:
    """`presents` and `next`: the number of one's own sheet that is presented, or called next."""

    presents: int | None = None
    next: int | None = None
    urgent: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.presents or self.next or self.urgent)


def of(seat):
    """Return what calls this seat now; where nothing does, no question more than once a change."""
    called = market.called(seat.conference)
    numbers = [_own(called, state, seat) for state in (TurnState.PRESENTING, TurnState.WAITING)]
    return Calls(*numbers, notices.urgent_for(seat))


def _own(called, state, seat):
    number, seats = called.get(state, (None, ()))
    return number if seat.pk in seats else None
