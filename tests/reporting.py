"""What stories of the Nachrichtenwand share: a report that hangs, and what its pages say."""

import re

from anliegen.record import reports
from anliegen.wall import moves
from tests.world import Phone, plain


def hung(world):
    """Return Ben's sheet 1, which hangs in Linde; its report hangs on the Nachrichtenwand."""
    sheet = world.writes(world.ben, "Wer kocht?")
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return told_of(world, sheet, results="- Soup\n- **Bread**")


def told_of(world, sheet, **parts):
    reports.write(sheet, world.ben, **parts)
    reports.publish(sheet, world.ben)
    return sheet


def wall(seat, **look):
    """Return the numbers that hang on the Nachrichtenwand for that seat."""
    page = plain(Phone(seat).get(f"/c/{seat.conference.slug}/news/", look))
    return [int(number) for number in re.findall(r'<li id="sheet-of-(\d+)".*?</li>', page, re.S)]


def page(seat, number=1):
    return plain(Phone(seat).get(f"/c/{seat.conference.slug}/news/{number}/"))
