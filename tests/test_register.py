"""A reading goes in whole, comes out equal, and nothing is overwritten."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.model import Asked, Span, WrongCall
from servanda.register import Register, finding, open_register, viewing, writing
from tests.nouns import TEXT, commitment, reading

AT = "2026-01-02T03:04:05+00:00"
LATER = "2026-02-02T03:04:05+00:00"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(str(tmp_path / "r.db"), create=True) as opened:
        yield opened


def test_a_reading_comes_out_as_it_went_in(register: Register) -> None:
    whole = reading()
    added = writing.add(register, whole, reader="test 1", at=AT)
    assert (added.new, added.refused) == (True, 0)
    kept = viewing.stored_reading(register, whole.document.id[:6])
    assert kept.document == whole.document
    assert kept.commitments == whole.commitments
    assert kept.statements == whole.statements
    assert kept.flows == whole.flows
    assert kept.outline == whole.outline
    assert dataclasses.replace(kept.agreements[0], evidence={}) == dataclasses.replace(whole.agreements[0], evidence={})
    assert viewing.stored_reading(register, "aaaa") == kept


def test_reading_twice_adds_nothing(register: Register) -> None:
    writing.add(register, reading(), reader="test 1", at=AT)
    before = viewing.claims(register)
    again = writing.add(register, reading(), reader="test 1", at=LATER)
    after = viewing.claims(register)
    assert not again.new
    assert [claim.id for claim in after] == [claim.id for claim in before]
    assert {claim.first_seen for claim in after} == {AT}
    assert {claim.last_seen for claim in after} == {LATER}


def test_what_a_later_reading_no_longer_finds_is_kept_but_does_not_stand(register: Register, tmp_path: Path) -> None:
    writing.add(register, reading(), reader="test 1", at=AT)
    fewer = dataclasses.replace(reading(), commitments=reading().commitments[:1])
    writing.add(register, fewer, reader="test 2", at=LATER)
    assert len(viewing.claims(register, kind="commitment")) == 1
    with sqlite3.connect(tmp_path / "r.db") as raw:
        assert raw.execute("SELECT count(*) FROM claim WHERE kind = 'commitment'").fetchone() == (2,)
    raw.close()


def test_a_finding_without_evidence_is_refused(register: Register) -> None:
    bare = commitment(TEXT, "France will provide", evidence=())
    beyond = commitment(TEXT, "France will provide", evidence=(Span(0, 10_000),))
    whole = dataclasses.replace(reading(), commitments=(bare, beyond))
    assert writing.add(register, whole, reader="test 1", at=AT).refused == 2
    assert viewing.claims(register, kind="commitment") == []


def test_the_list_of_agreements_counts_forces(register: Register) -> None:
    writing.add(register, reading(), reader="test 1", at=AT)
    (entry,) = viewing.agreements(register)
    assert (entry.title, entry.parties, entry.signed) == ("Accord between France and Ukraine", ("FRA", "UKR"), "2024-05-03")
    assert entry.forces == {"obligation": 1, "commitment": 1}
    (shown,) = viewing.documents(register)
    assert (shown.characters, shown.added) == (len(TEXT), AT)


@pytest.mark.parametrize(
    ("words", "found"), [("engineers train", 1), ("engineers zebra", 0), ('" OR "x', 0), ("", 1), ("Lyon*", 1), ("NEAR(", 0)]
)
def test_search_finds_all_the_words_and_nothing_in_them_is_a_command(register: Register, words: str, found: int) -> None:
    writing.add(register, reading(), reader="test 1", at=AT)
    assert len(finding.search(register, words, Asked(), 50)) == found


@pytest.mark.parametrize("asked", ["", "zzz", "%", "a_"])
def test_an_unknown_id_is_told(register: Register, asked: str) -> None:
    writing.add(register, reading(), reader="test 1", at=AT)
    with pytest.raises(WrongCall, match="is no id in this register"):
        viewing.stored_reading(register, asked)


def test_an_ambiguous_beginning_is_told(register: Register) -> None:
    for number in range(40):
        writing.add(register, reading(f"{TEXT} {number}"), reader="test 1", at=AT)
    first = {entry.id[0] for entry in viewing.documents(register)}
    shared = next(c for c in first if sum(e.id[0] == c for e in viewing.documents(register)) > 1)
    with pytest.raises(WrongCall, match="several ids"):
        viewing.stored_reading(register, shared)


def test_what_is_no_register_is_refused_with_a_clear_word(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="there is no register here"):
        open_register(str(tmp_path / "none.db"))
    with pytest.raises(WrongCall, match="is a folder"):
        open_register(str(tmp_path))
    with pytest.raises(WrongCall, match="does not exist"):
        open_register(str(tmp_path / "no" / "r.db"), create=True)
    (tmp_path / "junk.db").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(WrongCall, match="not a register"):
        open_register(str(tmp_path / "junk.db"))
    (tmp_path / "empty.db").touch()
    with pytest.raises(WrongCall, match="an empty database"):
        open_register(str(tmp_path / "empty.db"))
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(WrongCall, match="not a register of Servanda"):
        open_register(str(tmp_path / "other.db"), create=True)
    with pytest.raises(WrongCall, match="no database can be opened"):
        open_register("nonsense://somewhere")


def test_a_newer_register_is_refused(register: Register, tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "r.db")
    raw.execute("UPDATE setting SET value = '99' WHERE name = 'version'")
    raw.commit()
    raw.close()
    with pytest.raises(WrongCall, match="written by a newer Servanda"):
        open_register(str(tmp_path / "r.db"))
