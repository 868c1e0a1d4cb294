"""A variant under measurement: a server, its crowd, and somebody who makes changes."""

import re
import time
from statistics import median

from tests.bench.crowd import Crowd
from tests.bench.people import Line

PATHS = {"socket.io": "/socket.io/?EIO=4&transport=websocket"}


class Variant:
    """`tell()` makes one change and returns (its version, when it was sent)."""

    def __init__(self, server, path, tell, sockets):
        self.server, self.tell, self.sockets = server, tell, sockets
        self.crowd = Crowd(server.port, path)
        self.crowd.connect(10)
        before = server.memory()
        self.crowd.connect(sockets - 10)
        self.kept = (server.memory() - before) / (sockets - 10)
        self.steady, self.bursts, self.again, self.never = [], [], [], 0

    def round(self, changes):
        self.steady.append(self.broadcast(changes, 0.5))
        self.bursts.append(self.broadcast(10, 0.1))

    def storm(self):
        """All hang up and come back at once."""
        self.crowd.drop()
        seconds, never = self.crowd.connect(self.sockets)
        self.again.append(seconds)
        self.never += never

    def broadcast(self, changes, every, tell=None):
        """Make changes at that pace; return how long it took from before the POST until each client had them."""
        self.crowd.clear()
        cpu, start, sent = self.server.cpu(), time.monotonic(), []
        for number in range(changes):
            time.sleep(max(0, start + number * every - time.monotonic()))
            sent.append((tell or self.tell)())
        times, lost, size = self.crowd.delays(sent)
        spent = 1000 * (self.server.cpu() - cpu) / changes
        return {
            "p50": percentile(times, 50),
            "p99": percentile(times, 99),
            "cpu": spent,
            "lost": lost,
            "size": size,
            "times": times,
        }

    def figures(self):
        """The medians of all rounds."""
        found = {key: median(each[key] for each in self.steady) for key in ("p50", "p99", "cpu", "size")}
        found["burst p99"] = median(each["p99"] for each in self.bursts)
        found["lost"] = sum(each["lost"] for each in self.steady + self.bursts)
        return found | {"kB": self.kept, "reconnect": median(self.again), "never": self.never}


def reference_variant(server, kind, sockets):
    connection = Line("127.0.0.1", server.port)

    def tell():
        sent = time.monotonic()
        connection.request("GET", "/tell")
        version = int(re.search(rb'"version":\s*(\d+)', connection.getresponse().read())[1])
        return version, sent

    return Variant(server, PATHS.get(kind, "/"), tell, sockets)


def percentile(values, percent):
    """In milliseconds; 0 when nothing arrived."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0
