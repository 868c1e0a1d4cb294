"""Paper becomes sheets: codes are given once, a helper types in one after the other, what is there already is told."""

import io
import json
import uuid
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.collect import paper_code, papers, sheets
from anliegen.exports import archive
from conference.refusal import Refused
from tests.world import Phone, broken_promises, plain, told


def newest(world):
    return world.conference.anliegen.last()


def enters(world, **fields):
    return Phone(world.hal).sends("entry", **{"title": "Wer kocht?", **fields})


def test_a_paper_becomes_a_sheet(world):
    answer = enters(world, paper="P-017", person="Erna, Cleo", goal="Soup", context="It is cold")
    assert (answer.status_code, answer["Location"]) == (302, world.url("entry/"))
    sheet = newest(world)
    assert (sheet.number, sheet.paper, sheet.title, sheet.goal, sheet.context) == (
        1,
        17,
        "Wer kocht?",
        "Soup",
        "It is cold",
    )
    erna, cleo = sheet.conveners.all()
    assert (erna.name, erna.seat.entered_by, cleo.seat) == ("Erna", world.hal, world.cleo)
    assert told(world.conference)[:2] == ("anliegen.written", world.hal)
    assert broken_promises(world.conference) == []


def test_the_page_says_which_number_to_write_on_the_paper_and_asks_for_the_next(world):
    phone = Phone(world.hal)
    page = plain(phone.get(phone.sends("entry", title="Wer kocht?", paper="17")["Location"]))
    assert "P-017 is now #1. Write 1 on it." in page
    assert 'name="paper" id="id_paper" value=""' in page
    assert page.index("Just entered") < page.index("Wer kocht?")


def test_the_qr_code_of_an_empty_sheet_opens_its_entry(world):
    page = plain(Phone(world.hal).get(world.url("entry/?paper=P-017")))
    assert 'value="P-017"' in page
    assert "This paper is entered already" not in page


def test_the_qr_code_of_an_entered_sheet_says_so(world):
    enters(world, paper="P-017")
    page = plain(Phone(world.hal).get(world.url("entry/?paper=P-017")))
    assert "This paper is entered already: it is #1." in page
    assert world.url("anliegen/1/") in page
    assert 'value="P-017"' not in page


def test_a_participant_who_scans_a_paper_sees_what_it_became(world):
    phone = Phone(world.cleo)
    assert phone.get(world.url("entry/?paper=P-017")).status_code == 403
    enters(world, paper="P-017")
    assert phone.get(world.url("entry/?paper=P-017"))["Location"] == world.url("anliegen/1/")
    assert phone.get(world.url("entry/")).status_code == 403
    assert phone.sends("entry", title="Wer backt?", paper="P-018").status_code == 403
    assert phone.submit(world.url("entry/?paper=P-017"), {"title": "Wer backt?"}).status_code == 403
    assert world.conference.anliegen.count() == 1


def test_a_paper_is_entered_once(world):
    enters(world, paper="P-017")
    answer = enters(world, paper="p 17", title="Ganz etwas anderes")
    assert answer.status_code == 409
    page = plain(answer)
    assert "P-017 is entered already: it is #1, “Wer kocht?”." in page
    assert "Ganz etwas anderes" in page
    assert world.conference.anliegen.count() == 1
    assert broken_promises(world.conference) == []


def test_the_paper_of_a_hidden_sheet_says_its_number_and_not_its_words(world):
    enters(world, paper="P-017")
    phone = Phone(world.hal)
    assert "Wer kocht?" in plain(phone.get(world.url("entry/?paper=P-017")))
    sheets.hide(newest(world), "Beleidigung", by=world.ada)
    again = enters(world, paper="P-017", title="Ganz etwas anderes")
    assert again.status_code == 409
    for page in (plain(phone.get(world.url("entry/?paper=P-017"))), plain(again)):
        assert "This paper is entered already: it is #1." in page
        assert world.url("anliegen/1/") in page
        assert "Wer kocht?" not in page


def test_each_conference_has_its_own_papers(world):
    enters(world, paper="P-017")
    sheet = papers.enter(world.other.conference, world.dora, "Rosen", paper=17)
    assert sheet.paper == 17


@pytest.mark.parametrize("title", ["Wer kocht?", "wer kocht", "Wer  kocht ?!", "Wer kochte?"])
def test_a_title_that_is_there_already_is_asked_about(world, title):
    enters(world)
    answer = enters(world, title=title, goal="Soup")
    assert answer.status_code == 409
    page = plain(answer)
    assert "Is this one of these?" in page
    assert world.url("anliegen/1/") in page
    assert "Soup" in page
    assert enters(world, title=title, goal="Soup", another="sure").status_code == 302
    assert world.conference.anliegen.count() == 2


@pytest.mark.parametrize("title", ["Wer singt?", "😀", "Kochen"])
def test_another_title_is_not_asked_about(world, title):
    enters(world)
    enters(world, title="☂")
    assert enters(world, title=title).status_code == 302


def test_a_withdrawn_sheet_is_nobodys_double(world):
    enters(world)
    sheets.withdraw(newest(world), by=world.ada)
    assert enters(world).status_code == 302


