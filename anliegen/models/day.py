"""What people bring, where it hangs, and who goes where. Invariants live here, as constraints."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.models import Conference, Room, Seat, Slot


class Anliegen(models.Model):
    """A sheet. `number` is what stands on the paper: from 1, without gaps, never given twice.

    Off the wall (`withdrawn_at`) is a sheet for one of three reasons: its conveners withdrew it, a facilitator hid it
    (then `hidden_why` says why), or it was merged into another one, which names its number in `also`.
    `expects` is how many people its conveners want room for.
    `paper` is the code on the printed sheet it was entered from: 17 for P-017.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="anliegen")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    goal = models.TextField(max_length=4_000, blank=True)
    context = models.TextField(max_length=4_000, blank=True)
    seeks_host = models.BooleanField(default=False)
    expects = models.PositiveIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    hidden_why = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    also = models.JSONField(default=list)
    version = models.PositiveBigIntegerField(default=0)
    once = models.UUIDField(null=True)
    paper = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_sheet_a_number"),
            models.UniqueConstraint(fields=["conference", "once"], name="a_sheet_arrives_once"),
            models.UniqueConstraint(fields=["conference", "paper"], name="a_paper_is_entered_once"),
        ]

    def __str__(self):
        return f"#{self.number} {self.title}"


class Convener(models.Model):
    """Who brings an Anliegen: a seat, or just the name of somebody who has none. `came_with`: the sheet that was merged
    into this one and takes them along when it is split off again."""

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="conveners")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="brings")
    name = models.CharField(max_length=80)
    came_with = models.ForeignKey(Anliegen, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["anliegen", "seat"], name="a_convener_once")]


class Placement(models.Model):
    """A sheet on a cell. Fixed: only opened again on purpose."""

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="placements")
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="placements")
    room = models.ForeignKey(Room, models.CASCADE, related_name="placements")
    fixed = models.BooleanField(default=False)

    class Meta:
        ordering = ["slot__starts_at", "room__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "room"], name="one_sheet_a_cell"),
        ]


class ClosedCell(models.Model):
    """A cell where nothing hangs: the room is taken at that time."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="closed_cells")
    room = models.ForeignKey(Room, models.CASCADE, related_name="closed_cells")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "room"], name="one_closing_a_cell")]


class Interest(models.Model):
    """A seat would come: no commitment."""

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="interests")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="interests")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["anliegen", "seat"], name="one_interest_a_seat")]


class TurnState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    PRESENTING = "presenting", _("presenting")
    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped")


class Turn(models.Model):
    """A place in the queue of the market, in the order of `position`.

    The clock of who presents runs until `ends_at`; while it is paused, `left` holds what is left, in milliseconds.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="turns")
    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="turns")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=TurnState, default=TurnState.WAITING)
    called_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=models.Q(state="presenting"), name="one_presents_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["anliegen"],
                condition=models.Q(state__in=["waiting", "presenting"]),
                name="one_open_turn_a_sheet",
            ),
        ]


class MergeProposal(models.Model):
    """Two sheets that might be one: `other` would go into `kept` if the conveners of both say yes."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")
        DECIDED = "decided", _("decided by a facilitator")
        WITHDRAWN = "withdrawn", _("withdrawn")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="merge_proposals")
    kept = models.ForeignKey(Anliegen, models.CASCADE, related_name="+")
    other = models.ForeignKey(Anliegen, models.CASCADE, related_name="+")
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kept", "other"], condition=models.Q(outcome="open"), name="one_open_proposal_a_pair"
            )
        ]


class MergeAnswer(models.Model):
    """What a convener said to it."""

    proposal = models.ForeignKey(MergeProposal, models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    yes = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="one_answer_a_seat")]


class Arrangement(models.Model):
    """A proposal where sheets could hang, worked out for a facilitator who takes it or leaves it.

    `scope`: "parked", or the id of the round that is arranged anew with what is parked. `moves`: [[number, [slot, room]
    or null where it hung, [slot, room] where it would hang]]; null while it is being worked out.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="arrangements")
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    scope = models.CharField(max_length=20)
    moves = models.JSONField(null=True)
    failed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)


class Presence(models.Model):
    """Somebody is in a room: from when they scanned its door until they walked into the next, or left (`until`)."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="presences")
    room = models.ForeignKey(Room, models.CASCADE, related_name="presences")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=models.Q(until=None), name="in_one_room_at_a_time")
        ]


class Display(models.Model):
    """What a display seat's screen shows, and when it was last heard of. `follows`: what fits the phase, else `shows`.

    `scope` narrows the wall: {"day": "2026-06-12", "slot": id, "rooms": [ids]}, each if wanted.
    """

    class Shows(models.TextChoices):
        WELCOME = "welcome", _("Welcome")
        PRINCIPLES = "principles", _("Principles")
        MARKET = "market", _("Market")
        WALL = "wall", _("Wall")
        NOW = "now", _("Now and next")
        NOTICES = "notices", _("Notices")
        TEXT = "text", _("Text")
        PICTURE = "picture", _("Picture")
        NEWS = "news", _("Nachrichtenwand")

    class Light(models.TextChoices):
        AUTO = "auto", _("as its computer")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Gong(models.TextChoices):
        NONE = "none", _("no gong")
        SEEN = "seen", _("seen")
        HEARD = "heard", _("seen and heard")

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="display")
    follows = models.BooleanField(default=True)
    shows = models.CharField(max_length=12, choices=Shows, default=Shows.WALL)
    scope = models.JSONField(default=dict)
    text = models.TextField(max_length=1_000, blank=True)
    picture = models.ImageField(upload_to="displays", blank=True)
    blank = models.BooleanField(default=False)
    zoom = models.PositiveIntegerField(default=100)
    light = models.CharField(max_length=8, choices=Light, default=Light.AUTO)
    gong = models.CharField(max_length=8, choices=Gong, default=Gong.SEEN)
    seen_at = models.DateTimeField(null=True)
    awake = models.BooleanField(default=True)
