"""Measure the live path as a hall uses it, beside the references, and print a table: `python -m tests.bench`.

Absolute figures differ between machines and runs; what counts is each column beside the others of the same run.
"""

import argparse
import os
import platform
import re
import resource
import secrets
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import mean, median

from tests.bench.crowd import Crowd
from tests.bench.people import PACKED, Browser, Day, crowd_asks
from tests.bench.servers import ours, reference

HALL = {"people": 60, "anliegen": 60, "rooms": 15, "slots": 6}
BIG_WALL = {"people": 200, "anliegen": 200, "rooms": 20, "slots": 10}


def main():
    options = arguments()
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(16_384, hard_limit()),) * 2)
    figures = {"ours": measure_ours(options)}
    size = figures["ours"].pop("size")
    if options.postgres and options.redis:
        figures["two processes, PostgreSQL, Redis"] = measure_two(options)
    for kind, path in (("ws", "/"), ("socket.io", "/socket.io/?EIO=4&transport=websocket"), ("websockets", "/")):
        with skipping(kind):
            figures[kind] = measure_reference(kind, path, size, options.sockets, options)
    with skipping("channels"):
        figures["Channels groups (500)"] = measure_reference("channels", "/", size, min(500, options.sockets), options)
    print(table(figures, size, options))


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sockets", type=int, default=3500)
    parser.add_argument("--quick", action="store_true", help="one short round instead of three")
    parser.add_argument("--postgres", metavar="URL", help="measure two processes too; a database is made and dropped")
    parser.add_argument("--redis", metavar="URL")
    options = parser.parse_args()
    options.rounds, options.changes, options.seconds = (1, 8, 3) if options.quick else (3, 20, 8)
    return options


def hard_limit():
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


@contextmanager
def skipping(what):
    """A reference that can't run here is left out, and says why."""
    try:
        yield
    except (OSError, RuntimeError, ImportError) as error:
        print(f"{what} left out: {error}", file=sys.stderr)


def measure_ours(options):
    with ours() as server:
        links = server.demo(**BIG_WALL)
        reader = Browser(server.port).join(links["join"], "Cleo")
        found = pages(server.port, reader, links, options)
    with ours() as server:
        links = server.demo(**HALL)
        found |= live(server, links, options)
    return found


def measure_two(options):
    with database(options.postgres) as url, ours(workers=2, DATABASE_URL=url, REDIS_URL=options.redis) as server:
        links = server.demo(**BIG_WALL)
        found = pages(server.port, Browser(server.port).join(links["join"], "Cleo"), links, options)
        links = server.demo(**HALL)
        return found | live(server, links, options)


@contextmanager
def database(url):
    """A database of its own on that server."""
    import psycopg

    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield re.sub(r"(//[^/]+/)[^?]*", rf"\g<1>{name}", url)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def pages(port, reader, links, options):
    """The wall and the writing of sheets, asked for by 50 connections all the time."""
    wall, new = f"/c/{links['slug']}/wall/", f"/c/{links['slug']}/anliegen/new/"
    reader.get(new)
    crowd_asks(port, reader, wall, seconds=1)
    read = crowd_asks(port, reader, wall, seconds=options.seconds)
    sheet = {"title": "Wie gehen wir mit Fehlern um?", "goal": "Verabreden, was wir ändern", "context": "Seit Mai"}
    written = crowd_asks(port, reader, new, sheet, seconds=options.seconds)
    return {
        "wall/s": len(read) / options.seconds,
        "wall p99": percentile(read, 99),
        "write/s": len(written) / options.seconds,
        "write p99": percentile(written, 99),
    }


def live(server, links, options):
    """Everything about the sockets of one conference."""
    day = Day(server.port, links)
    crowd = Crowd(server.port, day.socket)
    found = told(server, crowd, day.change, options)
    crowd.connect(5, True)
    found["deaf p99"] = broadcast(crowd, options.sockets, day.change, options.changes, 0.5)["p99"]
    day.pin()
    with busy(server.port, links) as times:
        beside = broadcast(crowd, options.sockets, lambda: day.change(["move"]), options.changes, 0.5)
    found |= {"beside p99": beside["p99"], "pages p99": percentile(times, 99), "lost": found["lost"] + beside["lost"]}
    crowd.go_home()
    return found


def measure_reference(kind, path, size, sockets, options):
    with reference(kind, size) as server:
        connection = HTTPConnection("127.0.0.1", server.port)

        def tell():
            sent = time.monotonic()
            connection.request("GET", "/tell")
            version = int(re.search(rb'"version":\s*(\d+)', connection.getresponse().read())[1])
            return version, sent

        crowd = Crowd(server.port, path)
        found = told(server, crowd, tell, options, sockets)
        crowd.go_home()
        return found


