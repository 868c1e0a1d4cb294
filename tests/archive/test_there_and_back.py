"""An archive holds a conference whole, without its secrets."""

import io
import zipfile

import pytest
from django.apps import apps
from PIL import Image

from anliegen.demo import maker
from anliegen.exports import archive, beside, shape
from anliegen.exports.book import covers, editions
from anliegen.models import (
    ClosedCell,
    Comment,
    Convener,
    Interest,
    MergeAnswer,
    MergeProposal,
    Photo,
    Placement,
    Report,
)
from anliegen.record import reports
from anliegen.record.photos import files
from anliegen.wall import facts, history, moves, undo
from conference.models import Role
from conference.refusal import Refused
from tests.archive import photos
from tests.archive.lively import loaded, packed


def test_what_was_loaded_dumps_to_the_same_bytes(full):
    first = archive.dump(full)
    copy = loaded(first)
    assert copy.pk != full.pk
    assert archive.dump(copy) == first
    assert archive.dump(loaded(archive.dump(copy))) == first


def test_elsewhere_it_keeps_its_address(full):
    first, slug = archive.dump(full), full.slug
    full.delete()
    copy = loaded(first)
    assert copy.slug == slug
    assert archive.dump(copy) == first


def test_where_its_address_is_taken_it_gets_a_number(full):
    first = archive.dump(full)
    assert [loaded(first).slug for _ in range(2)] == ["handel-von-morgen--2", "handel-von-morgen--3"]


def test_the_wall_its_history_and_undo_work_in_the_copy(full):
    copy = loaded(archive.dump(full))
    assert facts.replay(copy.events.all()) == facts.present(copy) != set()
    told = [line["sentence"] for line in history.lines(copy)]
    assert told == [line["sentence"] for line in history.lines(full)]
    ada = copy.seats.get(role=Role.FACILITATOR)
    sheet = copy.anliegen.filter(placements__isnull=False, placements__fixed=False).first()
    before = facts.present(copy)
    moves.park(sheet, by=ada)
    undo.undo(copy, ada)
    assert facts.present(copy) == before


def test_what_is_gone_stays_in_the_history(content):
    facts_of = {event["kind"]: event["facts"] for event in content["events"]}
    assert facts_of["room.removed"]["room"] == -1
    assert facts_of["notice.taken-down"]["notice"] == -1
    copy = loaded(packed(content))
    assert copy.events.get(kind="room.removed").facts["room"] == -1
    assert copy.rooms.count() == 3


def test_moments_and_who_entered_whom_survive(full):
    copy = loaded(archive.dump(full))
    for name in ("Gül A.", "Ada (Moderation)"):
        mine, theirs = full.seats.get(name=name), copy.seats.get(name=name)
        assert theirs.created_at == mine.created_at
        assert (theirs.entered_by and theirs.entered_by.name) == (mine.entered_by and mine.entered_by.name)
    withdrawn = full.anliegen.exclude(withdrawn_at=None).first()
    assert copy.anliegen.get(number=withdrawn.number).withdrawn_at == withdrawn.withdrawn_at


def test_secrets_stay_here_and_the_copy_has_its_own(full):
    packed, copy = archive.dump(full), loaded(archive.dump(full))
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        text = opened.read("conference.json").decode()
    secrets = [seat.key for seat in full.seats.all()] + [entrance.code for entrance in full.entrances.all()]
    assert len(secrets) > 10
    assert [secret for secret in secrets if secret in text] == []
    assert not set(secrets) & {seat.key for seat in copy.seats.all()}
    assert b"typing" not in packed
    assert sorted(entrance.role for entrance in copy.entrances.all()) == sorted(
        entrance.role for entrance in full.entrances.all()
    )
    assert copy.seats.filter(role=Role.DISPLAY).exists()


def test_an_archive_without_a_projector_gets_one(content):
    content["seats"], content["events"], content["conference"]["version"] = [], [], 0
    for sheet in content["anliegen"]:
        sheet["conveners"], sheet["interests"], sheet["hidden_by"] = [], [], None
    content["turns"], content["merges"] = [], []
    for part in ("attendances", "reports", "versions", "photos", "comments", "readings", "editions"):
        content[part] = []
    assert loaded(packed(content)).seats.get().role == Role.DISPLAY


def test_every_field_of_every_model_is_in_the_archive_or_left_out_on_purpose():
    left_out = {"id", "conference", "key", "once"}
    left_out_of = {
        "seats": {"version", "plan_key"},  # a browser's, a secret
        "anliegen": {"also"},  # follows from merges
        "reports": {"doc", "anew"},  # follow from the texts: elsewhere no page holds an older document
        "photos": {"file"},  # where it lies here
        "editions": {"state", "progress", "alive_at"},  # those that are done
    }
    for part, model in shape.MODELS.items():
        here = {*shape.FIELDS[part], *shape.MORE.get(part, [])} - {
            "conveners",
            "placements",
            "interests",
            "answers",
            "marks",
        }
        assert {field.name for field in model._meta.concrete_fields} - left_out - left_out_of.get(
            part, set()
        ) == here, part
    others = {
        Convener: {"id", "anliegen", "seat", "name", "came_with"},
        Placement: {"id", "anliegen", "slot", "room", "fixed"},
        ClosedCell: {"id", "slot", "room"},
        Interest: {"id", "anliegen", "seat", "created_at"},
        MergeAnswer: {"id", "proposal", "seat", "yes"},
    }
    for model, fields in others.items():
        assert {field.name for field in model._meta.concrete_fields} == fields
    of_here = {
        "Organiser",
        "Entrance",
        "PushSubscription",
        "Display",
        "Presence",
        "Arrangement",
        "Edit",
        "Upload",
    }
    all_models = {model for app in ("conference", "anliegen") for model in apps.get_app_config(app).get_models()}
    assert all_models - {*shape.MODELS.values(), *others} == {
        model for model in all_models if model.__name__ in of_here
    }


