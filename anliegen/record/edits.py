"""What people typed, as rows: each edit is on disk before it is acknowledged, and the columns of the report say at once
what the document says. All of it within a transaction that holds the report's row, so that one follows on the other in
every process.
"""

import logging
from base64 import b64encode

from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Edit, Report
from anliegen.record import docs
from conference.live.changes import after_commit
from conference.live.hub import hub
from conference.live.kept import Kept
from conference.refusal import Refused

KIND = "report"
OFTEN = 50  # edits after which the document takes them in, whether somebody pauses or not

log = logging.getLogger(__name__)
shelf = Kept(60)  # report → (document, what `Report.doc` was, the last edit in it): read again only what came since


def hold(sheet, make=True):
    """Return the report of a sheet, its row ours alone until the transaction ends; made if there is none."""
    if make:
        Report.objects.get_or_create(anliegen=sheet)
    report = Report.objects.select_for_update().filter(anliegen=sheet).first()
    if report:
        report.anliegen = sheet
    return report


def opened(report):
    """Return the document of a report that is held; made of its columns, should it have come without."""
    base = bytes(report.doc)
    doc, was, upto = shelf.pop(report.pk, (None, None, 0))
    if doc is None or was != base:
        doc, upto = docs.document(base), 0
    for edit in report.edits.filter(pk__gt=upto):
        docs.take(doc, bytes(edit.update))
        upto = edit.pk
    if not base and not upto and any(texts(report).values()):
        docs.write(doc, texts(report))
        base = _remember(report, doc)
    after_commit(lambda: shelf.keep(report.pk, (doc, base, upto)))
    return doc


def put(report, doc, by, update):
    """Keep what was typed into the document, and let the columns say what it says now."""
    docs.refuse_too_long(doc)
    if len(update) > docs.BIGGEST_UPDATE:
        raise Refused(_("That is too much at once. Shorten it, or write it in pieces."), status=413)
    if len(report.doc) + len(update) > docs.BIGGEST:
        sentence = _(
            "Too much was written and deleted again in this report. A facilitator can begin it anew, under “How it "
            "came about”; what stands in it stays."
        )
        raise Refused(sentence, status=413)
    edit = Edit.objects.create(report=report, by=by, update=update)
    said = {name: text for name, text in docs.says(doc).items() if getattr(report, name) != text}
    for name, text in said.items():
        setattr(report, name, text)
    report.changed_at = timezone.now()
    report.save(update_fields=[*said, "changed_at"])
    base = bytes(report.doc)
    after_commit(lambda: shelf.keep(report.pk, (doc, base, edit.pk)))
    if edit.pk % OFTEN == 0:
        compact(report, doc)
    return edit


def rewrite(report, by, parts):
    """Let the report say these parts, as if somebody had typed what is different; return whether anything is."""
    doc = opened(report)
    state = doc.get_state()
    before = docs.says(doc)
    docs.write(doc, parts)
    if docs.says(doc) == before:
        return False
    update = docs.since(doc, state)
    put(report, doc, by, update)
    tell(report.anliegen, update)
    return True


def compact(report, doc):
    """Let the document take its edits in."""
    base = _remember(report, doc)
    if base is not None:
        report.edits.all().delete()
        after_commit(lambda: shelf.keep(report.pk, (doc, base, 0)))


def begin_anew(report):
    """Let the document hold only what the report says, and nothing of what was ever deleted in it."""
    report.edits.all().delete()
    doc = docs.document()
    docs.write(doc, texts(report))
    report.anew += 1
    report.save(update_fields=["anew"])
    base = _remember(report, doc)
    after_commit(lambda: shelf.keep(report.pk, (doc, base, 0)))


def refuse_older(report, anew):
    """Raise Refused for a page that holds a document from before it was begun anew."""
    if anew != (report.anew if report else 0):
        sentence = _("This report was begun anew meanwhile. Copy what you still need from here, then reload the page.")
        raise Refused(sentence, status=409)


def _remember(report, doc):
    """Write the document whole, if it can be read back."""
    base = doc.get_update()
    if docs.says(docs.document(base)) != docs.says(doc):
        log.error("The document of report %s does not read back; its edits stay", report.pk)
        return None
    report.doc = base
    report.save(update_fields=["doc"])
    return base


def texts(report):
    """Return what the report says, part by part, as a version keeps it."""
    return {part: getattr(report, part) for part in docs.PARTS} | {"steps": report.steps}


def tell(sheet, update, by=""):
    """Bring it to all who have this report open, once it is on disk; `by` names the page that knows it already."""
    content = {"of": sheet.number, "update": b64encode(update).decode(), "by": by}
    after_commit(lambda: hub.pass_on({"conference": sheet.conference_id, "kind": KIND, **content}))
