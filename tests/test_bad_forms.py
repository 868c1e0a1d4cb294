"""Forms that nobody would send, made up by hypothesis, on every address that takes one: never a 500."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import matrix
from tests.matrix import house
from tests.test_bad_input import BAD_TITLES, GOOD_TITLES, VALUES
from tests.world import Phone

texts = st.one_of(
    st.text(alphabet=st.characters(), max_size=40),
    st.sampled_from(
        [*VALUES.values(), *GOOD_TITLES, *BAD_TITLES, "2026-06-12", "0001-01-01", "9999-12-31", "24:00", "on"]
    ),
    st.integers().map(str),
)
fields = st.sampled_from(
    [
        *("anliegen", "slot", "room", "cell", "with", "seen", "origin", "event", "back", "title", "goal", "context"),
        *("others", "seeks_host", "person", "once", "another", "name", "text", "role", "phase", "step", "minutes"),
        *(
            "capacity",
            "location",
            "features",
            "day",
            "starts",
            "ends",
            "common",
            "place",
            "people",
            "grid",
            "rooms",
            "rest",
        ),
        *("theme", "invitation", "starts_on", "ends_on", "time_zone", "language", "participants_pin", "next", "code"),
    ]
)


@pytest.mark.parametrize("name", [row[0] for row in matrix.deeds()])
def test_no_form_makes_the_server_stumble(matrix_world, name):
    """Hypothesis changes a form that would be taken, and makes up others."""
    row = next(each for each in matrix.deeds() if each[0] == name)
    taken = row[2](matrix_world) if callable(row[2]) else row[2]
    mended = st.dictionaries(st.sampled_from(sorted(taken)) if taken else fields, texts, min_size=1)

    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(form=st.one_of(mended.map(lambda wrong: taken | wrong), st.dictionaries(fields, texts)), htmx=st.booleans())
    def send(form, htmx):
        at = house.address(matrix_world, name, row[1])
        phone = Phone(matrix_world.olga, organiser=matrix_world.organiser, raise_request_exception=False)
        answer = phone.submit(at, form, headers={"HX-Request": "true"} if htmx else {})
        assert answer.status_code < 500, form

    send()


@pytest.fixture
def matrix_world(furnished):
    from conference.entrance import organisers
    from conference.models import Organiser

    world = furnished
    world.organiser = Organiser.objects.create(key="claimed")
    organisers.claim("claimed")
    return world
