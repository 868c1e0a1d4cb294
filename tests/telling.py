"""What stories of being told share: a sheet that several follow, and what their first pages say."""

import re

from anliegen.models import Interest
from anliegen.wall import moves
from conference.entrance import seats
from tests.world import Phone, plain


def followed(world):
    """Return sheet 1: Ben and Emil bring it, Cleo marked it; it hangs in Linde in round 1, and everybody knows."""
    world.emil = seats.join(world.conference, "Emil")
    sheet = world.writes(world.ben, "Wer kocht?", conveners=[(world.ben, "Ben"), (world.emil, "Emil")])
    Interest.objects.create(anliegen=sheet, seat=world.cleo)
    moves.pin(sheet, world.first, world.linde, by=world.ada)
    everybody_reads(world)
    return sheet


def everybody_reads(world):
    world.conference.refresh_from_db()
    world.conference.seats.update(read_to=world.conference.version)


def hears(seat):
    """Return what the first page tells this seat: the sentences."""
    page = plain(Phone(seat).get(f"/c/{seat.conference.slug}/"))
    return re.findall(r'<a href="[^"]*/anliegen/(\d+)/">.*?</a>\s*<p><b>(.*?)</b>', page.split('id="today"')[0], re.S)


def told_who(world):
    """Return the names of all who are told something."""
    everybody = [world.olga, world.ada, world.hal, world.ben, world.emil, world.cleo, world.dora]
    return [seat.name for seat in everybody if hears(seat)]
