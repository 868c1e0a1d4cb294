"""Which language something is said in: what everybody reads is not in the language of who caused it."""

from django.utils import translation


def in_language_of(conference):
    """Speak the conference's language within."""
    return translation.override(conference.language)
