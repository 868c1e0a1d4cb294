"""Who takes an archive home, and who brings one."""

import io

import pytest

from anliegen.demo import maker
from anliegen.exports import archive
from conference.entrance import seats
from conference.models import Conference, Organiser, Role
from tests.archive.broken import BROKEN
from tests.archive.lively import sit


@pytest.fixture
def organiser(client, db):
    key = Organiser.objects.create(key=seats.fresh_key()).key
    client.post(f"/organiser/{key}/")
    return client


def test_the_organiser_takes_the_archive_home(full, client):
    sit(client, full, Role.ORGANISER)
    address = f"/c/{full.slug}/export/archive.zip"
    assert address in client.get(f"/c/{full.slug}/setup/").content.decode()
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert f"{full.slug}.zip" in response["Content-Disposition"]
    assert response.getvalue() == archive.dump(full)


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.HELPER, Role.FACILITATOR])
def test_nobody_else_does(full, client, role):
    assert client.get(f"/c/{full.slug}/export/archive.zip").status_code == 403
    sit(client, full, role)
    assert client.get(f"/c/{full.slug}/export/archive.zip").status_code == 403


def test_the_organiser_of_another_conference_does_not(full, client):
    sit(client, maker.make(people=1, anliegen=1, rooms=1, slots=1), Role.ORGANISER)
    assert client.get(f"/c/{full.slug}/export/archive.zip").status_code == 403


def test_who_loads_a_conference_is_led_to_its_organisers_door(full, organiser):
    file = io.BytesIO(archive.dump(full))
    response = organiser.post("/load/", {"file": file})
    copy = Conference.objects.get(slug="handel-von-morgen--2")
    assert response.status_code == 302
    assert response.url == f"/j/{copy.entrances.get(role=Role.ORGANISER).code}/"
    organiser.post(response.url, {"name": "Ada"})
    assert organiser.get(f"/c/{copy.slug}/setup/").status_code == 200


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_gets_a_sentence_on_the_page(organiser, what):
    file, _said = BROKEN[what]
    response = organiser.post("/load/", {"file": io.BytesIO(file)})
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert 'role="alert"' in response.content.decode()


def test_no_file_gets_a_sentence_too(organiser):
    assert 'href="/load/"' in organiser.get("/start/").content.decode()
    assert organiser.get("/load/").status_code == 200
    assert organiser.post("/load/").status_code == 422


def test_only_an_organiser_of_this_installation_loads(full, client):
    sit(client, full, Role.ORGANISER)
    assert client.get("/load/").status_code == 403
    assert client.post("/load/", {"file": io.BytesIO(archive.dump(full))}).status_code == 403
    assert Conference.objects.count() == 1
