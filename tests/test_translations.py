"""Both languages are complete: what the code says stands in the German texts, none is a guess and none lost its blanks.

English is what the code itself says. Django's makemessages collects it, which needs gettext's xgettext.
"""

import os
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

CODE = Path(__file__).resolve().parent.parent
GERMAN = CODE / "locale/de/LC_MESSAGES/django.po"
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What makemessages makes of the code in a copy: the German texts, brought up to date."""
    if not shutil.which("xgettext"):
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("needs xgettext, of gettext")
    copy = tmp_path_factory.mktemp("code")
    for name in ("conference", "anliegen", "templates", "locale"):
        shutil.copytree(CODE / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    before = Path.cwd()
    os.chdir(copy)
    try:
        call_command("makemessages", locale=["de"], no_obsolete=True, verbosity=0)
    finally:
        os.chdir(before)
    return polib.pofile(copy / GERMAN.relative_to(CODE))


def test_every_sentence_is_said_in_german(collected):
    assert len(collected) > 100
    assert [entry.msgid for entry in collected if not entry.translated() and not entry.fuzzy] == []


def test_no_german_sentence_is_a_guess(collected):
    assert [entry.msgid for entry in collected if entry.fuzzy] == []


def test_what_is_filled_in_is_the_same_in_both_languages(collected):
    wrong = []
    for entry in collected:
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        meant = set(BLANK.findall(entry.msgid_plural or entry.msgid))
        wrong += [entry.msgid for text in said if text and not set(BLANK.findall(text)) <= meant]
        wrong += [entry.msgid for text in said[-1:] if text and set(BLANK.findall(text)) != meant]
    assert wrong == []


def test_no_sentence_was_left_behind(collected):
    kept = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(GERMAN) if not entry.obsolete}
    assert sorted(kept - {(entry.msgctxt, entry.msgid) for entry in collected}) == []
