"""The settings of a test run: the product's, with a data folder and a database of its own, gone when it ends.

A module, since pytest-django reads settings before any conftest. SQLite is a file here as in the hall.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="anliegenwand-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["ANLIEGENWAND_DATA"] = str(FOLDER)
(FOLDER / "static").mkdir()

from conference.settings import *  # noqa: E402, F403
from conference.settings import CHANNEL_LAYERS, DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "test.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_anliegenwand_{os.getpid()}"}
    # What a test wrote need not survive a power cut.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}

if "CONFIG" in CHANNEL_LAYERS["default"]:  # of Redis, whose channels are one for all its databases
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"test-{os.getpid()}"

# A static file is looked for when it is asked for, instead of all by each client of a test before it asks anything.
WHITENOISE_AUTOREFRESH = True
