"""What the quick round is sent: one of three answers, and the numbers that wait until the end."""

from django import forms


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[(each, each) for each in ("come", "pass", "later")])
    later = forms.RegexField(r"^(\d{1,9},){0,199}\d{1,9}$", required=False)

    def clean_later(self):
        return [each for each in self.cleaned_data["later"].split(",") if each]
