"""The one list of checks, the same here and in CI: `python -m tests` runs all, `python -m tests postgres` one.

Tests run on SQLite, then again on PostgreSQL with Redis, where these are: at TEST_POSTGRES_URL and TEST_REDIS_URL, or
on this computer. Where not, that run is skipped with a sentence; with CI=true it fails. What follows `--` is pytest's.
Workers share each run, each with a database, a data folder and servers of its own: `-- -n 0` does without.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/0"
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|deselected|xfailed|xpassed)")
NO_TESTS = 5  # pytest's word for "nothing was selected"
# As many as there are processors, but few: stories with a browser measure seconds.
WORKERS = str(min(max(os.cpu_count() or 2, 2), 4))
STEAL, BY_FILE = ("-n", WORKERS, "--dist", "worksteal"), ("-n", WORKERS, "--dist", "loadfile")
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def main():
    chosen, given = sys.argv[1:], []
    if "--" in chosen:
        at = chosen.index("--")
        chosen, given = chosen[:at], chosen[at + 1 :]
    if unknown := set(chosen) - CHECKS.keys():
        sys.exit(f"No such check: {', '.join(unknown)}. There are {', '.join(CHECKS)}.")
    began, counts, failed = time.monotonic(), Counter(), []
    for name, check in CHECKS.items():
        if chosen and name not in chosen:
            continue
        print(f"\n── {name}", flush=True)
        if not check(counts, given):
            failed.append(name)
    said = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()) if count)
    wrong = f", checks that failed: {', '.join(failed)}" if failed else ""
    print(f"\n====== {said or 'no tests'} in {time.monotonic() - began:.2f}s{wrong} ======")
    sys.exit(bool(failed))


def command(*words):
    """Return a check that runs this command and wants it to succeed."""

    def check(counts, given):
        done = subprocess.run([sys.executable, *words], cwd=CODE, env={**os.environ, **settings()}).returncode == 0
        counts["passed" if done else "failed"] += 1
        return done

    return check


def sqlite(counts, given):
    return pytest(counts, given, *STEAL, "-m", "not browser", DATABASE_URL="", REDIS_URL="")


def postgres(counts, given):
    missing = [url for url in (POSTGRES, REDIS) if not answers(url)]
    if missing and not CI:
        print(f"skipped: nobody answers at {' and '.join(missing)}")
        counts["skipped"] += 1
    if missing:
        counts["failed"] += CI
        return not CI
    return pytest(counts, given, *STEAL, "-m", "not browser", DATABASE_URL=POSTGRES, REDIS_URL=REDIS)


def browser(counts, given):
    """A server serves the stories of one file, so that a file goes to one worker."""
    return pytest(counts, given, *BY_FILE, "-m", "browser", DATABASE_URL="", REDIS_URL="")


def pytest(counts, given, *words, **environment):
    """Run pytest in a process of its own, show what it says, add its closing line to the counts."""
    words = [sys.executable, "-m", "pytest", *words, *given]
    environment = {**os.environ, **settings(), **environment}
    process = subprocess.Popen(
        words, cwd=CODE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    closing = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        closing = line if COUNTED.search(line) else closing
    for count, what in COUNTED.findall(closing):
        counts["error" if what == "errors" else what] += 0 if what == "deselected" else int(count)
    ended = process.wait()
    return ended == 0 or (ended == NO_TESTS and bool(given))


def settings():
    return {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"}


def answers(url):
    """Whether a server takes our call there."""
    try:
        if url.startswith("redis"):
            import redis

            return redis.Redis.from_url(url, socket_connect_timeout=2).ping()
        import psycopg

        psycopg.connect(url, connect_timeout=2).close()
    except Exception:
        return False
    return True


CHECKS = {
    "format": command("-m", "ruff", "format", "--check", "."),
    "lint": command("-m", "ruff", "check", "."),
    "migrations": command("manage.py", "makemigrations", "--check", "--dry-run"),
    "sqlite": sqlite,
    "postgres": postgres,
    "browser": browser,
}

if __name__ == "__main__":
    main()
