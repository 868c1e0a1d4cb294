"""A photo comes piece by piece or with a plain form; it goes on where it broke off, and arrives once."""

import os
import threading
import time
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from anliegen.collect import sheets
from anliegen.models import Photo, Report, Upload
from anliegen.pictures import darkroom
from anliegen.record import reports
from anliegen.record.photos import album, files, sending
from conference.live import later
from tests.photos import adds, bomb, drawn, packed, quarters, sent
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    world.writes(world.ben, "Wer kocht?")
    return world


class Sender:
    """A phone that sends one photo of sheet 1 in pieces."""

    def __init__(self, seat, data, once=None):
        self.data, self.phone, self.once = data, Phone(seat), once or uuid.uuid4()
        self.address = f"/c/{seat.conference.slug}/anliegen/1/photos/send/{self.once}/"

    def asks(self):
        return self.phone.get(self.address)

    def sends(self, start, end, size=None):
        fields = {"size": len(self.data) if size is None else size, "at": start}
        return self.phone.post(self.address, fields | {"piece": SimpleUploadedFile("piece", self.data[start:end])})


def count(world):
    return Photo.objects.filter(report__anliegen__conference=world.conference).count()


def test_a_photo_comes_in_pieces(world):
    data = drawn()
    sender = Sender(world.ben, data)
    assert sender.asks().json() == {"here": 0}
    assert sender.sends(0, 300).json() == {"here": 300}
    assert (sender.sends(300, 500).json(), count(world)) == ({"here": 500}, 0)
    answer = sender.sends(500, len(data))
    photo = Photo.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"photo": photo.pk})
    assert (photo.kind, photo.width, photo.height, photo.by, photo.report.anliegen.number) == (
        "jpeg",
        80,
        40,
        world.ben,
        1,
    )
    assert all(files.path(photo.file, "jpeg", size).exists() for size in files.SIZES)
    assert photo.checksum == files.checksum(photo.file, "jpeg")
    event = world.conference.events.last()
    assert (event.kind, event.by, event.facts) == ("photo.added", world.ben, {"anliegen": 1, "photo": photo.pk})
    photo.report.refresh_from_db()
    assert photo.report.version == event.number
    assert not Upload.objects.exists()
    assert not [each for each in darkroom.uploads().iterdir() if each.name.startswith(f"{photo.report_id}-")]


def test_it_goes_on_where_the_network_died(world):
    data = drawn()
    once = uuid.uuid4()
    assert Sender(world.ben, data, once).sends(0, 400).status_code == 200
    later = Sender(world.ben, data, once)
    assert later.asks().json() == {"here": 400}
    assert later.sends(500, 600).json() == {"here": 400}, "a hole is not taken in"
    assert later.sends(300, 450).json() == {"here": 450}, "what is there already does no harm"
    assert later.sends(450, len(data)).status_code == 201


def test_it_goes_on_after_the_server_was_ended(world):
    """All was sent, but whoever developed it is gone: asked again it is developed again."""
    data, once = drawn(), uuid.uuid4()
    sheet = world.conference.anliegen.get(number=1)
    upload = sending.begin(sheet, once, len(data), by=world.ben)
    sending.take_in(upload, 0, SimpleUploadedFile("piece", data))
    assert Sender(world.ben, data, once).phone.get(Sender(world.ben, data, once).address).json() == {"here": len(data)}
    answer = Phone(world.ben).post(Sender(world.ben, data, once).address, {"size": len(data), "at": len(data)})
    assert (answer.status_code, count(world)) == (201, 1)


