"""Who said it: a table of sentences of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Document, Statement
from servanda.read.scene import scene_of
from servanda.read.statements import statements

INTRO = "Norwegian Foreign Minister Kari Solvang met Peru's Prime Minister Luis Quispe in Lima.\n"


def said(text: str) -> tuple[Statement, ...]:
    document = Document(Document.id_of(text), "report", None, None, None, "en", text, "test")
    lexicon = load_lexicon()
    return statements(scene_of(document, lexicon.scan(text)), lexicon)


@pytest.mark.parametrize(
    ("sentence", "speaker", "office", "affiliation"),
    [
        ("Solvang said the port would open in May.", "Kari Solvang", "Foreign Minister", "NOR"),
        ("“The port will open,” said Solvang.", "Kari Solvang", "Foreign Minister", "NOR"),
        ("“The port,” Quispe explained, “will open in May.”", "Luis Quispe", "Prime Minister", "PER"),
        ("The port will open in May, according to Quispe.", "Luis Quispe", "Prime Minister", "PER"),
        ("The port will open in May, argued Quispe, who is to visit Oslo soon.", "Luis Quispe", "Prime Minister", "PER"),
        ("Quispe praised the plan.", "Luis Quispe", "Prime Minister", "PER"),
        ("He added that the road comes later.", "Luis Quispe", "Prime Minister", "PER"),
        ("Ana Torres, the Chilean trade minister, told reporters that she had doubts.", "Ana Torres", "trade minister", "CHL"),
        ("To Ana Torres, who leads Chile, it is a mistake.", "Ana Torres", None, "CHL"),
        ("Officials in Lima said the loan was late.", "Officials in Lima", None, "PER"),
        ("The road was paid for, the transport ministry said on Friday.", "the transport ministry", None, None),
        ("NATO said it would watch the ships.", "NATO", None, "NATO"),
        ("A spokesman for the European Union said the talks go on.", "A spokesman for the European Union", None, "EU"),
    ],
)
def test_speaker(sentence: str, speaker: str, office: str | None, affiliation: str | None) -> None:
    text = INTRO + sentence
    found = [s for s in said(text) if s.evidence[0].start >= len(INTRO)]
    assert [(s.speaker, s.office, s.affiliation) for s in found] == [(speaker, office, affiliation)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry building stands near the port.",
        "The agreement says that the port belongs to Peru.",
        "Peru will say nothing before May.",
        "The United States has two ports there.",
        "Norway has rejected Prime Minister Luis Quispe's plan for the state.",
    ],
)
def test_no_person_speaks(sentence: str) -> None:
    assert not [s for s in said(INTRO + sentence) if s.speaker in ("Luis Quispe", "Kari Solvang") or "agreement" in s.speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Later this month Oslo threatened to close the port.", ["Norway"]),
        ("Peru's finance minister said the loan was late. “We shall pay,” he said.", ["Peru's finance minister"] * 2),
        ("“We give no fish away,” Peru's fisheries minister, Said Belka, said in Lima.", ["Said Belka"]),
        ("Our friend in Peru promises that it will be sunny.", []),
        ("Chile promised Peru 30 boats in a letter.", ["Chile"]),
    ],
)
def test_who_is_meant(text: str, speakers: list[str]) -> None:
    found = [s.speaker for s in said(INTRO + text) if s.evidence[0].start >= len(INTRO)]
    assert found == speakers


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The pact is to be signed in Oslo on 12 March 2024, two officials told the paper on 4 March 2024.", "2024-03-04"),
        ("On 4 March 2024 the ministry said that Peru had paid on 1 March 2024.", "2024-03-04"),
        ("The pact is to be signed in Oslo on 12 March 2024, two officials said.", None),
        ("The ministry on 4 March 2024 said that Peru had paid on 1 March 2024.", "2024-03-04"),
    ],
)
def test_the_day_of_a_statement_stands_beside_its_verb(sentence: str, day: str | None) -> None:
    (statement,) = said(sentence)
    assert (str(statement.date) if statement.date else None) == day


def test_direct_speech_is_told_from_indirect() -> None:
    direct, indirect = said(INTRO + "“We will pay,” Solvang said. Quispe said he was glad.")
    assert (direct.direct, indirect.direct) == (True, False)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ward sister Ama Odoi, 51, said: “They are a gift.”", "Ama Odoi"),
        ("The Lake Institute's Vera Moss warned that the pact “has no teeth”.", "Vera Moss"),
        ("“A treaty is as good as its readers,” – retired diplomat Jean Rivet.", "Jean Rivet"),
        ("The Works Division said in a statement on Tuesday that the loan was paid.", "The Works Division"),
        ("Oslo says that it will not pay.", "Norway"),
        ("The Kremlin said that it would not pay.", "The Kremlin"),
        ("Peru's President Rosa Huaman arrived. “We pay,” the Peruvian president stressed.", "Rosa Huaman"),
        ("Her Peruvian counterpart, Luis Vega, said that he would wait.", "Luis Vega"),
        ("“It is a sell-out,” stormed Barry Coyle.", "Barry Coyle"),
        ("Judge Peter Lowe lifted the injunction on Friday.", "Peter Lowe"),
    ],
)
def test_who_else_speaks(sentence: str, speaker: str) -> None:
    assert speaker in [statement.speaker for statement in said(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway lifted the ban on Friday.",
        "In May the two transport ministries signed a protocol: each shall name a site.",
        "The money went to a school in Gander, a spokeswoman said.",
    ],
)
def test_who_does_not(sentence: str) -> None:
    assert not {"Norway", "In May the two transport ministries", "Gander"} & {s.speaker for s in said(sentence)}
