"""Passages are pinned, kept in the address, and taken along as a document."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient

from servanda.flow import keeping
from servanda.show.pages.application import application
from servanda.show.pages.pins import MOST
from tests.hostile import hostile_register
from tests.nouns import TEXT, reading

DOCUMENT = reading().document.id


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        keeping.keep(register, reading(TEXT.replace("Ukraine", "Moldova")))
        with TestClient(application(register)) as made:
            yield made


def ids(client: TestClient) -> list[str]:
    return [row["id"] for row in client.get("/commitments.json").json()]


@pytest.mark.parametrize("joined", [True, False])
def test_pins_stand_in_the_address(joined: bool, client: TestClient) -> None:
    known = ids(client)
    asked = {"p": ",".join(known)} if joined else {"p": known}
    rows = client.get("/pins.json", params=asked).json()
    assert [row["id"] for row in rows] == known
    text = client.get("/pins", params=asked).text
    assert text.count("<blockquote>") == len(known)
    assert text.count(" checked>") == len(known)


def test_a_page_carries_the_pins_of_other_pages_along(client: TestClient) -> None:
    here, there = ids(client)[0], ids(client)[-1]
    page = client.get(f"/documents/{client.get('/commitments.json').json()[0]['document']}?p={here},{there}").text
    assert f'<input type="hidden" name="p" value="{there}">' in page
    assert f'value="{here}" form="pins" checked>' in page


def test_two_agreements_can_be_pinned_from(client: TestClient) -> None:
    first, other = (row["id"] for row in client.get("/documents.json").json())
    page = client.get(f"/compare?a={first}&b={other}").text
    assert all(f'name="p" value="{claim}"' in page for claim in ids(client))
    assert all(f"#s-{claim}" in page for claim in ids(client)), "the sign leads to the sentence"


def test_pins_as_a_word_document(client: TestClient) -> None:
    answer = client.get("/pins.docx", params={"p": ids(client)})
    assert answer.headers["content-disposition"] == 'attachment; filename="pins.docx"'
    told = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert "France shall train 500 engineers each year" in told
    assert any(DOCUMENT in words for words in told)
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_pins_as_an_html_document(client: TestClient) -> None:
    answer = client.get("/pins.html", params={"p": ids(client)})
    assert "France shall train 500 engineers each year" in answer.text
    assert "script" not in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("", 200, "Nothing is pinned yet"),
        ("?p=0123456789abcdef", 200, "Nothing is pinned yet"),
        ("?p=<script>", 200, "Nothing is pinned yet"),
        ("?p=" + ",".join(f"{k:016x}" for k in range(MOST + 50)), 200, "Nothing is pinned yet"),
        (".docx", 400, "no passage is pinned"),
        (".html?p=zz", 400, "no passage is pinned"),
    ],
)
def test_odd_pins_are_told_in_words(asked: str, status: int, told: str, client: TestClient) -> None:
    answer = client.get(f"/pins{asked}")
    assert answer.status_code == status
    assert told in answer.text


def test_hostile_passages_do_nothing_in_a_document(tmp_path: Path) -> None:
    with keeping.opened(hostile_register(tmp_path / "h.db")) as register, TestClient(application(register)) as client:
        found = ids(client)
        text = client.get("/pins.html", params={"p": found}).text
        assert "<script" not in text
        assert "<iframe" not in text
        assert not any(sign in text for sign in "\u202e\u200b\x1b\x00")
        told = Document(io.BytesIO(client.get("/pins.docx", params={"p": found}).content))
        assert len(told.paragraphs) > len(found)
