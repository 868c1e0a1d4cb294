"""Take README's pictures from the demo, as people see it: `python -m tests.pictures`."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.servers import ours

FOLDER = Path(__file__).resolve().parent.parent / "docs"
HALL = {"people": 120, "anliegen": 45, "rooms": 8, "slots": 4}
PHONE = {"width": 390, "height": 844}


def main():
    FOLDER.mkdir(exist_ok=True)
    with ours(PUBLIC_ADDRESS="https://wand.example") as server, sync_playwright() as playwright:
        links = server.demo(**HALL)
        base = f"http://127.0.0.1:{server.port}"
        program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        german = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "color_scheme": "light", "base_url": base}
        hall = browser.new_page(viewport={"width": 1920, "height": 1080}, **german)
        hall.goto(links["display"])
        shoot(hall, "projector.png")
        phone = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, **german)
        page = phone.new_page()
        page.goto(links["join"])
        page.locator("[name=name]").fill("Ada")
        page.locator("main form button.main").click()
        page.goto(f"/c/{links['slug']}/wall/")
        shoot(page, "phone.png")
        browser.close()


def shoot(page, name):
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / name, animations="disabled")
    print(f"{name}: {(FOLDER / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
