"""Commitments of whole agreements: where they lie, and that nothing unrelated changes them."""

import random
import time
from pathlib import Path

import pytest

from servanda.flow import read
from servanda.flow.explaining import explain
from servanda.lexicon import load_lexicon
from servanda.read import read as read_document
from servanda.read.leaf_titles import titled
from servanda.read.outline import leaves
from servanda.sources import open_text

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "agreements" / "texts"
LEXICON = load_lexicon()
ACCORD = """Agreement between Norway and Chile on lighthouses

The Government of Norway and the Government of Chile, hereinafter the Parties,
Wishing to keep their coasts lit,
Have agreed as follows:

Article 1
Lamps
1. Each Party shall keep ten lamps lit, provided that there is oil.
2. Norway shall:
(a) lend spare lamps within two days;
(b) train four keepers each year.
3. No Party shall sell a lamp.

Article 2
Costs
Chile will pay 3,000 pesos a year, subject to available funds. Nothing in this Agreement obliges Norway to pay.

Article 3
This Agreement shall enter into force on the day of its signature.

Done at Oslo on 3 May 2024, in the Norwegian and Spanish languages, both texts being equally authentic.
"""
UNRELATED = """
Article 4
Museums
The Parties will exchange old lamps for their museums. Museums may show them. This Article covers no other lamps.
"""


def corpus() -> list[Path]:
    if not CORPUS.exists():
        return []
    files = sorted(CORPUS.glob("*.txt"))
    return random.Random(7).sample(files, min(60, len(files)))


def test_who_shall_do_what() -> None:
    promises = read(ACCORD).commitments
    assert [(p.force.value, p.provision) for p in promises] == [
        ("obligation", "art_1/para_1"),
        ("obligation", "art_1/para_2/a"),
        ("obligation", "art_1/para_2/b"),
        ("prohibition", "art_1/para_3"),
        ("commitment", "art_2"),
        ("denial", "art_2"),
        ("obligation", "art_3"),
        ("obligation", "signature"),
    ]
    first, lent, trained = promises[:3]
    assert first.condition == "provided that there is oil"
    assert lent.by == trained.by == ("NOR",)
    assert lent.deadline == "within two days"
    assert trained.deadline_rule is not None
    assert (trained.deadline_rule.kind, trained.deadline_rule.n, trained.deadline_rule.unit) == ("every", 1, "year")
    assert promises[4].hedges == ("subject_to_funds",)
    assert promises[4].amounts[0].low == 3000


def test_a_preamble_gives_plain_undertakings_only() -> None:
    text = ACCORD.replace(
        "Wishing to keep their coasts lit,",
        "Wishing to keep their coasts lit, which will help all,\nThey welcome the new lamps. Together they will keep them lit.",
    )
    preamble = [p for p in read(text).commitments if p.provision == "preamble"]
    assert [p.force.value for p in preamble] == ["commitment"]


def test_an_unrelated_article_changes_no_force() -> None:
    alone = read(ACCORD).commitments
    longer = read(ACCORD.replace("\nDone at", UNRELATED + "\nDone at")).commitments
    assert {(p.force_words, p.force, p.condition, p.provision) for p in alone} <= {
        (p.force_words, p.force, p.condition, p.provision) for p in longer
    }
    assert len(longer) == len(alone) + 2


NESTED = """Agreement between Norway and Chile on lighthouses

The Government of Norway and the Government of Chile, hereinafter the Parties, have agreed as follows:

Article 1
Lamps and oil
The Parties will keep lamps. The Parties will:
(i) share oil;
(ii) train keepers;
(A) Norway will send two masters;
(iii) paint towers. The Parties may add lamps. Each year the Parties will:
(i) count the lamps; and
(ii) print a chart.

Article 2
Last rules
The Parties will meet in May. They will, wherever possible,(a) sing;(b) dance;(c) eat fish.
"""


def test_lists_go_on_behind_inner_points_and_begin_again_behind_the_last_item() -> None:
    reading = read_document(open_text(NESTED, "nested", LEXICON), LEXICON)
    found = [reading.document.text[c.evidence[0].start : c.evidence[0].end] for c in reading.commitments]
    assert found == [
        "The Parties will keep lamps",
        "share oil",
        "train keepers",
        "Norway will send two masters",
        "paint towers",
        "The Parties may add lamps",
        "count the lamps",
        "print a chart",
        "The Parties will meet in May",
        "sing",
        "dance",
        "eat fish",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("26. Care of lamps\nNorway and Chile will clean the lamps of all ports, as long as the oil lasts.", "Care of lamps"),
        ("B. Lamps\nThe Parties shall meet and shall count their lamps.", "Lamps"),
        ("1. The Government of the Kingdom of\nNorway shall clean the lamps of all its ports and of all its towers.", None),
        ("1. Norway cleans its lamps every year\nThe lamps of Chile are clean.", None),
        ("1. Norway shall clean its lamps.\nThe lamps of Chile shall be cleaned by those who keep the ports.", None),
    ],
)
def test_a_title_stands_above_a_longer_line(text: str, title: str | None) -> None:
    found = titled(text, 0, len(text))
    assert (text[found.start : found.end] if found else None) == title


