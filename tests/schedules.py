"""Holds schedules against what the programs that read them want: xmllint with the XSD, jsonschema with the schema.

The two files lie beside the checkout; without them what they say in substance is looked at by `shape`.
"""

import json
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from django.db import connection

STANDARDS = Path(__file__).resolve().parents[2] / "shared/standards"
NUL = "\x00" if connection.vendor == "sqlite" else "\x01"  # PostgreSQL keeps no NUL in a text
XSD, SCHEMA = STANDARDS / "schedule.xml.xsd", STANDARDS / "schedule.schema.json"


def valid(xml, told):
    """Fail unless both files are as their standards want; skip at the end where a standard is not here."""
    shape(ElementTree.fromstring(xml), json.loads(told))
    if not XSD.exists():
        pytest.skip("needs schedule.xml.xsd and schedule.schema.json in ../shared/standards")
    if not shutil.which("xmllint"):
        pytest.skip("needs xmllint, of libxml2-utils")
    words = ["xmllint", "--noout", "--nonet", "--schema", str(XSD), "-"]
    done = subprocess.run(words, input=xml, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    checker = jsonschema.Draft6Validator(json.loads(SCHEMA.read_text()), format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(json.loads(told))] == []


def shape(root, told):
    """What every reader relies on: unique ids, names of the right form, sessions within their day, both files equal."""
    conference = told["schedule"]["conference"]
    assert re.fullmatch(r"[a-z][a-z0-9_]{3,}", conference["acronym"])
    assert root.findtext("conference/acronym") == conference["acronym"]
    assert root.findtext("version") == told["schedule"]["version"]
    assert conference["daysCount"] == len(conference["days"]) == len(root.findall("day")) > 0
    events = [event for day in conference["days"] for room in day["rooms"].values() for event in room]
    for name in ("id", "guid", "slug"):
        assert len({event[name] for event in events}) == len(events), name
    assert [int(each.get("id")) for each in root.iter("event")] == [event["id"] for event in events]
    assert [each.findtext("title") or "" for each in root.iter("event")] == [
        event["title"].replace("\r", "\n") for event in events
    ]
    assert [each.get("name") for each in root.find("day")] == [each["name"] for each in conference["rooms"]]
    for day in conference["days"]:
        start, end = (datetime.fromisoformat(day[name]) for name in ("day_start", "day_end"))
        for room, found in day["rooms"].items():
            for event in found:
                assert event["room"] == room
                assert 0 < event["id"] < 2**31
                assert re.fullmatch(r"[a-z][a-z0-9_]{3,}-[a-z][a-z0-9-]{3,}", event["slug"])
                assert event["url"].startswith("http")
                assert start <= datetime.fromisoformat(event["date"]) < datetime.fromisoformat(event["end"]) <= end


def sessions(told):
    """Return the sessions of a schedule.json: title → session."""
    days = json.loads(told)["schedule"]["conference"]["days"]
    return {event["title"]: event for day in days for room in day["rooms"].values() for event in room}
