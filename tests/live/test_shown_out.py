"""Who has no seat any more, or another key, hears nothing more; who has another role is told to look again."""

import pytest
from websockets.exceptions import ConnectionClosed

from conference.entrance import seats
from conference.live import hub as module
from conference.live import tokens
from conference.live.hub import hub
from conference.models import Role, Seat

REFUSED = 4401


@pytest.fixture
def ada(linde):
    return seats.join(linde, "Ada", Role.FACILITATOR)


@pytest.fixture
def ben(linde):
    return seats.join(linde, "Ben")


@pytest.fixture
def fast(monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT", 0.2)
    monkeypatch.setattr(module, "GRACE", 0.1)


def token(seat, key=None):
    return tokens.issue(seat.conference.pk, seat.conference.slug, seat.pk, "de", tokens.mark(key or seat.key))


def shown_out(listener):
    """Hear what is still told, up to the end, and say whether that was it."""
    try:
        for _message in range(9):
            listener.connection.recv(5)
    except ConnectionClosed as closed:
        return closed.rcvd.code == REFUSED
    return False


def news(conference, was, seats=()):
    hub.tell({"conference": conference.pk, "was": was, "version": was + 1, "regions": {}, "stale": [], "seats": seats})


@pytest.mark.parametrize("renewed", ["new-key", None], ids=["renewed", "removed"])
def test_another_key_or_no_seat_ends_the_sockets_at_once_and_for_good(house, linde, ada, ben, renewed):
    with (
        house.listener(linde, token=token(ben)) as phone,
        house.listener(linde, token=token(ben)) as laptop,
        house.listener(linde, token=token(ada)) as other,
    ):
        old = token(ben)
        Seat.objects.filter(pk=ben.pk).update(key=renewed) if renewed else ben.delete()
        news(linde, 0, [(seat_number(old), renewed and tokens.mark(renewed))])
        assert shown_out(phone)
        assert shown_out(laptop)
        assert other.hear() == {"was": 0, "version": 1, "regions": {}, "stale": []}
        with house.listener(linde, token=old, greeted=False) as again:
            assert shown_out(again)
        news(linde, 1)
        assert other.hear()["version"] == 2, "nobody else is disturbed"
        if renewed:
            with house.listener(linde, token=token(ben, renewed)) as found:
                assert found.greeting["version"] == 2


def seat_number(of):
    return tokens.read(of).seat


def test_another_role_lets_that_seats_pages_be_read_again_and_no_others(house, linde, ada, ben):
    with house.listener(linde, token=token(ben)) as phone, house.listener(linde, token=token(ada)) as other:
        news(linde, 0, [(ben.pk, tokens.mark(ben.key))])
        assert phone.hear()["stale"] == ["page"]
        assert other.hear()["stale"] == []
        news(linde, 1)
        assert phone.hear()["stale"] == []


@pytest.mark.parametrize("gone", [False, True], ids=["renewed", "removed"])
def test_an_old_ticket_on_a_server_that_heard_nothing_lasts_till_the_next_heartbeat(house, fast, linde, ada, ben, gone):
    """As after a restart: the ticket is good for a day, the key isn't."""
    old, key = token(ben), "renewed"
    Seat.objects.filter(pk=ben.pk).update(key=key) if not gone else ben.delete()
    with house.listener(linde, token=token(ada)) as other, house.listener(linde, token=old) as thief:
        assert shown_out(thief)
        assert other.hears_nothing(0.5)
    if not gone:
        with house.listener(linde, token=token(ben, key)) as phone:
            assert phone.hears_nothing(0.5)


def test_lost_news_of_a_seat_is_made_up_for(house, fast, linde, ada, ben):
    with house.listener(linde, token=token(ben)) as phone, house.listener(linde, token=token(ada)) as other:
        assert other.hears_nothing(0.5)  # the heartbeat has seen both tickets by now
        Seat.objects.filter(pk=ben.pk).update(key="renewed")
        news(linde, 1)  # the one before it is lost
        assert shown_out(phone)
        assert other.hear() == {"was": 0, "version": 2, "regions": {}, "stale": ["page"]}


def test_what_is_remembered_of_a_key_gives_way_to_the_database(house, linde, ada, ben):
    with house.listener(linde, token=token(ada)):
        news(linde, 0, [(ben.pk, tokens.mark("second"))])
        Seat.objects.filter(pk=ben.pk).update(key="third")  # and its news is lost
        with house.listener(linde, token=token(ben, "third")) as phone:
            assert phone.greeting["version"] in (0, 1)


def test_stopping_the_server_shows_nobody_out(house, linde, ben):
    with house.listener(linde, token=token(ben)) as phone:
        house.stop()
        with pytest.raises(ConnectionClosed) as closed:
            phone.connection.recv(5)
    assert closed.value.rcvd.code == 1012
