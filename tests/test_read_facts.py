"""Facts of agreements: final clauses, title and form, languages, depositary, obligingness, references to others."""

import time
from typing import Any

import pytest

from servanda.flow import read
from servanda.lexicon import load_lexicon
from servanda.model import Agreement, Document
from servanda.read.facts import facts
from servanda.read.outline import outline
from servanda.read.parties import parties

HEAD = (
    "Agreement between Norway and Sweden on apples\n\nThe Parties have agreed:\n\nArticle 1\n\nThe Parties shall grow apples.\n\n"
)
DONE = "\n\nDone at Oslo on 5 May 1999 in duplicate in English."


def of(text: str) -> Agreement:
    marks = load_lexicon().scan(text)
    structure = outline(text, marks)
    who = parties(text, structure, marks)
    document = Document("x", "agreement", None, None, None, None, text, "x")
    agreement, problems = facts(document, structure, who, marks)
    for name, spans in agreement.evidence.items():
        assert spans, name
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert not problems
    return agreement


def clause(words: str) -> Agreement:
    return of(f"{HEAD}Article 2\n\n{words}{DONE}")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("This Agreement shall enter into force on the date of its signature.", "1999-05-05"),
        ("This Agreement will come into effect upon signature, and is valid for ten years from that day.", "1999-05-05"),
        ("The Agreement will become operational from the date of its signature.", "1999-05-05"),
        ("This Agreement shall be deemed to have entered into force on 1 January 1998.", "1998-01-01"),
        ("This Agreement takes effect on the date of its signature and ends on 31 December 2007.", "1999-05-05"),
        ("This Agreement shall enter into force upon signature and shall remain in force for three years.", "1999-05-05"),
        ("This Agreement shall enter into force upon signature and remain in force indefinitely.", "1999-05-05"),
        (
            "This Agreement enters into force on 1 July 1999 and continues in force until the tenth anniversary of its entry "
            "into force.",
            "1999-07-01",
        ),
        (
            "It comes into effect on signature, stays in effect for three years, and may be terminated by either Side.",
            "1999-05-05",
        ),
        ("This Agreement shall commence on the date of its signature.", "1999-05-05"),
        ("This Agreement shall enter into force thirty days after the date of its signature.", None),
        ("This Agreement shall enter into force on 1 January 1998, provided that the Parties have notified each other.", None),
        ("This Agreement shall enter into force on the day on which both Parties have ratified it.", None),
        ("This Agreement shall enter into force on 1 January 2031 and expire on 3 May 2038.", "2031-01-01"),
    ],
)
def test_entry_into_force(words: str, date: str | None) -> None:
    found = clause(words).in_force
    assert found.rule == words
    assert (str(found.date) if found.date else None) == date


def test_what_stays_in_effect_has_a_term() -> None:
    assert clause("It comes into effect on signature and stays in effect for three years.").term.months == 36


def test_what_shall_not_enter_into_force_is_no_rule_where_another_is() -> None:
    other = "This Agreement shall not enter into force between two Parties that have no treaty on pears."
    plain = "This Agreement shall enter into force when both have ratified it."
    assert of(f"{HEAD}Article 2\n\n{other}\n\n{plain}{DONE}").in_force.rule == plain


def test_an_amendment_that_enters_into_force_is_not_the_agreement() -> None:
    assert clause("Amendments to this Agreement shall enter into force upon signature.").in_force.date is None


