"""Events over all documents: what several of them tell, as people have confirmed, is one event."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from servanda.model import Asked, Claim, EventEntry, Span
from servanda.register import sameness
from servanda.register.groups import groups_of
from servanda.register.opening import Register
from servanda.register.parties import names_of, one_name
from servanda.register.standing import standing, standing_claims
from servanda.register.tables import claim, document


def told(register: Register, *, as_of: str | None = None) -> list[EventEntry]:
    """Every event that a document tells of, in the order in which the documents were added."""
    query = standing(as_of).where(claim.c.kind == "event")
    with register.transaction() as connection:
        found = standing_claims(connection, query, as_of)
        names = {entry.document for entry in found}
        columns = select(document.c.id, document.c.added, document.c.title, document.c.published, document.c.text)
        places = {row.id: row for row in connection.execute(columns.where(document.c.id.in_(sorted(names))))} if found else {}
    found.sort(key=lambda c: (places[c.document].added, c.document, c.evidence[:1], c.id))
    return [_entry(entry, places[entry.document].text, places[entry.document].published) for entry in found]


def _entry(found: Claim, text: str, published: str | None) -> EventEntry:
    value = found.value
    return EventEntry(
        id=found.id,
        document=found.document,
        kind=value["kind"],
        plover=value["plover"],
        actors=tuple(value["actors"]),
        targets=tuple(value["targets"]),
        date=value["date"],
        factuality=value["factuality"],
        words=_words(text, found.evidence),
        published=published[:10] if published else None,
        documents=(found.document,),
    )


def _words(text: str, places: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(text[place.start : place.end].split()) for place in places)


def events(register: Register, asked: Asked) -> list[EventEntry]:
    """The events that pass, by their day, those without one last; what people say is one event is one entry.

    Of an event `party` is an actor or a target, `since` and `until` are days between which it happened, `on` its day.
    """
    called = one_name(register, as_of=asked.as_of)
    wanted = names_of(asked.party, called) if asked.party else None
    whole = merged(register, as_of=asked.as_of)
    found: dict[str, list[EventEntry]] = defaultdict(list)
    for entry in told(register, as_of=asked.as_of):
        found[whole.get(entry.id, entry.id)].append(entry)
    ones = [_one(entries) for entries in found.values()]
    passing = [entry for entry in ones if _passes(entry, asked, wanted)]
    return sorted(passing, key=lambda e: (e.date is None, e.date or "", e.id))


def merged(register: Register, *, as_of: str | None = None) -> Mapping[str, str]:
    """Each event that is told several times, with the id that stands for all."""
    pairs = [(e.a, e.b) for e in sameness.decided(register, "event", as_of=as_of) if e.verdict == "confirmed"]
    return {name: min(members) for members in groups_of(pairs) for name in members}


def _one(entries: list[EventEntry]) -> EventEntry:
    """Of several tellings the one with a day, the most exact one first, then the one with the most on record."""
    first = max(entries, key=lambda e: (len(e.date or ""), len(e.actors) + len(e.targets), e.factuality == "certain"))
    others = [entry for entry in entries if entry is not first]
    documents = tuple(dict.fromkeys(entry.document for entry in (first, *others)))
    return EventEntry(
        **{name: getattr(first, name) for name in EventEntry.__slots__ if name not in ("same", "documents")},
        same=tuple(entry.id for entry in others),
        documents=documents,
    )


def _passes(entry: EventEntry, asked: Asked, wanted: set[str] | None) -> bool:
    day = entry.date or ""
    return (
        (wanted is None or bool(wanted & {*entry.actors, *entry.targets}))
        and (asked.on is None or (day != "" and (asked.on.startswith(day) or day.startswith(asked.on))))
        and (asked.since is None or (day != "" and day >= asked.since[: len(day)]))
        and (asked.until is None or (day != "" and day[: len(asked.until)] <= asked.until))
    )
