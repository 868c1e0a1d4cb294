"""What was acknowledged of a report is on disk: the server is killed while several type, and started again."""

import json
import re
import threading
from base64 import b64decode, b64encode
from random import Random

import pytest
from django.db import connection
from pycrdt import Doc, Text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from anliegen.models import Edit, Report
from anliegen.record import docs, writing
from conference.models import Conference
from tests.test_kill import Person, on_disk, server  # noqa: F401

TYPISTS, ENOUGH = 3, 20


class Typist:
    """Somebody who types words into the report of #1, and remembers what was acknowledged."""

    def __init__(self, server, links, name):  # noqa: F811
        person = Person(server, links, Random(name))
        page = person.client.get(f"{person.home}anliegen/1/report/write/").text
        self.address = f"ws://127.0.0.1:{server.port}" + re.search('data-socket="(.*?)"', page)[1].replace("&amp;", "&")
        self.name, self.kept = name, []

    def type_until_killed(self):
        doc = Doc()
        text = doc.get("happened", type=Text)
        try:
            with connect(self.address, proxy=None) as page:
                self.say(page, "open", has=b64encode(doc.get_state()).decode())
                doc.apply_update(b64decode(self.hear(page, "has")["update"]))
                for n in range(10_000):
                    state, word = doc.get_state(), f"{self.name}{n} "
                    text += word
                    reach = b64encode(doc.get_state()).decode()
                    self.say(page, "edit", n=n + 1, update=b64encode(doc.get_update(state)).decode(), reach=reach)
                    self.hear(page, "kept")
                    self.kept.append(word)
        except (ConnectionClosed, OSError, EOFError):
            return

    def say(self, page, do, **content):
        page.send(json.dumps({"kind": "report", "do": do, "of": 1, **content}))

    def hear(self, page, name):
        while True:
            word = json.loads(page.recv(20))
            assert "refused" not in word, word
            if name in word:
                return word


def said():
    """What the report says to everybody, what its document says with the edits read again, and how many those are."""
    report = Report.objects.get(anliegen__number=1)
    doc = docs.document(bytes(report.doc))
    for edit in report.edits.all():
        docs.take(doc, bytes(edit.update))
    return report.happened, docs.says(doc)["happened"], Edit.objects.count()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it is about our own file; run on SQLite")
def test_no_acknowledged_word_is_lost(server, on_disk):  # noqa: F811
    links = json.loads(server.manage("demo", "--json", "--people=8", "--anliegen=4", "--rooms=2", "--slots=2"))
    on_disk(lambda: Report.objects.all().delete())
    server.start()
    typists = [Typist(server, links, name) for name in "abc"]
    threads = [threading.Thread(target=each.type_until_killed) for each in typists]
    for each in threads:
        each.start()
    while min(len(each.kept) for each in typists) < ENOUGH and any(each.is_alive() for each in threads):
        threads[0].join(0.02)
    server.kill()
    for each in threads:
        each.join()
    columns, document, edits = on_disk(said)
    assert edits, "nobody had paused"
    assert columns == document
    for each in typists:
        assert len(each.kept) >= ENOUGH
        assert not set(each.kept) - {f"{word} " for word in columns.split()}
    conference = on_disk(Conference.objects.get)
    on_disk(lambda: writing.settle(conference.pk, 1, pausing=False))
    assert on_disk(said) == (columns, columns, 0)
