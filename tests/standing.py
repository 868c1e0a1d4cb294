"""Rows that many tests begin with, made once: they stand in an open transaction, and each test runs in a savepoint.

A test that does not ask for them finds none: they are taken back before it begins.
"""

import copy
import threading
from contextlib import ExitStack

from django.db import connection, transaction
from django.utils import translation

standing = {}  # name → what was built; one at a time
opened = ExitStack()
before = set()  # the threads that ran when they began to stand


def only(names):
    """Take back what stands, unless it is one of these, and no test closed its connection or left a thread behind."""
    if standing and (left() or not names & standing.keys() or connection.closed_in_transaction):
        transaction.set_rollback(True)
        opened.close()
        standing.clear()


def left():
    """The threads that tests left behind: on SQLite what they write waits until nothing stands."""
    return [each for each in threading.enumerate() if each.daemon and each not in before]


def wait():
    for each in left():
        each.join(20)


def stand(name, build, blocker):
    """Return what build() returned when its rows were made, as a copy that the test may change."""
    if name not in standing:
        if connection.in_atomic_block:  # of the test itself, where a mark asked for the database
            return build()
        before.clear()
        before.update(threading.enumerate())
        opened.enter_context(blocker.unblock())
        opened.callback(wait)
        opened.enter_context(transaction.atomic())
        with translation.override("en"):
            standing[name] = build()
    return copy.deepcopy(standing[name])
