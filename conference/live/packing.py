"""gzip, with the part of a page that everybody gets packed once and not for each of them.

A deflate stream may be put together from pieces that were packed apart, as long as each ends on a full flush (RFC 1951;
zlib's manual, Z_FULL_FLUSH). The head and foot of a page differ from seat to seat, the wall between them does not.
"""

import secrets
import struct
import zlib

from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

LEVEL = 6
PACKED = ("image/jpeg", "image/webp")


def packed(text):
    """Return the text deflated as a piece of a stream to come."""
    return _deflated(text.encode(), zlib.Z_FULL_FLUSH)


class Packing(GZipMiddleware):
    """Django's gzip, which takes `response.shared` = (text, packed text) as it is, and photos as they are: packed
    already, they would only cost a page's thread its time."""

    def process_response(self, request, response):
        if response.headers.get("Content-Type") in PACKED:
            return response
        if getattr(response, "file_to_stream", None) and not response.headers["Content-Type"].startswith("text/"):
            return response  # what is no text is packed by what it is
        text, piece = getattr(response, "shared", ("", b""))
        accepted = re_accepts_gzip.search(request.headers.get("Accept-Encoding", ""))
        if not piece or not accepted or response.status_code != 200 or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        shared = text.encode()
        head, found, foot = response.content.partition(shared)
        if not found:
            return super().process_response(request, response)
        # A name of random length, as Django gives: against BREACH, which measures how well secrets pack.
        name = b"a" * secrets.randbelow(self.max_random_bytes) + b"\0"
        size = len(head) + len(shared) + len(foot)
        sum32 = zlib.crc32(foot, zlib.crc32(shared, zlib.crc32(head)))
        start = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + name
        body = _deflated(head, zlib.Z_FULL_FLUSH) + piece + _deflated(foot, zlib.Z_FINISH)
        response.content = start + body + struct.pack("<II", sum32, size & 0xFFFFFFFF)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        if (tag := response.headers.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{tag}"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def _deflated(data, end):
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(end)