def test_what_is_about_the_same_is_said_beside_it(world):
    world.writes(world.ben, "Gemeinsam kochen im Hof", goal="Suppe kochen für alle Nachbarn")
    phone = Phone(world.hal)
    phone.sends("entry", title="Suppe für Nachbarn", goal="Im Hof kochen")
    page = plain(phone.get(world.url("entry/")))
    assert "Is about the same, maybe:" in page
    assert '#1 <span dir="auto">Gemeinsam kochen im Hof' in page


def test_sent_again_after_a_dead_network_it_arrives_once(world):
    once, phone = uuid.uuid4(), Phone(world.hal)
    form = {"title": "Wer kocht?", "paper": "P-017", "once": once, "another": "on"}
    for _ in range(2):
        answer = phone.post(world.url("entry/"), form, headers={"Accept": "application/json"})
        assert answer.status_code == 201
        assert json.loads(answer.content)["number"] == 1
    assert world.conference.anliegen.count() == 1
    assert world.conference.events.filter(kind="anliegen.written").count() == 1


def test_a_sheet_without_a_name_or_code_is_a_sheet(world):
    assert enters(world).status_code == 302
    sheet = newest(world)
    assert (sheet.paper, sheet.conveners.count()) == (None, 0)
    for path in ("anliegen/1/", "wall/", "entry/", "export/sheets.pdf"):
        assert Phone(world.ada).get(world.url(path)).status_code == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "A sheet needs a title."),
        ({"paper": "seventeen"}, "A paper's code is like P-017."),
        ({"paper": "P-000"}, "A paper's code is like P-017."),
        ({"paper": "P-99999"}, "A paper's code is like P-017."),
        ({"paper": "x" * 50}, "At most 20 characters"),
        ({"person": "y" * 90}, "Please put commas between the names"),
        ({"title": "x" * 201}, "At most 200 characters"),
    ],
)
def test_what_makes_no_sense_is_asked_again_and_nothing_is_lost(world, fields, said):
    answer = enters(world, goal="Soup for all", **fields)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert "Soup for all" in plain(answer)
    assert not world.conference.anliegen.exists()


def test_only_helpers_enter_and_number(world):
    for verb in (
        lambda by: papers.enter(world.conference, by, "Wer kocht?"),
        lambda by: papers.number(world.conference, 3, by),
    ):
        with pytest.raises(Refused) as refused:
            verb(world.ben)
        assert refused.value.status == 403
    assert not world.conference.anliegen.exists()
    assert papers.last_printed(world.conference) == 0


def test_codes_are_given_once(world):
    assert [papers.number(world.conference, count, by=world.hal)[1] for count in (20, 5, 1)] == [1, 21, 26]
    assert papers.last_printed(world.conference) == 26
    event = world.conference.events.last()
    assert (event.kind, event.by, event.facts) == ("paper.numbered", world.hal, {"first": 26, "last": 26})
    assert broken_promises(world.conference) == []


def test_new_papers_open_as_a_pdf(world):
    phone = Phone(world.hal)
    answer = phone.sends("paper/number", count=3, size="a4")
    assert answer["Location"] == world.url("paper/blank.pdf?first=1&count=3&size=a4")
    assert phone.get(answer["Location"]).status_code == 200
    assert "up to P-003" in plain(phone.get(world.url("paper/")))
    assert phone.sends("paper/number", count=0, size="a4").status_code == 422
    assert phone.sends("paper/number", count=3, size="a9").status_code == 422


def test_the_codes_end(world):
    papers.number(world.conference, 9_998, by=world.hal)
    answer = Phone(world.hal).sends("paper/number", count=2, size="a3")
    assert answer.status_code == 409
    assert "There are only 9999 paper codes." in plain(answer)


def test_the_history_and_the_archive_know_of_it(world):
    papers.number(world.conference, 20, by=world.hal)
    enters(world, paper="P-017")
    assert "Hal numbered sheets to write on." in plain(Phone(world.cleo).get(world.url("wall/history/")))
    copy = archive.load(io.BytesIO(archive.dump(world.conference)))
    assert papers.last_printed(copy) == 20
    assert papers.entered(copy, 17).title == "Wer kocht?"


def test_the_pages_cost_the_same_however_many_were_entered(world):
    phone, costs = Phone(world.hal), []
    phone.get(world.url("entry/"))
    for count in (2, 1, 7):
        for at in range(count):
            papers.enter(world.conference, world.hal, f"Sheet {count} {at}", names=["Erna", "Emil"])
        for path in ("entry/", "paper/"):
            with CaptureQueriesContext(connection) as captured:
                assert phone.get(world.url(path)).status_code == 200
            costs.append((path, len(captured)))
    assert len(set(costs)) == 2, costs


@pytest.mark.parametrize("typed", ["P-017", "p017", "P17", "17", " p - 17 ", "P–017", "P.17"])
def test_a_code_is_read_as_people_type_it(typed):
    assert paper_code.read(typed) == 17


@pytest.mark.parametrize("typed", ["", "P", "0", "P-0", "17a", "1 7", "-17", "P-12345", "１７" + "x"])
def test_what_is_no_code_is_none(typed):
    assert paper_code.read(typed) is None


@pytest.mark.django_db(transaction=True)
def test_two_helpers_who_enter_the_same_paper_give_one_sheet(real_world):
    world, refused = real_world, []

    def enter(title):
        try:
            papers.enter(world.conference, world.hal, title, paper=17)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=enter, args=[f"Sheet {at}"]) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert world.conference.anliegen.count() == 1
    assert broken_promises(world.conference) == []