def test_no_thread_waits_while_it_is_developed(world):
    """Under our server the request waits outside, for photos in pieces and for a plain form of several."""
    sender, waits = Sender(world.ben, drawn()), {later.FUTURE: None}
    piece = {"size": len(sender.data), "at": 0}
    once = uuid.uuid4()
    forms = [
        (sender.address, lambda: piece | {"piece": sent(sender.data)}, 201),
        (
            world.url("anliegen/1/photos/add/"),
            lambda: {"photo": [sent(drawn(size=(9, 9))), sent(b"%PDF")], "once": once},
            302,
        ),
    ]
    for address, form, status in forms:
        asked = sender.phone.post(address, form(), **waits)
        assert asked.status_code == 202
        asked.wsgi_request.META[later.FUTURE].exception(30)
        assert sender.phone.post(address, form(), **waits).status_code == status
    assert count(world) == 2


def test_a_double_tap_is_one_photo(world):
    sender = Sender(world.ben, drawn())
    first, second = (sender.sends(0, len(sender.data)) for _tap in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json() == sender.asks().json()
    assert count(world) == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_time_are_one_photo(real_world):
    real_world.writes(real_world.ben)
    data, once, answers = drawn(), uuid.uuid4(), []

    def send():
        answers.append(Sender(real_world.ben, data, once).sends(0, len(data)))
        connection.close()

    threads = [threading.Thread(target=send) for _tap in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.json()["photo"] for answer in answers}) == 1
    assert count(real_world) == 1
    there = Photo.objects.get()
    assert files.path(there.file, there.kind, "small").exists()


def test_the_plain_form_brings_several_and_tells_what_is_wrong(world):
    answer = adds(world.ben, 1, drawn(), sent(b"%PDF-1.7", "Plan.pdf"), packed(quarters(), "HEIF"))
    page = plain(Phone(world.ben).get(answer["Location"]))
    assert count(world) == 2
    reports.publish(Report.objects.get().anliegen, by=world.ben)
    shown = plain(Phone(world.cleo).get(answer["Location"]))
    assert shown.count('class="photo"') == 2
    assert 'width="80" height="40"' in shown
    assert page.count('class="photo"') == 2


def test_what_is_wrong_is_said_by_its_name(world):
    phone = Phone(world.ben)
    form = {"photo": [sent(drawn()), sent(b"%PDF-1.7", "Plan.pdf"), sent(b"", "Nichts.jpg")], "once": uuid.uuid4()}
    page = plain(phone.post(world.url("anliegen/1/photos/add/"), form, follow=True))
    assert "Plan.pdf: This is a PDF, not a picture." in page
    assert "Nichts.jpg: This file is empty." in page
    assert "The photo is here." in page
    assert not Upload.objects.exists()


def test_the_same_form_sent_twice_brings_its_photos_once(world):
    once = uuid.uuid4()
    for _tap in range(2):
        assert adds(world.ben, 1, drawn(), packed(quarters()), once=once).status_code == 302
    assert count(world) == 2


LIES = {
    "nothing": (b"", 422, "This file is empty."),
    "PDF": (b"%PDF-1.7", 422, "This is a PDF, not a picture."),
    "page": (b"<html><script>alert(1)</script>", 422, "made of text (SVG, HTML)"),
    "thread": (drawn("PNG", size=(1, 60_000)), 422, "1 by 60000 pixels: too narrow"),
    "bomb": (bomb(), 413, "too many pixels"),
    "half a HEIC": (packed(quarters(), "HEIF")[:-150], 422, "damaged or only half there"),
}


@pytest.mark.parametrize(("data", "status", "sentence"), LIES.values(), ids=LIES)
def test_a_lie_gets_a_sentence_and_leaves_nothing(world, data, status, sentence):
    sender = Sender(world.ben, data)
    answer = sender.sends(0, len(data) or 1)
    assert answer.status_code == status
    assert sentence in answer.json()["said"]
    assert (count(world), Upload.objects.count()) == (0, 0)
    assert not world.conference.events.filter(kind="photo.added").exists()
    assert not list(darkroom.uploads().glob(f"*-{sender.once.hex}"))


