"""What a seat sends about itself: how far it has read, and by which address its browser can be told."""

import binascii
from base64 import urlsafe_b64decode

from django import forms

from anliegen.day import sending


class ReadForm(forms.Form):
    to = forms.IntegerField(min_value=0, max_value=2**62)


class EndpointForm(forms.Form):
    endpoint = forms.CharField(max_length=1000)


class SubscriptionForm(EndpointForm):
    """A browser's push subscription, as the browser gives it."""

    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=60)

    def clean_endpoint(self):
        if not sending.may_reach(self.cleaned_data["endpoint"]):
            raise forms.ValidationError("No push service has such an address.")
        return self.cleaned_data["endpoint"]

    def clean_p256dh(self):
        point = _bytes(self.cleaned_data["p256dh"])
        if len(point) != 65 or point[0] != 4:
            raise forms.ValidationError("This is no key.")
        return self.cleaned_data["p256dh"]

    def clean_auth(self):
        if len(_bytes(self.cleaned_data["auth"])) != 16:
            raise forms.ValidationError("This is no secret.")
        return self.cleaned_data["auth"]


def _bytes(text):
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
