"""Whatever stands in an archive, it is refused or it is a conference."""

import copy

import hypothesis
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from anliegen.exports import archive
from anliegen.models import Report
from conference.models import Role
from conference.refusal import Refused
from tests.archive.lively import loaded, on_disk, packed, rows, sit

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.integers(),
    st.floats(),
    st.text(max_size=9),
    st.sampled_from(
        [[], {}, "x" * 9000, "9999-12-31T23:59:59+00:00", "\u202e", [["placed", 1, 1, 1]], [["closed", -1, -1]]]
    ),
)

PAGES = ["", "wall/", "wall/history/", "facilitate/", "anliegen/1/", "setup/", "book/", "export/archive.zip"]
RECORD = ["attendances", "reports", "versions", "photos", "comments", "readings", "editions"]


@hypothesis.settings(max_examples=100)
@given(drawn=st.data())
def test_whatever_stands_in_an_archive_no_page_breaks(db, dumped, drawn):
    content = copy.deepcopy(dumped)
    facts_of_events, parts = told(content), [content[part] for part in RECORD]
    for _ in range(drawn.draw(st.integers(1, 3))):
        put_junk_into(drawn.draw(st.sampled_from([content, *facts_of_events, *parts])), drawn)
    there = on_disk()
    with transaction.atomic():
        try:
            conference = loaded(packed(content))
        except Refused:
            assert rows() == {}
            assert on_disk() == there
        else:
            first = archive.dump(conference)
            assert archive.dump(loaded(first)) == first
            organiser = Client()
            sit(organiser, conference, Role.ORGANISER)
            reports = Report.objects.filter(anliegen__conference=conference)
            written = [f"anliegen/{report.anliegen.number}/report/?as=sheet" for report in reports]
            for page in (*PAGES, *written):
                assert organiser.get(f"/c/{conference.slug}/{page}").status_code == 200, page
        transaction.set_rollback(True)


def told(content):
    """The facts of the history: what they may hold is the least certain."""
    return [event["facts"] for event in content["events"] if event["facts"]]


def put_junk_into(content, drawn):
    """Replace or remove something, however deep."""
    while content:
        keys = sorted(content) if isinstance(content, dict) else range(len(content))
        key = drawn.draw(st.sampled_from(keys))
        if isinstance(content[key], (dict, list)) and content[key] and drawn.draw(st.integers(0, 9)):
            content = content[key]
            continue
        if drawn.draw(st.integers(0, 9)):
            content[key] = copy.deepcopy(drawn.draw(JUNK))
        else:
            del content[key]
        return
