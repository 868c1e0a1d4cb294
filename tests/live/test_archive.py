"""Archives over the wire: they wait outside of the pages' threads, and big ones come from an organiser only."""

import io

import httpx
import pytest
from django.conf import settings

from anliegen.exports import archive
from conference import asgi
from conference.models import Conference, Organiser, Role
from tests.archive.lively import lively
from tests.world import Phone


@pytest.fixture
def organiser(house):
    """A browser of somebody who organises this installation and a conference in which everything happened."""
    conference = lively()
    key = Organiser.objects.create(key="a key", claimed_at=conference.created_at)
    phone = Phone(conference.seats.get(role=Role.ORGANISER), organiser=key)
    phone.get("/load/")
    cookies = {settings.SESSION_COOKIE_NAME: phone.cookies[settings.SESSION_COOKIE_NAME].value}
    with httpx.Client(base_url=f"http://127.0.0.1:{house.port}", cookies=cookies, timeout=60) as browser:
        browser.conference = conference
        yield browser


def sends(browser, data):
    token = browser.get("/load/").cookies["csrftoken"]
    return browser.post(
        "/load/", data={"csrfmiddlewaretoken": token}, files={"file": ("archive.zip", io.BytesIO(data))}
    )


def test_an_archive_goes_out_and_comes_in_whole(organiser):
    address = f"/c/{organiser.conference.slug}/export/archive.zip"
    answer = organiser.get(address)
    assert answer.status_code == 200
    assert answer.content == archive.dump(organiser.conference)
    loaded = sends(organiser, answer.content)
    assert loaded.status_code == 302, loaded.text
    copy = Conference.objects.get(slug=f"{organiser.conference.slug}--2")
    assert loaded.headers["location"] == f"/j/{copy.entrances.get(role=Role.ORGANISER).code}/"
    assert archive.dump(copy) == answer.content


def test_a_broken_one_gets_its_sentence_there_too(organiser):
    whole = archive.dump(organiser.conference)
    answer = sends(organiser, whole.replace(b"\xff\xd8\xff", b"\xff\xd8\xfe"))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert Conference.objects.count() == 1


@pytest.mark.parametrize("address", ["/load/", "/start/"])
def test_a_big_body_is_read_to_the_end_for_an_archive_of_an_organiser_only(organiser, monkeypatch, address):
    monkeypatch.setattr(asgi, "BIGGEST", 20_000)
    body = b"x" * 30_000
    known, stranger = (
        client.post(address, content=body) for client in (organiser, httpx.Client(base_url=organiser.base_url))
    )
    assert stranger.status_code == 413
    assert known.status_code == (403 if address == "/load/" else 413)  # 403: it came, without our form's token