@pytest.mark.skipif(not CORPUS.exists(), reason="the developers' corpus is not beside this repository")
@pytest.mark.slow
def test_in_real_texts_they_lie_inside_leaves_apart_from_one_another_and_keep_their_force() -> None:
    kept = gone = 0
    for path in corpus():
        text = path.read_bytes().decode("utf-8")
        reading = read_document(open_text(text, path.name, LEXICON), LEXICON)
        if reading.document.kind != "agreement":
            continue
        bounds = leaves(reading.outline, len(reading.document.text))
        reached = 0
        for promise in reading.commitments:
            (span,) = promise.evidence
            assert reached <= span.start, path.name
            reached = span.end
            assert any(start <= span.start and span.end <= end for _, start, end in bounds), (path.name, span)
        longer = read_document(open_text(text + UNRELATED, path.name, LEXICON), LEXICON)
        forces = {p.evidence[0]: p.force for p in longer.commitments}
        last = max((start for _, start, _ in bounds), default=0)
        for promise in reading.commitments:
            span = promise.evidence[0]
            if span in forces and span.start < last:
                assert forces[span] == promise.force, (path.name, span)
            if span.start < last:
                kept, gone = kept + (span in forces), gone + (span not in forces)
    assert gone <= kept // 500, "an article behind the text may change the outline, but hardly ever what is found before it"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "The Parties shall meet, which may be so, if they will, and shall part; ",
        "who shall go ",
        "(a) if: ",
        "thence ",
        "it is agreed ",
        "The Parties shall, ",
        ". ",
        "shall not be ",
        "\n1. ",
        ", and the Party ",
    ],
)
def test_time_is_linear_in_the_length_of_a_hostile_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = "Agreement\nArticle 1\n" + unit * (length // len(unit))
        begun = time.process_time()
        read_document(open_text(text, "made", LEXICON), LEXICON)
        return time.process_time() - begun

    seconds(20_000)
    assert seconds(800_000) < 24 * max(seconds(100_000), 0.05)


def test_explain_says_what_carried_and_what_did_not() -> None:
    at = ACCORD.index("provided that")
    reading, found = explain(ACCORD, at)
    assert reading.document.text[found.sentence.start :].startswith("Each Party shall")
    assert [(one.carries, one.cue) for one in found.weighed] == [(True, "modal of obligation")]
    assert [p.force.value for p in found.commitments] == ["obligation"]
    assert found.why == ""


def test_explain_names_the_rule_and_what_spoke_for_each_area() -> None:
    _, found = explain(ACCORD, ACCORD.index("train four keepers"))
    (reason,) = found.reasons
    assert reason.rule == "an item of a list"
    assert ("training", "core") in [(area, place) for area, place, _ in reason.areas]
    assert [ACCORD[w.start : w.end] for area, place, w in reason.areas if (area, place) == ("training", "core") and w] == [
        "train"
    ]


def test_explain_says_that_a_lead_in_passes_on_what_it_says() -> None:
    _, found = explain(ACCORD, ACCORD.index("2. Norway shall"))
    assert found.commitments == ()
    assert found.why == "It leads into a list: its subject, force and condition pass to 2 items."


def test_a_short_sentence_below_an_article_is_no_heading() -> None:
    text = ACCORD.replace("Article 3\n", "Article 3\nThe Parties recognise the value of lamps.\n\nArticle 4\n")
    assert [c.force.value for c in read(text).commitments if c.provision == "art_3"] == ["declaration"]


def test_explain_calls_a_forecast_a_forecast() -> None:
    text = ACCORD.replace("Chile will pay", "The need for oil will continue for decades. Chile will pay")
    _, found = explain(text, text.index("The need for oil"))
    assert [one.carries for one in found.weighed] == [False]
    assert "foretells" in found.weighed[0].rule


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Wishing to keep", "Of a preamble only"),
        ("Museums may", ""),
        ("This Article covers", "No finite word here carries a force"),
    ],
)
def test_explain_says_why_nothing_was_taken(words: str, why: str) -> None:
    text = ACCORD.replace("\nDone at", UNRELATED + "\nDone at")
    _, found = explain(text, text.index(words))
    assert found.why.startswith(why)
    assert bool(found.commitments) == (why == "")


CRISIS = """Agreement between Norway and Chile on the islands

Norway and Chile have agreed as follows:

Article 1
In the event of an armed attack on Chile, the Parties shall consult within two days. In such circumstances Norway will lend boats.
Nothing in this Agreement obliges Norway to go to war.

Article 2
In such a case the keepers shall be paid. No fixed sum is set aside for them.

Done at Oslo on 3 May 2031.
"""


def test_in_such_circumstances_takes_up_the_condition_before_it_in_the_article() -> None:
    found = read(CRISIS).commitments
    events = [promise.condition_parts.event if promise.condition_parts else None for promise in found]
    assert events == ["armed_attack", "armed_attack", None, "other", None]
    assert [promise.action for promise in found[:3]] == ["consult", "lend", "go"]


NUMBERED = """Agreement between Norway and Chile

Norway and Chile (hereinafter "the Participants") have agreed as follows:

1. In the event of a future attack against Chile, at the request of either Participant, they will consult within a day.

2. With the consent of both, others may take part.

3. Norway affirms that in those circumstances and acting in accordance with its law, including the law of the sea, it would
provide Chile with boats.
"""


def test_circumstances_reach_over_numbered_paragraphs_and_are_nobodys_consent() -> None:
    found = read(NUMBERED).commitments
    assert [promise.action for promise in found] == ["consult", "take", "provide"]
    last = found[2].condition_parts
    assert last is not None
    assert (last.event, last.on, last.at_request_of) == ("armed_attack", ("CHL",), ())


def test_a_denied_duty_to_fight_is_one_of_defence_and_no_sum_is_a_denial() -> None:
    found = read(CRISIS).commitments
    assert found[2].areas[0] == "mutual_defence"
    assert [promise.force.value for promise in found] == ["obligation", "commitment", "denial", "obligation", "denial"]
