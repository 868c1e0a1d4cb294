"""What pages show of merging: what I am asked, what is being asked, what is alike, what a sheet holds of others."""

from anliegen.collect import similar
from anliegen.models import MergeProposal
from anliegen.ownership import own_numbers
from anliegen.wall import merging
from conference.models import Role

PAIRS = 6  # alike, at the desk


def asks(seat):
    """The open questions to this seat that it has not answered yet."""
    open_ = _open(seat.conference)
    mine = own_numbers(seat) if open_ else []
    found = [each for each in open_ if each.kept.number in mine or each.other.number in mine]
    return [each for each in found if _unanswered(each, seat)]


def at_desk(conference):
    """What is being asked, with how many have said yes; and which sheets are alike and not yet asked about."""
    found = _open(conference)
    asked = {frozenset((each.kept.number, each.other.number)) for each in found}
    pairs = [pair for pair in similar.of(conference).pairs() if frozenset(pair) not in asked][:PAIRS]
    numbers = {number for pair in pairs for number in pair}
    titles = dict(conference.anliegen.filter(number__in=numbers).values_list("number", "title"))
    return {
        "merges": [(each, sum(answer.yes for answer in each.answers.all()), _count(each)) for each in found],
        "alike": [[(number, titles[number]) for number in pair] for pair in pairs],
    }


def of_sheet(seat, sheet):
    """What a sheet's page says: what was merged into it, what it went into, what is asked, what is alike."""
    found = [each for each in _open(seat.conference) if sheet.pk in (each.kept_id, each.other_id)]
    may = seat.may(Role.FACILITATOR) or sheet.number in own_numbers(seat)
    alike = _alike(sheet) if may and not sheet.withdrawn_at else []
    asked = {each.kept.number for each in found} | {each.other.number for each in found}
    return {
        "merged": seat.conference.anliegen.filter(number__in=sheet.also, hidden_why="") if sheet.also else [],
        "merges_open": [(each, _unanswered(each, seat)) for each in found],
        "alike": [other for other in alike if other.number not in asked],
        "may_merge": may and not sheet.withdrawn_at,
        "may_split": may,
    }


def _alike(sheet):
    likeness = similar.of(sheet.conference)
    numbers = likeness.to((sheet.title, sheet.goal, sheet.context), but=[sheet.number])
    found = {each.number: each for each in sheet.conference.anliegen.filter(number__in=numbers)}
    return [found[number] for number in numbers]


def _open(conference):
    rows = conference.merge_proposals.filter(outcome=MergeProposal.Outcome.OPEN)
    return list(
        rows.select_related("kept", "other", "by").prefetch_related(
            "answers", "kept__conveners__seat", "other__conveners__seat"
        )
    )


def _count(proposal):
    conveners = [*proposal.kept.conveners.all(), *proposal.other.conveners.all()]
    return len({each.seat_id for each in conveners if each.seat_id})


def _unanswered(proposal, seat):
    said = {answer.seat_id for answer in proposal.answers.all()}
    return any(each.pk not in said for each in merging.acts_for(proposal, seat))
