"""Codes that open a conference: no look-alike characters, read out and typed in a loud hall without mistakes."""

import secrets

# Without 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: what people mix up on a projector or by ear.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
SHORT, LONG = 6, 16


def fresh(length=SHORT):
    """Return a random code: 6 characters are 148 million, 16 are beyond guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy(typed):
    """Return the code as we keep it, from whatever was typed: spaces, hyphens and case don't matter."""
    return "".join(character for character in typed.upper() if character.isalnum())[:24]


def spelled(code):
    """Return the code in groups, as people say it: 7KQ 2MD, or four by four for the long ones."""
    size = 3 if len(code) <= SHORT else 4
    return " ".join(code[at : at + size] for at in range(0, len(code), size))
