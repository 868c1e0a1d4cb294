"""Every print, opened by other programs than the one that made it: what it says, where its codes lead, its size."""

import pytest

from anliegen.collect import papers, sheets
from anliegen.demo import maker
from anliegen.exports.paper import printer
from anliegen.wall import moves
from conference.models import Conference, Role
from tests.prints import opened, squeezed
from tests.world import Phone, add_room, add_slot

AT = "http://testserver"
A3, A4 = (420, 297), (297, 210)
PRINTS = ["blank", "rooms", "poster", "tents"]


@pytest.fixture(autouse=True)
def _no_old_prints():
    printer.jobs.clear()


@pytest.fixture
def world(world):
    """Ben's soup hangs in Linde in round 1, Cleo's garden waits, a third was withdrawn; Birke is closed in round 3."""
    soup = world.writes(world.ben, "Wer kocht?", goal="Soup for all", context="It is cold")
    moves.pin(soup, world.first, world.linde, by=world.ben)
    world.writes(world.cleo, "Ein Garten für alle")
    sheets.withdraw(world.writes(world.ben, "Zurückgezogen"), by=world.ben)
    moves.close(world.conference, world.third, world.birke, by=world.ada)
    Conference.objects.filter(pk=world.conference.pk).update(theme="What grows here?")
    world.conference.refresh_from_db()
    return world


def prints(world, path, **options):
    return opened(Phone(world.hal).get(world.url(path), options))


def test_empty_sheets_carry_their_codes_and_lead_to_the_entry(world):
    papers.number(world.conference, 5, by=world.hal)
    found = prints(world, "paper/blank.pdf", first=2, count=3, size="a3")
    assert found.sizes == [A3] * 3
    for page, code in enumerate(["P-002", "P-003", "P-004"], 1):
        assert code in found.pages[page - 1]
        [(leads, wide)] = found.codes(page)
        assert leads == AT + world.url(f"entry/?paper={code}")
        assert wide >= 25
    for words in ("What grows here?", "What is it about?", "To what goal?", "In which context?", "Who brings it?"):
        assert words in found.pages[0]
    assert prints(world, "paper/blank.pdf", first=2, count=3, size="a4").codes(1)[0][1] >= 25


def test_an_empty_sheet_for_the_copier_has_no_code(world):
    found = prints(world, "paper/blank.pdf")
    assert found.sizes == [A3]
    assert "P-" not in found.text
    assert found.codes()[0][0] == AT + world.url("entry/")


@pytest.mark.parametrize(("size", "page"), [("a3", A3), ("a4", A4)])
def test_written_sheets_say_all_and_lead_back(world, size, page):
    found = prints(world, "export/sheets.pdf", size=size)
    assert found.sizes == [page] * 2
    for words in ("1", "Wer kocht?", "Soup for all", "It is cold", "Ben", "Linde", "10:00–11:00"):
        assert words in found.pages[0]
    assert "Ein Garten für alle" in found.pages[1]
    assert "Zurückgezogen" not in found.text
    for at in (1, 2):
        [(leads, wide)] = found.codes(at)
        assert leads == AT + world.url(f"anliegen/{at}/")
        assert wide >= 25


def test_written_sheets_of_some_numbers_or_of_a_round(world):
    def numbers(**options):
        return [title for level, title in prints(world, "export/sheets.pdf", **options).headings() if level == 1]

    assert numbers(numbers="2") == ["2 Ein Garten für alle"]
    assert numbers(numbers="1-3") == ["1 Wer kocht?", "2 Ein Garten für alle"]
    assert numbers(slot=world.first.pk) == ["1 Wer kocht?"]
    assert numbers(withdrawn="on", numbers="3") == ["3 Zurückgezogen"]


def test_a_hidden_sheet_is_printed_for_nobody(world):
    sheets.hide(world.conference.anliegen.get(number=2), "Beleidigung", by=world.ada)
    for seat in (world.hal, world.ada, world.olga):
        phone = Phone(seat)
        found = opened(phone.get(world.url("export/sheets.pdf"), {"withdrawn": "on"}))
        assert [title for level, title in found.headings() if level == 1] == ["1 Wer kocht?", "3 Zurückgezogen"]
        for path in ("export/sheets.pdf", "paper/tents.pdf"):
            assert phone.get(world.url(path), {"withdrawn": "on", "numbers": "2"}).status_code == 404


