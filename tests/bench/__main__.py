"""Measure the live path as a hall uses it, beside the references, and print a table: `python -m tests.bench`.

Absolute figures differ between machines and runs; what counts is each column beside the others of the same run.
"""

import argparse
import os
import platform
import re
import resource
import secrets
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.people import PACKED, Browser, Day, crowd_asks
from tests.bench.servers import ours, reference
from tests.bench.variants import Variant, percentile, reference_variant

HALL = {"people": 60, "anliegen": 60, "rooms": 15, "slots": 6}
BIG_WALL = {"people": 200, "anliegen": 200, "rooms": 20, "slots": 10}
FEW = 500  # more would take Channels' groups minutes
TWO = "ours: two processes, PostgreSQL, Redis"
NAMES = {"channels": f"Channels groups ({FEW})", "websockets": "websockets.broadcast"}


def main():
    options = arguments()
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(16_384, hard_limit()),) * 2)
    figures = {"ours": pages(ours(), options)}
    if options.postgres and options.redis:
        with database(options.postgres) as url:
            figures[TWO] = pages(two(url, options), options)
    with ExitStack() as stack:
        variants = {"ours": our_variant(stack.enter_context(ours()), options)}
        size = round(variants["ours"].broadcast(4, 0.5)["size"])
        if TWO in figures:
            url = stack.enter_context(database(options.postgres))
            variants[TWO] = our_variant(stack.enter_context(two(url, options)), options)
        for kind in ("ws", "socket.io", "websockets", "channels"):
            try:
                server = stack.enter_context(reference(kind, size))
            except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
                print(f"{kind} left out: {error}", file=sys.stderr)
                continue
            sockets = min(FEW, options.sockets) if kind == "channels" else options.sockets
            variants[NAMES.get(kind, kind)] = reference_variant(server, kind, sockets)
        measure(variants, options)
        for name, variant in variants.items():
            figures[name] = figures.get(name, {}) | variant.figures() | getattr(variant, "beside", {})
            variant.crowd.go_home()
    print(table(figures, size, options))


def measure(variants, options):
    """Side by side: each round visits every variant, so that whatever else the machine does meets all of them."""
    for _ in range(options.rounds):
        for variant in variants.values():
            variant.round(options.changes)
    for _ in range(options.rounds):
        for variant in variants.values():
            variant.storm()
    for variant in variants.values():
        if day := getattr(variant, "day", None):
            variant.beside = disturbed(variant, day, options)


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


def our_variant(server, options):
    day = Day(server.port, server.demo(**HALL))
    variant = Variant(server, day.socket, day.change, options.sockets)
    variant.day = day
    return variant


def two(url, options):
    return ours(workers=2, DATABASE_URL=url, REDIS_URL=options.redis)


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


def pages(server, options):
    """The wall and the writing of sheets, asked for by 50 connections all the time."""
    with server as running:
        links = running.demo(**BIG_WALL)
        cleo = Browser(running.port).join(links["join"], "Cleo")
        wall, new = f"/c/{links['slug']}/wall/", f"/c/{links['slug']}/anliegen/new/"
        cleo.get(new)
        crowd_asks(running.port, cleo, wall, seconds=1)
        read = crowd_asks(running.port, cleo, wall, seconds=options.seconds)
        sheet = {"title": "Wie gehen wir mit Fehlern um?", "goal": "Verabreden, was wir ändern", "context": "Seit Mai"}
        written = crowd_asks(running.port, cleo, new, sheet, seconds=options.seconds)
    return {
        "wall/s": len(read) / options.seconds,
        "wall p99": percentile(read, 99),
        "write/s": len(written) / options.seconds,
        "write p99": percentile(written, 99),
    }


def disturbed(variant, day, options):
    """The same changes with five who never read, and beside people who read and write pages."""
    alone = variant.broadcast(options.changes, 0.5)
    variant.crowd.connect(5, True)
    deaf = variant.broadcast(options.changes, 0.5)
    with busy(variant.server.port, day.links) as times:
        beside = variant.broadcast(options.changes, 0.5, lambda: day.change(["move"]))
    return {
        "alone p99": alone["p99"],
        "deaf p99": deaf["p99"],
        "beside p99": beside["p99"],
        "pages p99": percentile(times, 99),
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


ROWS = (
    ("2 changes a second: p50 / p99 until every client has it, ms", "{p50:.0f} / {p99:.0f}", "p99 ≤ 1.1 × ws"),
    ("CPU per change, ms", "{cpu:.0f}", "≤ 1.3 × ws"),
    ("10 changes in one second: p99, ms", "{burst p99:.0f}", "≤ socket.io or ws"),
    ("all drop and reconnect: served again after, s (never)", "{reconnect:.1f} ({never})", "< 4 (0)"),
    ("server memory per client, kB", "{kB:.0f}", "≤ 25"),
    ("messages that never came", "{lost}", "0"),
    ("with five clients that never read: p99, ms (without)", "{deaf p99:.0f} ({alone p99:.0f})", "as without"),
    ("beside 20 pages and 5 sheets a second: p99, ms (alone)", "{beside p99:.0f} ({alone p99:.0f})", "≤ 1.5 × alone"),
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
