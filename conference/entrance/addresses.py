"""Addresses as others see them, and their QR codes: on posters, projectors, in the terminal."""

import io

import segno
from django.conf import settings
from django.http.request import split_domain_port
from django.utils.safestring import mark_safe

from conference import network

HERE = ("localhost", "127.0.0.1", "[::1]")


def absolute(request, path):
    """Return the full address of a path as phones in the hall reach it.

    PUBLIC_ADDRESS wins; who works on the server's own computer, under localhost, gets its address in the network.
    """
    if public := settings.PUBLIC_ADDRESS.rstrip("/"):
        return public + path
    host, port = split_domain_port(request.get_host())
    if host in HERE:
        host = f"{network.own_hosts()[0]}:{port}" if port else network.own_hosts()[0]
        return f"{request.scheme}://{host}{path}"
    return request.build_absolute_uri(path)


def without_scheme(address):
    """Return the address as people read it aloud."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def home(conference):
    return f"/c/{conference.slug}/"


def joining(entrance):
    return f"/j/{entrance.code}/"


def qr(text):
    """Return the code with a quarter of it to spare for stains and glare."""
    return segno.make(text, error="m", micro=False)


def qr_svg(text):
    """Return inline SVG that fills the box CSS gives `.qr`; black on white in every colour scheme."""
    return mark_safe(qr(text).svg_inline(omitsize=True, light="#fff", svgclass="qr", lineclass=None))  # noqa: S308


def qr_file(text, kind, **how):
    """Return the bytes of an SVG or PNG file."""
    file = io.BytesIO()
    qr(text).save(file, kind=kind, light="#fff", **how)
    return file.getvalue()
