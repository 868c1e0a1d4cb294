"""The frame of a day: conference, its rooms and slots, who has a seat, and the numbered history.

Models are thin: fields, constraints, cheap properties. What changes them are the verbs beside them.
"""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    PREPARING = "preparing", _("Preparing")
    MARKET = "market", _("Market")
    GROUPS = "groups", _("Groups")
    CONVERGENCE = "convergence", _("Convergence")
    CLOSED = "closed", _("Closed")


class Role(models.TextChoices):
    DISPLAY = "display", _("Display")
    PARTICIPANT = "participant", _("Participant")
    HELPER = "helper", _("Helper")
    FACILITATOR = "facilitator", _("Facilitator")
    ORGANISER = "organiser", _("Organiser")

    @property
    def rank(self):
        """Roles in order: each may what those before it may."""
        return list(Role).index(self)


class Seen(models.TextChoices):
    """Who sees how many would come to a sheet."""

    ALL = "all", _("everybody, at any time")
    AFTER = "after", _("everybody, once the market is over")
    FACILITATORS = "facilitators", _("facilitators only")


class Organiser(models.Model):
    """Somebody who may start conferences on this installation; known by the personal link alone."""

    key = models.CharField(max_length=43, unique=True)
    claimed_at = models.DateTimeField(null=True)


class Conference(models.Model):
    """One Open Space. `cover`: the picture on its book, a file under `covers/`; `follow_up_on`: when all meet again."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    theme = models.CharField(max_length=300, blank=True)
    invitation = models.TextField(max_length=20_000, blank=True)
    language = models.CharField(max_length=5, default="de")
    time_zone = models.CharField(max_length=60, default="Europe/Berlin")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    follow_up_on = models.DateField(null=True)
    cover = models.CharField(max_length=120, blank=True)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.PREPARING)
    participants_pin = models.BooleanField(default=True)
    market_open = models.BooleanField(default=False)
    turn_seconds = models.PositiveIntegerField(default=30)
    interest_seen = models.CharField(max_length=12, choices=Seen, default=Seen.ALL)
    version = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)


class Room(models.Model):
    """A column of the wall. `capacity` counts seats; 0 means nobody counted."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=60)
    capacity = models.PositiveIntegerField(default=0)
    location = models.CharField(max_length=120, blank=True)
    features = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint("conference", Lower("name"), name="one_room_of_a_name")]

    def __str__(self):
        return self.name


class Slot(models.Model):
    """A row of the wall: a time span; a common one (break, plenary) spans all rooms."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="slots")
    name = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    common = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "starts_at"], name="one_slot_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts"),
        ]

    def __str__(self):
        return self.name


class Entrance(models.Model):
    """A code that lets people in with a role; the participants' is short, the others are long."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="entrances")
    role = models.CharField(max_length=12, choices=Role)
    code = models.CharField(max_length=24, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "role"], name="one_entrance_a_role")]


class Seat(models.Model):
    """One person in one conference; whoever holds `key` sits here. A display's seat is read-only.

    `version` counts what only this seat sees (its marks, what it has read); `read_to` is the number of the last event
    that it was told and has read; `plan_key` opens its calendar feed and nothing else. `once` is the mark of the form
    that it came in by: sent twice, it is one seat.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="seats")
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=12, choices=Role, default=Role.PARTICIPANT)
    key = models.CharField(max_length=43, unique=True)
    entered_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="guests")
    version = models.PositiveBigIntegerField(default=0)
    read_to = models.PositiveBigIntegerField(default=0)
    plan_key = models.CharField(max_length=43, null=True, unique=True)  # noqa: DJ001 - unique where there is one
    shows_where = models.BooleanField(default=False)
    once = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "once"], name="a_seat_is_taken_once")]

    def __str__(self):
        return self.name

    def may(self, role):
        """Whether this seat has at least that role's rights."""
        return Role(self.role).rank >= Role(role).rank


class PushSubscription(models.Model):
    """A browser in which a seat allowed us to tell it something while the page is closed (Web Push, RFC 8030)."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="subscriptions")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)


class Notice(models.Model):
    """An announcement, newest first: to everybody, to who is in a room, or to who follows the sheet of that number.

    An urgent one stands on every display until it is taken down.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=500)
    urgent = models.BooleanField(default=False)
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="notices")
    sheet = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class Event(models.Model):
    """One numbered change. `facts` holds ids and places, never names, so that forgetting a person edits no history."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="events")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="one_event_a_number")]
