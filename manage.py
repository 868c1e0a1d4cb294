#!/usr/bin/env python
"""The one command of Anliegenwand: `manage.py start` runs it, `manage.py help` lists the rest.

Every command takes `--data DIR`. It is read here because the settings, which need it, are read before any command.
"""

import argparse
import os
import sys


def main():
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--data")
    chosen, rest = early.parse_known_args(sys.argv)
    if chosen.data:
        os.environ["ANLIEGENWAND_DATA"] = chosen.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(rest)


if __name__ == "__main__":
    main()
