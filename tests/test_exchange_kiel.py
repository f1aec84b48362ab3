"""The tracker's own totals come out to the last euro, and what does not add up in it is found."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from servanda.exchange.kiel import kiel
from servanda.model import BadInput, Posting, Stage
from servanda.track import check, ledger, left_out, postings
from servanda.track.groups import regions

KIEL = Path(__file__).parents[2] / "shared" / "corpus" / "kiel"
MADE = (
    '"country","iso","year","month","total","financial","humanitarian","military","commitments","to_be_allocated"\n'
    '"Ruritania","RUR",2024,1,0.3,0.1,0,0.2,0.25,-0.05\n'
    '"Ruritania","RUR",2024,2,0.05,0,0,0.04,0,0\n'
)


def test_a_row_becomes_a_flow_for_each_category_and_opens_itself() -> None:
    (found,) = kiel([("data_explorer.csv", MADE)])
    told = [(f.stage.value, f.category, f.amount.low if f.amount else None, str(f.date)) for f in found.flows]
    assert told == [
        ("allocated", "financial", 100_000_000, "2024-01"),
        ("allocated", "military", 200_000_000, "2024-01"),
        ("pledged", None, 250_000_000, "2024-01"),
        ("allocated", "military", 40_000_000, "2024-02"),
        ("allocated", None, 10_000_000, "2024-02"),
    ]
    assert found.problems[0].code == "total_without_parts"
    assert all(found.document.text[f.evidence[0].start : f.evidence[0].end].startswith('"Ruritania"') for f in found.flows)
    (doubt,) = [d for d in check(postings(found)) if d.check == "later_stage_larger"]
    assert doubt.difference == 100_000_000


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(BadInput, match="lacks the column iso"):
        list(kiel([("data_explorer.csv", "a,b\n1,2\n")]))


@pytest.fixture(scope="module")
def flows() -> list[Posting]:
    if not KIEL.is_dir():
        pytest.skip("the tracker's tables are not beside this checkout")
    tables = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(KIEL.glob("*.csv"))]
    return [entry for found in kiel(tables) for entry in postings(found)]


def test_the_published_totals_come_out(flows: list[Posting]) -> None:
    totals = {line.keys["stage"]: line.amount for line in ledger(flows)}
    assert totals == {"allocated": Decimal(358_399_501_000), "pledged": Decimal(547_983_846_000)}
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for key in ("donor", "month", "category", "region"):
        for line in ledger(flows, ("stage", key)):
            parts[key] += line.amount
    assert set(parts.values()) == {sum(totals.values())}


def test_the_tracker_s_own_monthly_table_agrees(flows: list[Posting]) -> None:
    told: dict[str, Decimal] = {}
    for line in (KIEL / "total_allocations.csv").read_text(encoding="utf-8").splitlines()[1:]:
        year, month, total = line.split(",")[:3]
        told[f"{year}-{int(month):02d}"] = Decimal(total) * 10**9
    found = {
        line.keys["month"]: line.amount for line in ledger(flows, ("stage", "month")) if line.keys["stage"] == Stage.ALLOCATED
    }
    assert found == {month: total for month, total in told.items() if total}


def test_the_check_finds_three_donors_and_the_missing_member(flows: list[Posting]) -> None:
    found = [doubt for doubt in check(flows) if doubt.check == "later_stage_larger"]
    assert [doubt.message.split(":")[0] for doubt in found] == ["AUS", "IRL", "SVK"]
    listed = [code for code, region in regions().items() if region == "European Union" and code != "IRL"]
    sums = {doubt.difference for doubt in left_out(flows, listed) if "allocated" in doubt.message}
    assert sums == {Decimal(512_934_000)}
