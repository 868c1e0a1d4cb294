"""Whether the Nachrichtenwand is on every page's way: from the groups on, and as soon as a report hangs."""

from django import template

from anliegen.news import reads
from conference.models import Phase

register = template.Library()
LATE = (Phase.GROUPS, Phase.CONVERGENCE, Phase.CLOSED)


@register.filter
def has_news(conference):
    """Before the groups this asks the database, once per change."""
    return conference.phase in LATE or bool(reads.hung(conference))
