"""The starter register loads without losing a row, and every value opens its line."""

from pathlib import Path

from servanda.exchange.starter import starter
from servanda.flow import keeping
from servanda.model import Factuality, Force, Stage


def test_no_row_is_lost() -> None:
    found = list(starter())
    assert len(found) == 47
    assert sum(len(r.commitments) + len(r.flows) for r in found) == 96


def test_every_value_opens_its_line() -> None:
    for reading in starter():
        text = reading.document.text
        (agreement,) = reading.agreements
        for field, spans in agreement.evidence.items():
            assert all(text[s.start : s.end].startswith(field[:4]) or ": " in text[s.start : s.end] for s in spans)
        for finding in (*reading.commitments, *reading.flows):
            assert text[finding.evidence[0].start : finding.evidence[0].end].startswith("pledge ")


def test_stages_and_forces_follow_the_wording() -> None:
    found = {r.document.title: r for r in starter()}
    flows = [f for r in found.values() for f in r.flows]
    promises = [c for r in found.values() for c in r.commitments]
    assert {f.stage for f in flows} == {Stage.DISBURSED, Stage.ALLOCATED, Stage.DELIVERED}
    assert [f.factuality for f in flows if f.stage == Stage.DELIVERED] == [Factuality.DENIED]
    assert {c.force for c in promises} == {Force.COMMITMENT, Force.INTENTION, Force.DENIAL}
    assert {a.currency for c in promises for a in c.amounts} >= {"EUR", "USD", "%"}


def test_the_demo_register_is_filled_and_refuses_nothing(tmp_path: Path) -> None:
    address = str(tmp_path / "demo.db")
    added = list(keeping.demo(address))
    assert (len(added), sum(a.refused for a in added)) == (47, 0)
    assert all(a.new for a in added)
    assert not any(a.new for a in keeping.demo(address))
    entries = keeping.list_agreements(address)
    assert sum(e.status == "proposed" for e in entries) >= 3
    assert {e.signed for e in entries if e.parties == ("UKR", "FIN")} == {"2024-04-03"}
