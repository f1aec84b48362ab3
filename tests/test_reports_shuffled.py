"""Rules are general: swap states, persons, sums and days in a report, and what is found changes with them and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Amount, Reading
from servanda.read import read
from servanda.sources import open_text

REPORTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "reports.toml").read_text(encoding="utf-8"))[
    "report"
]
SWAPS = {
    "agency copy on a port loan": [
        ("Kenyan", "Peruvian", None),
        ("Kenya", "Peru", ("KEN", "PER")),
        ("Nairobi", "Lima", None),
        ("NAIROBI", "LIMA", None),
        ("Japanese", "Swedish", None),
        ("Japan", "Sweden", ("JPN", "SWE")),
        ("Tokyo", "Stockholm", None),
        ("Peter Otieno", "Rosa Huaman", None),
        ("Kenji Mori", "Lars Berg", None),
        ("60 billion yen", "70 billion kronor", None),
        ("2026", "2031", None),
        ("200 harbour pilots", "90 harbour pilots", None),
    ],
    "alliance without a clause": [
        ("Thailand", "Chile", ("THA", "CHL")),
        ("Thai ", "Chilean ", None),
        ("Bangkok", "Santiago", None),
        ("Cambodian", "Bolivian", None),
        ("Cambodia", "Bolivia", ("KHM", "BOL")),
        ("Laos", "Ecuador", ("LAO", "ECU")),
        ("Malaysia", "Uruguay", ("MYS", "URY")),
        ("Vientiane", "Quito", None),
        ("five-year", "eight-year", None),
        ("48 hours", "72 hours", None),
    ],
    "river treaty suspended": [
        ("India", "Turkey", ("IND", "TUR")),
        ("New Delhi", "Ankara", None),
        ("Nepal", "Iraq", ("NPL", "IRQ")),
        ("Kathmandu", "Baghdad", None),
        ("Gopal Rana", "Hassan Aziz", None),
        ("Vijay Kulkarni", "Mehmet Kaya", None),
        ("10 cubic metres", "25 cubic metres", None),
        ("1996", "1987", None),
    ],
}


def reading_of(text: str) -> Reading:
    lexicon = load_lexicon()
    return read(open_text(text.strip("\n"), "report", lexicon), lexicon)


def facts(reading: Reading) -> list[tuple[object, ...]]:
    """What was found, without places. A signature to come has no area of its own, only that of the words around it."""
    promised = [
        (
            c.force.value,
            c.by,
            c.to,
            c.areas if c.action != "sign" else (),
            c.condition,
            c.deadline,
            c.factuality,
            c.attributed_to,
            tuple(a.text for a in c.amounts),
        )
        for c in reading.commitments
    ]
    agreed = [(a.title, a.parties, a.status, a.term.months, a.signed.place, a.signed.occasion) for a in reading.agreements]
    said = [(s.speaker, s.office, s.affiliation, s.direct) for s in reading.statements]
    return [*promised, *agreed, *said]


def dated_facts(reading: Reading) -> list[tuple[object, ...]]:
    """What has a day or a value: signatures, events, flows, sums promised, what was said when."""
    signed = [(a.parties, str(a.signed.date), a.signed.place, str(a.term.months)) for a in reading.agreements]
    events = [(e.kind, e.plover, e.actors, e.targets, str(e.date), e.factuality, e.attributed_to) for e in reading.events]
    moved = [(f.stage.value, f.by, f.to, _sum(f.amount), str(f.date), f.category) for f in reading.flows]
    sums = [(c.by, tuple(_sum(a) for a in c.amounts), c.deadline) for c in reading.commitments]
    said = [(s.speaker, str(s.date)) for s in reading.statements]
    return [*signed, *events, *moved, *sums, *said]


def _sum(amount: Amount | None) -> str:
    return f"{amount.low}-{amount.high} {amount.currency}" if amount else ""


def swapped(value: object, swaps: list[tuple[str, str, tuple[str, str] | None]]) -> object:
    codes = dict(pair for _, _, pair in swaps if pair)
    months = {60: 96}
    if isinstance(value, tuple):
        return tuple(swapped(one, swaps) for one in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return months.get(value, value)
    if not isinstance(value, str):
        return value
    if value in codes:
        return codes[value]
    for old, new, _ in swaps:
        value = value.replace(old, new)
    return value


DATED = """Iceland lends Malta 40 million euros for a harbour
REYKJAVIK, 9 May 2023 (Norddesk) - Iceland and Malta signed a loan agreement in Valletta on Monday, \
Foreign Minister Einar Holm of Iceland said on Tuesday.
Iceland will lend Malta 40 million euros by 31 December 2025. Malta paid 2 million euros of interest on 3 May 2023.
Finance Minister Carmen Vella of Malta said on 4 May 2023 that her country had received 5 million euros from Iceland. \
She denied that Malta had promised Iceland a berth.
The two states ended a fisheries treaty in March 2019.
"""
TEXT_SWAPS = (
    ("Iceland", "Ghana"),
    ("Malta", "Fiji"),
    ("REYKJAVIK", "ACCRA"),
    ("Valletta", "Suva"),
    ("Einar Holm", "Kofi Adu"),
    ("Carmen Vella", "Ana Tora"),
    ("40 million", "65 million"),
    ("2 million", "3 million"),
    ("5 million euros from", "7 million euros from"),
    ("9 May 2023", "16 June 2020"),
    ("3 May 2023", "10 June 2020"),
    ("4 May 2023", "11 June 2020"),
    ("31 December 2025", "30 November 2022"),
    ("March 2019", "April 2016"),
)
VALUE_SWAPS = (
    ("ISL", "GHA"),
    ("MLT", "FJI"),
    ("Valletta", "Suva"),
    ("Einar Holm", "Kofi Adu"),
    ("Carmen Vella", "Ana Tora"),
    ("40000000", "65000000"),
    ("2000000-", "3000000-"),
    ("-2000000", "-3000000"),
    ("5000000-5000000", "7000000-7000000"),
    ("31 December 2025", "30 November 2022"),
    ("2023-05-08", "2020-06-15"),
    ("2023-05-09", "2020-06-16"),
    ("2023-05-03", "2020-06-10"),
    ("2023-05-04", "2020-06-11"),
    ("2019-03", "2016-04"),
    ("2025-12-31", "2022-11-30"),
)


def _replaced(value: object, swaps: tuple[tuple[str, str], ...]) -> object:
    if isinstance(value, tuple):
        return tuple(_replaced(one, swaps) for one in value)
    for old, new in swaps if isinstance(value, str) else ():
        value = str(value).replace(old, new)
    return value


def test_days_and_values_change_with_the_text_and_nothing_else() -> None:
    other = DATED
    for old, new in TEXT_SWAPS:
        other = other.replace(old, new)
    before, after = dated_facts(reading_of(DATED)), dated_facts(reading_of(other))
    assert after == [_replaced(fact, VALUE_SWAPS) for fact in before]
    told = {str(part) for fact in before for part in fact}
    assert {"2023-05-08", "2023-05-09", "2023-05-03", "2023-05-04", "2019-03"} <= told
    assert {"5000000-5000000 EUR", "2000000-2000000 EUR"} <= told


@pytest.mark.parametrize("name", SWAPS)
def test_facts_change_with_the_names_and_nothing_else(name: str) -> None:
    text = next(report["text"] for report in REPORTS if report["name"] == name)
    swaps = SWAPS[name]
    other = text
    for old, new, _ in swaps:
        other = other.replace(old, new)
    assert facts(reading_of(other)) == [swapped(fact, swaps) for fact in facts(reading_of(text))]
