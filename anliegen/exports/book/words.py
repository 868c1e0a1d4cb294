"""The words that stand in every book, whoever sets it."""

from django.utils.translation import gettext as _


def words():
    return {
        "invitation": _("The invitation"),
        "contents": _("Contents"),
        "wall": _("The wall as it was run"),
        "sheets": _("Anliegen and reports"),
        "steps": _("All next steps, by date"),
        "people": _("Who was there"),
        "charts": _("The conference in pictures"),
        "people_hint": _("Here stands who agreed to it."),
        "goal": _("To what goal?"),
        "context": _("In which context?"),
        "there": _("Who was there"),
        "next": _("Next steps"),
        "questions": _("Open questions"),
        "photos": _("Photos"),
        "comments": _("What readers said"),
        "answer": _("Answer"),
        "no_report": _("There is no report."),
        "what": _("What"),
        "by_whom": _("Who"),
        "by_when": _("By when"),
        "number": _("Number"),
        "room": _("Room"),
        "closed": _("closed"),
        "everybody": _("For everybody"),
        "book": _("The book"),
        "edition": _("This edition"),
        "since": _("Since the edition before"),
        "back": _("When we meet again"),
        "living": _("The living page"),
        "leads": _("QR code: the living page"),
        "cover": _("The picture of the conference"),
    }
