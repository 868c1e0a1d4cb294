"""The day: what people bring and where it hangs. Invariants live here, as constraints."""

from django.db import models
from django.utils import timezone

from conference.models import Conference, Room, Seat, Slot


class Anliegen(models.Model):
    """A sheet. `number` is what stands on the paper: from 1, without gaps, never given twice."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="anliegen")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    goal = models.TextField(max_length=4_000, blank=True)
    context = models.TextField(max_length=4_000, blank=True)
    seeks_host = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveBigIntegerField(default=0)
    once = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_sheet_a_number"),
            models.UniqueConstraint(fields=["conference", "once"], name="a_sheet_arrives_once"),
        ]

    def __str__(self):
        return f"#{self.number} {self.title}"


class Convener(models.Model):
    """Who brings an Anliegen: a seat, or just the name of somebody who has none."""

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="conveners")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="brings")
    name = models.CharField(max_length=80)

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
