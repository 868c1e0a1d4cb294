"""Whatever comes in: a clear sentence and a 4xx, or success; what was typed is still in the form; never a 500."""

import itertools

import pytest
from django.test import Client

from anliegen.collect import sheets
from anliegen.wall import moves
from conference.models import Role
from tests.world import Phone, cell, plain, where

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenleitung"
GOOD_TITLES = [
    "x" * 200,
    "🌻🌻🌻",
    "👩‍👩‍👧‍👦",
    "מי מבשל מרק לכולם?",
    "\u202eevil\u202c but tame",
    "<script>alert(1)</script>",
    "<b>Wer</b> & <i>kocht</i>?",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "'; DROP TABLE anliegen_anliegen; --",
    LONG_WORD,
    "Wer\x00 kocht?",
    "Wer \ud83d kocht?",
    "٣ Fragen",
    "ﷺ" * 50,
    "Z̸̢̛͙͔a̵l̷g̶o̴",
    "\ufeffBOM",
    "a\nb\r\nc\td",
    "%s %(number)s {0} %",
]
BAD_TITLES = ["", " ", "\u200b\u200d", "\x00", "\u2800", "\n\n", "x" * 201, "x" * 2000, "ß " * 1000, "🌻" * 300]


@pytest.mark.parametrize("title", GOOD_TITLES)
def test_an_odd_title_is_a_title(world, title):
    phone = Phone(world.ben)
    answer = phone.sends("anliegen/new", title=title)
    assert answer.status_code == 302
    sheet = world.conference.anliegen.get()
    assert sheet.title
    assert not {"\x00", "\u202e", "\ud83d"} & set(sheet.title)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    for path in ("anliegen/1/", "anliegen/1/edit/", "wall/", "wall/?as=list", "", "wall/history/", "facilitate/"):
        answer = Phone(world.ada if path == "facilitate/" else world.ben).get(world.url(path))
        assert answer.status_code == 200, path
        assert b"<script>alert" not in answer.content, path
        assert b"<b>Wer</b>" not in answer.content, path
        assert "{% now" not in title or b"{% now" in answer.content or path in ("wall/history/",), path
    assert Client().get(world.url(f"display/{world.screen.key}/")).status_code == 200
    assert sheet.title in plain(phone.get(world.url("anliegen/1/")))


@pytest.mark.parametrize("title", BAD_TITLES)
def test_a_title_that_is_none_gets_a_sentence_and_keeps_the_rest(world, title):
    typed = {"goal": "Soup for <all>", "context": "It is cold", "others": "Emil, Fritz", "seeks_host": "on"}
    answer = Phone(world.ben).sends("anliegen/new", title=title, **typed)
    page = plain(answer)
    assert answer.status_code == 422
    if title.strip("\x00 \n\u200b\u200d\u2800"):
        assert "200" in page
        assert str(len(title.strip())) in page.replace(",", "")
        assert title.strip()[:100] in page
    else:
        assert "A sheet needs a title. A few words are enough." in page
    for text in ("Soup for <all>", "It is cold", "Emil, Fritz", "checked"):
        assert text in page
    assert b"<all>" not in answer.content
    assert not world.conference.anliegen.exists()


@pytest.mark.parametrize("field", ["goal", "context", "others"])
def test_too_long_texts_keep_everything(world, field):
    text = "Suppe " * 1000
    answer = Phone(world.ben).sends("anliegen/new", title="Wer kocht?", **{field: text})
    assert answer.status_code == 422
    assert text.strip() in plain(answer)
    assert "Wer kocht?" in plain(answer)
    world.writes(world.ben)
    answer = Phone(world.ben).sends("anliegen/1/edit", title="Wer backt?", **{field: text})
    assert answer.status_code == 422
    assert text.strip() in plain(answer)
    assert "Wer backt?" in plain(answer)


@pytest.mark.parametrize("once", ["x", "1", "0" * 32, "\x00", "x" * 5000])
def test_a_broken_mark_of_the_sender_is_no_dead_end(world, once):
    """Nobody typed it, so nobody could mend it: the sheet arrives."""
    assert Phone(world.ben).sends("anliegen/new", title="Wer kocht?", once=once).status_code == 302
    assert world.conference.anliegen.count() == 1


