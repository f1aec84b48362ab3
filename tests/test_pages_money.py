"""The ledger through time and as shares of an economy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.flow import keeping
from servanda.show.pages.application import application
from tests.nouns import TEXT, reading


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        keeping.keep(register, reading(TEXT.replace("2024", "2026")))
        with TestClient(application(register)) as made:
            yield made


def test_sums_grow_step_by_step(client: TestClient) -> None:
    rows = client.get("/ledger.json?view=time&stage=pledged&currency=EUR").json()
    assert [row["year"] for row in rows] == sorted(row["year"] for row in rows)
    amounts = [float(row["amount"]) for row in rows if row["donor"] == "FRA"]
    assert amounts
    assert amounts == sorted(amounts)


@pytest.mark.parametrize(
    "asked", ["", "&step=month", "&by=category", "&by=year", "&stage=nonsense", "&currency=XXX", "&convert=USD"]
)
def test_the_page_through_time(asked: str, client: TestClient) -> None:
    answer = client.get(f"/ledger?view=time{asked}")
    assert answer.status_code == 200
    assert 'id="in-time"' in answer.text or "No dated sum" in answer.text
    assert "play.js" in answer.text


def test_a_cell_opens_its_flows(client: TestClient) -> None:
    text = client.get("/ledger?view=time&stage=pledged").text
    assert "/ledger/flows?stage=pledged&amp;donor=FRA&amp;year=2024&amp;currency=EUR" in text


def test_shares_of_an_economy(client: TestClient) -> None:
    rows = client.get("/ledger.json?view=share").json()
    assert rows
    assert all(0 < row["share_of_gdp"] < 1 for row in rows)
    assert "%" in client.get("/ledger?view=share").text
    assert client.get("/ledger.svg?view=share").headers["content-type"].startswith("image/svg")