@pytest.mark.parametrize(
    ("words", "months", "until"),
    [
        ("This Agreement shall remain in force for a period of ten (10) years.", 120, None),
        ("This Agreement is valid for 18 months from its signature.", 18, None),
        ("It shall remain in force until 31 December 2005.", None, "2005-12-31"),
        ("This Agreement is concluded for an indefinite period.", None, None),
        ("This Agreement shall remain in force until six months after a notice of termination is received.", None, None),
        ("The cooperation under this Agreement will cover the time period of two years.", 24, None),
        ("This Agreement shall remain in force until the tenth anniversary of its entry into force.", 120, None),
        ("This Agreement will expire on the fifth anniversary of its signature, unless renewed.", 60, None),
        ("This Agreement shall terminate on the twenty-fifth anniversary of its entry into force.", 300, None),
        ("The term of this Agreement shall be five years from the date of entry into force.", 60, None),
        ("This Agreement shall have a duration of ten years.", 120, None),
        ("This Agreement shall remain in force for twenty-two years.", 264, None),
        ("This Agreement shall remain in force for a period of one hundred years.", 1200, None),
        ("This Agreement shall remain in force for two and a half years.", 30, None),
        ("This Agreement shall remain in force for a decade.", 120, None),
        ("This Agreement shall lapse on 31 December 2010.", None, "2010-12-31"),
        ("This Agreement shall be valid up to and including 31 March 2004.", None, "2004-03-31"),
        (
            "It shall remain in force for seven years and shall be tacitly renewed for three, unless a Party denounces it.",
            84,
            None,
        ),
        (
            "This Agreement shall stay in force for two years and shall thereafter be renewed for one year unless denounced.",
            24,
            None,
        ),
        ("This Agreement shall enter into force on 1 January 2031 and expire on 3 May 2038.", None, "2038-05-03"),
    ],
)
def test_term(words: str, months: int | None, until: str | None) -> None:
    term = clause(words).term
    assert (term.months, str(term.until) if term.until else None, term.rule) == (months, until, words)


@pytest.mark.parametrize(
    ("words", "notice"),
    [
        ("Either Party may terminate this Agreement by giving six months' written notice.", 6),
        ("This Agreement may be terminated by either Party. It shall end one year after receipt of the notice.", 12),
        ("This Agreement may be discontinued at any time. They should inform each other at least three months prior.", 3),
        (
            "The Parties will tell each other of an intention to terminate this Agreement, preferably 6 (six) months in advance.",
            6,
        ),
        ("It shall be valid for five years and renewed unless denounced not less than one year before it expires.", 12),
        ("Unless a Party denounces it six months before its expiry, this Agreement shall be tacitly renewed for five years.", 6),
        ("A Party may denounce this Agreement after the expiration of ten years from its entry into force.", None),
        ("Either Party may terminate this Agreement by ninety days' notice.", None),
        (
            "This Agreement shall end on the expiration of 12 months from the day on which a Party receives a note to end it.",
            12,
        ),
        ("It shall be renewed for three years, unless either Party denounces it nine months before the end of the period.", 9),
        (
            "This Agreement shall be tacitly renewed for two years where no Party says otherwise four months before its expiry.",
            4,
        ),
        ("This Agreement shall be renewed automatically for periods of five years.", None),
    ],
)
def test_notice_of_termination(words: str, notice: int | None) -> None:
    assert clause(words).termination_notice_months == notice


