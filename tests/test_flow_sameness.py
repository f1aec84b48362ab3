"""One agreement under several names: suggested with reasons, merged by a person, undone without loss."""

import csv
import dataclasses
from pathlib import Path

import pytest

from servanda.compare.same_agreement import LEAST, Told, likeness, same_agreements
from servanda.compare.same_event import likeness as likeness_of_events
from servanda.compare.same_event import same_events
from servanda.compare.same_party import same_parties
from servanda.flow import asking, exporting, keeping, reviewing, sameness, tracking
from servanda.model import Asked, EventEntry, Verdict, WrongCall
from servanda.show import cli


def told(name: str, title: str | None, parties: str, signed: str | None = None, **more: object) -> Told:
    plain = Told(name, f"document {name}", title, frozenset(parties.split()), signed, "signed", None, None, None)
    return dataclasses.replace(plain, **more)  # type: ignore[arg-type]


FISHING, DAY, LATER_DAY = "Treaty on Fishing", "1975-03-01", "1985-03-01"
EXPECTED = told("a", "security pact", "NOR MDA", status="expected", published="2025-05-14", months=120)
PAIRS = [
    ("the same day and words", told("a", FISHING, "NOR GBR", DAY), told("b", "Fishing treaty", "NOR GBR", DAY), True),
    ("one without a day", told("a", "Pact on Cyber Ranges", "LTU DNK"), told("b", "PACT ON CYBER RANGES", "LTU DNK", DAY), True),
    ("other parties", told("a", FISHING, "NOR GBR", DAY), told("b", FISHING, "NOR ISL", DAY), False),
    ("another day", told("a", FISHING, "NOR GBR", DAY), told("b", FISHING, "NOR GBR", LATER_DAY), False),
    ("only the parties", told("a", "pact", "NOR GBR"), told("b", "agreement", "NOR GBR", DAY), False),
    ("expected and signed", EXPECTED, told("b", "Agreement on Security", "NOR MDA", "2025-05-21", months=120), True),
    ("expected after it was signed", EXPECTED, told("b", "Trade and Security", "NOR MDA", "2024-05-21", months=60), False),
    ("only a party's name in both titles", told("a", "Ukraine Facility", "EU UKR", names=frozenset({"ukraine"})),
     told("b", "Ukraine Support Loan", "EU UKR", names=frozenset({"ukraine"})), False),
    ("one document", told("a", FISHING, "NOR GBR", DAY), told("b", FISHING, "NOR GBR", DAY, document="document a"), False),
    ("another subject", told("a", FISHING, "NOR GBR"), told("b", "Treaty on Extradition", "NOR GBR"), False),
    ("two of a group", told("a", "Cyber range", "LTU DNK CAN", DAY), told("b", "Cyber range", "LTU DNK", "1975-03"), True),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "same"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_a_pair_is_suggested_with_reasons_or_not(a: Told, b: Told, same: bool) -> None:
    found = same_agreements([a, b])
    assert bool(found) == same, likeness(a, b)
    assert likeness(a, b) == likeness(b, a) or not same
    for entry in found:
        assert entry.score >= LEAST
        assert entry.reasons


def test_of_many_only_those_that_share_something_are_compared() -> None:
    many = [told(str(k), f"{FISHING} {chr(97 + k % 26)}", "NOR GBR", f"{1900 + k % 100}-03-01") for k in range(600)]
    assert len(same_agreements(many)) == 100 * 15


CALLED = {"DNK": "Denmark", "NLD": "Kingdom of the Netherlands"}
NAMES = [
    ("Republic of Valmere", "The Republic of VALMERE", 0.9),
    ("Republic of Valmere", "Kingdom of Valmere", 0.7),
    ("Valmere", "Government of Valmère", 0.7),
    ("Valmere", "Valmere Islands", 0.55),
    ("North Valmere", "South Valmere", None),
    ("Republic of Valmere", "Republic of Corland", None),
    ("Denmark's Government", "DNK", None),
    ("Kingdom of Denmark", "DNK", 0.7),
    ("DNK", "NLD", None),
]


@pytest.mark.parametrize(("a", "b", "score"), NAMES, ids=str)
def test_names_are_probably_one_party_or_not(a: str, b: str, score: float | None) -> None:
    written = {a: {"x"}, b: {"y"}}
    found = same_parties(written, CALLED)
    assert [(entry.kind, entry.a, entry.b, entry.score) for entry in found] == (
        [("party", *sorted((a, b)), score)] if score else []
    )
    if score:
        assert same_parties({a: {"x"}, b: {"x", "y"}}, CALLED, 0)[0].score == round(score - 0.2, 2)


def happened(name: str, kind: str, actors: str, targets: str, date: str | None, **more: object) -> EventEntry:
    plain = EventEntry(
        name, f"document {name}", kind, kind.upper(), tuple(actors.split()), tuple(targets.split()), date, "certain", ""
    )
    return dataclasses.replace(plain, **more)  # type: ignore[arg-type]


RADAR = happened("a", "delivered", "NOR", "MDA", "2026-03-12", words="Norway delivered four radar stations")
HAPPENED = [
    ("the same day and words", happened("b", "delivered", "NOR", "MDA", "2026-03-12", words="four radar stations came"), True),
    ("a month", happened("b", "delivered", "NOR", "MDA", "2026-03", words="radar stations"), True),
    ("another day", happened("b", "delivered", "NOR", "MDA", "2026-03-14"), False),
    ("another people", happened("b", "delivered", "SWE", "FIN", "2026-03-12"), False),
    ("another kind", happened("b", "visited", "NOR", "MDA", "2026-03-12"), False),
    ("denied", happened("b", "delivered", "NOR", "MDA", "2026-03-12", factuality="denied"), True),
    ("only the people", happened("b", "delivered", "NOR", "MDA", None), False),
    ("one document", happened("b", "delivered", "NOR", "MDA", "2026-03-12", document="document a"), False),
]  # fmt: skip


@pytest.mark.parametrize(("other", "same"), [row[1:] for row in HAPPENED], ids=[row[0] for row in HAPPENED])
def test_events_are_probably_one_or_not(other: EventEntry, same: bool) -> None:
    found = same_events([RADAR, other])
    assert bool(found) == same, likeness_of_events(RADAR, other)
    assert all(entry.score >= 0.6 and entry.reasons for entry in found)
    assert likeness_of_events(RADAR, other)[0] == likeness_of_events(other, RADAR)[0]


def test_of_many_events_only_those_of_one_month_are_compared() -> None:
    many = [happened(f"{k:03}", "delivered", "NOR", "MDA", f"20{k % 40:02}-03-12") for k in range(400)]
    assert len(same_events(many)) == 40 * 45


TOLD = {
    "agreement.txt": """AGREEMENT BETWEEN THE KINGDOM OF DENMARK AND THE KINGDOM OF VALMERE ON CUSTOMS

Article 1
Denmark shall send 20 customs officers to Valmere within six months.

Article 2
The Kingdom of Valmere will pay 2 million euros each year.

Done at Copenhagen on 12 March 2026.
""",
    "treaty.txt": """TREATY BETWEEN THE KINGDOM OF DENMARK AND THE REPUBLIC OF VALMERE ON FISHING

Article 1
The Republic of Valmere shall open its ports to fishing boats.

Done at Copenhagen on 9 May 2023.
""",
    "a.txt": """Norway delivers radar stations to Moldova

By Anna Berg
14 March 2026

Norway delivered four mobile radar stations to Moldova on Thursday, the ministry of defence said.
""",
    "b.txt": """Radar for Chisinau

Chisinau, 15 March 2026

Four mobile radar stations were delivered by Norway on 12 March 2026, a spokesman told reporters.
""",
}


@pytest.fixture
def several(tmp_path: Path) -> str:
    for name, text in TOLD.items():
        (tmp_path / name).write_text(text)
    list(keeping.add(str(tmp_path / "several.db"), [str(tmp_path / name) for name in TOLD]))
    return str(tmp_path / "several.db")


def test_a_party_under_two_names_is_one_until_the_decision_is_taken_back(several: str) -> None:
    before = keeping.list_agreements(several)
    (pair,) = [entry for entry in sameness.suggested(several) if entry.kind == "party"]
    assert (pair.a, pair.b) == ("Kingdom of Valmere", "Republic of Valmere")
    sameness.decide(several, "republic of valmere", pair.a, "confirmed", by="A. Officer")
    for name in (pair.a, pair.b):
        asked = Asked(party=name)
        assert len(asking.agreements(several, asked)) == len(asking.search(several, "copenhagen", asked)) == 2
        assert len(asking.search_commitments(several, "valmere", asked)) >= 2
        assert asking.agreements(several, Asked(party=name, as_of="2020-01-01T00:00:00+00:00")) == []
    assert {entry.parties for entry in keeping.list_agreements(several)} == {("DNK", "Kingdom of Valmere")}
    assert not [entry for entry in sameness.suggested(several) if entry.kind == "party"]
    sameness.decide(several, pair.a, pair.b, "withdrawn", by="A. Officer")
    assert keeping.list_agreements(several) == before
    sameness.decide(several, pair.a, "DNK", "confirmed", by="A. Officer", note="a test of codes before names")
    assert len(asking.agreements(several, Asked(party="DNK"))) == 2
    assert len(asking.agreements(several, Asked(party=pair.a))) == 2
    assert asking.agreements(several, Asked(party=pair.b))[0].parties == ("DNK", pair.b)
    with pytest.raises(WrongCall, match="two codes"):
        sameness.decide(several, "DNK", "NOR", "confirmed", by="A. Officer")
    with pytest.raises(WrongCall, match="no two agreements, events or parties"):
        sameness.decide(several, "Atlantis", "DNK", "confirmed", by="A. Officer")


def test_a_decision_against_another_one_is_refused(several: str) -> None:
    sameness.decide(several, "Kingdom of Valmere", "DNK", "confirmed", by="A. Officer")
    sameness.decide(several, "Republic of Valmere", "Kingdom of Valmere", "rejected", by="B. Officer")
    with pytest.raises(WrongCall, match=r"B\. Officer decided that .* are not the same; by this decision they would be"):
        sameness.decide(several, "Republic of Valmere", "DNK", "confirmed", by="A. Officer")
    sameness.decide(several, "Republic of Valmere", "Kingdom of Valmere", "confirmed", by="A. Officer")
    with pytest.raises(WrongCall, match="are one through others"):
        sameness.decide(several, "Republic of Valmere", "DNK", "rejected", by="B. Officer")


def test_a_donor_under_two_names_is_one_in_the_ledger(several: str) -> None:
    lines = tracking.ledger(several, by=("stage", "donor")).lines
    assert {line.keys["donor"] for line in lines} == {"Kingdom of Valmere"}
    sameness.decide(several, "Kingdom of Valmere", "DNK", "confirmed", by="A. Officer")
    (line,) = tracking.ledger(several, by=("stage", "donor")).lines
    assert line.keys["donor"] == "DNK"
    assert [flow.donor for flow in tracking.flows_of(several, {"donor": "DNK"})] == ["Kingdom of Valmere"]


def test_an_event_in_two_reports_is_one_until_the_decision_is_taken_back(several: str, tmp_path: Path) -> None:
    before = asking.events(several)
    pair = next(entry for entry in sameness.suggested(several) if entry.kind == "event")
    sameness.decide(several, pair.a[:8], pair.b[:8], "confirmed", by="A. Editor")
    (one,) = [entry for entry in asking.events(several) if entry.same]
    assert (one.kind, one.date, one.actors, one.targets, len(one.documents)) == ("delivered", "2026-03-12", ("NOR",), ("MDA",), 2)
    assert len(asking.events(several)) == len(before) - 1
    assert asking.events(several, Asked(party="MDA", since="2026-03", on="2026-03-12")) == [one]
    assert asking.events(several, Asked(party="MDA", until="2026-02")) == []
    assert pair not in sameness.suggested(several)
    sameness.decide(several, "Kingdom of Valmere", "Republic of Valmere", "confirmed", by="A. Officer")
    exporting.export(several, "csv", str(tmp_path / "csv"))
    for table, other in (("events", pair.a), ("agreement_parties", "Kingdom of Valmere")):
        with (tmp_path / "csv" / f"{table}.csv").open(newline="") as rows:
            assert {row["same_as"] for row in csv.DictReader(rows)} == {"", other}
    sameness.decide(several, pair.a, pair.b, "withdrawn", by="A. Editor")
    assert asking.events(several) == before


def test_events_and_parties_on_the_command_line(several: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["same", "--kind", "event", "--register", several]) == 0
    assert "radar stations" in capsys.readouterr().out
    assert cli.main(["same", "Kingdom of Valmere", "Republic of Valmere", "--by", "A. Officer", "--register", several]) == 0
    assert cli.main(["list", "--events", "--party", "NOR", "--register", several]) == 0
    assert "2026-03-12" in capsys.readouterr().out
    assert cli.main(["list", "--events", "--area", "training", "--register", several]) == 2
    assert "events are filtered by" in capsys.readouterr().err


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = str(tmp_path / "r.db")
    list(keeping.add(path, [name for name in keeping.examples() if "norway" in name]))
    return path


def test_a_report_and_the_treaty_it_tells_of_end_at_one_agreement(address: str, tmp_path: Path) -> None:
    before = keeping.list_agreements(address)
    ledger = tracking.ledger(address)
    due = tracking.due(address, tracking.date(2026, 1, 1))
    pair, *_ = sameness.suggested(address)
    sameness.decide(address, pair.a[:8], pair.b[:8], "confirmed", by="A. Officer", note="read both")
    after = keeping.list_agreements(address)
    (one,) = [entry for entry in after if entry.same]
    assert len(after) == len(before) - 1
    assert (one.status, one.signed, len(one.documents)) == ("signed", "2025-05-21", 2)
    apart = [sum(entry.forces.values()) for entry in before if entry.id in (one.id, *one.same)]
    assert max(apart) <= sum(one.forces.values()) < sum(apart)
    assert sum(len(reading.commitments) for reading in tracking.readings(address)) == sum(sum(e.forces.values()) for e in after)
    assert len(tracking.due(address, tracking.date(2026, 1, 1))) <= len(due)
    assert sum(line.flows for line in tracking.ledger(address).lines) <= sum(line.flows for line in ledger.lines)
    assert [entry.id for entry in asking.agreements(address, Asked(status="signed", party="NOR"))] == [one.id]
    assert all({entry.a, entry.b} != {pair.a, pair.b} for entry in sameness.suggested(address))
    exporting.export(address, "csv", str(tmp_path / "out"))
    assert one.id in (tmp_path / "out" / "agreements.csv").read_text().split(one.same[0])[1]
    sameness.decide(address, pair.a, pair.b, "withdrawn", by="A. Officer")
    assert keeping.list_agreements(address) == before
    assert [entry.verdict for entry in sameness.decided(address)] == ["confirmed", "withdrawn"]


def test_the_rule_chooses_and_a_person_overrides_it(address: str) -> None:
    pair, *_ = sameness.suggested(address)
    sameness.decide(address, pair.a, pair.b, "confirmed", by="A. Officer")
    ((entry, differing),) = sameness.beside(address, pair.a)
    assert entry.title
    assert entry.title.startswith("AGREEMENT")
    (shown, _), (behind, why) = differing["title"]
    assert (shown.value, why) == (entry.title, sameness.RULE[1])
    reviewing.review(address, behind.id, Verdict.ACCEPTED, by="A. Officer")
    assert next(e for e in keeping.list_agreements(address) if e.same).title == behind.value
    ((_, differing),) = sameness.beside(address, pair.b)
    assert differing["title"][1][1] == sameness.RULE[0]


@pytest.mark.parametrize(
    ("words", "told_"),
    [
        (["x", "y", "--by", "A"], "no two agreements, events or parties"),
        (["{a}", "{b}"], "needs a name"),
        (["{a}", "{a}", "--by", "A"], "are one already"),
        (["{a}", "--by", "A"], "give two ids"),
        (["{a}", "{b}", "--by", "A", "--not", "--undo"], "exclude each other"),
    ],
)
def test_a_decision_without_meaning_is_told(
    address: str, words: list[str], told_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pair, *_ = sameness.suggested(address)
    assert cli.main(["same", *(word.format(a=pair.a, b=pair.b) for word in words), "--register", address]) == 2
    assert told_ in capsys.readouterr().err
    assert sameness.decided(address) == []


def test_the_command_lists_decides_and_undoes(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    pair, *_ = sameness.suggested(address)
    end = ["--register", address]
    assert cli.main(["same", *end]) == 0
    assert "the same parties: MDA, NOR" in " ".join(capsys.readouterr().out.split())
    assert cli.main(["same", pair.a, pair.b, "--by", "A. Officer", *end]) == 0
    assert cli.main(["show", pair.a, *end]) == 0
    assert "One agreement in 2 documents" in capsys.readouterr().out
    assert cli.main(["same", pair.a, pair.b, "--by", "A. Officer", "--undo", "--json", *end]) == 0
    assert cli.main(["same", "--decided", *end]) == 0
    assert "withdrawn" in capsys.readouterr().out
    assert cli.main(["same", "--json", *end]) == 0


def test_what_is_only_named_is_listed_when_asked_for(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "--register", address]) == 0
    short = capsys.readouterr().out
    assert cli.main(["list", "--mentioned", "--register", address]) == 0
    assert "North Atlantic" in capsys.readouterr().out
    assert "North Atlantic" not in short
    assert "only named" in short
