"""What readers say to a report: ask back, add; answer, take in, hide."""

import uuid

import pytest

from anliegen.models import Attendance, Comment, Report
from anliegen.news import answered, comments
from anliegen.record import reports
from conference.refusal import Refused
from tests.reporting import hung, page, told_of
from tests.world import Phone, plain, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    return hung(world)


def test_ask_back_once_even_if_tapped_twice(world, sheet):
    form = {"kind": "ask", "text": "Who peels?", "once": str(uuid.uuid4())}
    for _tap in range(2):
        Phone(world.cleo).sends("news/1/comment", **form)
    said = Comment.objects.get()
    assert (said.kind, said.text, said.name, said.seat) == ("ask", "Who peels?", "Cleo", world.cleo)
    assert told(world.conference)[:2] == ("comment.said", world.cleo)
    Phone(world.cleo).sends("news/1/comment", **{**form, "text": "And who cuts?"})
    assert Comment.objects.count() == 2
    assert "Who peels?" in page(world.hal)


def test_an_empty_comment_is_refused_and_nothing_typed_is_lost(world, sheet):
    phone = Phone(world.cleo)
    answer = phone.sends("news/1/comment", kind="ask", text=" ")
    assert answer.status_code == 422
    answer = phone.sends("news/1/comment", kind="ask", text="x" * 2_001)
    assert answer.status_code == 422
    assert "At most 2000" in plain(answer)
    assert "x" * 2_001 in plain(answer)
    assert not Comment.objects.exists()


def test_one_seat_does_not_flood_a_report(world, sheet, monkeypatch):
    monkeypatch.setattr(comments, "MOST", 2)
    report = Report.objects.get(anliegen=sheet)
    for text in ("One", "Two"):
        comments.say(report, world.cleo, "ask", text)
    with pytest.raises(Refused, match="2 things"):
        comments.say(report, world.cleo, "ask", "Three")
    comments.say(report, world.ada, "ask", "Mine")


def test_a_comment_is_text(world, sheet):
    comments.say(Report.objects.get(), by=world.cleo, kind="add", text="<b>bold</b> [x](javascript:1)")
    text = Phone(world.hal).get(world.url("news/1/")).content.decode()
    assert "&lt;b&gt;bold" in text
    assert 'href="javascript' not in text


@pytest.fixture
def question(world, sheet):
    return comments.say(Report.objects.get(), by=world.cleo, kind="ask", text="Who peels?")


@pytest.fixture
def addition(world, sheet):
    return comments.say(Report.objects.get(), by=world.cleo, kind="add", text="Salt, too.")


def test_the_convener_sees_on_the_first_page_what_waits_and_answers(world, question):
    def waits(seat):
        return "Who peels?" in plain(Phone(seat).get(world.url()))

    assert waits(world.ben)
    assert not waits(world.cleo)
    assert not waits(world.hal)
    phone = Phone(world.ben)
    assert 'name="answer"' in plain(phone.get(world.url("news/1/"), {"answer": question.pk}))
    assert phone.sends(f"news/1/comments/{question.pk}/answer", answer="I do.").status_code == 302
    assert told(world.conference)[:2] == ("comment.answered", world.ben)
    assert "I do." in page(world.cleo)
    assert not waits(world.ben)


def test_only_who_was_in_the_group_answers(world, question):
    phone = Phone(world.cleo)
    assert phone.sends(f"news/1/comments/{question.pk}/answer", answer="Me").status_code == 403
    Attendance.objects.create(anliegen=question.report.anliegen, seat=world.cleo, name="Cleo")
    assert phone.sends(f"news/1/comments/{question.pk}/answer", answer="Me").status_code == 302


def test_a_second_answer_is_refused_with_the_first(world, question):
    comments.answer(question, by=world.ben, text="I do.")
    with pytest.raises(Refused, match="I do."):
        comments.answer(question, by=world.hal, text="Hal does.")