def test_what_is_too_much_is_told_before_it_is_sent(world):
    answer = Sender(world.ben, b"x" * 10).sends(0, 10, size=sending.BIGGEST + 1)
    assert (answer.status_code, "more than 30 MB" in answer.json()["said"]) == (413, True)
    answer = Sender(world.ben, b"x" * 10).sends(0, 10, size=4)
    assert (answer.status_code, "More came than was announced" in answer.json()["said"]) == (422, True)
    assert Sender(world.ben, b"x").phone.post(Sender(world.ben, b"x").address, {"size": "many"}).status_code == 400


def test_a_hundred_photos_are_the_most(world, monkeypatch):
    monkeypatch.setattr(album, "MOST", 1)
    adds(world.ben, 1, drawn())
    answer = Sender(world.ben, drawn()).sends(0, 100)
    assert (answer.status_code, "This report has 1 photos" in answer.json()["said"]) == (409, True)
    assert "as many photos as fit" in plain(Phone(world.ben).get(world.url("anliegen/1/photos/")))


def test_one_seat_does_not_fill_the_disk_with_beginnings(world, monkeypatch):
    monkeypatch.setattr(sending, "BEGUN", 2)
    data = drawn()
    for _begun in range(2):
        assert Sender(world.ben, data).sends(0, 10).status_code == 200
    answer = Sender(world.ben, data).sends(0, 10)
    assert (answer.status_code, Upload.objects.count()) == (503, 2)
    assert "no room for more photos" in answer.json()["said"]


def test_a_full_disk_takes_no_photo(world, monkeypatch):
    monkeypatch.setattr(sending, "SPARE", 1 << 60)
    assert Sender(world.ben, drawn()).sends(0, 10).status_code == 503
    assert not Upload.objects.exists()


def test_it_arrives_after_the_database_was_away(world, monkeypatch):
    sender, data = Sender(world.ben, drawn()), drawn()
    with monkeypatch.context() as away:
        away.setattr(album, "_record", lambda *_all, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sender.sends(0, len(data))
    assert sender.sends(len(data), len(data)).status_code == 201
    assert count(world) == 1


def test_who_was_not_there_sends_nothing(world):
    for seat in (world.cleo, world.dora):
        sender = Sender(world.ben, drawn())
        assert Phone(seat).post(sender.address, {"size": 9, "at": 0}).status_code == 403
        assert Phone(seat).post(world.url("anliegen/1/photos/add/"), {"photo": sent(drawn())}).status_code == 403
    assert not Upload.objects.exists()
    assert count(world) == 0


def test_a_sheet_that_was_hidden_meanwhile_takes_no_more(world):
    sender = Sender(world.ben, drawn())
    sender.sends(0, 100)
    sheets.hide(world.conference.anliegen.get(number=1), "An advertisement", by=world.ada)
    assert sender.sends(100, len(sender.data)).status_code == 403
    assert count(world) == 0


def test_what_nobody_came_back_for_is_swept_away(world):
    old = Sender(world.ben, drawn())
    old.sends(0, 100)
    upload = Upload.objects.get()
    path, forgotten = sending.path(upload), darkroom.uploads() / "made-forgotten"
    forgotten.mkdir(exist_ok=True)
    long_ago = time.time() - darkroom.ABANDONED.total_seconds() - 60
    for each in (path, forgotten):
        os.utime(each, (long_ago, long_ago))
    Upload.objects.update(created_at=upload.created_at - darkroom.ABANDONED * 2)
    Sender(world.ben, drawn()).sends(0, 100)
    assert (path.exists(), forgotten.exists(), Upload.objects.count()) == (False, False, 1)


def test_news_come_after_commit(real_world, django_capture_on_commit_callbacks, monkeypatch):
    from conference.live.hub import hub

    told = []
    real_world.writes(real_world.ben)
    monkeypatch.setattr(hub, "tell", told.append)
    adds(real_world.ben, 1, drawn())
    assert [message["stale"] for message in told] == [["report-1", "reports", "newsroom", "photos-1"]]
