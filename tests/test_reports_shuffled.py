"""Rules are general: swap states, persons, sums and days in a report, and what is found changes with them and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Reading
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


@pytest.mark.parametrize("name", SWAPS)
def test_facts_change_with_the_names_and_nothing_else(name: str) -> None:
    text = next(report["text"] for report in REPORTS if report["name"] == name)
    swaps = SWAPS[name]
    other = text
    for old, new, _ in swaps:
        other = other.replace(old, new)
    assert facts(reading_of(other)) == [swapped(fact, swaps) for fact in facts(reading_of(text))]
