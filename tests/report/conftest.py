"""A real server, the cast, and pages that type."""

from contextlib import contextmanager

import pytest

from anliegen.record import together
from tests import world as worlds
from tests.live.conftest import house, tell  # noqa: F401
from tests.report.page import Page, token, wait_for


@pytest.fixture
def world(house):  # noqa: F811
    yield worlds.build()
    wait_for(lambda: not together.open_ and not together.tasks)  # versions of pages that left are kept by now
    together.thread.submit(int).result()


@pytest.fixture
def soup(world):
    return world.writes(world.ben)


@pytest.fixture
def sits(house, world):  # noqa: F811
    """Return sits(seat): a page of that seat, to be used as a context."""

    @contextmanager
    def sits(seat, number=1, **options):
        with house.listener(seat.conference, token=token(seat), **options) as listener:
            yield Page(listener, number)

    return sits
