"""Which addresses of ours are pages: the answer to a form stands at the form's address, and that may know POST only."""

from inspect import getclosurevars
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve


def page_at(address):
    """Return the address if it can be opened, else the nearest page above it: a verb's lies below its page."""
    path = urlsplit(address).path
    if opens(path):
        return address
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if opens(path):
            return path
    return "/"


def opens(path):
    """Whether a view knows this path, and GET."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    while view:
        if "GET" not in getclosurevars(view).nonlocals.get("request_method_list", ["GET"]):
            return False
        view = getattr(view, "__wrapped__", None)
    return True
