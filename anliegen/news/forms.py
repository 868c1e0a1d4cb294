"""What a reader sends, and what who wrote answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anliegen.models import Comment
from conference.fields import OnceField, TextField

MOST = 2_000  # letters of a comment


class CommentForm(forms.Form):
    kind = forms.ChoiceField(choices=Comment.Kind.choices, initial=Comment.Kind.ASK)
    text = TextField(label=_("What do you want to say to this group?"), max_length=MOST)
    once = OnceField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    answer = TextField(label=_("Your answer"), max_length=MOST)


class LookForm(forms.Form):
    """How the Nachrichtenwand is looked at; what makes no sense counts as nothing said."""

    order = forms.ChoiceField(choices=[("newest", ""), ("number", "")], required=False)
    show = forms.ChoiceField(choices=[("all", ""), ("unread", ""), ("mine", "")], required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    def look(self):
        self.is_valid()
        given = self.cleaned_data
        return {
            "order": given.get("order") or "newest",
            "show": given.get("show") or "all",
            "at": given.get("page") or 1,
        }
