"""The floor of all tests. The database is SQLite, or what DATABASE_URL names; `python -m tests` runs both."""

import os

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from conference.live import hot, kept
from tests import world as worlds

settings.register_profile(
    "house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _fresh():
    """Nothing rendered for another test's rows is shown in this one; sentences are in English."""
    for name in django_settings.CACHES:
        caches[name].clear()
    kept.forget()
    with translation.override("en"):
        yield
    with hot.taps.changed:  # a tap of this test is not told to the next
        teller = hot.taps.teller
        hot.taps.due.clear()
        hot.taps.what.clear()
        hot.taps.told.clear()
        hot.taps.changed.notify()
    if teller:
        teller.join(10)


@pytest.fixture
def world(db):
    """The cast, in a transaction that is rolled back."""
    return worlds.build()


@pytest.fixture
def real_world(transactional_db):
    """The cast with real commits: for threads, and for news."""
    return worlds.build()


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("postgres") and "postgres" not in os.environ.get("DATABASE_URL", ""):
            item.add_marker(pytest.mark.skip(reason="needs DATABASE_URL of a PostgreSQL; `python -m tests` gives it"))
        if item.get_closest_marker("redis") and not os.environ.get("REDIS_URL"):
            item.add_marker(pytest.mark.skip(reason="needs REDIS_URL; `python -m tests` gives it"))


def pytest_report_header():
    return f"database: {connection.vendor}"
