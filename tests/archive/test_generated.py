"""Whatever groups leave behind: its archive is the same conference, and the same bytes."""

import copy

import hypothesis
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from anliegen.exports import archive
from anliegen.models import Comment, Photo, Report
from conference.fields import clean_text
from tests.archive import photos
from tests.archive.lively import loaded, packed

MOMENT = "2026-06-12T10:00:00+00:00"
TEXTS = st.text(max_size=60).map(lambda text: text if clean_text(text) == text.strip() else clean_text(text))
SHARES = st.sampled_from([None, [0, 0, 1, 1], [0.1, 0.25, 0.9, 1]])
PICTURES = [("jpeg", photos.ACROSS, (60, 40)), ("webp", photos.UPRIGHT, (40, 60)), ("jpeg", photos.COVER, (90, 50))]


def steps():
    names = {
        "id": TEXTS.map(lambda text: text[:40]),
        "who": TEXTS,
        "what": TEXTS,
        "by": st.sampled_from(["", "2026-07-01"]),
    }
    return st.lists(st.fixed_dictionaries(names), max_size=3)


def texts():
    return st.fixed_dictionaries({"happened": TEXTS, "results": TEXTS, "questions": TEXTS, "steps": steps()})


@st.composite
def records(draw, content):
    """Reports for some of the sheets of that content, with all that hangs on them, in the order of an archive."""
    numbers = sorted(draw(st.sets(st.integers(1, len(content["anliegen"])), max_size=5)))
    people = st.one_of(st.none(), st.integers(1, len(content["seats"])))
    moments = st.sampled_from([None, MOMENT])
    made = {part: [] for part in ("reports", "versions", "photos", "comments", "readings", "attendances")}
    for at, number in enumerate(numbers, 1):
        told = {"anliegen": number, "others": draw(st.integers(0, 9)), "version": at, "created_at": MOMENT}
        told |= {name: draw(moments) for name in ("published_at", "nudged_at", "changed_at")}
        made["reports"].append(draw(texts()) | told)
        for version in range(1, draw(st.integers(0, 2)) + 1):
            entry = {"report": at, "number": version, "by": draw(people), "texts": draw(texts()), "at": MOMENT}
            made["versions"].append(entry)
        for position in range(draw(st.integers(0, 2))):
            kind, data, (width, height) = draw(st.sampled_from(PICTURES))
            seen = {"turned": draw(st.sampled_from([0, 90, 180, 270])), "crop": draw(SHARES), "caption": "x", "alt": ""}
            file = {"kind": kind, "checksum": photos.checksum(data), "width": width, "height": height}
            made["photos"].append(
                {"report": at, "position": position, "by": draw(people), "created_at": MOMENT} | seen | file
            )
        for _ in range(draw(st.integers(0, 2))):
            said = {"name": "Gast", "text": "Wann?", "answer": draw(st.sampled_from(["", "Bald."])), "kind": "ask"}
            when = {"taken_in_at": draw(moments), "hidden_at": draw(moments), "created_at": MOMENT}
            made["comments"].append({"report": at, "seat": draw(people)} | said | when)
        for seat in sorted(draw(st.sets(st.integers(1, len(content["seats"])), max_size=2))):
            made["readings"].append({"report": at, "seat": seat, "at": MOMENT})
            entry = {"seat": seat, "name": "Gast", "named": draw(st.booleans()), "created_at": MOMENT}
            made["attendances"].append({"anliegen": number} | entry)
    return made


@hypothesis.settings(max_examples=40)
@given(drawn=st.data())
def test_whatever_groups_leave_behind_comes_back(db, dumped, drawn):
    content = copy.deepcopy(dumped)
    content["events"] = [event for event in content["events"] if not {"photo", "comment"} & event["facts"].keys()]
    content["conference"]["version"] = len(content["events"])
    for at, event in enumerate(content["events"], 1):
        event["number"] = at
    content |= (made := drawn.draw(records(content)))
    drawn_ones = {photos.name(data, kind): data for kind, data, _size in PICTURES}
    used = {f"photos/{each['checksum']}.{each['kind']}" for each in made["photos"]}
    files = {name: data for name, data in photos.DRAWN.items() if not name.startswith("photos/")}
    files |= {name: drawn_ones[name] for name in used}
    with transaction.atomic():
        conference = loaded(packed(content, files))
        first = archive.dump(conference)
        assert archive.dump(loaded(first)) == first
        rows = Report.objects.filter(anliegen__conference=conference)
        assert [[row.happened, row.steps] for row in rows] == [
            [each["happened"], each["steps"]] for each in made["reports"]
        ]
        assert Photo.objects.filter(report__in=rows).count() == len(made["photos"])
        assert Comment.objects.filter(report__in=rows).count() == len(made["comments"])
        transaction.set_rollback(True)
