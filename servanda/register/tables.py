"""The tables. Rows are added, never changed: what stands is computed from readings and reviews."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, text

VERSION = 6
"""The version of this layout; a register of a newer one is refused."""

metadata = MetaData()


def _entered() -> tuple[Column[str], ...]:
    """Who entered a row, when, and with which note: the end of every table of decisions."""
    return Column("by", Text, nullable=False), Column("at", Text, nullable=False), Column("note", Text)


setting = Table("setting", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text),
    Column("author", Text),
    Column("published", Text),
    Column("language", Text),
    Column("origin", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("added", Text, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("source", Integer, nullable=False, comment="the reading whose sightings hold: its own, or an equal earlier one"),
    Column("outline", Text, nullable=False, comment="JSON list of provisions"),
    Column("cut", Text, nullable=False, comment="JSON list of cuts"),
    Column("problems", Text, nullable=False, comment="JSON list of problems"),
)

claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("field", Text),
    Column("value", Text, nullable=False, comment="JSON"),
    Column("position", Integer, nullable=False, comment="place in the reading's list"),
    Column("force", Text),
    Column("reader", Text, nullable=False, comment="who said it first"),
    Column("first_seen", Text, nullable=False),
    Column("confidence", Float, comment="0 to 1; empty where nobody has measured or said it"),
    Column("valid_from", Text, comment="ISO 8601: from when it holds, where the source says so"),
    Column("valid_until", Text, comment="ISO 8601: until when"),
    Index("claim_of_document", "document", "kind", "position"),
    Index("claim_of_subject", "subject", "kind"),
    Index("claim_by_force", "kind", "force"),
    Index("claim_by_confidence", "kind", "confidence"),
)

sighting = Table(
    "sighting",
    metadata,
    Column("reading", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("claim", Text, ForeignKey("claim.id"), primary_key=True),
    sqlite_with_rowid=False,
)

review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("claim", Text, ForeignKey("claim.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False, comment="accepted, rejected, unsure, corrected or withdrawn"),
    Column("value", Text, comment="JSON; the value it was corrected to"),
    *_entered(),
)

evidence = Table(
    "evidence",
    metadata,
    Column("claim", Text, ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

posting = Table(
    "posting",
    metadata,
    Column("flow", Text, primary_key=True),
    Column("claim", Text, ForeignKey("claim.id"), nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("donor", Text, nullable=False),
    Column("beneficiary", Text, nullable=False),
    Column("date", Text, nullable=False, comment="ISO 8601 of any precision; empty if unknown"),
    Column("month", Text, nullable=False, comment="its first seven characters: a month, a year, or empty"),
    Column("area", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("minor", BigInteger, nullable=False, comment="the value in ten-thousandths, where that is exact; else 0"),
    Column("rest", Text, comment="the value in full, where ten-thousandths do not hold it"),
    Column("period", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("sentence", Integer, nullable=False),
    Index("posting_by_month", "stage", "donor", "month", "currency", "area", "minor"),
    Index("posting_by_sum", "minor"),
    Index("posting_of_document", "document"),
    Index("posting_rest", "rest", sqlite_where=text("rest IS NOT NULL"), postgresql_where=text("rest IS NOT NULL")),
)

link = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("a", Text, nullable=False, index=True, comment="id of the flow that restates, is part of, or is financed by b"),
    Column("b", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="same_as, part_of or financed_by"),
    Column("verdict", Text, nullable=False, comment="suggested, confirmed, rejected or withdrawn; the last one of a pair holds"),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False, comment="JSON list"),
    *_entered(),
)

progress = Table(
    "progress",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("commitment", Text, nullable=False, index=True, comment="id of the commitment"),
    Column("status", Text, nullable=False, comment="a status of the barometer, or withdrawn; the last one holds"),
    Column("flow", Text, comment="id of the flow that was matched to it, if one was"),
    *_entered(),
)

passage = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True, comment="the row of the full text index"),
    Column("claim", Text, ForeignKey("claim.id"), nullable=False, index=True),
    Column("words", Text, comment="what is searched, where the database has no index that keeps it itself (PostgreSQL)"),
    Column("filed", Text, comment="its marks (see `filing`), likewise"),
)
"""Commitments as they are searched. Made from the claims, and made again when a dump is loaded."""

searched = Table(
    "searched",
    metadata,
    Column("id", Integer, primary_key=True, comment="the row of the full text index"),
    Column("document", Text, ForeignKey("document.id"), nullable=False, unique=True),
    Column("filed", Text, comment="its marks, where the database has no index that keeps them itself"),
)
"""Documents as they are searched; likewise."""

same = Table(
    "same",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False, comment="agreement, party or event"),
    Column("a", Text, nullable=False, index=True, comment="the smaller of two ids, or names of parties"),
    Column("b", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False, comment="confirmed, rejected or withdrawn; the last one of a pair holds"),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False, comment="JSON list"),
    *_entered(),
)

coding = Table(
    "coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False, index=True),
    Column("coder", Text, nullable=False),
    Column("unit", Text, nullable=False, comment="`agreement`, or the place of a sentence: start-end"),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False, comment="as coded; codes of a list joined by semicolons, empty: coded as absent"),
    Column("at", Text, nullable=False),
    Column("note", Text),
)

resolution = Table(
    "resolution",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False, index=True),
    Column("unit", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("by", Text, nullable=False, comment="who agreed on it"),
    Column("at", Text, nullable=False),
    Column("note", Text),
)
