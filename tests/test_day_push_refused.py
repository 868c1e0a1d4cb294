"""Who may be written to by Web Push: a participant names the address, so it must not lead into our own network."""

import pytest

from anliegen.day import push, sending
from conference.models import PushSubscription
from tests.push_service import Browser, coded
from tests.world import Phone

pytestmark = pytest.mark.django_db


ADDRESSES = [
    "http://updates.push.services.mozilla.com/x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://[::1]/x",
    "https://10.0.0.1/x",
    "https://192.168.1.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/x",
    "https://router/x",
    "https://printer.local/x",
    "https://db.internal/x",
    "https://push.example.com:8443/x",
    "https://me@push.example.com/x",
    "https://push.example.com:x/",
    "https://[push/",
    "ftp://push.example.com/x",
    "//push.example.com/x",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_our_own_network_is_refused(world, settings, address):
    settings.WEB_PUSH = True
    keys = Browser("https://push.example.com", "x").fields
    answer = Phone(world.cleo).sends("day/subscribe", **{**keys, "endpoint": address})
    assert answer.status_code == 400
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("p256dh", "x"),
        ("p256dh", "ä" * 87),
        ("p256dh", coded(b"\2" + bytes(64))),
        ("auth", coded(bytes(15))),
        ("auth", ""),
    ],
)
def test_broken_keys_are_refused(world, settings, field, value):
    settings.WEB_PUSH = True
    fields = Browser("https://push.example.com", "x").fields
    assert Phone(world.cleo).sends("day/subscribe", **{**fields, field: value}).status_code == 400
    assert Phone(world.cleo).sends("day/subscribe", **fields).status_code == 302


def test_a_name_that_leads_inside_is_not_followed():
    """Names are looked up when we send: only what is on the internet is connected to."""
    for address in (
        "127.0.0.1",
        "10.1.2.3",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "0.0.0.0",
        "224.0.0.1",
    ):
        assert not sending.is_public(address), address
    for address in ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"):
        assert sending.is_public(address), address


def test_a_seat_has_its_newest_browsers_only(world, settings):
    settings.WEB_PUSH = True
    for at in range(push.MOST_BROWSERS + 2):
        fields = Browser("https://push.example.com", str(at)).fields
        Phone(world.cleo).sends("day/subscribe", **fields)
    left = world.cleo.subscriptions.order_by("pk").values_list("endpoint", flat=True)
    assert [each[-1] for each in left] == ["2", "3", "4", "5", "6"]


def test_who_sits_down_on_another_seat_takes_the_browser_along(world, settings):
    settings.WEB_PUSH = True
    fields = Browser("https://push.example.com", "x").fields
    Phone(world.cleo).sends("day/subscribe", **fields)
    Phone(world.ben).sends("day/subscribe", **fields)
    assert list(PushSubscription.objects.values_list("seat__name", flat=True)) == ["Ben"]
