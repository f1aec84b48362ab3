"""The pages and files of the web application, as a browser without JavaScript meets them."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.flow import keeping
from servanda.show.pages.application import application
from tests.nouns import TEXT, reading

DOCUMENT = reading().document.id
AGREEMENT = "a" * 16


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        with TestClient(application(register)) as made:
            yield made


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", ["<b>1</b> agreement", "obligation"]),
        ("/search?q=engineers", ["1 document", DOCUMENT]),
        ("/search?q=nowhere", ["0 documents"]),
        ("/agreements", ["Accord between France and Ukraine", "3 May 2024", "1 of 1 agreement"]),
        ("/agreements?party=UKR", ["1 of 1"]),
        ("/agreements?party=POL", ["0 of 1", "No agreement passes"]),
        ("/agreements?area=training&force=obligation&status=signed", ["1 of 1"]),
        (f"/agreements/{AGREEMENT}", ["10 years", "EUR 30 million", 'id="s-', 'href="#f-', "Article 1"]),
        (f"/agreements/{DOCUMENT}", ["10 years"]),
        (f"/documents/{DOCUMENT}", ["Nothing was cut"]),
        ("/documents", ["made by hand"]),
        ("/commitments", ["2 commitments", "shall train 500 engineers"]),
        ("/commitments?force=obligation", ["1 commitment"]),
        ("/commitments?has=money&by=FRA&to=UKR", ["1 commitment", "within six months"]),
        ("/commitments?q=engineers+shall", ["1 commitment"]),
        ("/commitments?page=99", ["2 commitments"]),
        ("/commitments?page=x", ["2 commitments"]),
        ("/compare", ["economic support", "◆"]),
        (f"/compare?a={DOCUMENT}&b={AGREEMENT}", ["same (2)"]),
        ("/ledger", ["France", "EUR 30 million", "<svg"]),
        ("/ledger?by=month&currency=EUR", ["EUR 10"]),
        ("/ledger/flows?stage=pledged&currency=EUR", ["1 flow", "30 million euros"]),
        ("/due?on=2030-01-01&status=all", ["3 May 2034", "Accord between France"]),
        ("/scenario", ["What happens"]),
        ("/scenario?event=nonsense", ["no event is named"]),
        ("/barometer?on=2026-01-01", ["commitments"]),
        ("/review", ["Begin"]),
        ("/review/same", ["No two entries", "One agreement or two"]),
        ("/review/codings", ["Nothing was coded yet"]),
        ("/due?view=calendar&on=2034-05-01&status=all", ["May 2034", "Mon", "term ends"]),
        ("/due?view=calendar&month=2034-05&status=all", ["term ends"]),
        ("/compare/genealogy", ["choose one"]),
        ("/compare/genealogy?area=training", ["clause"]),
        ("/compare/genealogy?area=nothing", ["No agreement here"]),
        (f"/compare?a={DOCUMENT}&b={AGREEMENT}&view=texts", ["Side by side", "Article 1"]),
        ("/agreements?term=5+to+10&place=Lyon", ["1 of 1"]),
        ("/agreements?term=over+10", ["0 of 1"]),
        ("/add", ["Paste the text"]),
    ],
)
def test_a_page_says(address: str, told: list[str], client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert [words for words in told if words not in answer.text] == []


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/nowhere", 404, "There is no page"),
        ("/agreements/zzzz", 404, "is no id in this register"),
        ("/review/zzzz", 404, "is no claim"),
        ("/due?on=yesterday", 400, "is no day"),
        ("/barometer?on=1", 400, "is no day"),
        ("/scenario?event=x&on=never", 400, "is no day or moment"),
        ("/due?view=calendar&month=May", 400, "is no month"),
        ("/ledger?convert=euro", 400, "is no currency"),
        ("/compare?a=zzzz&b=zzzz", 404, "is no id"),
    ],
)
def test_a_wrong_address_is_told_in_words(address: str, status: int, told: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert told in answer.text
    assert "Traceback" not in answer.text


TABLES = (
    "agreements",
    "review/same",
    "review/codings",
    "compare/genealogy",
    "pins",
    "documents",
    "commitments",
    "compare",
    "ledger",
    "ledger/flows",
    "due",
    "scenario",
    "barometer",
    "review",
)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_file_too(name: str, client: TestClient) -> None:
    rows = client.get(f"/{name}.json").json()
    assert isinstance(rows, list)
    found = client.get(f"/{name}.csv")
    assert found.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(found.text)))
    assert len(lines) == len(rows) + 1
    book = client.get(f"/{name}.xlsx")
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(book.content)).namelist()


def test_a_file_has_the_filters_of_its_page(client: TestClient) -> None:
    (row,) = client.get("/commitments.json?force=obligation").json()
    assert row["sentence"] == "France shall train 500 engineers each year"
    assert client.get("/agreements.json?party=POL").json() == []


def test_a_whole_reading_is_json(client: TestClient) -> None:
    assert client.get(f"/documents/{DOCUMENT}.json").json()["document"]["text"] == TEXT
    assert client.get(f"/api/agreements/{AGREEMENT}").json()["document"]["text"] == TEXT


def test_every_finding_leads_to_its_sentence_and_back(client: TestClient) -> None:
    text = client.get(f"/agreements/{AGREEMENT}").text
    findings = set(re.findall(r'id="f-(\w+)"', text))
    sentences = set(re.findall(r'id="s-(\w+)"', text))
    assert len(findings) > 8
    assert findings <= sentences
    assert set(re.findall(r'href="#f-(\w+)"', text)) <= findings
    assert set(re.findall(r'href="#s-(\w+)"', text)) == findings


def test_every_link_of_every_page_answers(client: TestClient) -> None:
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 400:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            ids = re.findall(r'\bid="([^"]*)"', answer.text)
            assert len(ids) == len(set(ids)), f"{address}: an id twice"
            for link in re.findall(r'(?:href|src)="([^"]*)"', answer.text):
                link = link.replace("&amp;", "&").partition("#")[0]
                if link.startswith("?"):
                    link = address.partition("?")[0] + link
                if link.startswith("/"):
                    waiting.append(link)
    assert len(seen) > 40


def test_the_server_is_well(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"


def test_what_is_added_is_seen_at_once(client: TestClient) -> None:
    assert "1 of 1" in client.get("/agreements").text
    import_of = client.app.state.holdings.address  # type: ignore[attr-defined]
    other = reading(TEXT.replace("Ukraine", "Moldova"))
    keeping.keep(import_of, other)
    assert len(client.get("/documents.json").json()) == 2


def test_json_of_an_error(client: TestClient) -> None:
    answer = client.get("/due.json?on=x")
    assert answer.status_code == 400
    assert json.loads(answer.text)["error"]


def test_a_page_that_did_not_change_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/agreements")
    tag = first.headers["etag"]
    assert client.get("/agreements", headers={"if-none-match": tag}).status_code == 304
    keeping.keep(client.app.state.holdings.address, reading(TEXT.replace("Ukraine", "Moldova")))  # type: ignore[attr-defined]
    again = client.get("/agreements", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


def test_pages_with_forms_are_kept_by_nobody(client: TestClient) -> None:
    assert client.get("/add").headers["cache-control"] == "no-store"
    assert "etag" not in client.get("/add").headers
    assert "set-cookie" not in client.get("/agreements").headers


def test_our_files_may_be_kept_for_ever(client: TestClient) -> None:
    css = re.search(r'href="(/static/servanda.css\?\w+)"', client.get("/").text)
    assert css
    assert "immutable" in client.get(css[1]).headers["cache-control"]
    assert "immutable" not in client.get("/static/servanda.css").headers["cache-control"]
