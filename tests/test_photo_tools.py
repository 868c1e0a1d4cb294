"""Turn, crop, move, describe, remove: who may write the report may, nothing is lost, and files go when they should."""

from concurrent.futures import Future

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from anliegen.collect import sheets
from anliegen.models import Attendance, Photo
from anliegen.pictures import darkroom
from anliegen.record import reports
from anliegen.record.photos import album, files
from conference.refusal import Refused
from tests.photos import adds, drawn, like, packed, photo, quarters
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    """Ben's sheet, with a photo whose quarters are red, green, blue and white."""
    world.writes(world.ben, "Wer kocht?")
    world.photo = photo(world.ben, data=packed(quarters()))
    return world


def does(world, verb, seat=None, **fields):
    return Phone(seat or world.ben).post(world.url(f"anliegen/1/photos/{world.photo.pk}/{verb}/"), fields)


def now(world):
    return Photo.objects.get(pk=world.photo.pk)


def seen(world, size="large"):
    found = now(world)
    return Image.open(files.path(found.file, found.kind, size))


def test_a_turn_shows_it_turned_and_keeps_the_original(world):
    before = world.photo
    original = files.path(before.file, before.kind, "original").read_bytes()
    assert does(world, "turn", degrees=90).status_code == 302
    found = now(world)
    assert (found.turned, found.crop, found.file != before.file) == (90, None, True)
    assert like(seen(world), quarters().transpose(Image.Transpose.ROTATE_270))
    assert files.path(found.file, found.kind, "original").read_bytes() == original
    event = world.conference.events.last()
    assert (event.kind, event.facts) == ("photo.changed", {"anliegen": 1, "photo": found.pk, "what": "look"})
    for _turn in range(3):
        does(world, "turn", degrees=90)
    assert now(world).turned == 0
    assert like(seen(world), quarters())


def test_one_photo_has_one_look_in_the_making(world, monkeypatch):
    """Somebody who crops wildly makes nobody else wait."""
    monkeypatch.setitem(darkroom.jobs, f"{world.photo.file} 180 None", Future())
    answer = does(world, "turn", degrees=90)
    assert (answer.status_code, "is being changed right now" in plain(answer)) == (409, True)
    assert now(world).turned == 0


def test_a_crop_shows_a_part_and_can_be_taken_back(world):
    assert does(world, "crop", left=50, bottom="50").status_code == 302
    assert now(world).crop == [0.5, 0, 1, 0.5]
    assert seen(world).size == (32, 24)
    assert seen(world).getpixel((16, 12))[1] > 200
    assert seen(world, "whole").size == (64, 48)
    assert does(world, "crop", left=50, bottom=50, all="yes").status_code == 302
    assert (now(world).crop, seen(world).size) == (None, (64, 48))


def test_turning_keeps_what_is_seen_of_it(world):
    does(world, "crop", left=50, bottom=50)
    for turned, crop in ((90, [0.5, 0.5, 1, 1]), (180, [0, 0.5, 0.5, 1]), (270, [0, 0, 0.5, 0.5])):
        does(world, "turn", degrees=90)
        assert (now(world).turned, now(world).crop) == (turned, crop)
        assert seen(world).getpixel((9, 9))[1] > 200 > seen(world).getpixel((9, 9))[0]
    assert (seen(world).size, files.scaled(now(world).sides, "large")) == ((24, 32), (24, 32))


def test_a_crop_that_leaves_nothing_is_refused_with_what_was_typed(world):
    answer = does(world, "crop", left=60, right=39)
    assert answer.status_code == 422
    assert "Nothing would be left of the photo." in plain(answer)
    assert 'name="left" value="60"' in plain(answer)
    assert does(world, "crop", left="NaN").status_code == 422
    assert does(world, "turn", degrees=45).status_code == 422
    assert now(world).file == world.photo.file


def test_a_second_tap_turns_it_once(world):
    mark = world.photo.mark
    assert does(world, "turn", degrees=90, seen=mark).status_code == 302
    answer = does(world, "turn", degrees=90, seen=mark)
    assert (answer.status_code, "was changed meanwhile" in plain(answer)) == (409, True)
    assert now(world).turned == 90


