"""The document behind a report: small changes get in beside what others type; nothing that a page sends breaks it."""

from random import Random

import pytest
from pycrdt import Array, Doc, Map, Text

from anliegen.record import docs
from conference.refusal import Refused

SAYS = {"happened": "", "results": "", "questions": "", "steps": []}


def fresh(**texts):
    doc = docs.document()
    docs.write(doc, texts)
    return doc


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "🍲"),
        ("Suppe 🍲 für alle", "Suppe 🍲🍲 für fast alle"),
        ("aaa", "aa"),
        ("eins\nzwei\n", "null\nzwei\ndrei"),
    ],
)
def test_a_text_becomes_another(old, new):
    doc = fresh(happened=old)
    docs.write(doc, {"happened": new})
    assert docs.raw(doc, "happened") == new


def test_what_somebody_types_meanwhile_stays_at_its_place():
    doc = fresh(happened="We cooked on Friday. It was good.")
    theirs = docs.document(doc.get_update())
    text = theirs.get("happened", type=Text)
    text += " Really."
    docs.write(doc, {"happened": "We cooked on Saturday. It was good."})
    docs.take(doc, theirs.get_update())
    assert docs.says(doc)["happened"] == "We cooked on Saturday. It was good. Really."


def test_steps_are_changed_field_by_field_and_come_back():
    step = {"id": "a", "who": "Ben", "what": "Buy pots", "by": "2026-07-01"}
    doc = fresh(steps=[step])
    rows = doc.get("steps", type=Array)
    docs.write(doc, {"steps": [step | {"who": "Hal"}]})
    assert docs.steps(doc) == [step | {"who": "Hal"}]
    docs.write(doc, {"steps": []})
    assert docs.steps(doc) == []
    docs.write(doc, {"steps": [step]})
    assert docs.steps(doc) == [step]
    assert len(rows) == 1


def test_what_is_odd_is_read_as_nothing():
    doc = docs.document()
    odd = Doc()
    array = odd.get("happened", type=Array)
    array.append("not a text")
    rows = odd.get("steps", type=Array)
    for each in (1, None, [2], "x", Map({"id": 3}), Map({"what": ["deep"]})):
        rows.append(each)
    docs.take(doc, odd.get_update())
    assert docs.says(doc) == SAYS


def test_control_characters_stay_out_of_what_everybody_reads():
    doc = docs.document()
    for typed in ("a\x00b\x1bc", "de\u202efg", "h" + "\u0301" * 90):
        text = doc.get("happened", type=Text)
        text += typed
    said = docs.says(doc)["happened"]
    assert said.startswith("abcdefgh")
    assert len(said) < 50


def test_broken_updates_are_refused_and_harm_nothing():
    dice, whole = Random(6), fresh(happened="Soup 🍲", steps=[{"id": "a", "who": "Ben", "what": "Buy", "by": ""}])
    good, refused = whole.get_update(), 0
    for _try in range(400):
        broken = bytearray(good)
        for _change in range(dice.randint(1, 3)):
            at = dice.randrange(len(broken))
            broken[at : at + dice.randint(0, 2)] = dice.choice([b"\xff\xff\xff\xff\x0f", bytes([dice.randrange(256)])])
        doc = docs.document(good)
        try:
            docs.take(doc, bytes(broken))
            docs.says(doc)
        except Refused:
            refused += 1
    assert refused > 200
    assert docs.says(docs.document(good))["happened"] == "Soup 🍲"
