"""What comes by the forms of a report: its parts, the rows of next steps, and the text that somebody began with."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from anliegen.models.record import LONGEST
from anliegen.record import docs
from conference.fields import LineField, TextField

TAKES = ("both", "mine", "theirs")


def _part(label):
    return TextField(label=label, max_length=LONGEST, required=False)


class ReportForm(forms.Form):
    """All parts; nothing has to be filled in. `take_<part>`: which of two texts, where they were in conflict."""

    happened = _part(_("What took place"))
    results = _part(_("Results and recommendations"))
    questions = _part(_("Open questions"))
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31)

    def clean(self):
        data = super().clean()
        data["steps"] = steps(self.data)
        for part in docs.PARTS:
            if self.data.get(f"take_{part}") in ("mine", "theirs"):
                data[part] = docs.cleaned(self.data.get(f"{self.data[f'take_{part}']}_{part}", ""))
        long = any(len(each[name]) > docs.LONGEST_STEP for each in data["steps"] for name in ("who", "what"))
        if long or len(data["steps"]) > docs.MOST_STEPS:
            sentence = _("At most %(steps)s steps of %(letters)s letters each fit into a report. Please shorten them.")
            raise forms.ValidationError(
                sentence, params={"steps": docs.MOST_STEPS, "letters": docs.LONGEST_STEP}, code="steps"
            )
        return data

    def mine(self):
        return {part: self.cleaned_data.get(part, "") for part in (*docs.PARTS, "steps")}

    def base(self, report):
        """Return the texts that the sender began with: those of the version, or what had changed since it was kept."""
        version = report.versions.filter(number=self.cleaned_data.get("seen") or 0).first() if report.pk else None
        texts = dict(version.texts) if version else dict.fromkeys(docs.PARTS, "") | {"steps": []}
        for part in docs.PARTS:
            if f"base_{part}" in self.data:
                texts[part] = docs.cleaned(self.data[f"base_{part}"])
        if "base_steps" in self.data:
            texts["steps"] = _steps_of(self.data["base_steps"])
        return texts


def steps(data):
    """Return the rows of next steps that say something; a new row gets its mark from its form."""
    names = ("id", "who", "what", "by")
    rows = zip(*(data.getlist(f"step_{name}") for name in names), strict=False)
    found = [dict(zip(names, row, strict=True)) for row in rows]
    cleaned = [
        {"id": docs.line(each["id"])[:40], "who": docs.line(each["who"]), "what": docs.line(each["what"])}
        | {"by": docs.day(each["by"])}
        for each in found
    ]
    return [each for each in cleaned if each["id"] and (each["who"] or each["what"] or each["by"])]


def _steps_of(text):
    try:
        rows = json.loads(text)
        return [{name: str(row[name]) for name in ("id", "who", "what", "by")} for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


class NameForm(forms.Form):
    """Somebody who was there, and whether their name may stand in the book."""

    name = LineField(label=_("Name"), max_length=80)
    named = forms.BooleanField(required=False)


class OthersForm(forms.Form):
    others = forms.IntegerField(min_value=0, max_value=5_000)
