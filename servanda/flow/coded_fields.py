"""The fields in which a reading can be held against a coder's table: names of columns, values, and when two mean the same."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from servanda.lexicon import Lexicon
from servanda.model import Agreement, PartialDate, Reading
from servanda.read.dates import dates
from servanda.read.months import months_in

_SEPARATOR = re.compile(r"\s*[;|/]\s*|\s*,\s+(?=[A-Z])|,")
_ISO_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?")
_WHAT = ("treaty", "agreement", "instrument")
_TITLES = (
    *(f"{what} {name}" for what in _WHAT for name in ("name", "title")),
    *(f"{name} of {what}" for what in (*_WHAT, "the treaty", "the agreement") for name in ("name", "title")),
    *("official title", "full title"),
)
_SIGNED = (
    "date of signing",
    "signed date",
    "sign date",
    "sigdate",
    "day signed",
    "year signed",
    "year of signature",
    "sign year",
    "year",
)
_YES, _NO = ("1", "yes", "true", "y", "binding"), ("0", "no", "false", "n", "non-binding", "not binding")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the columns it may stand in, the value of a reading (None: nothing was read), a coded cell in the same form
    (None: it says nothing that could be compared), and whether a coded and a read value mean the same.
    """

    name: str
    columns: tuple[str, ...]
    read: Callable[[Reading], str | None]
    coded: Callable[[str, Lexicon], str | None]
    same: Callable[[str, str], bool]


def fold(text: str) -> str:
    """Letters and figures only, lower case, accents dropped."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if c.isalnum())


def _agreement(reading: Reading) -> Agreement:
    return reading.agreements[0] if reading.agreements else Agreement()


def _date(cell: str, lexicon: Lexicon) -> str | None:
    try:
        return str(PartialDate.parse(cell.strip()))
    except ValueError:
        found = dates(cell, day_first=True)
        return str(found[0].date) if len(found) == 1 else None


def _months(cell: str, lexicon: Lexicon) -> str | None:
    period = _ISO_PERIOD.match(cell.strip())
    if period and (period[1] or period[2]):
        return str(int(period[1] or 0) * 12 + int(period[2] or 0))
    found = months_in(cell.lower(), 0, len(cell))
    number = re.fullmatch(r"\s*(\d+)(?:\.0+)?\s*", cell)
    return str(found.months) if found else number[1] if number else None


def _number(cell: str, lexicon: Lexicon) -> str | None:
    number = re.fullmatch(r"\s*(\d+)(?:\.0+)?\s*", cell)
    return number[1] if number else None


def _words(cell: str, lexicon: Lexicon) -> str | None:
    return " ".join(cell.replace("_", " ").split()) or None


def _truth(cell: str, lexicon: Lexicon) -> str | None:
    return "yes" if cell.strip().lower() in _YES else "no" if cell.strip().lower() in _NO else None


def _parties(cell: str, lexicon: Lexicon) -> str | None:
    """Codes in order; names are looked up in the lexicon, what it does not know stays as written."""
    known = {row["key"] for kind in ("state", "organisation") for row in lexicon.rows(kind)}
    codes = set()
    for part in filter(None, map(str.strip, _SEPARATOR.split(cell))):
        marks = lexicon.scan(part)
        named = [key for kind in ("state", "organisation") for _, _, key in marks.of(kind)]
        codes.add(part.upper() if part.upper() in known else named[0] if named else part)
    return ";".join(sorted(codes)) or None


def _languages(cell: str, lexicon: Lexicon) -> str | None:
    return ";".join(sorted({key for _, _, key in lexicon.scan(cell).of("language")})) or None


def _same_date(coded: str, read: str) -> bool:
    """A day, or the month or year that the coder gives."""
    return read == coded or (len(coded) < 10 and read.startswith(f"{coded}-"))


def _same_place(coded: str, read: str) -> bool:
    a, b = fold(coded), fold(read)
    return bool(a and b) and (a in b or b in a)


def _same_words(coded: str, read: str) -> bool:
    return fold(coded) == fold(read)


def _equal(coded: str, read: str) -> bool:
    return coded == read


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _binding(reading: Reading) -> str | None:
    binding = _agreement(reading).binding
    return None if binding is None else "yes" if binding else "no"


def _joined(reading: Reading) -> str | None:
    agreement = _agreement(reading)
    return ";".join(sorted({*agreement.parties, *agreement.organisations})) or None


def _articles(reading: Reading) -> str | None:
    apart = tuple(f"{p.path}/" for p in reading.outline if p.kind in ("annex", "protocol"))
    return _text(sum(p.kind == "article" and not p.path.startswith(apart) for p in reading.outline) or None)


FIELDS = (
    Field("title", ("title", "name", "treaty", "agreement", *_TITLES), lambda r: _agreement(r).title, _words, _same_words),
    Field(
        "signed.date",
        (
            "date_signed",
            "signed",
            "signature_date",
            "date of signature",
            "signed_on",
            "signing_date",
            "signature",
            "date",
            *_SIGNED,
        ),
        lambda r: _text(_agreement(r).signed.date),
        _date,
        _same_date,
    ),
    Field(
        "signed.place",
        ("place_signed", "place", "signature_place", "place of signature", "signed_at", "signed_in"),
        lambda r: _agreement(r).signed.place,
        _words,
        _same_place,
    ),
    Field("parties", ("parties", "party", "signatories", "states", "countries", "members"), _joined, _parties, _equal),
    Field(
        "legal_form",
        ("legal_form", "form", "type", "doc_type", "instrument", "treaty_type", "agreement_type", "instrument_type", "kind"),
        lambda r: _agreement(r).legal_form,
        _words,
        _same_words,
    ),
    Field("binding", ("binding", "legally_binding", "is_binding"), _binding, _truth, _equal),
    Field(
        "in_force.date",
        ("date_in_force", "in_force", "entry_into_force", "force_date", "entered_into_force", "effective"),
        lambda r: _text(_agreement(r).in_force.date),
        _date,
        _same_date,
    ),
    Field(
        "term.months", ("term", "term_months", "duration", "length"), lambda r: _text(_agreement(r).term.months), _months, _equal
    ),
    Field(
        "termination_notice_months",
        ("notice", "termination_notice", "termination_notice_months", "notice_months"),
        lambda r: _text(_agreement(r).termination_notice_months),
        _months,
        _equal,
    ),
    Field(
        "languages",
        ("languages", "authentic_languages"),
        lambda r: ";".join(sorted(_agreement(r).languages)) or None,
        _languages,
        _equal,
    ),
    Field("articles", ("n_articles", "articles", "number_of_articles"), _articles, _number, _equal),
)
"""In the order in which they are shown."""