def test_a_clause_begins_with_its_sentence_though_the_word_for_it_stands_first() -> None:
    rule = "Amendments to this Agreement may be made by the Parties in writing."
    assert clause(f"Article 9 . {rule}").amendment == rule


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("renewal", "It shall be renewed tacitly for further periods of two years."),
        ("extension", "The Parties can jointly decide to extend this Agreement."),
        ("extension", "This Agreement may be extended by mutual consent of the Parties for further periods of two years."),
        ("extension", "The Parties may agree to prolong this Agreement."),
        ("renewal", "This Agreement shall be extended by successive periods of a year unless the Parties agree otherwise."),
        ("amendment", "The Parties may modify this Agreement by an exchange of notes."),
        ("amendment", "This Agreement can be changed by mutual written consent."),
        ("accession", "Other States may join this Agreement with the consent of the Parties."),
        ("amendment", "This Agreement may be amended by written consent of the Parties."),
        ("accession", "This Agreement shall be open for accession by any State."),
        ("provisional_application", "This Agreement shall be applied provisionally from the date of signature."),
        ("suspension", "Either Party may suspend the operation of this Agreement by written notice."),
        ("dispute_settlement", "Any dispute about the interpretation of this Agreement shall be settled by negotiation."),
    ],
)
def test_the_words_of_a_clause(field: str, words: str) -> None:
    agreement = clause(words)
    assert getattr(agreement, field) == words
    assert agreement.evidence[field]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("This Agreement is not legally binding.", {"binding": False}),
        ("This Memorandum is not intended to create any rights or obligations under international law.", {"binding": False}),
        ("This Agreement shall be binding on both Parties.", {"binding": True}),
        (
            "This Agreement is not binding on future administrations.",
            {"binding": None, "not_binding_on": "future administrations"},
        ),
        ("The award shall be binding under this Agreement.", {"binding": None}),
        ("The depositary of this Agreement shall be the Government of Norway.", {"depositary": "the Government of Norway"}),
        (
            "The original shall be deposited in the archives of the Kingdom of Sweden, which keeps it.",
            {"depositary": "the Kingdom of Sweden"},
        ),
    ],
)
def test_what_the_text_says_of_itself(words: str, expected: dict[str, Any]) -> None:
    agreement = clause(words)
    assert {name: getattr(agreement, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("closing", "languages", "prevailing"),
    [
        (
            "Done at Oslo on 5 May 1999 in the Norwegian and Swedish languages, both texts being authentic.",
            ("Norwegian", "Swedish"),
            None,
        ),
        (
            "Done at Oslo on 5 May 1999, in duplicate, in the Norwegian, Swedish and English languages. In case of divergence "
            "the English text shall prevail.",
            ("Norwegian", "Swedish", "English"),
            "English",
        ),
        (
            "Signed in Oslo on 5 May 1999 in English and Swedish, the English version of which is valid in the event of a "
            "discrepancy.",
            ("English", "Swedish"),
            "English",
        ),
        ("Done at Oslo, on the margins of a summit, this fifth day of May 1999, in English.", ("English",), None),
        (
            "Done at Oslo on 5 May 1999 in Swedish and English, the latter prevailing in case of doubt.",
            ("Swedish", "English"),
            "English",
        ),
    ],
)
def test_languages(closing: str, languages: tuple[str, ...], prevailing: str | None) -> None:
    agreement = of(f"{HEAD}{closing}")
    assert (agreement.languages, agreement.prevailing_language) == (languages, prevailing)


@pytest.mark.parametrize(
    ("text", "title", "form"),
    [
        (
            "AGREEMENT\nBETWEEN\nTHE GOVERNMENT OF NORWAY\nAND\nTHE GOVERNMENT OF SWEDEN\n\nThe Government of Norway",
            None,
            "agreement",
        ),
        (
            "Council of Lake States\nIn Their Meeting\nAGREEMENT \nbetween the Republic of Chile and the Republic of Peru "
            "on pears\nThe Republic of Chile and",
            "AGREEMENT between the Republic of Chile and the Republic of Peru on pears",
            "agreement",
        ),
        (
            "Protocol to the Convention on Apples\n\nThe States Parties to this Protocol",
            "Protocol to the Convention on Apples",
            "protocol",
        ),
        (
            "Memorandum of Understanding on pears The Government of Norway and",
            "Memorandum of Understanding on pears",
            "memorandum_of_understanding",
        ),
        ("convention on applessource: the contracting parties, desiring", "convention on apples", "convention"),
        ("Oslo, 5 May 1999\n\nYour Excellency, I have the honour to propose this Agreement.", None, "exchange_of_notes"),
        ("Article 1\n\nThe aim of this Treaty is to grow apples.", None, "treaty"),
        ("The Kingdom of Norway and the Kingdom of Sweden,\n\nfond of apples, conclude this Protocol.", None, "protocol"),
    ],
)
def test_title_and_form(text: str, title: str | None, form: str) -> None:
    agreement = of(text + "\n\n" + "Apples grow on trees. " * 20)
    assert agreement.legal_form == form
    if title:
        assert agreement.title == title


def test_other_agreements_are_named_with_date_and_parties() -> None:
    agreement = clause(
        "Pursuant to the Convention on Pears done at Rome on 3 May 1990, and amending the Trade Agreement between Chile and Peru "
        "of 4 June 1991, the Parties of this Agreement recall the Oslo Treaty."
    )
    assert [(r.title, r.relation, str(r.date), r.parties) for r in agreement.related] == [
        ("Convention on Pears", "implements", "1990-05-03", ()),
        ("Trade Agreement between Chile and Peru", "amends", "1991-06-04", ("CHL", "PER")),
        ("Oslo Treaty", "refers", "None", ()),
    ]


def test_clauses_of_a_text_without_capitals_begin_behind_number_and_title() -> None:
    text = (
        "agreement on apples"
        + " apples are grown by all." * 12
        + "have agreed as follows: ARTICLE 1each party shall grow apples ARTICLE 2"
        "settlement of disputesany dispute about the interpretation of this agreement shall be settled by negotiation ARTICLE 3"
        "the agreement shall come into force one month after its signature.done at oslo on 5 may 1999."
    )
    agreement = of(text)
    assert agreement.in_force.rule == "the agreement shall come into force one month after its signature."
    assert (
        agreement.dispute_settlement == "any dispute about the interpretation of this agreement shall be settled by negotiation"
    )


def test_a_name_given_to_an_agreement_is_no_other_and_a_year_may_stand_before_a_title() -> None:
    agreement = clause(
        "The Parties recall the Treaty on Pears done at Rome on 3 May 1990 (hereinafter referred to as the “Pear Treaty”) and "
        "the 1951 Convention relating to Plums. The Pear Treaty is kept."
    )
    assert [(r.title, str(r.date)) for r in agreement.related] == [
        ("Treaty on Pears", "1990-05-03"),
        ("Convention relating to Plums", "1951"),
    ]
    (plums,) = clause("They recall the Treaty on Plums of 1932.").related
    assert (plums.title, str(plums.date)) == ("Treaty on Plums", "1932")


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (
            "Under the Convention on the Growing, Picking and Eating of Pears, they eat.",
            ["Convention on the Growing, Picking and Eating of Pears"],
        ),
        ("They recall the Convention on Pears, Norway and Sweden.", ["Convention on Pears"]),
        ("They recall the Convention on Pears and article 7 of the Treaty on Plums.", ["Convention on Pears", "Treaty on Plums"]),
        ("They recall the Convention on Pears and the 1951 Treaty on Plums.", ["Convention on Pears", "Treaty on Plums"]),
        ("They agree on a Protocol on Plums to be signed later.", []),
        ("They sign the Treaty on Plums or at any time later the Protocol on Pears.", ["Treaty on Plums", "Protocol on Pears"]),
        ("Norway ratified the Pear Convention on 14 February 1969.", ["Pear Convention"]),
        ("They recall the Protocol on Plums to be signed later.", ["Protocol on Plums"]),
    ],
)
def test_where_the_title_of_another_agreement_ends(words: str, titles: list[str]) -> None:
    assert [reference.title for reference in clause(words).related] == titles


