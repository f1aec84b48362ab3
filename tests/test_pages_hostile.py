"""Texts and uploads made to hurt the pages: shown harmlessly, within bounds, or refused in words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.flow import keeping
from servanda.model import BadInput, Document, Reading
from servanda.show.pages import adding
from servanda.show.pages.application import application
from servanda.show.pages.document_view import PART
from tests.hostile import endless_paragraph, hostile_register

PAGES = (
    "/", "/search?q=France", "/agreements", "/agreements?view=map", "/agreements?view=timeline", "/commitments",
    "/commitments?view=owing", "/compare", "/ledger", "/ledger?view=time", "/ledger?view=share", "/due", "/documents", "/review",
    "/scenario?event=armed+attack+on+POL&on=2026-01-15", "/barometer", "/pins",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with (
        keeping.opened(hostile_register(tmp_path_factory.mktemp("hostile") / "h.db")) as register,
        TestClient(application(register)) as made,
    ):
        yield made


def harmless(text: str) -> bool:
    """Whether a page has no script but our own, no frame, and no sign that hides or turns writing."""
    inside = re.sub(r'<script src="/static/[a-z]+\.js\?\w+" defer></script>', "", text)
    foreign = re.search(r"<script|<iframe|<img|<style|\son\w+=[\"']|href=[\"']javascript", inside, re.IGNORECASE)
    return foreign is None and not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x07\x1b]", inside)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows_hostile_texts_harmlessly(address: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert harmless(answer.text)
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]


def test_every_hostile_document_is_shown_harmlessly(client: TestClient) -> None:
    ids = [row["id"] for row in client.get("/documents.json").json()]
    for name in ids:
        for address in (f"/documents/{name}", f"/compare?a={ids[0]}&b={name}", f"/compare?a={ids[0]}&b={name}&view=texts"):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert harmless(answer.text), address


def test_what_is_asked_is_shown_harmlessly(client: TestClient) -> None:
    asked = "\"><script>alert(1)</script>\u202e' onload='x"
    for address in (
        "/search?q=",
        "/agreements?q=",
        "/agreements?form=",
        "/commitments?q=",
        "/commitments?by=",
        "/scenario?event=",
    ):
        assert "<script>alert" not in client.get(address.partition("?")[0], params={address.split("?")[1][:-1]: asked}).text


@pytest.mark.slow
def test_a_paragraph_of_ten_million_characters(tmp_path: Path) -> None:
    text = endless_paragraph()
    document = Document(Document.id_of(text), "agreement", "An endless one", None, None, "en", text, "endless.txt")
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register, TestClient(application(register)) as client:
        keeping.keep(register, Reading(document))
        first = client.get(f"/documents/{document.id}")
        assert len(first.text) < 3 * PART
        parts = int(re.findall(r"Part 1 of (\d+)", first.text)[0])
        assert parts > len(text) // (2 * PART)
        for number in (1, parts // 2, parts, parts + 1):
            answer = client.get(f"/documents/{document.id}?part={number}")
            assert answer.status_code == 200
            assert harmless(answer.text)
        key = re.search(r'name="form_key" value="([^"]+)"', client.get("/add").text)
        assert key
        answer = client.post("/add", data={"form_key": key[1]}, files={"file": ("endless.txt", text.encode())})
        assert answer.status_code == 400
        assert "break it into lines" in answer.text


def test_reading_that_takes_too_long_is_ended(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def slow(origin: str, content: object, seconds: float) -> None:
        asked.append(seconds)
        raise BadInput(origin, f"was not read within {seconds:g} seconds")

    monkeypatch.setattr(adding, "read_bounded", slow)
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/add").text)
    assert key
    answer = client.post("/add", data={"form_key": key[1], "text": "France shall help Poland."})
    assert answer.status_code == 400
    assert "was not read within 60 seconds" in answer.text
    assert asked == [adding.SECONDS]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": {"text": "x"}, "files": {f"f{k}": ("a.txt", b"x") for k in range(3)}}, 400),
        ({"data": {f"n{k}": "x" for k in range(60)}}, 400),
        ({"content": b"--x\r\nnonsense", "headers": {"content-type": "multipart/form-data; boundary=x"}}, 403),
        ({"content": b"", "headers": {"content-length": "99999999999"}}, 413),
        ({"content": b"", "headers": {"content-length": "-1"}}, 413),
    ],
)
def test_odd_uploads_are_refused(sent: dict[str, object], status: int, client: TestClient) -> None:
    answer = client.post("/add", **sent)  # type: ignore[arg-type]
    assert answer.status_code in (status, 400, 403)
    assert "Traceback" not in answer.text
