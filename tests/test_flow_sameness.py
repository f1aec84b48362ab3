"""One agreement under several names: suggested with reasons, merged by a person, undone without loss."""

import dataclasses
from pathlib import Path

import pytest

from servanda.compare.same_agreement import LEAST, Told, likeness, same_agreements, same_by_name
from servanda.flow import asking, exporting, keeping, reviewing, sameness, tracking
from servanda.model import Asked, Verdict
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


def test_parties_that_differ_in_their_writing_are_one() -> None:
    (found,) = same_by_name([("Republic of Valmere", "x"), ("The Republic of VALMERE", "y"), ("Kingdom of Valmere", "z")])
    assert (found.kind, found.a, found.b) == ("party", "Republic of Valmere", "The Republic of VALMERE")


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
        (["x", "y", "--by", "A"], "is no agreement"),
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