def test_photos_change_places(world):
    adds(world.ben, 1, drawn(), drawn(size=(40, 40)), drawn(size=(20, 40)))
    one, two, three, four = Photo.objects.values_list("pk", flat=True)

    def order():
        return list(Photo.objects.values_list("pk", flat=True))

    assert does(world, "move", step=1).status_code == 302
    assert order() == [two, one, three, four]
    does(world, "move", before=four)
    assert order() == [two, three, one, four]
    does(world, "move")
    assert order() == [two, three, four, one]
    answer = does(world, "move", step=1)
    assert (answer.status_code, "It is the last photo already." in plain(answer)) == (409, True)
    does(world, "move", before=two)
    assert "It is the first photo already." in plain(does(world, "move", step=-1))
    assert order() == [one, two, three, four]
    assert list(Photo.objects.values_list("position", flat=True)) == [0, 1, 2, 3]


def test_words_stand_below_it_and_in_its_place(world):
    assert does(world, "describe", caption="Der Plan", alt="Ein <Kreis> & drei Pfeile").status_code == 302
    publish(world)
    page = Phone(world.cleo).get(world.url("anliegen/1/photos/")).content.decode()
    assert 'alt="Ein &lt;Kreis&gt; &amp; drei Pfeile"' in page
    assert '<figcaption dir="auto" lang="en">Der Plan</figcaption>' in page
    answer = does(world, "describe", caption="x" * 301, alt="Drei Pfeile")
    assert answer.status_code == 422
    assert "Drei Pfeile</textarea>" in plain(answer)
    assert now(world).caption == "Der Plan"


def test_what_is_removed_is_gone_from_the_disk(world, django_capture_on_commit_callbacks):
    folder = files.path(world.photo.file, "jpeg", "original").parent
    with django_capture_on_commit_callbacks() as callbacks:
        assert does(world, "remove").status_code == 302
    assert folder.exists(), "not before it is sure"
    for callback in callbacks:
        callback()
    assert not folder.exists()
    assert world.conference.events.last().kind == "photo.removed"
    assert does(world, "remove").status_code == 404


