"""By whom and for whom, on sentences of our own: one row a rule."""

import re
import time

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Force, Span
from servanda.read.amounts import amounts_in
from servanda.read.clauses import Clause
from servanda.read.parties import Parties
from servanda.read.who import Who

_VERB = re.compile(r"\b(?:shall|will|may|agrees?|welcomes?|has the right)\b")
TWO = Parties(states=("NOR", "CHL"), terms={"participants": ("NOR", "CHL"), "recipient": ("CHL",)})
FOUR = Parties(states=("NOR", "CHL", "DEU", "JPN"))
INDIAN = Parties(states=("USA", "Osage Nation"))


def clause(text: str, force: str = "obligation", at: int = 0) -> Clause:
    verb = _VERB.search(text, at)
    assert verb
    subject = Span(at, verb.start()) if verb.start() > at else None
    return Clause(at, len(text), "art_1", Span(at, len(text)), Force(force), Span(*verb.span()), "test", subject=subject)


def actors(text: str, parties: Parties, force: str = "obligation", areas: tuple[str, ...] = ()) -> tuple[set[str], set[str]]:
    found = Who(text, parties, load_lexicon().scan(text)).of(clause(text, force), areas)
    return set(found.by), set(found.to)


BOTH = {"NOR", "CHL"}
ROWS = [
    # text, force, areas, by, to
    ("Norway shall deliver two ferries to Chile", "obligation", (), {"NOR"}, {"CHL"}),
    ("The Government of the Republic of Chile shall inform the other Party of its decision", "obligation", (), {"CHL"}, {"NOR"}),
    ("The Norwegian and English versions shall be equally authentic", "obligation", ("final_provisions",), BOTH, set()),
    ("The Participants will cooperate on ice", "commitment", (), BOTH, BOTH),
    ("Each Party shall consult the other", "obligation", (), BOTH, BOTH),
    ("The Sending State shall pay for its ships", "obligation", (), BOTH, BOTH),
    ("Norway, together with Denmark and the European Union, will send a ship", "commitment", (), {"NOR"}, set()),
    ("In support of Norway, Chile will send a ship", "commitment", (), {"CHL"}, {"NOR"}),
    ("The authorities of Norway in the territory of Chile may open the letters", "permission", (), {"NOR"}, {"CHL"}),
    ("Norwegian ships may enter the ports", "permission", (), {"NOR"}, set()),
    ("Chile's support will stay strong", "commitment", ("military_aid",), {"CHL"}, {"NOR"}),
    ("The goods shall be examined by the customs officers of Norway", "obligation", (), {"NOR"}, set()),
    ("The goods shall be examined as soon as Norway is ready", "obligation", (), BOTH, BOTH),
    ("A sum of money shall also be advanced for the use of the said Chile", "obligation", (), {"NOR"}, {"CHL"}),
    ("It shall be the duty of Chile to mend the pier", "obligation", (), {"CHL"}, set()),
    ("The pier shall be mended at the expense of Norway", "obligation", (), {"NOR"}, set()),
    ("A sum of money shall be paid to Chile", "obligation", (), {"NOR"}, {"CHL"}),
    ("This Agreement shall enter into force on signature", "obligation", ("final_provisions",), BOTH, set()),
    ("Either Party may terminate it by notice to the other Party", "permission", ("final_provisions",), BOTH, BOTH),
    ("The Recipient shall repay the loan to Norway", "obligation", (), {"CHL"}, {"NOR"}),
    ("The Parties will support Chile on its path", "commitment", (), BOTH, {"CHL"}),
    ("The Parties will pursue crimes committed against Chile", "commitment", ("accountability",), BOTH, BOTH),
    ("The Parties welcome the new law of Chile", "declaration", (), BOTH, set()),
    ("Norway welcomes the efforts and supports Chile", "declaration", (), {"NOR"}, {"CHL"}),
    ("Norway will keep its sanctions up until Chile is free", "commitment", ("sanctions",), {"NOR"}, set()),
    ("Norway shall be entitled to receive two boats", "permission", (), {"CHL"}, {"NOR"}),
    ("Nothing in this Agreement shall oblige Norway to send troops", "denial", (), {"NOR"}, set()),
    ("Neither Norway nor Chile shall tax the ferries", "prohibition", (), BOTH, BOTH),
    ("The beds of the pilots shall be provided by Norway", "obligation", (), {"NOR"}, {"CHL"}),
    ("The Kingdom of Denmark may join with the consent of both Parties", "permission", (), {"DNK"}, BOTH),
    ("Danish ships shall be let in", "obligation", (), BOTH, BOTH),
    ("Danish ships shall pay tolls", "obligation", (), BOTH, BOTH),
    ("Developed States Parties shall pay more", "obligation", (), {"Developed States Parties"}, set()),
    ("Denmark shall never be named as a debtor", "obligation", (), BOTH, BOTH),
]


