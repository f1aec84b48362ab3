"""Amounts, quantities and the numbers in them, on sentences of our own."""

from decimal import Decimal

import pytest

from servanda.flow import read
from servanda.lexicon import load_lexicon
from servanda.model import LinkKind
from servanda.read.amounts import amounts_in
from servanda.read.numbers import figure, numbers_in
from servanda.read.quantities import quantities_in
from servanda.read.restated import promised_sums
from servanda.track.ledger import postings
from servanda.track.links import suggest

AMOUNTS = [
    # text, [(written, low, high, currency, bound, period)]
    (
        "In 2031, Freedonia has committed at least €40 million in relief",
        [("at least €40 million", 40e6, None, "EUR", "at_least", "2031")],
    ),
    (
        "shall pay, yearly and every year, the sum of three thousand dollars",
        [("three thousand dollars", 3000, 3000, "USD", "exact", "yearly and every year")],
    ),
    (
        "and one thousand dollars for the term of ten years",
        [("one thousand dollars", 1000, 1000, "USD", "exact", "for the term of ten years")],
    ),
    ("will provide €5-7 billion a year", [("€5-7 billion", 5e9, 7e9, "EUR", "exact", "a year")]),
    (
        "EUR 4 million and 30 million dollars",
        [("EUR 4 million", 4e6, 4e6, "EUR", "exact", None), ("30 million dollars", 3e7, 3e7, "USD", "exact", None)],
    ),
    ("between 5 and 7 million euros", [("5 and 7 million euros", 5e6, 7e6, "EUR", "exact", None)]),
    ("a contribution of EUR 3 billion", [("EUR 3 billion", 3e9, 3e9, "EUR", "exact", None)]),
    ("up to US$ 250,000 (two hundred and fifty thousand)", [("up to US$ 250,000", None, 250000, "USD", "up_to", None)]),
    (
        "fifty million (50,000,000) United States dollars",
        [("fifty million (50,000,000) United States dollars", 5e7, 5e7, "USD", "exact", None)],
    ),
    ("two thousand dollars ($2,000) to the chief", [("two thousand dollars", 2000, 2000, "USD", "exact", None)]),
    ("about 380 million euros", [("about 380 million euros", 375e6, 385e6, "EUR", "about", None)]),
    ("a sum of 10.000 Euro", [("10.000 Euro", 10000, 10000, "EUR", "exact", None)]),
    ("£1.2bn per year", [("£1.2bn", 1.2e9, 1.2e9, "GBP", "exact", "per year")]),
    (
        "a minimum of 1 billion Norwegian kroner",
        [("a minimum of 1 billion Norwegian kroner", 1e9, None, "NOK", "at_least", None)],
    ),
    ("from $10 to $20 million", [("$10 to $20 million", 10e6, 20e6, "USD", "exact", None)]),
    ("forty dollars and fifty cents", [("forty dollars and fifty cents", 40.5, 40.5, "USD", "exact", None)]),
    ("half a million pounds", [("half a million pounds", 500000, 500000, "GBP", "exact", None)]),
    ("500 crowns", [("500 crowns", 500, 500, None, "exact", None)]),
    ("sixty Netherlands guilders a day", [("sixty Netherlands guilders", 60, 60, "NLG", "exact", "a day")]),
    ("ten pounds of tobacco", []),
    ("30 vehicles within 30 days by 2027 under Article 5", []),
    ("between the low-water marks of the 2 rivers", []),
    ("5 % of the crew", []),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: list[tuple[object, ...]]) -> None:
    found = amounts_in(text, 0, len(text), load_lexicon().scan(text))
    assert [(a.text, a.low, a.high, a.currency, a.bound, a.period) for a in found] == [
        (words, *(None if end is None else Decimal(str(end)) for end in (low, high)), *rest)
        for words, low, high, *rest in expected
    ]
    assert all(text[a.start : a.end] == a.text for a in found)


def test_a_share_names_what_it_is_of() -> None:
    text = "no less than 0.25 % of GDP annually; 15 per cent of the gross amount of the dividends; interest at five per cent"
    found = amounts_in(text, 0, len(text), load_lexicon().scan(text))
    assert [(a.low, a.high, a.currency, a.share_of, a.bound) for a in found] == [
        (Decimal("0.25"), None, "%", "GDP", "at_least"),
        (Decimal(15), Decimal(15), "%", "gross amount", "exact"),
        (Decimal(5), Decimal(5), "%", "interest", "exact"),
    ]


