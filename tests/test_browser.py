"""The pages in a real browser: the ways that people walk, on a phone, without JavaScript, and for those who cannot see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.flow import keeping
from servanda.show.pages.accounts import save_account
from tests.browsing import ARGUMENTS, CHROMIUM, WHY_NOT, served
from tests.hostile import hostile_register

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason=WHY_NOT)]
playwright_api = pytest.importorskip("playwright.sync_api")
PAGES = (
    "/",
    "/search?q=attack",
    "/agreements",
    "/agreements?party=XXX",
    "/commitments",
    "/commitments?q=nothingatall",
    "/compare",
    "/compare/genealogy?area=consultation",
    "/pins",
    "/review/same",
    "/review/codings",
    "/due?view=calendar&month=2026-12",
    "/ledger?view=time",
    "/ledger?view=share",
    "/ledger",
    "/ledger/flows?stage=pledged",
    "/barometer",
    "/due?on=2026-01-15",
    "/scenario?event=armed+attack+on+Moldova&on=2026-01-15",
    "/scenario?event=nonsense",
    "/documents",
    "/review",
    "/add",
    "/api",
    "/nowhere",
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = str(tmp_path_factory.mktemp("browser") / "r.db")
    list(keeping.add(address, keeping.examples()))
    return address


@pytest.fixture(scope="module")
def site(register: str) -> Iterator[str]:
    with served(register) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright_api.Browser"]:
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "playwright_api.Browser") -> Iterator["playwright_api.Page"]:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [text for text in said if "Failed to load resource: the server responded with a status of 4" not in text] == []


def document(register: str, name: str) -> str:
    return next(entry.id for entry in keeping.list_documents(register) if name in entry.origin)


def wide(page: "playwright_api.Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))


def test_from_a_search_to_a_sentence_and_back(page: "playwright_api.Page", site: str) -> None:
    page.goto(site)
    page.keyboard.type("hybrid attack")
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    promise = page.locator(".finding", has_text="within 24 hours").first
    promise.locator("a.to").click()
    mark = page.locator("a.m.here", has_text="within 24 hours").first
    playwright_api.expect(mark).to_be_in_viewport()
    mark.click()
    playwright_api.expect(promise).to_be_in_viewport()
    playwright_api.expect(promise).to_have_class(re.compile(r"\bhere\b"))


def test_from_a_total_down_to_a_sentence(page: "playwright_api.Page", site: str) -> None:
    page.goto(f"{site}/ledger?currency=NOK")
    page.locator("tbody td.n a").first.click()
    page.locator("tbody td a[href^='/documents/']").first.click()
    assert "#s-" in page.url
    assert page.locator("a.m.here").count() >= 1


def test_two_agreements_side_by_side(page: "playwright_api.Page", site: str, register: str) -> None:
    page.goto(f"{site}/compare")
    assert page.locator(f"select[name=a] option[value='{document(register, 'agreement_norway')}']").count() == 1
    page.goto(f"{site}/compare?a={document(register, 'agreement_norway')}&b={document(register, 'memorandum')}")
    assert page.locator("table.pairs tbody tr").count() > 20


def test_passages_are_pinned_and_taken_along(page: "playwright_api.Page", site: str, register: str) -> None:
    pact, other = document(register, "agreement_norway"), document(register, "memorandum")
    page.goto(f"{site}/compare?a={pact}&b={other}")
    boxes = page.locator("table.pairs input[name=p]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.goto(f"{site}/agreements/{document(register, 'agreement_iceland')}")
    page.locator(".finding input[name=p]").first.check()
    page.get_by_role("button", name="Take the pins along").click()
    playwright_api.expect(page.locator(".pinned")).to_have_count(3)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Word document").click()
    assert taken.value.suggested_filename == "pins.docx"
    with page.expect_download() as taken:
        page.get_by_role("link", name="HTML document").click()
    assert taken.value.suggested_filename == "pins.html"


def test_the_ledger_plays_through_time(page: "playwright_api.Page", site: str) -> None:
    page.goto(f"{site}/ledger?view=time&step=month")
    slider = page.get_by_role("slider")
    last = page.locator("output").inner_text()
    slider.focus()
    page.keyboard.press("Home")
    first = page.locator("output").inner_text()
    assert first <= last
    page.get_by_role("button", name="Play").click()
    playwright_api.expect(page.locator("output")).to_have_text(last, timeout=30_000)
    page.locator(".player a").first.click()
    assert "/ledger/flows" in page.url


def test_a_filter_is_in_the_address(page: "playwright_api.Page", site: str) -> None:
    page.goto(f"{site}/agreements")
    page.locator("select[name=party]").select_option("MDA")
    page.wait_for_url("**party=MDA**")
    assert page.locator("tbody tr").count() >= 1
    assert page.locator("select[name=party]").input_value() == "MDA"


def test_a_report_is_pasted_corrected_and_the_correction_undone(page: "playwright_api.Page", site: str) -> None:
    page.goto(f"{site}/add")
    text = (
        "Agreement between Iceland and Malta on the training of pilots\n\nIceland and Malta have agreed as follows:\n\n"
        "Article 1\nIceland shall train 40 pilots in 2027.\n\n"
        "Article 2\nThis Agreement shall enter into force upon signature.\n\n"
        "Done at Valletta on 3 March 2026.\n"
    )
    page.get_by_label("Paste the text").fill(text)
    page.get_by_role("button", name="Read it").click()
    playwright_api.expect(page.get_by_role("heading", level=1)).to_have_text("A reading, not yet kept")
    page.get_by_role("button", name="Keep it").click()
    playwright_api.expect(page.locator(".words")).to_contain_text("shall train 40 pilots")
    page.locator(".finding.obligation .acts a").first.click()
    judged = page.url
    page.get_by_label("Your name").fill("Ana")
    page.locator("summary").click()
    page.locator("select[name=force]").select_option("intention")
    page.get_by_role("button", name="Correct c").click()
    page.wait_for_url(lambda url: url != judged)
    page.goto(judged)
    playwright_api.expect(page.locator("h1")).to_contain_text("intention")
    playwright_api.expect(page.locator("ol.plain")).to_contain_text("corrected by Ana")
    page.keyboard.press("z")
    playwright_api.expect(page.locator("h1")).to_contain_text("obligation")
    playwright_api.expect(page.locator("ol.plain")).to_contain_text("withdrawn by Ana")


def test_a_scenario(page: "playwright_api.Page", site: str) -> None:
    page.goto(f"{site}/scenario")
    page.get_by_label("What happens").fill("armed attack on Moldova")
    page.get_by_label("When").fill("2026-01-15T09:00")
    page.get_by_role("button", name="Ask").click()
    playwright_api.expect(page.locator("table").first).to_contain_text("2026-01-16 09:00")


def test_sign_in_and_refusal(browser: "playwright_api.Browser", register: str, tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    save_account(users, "Rea", "reader", "a long enough one")
    save_account(users, "Edi", "editor", "a long enough one")
    with served(register, "--users", str(users), "--private") as site:
        page = browser.new_page()
        for name, says in (("Rea", "Sign in to add texts"), ("Edi", "Paste the text")):
            page.goto(f"{site}/add")
            assert "/sign-in" in page.url
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill("a long enough one")
            page.get_by_role("button", name="Sign in").click()
            playwright_api.expect(page.locator("main")).to_contain_text(says)
            page.get_by_role("button", name="Sign out").click()
        page.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_phone(address: str, browser: "playwright_api.Browser", site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(site + address)
    assert not wide(page)
    context.close()


def test_without_javascript_reading_and_searching_work(browser: "playwright_api.Browser", site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search?q=patrol+vessel")
    page.locator(".hits a").first.click()
    page.locator(".finding a.to").first.click()
    assert "#s-" in page.url
    page.goto(f"{site}/commitments")
    page.locator(".facet a").first.click()
    assert page.locator("tbody tr").count() >= 1
    page.locator("a", has_text="Agreements").first.click()
    page.locator("tbody th a").first.click()
    page.locator(".finding input[name=p]").first.check()
    page.get_by_role("button", name="Take the pins along").click()
    assert page.locator(".pinned").count() == 1
    page.goto(f"{site}/ledger?view=time")
    assert page.locator("table.in-time tbody tr").count() >= 1
    page.goto(f"{site}/agreements")
    page.locator("select[name=party]").select_option("MDA")
    page.get_by_role("button", name="Show").click()
    assert "party=MDA" in page.url
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_for_those_who_cannot_see(
    scheme: str, browser: "playwright_api.Browser", site: str, register: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    pact, memorandum = document(register, "agreement_norway"), document(register, "memorandum")
    claim = keeping.list_claims(register, kind="commitment")[0].id
    more = (
        f"/agreements/{pact}",
        f"/documents/{document(register, 'press')}",
        f"/compare?a={pact}&b={memorandum}",
        f"/review/{claim}",
    )
    faults = []
    for address in (*PAGES, *more):
        page.goto(site + address)
        for fault in axe.run(page).response["violations"]:
            if fault["impact"] in ("serious", "critical"):
                node = fault["nodes"][0]
                faults.append(f"{address}: {fault['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}")
    context.close()
    assert faults == []


def test_hostile_texts_do_nothing(browser: "playwright_api.Browser", tmp_path: Path) -> None:
    register = hostile_register(tmp_path / "h.db")
    context = browser.new_context()
    page = context.new_page()
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: opened.append(request.url) if "127.0.0.1" not in request.url else None)
    page.on("console", lambda message: opened.append(message.text) if message.type == "error" else None)
    with served(register) as site:
        ids = [entry.id for entry in keeping.list_documents(register)]
        asked = "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        lists = ("/", "/agreements", "/documents", "/commitments", "/review", "/compare", "/due", asked)
        for address in (*lists, *(f"/documents/{key}" for key in ids)):
            page.goto(site + address, timeout=60_000)
            assert not wide(page), address
            assert page.evaluate("document.querySelectorAll('main script, main iframe, main img, main style').length") == 0
            assert page.evaluate("window.hacked") is None
    context.close()
    assert opened == []
