"""Ways in: a file is chosen, what it would make is shown row by row, and then it is made or thrown away. Organisers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anliegen.imports import columns, kept, lines, making, samples, tables
from anliegen.imports.forms import KINDS, DecideForm, FileForm
from conference.access import seated
from conference.models import Role
from conference.refusal import Refused

SHOWN = 300  # rows of a preview that are good; what is wrong is shown whole


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Role.ORGANISER)
def bring(request, seat):
    """Choose a file; its rows are kept for the preview."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm(initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            return redirect("import_preview", seat.conference.slug, _kept(seat, **form.cleaned_data))
        except Refused as refused:
            form.add_error("file", refused.sentence)
    context = {"here": "setup", "form": form, "kinds": KINDS, "columns": _columns()}
    return render(request, "imports/bring.html", context, status=422 if form.errors else 200)


def _kept(seat, kind, file):
    read = tables.read(file, lambda texts: columns.suits(kind, texts))
    name, rows, places, headings = columns.found(kind, read)
    what = {"kind": kind, "file": file.name[:120], "sheet": name, "rows": rows, "places": places, "headings": headings}
    return kept.keep(seat, what)


@require_safe
@seated(Role.ORGANISER)
def preview(request, seat, mark):
    """What the file would make, and what is wrong in it, row by row."""
    return _preview(request, seat, mark, DecideForm())


def _preview(request, seat, mark, form, status=200):
    what = kept.find(seat, mark)
    headings = samples.headings(what["kind"]) | {name: what["headings"][at] for name, at in what["places"].items()}
    found = _lines(seat, what)
    wrong, there = [line for line in found if line.wrong], [line for line in found if line.there and not line.wrong]
    new = [line for line in found if not line.wrong and not line.there]
    used = set(what["places"].values())
    context = {
        "here": "setup",
        "mark": mark,
        "form": form,
        "what": what,
        "kind_name": dict(KINDS)[what["kind"]],
        "unused": [text for at, text in enumerate(what["headings"]) if at not in used and text],
        "wrong": [_shown(line, headings) for line in wrong],
        "there": [_shown(line, headings) for line in there],
        "new": [_shown(line, headings) for line in new[:SHOWN]],
        "more": len(new[SHOWN:]),
        "count": len(new),
    }
    return render(request, "imports/preview.html", context, status=status)


def _shown(line, headings):
    """A row as the page shows it: by the headings that its file has, or ours where a column is missing."""
    texts = [(headings[name], text) for name, text in line.texts.items() if text and name not in ("title", "name")]
    wrong = [(headings[name], sentence) for name, sentence in line.wrong.items()]
    return {"number": line.number, "title": line.title, "texts": texts, "wrong": wrong, "there": line.there}


@require_POST
@seated(Role.ORGANISER)
def make(request, seat, mark):
    """Make what the preview showed, all or nothing."""
    form = DecideForm(request.POST)
    form.is_valid()
    try:
        with kept.taken(seat, mark) as what:
            chosen = making.chosen(what["kind"], _lines(seat, what), **form.cleaned_data)
            count = making.make(what["kind"], seat.conference, chosen, by=seat)
    except Refused as refused:
        if refused.status == 404:
            raise
        form.add_error(None, refused.sentence)
        return _preview(request, seat, mark, form, refused.status)
    said = ngettext("One row of %(file)s is made.", "%(count)s rows of %(file)s are made.", count)
    messages.success(request, said % {"count": count, "file": what["file"]})
    return redirect({"anliegen": "wall"}.get(what["kind"], what["kind"]), seat.conference.slug)


@require_POST
@seated(Role.ORGANISER)
def throw_away(request, seat, mark):
    kept.throw_away(seat, mark)
    return redirect("import", seat.conference.slug)


@require_safe
@seated(Role.ORGANISER)
def sample(request, seat, kind, which, way):
    """An empty file with our headings, or an example."""
    rows = samples.rows(kind, seat.conference) if which == "example" else []
    write, content_type = samples.WAYS[way]
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{which}.{way}"', "Cache-Control": "no-store"}
    return HttpResponse(write(kind, rows), content_type=content_type, headers=headers)


def _lines(seat, what):
    return lines.of(what["kind"], seat.conference, what["rows"], what["places"])


def _columns():
    """The headings of each kind, and which of them every file needs."""
    return [
        (kind, name, [(heading, field in columns.NEEDED[kind]) for field, heading in samples.headings(kind).items()])
        for kind, name in KINDS
    ]
