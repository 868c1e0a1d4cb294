"""Measure a wave: 700 people mark ten sheets each in three minutes, beside a living wall: `python -m tests.bench.wave`.

Each joins, opens the quick round and answers ten sheets as its script does. Beside them two moves a second are pushed
to as many sockets; how long those take is compared with the same without it. Parts with and without it take turns,
so that the ratio holds on a machine with other work, too. Nothing may be lost.
"""

import argparse
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from tests.bench.__main__ import database, machine, two
from tests.bench.people import Browser, Day
from tests.bench.servers import ours
from tests.bench.variants import Variant, percentile

HALL = {"people": 0, "anliegen": 80, "rooms": 15, "slots": 5}
HANDS = 24  # threads that tap for all
JOINING = 4  # at once
CARD = re.compile(r'class="card" data-anliegen="(\d+)"')
COUNTS = re.compile(r'<p id="interest" hidden data-live data-counts="([^"]*)"')


class Person:
    """Somebody with a phone: `taps` are the moments of the wave (seconds) at which one of the sheets is marked."""

    def __init__(self, port, links, number, dice, options):
        self.browser = Browser(port).join(links["join"], f"Person {number}")
        self.round = f"/c/{links['slug']}/anliegen/round/"
        start = dice.uniform(0, options.seconds * 0.6)
        self.taps = sorted(dice.uniform(start, options.seconds) for _ in range(options.marks))
        self.sheets, self.opened = [], start

    def act(self, times):
        """Open the round first, then mark the next sheet."""
        began = time.monotonic()
        if not self.sheets:
            self.sheets = CARD.findall(self.browser.get(self.round))
            times["page"].append(time.monotonic() - began)
            began = time.monotonic()
        self.browser.post(self.round, {"HX-Request": "true"}, anliegen=self.sheets.pop(0), answer="come")
        times["tap"].append(time.monotonic() - began)


def main():
    options = arguments()
    with ExitStack() as stack:
        url = options.postgres and stack.enter_context(database(options.postgres))
        server = stack.enter_context(two(url, options) if url else ours())
        day = Day(server.port, server.demo(**HALL))
        variant = Variant(server, day.socket, day.change, options.sockets)
        for verb in ("write", "pin"):
            getattr(day, verb)()
        dice, port = random.Random(700), server.port
        with ThreadPoolExecutor(JOINING) as hall:
            people = list(hall.map(lambda at: Person(port, day.links, at, dice, options), range(options.people)))
        quiet, waves, times, length = [], [], {"page": [], "tap": []}, options.seconds / options.parts
        for part in range(options.parts):
            quiet.append(broadcast(variant, day, length))
            waves.append(in_a_wave(variant, day, people, part * length, length, times))
            time.sleep(1.5)  # the last are told
        print(table(options, quiet, waves, times, marked(day)))
        variant.crowd.go_home()


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.wave", description=__doc__)
    parser.add_argument("--people", type=int, default=700)
    parser.add_argument("--marks", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--parts", type=int, default=6, help="parts of the wave, each after one without it")
    parser.add_argument("--sockets", type=int, default=700)
    parser.add_argument(
        "--postgres", metavar="URL", help="two processes instead of one; a database is made and dropped"
    )
    parser.add_argument("--redis", metavar="URL")
    return parser.parse_args()


def broadcast(variant, day, seconds):
    changes = max(8, int(seconds * 2))
    return variant.broadcast(changes, 0.5, lambda: day.change(["move"])) | {"changes": changes}


def in_a_wave(variant, day, people, since, length, times):
    """Let all tap whose time comes in these seconds of the wave; return the pushes beside it."""
    failed, told = [], day.version
    start = time.monotonic() + 0.2

    def hand(own):
        due = sorted((at, each) for each in own for at in people[each].taps if since <= at < since + length)
        for at, person in due:
            time.sleep(max(0, start + at - since - time.monotonic()))
            try:
                people[person].act(times)
            except (OSError, RuntimeError, IndexError) as error:
                failed.append(error)

    hands = [threading.Thread(target=hand, args=(range(at, len(people), HANDS),)) for at in range(HANDS)]
    for each in hands:
        each.start()
    wave = broadcast(variant, day, length)
    for each in hands:
        each.join()
    counts = day.version - told - wave["changes"]
    return wave | {"failed": len(failed), "why": failed[:1], "took": time.monotonic() - start, "counts": counts}


def marked(day):
    """How many marks the wall's page counts."""
    counts = COUNTS.search(day.ada.get(day.wall))[1]
    return sum(int(each.split(":")[1]) for each in counts.split(",") if each)


def table(options, quiet, waves, times, kept):
    alone, beside = (percentile([each for part in parts for each in part["times"]], 99) for parts in (quiet, waves))
    sent, failed = options.people * options.marks, sum(each["failed"] for each in waves)
    took, counts = sum(each["took"] for each in waves), sum(each["counts"] for each in waves)
    pairs = [f"{wave['p99'] / one['p99']:.2f}" for one, wave in zip(quiet, waves, strict=True)]
    rows = [
        ("pushes of moves alone: p50 / p99 of each part, ms", " · ".join(map(figures, quiet)), ""),
        ("pushes of moves in the wave: the same", " · ".join(map(figures, waves)), ""),
        ("p99 of all parts, alone and in the wave, ms", f"{alone:.0f} · {beside:.0f}", ""),
        ("their p99 in the wave / alone (part by part)", f"{beside / alone:.2f} ({' · '.join(pairs)})", "< 1.5"),
        ("marks sent / counted in the end / failed", f"{sent:,} / {kept:,} / {failed}", "nothing lost"),
        ("messages that never came", f"{sum(each['lost'] for each in quiet + waves)}", "0"),
        ("counts told during the wave, a second", f"{counts / took:.2f}", "≤ 1"),
        ("a tap: p50 / p99, ms", both(times["tap"]), ""),
        ("the round's page: p50 / p99, ms", both(times["page"]), ""),
    ]
    size = f"{options.people} people × {options.marks} sheets in {took:.0f} s, {options.sockets:,} sockets"
    why = [f"First failure: {each['why'][0]!r}" for each in waves if each["why"]][:1]
    lines = [f"{size}; {machine()}.", *why, "", "| | | wanted |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def figures(found):
    return f"{found['p50']:.0f} / {found['p99']:.0f}"


def both(times):
    return f"{percentile(times, 50):.0f} / {percentile(times, 99):.0f}"


if __name__ == "__main__":
    main()
