"""The report of a group: written, hung on the Nachrichtenwand, taken back, brought back; by whom, and told to whom."""

import pytest
from django.db import transaction

from anliegen.collect import sheets
from anliegen.models import Edit, Report
from anliegen.record import attendance, reports
from anliegen.wall import merging
from conference.live.hub import hub
from conference.refusal import Refused
from tests.world import Phone, plain


@pytest.fixture
def soup(world):
    return world.writes(world.ben)


def address(world, sheet, rest=""):
    return world.url(f"anliegen/{sheet.number}/report/{rest}")


def kinds(world):
    return list(world.conference.events.values_list("kind", flat=True))


def shown(world, seat, sheet):
    return plain(Phone(seat).get(address(world, sheet), {"as": "sheet"}))


def refused(do, *words, **named):
    with pytest.raises(Refused) as said:
        do(*words, **named)
    return said.value.sentence


def test_who_was_in_the_group_writes_and_others_say_first_that_they_were(world, soup):
    reports.write(soup, world.ben, happened="We cooked.")
    assert "Only who was in the group of #1 writes" in refused(reports.write, soup, world.cleo, happened="Mine")
    attendance.come(soup, world.cleo)
    reports.write(soup, world.cleo, results="A pot for all.")
    report = Report.objects.get()
    assert (report.happened, report.results) == ("We cooked.", "A pot for all.")
    assert kinds(world)[-3:] == ["report.written", "attendance.come", "report.written"]
    event = world.conference.events.last()
    assert (event.by, event.facts, report.version) == (world.cleo, {"anliegen": 1}, event.number)


def test_writing_the_same_again_is_no_event(world, soup):
    reports.write(soup, world.ben, happened="We cooked.")
    before = kinds(world)
    reports.write(soup, world.ben, happened="We cooked.")
    assert kinds(world) == before
    assert Report.objects.get().versions.count() == 1


def test_a_report_hangs_as_soon_as_anything_stands_in_it(world, soup):
    assert "nothing in this report yet" in refused(reports.publish, soup, world.ben)
    reports.write(soup, world.ben, questions="Who washes up?")
    assert "Only who was" in refused(reports.publish, soup, world.cleo)
    reports.publish(soup, world.ben)
    assert "hangs on the Nachrichtenwand already" in refused(reports.publish, soup, world.ben)
    assert kinds(world)[-1] == "report.published"


def test_readers_see_it_while_it_hangs(world, soup):
    reports.write(soup, world.ben, happened="**Secret** soup")
    assert "Secret" not in shown(world, world.cleo, soup)
    assert "The group is writing." in shown(world, world.cleo, soup)
    reports.publish(soup, world.ben)
    assert "<strong>Secret</strong> soup" in shown(world, world.cleo, soup)
    reports.take_back(soup, world.ben)
    assert "Secret" not in shown(world, world.cleo, soup)
    assert "<strong>Secret</strong> soup" in shown(world, world.ben, soup)
    assert kinds(world)[-1] == "report.taken-back"
    assert "does not hang" in refused(reports.take_back, soup, world.ben)


def test_writing_goes_on_after_hanging_it(world, soup):
    reports.write(soup, world.ben, happened="Soup")
    reports.publish(soup, world.ben)
    reports.write(soup, world.hal, happened="Soup and bread")
    assert "Soup and bread" in shown(world, world.cleo, soup)


def test_a_version_is_kept_of_everything_and_can_be_brought_back(world, soup):
    step = {"id": "a", "who": "Ben", "what": "Buy pots", "by": "2026-07-01"}
    reports.write(soup, world.ben, happened="First", steps=[step])
    reports.write(soup, world.hal, happened="Second", steps=[])
    report = reports.bring_back(soup, world.ben, 1)
    assert (report.happened, report.steps) == ("First", [step])
    versions = [(each.number, each.by, each.texts["happened"]) for each in report.versions.all()]
    assert versions == [(1, world.ben, "First"), (2, world.hal, "Second"), (3, world.ben, "First")]
    assert "says exactly that already" in refused(reports.bring_back, soup, world.ben, 3)
    assert "no such version" in refused(reports.bring_back, soup, world.ben, 9)
    assert "Only who was" in refused(reports.bring_back, soup, world.cleo, 2)