@pytest.mark.parametrize(
    ("closing", "occasion"),
    [
        (
            "Done at Oslo, on the margins of the Apple Summit, this fifth day of May 1999, in English.",
            "on the margins of the Apple Summit",
        ),
        (
            "Done on the occasion of the visit of the Minister to Oslo on 5 May 1999 in the English language.",
            "on the occasion of the visit of the Minister to Oslo",
        ),
        ("Signed at Oslo during the meeting of the Apple Council, on 5 May 1999.", "during the meeting of the Apple Council"),
        ("Done in Oslo on May 5, 1999, at the Summit of the Apples, in English.", "at the Summit of the Apples"),
        ("Done at the meeting house of Oslo on 5 May 1999.", None),
        ("Signed at the Conference, 5 May 1999.", None),
    ],
)
def test_occasion(closing: str, occasion: str | None) -> None:
    assert of(f"{HEAD}Article 2\n\nThe apples are eaten, and nothing else is said.\n\n{closing}").signed.occasion == occasion


@pytest.mark.parametrize(
    "words",
    [
        "have signed this treaty ",
        "Done at ",
        "In witness whereof ",
        "For the Government of Norway and ",
        'Norway (hereinafter "Norway") and ',
        "5 May 1999 may 1999 ",
        "this Agreement may be terminated shall be in force ",
        "The Treaty on the Convention on ",
        "presents its compliments to Norway ",
        "one thousand nine hundred in the year of our Lord ",
        "(",
        "a" * 50,
    ],
)
def test_time_is_linear_in_the_length_of_a_hostile_text(words: str) -> None:
    spent = []
    for length in (30_000, 120_000):
        text = (words * (length // len(words) + 1))[:length]
        marks = load_lexicon().scan(text)
        start = time.process_time()
        facts(Document("x", "agreement", None, None, None, None, text, "x"), (), parties(text, (), marks), marks)
        spent.append(time.process_time() - start)
    assert spent[1] < 10 * spent[0] + 0.3


def test_present_tense_inside_another_sentence_is_no_entry_into_force() -> None:
    other = "As soon as this Agreement comes into force, a copy shall be sent to the Registrar."
    plain = "This Agreement enters into force ten days after the last notification."
    found = of(f"{HEAD}Article 2\n\n{other}\n\nArticle 3\n\n{plain}{DONE}").in_force
    assert found
    assert found.rule == plain


def test_an_end_in_the_present_tense_is_a_term() -> None:
    term = clause("This Agreement takes effect on the date of its signature and ends on 31 December 2007.").term
    assert term
    assert str(term.until) == "2007-12-31"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "MEMORANDUM OF UNDERSTANDING\n\nbetween\n\nthe Ministry of Pears of Norway\nand the Ministry of Plums of Chile\n\n"
            "concerning\n\nORCHARDS\n\nINTRODUCTION",
            "MEMORANDUM OF UNDERSTANDING between the Ministry of Pears of Norway and the Ministry of Plums of Chile "
            "concerning ORCHARDS",
        ),
        ("AGREEMENT BETWEEN\n\nNORWAY AND CHILE\n\nPREAMBLE", "AGREEMENT BETWEEN NORWAY AND CHILE"),
        (
            "An Agreement Between\nNorway\nand Chile\nFor\nOrchards\nAs friends of fruit," + " and of trees" * 60,
            "An Agreement Between Norway and Chile For Orchards",
        ),
        ("PREAMBLE\n\nNorway and Chile,", None),
    ],
)
def test_a_title_that_asks_for_more_goes_on(head: str, title: str | None) -> None:
    assert of(f"{head}\n\nArticle 1\n\nThe Parties shall grow apples.").title == title


