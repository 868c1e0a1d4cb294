"""The report as a plain form: for who has no socket or no scripts. Two texts that truly conflict stand side by side."""

import re

import pytest

from anliegen.models import Report
from anliegen.record import reports, wording
from anliegen.record.wording import Conflict
from tests.world import Phone, plain


@pytest.fixture
def soup(world):
    return world.writes(world.ben)


def write(world, soup):
    return world.url(f"anliegen/{soup.number}/report/write/")


def begins(phone, at):
    """Open the form; return its fields as a browser would send them."""
    page = plain(phone.get(at))
    fields = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S))
    for name, value in re.findall(r'<input type="hidden" name="(seen|base_steps)" value=\'?"?(.*?)"?\'?>', page):
        fields[name] = value
    for name in ("step_id", "step_what", "step_who", "step_by"):
        form = page.partition("<template")[0]
        fields[name] = re.findall(rf'name="{name}" value="(.*?)"', form)
    return fields


def test_the_form_alone_is_enough(world, soup):
    phone, at = Phone(world.ben), write(world, soup)
    form = begins(phone, at)
    form |= {"happened": "We cooked.\r\nA lot.", "questions": "Who washes up?"}
    form["step_what"][0], form["step_who"][0], form["step_by"][0] = "Buy pots", "Ben", "2026-07-01"
    assert phone.post(at, form).url == at
    report = Report.objects.get()
    assert (report.happened, report.questions) == ("We cooked.\nA lot.", "Who washes up?")
    step = {"id": form["step_id"][0], "who": "Ben", "what": "Buy pots", "by": "2026-07-01"}
    assert report.steps == [step]
    assert begins(phone, at)["step_what"] == ["Buy pots", "", "", ""]


def test_it_can_be_hung_at_once_with_what_was_just_typed(world, soup):
    phone = Phone(world.ben)
    form = begins(phone, write(world, soup)) | {"results": "A pot for all"}
    phone.post(world.url("anliegen/1/report/publish/"), form)
    report = Report.objects.get()
    assert report.results == "A pot for all"
    assert report.published_at


def test_two_forms_that_change_different_words_go_together(world, soup):
    at = write(world, soup)
    reports.write(soup, world.ben, happened="We cooked on Friday in the yard.", questions="Who?")
    ben, hal = Phone(world.ben), Phone(world.hal)
    bens, hals = begins(ben, at), begins(hal, at)
    ben.post(at, bens | {"happened": "We cooked on Saturday in the yard.", "questions": ""})
    assert hal.post(at, hals | {"happened": "We cooked on Friday in the big yard."}).status_code == 302
    report = Report.objects.get()
    assert (report.happened, report.questions) == ("We cooked on Saturday in the big yard.", "")


def test_a_true_conflict_shows_both_texts_and_loses_neither(world, soup):
    at = write(world, soup)
    reports.write(soup, world.ben, happened="We cooked on Friday.")
    ben, hal = Phone(world.ben), Phone(world.hal)
    hals = begins(hal, at)
    ben.post(at, begins(ben, at) | {"happened": "We cooked on Saturday."})
    answer = hal.post(at, hals | {"happened": "We cooked on Sunday.", "results": "Soup"})
    page = plain(answer)
    assert answer.status_code == 409
    assert "<mark>Sunday</mark>" in page
    assert "<mark>Saturday</mark>" in page
    report = Report.objects.get()
    assert (report.happened, report.results) == ("We cooked on Saturday.", "Soup")


@pytest.mark.parametrize(
    ("take", "says"),
    [("mine", "We cooked on Sunday."), ("theirs", "We cooked on Saturday."), ("both", "Both days.")],
)
def test_one_chooses_or_writes_something_third(world, soup, take, says):
    at, hal = write(world, soup), Phone(world.hal)
    reports.write(soup, world.ben, happened="We cooked on Friday.")
    hals = begins(hal, at)
    reports.write(soup, world.ben, happened="We cooked on Saturday.")
    page = plain(hal.post(at, hals | {"happened": "We cooked on Sunday."}))
    again = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S))
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert again["happened"] == "We cooked on Sunday Saturday."
    form = again | {"seen": seen, "take_happened": take}
    if take == "both":
        form["happened"] = "Both days."
    assert hal.post(at, form).status_code == 302
    assert Report.objects.get().happened == says