def test_all_who_bring_it_are_kept(world):
    names = [f"Person {at}" for at in range(40)]
    Phone(world.ben).sends("anliegen/new", title="Wer kocht?", others=", ".join(names))
    assert [each.name for each in world.conference.anliegen.get().conveners.all()] == ["Ben", *names]


def test_a_name_without_commas_gets_a_sentence(world):
    names = "Cleo und Emil und Fritz und " * 5
    answer = Phone(world.ben).sends("anliegen/new", title="Wer kocht?", others=names)
    assert answer.status_code == 422
    assert "Please put commas between the names" in plain(answer)
    assert names.strip() in plain(answer)


VALUES = {
    "nothing": "",
    "a word": "Linde",
    "zero": "0",
    "negative": "-1",
    "a fraction": "1.5",
    "huge": "9" * 30,
    "beyond the database": str(2**63),
    "endless": "9" * 5000,
    "NUL": "1\x00",
    "surrogate": "1\ud83d",
    "other digits": "١",
    "superscript": "²",
    "HTML": "<script>alert(1)</script>",
    "a pair": "1-1",
    "long pair": "9" * 18 + "-" + "9" * 18,
}
VERBS = {
    "pin": ("anliegen", "slot", "room", "cell"),
    "move": ("anliegen", "slot", "room", "cell", "seen", "origin"),
    "swap": ("anliegen", "with", "seen"),
    "park": ("anliegen", "seen", "origin"),
    "continue": ("anliegen", "slot", "room", "cell"),
    "fix": ("anliegen",),
    "loosen": ("anliegen",),
    "close": ("slot", "room", "cell"),
    "open": ("slot", "room", "cell"),
    "undo": ("event",),
    "redo": (),
}


@pytest.fixture
def wall(world):
    """Two sheets of Ben's hang; the third is parked."""
    for slot in (world.first, world.second):
        moves.pin(world.writes(world.ben), slot, world.linde, by=world.ben)
    world.writes(world.ben)
    return world


def good(world, verb):
    """Return a form that the verb would take."""
    fields = {"anliegen": 3, "seen": 10_000, "with": 2, **cell(world.third, world.birke)}
    if verb in ("move", "park", "fix", "loosen", "continue", "swap"):
        fields |= {"anliegen": 1}
    return {name: fields[name] for name in VERBS[verb] if name in fields}


def says_why(answer):
    """Whether a refusal holds a sentence."""
    text = plain(answer)
    return 400 <= answer.status_code < 500 and (
        'class="toast refused"' in text or 'class="refused"' in text or "<h1>" in text
    )


@pytest.mark.parametrize(("verb", "field"), [(verb, field) for verb, fields in VERBS.items() for field in fields])
def test_wrong_values_in_every_field_of_every_verb(wall, verb, field):
    for kind, value in VALUES.items():
        for send in (Phone(wall.ada).taps, Phone(wall.ada).sends):
            answer = send(f"wall/{verb}", **good(wall, verb) | {field: value})
            assert answer.status_code in (200, 302) or says_why(answer), f"{kind}: {answer.status_code}"
            assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("verb", VERBS)