QUANTITIES = [
    ("handed over 30 F-16 aircraft", [("30 F-16 aircraft", 30, "F-16 aircraft", "exact")]),
    ("has over 30 F-16 aircraft", [("over 30 F-16 aircraft", 30, "F-16 aircraft", "at_least")]),
    ("will deliver 30 F-16 aircraft by 2027", [("30 F-16 aircraft", 30, "F-16 aircraft", "exact")]),
    (
        "about 1,000 rounds of artillery ammunition and food",
        [("about 1,000 rounds of artillery ammunition", 1000, "rounds of artillery ammunition", "about")],
    ),
    ("two sets of tinsmiths tools, and men", [("two sets of tinsmiths tools", 2, "sets of tinsmiths tools", "exact")]),
    (
        "five hundred soldiers and 12 Leopard 2 tanks",
        [("five hundred soldiers", 500, "soldiers", "exact"), ("12 Leopard 2 tanks", 12, "Leopard 2 tanks", "exact")],
    ),
    ("18 (eighteen) modern combat vehicles", [("18 (eighteen) modern combat vehicles", 18, "modern combat vehicles", "exact")]),
    ("up to 15,000 troops", [("up to 15,000 troops", 15000, "troops", "up_to")]),
    ("under Article 5 persons shall", []),
    ("one of the ships", []),
    ("within 24 hours, ships", []),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities(text: str, expected: list[tuple[object, ...]]) -> None:
    found = quantities_in(text, 0, len(text), load_lexicon().scan(text))
    assert [(q.text, q.n, q.unit, q.bound) for q in found] == [
        (words, Decimal(str(n)), unit, bound) for words, n, unit, bound in expected
    ]


NUMBERS = [
    ("three hundred and sixty-nine thousand six hundred", 369600),
    ("twenty-five hundred", 2500),
    ("half a million", 500000),
    ("one hundred thousand", 100000),
    ("4 321 166", 4321166),
    ("1,234.50", 1234.5),
    ("0.005", 0.005),
    ("2 million", 2000000),
    ("seven", 7),
]


@pytest.mark.parametrize(("written", "value"), NUMBERS)
def test_numbers(written: str, value: float) -> None:
    assert [number.value for number in numbers_in(written, 0, len(written))] == [Decimal(str(value))]


def test_figures_glued_to_letters_are_no_numbers() -> None:
    text = "F-16 and A4 and x12"
    assert numbers_in(text, 0, len(text)) == []
    assert figure("10.000") == 10000


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Norway will go on with the aid for which it has allocated 300 million euros.", []),
        ("Norway, which has donated boats worth 40 million euros, will mend them.", []),
        ("Norway commits to give 70 million euros, of which 20 million euros has already been paid.", ["70 million euros"]),
        ("Norway will give 3 million euros, after 2 million euros in 2023.", ["3 million euros"]),
        ("Building on the 20 million euros provided in 2023, Norway will give 10 million euros.", ["10 million euros"]),
        ("Norway has committed 5 million euros for 2024.", ["5 million euros"]),
    ],
)
def test_sums_that_were_given_before_are_not_promised(text: str, kept: list[str]) -> None:
    amounts = promised_sums(text, amounts_in(text, 0, len(text), load_lexicon().scan(text)), 0, len(text))
    assert [amount.text for amount in amounts] == kept


PARTIES = (
    "Agreement between Norway and Chile\n\nNorway and Chile have agreed as follows:\n\n"
    "Article 1\n\n{}\n\nDone at Oslo on 3 May 2031.\n"
)


@pytest.mark.parametrize(
    ("sentence", "sums"),
    [
        ("If lamps cost more than 60,000 euros, Chile shall tell Norway.", []),
        ("Purchases worth more than EUR 500,000 shall be announced by Chile.", []),
        ("Chile shall announce purchases above EUR 500,000.", []),
        ("Chile shall pay more than EUR 500,000.", [500_000]),
        ("Chile shall provide lamps worth EUR 500,000.", [500_000]),
        ("Chile shall pay a sum not exceeding 5 million cedis.", [5_000_000]),
        ("A sum of more than 7,000 kwanzas shall be paid by Chile.", [7_000]),
        ("Chile shall pay EUR 2 million to EUR 3 million each year.", [2_000_000]),
        ("Chile shall pay between EUR 2 million and EUR 3 million.", [2_000_000]),
        ("Chile shall pay EUR 2 million and EUR 3 million.", [2_000_000, 3_000_000]),
    ],
)
def test_the_sums_that_a_clause_is_about(sentence: str, sums: list[int]) -> None:
    (promise,) = read(PARTIES.format(sentence)).commitments
    assert [int(amount.low or amount.high or 0) for amount in promise.amounts] == sums


def test_a_lead_in_that_divides_a_sum_is_a_promise_and_its_items_count_once() -> None:
    found = read(
        PARTIES.format(
            "Norway shall lend Chile EUR 9,000,000, payable in three parts:\n(a) EUR 4,000,000 within ten days of the entry into "
            "force of this Agreement;\n(b) EUR 3,000,000 in 2032;\n(c) the rest when the pier stands."
        )
    )
    assert [str(promise.provision) for promise in found.commitments] == ["art_1", "art_1/a", "art_1/b", "art_1/c"]
    assert {promise.areas for promise in found.commitments} == {("economic_support",)}
    assert {promise.to for promise in found.commitments} == {("CHL",)}
    sums = postings(found)
    links = suggest(sums, {found.document.id: found.document.text})
    whole = next(entry for entry in sums if entry.value == 9_000_000)
    assert {(link.kind, link.b) for link in links} == {(LinkKind.PART_OF, whole.flow)}
    assert len(links) == 2


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Norway shall provide Chile with 2,000 test booklets free of charge.", ["2,000 test booklets"]),
        ("Norway shall repair eleven cold stores and four fish markets.", ["eleven cold stores", "four fish markets"]),
        ("Norway shall pay in three instalments within twenty days.", []),
        ("Norway shall give fifty cents.", []),
        ("Norway shall send two copies.", []),
        ("Norway shall exchange the lamps of articles 5, 6 and 7.", []),
    ],
)
def test_goods_that_no_table_names_are_counted_in_what_is_given(sentence: str, counted: list[str]) -> None:
    (promise,) = read(PARTIES.format(sentence)).commitments
    assert [quantity.text for quantity in promise.quantities] == counted
