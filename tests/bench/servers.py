"""The servers that are measured, each as a process of its own: ours as people start it, and the references."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
CODE = HERE.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


class Running:
    """A server process with its children, and what it has used."""

    def __init__(self, process, port, links=None):
        self.process, self.port, self.links = process, port, links

    @property
    def pids(self):
        """The processes that serve: the workers if there are any."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        workers = [pid for pid in children if "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text()]
        return workers or [self.process.pid]

    def cpu(self):
        """Seconds of processor time so far."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.pids]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS

    def memory(self):
        """Resident kB."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids)
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024


@contextmanager
def ours(workers=1, **environment):
    """`manage.py start` on a fresh data folder."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "ANLIEGENWAND_DATA": data, **environment}
        port = free_port()
        command = [sys.executable, "manage.py", "start", "--host", "127.0.0.1", "--port", str(port), "--data", data]
        with started(command + ["--workers", str(workers)], port, cwd=CODE, env=environment) as running:
            running.environment = environment
            running.demo = lambda **sizes: demo(environment, sizes)
            yield running


def demo(environment, sizes):
    """Fill a conference of that size, in the morning unless it says otherwise; return its links."""
    options = [text for name, size in ({"reports": 0} | sizes).items() for text in (f"--{name}", str(size))]
    command = [sys.executable, "manage.py", "demo", "--json", *options]
    return json.loads(subprocess.run(command, cwd=CODE, env=environment, capture_output=True, check=True).stdout)


@contextmanager
def reference(kind, size):
    """A server that does nothing but tell: a POST sends that many bytes to everybody connected."""
    port = free_port()
    if kind in ("ws", "socket.io"):
        modules = node_modules()
        command = ["node", str(HERE / "reference.cjs"), kind, str(port), str(size)]
        environment = {**os.environ, "NODE_PATH": modules}
    else:
        command = [sys.executable, "-m", "tests.bench.reference", kind, str(port), str(size)]
        environment = dict(os.environ)
    with started(command, port, cwd=CODE, env=environment) as running:
        yield running


def node_modules():
    """Return a folder with the references' node packages, or raise when there is no node or no network."""
    folder = Path(tempfile.gettempdir()) / "anliegenwand-bench"
    if not (folder / "node_modules/socket.io").exists():
        folder.mkdir(exist_ok=True)
        command = ["npm", "install", "--silent", "--prefix", str(folder), "ws@8", "socket.io@4"]
        subprocess.run(command, check=True, capture_output=True)
    return str(folder / "node_modules")


@contextmanager
def started(command, port, **options):
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, **options)
        try:
            until_open(port, process, said)
            yield Running(process, port)
        finally:
            process.terminate()
            process.wait(20)


def until_open(port, process, said, within=60):
    deadline = time.monotonic() + within
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                said.seek(0)
                raise RuntimeError(said.read().decode()) from None
            time.sleep(0.05)


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]
