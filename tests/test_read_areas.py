"""Areas: what speaks for them in a clause, above it and around it; on sentences of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.lexicon import Codebook, load_codebook, load_lexicon
from servanda.lexicon.tables import Lexicon
from servanda.model import Force, Span
from servanda.read.areas import Subjects, weights
from servanda.read.clause import Clause
from servanda.read.clauses import clauses
from servanda.read.outline import leaves, outline


@pytest.mark.parametrize(
    ("text", "training"),
    [
        ("Passenger trains shall be examined while the train is in motion.", False),
        ("Norway shall train divers of Chile.", True),
        ("Norway trains the divers of Chile.", True),
    ],
)
def test_railways_teach_nobody(text: str, training: bool) -> None:
    lexicon = load_lexicon()
    assert any("training" in key.split() for _, _, key in lexicon.scan(text).of("area")) == training


def clause(text: str, heading: str = "", before: str = "") -> tuple[str, Clause]:
    """A text of one clause, with a heading above and a sentence in front."""
    whole = f"{heading}\n{before}{text}" if heading else before + text
    start = len(whole) - len(text)
    verb = next((k for word in (" shall ", " will ", " may ") if (k := whole.find(word, start)) >= 0), start)
    headings = (Span(0, len(heading)),) if heading else ()
    return whole, Clause(
        start,
        len(whole),
        "art_1",
        Span(start - len(before), len(whole)),
        Force.OBLIGATION,
        Span(verb, verb + 6),
        "test",
        headings=headings,
    )


def areas(text: str, heading: str = "", before: str = "", codebook: Codebook | None = None) -> set[str]:
    whole, found = clause(text, heading, before)
    lexicon = Lexicon(codebook) if codebook else load_lexicon()
    return set(Subjects(whole, lexicon.scan(whole), lexicon.codebook).of(found))


ROWS = [
    ("Freedonia will train the pilots of Sylvania", "", {"training"}),
    ("Freedonia will clear the minefields of Sylvania", "", {"demining"}),
    ("Freedonia shall lend Sylvania €5 million", "", {"economic_support"}),
    ("Freedonia shall guard the roosts of its bats", "", {"environment_and_resources"}),
    (
        "The Parties shall settle any dispute about the interpretation of this Agreement by arbitration",
        "",
        {"dispute_settlement"},
    ),
    ("This Treaty shall enter into force on the day of its signature", "", {"final_provisions"}),
    ("This Treaty may be denounced at any time", "Final clauses", {"final_provisions"}),
    ("Each Party shall reduce its emissions of sulphur and protect its forests", "", {"environment_and_resources"}),
    ("Each Party shall lower its tariffs on goods of the other", "Trade in goods", {"trade_and_investment"}),
    ("The tribe shall cede to the Union the lands between the two rivers", "", {"territory_and_status"}),
    (
        "Freedonia will provide military, financial and humanitarian support",
        "",
        {"military_aid", "economic_support", "humanitarian"},
    ),
    ("Freedonia will keep its sanctions and its export controls", "", {"sanctions"}),
    ("The two ministers will meet", "Intelligence", {"intelligence"}),
    ("Freedonia shall extradite persons convicted of a crime", "", {"police_and_borders"}),
    ("Both sides will do it", "", {"other"}),
    ("Both sides will help the Joint Committee to report each year", "", {"institutions", "reporting_and_review"}),
]


@pytest.mark.parametrize(("text", "heading", "expected"), ROWS)
def test_areas(text: str, heading: str, expected: set[str]) -> None:
    assert areas(text, heading) == expected


def test_a_codebook_of_ones_own_decides(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[areas.bees]\ndefinition = "Bees."\ncues = ["hive+", "honey"]\nheadings = ["insects"]\n'
        '[areas.wax]\ndefinition = "Wax."\ncues = ["wax"]\n',
        encoding="utf-8",
    )
    own = load_codebook(path)
    assert areas("Each Party shall count its hives", codebook=own) == {"bees"}
    assert areas("Each Party shall sell wax and honey", codebook=own) == {"bees", "wax"}
    assert areas("Each Party shall count them", heading="Insects", codebook=own) == {"bees"}
    assert areas("Each Party shall pay tax", codebook=own) == set()
    far = "Honey is sweet, and hives are small. " * 60 + "Nothing else is said here. " * 30
    text = far + "Each Party shall pay tax"
    lexicon = Lexicon(own)
    found = Clause(
        len(far), len(text), "", Span(len(far), len(text)), Force.OBLIGATION, Span(len(far) + 11, len(far) + 16), "test"
    )
    assert Subjects(text, lexicon.scan(text), own).of(found) == ()


TEXT = """Agreement on bridges

Article 1
Energy and transport

1. The Parties shall build bridges and railways, in accordance with the law of the sea, and exchange information on the costs.
2. Each Party shall report on them to the Joint Committee within a month after the entry into force of this Agreement.

Article 2
Settlement of disputes

Any dispute shall be settled by negotiation: (a) in the Committee; (b) by an arbitrator.
"""


def read() -> Iterator[tuple[Subjects, Subjects, Clause]]:
    marks = load_lexicon().scan(TEXT)
    structure = outline(TEXT, marks)
    codebook = load_lexicon().codebook
    one, two = Subjects(TEXT, marks, codebook), Subjects(TEXT, marks, codebook)
    above = {
        p.path: tuple(Span(q.start, q.start + 10) for q in structure if q.start <= p.start < q.end and q.heading)
        for p in structure
    }
    for found in clauses(TEXT, leaves(structure, len(TEXT)), marks, "treaty", above):
        yield one, two, found


def test_the_sum_is_what_the_evidence_says() -> None:
    known, number = weights(), 0
    for one, two, found in read():
        sums = one.sums(found)
        said: dict[str, float] = {}
        for area, place, value, start, end in two.evidence(found):
            said[area] = said.get(area, known["start"]) + known.get(place, 0.0) * value
            assert 0 <= start <= end <= len(TEXT)
        assert sums == pytest.approx(said)
        number += 1
    assert number > 2


def test_the_weights_are_of_places_that_exist() -> None:
    keys = set(load_codebook().keys())
    for place in weights():
        assert ":" not in place or place.startswith("alone: ") or place.split(":")[1] in keys, place
    assert weights()["core"] > weights()["frame"] > weights()["hint"] > 0 > weights()["outranked"]
