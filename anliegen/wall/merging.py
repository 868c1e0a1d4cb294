"""Two sheets become one, if the conveners of both say yes; splitting undoes it. Nothing is lost: the sheet that is kept
names both numbers and all conveners, and shows both texts.

Who is asked: every convener with a seat. Who enters sheets for people without a phone answers for them. A facilitator
may merge without an answer; then the history says that it was they.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Anliegen, Convener, MergeAnswer, MergeProposal
from anliegen.ownership import owns
from anliegen.wall import moves
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

Outcome = MergeProposal.Outcome
MERGED = "merge.merged"


def propose(kept, other, by):
    """Ask the conveners of both whether `other` should go into `kept`; one's own yes is given with it."""
    with change(kept.conference, by) as log:
        _refuse_gone(kept, other)
        if not by.may(Role.FACILITATOR) and not owns(by, kept) and not owns(by, other):
            raise Refused(_("Who brings one of the two sheets, or facilitates, can propose that."), status=403)
        if open_between(kept, other):
            raise Refused(_("#%(one)s and #%(two)s: their conveners are being asked already.") % _both(kept, other))
        proposal = MergeProposal.objects.create(conference=kept.conference, kept=kept, other=other, by=by)
        log.record("merge.proposed", touches=_shown(kept, other), proposal=proposal.pk, **_facts(kept, other))
        _say(proposal, by, yes=True)
        _merge_if_agreed(log, proposal)
    return log


def answer(proposal, by, yes):
    """Say yes or no to it. The first no ends it, the last yes merges."""
    with change(proposal.conference, by) as log:
        _refuse_settled(proposal)
        if not _say(proposal, by, yes):
            raise Refused(_("Only who brings one of the two sheets is asked."), status=403)
        kept, other = proposal.kept, proposal.other
        if yes:
            log.record("merge.agreed", touches=_shown(kept, other), proposal=proposal.pk, **_facts(kept, other))
            _merge_if_agreed(log, proposal)
        else:
            _settle(proposal, Outcome.REFUSED)
            log.record("merge.refused", touches=_shown(kept, other), proposal=proposal.pk, **_facts(kept, other))
    return log


def decide(kept, other, by):
    """Merge without an answer. Facilitators; the history says that it was they."""
    with change(kept.conference, by) as log:
        _refuse_gone(kept, other)
        proposal = open_between(kept, other) or MergeProposal(conference=kept.conference, kept=kept, other=other, by=by)
        proposal.kept, proposal.other, proposal.outcome = kept, other, Outcome.DECIDED
        proposal.save()
        _merge(log, proposal, how="decided")
    return log


def withdraw(proposal, by):
    """Take a proposal back: who made it, or a facilitator."""
    with change(proposal.conference, by) as log:
        _refuse_settled(proposal)
        if proposal.by_id != by.pk and not by.may(Role.FACILITATOR):
            raise Refused(_("Somebody else proposed that."), status=403)
        _settle(proposal, Outcome.WITHDRAWN)
        kept, other = proposal.kept, proposal.other
        log.record("merge.withdrawn", touches=_shown(kept, other), proposal=proposal.pk, **_facts(kept, other))
    return log


def split(sheet, by):
    """Take a sheet out of the one it was merged into."""
    with change(sheet.conference, by) as log:
        take_out(log, sheet)
    return log


def take_out(log, sheet):
    """Let a merged sheet stand for itself again, with its conveners: where it hung if that is still free, else in the
    parking. Within a change."""
    sheet.refresh_from_db(fields=["merged_into", "withdrawn_at", "hidden_why", "also"])
    kept, by = sheet.merged_into, log.by
    if kept is None:
        raise Refused(_("#%(number)s is not merged.") % {"number": sheet.number})
    if by and not by.may(Role.FACILITATOR) and not owns(by, sheet) and not owns(by, kept):
        raise Refused(_("#%(number)s belongs to somebody else.") % {"number": sheet.number}, status=403)
    sheet.merged_into, sheet.version = None, log.version + 1
    sheet.withdrawn_at = sheet.withdrawn_at if sheet.hidden_why else None
    sheet.save(update_fields=["merged_into", "withdrawn_at", "version"])
    _forget(log, kept, [sheet.number, *sheet.also])
    log.record("merge.split", touches=_shown(kept, sheet), **_facts(kept, sheet))
    merged = log.conference.events.filter(kind=MERGED, facts__other=sheet.number).last()
    left = merged and log.conference.events.filter(number=merged.number - 1, kind="wall.parked").first()
    if left and left.facts.get("anliegen") == sheet.number and not sheet.withdrawn_at:
        moves.hang_again(log, sheet, left)


