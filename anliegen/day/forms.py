"""What a seat sends about itself: how far it has read."""

from django import forms


class ReadForm(forms.Form):
    to = forms.IntegerField(min_value=0, max_value=2**62)