def test_versions_are_read_by_the_group(world, soup):
    reports.write(soup, world.ben, happened="*First*")
    reports.write(soup, world.ben, happened="Second")
    assert "<em>First</em>" in plain(Phone(world.hal).get(address(world, soup, "versions/1/")))
    assert Phone(world.cleo).get(address(world, soup, "versions/1/")).status_code == 403
    answer = Phone(world.ben).post(address(world, soup, "versions/1/bring-back/"))
    assert answer.url == address(world, soup)
    assert Report.objects.get().happened == "*First*"


def test_the_edits_are_part_of_the_document_once_a_version_is_kept(world, soup):
    report = reports.write(soup, world.ben, happened="Soup")
    assert Edit.objects.count() == 0
    assert b"Soup" in bytes(Report.objects.get(pk=report.pk).doc)


def test_a_report_that_came_without_its_document_can_be_written_on(world, soup):
    """As from an archive."""
    Report.objects.create(anliegen=soup, happened="From elsewhere", steps=[{"what": "Read it"}])
    reports.write(soup, world.ben, results="Here")
    report = Report.objects.get()
    assert (report.happened, report.results, report.steps[0]["what"]) == ("From elsewhere", "Here", "Read it")


def test_a_hidden_sheets_report_is_the_facilitators_only(world, soup):
    reports.write(soup, world.ben, happened="Secret")
    reports.publish(soup, world.ben)
    sheets.hide(soup, "An advertisement", by=world.ada)
    assert "Only who was" in refused(reports.write, soup, world.ben, happened="More")
    for seat in (world.ben, world.cleo):
        assert "Secret" not in shown(world, seat, soup)
        assert Phone(seat).get(address(world, soup, "versions/")).status_code == 403
    assert "Secret" in shown(world, world.ada, soup)


def test_a_withdrawn_sheets_report_stays_as_it_is(world, soup):
    reports.write(soup, world.ben, happened="Soup")
    reports.publish(soup, world.ben)
    sheets.withdraw(soup, by=world.ben)
    assert "was withdrawn" in refused(reports.write, soup, world.ben, happened="More")
    assert "Soup" in shown(world, world.cleo, soup)
    assert Phone(world.ben).get(address(world, soup, "write/")).url == address(world, soup)
    reports.take_back(soup, world.ben)
    sheets.bring_back(soup, by=world.ben)
    assert reports.write(soup, world.ben, happened="More").happened == "More"


def test_the_report_of_a_merged_sheet_is_written_with_the_other(world, soup):
    other = world.writes(world.ben, "Wer isst?")
    merging.decide(soup, other, by=world.ada)
    assert "#2 became part of #1: write the report there." in refused(reports.write, other, world.ben, happened="x")


def test_dora_neither_reads_nor_writes(world, soup):
    reports.write(soup, world.ben, happened="Secret")
    reports.publish(soup, world.ben)
    phone = Phone(world.dora)
    for rest in ("", "write/", "versions/", "versions/1/", "pass-round/"):
        answer = phone.get(address(world, soup, rest))
        assert answer.status_code == 403
        assert "Secret" not in plain(answer)
    assert phone.post(address(world, soup, "write/"), {"happened": "Mine"}).status_code == 403
    assert Report.objects.get().happened == "Secret"


def test_it_is_told_after_commit_and_not_before(real_world, monkeypatch):
    told, words = [], []
    monkeypatch.setattr(hub, "tell", told.append)
    monkeypatch.setattr(hub, "pass_on", words.append)
    soup = real_world.writes(real_world.ben)
    told.clear()
    with transaction.atomic():
        reports.write(soup, real_world.ben, happened="Soup")
        assert (told, words) == ([], [])
    assert [each["stale"] for each in told] == [["report-1", "reports", "newsroom"]]
    assert [(each["kind"], each["of"]) for each in words] == [("report", 1)]
    with transaction.atomic():
        reports.write(soup, real_world.ben, happened="Stew")
        transaction.set_rollback(True)
    assert (len(told), len(words)) == (1, 1)
    assert Report.objects.get().happened == "Soup"
