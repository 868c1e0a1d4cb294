"""What people type at the entrance: a code, a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.fields import LineField, OnceField
from conference.models import Role


class CodeForm(forms.Form):
    code = LineField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Please type the code from the hall's screen.")},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "enterkeyhint": "go"}
        ),
    )


class NameForm(forms.Form):
    name = LineField(
        label=_("Your name"),
        max_length=80,
        error_messages={"required": _("Please type a name that others can see. A nickname will do.")},
        widget=forms.TextInput({"autocomplete": "name", "enterkeyhint": "go"}),
    )
    once = OnceField(required=False, widget=forms.HiddenInput)


class DisplayForm(forms.Form):
    name = LineField(label=_("Where the screen hangs"), max_length=80)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=[choice for choice in Role.choices if choice[0] != Role.DISPLAY])
