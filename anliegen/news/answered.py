"""What became of what a seat said to reports: answered, or taken in, since it read last. Like what it is told of sheets
it is drawn from the history; "Got it" is one for both."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from anliegen.models import Comment
from conference.models import Event

ANSWERED, TAKEN_IN = "comment.answered", "comment.taken-in"


@dataclass
class Answer:
    """Somebody answered a comment, or took it in (`event`)."""

    comment: Comment
    event: Event

    @property
    def sheet(self):
        return self.comment.report.anliegen

    @property
    def sentence(self):
        if self.event.kind == TAKEN_IN:
            return _("what you added is part of the report now")
        asked = self.comment.kind == Comment.Kind.ASK
        return _("your question was answered") if asked else _("what you added was answered")

    @property
    def who(self):
        return self.event.by.name if self.event.by else ""


def of(seat):
    """Return what others did with this seat's comments since it read last, the oldest first."""
    mine = Comment.objects.filter(ended(seat)).select_related("report__anliegen").defer("report__doc")
    return told(seat, mine)


def ended(seat):
    """The condition under which a comment is one of this seat's that was answered or taken in."""
    done = ~Q(answer="") | Q(taken_in_at__isnull=False)
    return done & Q(report__published_at__isnull=False, report__anliegen__hidden_why="", hidden_at=None, seat=seat)


def told(seat, mine):
    """The same as `of`, from these comments; no query where there are none."""
    said = {comment.pk: comment for comment in mine}
    if not said:
        return []
    events = seat.conference.events.filter(kind__in=[ANSWERED, TAKEN_IN], number__gt=seat.read_to)
    return [
        Answer(said[event.facts["comment"]], event)
        for event in events.select_related("by").order_by("number")
        if event.facts.get("comment") in said and event.by_id != seat.pk
    ]
