"""Long words get soft hyphens, so that they break well in a narrow cell on every browser, dictionary or not."""

import re
from functools import lru_cache

import pyphen
from django import template

register = template.Library()
LONG_WORD = re.compile(r"[^\W\d_]{7,}")
DICTIONARIES = {"de": "de_DE", "en": "en_GB"}


@register.filter
def hyphenated(text, language):
    """Insert soft hyphens into the words of seven letters and more, by that language's rules."""
    words = _dictionary(language)
    return LONG_WORD.sub(lambda word: words.inserted(word[0], "\u00ad"), text)


@lru_cache
def _dictionary(language):
    return pyphen.Pyphen(lang=DICTIONARIES.get(language, "en_GB"), left=3, right=3)
