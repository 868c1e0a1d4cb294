"""Measure the book: how long, how much memory, how many bytes, and what the wall's pushes feel of it:
`python -m tests.bench.book`.

232 reports with 300 photos by default. Pushes are measured alone and while an edition is made, in turns, so that
whatever else the machine does meets both.
"""

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median

from tests.bench.__main__ import machine
from tests.bench.people import Day
from tests.bench.servers import CODE, ours
from tests.bench.variants import Variant

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


class Press:
    """Watches what a server starts: memory of all its processes together, and their processor time."""

    def __init__(self, server):
        self.server, self.peak, self.cpu, self.running = server, 0, {}, True
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while self.running:
            found = list(children(self.server.process.pid))
            self.peak = max(self.peak, sum(resident(pid) for pid in found))
            self.cpu |= {pid: seconds for pid in found if (seconds := spent(pid))}
            time.sleep(0.25)  # watching takes time, too, which the crowd would feel

    def end(self):
        self.running = False
        self.thread.join()


def main():
    options = arguments()
    sizes = {"people": 2108, "anliegen": options.reports, "rooms": 80, "slots": 3}
    with ours() as server:
        links = server.demo(**sizes)
        words = [sys.executable, "-m", "tests.bench.book_fill", str(options.photos)]
        environment = {**server.environment, "DJANGO_SETTINGS_MODULE": "conference.settings"}
        subprocess.run(words, cwd=CODE, env=environment, check=True)
        day, data = Day(server.port, links), Path(server.environment["ANLIEGENWAND_DATA"])
        quiet = [edition(server, day, data) for _ in range(options.rounds)]
        variant = Variant(server, day.socket, day.change, options.sockets)
        for verb in ("write", "pin"):
            getattr(day, verb)()
        alone, beside, busy = [], [], []
        for _ in range(options.rounds):
            alone.append(pushes(variant, day, 20))
            busy.append(meanwhile(variant, server, day, data, beside))
        alone.append(pushes(variant, day, 20))
        print(table(options, quiet, busy, alone, beside))
        variant.crowd.go_home()


def edition(server, day, data):
    """Issue the next edition and wait for it; return what it took."""
    book, folder = f"/c/{day.links['slug']}/book/", data / "pictures/books"
    before, press, began = set(folder.glob("*/*")), Press(server), time.monotonic()
    day.ada.get(book)
    day.ada.post(f"{book}issue/", names="on", photos="on", comments="on", paper="a4")
    day.version += 1
    found, sizes = {}, {}
    while "marks.json" not in found:
        for file in set(folder.glob("*/*")) - before:
            if file.suffix in (".pdf", ".html", ".docx", ".json") and file.stat().st_size:
                found.setdefault(file.name, time.monotonic() - began)
                sizes[file.suffix] = file.stat().st_size
        if time.monotonic() - began > 300:
            raise RuntimeError("The book was not made in five minutes")
        time.sleep(0.1)
    press.end()
    day.version = newest(day)
    return {
        "pdf": found["book.pdf"],
        "all": found["marks.json"],
        "peak": press.peak / 1e6,
        "cpu": sum(press.cpu.values()),
        "sizes": sizes,
    }


def meanwhile(variant, server, day, data, beside):
    """Make an edition and push beside it, as long as it takes."""
    result, other = {}, Day(server.port, day.links)
    thread = threading.Thread(target=lambda: result.update(edition(server, other, data)))
    thread.start()
    time.sleep(0.7)
    while thread.is_alive():
        beside.append(pushes(variant, day, 6))
    thread.join()
    day.version = newest(day)
    return result


def pushes(variant, day, count):
    return variant.broadcast(count, 0.5, lambda: day.change(["move"]))


def newest(day):
    time.sleep(0.5)  # the last event is told after its file is there
    return int(re.search(r'data-version="(\d+)"', day.ada.get(day.wall))[1])


def children(pid):
    """The processes below one, however deep."""
    try:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from children(child)
        for task in Path(f"/proc/{pid}/task").iterdir():
            if task.name != str(pid):
                for child in (task / "children").read_text().split():
                    yield int(child)
                    yield from children(child)
    except OSError:
        return


def resident(pid):
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def spent(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(stat[11]) + int(stat[12])) / TICKS


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.book", description=__doc__)
    parser.add_argument("--reports", type=int, default=232)
    parser.add_argument("--photos", type=int, default=300)
    parser.add_argument("--sockets", type=int, default=700)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def table(options, quiet, busy, alone, beside):
    def middle(rows, name):
        return median(row[name] for row in rows)

    sizes = quiet[0]["sizes"]
    quiet_p99, busy_p99 = middle(alone, "p99"), middle(beside, "p99")
    rows = [
        ("the PDF is there after, s", f"{middle(quiet, 'pdf'):.1f}", "≤ 10"),
        ("all three formats, s", f"{middle(quiet, 'all'):.1f}", ""),
        ("processor time of all three, s", f"{middle(quiet, 'cpu'):.1f}", ""),
        ("memory of all its processes at most, MB", f"{max(row['peak'] for row in quiet + busy):.0f}", "≤ 1,000"),
        (
            "PDF / page / Word, MB",
            " / ".join(f"{sizes[kind] / 1e6:.1f}" for kind in (".pdf", ".html", ".docx")),
            "< 40",
        ),
        (
            "beside pushes to all sockets: the PDF, all three, s",
            f"{middle(busy, 'pdf'):.1f} / {middle(busy, 'all'):.1f}",
            "",
        ),
        ("pushes alone: p50 / p99, ms", f"{middle(alone, 'p50'):.0f} / {quiet_p99:.0f}", ""),
        ("pushes while a book is made: p50 / p99, ms", f"{middle(beside, 'p50'):.0f} / {busy_p99:.0f}", ""),
        ("their p99 / alone", f"{busy_p99 / quiet_p99:.2f}", "< 1.5"),
        ("messages that never came", f"{sum(row['lost'] for row in alone + beside)}", "0"),
    ]
    about = f"{options.reports} reports, {options.photos} photos; {options.sockets:,} sockets; {machine()}."
    return "\n".join([about, "", "| | | wanted |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)])


if __name__ == "__main__":
    main()
