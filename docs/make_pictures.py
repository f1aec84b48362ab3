"""Makes the pictures of the README and of the tour from the running program.

    python docs/make_pictures.py [FOLDER]

Needs Playwright for Python (`pip install -e .[test]`) and a Chromium (Debian: apt-get install chromium).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from servanda.flow import keeping

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
ON = "2026-01-15"


@contextmanager
def served(register: str, port: int) -> Iterator[str]:
    """The address at which the register is shown, as long as the block lasts."""
    command = [sys.executable, "-m", "servanda", "serve", "--register", register, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            found = re.search(r"http://\S+", program.stdout.readline())
            assert found
            yield found[0].rstrip("/")
        finally:
            program.terminate()


def document_of(register: str, name: str) -> str:
    """The id of a shipped text."""
    return next(entry.id for entry in keeping.list_documents(register) if name in entry.origin)


def pictures(page: Page, at: str, register: str) -> Iterator[str]:
    """Goes to each page in turn; yields the name of its picture when there is something to take."""
    pact, report = document_of(register, "agreement_norway"), document_of(register, "press_report")
    memorandum = document_of(register, "memorandum")
    page.goto(f"{at}/")
    yield "home"
    page.goto(f"{at}/agreements/{pact}")
    mark = page.locator("a.m", has_text="within 24 hours").first
    target = mark.get_attribute("href")
    page.goto(f"{at}/agreements/{pact}{(target or '').replace('#f-', '#s-')}")
    page.locator(target or "body").scroll_into_view_if_needed()
    yield "agreement"
    page.goto(f"{at}/documents/{report}#cut")
    yield "report"
    page.goto(f"{at}/commitments?has=condition")
    yield "commitments"
    page.goto(f"{at}/compare")
    yield "matrix"
    page.goto(f"{at}/compare?a={pact}&b={memorandum}")
    yield "side_by_side"
    page.goto(f"{at}/scenario?event=armed+attack+on+Moldova&on={ON}")
    yield "scenario"
    page.goto(f"{at}/ledger?convert=EUR&constant=2025-06-30")
    yield "ledger"
    page.goto(f"{at}/due?on={ON}")
    yield "due"
    page.goto(f"{at}/review")
    page.locator("a.button").click()
    yield "review"


def main() -> None:
    """Writes a PNG for each page into the folder."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "pictures")
    folder.mkdir(exist_ok=True)
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser_path:
        sys.exit("no Chromium is installed; give its path in CHROMIUM")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        register = str(Path(place) / "servanda.db")
        list(keeping.add(register, keeping.examples()))
        list(keeping.demo(register))
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light", reduced_motion="reduce")
        with served(register, 8931) as at:
            page.goto(at)
            for name in pictures(page, at, register):
                page.screenshot(path=folder / f"{name}.png")
                print(folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