def test_what_was_turned_leaves_no_old_files(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        does(world, "turn", degrees=180)
    assert not files.path(world.photo.file, "jpeg", "original").parent.exists()
    assert files.path(now(world).file, "jpeg", "original").exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_loses_no_file_and_leaves_none(real_world, monkeypatch):
    real_world.writes(real_world.ben)
    real_world.photo = photo(real_world.ben)
    album_of = files.path(real_world.photo.file, "jpeg", "original").parent.parent
    before = sorted(each.name for each in album_of.iterdir())
    with transaction.atomic():
        album.remove(real_world.photo, by=real_world.ben)
        transaction.set_rollback(True)

    def refuse(*_what, **_how):
        raise Refused("no")

    monkeypatch.setattr(album, "_record", refuse)
    for verb, fields in (("turn", {"degrees": 90}), ("crop", {"left": 9})):
        assert does(real_world, verb, **fields).status_code == 409
    adds(real_world.ben, 1, drawn(size=(30, 30)))
    assert sorted(each.name for each in album_of.iterdir()) == before
    assert Photo.objects.count() == 1


def test_who_was_there_may_and_who_was_not_may_not(world):
    answer = does(world, "turn", world.cleo, degrees=90)
    assert (answer.status_code, "Say that you were there first." in plain(answer)) == (403, True)
    assert "Change" not in plain(Phone(world.cleo).get(world.url("anliegen/1/photos/")))
    Attendance.objects.create(anliegen=world.photo.report.anliegen, seat=world.cleo, name="Cleo")
    assert does(world, "turn", world.cleo, degrees=90).status_code == 302
    assert does(world, "remove", world.dora).status_code == 403
    there = f"/c/{world.other.conference.slug}/anliegen/1/photos/{world.photo.pk}/"
    for verb in ("", "remove/", "turn/"):
        answer = Phone(world.dora).post(there + verb) if verb else Phone(world.dora).get(there)
        assert answer.status_code == 404
    assert Photo.objects.count() == 1


def address(world, size="large"):
    return world.url(f"photos/{world.photo.pk}/{size}/")


def publish(world):
    reports.publish(world.photo.report.anliegen, by=world.ben)


def test_before_the_report_hangs_only_its_group_sees_its_photos(world):
    album, large = world.url("anliegen/1/photos/"), world.url(f"anliegen/1/photos/{world.photo.pk}/")

    def sees(seat):
        phone = Phone(seat)
        found = {phone.get(each).status_code == 200 for each in (address(world), address(world, "small"), large)}
        found.add('class="photo"' in plain(phone.get(album)))
        (all_or_none,) = found
        return all_or_none

    assert sees(world.ben)
    assert sees(world.ada), "facilitators help everywhere"
    assert not sees(world.cleo)
    assert "Photos show here once the report hangs" in plain(Phone(world.cleo).get(album))
    Attendance.objects.create(anliegen=world.photo.report.anliegen, seat=world.cleo, name="Cleo")
    assert sees(world.cleo)
    Attendance.objects.all().delete()
    publish(world)
    assert sees(world.cleo)
    reports.take_back(world.photo.report.anliegen, by=world.ben)
    assert not sees(world.cleo)


def test_a_photo_is_data_and_never_a_page(world):
    publish(world)
    answer = Phone(world.cleo).get(address(world), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"] == f'inline; filename="anliegen-1-photo-{world.photo.pk}.jpeg"'
    assert answer["Cache-Control"] == "private, no-cache", "it may look otherwise tomorrow"
    marked = Phone(world.cleo).get(f"{address(world)}?v={world.photo.mark}")
    assert marked["Cache-Control"] == "private, max-age=86400, immutable"
    assert "Content-Encoding" not in answer
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"


def test_another_look_has_another_address(world):
    def shown():
        return Phone(world.cleo).get(world.url("anliegen/1/photos/")).content.decode()

    publish(world)
    before = f"{address(world, 'small')}?v={world.photo.mark}"
    assert before in shown()
    does(world, "turn", degrees=90)
    assert before not in shown()
    assert f"{address(world, 'small')}?v={now(world).mark}" in shown()


def test_what_was_cut_off_is_seen_by_who_can_cut(world):
    does(world, "crop", left=50)
    for size in ("original", "whole"):
        assert Phone(world.ben).get(address(world, size)).status_code == 200
        assert Phone(world.cleo).get(address(world, size)).status_code == 404
    assert Phone(world.ben).get(address(world, "nothing")).status_code == 404


def test_nobody_else_sees_it(world):
    assert Phone(world.dora).get(address(world)).status_code == 403
    assert Phone(world.dora).get(f"/c/{world.other.conference.slug}/photos/{world.photo.pk}/large/").status_code == 404


def test_photos_of_a_hidden_sheet_are_for_facilitators(world):
    does(world, "describe", caption="Secret plan")
    sheets.hide(world.photo.report.anliegen, "An advertisement", by=world.ada)
    page = world.url(f"anliegen/1/photos/{world.photo.pk}/")
    for seat, status in ((world.cleo, 404), (world.ben, 404), (world.ada, 200)):
        assert Phone(seat).get(address(world)).status_code == status
        assert Phone(seat).get(page).status_code == status
        assert ("Secret plan" in plain(Phone(seat).get(world.url("anliegen/1/photos/")))) == (status == 200)


def test_a_screen_shows_photos_of_what_is_published(world):
    screen = world.url(f"display/{world.screen.key}/photos/{world.photo.pk}/large/")
    assert Phone().get(screen).status_code == 404
    report = now(world).report
    report.published_at = world.photo.created_at
    report.save()
    assert Phone().get(screen).status_code == 200
    assert Phone().get(screen.replace("large", "original")).status_code == 404
    assert Phone().get(screen.replace(world.screen.key, world.ben.key)).status_code == 403


def test_the_page_costs_the_same_with_one_photo_and_with_three(world):
    costs = []
    for _count in (1, 3):
        phone = Phone(world.cleo)
        phone.get("/healthz")
        with CaptureQueriesContext(connection) as captured:
            assert phone.get(world.url("anliegen/1/photos/")).status_code == 200
        costs.append(len(captured))
        adds(world.ben, 1, drawn(), drawn(size=(20, 20)))
    assert costs[0] == costs[1] <= 12
