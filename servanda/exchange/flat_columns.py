"""The columns of the flat tables: names, kinds and meanings.

Names of tables and columns have at most 32 characters, begin with a letter and are lower case, so that R, Stata, SQL and a
spreadsheet take them as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from servanda.model import Force

Kind = Literal["text", "long", "integer", "number", "money", "truth"]
"""`long` is a text that a table of a spreadsheet cannot hold, `money` an exact decimal number."""
Cell = str | int | float | Decimal | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and what they mean."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table: its name, what a row is, and its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]


def _columns(*told: str) -> tuple[Column, ...]:
    """`name:kind meaning` as columns; the kind is text where none is given."""
    made = []
    for line in told:
        head, _, meaning = line.partition(" ")
        name, _, kind = head.partition(":")
        made.append(Column(name, kind or "text", meaning))  # type: ignore[arg-type]
    return tuple(made)


_SOURCE = _columns(
    "claim_id the claim in the register, for `servanda review`",
    "reader who said it: the program and its version, an import, or the person who corrected it",
    "confidence:number 0 to 1; empty where nobody measured or said it",
    "first_seen when it was first found",
    "last_seen when it was last found",
    "valid_from from when it holds, as the source says",
    "valid_until until when it holds",
    "verdict the last judgement of a person, if there is one",
)
_PLACE = _columns(
    "start_at:integer first character in the document's text", "end_at:integer behind the last", "words the passage"
)
_MONEY = _columns(
    "amount_low:money the sum, or its lower end",
    "amount_high:money the sum, or its upper end",
    "currency ISO 4217, or %",
    "amount_bound exact, at_least, up_to or about",
    "amount_period the words or the year it covers",
    "amount_words as written",
)
DOCUMENTS = FlatTable(
    "documents",
    "a text",
    _columns(
        "document_id a hash of the clean text",
        "kind agreement, report or other",
        "title as found",
        "author as found",
        "published ISO 8601",
        "language ISO 639-1",
        "origin file or address",
        "added when it came into the register",
        "characters:integer length of the clean text",
        "text:long the clean text",
    ),
)
AGREEMENTS = FlatTable(
    "agreements",
    "an agreement, as the register shows it",
    _columns(
        "agreement_id the register's id",
        "document_id the text it is found in",
        "document_kind agreement: its own text; report: told of",
        "same_as the agreement that people say it is, where it is another row's",
        "title as written",
        "parties ISO 3166-1 alpha-3, former states included",
        "organisations short names",
        "n_parties:integer parties and organisations",
        "status expected, proposed, signed, in_force, suspended or terminated",
        "legal_form as the text calls it",
        "binding:truth what the text itself says",
        "not_binding_on whom it does not bind",
        "signed_date ISO 8601 of any precision",
        "signed_year:integer its year",
        "signed_place as written",
        "signed_occasion as written",
        "in_force_date where the text fixes it",
        "in_force_rule in the text's own words",
        "term_months:integer how long it holds",
        "term_until ISO 8601",
        "term_rule in the text's own words",
        "notice_months:integer of termination",
        "renewal in the text's own words",
        "termination in the text's own words",
        "extension in the text's own words",
        "suspension in the text's own words",
        "amendment in the text's own words",
        "accession in the text's own words",
        "provisional_application in the text's own words",
        "dispute_settlement in the text's own words",
        "depositary as written",
        "languages ISO 639-1",
        "prevailing_language ISO 639-1",
        "valid_from from when it holds",
        "valid_until until when",
        "n_provisions:integer leaves and headings of the outline",
        "n_articles:integer articles",
        "n_commitments:integer all of any force",
        *(f"n_{force.value}:integer commitments of this force" for force in Force),
        "obligation:number mean over its commitments, 0 to 1 (Abbott et al. 2000)",
        "precision:number mean",
        "delegation:number mean",
    ),
)
PARTIES = FlatTable(
    "agreement_parties",
    "a party of an agreement",
    _columns(
        "agreement_id the agreement",
        "party the code, or the name as written",
        "same_as the name under which it is shown, where people say that it is another party",
        "is_organisation:truth or a state",
        "position:integer in the text",
    ),
)
AREAS = FlatTable(
    "agreement_areas",
    "an area of an agreement's commitments",
    _columns("agreement_id the agreement", "area of the codebook", "n_commitments:integer so many", "firmest the firmest force"),
)
PROVISIONS = FlatTable(
    "provisions",
    "a unit of a text's outline: a coding project's row a provision",
    _columns(
        "document_id the text",
        "agreement_id the agreement it is the text of",
        "provision its path",
        "kind preamble, part, chapter, section, article, paragraph, item, annex, protocol or signature",
        "number as in the text",
        "heading as in the text",
        "n_commitments:integer commitments in it",
    )
    + _PLACE,
)
COMMITMENTS = FlatTable(
    "commitments",
    "a commitment",
    _columns(
        "commitment_id the finding",
        "document_id the text",
        "agreement_id the agreement, empty for a pledge without one",
        "provision where it stands",
        "by_codes who takes it on",
        "by_words in the text's words",
        "to_codes towards whom",
        "to_words in the text's words",
        "force how firmly",
        "force_words the words that say so",
        "hedges what weakens it",
        "areas of the codebook",
        "action the verb",
        "object what is to be done",
        "condition in the text's words",
        "deadline in the text's words",
        "factuality certain, probable, possible or denied",
        "attributed_to who says so, in a report",
        "n_amounts:integer sums",
    )
    + _MONEY
    + _columns(
        "quantities goods and people counted",
        "obligation:number 0 to 1",
        "precision:number 0 to 1",
        "delegation:number 0 to 1",
    )
    + _PLACE
    + _SOURCE,
)
AMOUNTS = FlatTable(
    "commitment_amounts",
    "a sum in a commitment",
    _columns("commitment_id the commitment", "position:integer of the sum") + _MONEY,
)
EVENTS = FlatTable(
    "events",
    "an event that a text tells of",
    _columns(
        "event_id the finding",
        "same_as the claim of the event that people say it is, where it is another row's",
        "document_id the text",
        "kind of the lexicon",
        "plover PLOVER root code",
        "actors who",
        "targets whom",
        "event_date ISO 8601",
        "factuality certain, probable, possible or denied",
        "attributed_to who says so",
    )
    + _PLACE
    + _SOURCE,
)
STATEMENTS = FlatTable(
    "statements",
    "a statement",
    _columns(
        "statement_id the finding",
        "document_id the text",
        "speaker as named",
        "office as named",
        "affiliation for whom",
        "statement_date ISO 8601",
        "direct:truth in quotation marks",
    )
    + _PLACE
    + _SOURCE,
)
FLOWS = FlatTable(
    "flows",
    "money or goods at a stage",
    _columns(
        "flow_id the finding",
        "document_id the text",
        "stage intended, pledged, allocated, disbursed or delivered",
        "by_codes who gives",
        "to_codes who gets",
        "flow_date ISO 8601",
        "category an area of the codebook",
        "quantity as written",
        "factuality certain, probable, possible or denied",
        "attributed_to the source",
    )
    + _MONEY
    + _PLACE
    + _SOURCE,
)
FACTS = FlatTable(
    "facts",
    "a value of a field of an agreement, with where it comes from",
    _columns("agreement_id the agreement", "document_id the text", "field its name", "value text, or JSON") + _PLACE + _SOURCE,
)
REVIEWS = FlatTable(
    "reviews",
    "a person's judgement",
    _columns(
        "review_id:integer in order",
        "claim_id of this claim",
        "verdict accepted, rejected, unsure, corrected or withdrawn",
        "value what it was corrected to, JSON",
        "by_name who",
        "at_time when",
        "note why",
    ),
)
CODINGS = FlatTable(
    "codings",
    "a code that a person gave",
    _columns(
        "coding_id:integer in order",
        "document_id the text",
        "coder who",
        "unit agreement, or start-end of the passage",
        "field what was coded",
        "value the code",
        "at_time when",
        "resolved what was agreed on, where coders differed",
        "note why",
    ),
)
FLAT_TABLES = (
    AGREEMENTS, PARTIES, AREAS, PROVISIONS, COMMITMENTS, AMOUNTS, EVENTS, STATEMENTS, FLOWS, FACTS, DOCUMENTS, REVIEWS, CODINGS,
)  # fmt: skip
