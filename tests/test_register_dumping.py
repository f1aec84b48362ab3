"""Load, dump, load gives equality, whatever has happened to the register; older layouts are brought up to date."""

import contextlib
import dataclasses
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import Asked, Link, LinkKind, Sameness, Verdict, WrongCall
from servanda.register import Register, coding, deciding, dumping, finding, open_register, reviewing, sameness, viewing, writing
from servanda.register.tables import VERSION
from tests.nouns import TEXT, reading

AT = "2026-01-02T03:04:05+00:00"
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


def add(register: Register, words: str) -> None:
    writing.add(
        register, reading(f"{TEXT} {words}"), reader=f"test {words[:3]}", at=AT, confidence=lambda _: {"commitment": 1 / 3}
    )


def judge(register: Register, words: str) -> None:
    for claim in viewing.claims(register, field="title"):
        reviewing.judge(register, claim.id, Verdict.CORRECTED, by=f"A{words}", at=AT, value=words, note=words)


def read_again(register: Register, words: str) -> None:
    writing.add(register, dataclasses.replace(reading(), flows=()), reader=words, at=AT)


def link(register: Register, words: str) -> None:
    found = Link("f1", f"f{words}2", LinkKind.SAME_AS, 0.1 + 0.2, (words,))
    deciding.suggest_links(register, [found], by="test", at=AT)
    deciding.judge_progress(register, f"c{words}", "kept", by="A. Coder", at=AT, note=words)


def decide_what_is_one(register: Register, words: str) -> None:
    pair = Sameness("party", "FRA", f"Republic {words}", "suggested", 1 / 3, (words,))
    sameness.decide(register, pair, "confirmed" if len(words) % 2 else "withdrawn", by="A. Officer", at=AT, note=words)


def code(register: Register, words: str) -> None:
    for entry in viewing.documents(register):
        # Who was seen already cannot hand in again.
        with contextlib.suppress(WrongCall):
            coding.hand_in(
                register, {entry.id: {("agreement", "title"): words}}, coder=f"Coder {len(words) % 3}", at=AT, note=words
            )
            coding.resolve(register, entry.id, "agreement", "title", words, by="Both", at=AT)


STEPS: tuple[Callable[[Register, str], None], ...] = (add, judge, read_again, link, decide_what_is_one, code)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), WORDS), max_size=6))
def test_load_dump_load_gives_equality(steps: list[tuple[Callable[[Register, str], None], str]]) -> None:
    with TemporaryDirectory() as folder:
        with open_register(f"{folder}/first.db", create=True) as first:
            for step, words in steps:
                step(first, words)
            lines = list(dumping.dump(first))
            claims = viewing.claims(first)
            found = set(finding.search_commitments(first, "france", Asked(party="FRA"), 99))
        with open_register(f"{folder}/second.db", create=True) as second:
            dumping.load(second, lines, "the dump")
            assert list(dumping.dump(second)) == lines
            assert viewing.claims(second) == claims
            assert set(finding.search_commitments(second, "france", Asked(party="FRA"), 99)) == found
            add(second, "what comes later")
        assert '"rows"' in lines[-1]


def made_of_layout_1(path: Path) -> None:
    """A register as the first layout was, with a document, a claim and a review in it."""
    with open_register(str(path), create=True) as register:
        writing.add(register, reading(), reader="test 1", at=AT)
        (title,) = viewing.claims(register, field="title")
        reviewing.judge(register, title.id, Verdict.CORRECTED, by="A. Coder", at=AT, value="The Lyon Accord")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP INDEX claim_by_confidence")
        for name in ("confidence", "valid_from", "valid_until"):
            raw.execute(f"ALTER TABLE claim DROP COLUMN {name}")
        raw.execute("DROP TRIGGER posting_into_subtotal")
        for name in ("same", "coding", "resolution", "passage", "said", "subtotal", "search", "searched"):
            raw.execute(f"DROP TABLE {name}")
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(title, body, document UNINDEXED, kind UNINDEXED)")
        raw.execute("UPDATE setting SET value = '1' WHERE name = 'version'")
        raw.commit()


def test_an_older_register_is_brought_up_to_date_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    made_of_layout_1(path)
    with open_register(str(path)) as register:
        assert [entry.title for entry in viewing.agreements(register)] == ["The Lyon Accord"]
        assert len(finding.search(register, "engineers", Asked(party="FRA"), 9)) == 1
        assert len(finding.search_commitments(register, "engineers", Asked(party="FRA", on="2024-06-01"), 9)) == 1
        add(register, "more")
        assert {claim.confidence for claim in viewing.claims(register, kind="commitment")} == {None, 1 / 3}
    with closing(sqlite3.connect(path)) as raw, closing(sqlite3.connect(tmp_path / "r.db.layout-1")) as copy:
        assert raw.execute("SELECT value FROM setting").fetchone() == (str(VERSION),)
        assert copy.execute("SELECT value FROM setting").fetchone() == ("1",)
        assert copy.execute("SELECT count(*) FROM review").fetchone() == (1,)
    open_register(str(path)).close()
    assert {entry.name.split("-")[0] for entry in tmp_path.iterdir()} == {"r.db", "r.db.layout"}


def test_a_register_that_cannot_be_copied_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    made_of_layout_1(path)
    before = path.read_bytes()

    def fails(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(WrongCall, match=r"before it is brought up to date a copy is made, and that failed \(No space"):
        open_register(str(path))
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*unfinished*"))


def test_an_update_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    made_of_layout_1(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE same (a)")
    with pytest.raises(Exception, match="could not be brought up to date"):
        open_register(str(path))
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT value FROM setting").fetchone() == ("1",)
        assert "confidence" not in {row[1] for row in raw.execute("PRAGMA table_info(claim)")}
