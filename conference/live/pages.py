"""Pages that are read again to catch up: answered with "not modified" while nothing has happened.

What a page shows depends on the conference's number, the seat and the seat's own number, the language, the release and
the minute.
"""

import time
from hashlib import blake2s

from django.conf import settings
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition


def versioned(view):
    """Give `view(request, seat, …)` an ETag, and a browser's copy that it must ask about every time."""
    return cache_control(private=True, no_cache=True)(condition(etag_func=_etag)(view))


def _etag(request, seat, **where):
    if request.COOKIES.get("messages"):
        return None  # a sentence that is said once
    minute = int(time.time() // 60)
    who = (seat.pk, seat.version, seat.role, seat.name)
    shown = (seat.conference.version, who, get_language(), settings.RELEASE, minute, where)
    return f'"{blake2s(repr(shown).encode(), digest_size=12).hexdigest()}"'