def test_the_sheets_of_a_round_come_in_the_order_of_the_rooms(world):
    for title, room in (("Birke", world.birke), ("Aula", world.aula)):
        moves.pin(world.writes(world.cleo, title), world.first, room, by=world.cleo)
    found = prints(world, "export/sheets.pdf", slot=world.first.pk)
    assert [title for level, title in found.headings() if level == 1] == ["5 Aula", "1 Wer kocht?", "4 Birke"]


def test_the_wall_shows_rooms_rounds_sheets_and_what_is_closed(world):
    found = prints(world, "export/wall.pdf", size="a4", pages=1)
    assert sorted(found.sizes[0]) == [210, 297]
    for words in ("What grows here?", "Aula", "Linde", "Birke", "10:00–11:00", "Lunch", "Wer kocht?", "Ben", "closed"):
        assert words in found.pages[0]
    assert "Has no place yet" in found.pages[1]
    assert "Ein Garten für alle" in found.pages[1]
    assert "Zurückgezogen" not in found.text


def test_a_door_sheet_for_each_room_and_day(world):
    tomorrow = add_slot(world.conference, "Round 4", 24)
    found = prints(world, "paper/rooms.pdf")
    assert len(found.pages) == 6
    assert found.sizes == [(210, 297)] * 6
    linde = found.pages[2]
    for words in ("Linde", "Friday, 12. June", "10:00", "Wer kocht?", "Ben", "Lunch"):
        assert words in linde
    [(leads, wide)] = found.codes(3)
    assert leads == AT + world.url(f"here/{world.linde.pk}/")
    assert wide >= 25
    assert "closed" in found.pages[4]
    assert "Saturday, 13. June" in found.pages[3]
    assert tomorrow.name not in linde
    assert len(prints(world, "paper/rooms.pdf", room=world.linde.pk).pages) == 2


@pytest.mark.parametrize(("size", "page"), [("a3", (297, 420)), ("a4", (210, 297))])
def test_the_poster_lets_in(world, size, page):
    entrance = world.conference.entrances.get(role=Role.PARTICIPANT)
    found = prints(world, "paper/poster.pdf", size=size)
    assert found.sizes == [page]
    [(leads, wide)] = found.codes()
    assert leads == f"{AT}/j/{entrance.code}/"
    assert wide > 80
    code = f"{entrance.code[:3]} {entrance.code[3:]}"
    for words in ("What grows here?", "testserver", code, "Scan the code", "Say your name", "Write what moves you"):
        assert words in found.text


def test_a_table_tent_for_each_place(world):
    moves.continue_in(world.conference.anliegen.get(number=1), world.second, world.aula, by=world.ben)
    found = prints(world, "paper/tents.pdf")
    assert found.sizes == [(210, 297)] * 3
    assert [("Linde" in page, "Aula" in page) for page in found.pages] == [(True, False), (False, True), (False, False)]
    assert {leads for leads, wide in found.codes(1)} == {AT + world.url("anliegen/1/")}
    assert len(found.codes(1)) == 2  # one to each side
    assert min(wide for _leads, wide in found.codes(1)) >= 25


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_print_is_tagged_and_says_its_language_and_title(world, language):
    Conference.objects.filter(pk=world.conference.pk).update(language=language)
    phone = Phone(world.hal)
    phone.cookies["django_language"] = "en"  # whoever prints may read another language than those who read the print
    titles = set()
    for path in [*(f"paper/{name}.pdf" for name in PRINTS), "export/sheets.pdf", "export/wall.pdf"]:
        found = opened(phone.get(world.url(path)))
        assert found.is_tagged, path
        assert found.language == language
        assert found.headings(), path
        titles.add(found.title)
    assert len(titles) == 6


def test_headings_tell_who_listens_where_they_are(world):
    assert prints(world, "export/sheets.pdf", numbers="1").headings() == [
        (1, "1 Wer kocht?"),
        (2, "To what goal?"),
        (2, "In which context?"),
    ]
    assert prints(world, "paper/rooms.pdf", room=world.linde.pk).headings() == [(1, "Linde Friday, 12. June")]


def test_quotes_are_those_of_the_language(world):
    world.writes(world.ben, 'Was heißt "genug"?')
    Conference.objects.filter(pk=world.conference.pk).update(language="de")
    assert "Was heißt „genug“?" in prints(world, "export/sheets.pdf", numbers="4").text
    Conference.objects.filter(pk=world.conference.pk).update(language="en", version=99)
    assert "Was heißt “genug”?" in prints(world, "export/sheets.pdf", numbers="4").text


