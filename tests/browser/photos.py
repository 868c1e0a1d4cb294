"""What the stories about photos share: a phone, an album, files to choose."""

from playwright.sync_api import expect

from tests.photos import drawn

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
ALBUM = "anliegen/1/photos/"


def file(data, name="IMG_1.jpg", kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": data}


def choose(page, *files):
    page.locator("#bring input[type=file]").first.set_input_files([*files])


def photos(page):
    return page.locator(".photo")


def added(page, *sizes):
    """Add drawn photos of those sizes, and wait until they are there."""
    there = photos(page).count()
    choose(page, *(file(drawn(size=size), f"{size[0]}.jpg") for size in sizes))
    expect(photos(page)).to_have_count(there + len(sizes), timeout=30_000)
