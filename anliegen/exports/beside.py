"""What an archive holds beside the wall: interest, turns, merges. Who was in which room is told to nobody.

An archive of the first version has none of it, and one of the second no record: `upgraded` gives them what an empty one
would have.
"""

from django.utils.translation import gettext as _

from anliegen.exports import shape
from anliegen.models import Anliegen, Interest, MergeAnswer, MergeProposal, Turn

NEW = {
    2: {
        "conference": {"market_open": False, "turn_seconds": 30, "interest_seen": "all"},
        "seats": {"read_to": 0, "shows_where": False},
        "notices": {"urgent": False, "sheet": None, "room": None},
        "anliegen": {
            "hidden_why": "",
            "hidden_by": None,
            "merged_into": None,
            "interests": [],
            "paper": None,
            "expects": None,
        },
        "turns": {},
        "merges": {},
    },
    3: {
        "conference": {"follow_up_on": None, "place": "", "cover": ""},
        **{part: {} for part in ("attendances", "reports", "versions", "photos", "comments", "readings", "editions")},
    },
}  # version → what came with it: part → its new fields


def upgraded(data):
    """Return the content of an archive of any older version as that of the present one."""
    for version in range(data["version"] + 1, shape.VERSION + 1):
        data = _with(NEW[version], data)
        if version == 2:
            data |= {"anliegen": _with_conveners(data["anliegen"])}
    return data


def _with(new, data):
    data = {**{part: [] for part in new}, **data}
    for part, fields in new.items():
        if isinstance(data[part], list):
            data[part] = [{**fields, **entry} if isinstance(entry, dict) else entry for entry in data[part]]
        elif isinstance(data[part], dict):
            data[part] = {**fields, **data[part]}
    return data


def _with_conveners(sheets):
    for sheet in sheets if isinstance(sheets, list) else []:
        conveners = sheet.get("conveners") if isinstance(sheet, dict) else None
        for convener in conveners if isinstance(conveners, list) else []:
            if isinstance(convener, dict):
                convener.setdefault("came_with", None)
    return sheets


def of_sheet(sheet, ids):
    """What a sheet's entry says beside its texts, conveners and cells."""
    return {
        "hidden_by": sheet.hidden_by_id and ids["seat"](sheet.hidden_by_id),
        "merged_into": sheet.merged_into and sheet.merged_into.number,
        "interests": sorted(ids["seat"](each.seat_id) for each in sheet.interests.all()),
    }


def turns(conference):
    rows = conference.turns.select_related("anliegen").order_by("id")
    return [shape.plain("turns", turn, anliegen=turn.anliegen.number) for turn in rows]


def merges(conference, ids):
    rows = conference.merge_proposals.select_related("kept", "other").prefetch_related("answers").order_by("id")
    return [
        shape.plain(
            "merges",
            each,
            kept=each.kept.number,
            other=each.other.number,
            by=each.by_id and ids["seat"](each.by_id),
            answers=sorted(
                ({"seat": ids["seat"](answer.seat_id), "yes": answer.yes} for answer in each.answers.all()),
                key=lambda answer: answer["seat"],
            ),
        )
        for each in rows
    ]


def read_sheet(entry, counts, where):
    """Return (seats that would come, seat that hid it, number it was merged into) of a sheet's entry."""
    seats = [shape.reference(each, counts["seat"], where) for each in shape.listed(entry["interests"], where)]
    shape.refuse_doubles(seats, where, _("Somebody would come twice."))
    into = entry["merged_into"]
    if into is not None:
        shape.reference(into, counts["anliegen"], where)
        if into == entry["number"] or entry["withdrawn_at"] is None:
            shape.refuse(where, _("A sheet that was merged into another hangs nowhere itself."))
    return seats, shape.seat(entry["hidden_by"], counts, where), into


def read_merge(entry, counts, where):
    """Return (number kept, number merged, seat that proposed, [(seat, yes)])."""
    answers = []
    for answer in shape.listed(entry["answers"], where):
        shape.refuse_other_keys(answer, ["seat", "yes"], where)
        if type(answer["yes"]) is not bool:
            shape.refuse(where, _("This is of the wrong kind."))
        answers.append((shape.reference(answer["seat"], counts["seat"], where), answer["yes"]))
    shape.refuse_doubles([seat for seat, _yes in answers], where, _("Somebody answers twice."))
    kept, other = (shape.reference(entry[name], counts["anliegen"], where) for name in ("kept", "other"))
    return kept, other, shape.seat(entry["by"], counts, where), answers


def make(conference, found, sheets, ids):
    """Make the rows; `sheets` are the conference's, in the order of their numbers. Return turns and proposals."""
    for sheet, (_seats, hidden_by, into) in zip(sheets, found.beside, strict=True):
        sheet.hidden_by_id = hidden_by and ids["seat"](hidden_by)
        sheet.merged_into = into and sheets[into - 1]
    _tell_also(sheets)
    changed = [sheet for sheet in sheets if sheet.hidden_by_id or sheet.merged_into or sheet.also]
    Anliegen.objects.bulk_update(changed, ["hidden_by", "merged_into", "also"], batch_size=200)
    Interest.objects.bulk_create(
        (
            Interest(anliegen=sheet, seat_id=ids["seat"](seat))
            for sheet, (seats, _hidden_by, _into) in zip(sheets, found.beside, strict=True)
            for seat in seats
        ),
        batch_size=2000,
    )
    for turn, number in found.turns:
        turn.conference, turn.anliegen = conference, sheets[number - 1]
    made = Turn.objects.bulk_create(turn for turn, _number in found.turns)
    return made, _make_merges(conference, found, sheets, ids)


def _tell_also(sheets):
    """Each sheet names what was merged into it, and what into that; a circle, which only a forged archive has, ends."""
    for sheet in sheets:
        end, seen = sheet.merged_into, {sheet.number}
        while end and end.number not in seen:
            end.also.append(sheet.number)
            seen.add(end.number)
            end = end.merged_into


def _make_merges(conference, found, sheets, ids):
    for proposal, (kept, other, by, _answers) in found.merges:
        proposal.conference, proposal.by_id = conference, by and ids["seat"](by)
        proposal.kept, proposal.other = sheets[kept - 1], sheets[other - 1]
    made = MergeProposal.objects.bulk_create(proposal for proposal, _more in found.merges)
    MergeAnswer.objects.bulk_create(
        MergeAnswer(proposal=proposal, seat_id=ids["seat"](seat), yes=yes)
        for proposal, (_kept, _other, _by, answers) in found.merges
        for seat, yes in answers
    )
    return made