def test_missing_fields(wall, verb):
    form = good(wall, verb)
    for missing in [*form, None]:
        rest = {name: value for name, value in form.items() if name != missing} if missing else {}
        answer = Phone(wall.ada).taps(f"wall/{verb}", **rest)
        assert answer.status_code in (200, 302) or says_why(answer)
        if missing in ("anliegen", "slot", "room", "with"):
            assert answer.status_code == 400


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options"])
def test_wrong_methods(wall, verb, method):
    answer = getattr(Phone(wall.ada), method)(wall.url(f"wall/{verb}/"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


BODIES = {
    "JSON": ('{"anliegen": 1}', "application/json"),
    "no JSON": ("{", "application/json"),
    "text": ("anliegen=1", "text/plain"),
    "half a file": ("--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "no boundary": ("x", "multipart/form-data"),
    "bytes": (b"\xff\xfe\x00title=\x80", "application/x-www-form-urlencoded"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("body", BODIES)
def test_wrong_content_types(wall, body):
    data, kind = BODIES[body]
    phone = Phone(wall.ada)
    for verb in (
        *(f"wall/{verb}/" for verb in VERBS if verb not in ("undo", "redo")),
        "anliegen/new/",
        "anliegen/1/edit/",
    ):
        answer = phone.generic("POST", wall.url(verb), data, content_type=kind)
        assert 400 <= answer.status_code < 500, verb
    assert wall.conference.anliegen.count() == 3


def test_an_unknown_charset_is_read_as_ours(wall):
    kind = "application/x-www-form-urlencoded; charset=klingon"
    assert Phone(wall.ben).generic("POST", wall.url("anliegen/new/"), "title=x", kind).status_code == 302


def test_too_many_fields_and_too_much_text(wall):
    phone = Phone(wall.ben)
    assert phone.sends("anliegen/new", **{f"field{at}": "x" for at in range(3_000)}).status_code == 413
    assert phone.sends("anliegen/new", title="x" * 3_000_000).status_code in (400, 413, 422)


@pytest.mark.parametrize("query", ["place=x", "place=" + "9" * 30, "place=²", "place=%00", "as=%ED%A0%80", "cell=%00"])
def test_odd_queries(wall, query):
    for path in ("wall/", "anliegen/new/", "", "facilitate/"):
        assert Phone(wall.ada).get(f"{wall.url(path)}?{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "9" * 9, "9" * 30, "9" * 5000])
def test_numbers_in_addresses(wall, number):
    phone = Phone(wall.ada)
    for path in (f"anliegen/{number}/", f"anliegen/{number}/edit/", f"wall/sheet/{number}/", f"wall/cell/1/{number}/"):
        answer = phone.get(wall.url(path))
        assert answer.status_code == 404
        assert "<h1>" in plain(answer)


@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "%FF", "..%2F..", "%F0%9F%8C%BB", "x" * 3000, "'", "%0A"])
def test_odd_addresses(world, odd):
    phone = Phone(world.ada)
    for path in (f"/c/{odd}/", f"/j/{odd}/", f"/j/{odd}/qr.svg", f"/me/{odd}/", f"/organiser/{odd}/"):
        assert phone.get(path).status_code in (200, 301, 302, 403, 404), path
        assert phone.post(path).status_code in (302, 400, 403, 404, 405, 409, 422), path
    for path in (f"display/{odd}/", f"setup/people/renew/{odd}/", f"wall/{odd}/"):
        assert phone.get(world.url(path)).status_code in (301, 403, 404, 405), path


def test_a_cell_that_was_just_closed(wall):
    moves.close(wall.conference, wall.third, wall.birke, by=wall.ada)
    answer = Phone(wall.ben).sends("wall/pin", anliegen=3, **cell(wall.third, wall.birke))
    assert answer.status_code == 409
    assert "Birke at 16:00 is closed. Still free: " in plain(answer)


def test_a_sheet_that_was_just_withdrawn(wall):
    sheet = wall.conference.anliegen.get(number=1)
    sheets.withdraw(sheet, by=wall.ben)
    for verb in ("pin", "move", "park", "swap", "continue", "fix"):
        answer = Phone(wall.ada).sends(f"wall/{verb}", **good(wall, verb) | {"anliegen": 1})
        assert answer.status_code == 409, verb
        assert "#1 was withdrawn." in plain(answer), verb
    assert where(sheet) == []


def test_an_unknown_code(world):
    for code in ("XXXXXX", "0", "..", "%00", "x" * 500):
        answer = Client().get(f"/j/{code}/")
        assert answer.status_code == 404
    answer = Client().get("/", {"code": "7KQ 3MD"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "No conference has this code." in plain(answer)
    assert 'value="7KQ 3MD"' in plain(answer)


def test_a_hall_behind_one_address_survives_its_typing_errors(world):
    numbers = itertools.count()

    def guess():
        return Client().get("/", {"code": f"XXX{next(numbers)}"}).status_code

    free = list(itertools.islice(iter(guess, 429), 700))
    assert set(free) == {404}
    assert 300 <= len(free) <= 600, "300 in five minutes; new five minutes may begin meanwhile"
    code = world.conference.entrances.get(role=Role.PARTICIPANT).code
    assert Client().get(f"/j/{code}/").status_code == 200


@pytest.mark.parametrize("cookie", ["x", "x:y:z", "\ud83d", "é", "a" * 5000, ".eJx:1:2"])
def test_a_broken_seat_is_no_seat(world, cookie):
    client = Client()
    client.cookies["seat"] = cookie.encode("utf-8", "replace").decode("latin-1")
    assert client.get(world.url("wall/")).status_code == 403