def told(server, crowd, tell, options, sockets=None):
    """What is measured on every variant."""
    sockets = sockets or options.sockets
    crowd.connect(10)
    before = server.memory()
    crowd.connect(sockets - 10)
    found = {"kB": (server.memory() - before) / (sockets - 10)}
    steady, bursts = [], []
    for _ in range(options.rounds):
        steady.append(broadcast(crowd, sockets, tell, options.changes, 0.5, server))
        bursts.append(broadcast(crowd, sockets, tell, 10, 0.1))
    found |= {key: median(each[key] for each in steady) for key in ("p50", "p99", "cpu", "size")}
    found["burst p99"] = median(each["p99"] for each in bursts)
    found["lost"] = sum(each["lost"] for each in steady + bursts)
    again = []
    for _ in range(options.rounds):
        crowd.drop()
        seconds, never = crowd.connect(sockets)
        again.append(seconds)
        found["never"] = found.get("never", 0) + never
    found["reconnect"] = median(again)
    return found


def broadcast(crowd, sockets, tell, changes, every, server=None):
    """Make changes at that pace; return how long it took from before the POST until each client had each of them."""
    crowd.clear()
    cpu, start, sent = server.cpu() if server else 0, time.monotonic(), []
    for number in range(changes):
        time.sleep(max(0, start + number * every - time.monotonic()))
        sent.append(tell())
    crowd.wait(sent[-1][0], sockets)
    arrivals, sizes = crowd.heard()
    spent = 1000 * (server.cpu() - cpu) / changes if server else 0
    times, lost = [], 0
    for version, at in sent:
        carrier = min((each for each in arrivals if each >= version), default=None)
        here = arrivals.get(carrier, ())
        times += [moment - at for moment in here]
        lost += max(0, sockets - len(here))
    return {
        "p50": percentile(times, 50),
        "p99": percentile(times, 99),
        "cpu": spent,
        "lost": lost,
        "size": mean(sizes.values()) if sizes else 0,
    }


@contextmanager
def busy(port, links):
    """Meanwhile 20 pages a second are read and 5 sheets written; yields the pages' times."""
    done, times = threading.Event(), []
    wall, home, new = (f"/c/{links['slug']}/{page}" for page in ("wall/", "", "anliegen/new/"))

    def read(person):
        for path in endless(wall, home):
            began = time.monotonic()
            person.ask("GET", path, headers={"Accept-Encoding": PACKED})
            times.append(time.monotonic() - began)
            if done.wait(max(0, 0.2 - (time.monotonic() - began))):
                return

    def write(person):
        for title in endless("Was brauchen wir, um zu beginnen?", "Wer fehlt hier?"):
            person.post(new, title=title, goal="", context="")
            if done.wait(0.2):
                return

    people = [Browser(port).join(links["join"], f"Person {number}") for number in range(5)]
    people[4].get(new)
    threads = [threading.Thread(target=read, args=(person,)) for person in people[:4]]
    threads.append(threading.Thread(target=write, args=(people[4],)))
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    yield times
    done.set()
    for thread in threads:
        thread.join()


def endless(*things):
    while True:
        yield from things


def percentile(values, percent):
    """In milliseconds; 0 when nothing arrived."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0


ROWS = (
    ("2 changes a second: p50 / p99 until every client has it, ms", "{p50:.0f} / {p99:.0f}", "p99 ≤ 1.1 × ws"),
    ("CPU per change, ms", "{cpu:.0f}", "≤ 1.3 × ws"),
    ("10 changes in one second: p99, ms", "{burst p99:.0f}", "≤ socket.io or ws"),
    ("all drop and reconnect: served again after, s (never)", "{reconnect:.1f} ({never})", "< 4 (0)"),
    ("server memory per client, kB", "{kB:.0f}", "≤ 25"),
    ("messages that never came", "{lost}", "0"),
    ("with five clients that never read: p99, ms", "{deaf p99:.0f}", "as without"),
    ("beside 20 pages and 5 sheets a second: p99, ms", "{beside p99:.0f}", "≤ 1.5 × alone"),
    ("those pages: p99, ms", "{pages p99:.0f}", "< 150"),
    ("wall page with 200 cards, 50 connections: /s (p99, ms)", "{wall/s:.0f} ({wall p99:.0f})", "≥ 400"),
    ("new Anliegen, 50 connections: /s (p99, ms)", "{write/s:.0f} ({write p99:.0f})", "≥ 200 (< 500)"),
)


def table(figures, size, options):
    lines = [
        f"{options.sockets:,} sockets, a change is {size:,.0f} bytes; {machine()}.",
        "",
        "| | " + " | ".join(figures) + " | wanted |",
        "|---" * (len(figures) + 2) + "|",
    ]
    for name, shape, wanted in ROWS:
        cells = [filled(shape, found) for found in figures.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {wanted} |")
    return "\n".join(lines)


def filled(shape, found):
    try:
        return shape.format_map(found)
    except KeyError:
        return "–"


def machine():
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores ({cpu[1] if cpu else platform.machine()}), Python {platform.python_version()}, loopback"


if __name__ == "__main__":
    main()