def test_who_asked_is_told_of_the_answer_on_the_first_page_until_they_have_read_it(world, question, addition):
    def told_there(seat):
        return plain(Phone(seat).get(world.url()))

    assert "for you" not in told_there(world.cleo)
    comments.answer(question, by=world.ben, text="I do, with Hal.")
    comments.take_in(addition, by=world.ben)
    said = told_there(world.cleo)
    assert "2 answers for you" in said
    assert '<b>your question was answered</b>: <span dir="auto">I do, with Hal.</span>' in said
    assert "what you added is part of the report now" in said
    assert f'href="{world.url("news/1/")}#comment-{question.pk}"' in said
    assert "for you" not in told_there(world.hal)
    world.conference.refresh_from_db()
    Phone(world.cleo).sends("day/read", to=world.conference.version)
    assert "for you" not in told_there(world.cleo)


def test_nobody_is_told_of_their_own_answer_or_of_a_report_taken_back(world, question):
    comments.answer(question, by=world.ben, text="I do.")
    reports.take_back(question.report.anliegen, by=world.ben)
    assert answered.of(world.cleo) == []
    reports.publish(question.report.anliegen, by=world.ben)
    assert len(answered.of(world.cleo)) == 1
    Comment.objects.update(seat=world.ben)
    assert answered.of(world.ben) == []


def test_an_addition_is_taken_in_with_the_name(world, addition):
    assert "Take it in" in page(world.ben)
    assert "Take it in" not in page(world.cleo)
    phone = Phone(world.ben)
    assert phone.sends(f"news/1/comments/{addition.pk}/take-in").status_code == 302
    report = Report.objects.get()
    assert report.results == "- Soup\n- **Bread**\n\nSalt, too. *(Cleo)*"
    assert report.versions.last().texts["results"] == report.results
    assert "taken in" in page(world.cleo)
    assert phone.sends(f"news/1/comments/{addition.pk}/take-in").status_code == 409
    assert Report.objects.get().results.count("Salt") == 1
    kinds = list(world.conference.events.values_list("kind", flat=True))
    assert kinds[-2:] == ["comment.taken-in", "report.written"]


def test_a_name_is_no_markup_when_it_is_taken_in(world, addition):
    Comment.objects.update(name="*Cl[eo]*")
    addition.refresh_from_db()
    comments.take_in(addition, by=world.ben)
    assert "(*Cl[eo]*)" in page(world.cleo).replace("<em>", "").replace("</em>", "")


def test_a_question_is_not_taken_in(world, question):
    with pytest.raises(Refused, match="question"):
        comments.take_in(question, by=world.ben)
    assert Report.objects.get().results == "- Soup\n- **Bread**"


def test_what_does_not_fit_leaves_everything_as_it_was(world, addition, monkeypatch):
    monkeypatch.setattr(comments, "LONGEST", 20)
    with pytest.raises(Refused, match="too long"):
        comments.take_in(addition, by=world.ben)
    addition.refresh_from_db()
    assert addition.taken_in_at is None
    assert told(world.conference)[0] == "comment.said"


def test_facilitators_hide_a_comment_and_show_it_again(world, question):
    path = f"news/1/comments/{question.pk}/hide"
    assert Phone(world.ben).sends(path, on="on").status_code == 403
    assert Phone(world.ada).sends(path, on="on").status_code == 302
    assert told(world.conference)[:2] == ("comment.hidden", world.ada)
    assert "Who peels?" not in page(world.cleo)
    assert "Who peels?" not in plain(Phone(world.ben).get(world.url()))
    assert "Who peels?" in page(world.ada)
    assert Phone(world.ada).sends(path, on="on").status_code == 409
    assert Phone(world.ada).sends(path, on="").status_code == 302
    assert "Who peels?" in page(world.cleo)


def test_another_reports_comment_is_not_there(world, question):
    told_of(world, world.writes(world.ben), results="Other")
    assert Phone(world.ben).sends(f"news/2/comments/{question.pk}/answer", answer="x").status_code == 404
    assert (
        Phone(world.dora).post(f"/c/garten/news/1/comments/{question.pk}/answer/", {"answer": "x"}).status_code == 404
    )
