"""The commands as people type them: one line starts everything, and a mistake gets a sentence."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import polib
import pytest
from django.core.management import CommandError, call_command

from anliegen.demo import maker
from anliegen.exports import archive
from conference import network, translations
from conference.management.commands import start
from conference.models import Conference, Organiser

CODE = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, CODE / "manage.py"]
PATIENCE = 60


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def alone():
    """The environment of a machine on which nothing of ours is set."""
    ours = ("DATABASE_URL", "REDIS_URL", "ANLIEGENWAND_DATA", "DJANGO_SETTINGS_MODULE", "PUBLIC_ADDRESS", "SECRET_KEY")
    return {name: value for name, value in os.environ.items() if name not in ours} | {"PYTHONUNBUFFERED": "1"}


def manage(*arguments):
    return subprocess.run([*MANAGE, *arguments], env=alone(), capture_output=True, text=True, timeout=PATIENCE)


@contextmanager
def started(data, port, *arguments, clone=CODE):
    """Run `start`; give its process and what it said once it listened."""
    command = [
        sys.executable,
        clone / "manage.py",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--data",
        data,
        *arguments,
    ]
    server = subprocess.Popen(
        command,
        env=alone(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # who runs the tests in the background has SIGINT ignored, and so would the server
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        said = ""
        for line in server.stdout:
            said += line
            if "Strg" in line or "Ctrl" in line:
                break
        yield server, said
    finally:
        server.terminate()
        server.wait(PATIENCE)
        server.stdout.close()


def get(address):
    with urlopen(Request(address, headers={"Accept-Language": "de"}), timeout=PATIENCE) as answer:
        return answer.status, answer.headers, answer.read().decode()


def test_one_line_starts_everything_on_a_fresh_machine(data, port):
    with started(data, port) as (_server, said):
        address = f"http://127.0.0.1:{port}/"
        assert address in said
        assert "█" in said
        status, _headers, page = get(address)
        assert status == 200
        assert get(f"{address}healthz")[0] == 200
        style = re.search(r'href="(/static/css/main\.[0-9a-f]{12}\.css)"', page)[1]
        _status, headers, _text = get(address.rstrip("/") + style)
        assert "immutable" in headers["Cache-Control"]
        manifest = json.loads((data / "static/staticfiles.json").read_text())["paths"]
        module = get(f"{address}static/{manifest['js/wall.js']}")[2]
        assert f'"./{manifest["js/send.js"].removeprefix("js/")}"' in module
        organiser = re.search(rf"{address}organiser/[\w-]+/", said)[0]
        assert get(organiser)[0] == 200
        assert {"anliegenwand.sqlite3", "secret-key", "static"} <= {file.name for file in data.iterdir()}
        links = json.loads(manage("demo", "--people=3", "--anliegen=3", "--data", data, "--json").stdout)
        assert get(address.rstrip("/") + links["join"])[0] == 200
    with pytest.raises(URLError):
        get(address)


def test_a_second_start_keeps_what_was_there(data, port):
    with started(data, port) as (_server, first):
        pass
    collected = (data / "static/staticfiles.json").stat().st_mtime_ns
    with started(data, port) as (_server, second):
        assert re.search(r"/organiser/[\w-]+/", second)[0] in first
    assert (data / "static/staticfiles.json").stat().st_mtime_ns == collected


def test_a_port_that_is_taken_gets_a_sentence(data):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = manage("start", "--host", "127.0.0.1", "--port", port, "--data", data)
    assert done.returncode == 1
    assert port in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_it_without_a_trace(data, port):
    with started(data, port) as (server, _said):
        server.send_signal(signal.SIGINT)
        rest = server.stdout.read()
        assert server.wait(PATIENCE) == 0
    assert "Traceback" not in rest


def test_a_data_folder_that_can_not_be_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    done = manage("dump", "x", "y", "--data", tmp_path / "file/below")
    assert done.returncode == 1
    assert "can't be made" in done.stderr
    assert "Traceback" not in done.stderr


def test_several_processes_without_redis_get_a_sentence(data, port):
    done = manage("start", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--data", data)
    assert done.returncode == 1
    assert "REDIS_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_conference_moves_to_another_folder(data, tmp_path):
    elsewhere, file = tmp_path / "elsewhere", tmp_path / "archive.zip"
    for folder in (data, elsewhere):
        manage("migrate", "--data", folder)
    slug = json.loads(manage("demo", "--people=3", "--anliegen=5", "--data", data, "--json").stdout)["slug"]
    assert manage("dump", slug, file, "--data", data).returncode == 0
    loaded = manage("load", file, "--data", elsewhere)
    assert f"/c/{slug}/display/" in loaded.stdout
    assert manage("dump", slug, tmp_path / "again.zip", "--data", elsewhere).returncode == 0
    assert (tmp_path / "again.zip").read_bytes() == file.read_bytes()


def test_dump_names_the_conferences_there_are(db, tmp_path):
    maker.make(people=0, anliegen=0, rooms=0, slots=0)
    with pytest.raises(CommandError, match="no conference nix here. .*handel-von-morgen"):
        call_command("dump", "nix", tmp_path / "x.zip")


def test_dump_says_where_it_can_not_write(db, tmp_path):
    conference = maker.make(people=0, anliegen=0, rooms=0, slots=0)
    with pytest.raises(CommandError, match="can't be written"):
        call_command("dump", conference.slug, tmp_path / "no/such/folder/x.zip")


def test_load_says_what_is_wrong(db, tmp_path):
    with pytest.raises(CommandError, match="can't be read"):
        call_command("load", tmp_path / "nothing.zip")
    (tmp_path / "broken.zip").write_bytes(b"PK")
    with pytest.raises(CommandError, match="broken, or no zip"):
        call_command("load", tmp_path / "broken.zip")
    assert not Conference.objects.exists()


def test_load_prints_the_new_links(db, tmp_path, capsys):
    file = tmp_path / "archive.zip"
    file.write_bytes(archive.dump(maker.make(people=1, anliegen=1, rooms=1, slots=1)))
    call_command("load", file)
    copy = Conference.objects.get(slug="handel-von-morgen--2")
    assert f"/j/{copy.entrances.get(role='organiser').code}/" in capsys.readouterr().out


def test_the_organisers_link_is_printed_until_somebody_used_it(db, client):
    key = start.organiser_key(one_more=False)
    assert start.organiser_key(one_more=False) == key
    assert client.post(f"/organiser/{key}/").status_code == 302
    assert start.organiser_key(one_more=False) is None
    another = start.organiser_key(one_more=True)
    assert another != key
    assert Organiser.objects.filter(claimed_at=None).get().key == another


def test_phones_get_an_address_of_the_network(settings):
    addresses = network.reachable("0.0.0.0", 8000)
    assert all(re.fullmatch(r"http://[\w.]+:8000", address) for address in addresses)
    assert not any("127.0.0.1" in address for address in addresses)
    assert network.reachable("127.0.0.1", 80) == ["http://127.0.0.1"]
    assert network.reachable("::1", 8000) == ["http://[::1]:8000"]
    settings.PUBLIC_ADDRESS = "https://wall.example/"
    assert network.reachable("0.0.0.0", 8000) == ["https://wall.example"]


def test_translations_are_compiled_when_they_are_newer(tmp_path):
    folder = tmp_path / "de/LC_MESSAGES"
    folder.mkdir(parents=True)
    source = polib.POFile()
    source.append(polib.POEntry(msgid="Wall", msgstr="Wand"))
    source.save(folder / "django.po")
    translations.compile_messages([tmp_path])
    assert polib.mofile(folder / "django.mo")[0].msgstr == "Wand"
    os.utime(folder / "django.mo", (2**31, 2**31))
    (folder / "django.po").write_text("broken")
    translations.compile_messages([tmp_path])


def test_the_first_start_of_a_fresh_clone_speaks_german(tmp_path, data, port):
    clone = tmp_path / "clone"
    unmade = shutil.ignore_patterns(".*", "*.mo", "__pycache__", "tests", "docs")
    shutil.copytree(CODE, clone, ignore=unmade)
    assert not list(clone.rglob("*.mo"))
    with started(data, port, clone=clone):
        assert "Welche Konferenz?" in get(f"http://127.0.0.1:{port}/")[2]
