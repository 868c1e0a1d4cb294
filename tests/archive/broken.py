"""Files that are no archive: what stands in them, and what is said of each."""

import io
import json
import zipfile

from tests.tpac import zipped


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened, opened.open("conference.json", "w") as entry:
        for _ in range(65):
            entry.write(b" " * 1024 * 1024)
    return packed.getvalue()


def flipped():
    whole = bytearray(zipped({"conference.json": json.dumps({"format": "anliegenwand"})}))
    whole[45] ^= 0xFF
    return bytes(whole)


BROKEN = {
    "nothing": (b"", "broken, or no zip"),
    "a picture": (b"\x89PNG\r\n\x1a\n" * 40, "broken, or no zip"),
    "half a zip": (zipped({"conference.json": "{}" * 500})[:300], "broken, or no zip"),
    "a flipped bit": (flipped(), "broken, or no zip"),
    "another zip": (zipped({"readme.txt": "hello"}), "no conference.json"),
    "a way out": (zipped({"conference.json": "{}", "../../evil.sh": ""}), "lead out"),
    "another way out": (zipped({"conference.json": "{}", "/etc/passwd": ""}), "lead out"),
    "no JSON": (zipped({"conference.json": "{'format'"}), "conference.json .*broken"),
    "no text": (zipped({"conference.json": b"\xff\xfe\x00"}), "conference.json .*broken"),
    "a list": (zipped({"conference.json": "[]"}), "no archive"),
    "a number": (zipped({"conference.json": "1" * 5000}), "conference.json .*broken"),
    "too deep": (zipped({"conference.json": "[" * 100_000}), "conference.json .*broken"),
    "a bomb": (bomb(), "too big"),
}