def test_what_is_too_long_gets_a_sentence_and_stays_in_the_form(world, soup):
    phone, at = Phone(world.ben), write(world, soup)
    form = begins(phone, at) | {"happened": "a" * 200_001, "results": "Soup"}
    answer = phone.post(at, form)
    assert answer.status_code == 422
    assert "At most 200000 characters fit here; these are 200001." in plain(answer).replace(",", "")
    assert "a" * 200_001 in plain(answer)
    assert phone.post(at, form | {"happened": "ä" * 200_000}).status_code == 302
    assert len(Report.objects.get().happened) == 200_000


def test_control_characters_and_bidi_overrides_are_cleaned(world, soup):
    phone, at = Phone(world.ben), write(world, soup)
    form = begins(phone, at) | {"happened": "So\x00up\x08 \u202etxet"}
    form["step_what"][0] = "a\x07b"
    phone.post(at, form)
    report = Report.objects.get()
    assert (report.happened, [step["what"] for step in report.steps]) == ("Soup txet", ["ab"])


def test_markup_is_text(world, soup):
    reports.write(
        soup, world.ben, happened="<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.example/x)"
    )
    reports.publish(soup, world.ben)
    page = plain(Phone(world.cleo).get(world.url("anliegen/1/report/")))
    assert 'href="javascript' not in page
    assert "<img" not in page


def test_a_form_with_nonsense_is_a_form_with_nothing(world, soup):
    phone, at = Phone(world.ben), write(world, soup)
    reports.write(soup, world.ben, happened="Soup")
    form = {"happened": "Soup", "base_steps": "[[[", "step_id": ["x"], "step_by": ["32.13."], "step_what": ["y"]}
    for seen in ("", "-1", "x", "9" * 30, "4"):
        assert phone.post(at, form | {"seen": seen}).status_code in (302, 422, 409), seen
    assert Report.objects.get().happened == "Soup"


def test_merging_words():
    base = "We cook on Friday in the yard.\nBring pots."
    mine, theirs = base.replace("Friday", "Saturday"), base.replace("the yard", "the big yard") + " And pans."
    assert "".join(wording.merge(base, mine, theirs)) == "We cook on Saturday in the big yard.\nBring pots. And pans."
    assert wording.merge(base, base, theirs) == [theirs]
    assert wording.merge(base, mine, base) == [mine]
    assert wording.merge("Fri", "Sat", "Sun") == [Conflict("Sat", "Sun")]


def test_merging_steps_keeps_what_one_removed_and_the_other_changed():
    def step(id_, what):
        return {"id": id_, "who": "", "what": what, "by": ""}

    base = [step("a", "Pots"), step("b", "Pans"), step("c", "Cups")]
    mine = [step("b", "Big pans"), step("d", "Mine")]
    theirs = [step("a", "Pots"), step("b", "Pans"), step("c", "Red cups"), step("e", "Theirs")]
    merged = wording.merge_steps(base, mine, theirs)
    assert [each["what"] for each in merged] == ["Big pans", "Red cups", "Theirs", "Mine"]


def test_changes_lead_from_one_text_to_the_other():
    for old, new in (
        ("", "x"),
        ("x", ""),
        ("a b c", "a c"),
        ("one\ntwo\n", "zero\none\n2 two\n"),
        ("ab" * 9000, "ba" * 9000),
    ):
        text = old
        for start, end, put in reversed(wording.changes(old, new)):
            text = text[:start] + put + text[end:]
        assert text == new
