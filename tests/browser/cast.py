"""The small cast in a running house. Run on its data, `python -m tests.browser.cast 5` makes worlds and prints them.

Ben brings #1 and #3, both parked; Cleo brings #2, which hangs in Linde in round 1.
"""

import json
import os
import sys

import django

PEOPLE = ("olga", "ada", "hal", "ben", "cleo")


def make():
    """Return one more world, as its ids, addresses and the cookies of its people."""
    from anliegen.wall import moves
    from tests import world as worlds

    world = worlds.build()
    world.writes(world.ben, "Wer kocht?")
    garden = world.writes(world.cleo, "Ein Garten für alle")
    world.writes(world.ben, "Licht im Hof")
    moves.pin(garden, world.first, world.linde, by=world.cleo)
    slots = {name: getattr(world, name).pk for name in ("first", "second", "lunch", "third")}
    return {
        "home": world.url(),
        "code": world.conference.entrances.get(role="participant").code,
        "display": world.url(f"display/{world.screen.key}/"),
        "rooms": {name: getattr(world, name).pk for name in ("aula", "linde", "birke")},
        "slots": slots,
        "keys": {name: getattr(world, name).key for name in PEOPLE},
        "cookies": {name: cookie(getattr(world, name)) for name in PEOPLE},
    }


def cookie(seat):
    from tests import world as worlds

    return worlds.Phone(seat).cookies["seat"].value


class Cast:
    """One world, as a test speaks of it."""

    def __init__(self, told):
        self.told = told
        self.home, self.display = told["home"], told["display"]

    def cell(self, slot, room):
        """The selector of a cell."""
        return f"#cell-{self.told['slots'][slot]}-{self.told['rooms'][room]}"

    def cookies(self, name, address):
        """What a browser holds that sits on that person's seat."""
        return {"cookies": [{"name": "seat", "value": self.told["cookies"][name], "url": address}], "origins": []}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    django.setup()
    print(json.dumps([make() for _ in range(int(sys.argv[1]))]))
