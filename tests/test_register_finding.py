"""Filters of lists and searches, what was known on a day, and what held on a day."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import AgreementEntry, Asked, Force, PartialDate, Verdict, WrongCall, sum_asked
from servanda.register import Register, filing, finding, money, open_register, reviewing, viewing, writing
from servanda.show import cli
from servanda.track import postings
from tests.nouns import TEXT, reading

AT, LATER = "2026-01-02T03:04:05+00:00", "2026-02-02T03:04:05+00:00"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(str(tmp_path / "r.db"), create=True) as opened:
        writing.add(opened, reading(), reader="test 1", at=AT)
        yield opened


ASKED = [
    (Asked(), True),
    (Asked(party="FRA"), True),
    (Asked(party="DEU"), False),
    (Asked(status="signed"), True),
    (Asked(status="in_force"), False),
    (Asked(signed="2024-05"), True),
    (Asked(signed="2024-05-04"), False),
    (Asked(since="2024-05-03", until="2024-05-03"), True),
    (Asked(since="2024-06"), False),
    (Asked(until="2024-04-30"), False),
    (Asked(until="2024"), True),
    (Asked(on="2024-05-03"), True),
    (Asked(on="2024-05-02"), False),
    (Asked(on="2034-05-03"), True),
    (Asked(on="2034-05-04"), False),
    (Asked(area="training"), True),
    (Asked(area="health"), False),
    (Asked(force="obligation", area="training"), True),
    (Asked(force="obligation", area="economic_support"), False),
    (Asked(low=Decimal(30_000_000)), True),
    (Asked(low=Decimal(30_000_001)), False),
    (Asked(high=Decimal(10**9), currency="EUR"), True),
    (Asked(currency="USD"), False),
    (Asked(party="FRA", force="commitment", low=Decimal(1)), True),
    (Asked(as_of=AT), True),
    (Asked(as_of="2026-01-01T00:00:00+00:00"), False),
]


@pytest.mark.parametrize(("asked", "passes"), ASKED, ids=str)
def test_a_filter_means_the_same_everywhere(register: Register, asked: Asked, passes: bool) -> None:
    assert bool(finding.agreements(register, asked)) == passes
    assert bool(finding.search(register, "engineers", asked, 50)) == passes
    assert bool(finding.search(register, "", asked, 50)) == passes
    assert finding.search(register, "zebra", asked, 50) == []


@pytest.mark.parametrize(
    ("words", "asked", "found"),
    [
        ("train", Asked(), 1),
        ("france", Asked(), 2),
        ("france", Asked(area="training"), 1),
        ("france", Asked(party="UKR"), 2),
        ("france", Asked(party="DEU"), 0),
        ("", Asked(force="commitment"), 1),
        ("months", Asked(low=Decimal(10**6), currency="EUR"), 1),
        ("Lyon", Asked(), 0),
        ("france", Asked(as_of="2026-01-01T00:00:00+00:00"), 0),
        ('" OR "x', Asked(), 0),
    ],
)
def test_commitments_are_searched_by_their_passage(register: Register, words: str, asked: Asked, found: int) -> None:
    hits = finding.search_commitments(register, words, asked, 50)
    assert len(hits) == found
    assert all(hit.excerpt in " ".join(TEXT.split()) and hit.agreement == "a" * 16 and hit.claim for hit in hits)


def test_reading_again_adds_no_second_passage_and_rejected_ones_are_not_found(register: Register) -> None:
    writing.add(register, reading(), reader="test 2", at=LATER)
    (hit,) = finding.search_commitments(register, "engineers", Asked(), 50)
    reviewing.judge(register, str(hit.claim), Verdict.REJECTED, by="A. Coder", at=LATER)
    assert finding.search_commitments(register, "engineers", Asked(), 50) == []
    assert len(finding.search_commitments(register, "engineers", Asked(as_of=AT), 50)) == 1


def test_a_corrected_date_counts_for_what_held(register: Register) -> None:
    (claim,) = viewing.claims(register, field="signed.date")
    reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=LATER, value="2025-01-01")
    assert finding.agreements(register, Asked(on="2024-06-01")) == []
    assert len(finding.agreements(register, Asked(on="2024-06-01", as_of=AT))) == 1
    (entry,) = finding.agreements(register, Asked())
    assert (entry.valid_from, entry.valid_until) == ("2025-01-01", "2035-01-01")


@pytest.mark.parametrize(
    ("as_of", "on", "found"),
    [(None, None, 1), (AT, None, 1), ("2026-01-01", None, 0), (None, "2024-06-30", 1), (None, "2024-05-31", 0)],
)
def test_the_ledger_as_known_and_as_dated(tmp_path: Path, as_of: str | None, on: str | None, found: int) -> None:
    with open_register(str(tmp_path / "m.db"), create=True) as register:
        writing.add(
            register, reading(), reader="test", at=AT, postings=[p for p in postings(reading()) if p.stage == "delivered"]
        )
        assert len(money.totals(register, ("stage",), as_of=as_of, on=on)) == found
        assert len(money.postings(register, as_of=as_of, on=on)) == found


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("EUR 1000000..5000000", (Decimal(1_000_000), Decimal(5_000_000), "EUR")),
        ("1,000,000..", (Decimal(1_000_000), None, None)),
        ("..5_000", (None, Decimal(5000), None)),
        ("usd", (None, None, "USD")),
        ("7", (Decimal(7), Decimal(7), None)),
    ],
)
def test_a_sum_is_asked_for(words: str, meant: tuple[Decimal | None, Decimal | None, str | None]) -> None:
    assert sum_asked(words) == meant


@pytest.mark.parametrize("words", ["", "a lot of", "EUR x..y", "1..2..3"])
def test_a_sum_without_meaning_is_told(words: str) -> None:
    with pytest.raises(WrongCall, match=r"no number|a sum is asked for"):
        sum_asked(words)


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (["--force", "obligatin"], "did you mean obligation"),
        (["--area", "trainin"], "did you mean training"),
        (["--status", "signd"], "did you mean signed"),
        (["--on", "yesterday"], "is no date"),
        (["--as-of", "31.1.2026"], "is no day"),
        (["--amount", "much too much"], "a sum is asked for"),
    ],
)
def test_a_filter_without_meaning_is_told(
    register: Register, option: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["list", "--register", register.address, *option])
    said = capsys.readouterr()
    assert code == 2
    assert told in said.err


def test_every_force_is_a_filter(register: Register) -> None:
    for force in Force:
        assert cli.main(["search", "--commitments", "--force", force.value, "--register", register.address]) == 0


def corrected(register: Register, field: str, value: object) -> None:
    (claim,) = viewing.claims(register, field=field)
    reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=LATER, value=value)


def test_what_people_corrected_is_found_under_its_right_value_and_as_it_was_known_before(register: Register) -> None:
    corrected(register, "parties", ["FRA", "DEU"])
    corrected(register, "status", "in_force")
    corrected(register, "signed.date", "2021-01-01")
    first = viewing.claims(register, kind="commitment")[0]
    value = {**first.value, "force": "prohibition", "areas": ["health"], "by": ["DEU"], "to": []}
    reviewing.judge(register, first.id, Verdict.CORRECTED, by="A. Coder", at=LATER, value=value)
    for now in (Asked(status="in_force"), Asked(signed="2021"), Asked(party="DEU"), Asked(area="health", force="prohibition")):
        assert len(finding.agreements(register, now)) == len(finding.search(register, "engineers", now, 9)) == 1, now
        assert finding.search_commitments(register, "france", now, 9), now
        then = dataclasses.replace(now, as_of=AT)
        assert finding.agreements(register, then) == finding.search_commitments(register, "france", then, 9) == [], now
    for before in (Asked(status="signed"), Asked(signed="2024"), Asked(on="2024-06-01", until="2024-12-31", since="2024")):
        assert finding.agreements(register, before) == finding.search_commitments(register, "", before, 9) == [], before
        then = dataclasses.replace(before, as_of=AT)
        assert len(finding.agreements(register, then)) == 1, before
        assert len(finding.search_commitments(register, "", then, 9)) == 2, before
    assert len(finding.search_commitments(register, "engineers", Asked(on="2022-01-01"), 9)) == 1


WRITTEN = st.builds(
    lambda low, more, currency: (low, low + more, currency),
    st.decimals(0, 10**12, places=2),
    st.decimals(0, 10**6, places=2),
    st.sampled_from(["EUR", "USD"]),
)


@settings(max_examples=300, deadline=None)
@given(WRITTEN, WRITTEN, st.booleans(), st.booleans())
def test_no_mark_hides_a_sum_that_passes(written: Any, wanted: Any, low: bool, high: bool) -> None:
    asked = Asked(low=wanted[0] if low else None, high=wanted[1] if high else None, currency=wanted[2])
    plain = {"low": str(written[0]), "high": str(written[1]), "currency": written[2]}
    value = {"by": ["FRA"], "to": [], "areas": [], "force": "obligation", "amounts": [plain]}
    if asked.passes_promise(value):
        filed = set(filing.of_plain(value, filing.NOWHERE).split())
        assert all(filed & set(some) for some in filing.asked_for(asked, []))


DAYS = st.builds(
    lambda year, month, day: str(PartialDate(year, month, day if month else 0)),
    st.integers(1500, 2200), st.integers(0, 12), st.integers(0, 28),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, DAYS, DAYS)
def test_no_mark_hides_an_agreement_that_passes(signed: Any, start: Any, end: Any, day: str, other: str) -> None:
    entry = AgreementEntry("a", "d", None, ("São Tomé", "UKR"), (), "in_force", signed, None, {}, start, end)
    filed = filing.of_agreement(entry.parties, entry.status, signed, (start, end))
    known = {*filed.parties.split(), *filed.rest.split()}
    for asked in (
        Asked(party="São Tomé", status="in_force"),
        Asked(signed=day),
        Asked(since=day, until=other),
        Asked(since=day),
        Asked(until=day),
        Asked(on=day),
    ):
        if asked.passes(entry):
            assert all(known & set(some) for some in filing.asked_for(asked, [asked.party or ""])), asked