def test_every_machine_prints_the_same(world):
    first = prints(world, "export/sheets.pdf").bytes
    printer.jobs.clear()
    assert prints(world, "export/sheets.pdf").bytes == first


def test_only_our_fonts_are_used(world):
    found = prints(world, "export/sheets.pdf")
    fonts = {font["/BaseFont"] for page in found.reader.pages for font in _fonts(page)}
    assert fonts
    assert {font.partition("+")[2].partition("-")[0] for font in fonts} == {"AtkinsonHyperlegibleNext"}


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize(
    ("path", "options", "status", "said"),
    [
        ("export/sheets.pdf", {"size": "a9"}, 422, "a9"),
        ("export/sheets.pdf", {"numbers": "one"}, 422, "Write numbers with commas between"),
        ("export/sheets.pdf", {"numbers": "77"}, 404, "No sheet is there to print."),
        ("export/sheets.pdf", {"slot": "0"}, 422, "valid choice"),
        ("export/wall.pdf", {"pages": "7"}, 422, "7"),
        ("export/wall.pdf", {"pages": "x" * 500}, 422, "xxx"),
        ("paper/blank.pdf", {"first": "1", "count": "3"}, 409, "P-001 has not been given to a paper yet."),
        ("paper/blank.pdf", {"first": "0", "count": "3"}, 422, "Write a number from 1 to 9999."),
        ("paper/blank.pdf", {"first": "1", "count": "9999"}, 422, "Write a number from 1 to 200."),
        ("paper/rooms.pdf", {"room": "9" * 30}, 422, "valid choice"),
        ("paper/tents.pdf", {"numbers": "2-1"}, 404, "No sheet is there to print."),
    ],
)
def test_what_can_not_be_printed_is_refused_with_a_sentence(world, path, options, status, said):
    answer = Phone(world.hal).get(world.url(path), options)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_rows_of_another_conference_are_not_printed(world):
    for path, options in (
        ("export/sheets.pdf", {"slot": world.other.slot.pk}),
        ("paper/rooms.pdf", {"room": world.other.room.pk}),
    ):
        assert Phone(world.hal).get(world.url(path), options).status_code == 422


def test_nothing_to_print_yet_is_said(world):
    dora = Phone(world.dora)
    world.other.slot.delete()
    assert dora.get(f"/c/{world.other.conference.slug}/paper/rooms.pdf").status_code == 404
    assert opened(dora.get(f"/c/{world.other.conference.slug}/export/wall.pdf")).is_tagged
    world.other.room.delete()
    for name in ("export/wall", "export/sheets", "paper/tents", "paper/poster"):
        assert opened(dora.get(f"/c/{world.other.conference.slug}/{name}.pdf")).is_tagged
    world.other.sheet.delete()
    assert opened(dora.get(f"/c/{world.other.conference.slug}/export/wall.pdf")).is_tagged
    assert dora.get(f"/c/{world.other.conference.slug}/export/sheets.pdf").status_code == 404


def test_a_print_costs_the_same_queries_however_many_sheets(world, django_assert_max_num_queries):
    for at in range(20):
        moves.pin(
            world.writes(world.ben, f"Sheet {at}"),
            world.second,
            add_room(world.conference, f"Tisch {at}"),
            by=world.ada,
        )
    for path in ("export/sheets.pdf", "export/wall.pdf", "paper/tents.pdf", "paper/rooms.pdf"):
        with django_assert_max_num_queries(14):
            opened(Phone(world.hal).get(world.url(path)))


@pytest.mark.parametrize(("size", "across"), [("a4", 0), ("a0", 1), ("a3", 6)])
def test_a_full_wall_has_each_sheet_once_and_none_is_cut(db, size, across):
    conference = maker.make(people=60, anliegen=80, rooms=15, slots=5)
    helper = conference.seats.get(role=Role.FACILITATOR)
    found = opened(Phone(helper).get(f"/c/{conference.slug}/export/wall.pdf", {"size": size, "pages": across}))
    text, every = squeezed(found.text), conference.anliegen.filter(withdrawn_at=None)
    assert len(every) == 80
    for sheet in every:
        assert text.count(squeezed(f"{sheet.number} {sheet.title}")) == max(1, sheet.placements.count()), sheet.title