def test_the_record_is_whole_in_the_copy(full):
    copy = loaded(archive.dump(full))
    mine, theirs = (list(Report.objects.filter(anliegen__conference=each)) for each in (full, copy))
    assert len(mine) == 2
    for one, other in zip(mine, theirs, strict=True):
        assert reports.texts(one) == reports.texts(other)
        assert (one.others, one.published_at, one.nudged_at) == (other.others, other.published_at, other.nudged_at)
        assert [each.texts for each in one.versions.all()] == [each.texts for each in other.versions.all()]
        assert not other.doc
        assert not other.edits.exists()
        for photo, copied in zip(one.photos.all(), other.photos.all(), strict=True):
            assert (photo.caption, photo.alt, photo.turned, photo.crop) == (
                copied.caption,
                copied.alt,
                copied.turned,
                copied.crop,
            )
            original = [files.path(each.file, each.kind, "original").read_bytes() for each in (photo, copied)]
            assert original[0] == original[1]
            assert photo.file != copied.file
    comment = copy.events.get(kind="comment.written").facts["comment"]
    assert Comment.objects.get(pk=comment).report.anliegen.conference == copy
    assert copy.events.get(kind="photo.removed").facts["photo"] == -1


def test_photos_get_their_sizes_as_they_are_turned_and_cropped(full):
    copy = loaded(archive.dump(full))
    photo = Photo.objects.get(report__anliegen__conference=copy, kind="webp")
    sizes = {path.stem: Image.open(path).size for path in files.path(photo.file, "webp", "").parent.iterdir()}
    assert sizes == {"original": (40, 60), "large": (39, 40), "small": (39, 40), "whole": (60, 40)}


def test_the_book_stays_as_it_was_issued(full):
    copy = loaded(archive.dump(full))
    edition = copy.editions.get()
    assert (edition.number, edition.state, edition.options["only"]) == (1, "done", [1, 2])
    for kind, data in photos.BOOK.items():
        assert editions.path(edition, kind).read_bytes() == data
    assert editions.path(edition, "pdf").with_name("marks.json").is_file()
    assert covers.path(copy).read_bytes() == photos.COVER
    assert copy.cover != full.cover


def test_a_photo_whose_file_is_gone_or_broken_is_named(full):
    photo = Photo.objects.get(report__anliegen__conference=full, kind="webp")
    path = files.path(photo.file, photo.kind, "original")
    for do in (lambda: path.write_bytes(b"broken"), path.unlink):
        do()
        with pytest.raises(Refused, match=f"report of #{photo.report.anliegen.number}"):
            archive.dump(full)


def test_the_same_conference_is_the_same_bytes_whichever_zlib_packs_it(full):
    with zipfile.ZipFile(io.BytesIO(archive.dump(full))) as opened:
        assert {entry.compress_type for entry in opened.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert sorted(opened.namelist()) == sorted(["conference.json", *photos.DRAWN])


QUERIES = 27


def test_dumping_takes_the_same_number_of_queries_however_big(full, django_assert_num_queries):
    small = maker.make(people=1, anliegen=2, rooms=1, slots=1)
    MergeProposal.objects.create(conference=small, kept=small.anliegen.first(), other=small.anliegen.last())
    with django_assert_num_queries(QUERIES):
        archive.dump(small)
    with django_assert_num_queries(QUERIES):
        archive.dump(full)


def older(content, version):
    """Return the content as an archive of that version would hold it."""
    for number in range(shape.VERSION, version, -1):
        for part, fields in beside.NEW[number].items():
            entries = [content[part]] if isinstance(content[part], dict) else content[part]
            for entry in entries:
                for field in fields:
                    entry.pop(field)
            if not fields:
                del content[part]
    if version == 1:
        for sheet in content["anliegen"]:
            for convener in sheet["conveners"]:
                convener.pop("came_with")
    content["events"] = content["events"][:1]
    content["conference"]["version"] = 1
    return content | {"version": version}


def test_an_archive_of_the_first_version_is_read_as_one_without_a_market(content):
    old = older(content, 1)
    assert "turns" not in old
    copy = loaded(packed(old))
    assert copy.turn_seconds == 30
    assert not copy.market_open
    assert archive.dump(loaded(archive.dump(copy))) == archive.dump(copy)


def test_an_archive_of_the_second_version_is_read_as_one_without_a_record(content):
    old = older(content, 2)
    assert "turns" in old
    assert "reports" not in old
    copy = loaded(packed(old))
    assert copy.turns.exists()
    assert not Report.objects.filter(anliegen__conference=copy).exists()
    assert archive.dump(loaded(archive.dump(copy))) == archive.dump(copy)
