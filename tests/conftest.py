"""The floor of all tests. The database is SQLite, or what DATABASE_URL names; `python -m tests` runs both."""

import os

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from conference.live import hot, kept
from tests import standing
from tests import world as worlds
from tests.matrix import house

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
def world(standing_world, db):
    """The cast, in a transaction that is rolled back."""
    return standing_world


@pytest.fixture
def furnished(standing_house, db):
    """The same with something of everything, for those who try every address."""
    return standing_house


@pytest.fixture
def standing_world(django_db_setup, django_db_blocker):
    return standing.stand("standing_world", worlds.build, django_db_blocker)


@pytest.fixture
def standing_house(django_db_setup, django_db_blocker):
    return standing.stand("standing_house", lambda: house.furnished(worlds.build()), django_db_blocker)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    yield
    standing.only(set())


@pytest.fixture
def real_world(transactional_db):
    """The cast with real commits: for threads, and for news."""
    return worlds.build()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    standing.only(set(item.fixturenames))


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("postgres") and "postgres" not in os.environ.get("DATABASE_URL", ""):
            item.add_marker(pytest.mark.skip(reason="needs DATABASE_URL of a PostgreSQL; `python -m tests` gives it"))
        if item.get_closest_marker("redis") and not os.environ.get("REDIS_URL"):
            item.add_marker(pytest.mark.skip(reason="needs REDIS_URL; `python -m tests` gives it"))


def pytest_report_header():
    return f"database: {connection.vendor}"
