"""What a group leaves behind, and the book that is made of it. Pictures and books are files; rows name them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anliegen.models.day import Anliegen
from conference.models import Conference, Seat

LONGEST = 200_000  # letters of one part of a report


class Report(models.Model):
    """The sheet of a group, in Markdown. `steps`: [{"id", "who", "what", "by"}], `by` a day in ISO form or empty.

    `doc` is what several type into at once (a Yjs document); `happened` … `steps` are what it says, for everybody who
    reads. `anew`: how often the document was begun anew; a page that holds an older one does not write into it.
    `others` were there beside those who are in the list. `version`: the conference's, when it changed last.
    """

    anliegen = models.OneToOneField(Anliegen, models.CASCADE, related_name="report")
    happened = models.TextField(max_length=LONGEST, blank=True)
    results = models.TextField(max_length=LONGEST, blank=True)
    questions = models.TextField(max_length=LONGEST, blank=True)
    steps = models.JSONField(default=list)
    others = models.PositiveIntegerField(default=0)
    doc = models.BinaryField(default=bytes)
    anew = models.PositiveIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["anliegen__number"]


class Edit(models.Model):
    """What somebody typed into a report, as it arrived (a Yjs update): on disk before it is acknowledged. Those that
    `Report.doc` has taken in are deleted when a version is kept."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="edits")
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    update = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]


class Version(models.Model):
    """A report as it was once: every pause and every publishing keeps one. `texts`: its parts by their names."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    texts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_version_a_number")]


class Attendance(models.Model):
    """Somebody was in a group: a seat, or just a name. Who did not agree (`named`) counts and is not named."""

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="attendances")
    name = models.CharField(max_length=80)
    named = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["anliegen", "seat"], name="in_a_group_once")]


class Photo(models.Model):
    """A picture in a report. `file` is the folder of its sizes under `photos/`; the original stays as it was cleaned.

    `turned` (degrees clockwise) and `crop` ([left, top, right, bottom] as shares of the turned picture) say what is
    shown of it. `checksum` (SHA-256) is the original's. `once` is the sender's mark: sent twice, it is one photo.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="photos")
    position = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=4, default="jpeg")
    checksum = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    turned = models.PositiveIntegerField(default=0)
    crop = models.JSONField(null=True)
    caption = models.CharField(max_length=300, blank=True)
    alt = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    once = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "once"], name="a_photo_arrives_once")]

    @property
    def mark(self):
        """What tells one look of the photo from another, in addresses and forms."""
        return self.file[:8]

    @property
    def sides(self):
        """Width and height of what is seen of the original: turned and cropped."""
        across = self.turned in (90, 270)
        width, height = (self.height, self.width) if across else (self.width, self.height)
        left, top, right, bottom = self.crop or (0, 0, 1, 1)
        return round(right * width) - round(left * width), round(bottom * height) - round(top * height)


class Upload(models.Model):
    """A photo that is on its way, piece by piece; how much of it is here, its file knows."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="uploads")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="uploads")
    once = models.UUIDField()
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "once"], name="an_upload_begins_once")]


class Comment(models.Model):
    """What a reader says to a report: a question, or something to add. The convener answers, or takes it in."""

    class Kind(models.TextChoices):
        ASK = "ask", _("Question")
        ADD = "add", _("Addition")

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="comments")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.ADD)
    text = models.TextField(max_length=2_000)
    answer = models.TextField(max_length=2_000, blank=True)
    taken_in_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "once"], name="a_comment_arrives_once")]


class Reading(models.Model):
    """A seat has read a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="readings")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="readings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "seat"], name="one_reading_a_seat")]


class Edition(models.Model):
    """The book as it was issued once. `files`: {"pdf": name, "html": …, "docx": …} of what is on disk.

    `version` is the conference's number that it shows, `changes` what changed since the edition before: [[kind of
    change, number of the sheet]]. `options`: with or without names, photos, comments; only some; paper. Whoever makes
    it says once a second that they do (`alive_at`): after a killed server nobody waits for a book that nobody makes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MAKING = "making", _("being made")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    progress = models.PositiveIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)
    options = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    files = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    alive_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="one_edition_a_number")]
