"""The archive of a conference in which everything happened."""

import copy

import pytest
from django.db import transaction

from anliegen.exports import archive
from tests.archive.lively import lively, unpacked


@pytest.fixture
def full(db):
    return lively()


@pytest.fixture(scope="module")
def dumped(django_db_setup, django_db_blocker):
    """What stands in its archive, with nothing of it in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        content = unpacked(archive.dump(lively()))
        transaction.set_rollback(True)
    return content


@pytest.fixture
def content(db, dumped):
    return copy.deepcopy(dumped)
