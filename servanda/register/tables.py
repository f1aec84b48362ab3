"""The tables. Rows are added, never changed: what stands is computed from which reading last saw a claim."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

VERSION = 1
"""The version of this layout; a register of a newer one is refused."""

metadata = MetaData()

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
    Column("reader", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("last_reading", Integer, ForeignKey("reading.id"), nullable=False),
    Index("claim_of_document", "document", "kind", "position"),
    Index("claim_of_subject", "subject", "kind"),
    Index("claim_by_force", "kind", "force"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("claim", Text, ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