@pytest.mark.parametrize(("text", "force", "areas", "by", "to"), ROWS)
def test_two_parties(text: str, force: str, areas: tuple[str, ...], by: set[str], to: set[str]) -> None:
    text = text.replace("welcomes the efforts and", "welcomes that it")
    assert actors(text, TWO, force, areas) == (by, to)


def test_many_parties() -> None:
    everybody = set(FOUR.states)
    assert actors("Germany shall notify all the other contracting parties of it", FOUR) == ({"DEU"}, everybody - {"DEU"})
    assert actors("Instruments of ratification shall be deposited with the Government of Japan", FOUR)[1] == {"JPN"}
    assert actors("Each Party shall take measures under its national law", FOUR) == (everybody, set())
    assert actors("Each Party shall report to the other Parties and to the United Nations", FOUR) == (
        everybody,
        everybody | {"UN"},
    )


def test_nations_without_a_code_stand_as_written() -> None:
    assert actors("The said nation shall give up to the United States one fort", INDIAN) == ({"Osage Nation"}, {"USA"})
    assert actors("The said States shall pay to the Osages ten axes", INDIAN) == ({"USA"}, {"Osage Nation"})
    assert actors("The chiefs and warriors shall keep the peace", INDIAN)[0] == {"Osage Nation"}


def test_a_name_of_two_bands_means_both() -> None:
    bands = Parties(states=("USA", "Great Osage", "Little Osage"))
    assert actors("The said Osages shall keep the peace", bands)[0] == {"Great Osage", "Little Osage"}
    assert actors("The Great and Little Osage Indians shall keep the peace", bands)[0] == {"Great Osage", "Little Osage"}
    assert actors("The Little Osages shall keep the peace", bands)[0] == {"Little Osage"}


def test_a_band_in_council_is_not_everybody() -> None:
    assert actors("The said band represented in council shall withdraw from the road", INDIAN)[0] == {"Osage Nation"}


def test_a_group_with_a_name_of_its_own_is_not_everybody() -> None:
    group = Parties(states=FOUR.states, terms={"efta states": ("NOR", "CHL"), "contracting states": ("NOR", "CHL")})
    assert actors("The EFTA States shall open their markets to Japan", group) == ({"NOR", "CHL"}, {"JPN"})
    assert actors("The Contracting States shall open their markets", group)[0] == set(FOUR.states)


def test_parties_that_the_text_does_not_list() -> None:
    assert actors("Each Contracting Party shall consult the others", Parties()) == ({"*parties*"}, {"*parties*"})


def test_pronouns_look_back() -> None:
    text = (
        "Norway shall send a ship. It shall carry food. This help will go on, and Chile, which shall thank it, may send a card."
    )
    who = Who(text, TWO, load_lexicon().scan(text))
    first, second = text.index("It shall"), text.index("This help")
    one = Clause(0, 24, "a", Span(0, 24), Force.OBLIGATION, Span(7, 12), "test", subject=Span(0, 6))
    it = Clause(
        first,
        second - 2,
        "a",
        Span(first, second - 2),
        Force.OBLIGATION,
        Span(first + 3, first + 8),
        "test",
        subject=Span(first, first + 2),
    )
    will = text.index("will go")
    help_ = Clause(
        second,
        will + 10,
        "a",
        Span(second, will + 10),
        Force.COMMITMENT,
        Span(will, will + 4),
        "test",
        subject=Span(second, will),
    )
    which = text.index("which")
    relative = Clause(
        which,
        which + 20,
        "a",
        Span(second, len(text)),
        Force.OBLIGATION,
        Span(which + 6, which + 11),
        "test",
        subject=Span(which, which + 5),
    )
    assert [who.of(c).by for c in (one, it, help_, relative)] == [("NOR",), ("NOR",), ("NOR",), ("CHL",)]


@pytest.mark.slow
def test_time_grows_with_the_text_not_with_its_square() -> None:
    def took(number: int) -> float:
        unit = "which, shall be paid by them, to Chile, 5 euros a year, such, they, "
        text = unit * number
        marks = load_lexicon().scan(text)
        marks.of("state")
        begin = time.process_time()
        who = Who(text, TWO, marks)
        for k in range(0, len(text), len(unit)):
            who.of(
                Clause(
                    k,
                    k + len(unit),
                    "a",
                    Span(0, len(text)),
                    Force.OBLIGATION,
                    Span(k + 7, k + 12),
                    "test",
                    subject=Span(k, k + 7),
                )
            )
            amounts_in(text, k, k + len(unit), marks)
        amounts_in(text, 0, len(text), marks)
        return time.process_time() - begin

    took(500)
    assert took(8000) < 16 * took(2000)
