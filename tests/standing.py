"""Rows that many tests begin with, made once: they stand in an open transaction, and each test runs in a savepoint.

A test that does not ask for them finds none: they are taken back before it begins.
"""

import copy
from contextlib import ExitStack

from django.db import connection, transaction
from django.utils import translation

standing = {}  # name → what was built; one at a time
opened = ExitStack()


def only(names):
    """Take back what stands, unless it is one of these and a test did not close its connection."""
    if standing and (not names & standing.keys() or connection.closed_in_transaction):
        transaction.set_rollback(True)
        opened.close()
        standing.clear()


def stand(name, build, blocker):
    """Return what build() returned when its rows were made, as a copy that the test may change."""
    if name not in standing:
        if connection.in_atomic_block:  # of the test itself, where a mark asked for the database
            return build()
        opened.enter_context(blocker.unblock())
        opened.enter_context(transaction.atomic())
        with translation.override("en"):
            standing[name] = build()
    return copy.deepcopy(standing[name])
