"""What README promises stands in the files: its commands, its table of settings; and the sizes that we agreed on."""

import re
import subprocess
from pathlib import Path

import pytest

CODE = Path(__file__).resolve().parent.parent
README = (CODE / "README.md").read_text()
LONGEST = {".py": 300, ".html": 120, ".js": 150, ".cjs": 150, ".css": 300}
LOCKS = ["requirements.lock", "requirements-test.lock"]
TEXTS = {".py", ".html", ".js", ".cjs", ".css", ".toml", ".md", ".lock", ".po", ".svg", ""}


def tree():
    """Every file that belongs to the project, as git sees it, also those not yet committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=CODE, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("needs git and a clone")
    return [CODE / name for name in listed.stdout.splitlines() if (CODE / name).is_file()]


def commands():
    """The command lines that README shows, block by block."""
    return [line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.strip().splitlines()]


def test_the_line_that_ci_calls_is_the_one_that_readme_gives():
    called = [
        line
        for line in (CODE / ".ci/run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert called == ["bash tests/all"]
    assert called[0] in commands()


def test_one_line_starts_everything_from_the_lock():
    started = [line for line in commands() if line.endswith("manage.py start")]
    assert len(started) == 1
    assert "-r requirements.lock" in started[0]


def test_every_file_that_a_command_names_is_there():
    named = {word for line in commands() for word in re.findall(r"(?:tests|docs)/[\w./-]+|[\w-]+\.(?:lock|py)\b", line)}
    assert named, "a README without commands proves nothing"
    assert [name for name in sorted(named) if not (CODE / name).exists()] == []


def test_readme_lists_exactly_the_settings_that_are_read():
    settings = (CODE / "conference/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert "DATABASE_URL" in read
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.M)) == read


def test_no_other_module_reads_the_environment():
    reading = re.compile(r"environ\b(?!s)|getenv\(")
    readers = [
        str(path.relative_to(CODE))
        for path in tree()
        if path.suffix == ".py" and path.parts[len(CODE.parts)] != "tests" and reading.search(path.read_text())
    ]
    assert sorted(readers) == ["conference/asgi.py", "manage.py"]


def test_no_file_is_longer_than_agreed():
    lengths = {
        str(path.relative_to(CODE)): len(path.read_text().splitlines())
        for path in tree()
        if path.suffix in LONGEST and "migrations" not in path.parts
    }
    assert len(lengths) > 50
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST[Path(name).suffix]} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_and_names_no_address(lock):
    lines = [line for line in (CODE / lock).read_text().splitlines() if not line.startswith("#")]
    assert len(lines) > 20
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w.<>=!' ]+)?", line)] == []


def test_both_locks_agree_and_hold_what_the_project_asks_for():
    run, test = (pins(lock) for lock in LOCKS)
    assert {name: pin for name, pin in run.items() if test.get(name) != pin} == {}
    asked = re.findall(r'^  "([a-z0-9-]+)', (CODE / "pyproject.toml").read_text(), re.M)
    assert len(asked) > 15
    assert [name for name in asked if name not in test] == []


def pins(lock):
    return dict(re.findall(r"^([a-z0-9-]+)==([\w.]+)", (CODE / lock).read_text(), re.M))


def test_nothing_in_the_tree_names_a_place_of_one_machine():
    places = re.compile(
        r"(?<![\w.])/(?:home|root|Users|work)/\w|/tmp/\w|https?://(?:[\w.-]+\.)?(?:pypi|npmjs|debian)\b"
    )  # noqa: S108
    found = {
        str(path.relative_to(CODE)): match.group()
        for path in tree()
        if path.suffix in TEXTS and path != Path(__file__) and (match := places.search(path.read_text()))
    }
    assert found == {}


def test_every_picture_is_small_and_shown():
    pictures = [path for path in tree() if path.parent == CODE / "docs" and path.suffix in (".png", ".jpg", ".webp")]
    assert pictures
    assert sum(path.stat().st_size for path in pictures) < 400_000
    assert [path.name for path in pictures if f"docs/{path.name}" not in README] == []
