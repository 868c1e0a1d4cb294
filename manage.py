#!/usr/bin/env python
"""The one command of Anliegenwand: `manage.py start` runs it, `manage.py help` lists the rest.

Every command takes `--data DIR`. It is read here because the settings, which need it, are read before any command.
"""

import argparse
import os
import sys
from pathlib import Path


def main():
    os.umask(0o077)  # the database holds everybody's keys: only we read it
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--data")
    chosen, rest = early.parse_known_args(sys.argv)
    if chosen.data:
        os.environ["ANLIEGENWAND_DATA"] = usable(chosen.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(rest)


def usable(folder):
    """Return the data folder, made if need be; end with a sentence where that can't be."""
    try:
        Path(folder).expanduser().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"The data folder {folder} can't be made: {error.strerror}")
    return folder


if __name__ == "__main__":
    main()