def open_between(one, two):
    """Return the open proposal about these two sheets, whichever would be kept, or None."""
    pair = Q(kept=one, other=two) | Q(kept=two, other=one)
    return MergeProposal.objects.filter(pair, outcome=Outcome.OPEN).first()


def acts_for(proposal, by):
    """Those of the seats that are asked for whom that one answers: itself; who enters sheets for others, for those."""
    conveners = [*proposal.kept.conveners.all(), *proposal.other.conveners.all()]
    seats = {each.seat_id: each.seat for each in conveners if each.seat_id}
    return [seat for seat in seats.values() if seat == by or seat.entered_by_id and by.may(Role.HELPER)]


def _say(proposal, by, yes):
    """Note the answer of a seat, and of those it acts for; return whether it was asked at all."""
    seats = acts_for(proposal, by)
    for seat in seats:
        MergeAnswer.objects.update_or_create(proposal=proposal, seat=seat, defaults={"yes": yes})
    return bool(seats)


def _merge_if_agreed(log, proposal):
    """Merge once all who are asked said yes. A sheet none of whose conveners can be asked waits for a facilitator."""
    yes = set(proposal.answers.filter(yes=True).values_list("seat", flat=True))
    sheets = (proposal.kept, proposal.other)
    brings = [{each.seat_id for each in sheet.conveners.all() if each.seat_id} for sheet in sheets]
    if all(brings) and yes >= brings[0] | brings[1]:
        _settle(proposal, Outcome.AGREED)
        _merge(log, proposal, how="agreed")


def _merge(log, proposal, how):
    kept, other = proposal.kept, proposal.other
    _refuse_gone(kept, other)
    shown = _shown(kept, other)
    moves.leave_wall(log, other)
    other.merged_into, other.withdrawn_at = kept, timezone.now()
    other.save(update_fields=["merged_into", "withdrawn_at"])
    _gather(kept)
    kept.refresh_from_db(fields=["also"])
    kept.also = [*kept.also, other.number, *other.also]
    kept.version = log.version + 1
    kept.save(update_fields=["also", "version"])
    for side in ("kept", "other"):  # not both in one: SQLite 3.47.0 can't plan that beside a partial index
        MergeProposal.objects.filter(outcome=Outcome.OPEN, **{side: other}).update(outcome=Outcome.WITHDRAWN)
    log.record(MERGED, touches=shown, proposal=proposal.pk, how=how, **_facts(kept, other))


def _forget(log, kept, numbers):
    """Let a sheet, and what it went into itself, name these numbers no more."""
    while kept:
        kept.also = [number for number in kept.also if number not in numbers]
        kept.version = log.version + 1
        kept.save(update_fields=["also", "version"])
        _gather(kept)
        kept = kept.merged_into


def _gather(kept):
    """Let a sheet name the conveners of all that is part of it now, each once, beside its own."""
    kept.conveners.exclude(came_with=None).delete()
    there = {each.seat_id or each.name for each in kept.conveners.all()}
    for part in kept.merged.order_by("number").prefetch_related("conveners"):
        for each in part.conveners.all():
            if (each.seat_id or each.name) not in there:
                there.add(each.seat_id or each.name)
                Convener.objects.create(anliegen=kept, seat_id=each.seat_id, name=each.name, came_with=part)


def _settle(proposal, outcome):
    proposal.outcome = outcome
    proposal.save(update_fields=["outcome"])


def _refuse_settled(proposal):
    proposal.refresh_from_db()
    if proposal.outcome != Outcome.OPEN:
        raise Refused(_("This question is settled: %(outcome)s.") % {"outcome": proposal.get_outcome_display()})


def _refuse_gone(*sheets):
    """Raise Refused unless both are there and are two."""
    if sheets[0] == sheets[1]:
        raise Refused(_("A sheet can't be merged with itself."), status=400)
    for sheet in sheets:
        sheet.refresh_from_db(fields=["withdrawn_at", "merged_into", "also"])
        if sheet.withdrawn_at:
            raise Refused(_("#%(number)s was withdrawn.") % {"number": sheet.number})


def _shown(*sheets):
    return [region for sheet in sheets for region in moves.shown(Anliegen.objects.get(pk=sheet.pk))]


def _facts(kept, other):
    return {"anliegen": kept.number, "other": other.number}


def _both(kept, other):
    return {"one": kept.number, "two": other.number}