def test_the_series_that_a_text_was_printed_in_is_no_title() -> None:
    head = "Treaty Series No. 9 (2031)          Cmd. 4711\n\n        T R E A T Y\n\nbetween Norway and Chile on lamps\n\n"
    found = read(
        head + "Norway and Chile have agreed as follows:\n\nArticle 1\nNorway shall lend lamps.\n\nA N N E X\n\nLamps.\n"
    )
    assert found.agreements[0].title == "TREATY between Norway and Chile on lamps"
    assert [provision.path for provision in found.outline if provision.kind == "annex"] == ["annex"]


def test_a_meaning_ends_where_the_next_term_is_defined() -> None:
    text = 'In this Agreement "the Lamps" means the lamps of the Annex and "the Keeper" means the keeper of the pier.'
    terms = clause(text).terms
    assert [(term.term, term.meaning) for term in terms if term.meaning] == [
        ("Lamps", "the lamps of the Annex"),
        ("Keeper", "the keeper of the pier"),
    ]


def test_the_depositary_is_sought_in_every_sentence_that_speaks_of_one() -> None:
    text = (
        "Instruments shall be deposited with the Government of Chile, which shall act as Depositary. "
        "Any State may leave this Convention by notification to the Depositary."
    )
    assert clause(text).depositary == "the Government of Chile"


def test_signatories_at_different_places_are_told() -> None:
    text = (
        "Memorandum between Norway and Chile\n\nNorway and Chile will meet.\n\nFor Norway          For Chile\n\n"
        "Place: Oslo         Place: Arica\nDate: 3 May 2031    Date: 9 June 2031\n"
    )
    found = read(text)
    assert found.agreements[0].signed.place is None
    assert any(problem.code == "signed.place" and "Oslo, Arica" in problem.message for problem in found.problems)


def test_a_line_below_the_title_may_say_where_and_when_it_was_made() -> None:
    text = "ARRANGEMENT ABOUT THE LAMP\nMade at Arica the 3rd of May 2031 between Norway and Chile\n\nClause 1. Norway pays.\n"
    signed = read(text).agreements[0].signed
    assert (signed.place, str(signed.date)) == ("Arica", "2031-05-03")


def test_what_lapses_has_a_term() -> None:
    assert str(clause("It lapses on 3 August 2041 unless prolonged.").term.until) == "2041-08-03"
