from django import forms
from django.utils.translation import gettext_lazy as _


class LoadForm(forms.Form):
    file = forms.FileField(
        label=_("Archive of a conference"),
        help_text=_("A file named archive.zip, made by this program here or elsewhere."),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )
