"""register -> compare -> people: what different documents tell of one agreement, party or event, and what people decided."""

from collections.abc import Sequence

from servanda.compare import same_event, same_party
from servanda.compare.same_agreement import Told, likeness, same_agreements, words_in
from servanda.compare.same_story import same_story
from servanda.flow.address import Address, at
from servanda.flow.keeping import now
from servanda.flow.naming import names
from servanda.model import AgreementEntry, Claim, EventEntry, Sameness, WrongCall
from servanda.register import Register, choosing, happenings, merging, parties, sameness, viewing

RULE = choosing.RULE
_ABOUT, _MOST, _LONGEST, _NEARLY = 0.2, 40, 300_000, 0.8


def suggested(address: Address, *, as_of: str | None = None) -> list[Sameness]:
    """Pairs that may be the same and that nobody has decided yet, the surest first."""
    with at(address) as register:
        decided = {(entry.kind, entry.a, entry.b) for entry in sameness.decided(register, as_of=as_of)}
        one = {name: found.head for found in merging.merged(register, as_of=as_of) for name in (found.head, *found.others)}
        one |= {**parties.one_name(register, as_of=as_of), **happenings.merged(register, as_of=as_of)}
        found = [
            *same_agreements(_told(register, as_of)),
            *same_party.same_parties(parties.written(register, as_of=as_of), names()),
            *same_event.same_events(happenings.told(register, as_of=as_of)),
        ]
    return [
        entry
        for entry in found
        if (entry.kind, entry.a, entry.b) not in decided and (entry.a not in one or one[entry.a] != one.get(entry.b))
    ]


def decide(address: Address, a: str, b: str, verdict: str, *, by: str, note: str | None = None) -> Sameness:
    """Enters a person's decision that two are one or are not, or takes it back.

    They are two agreements or two events, by the beginnings of their ids, or two parties, by their names or codes.
    """
    with at(address) as register:
        found = _agreements(register, a, b) or _events(register, a, b) or _parties(register, a, b)
        if found is None:
            _tell_apart(register, a, b)
            raise WrongCall(f"{a!r} and {b!r}: no two agreements, events or parties of this register; `servanda list` shows them")
        sameness.decide(register, found, verdict, by=by, at=now(), note=note)
    return found


def _agreements(register: Register, a: str, b: str) -> Sameness | None:
    entries = [entry.id for entry in viewing.agreements(register)]
    first, second = _whole_id(a, entries), _whole_id(b, entries)
    if first is None or second is None:
        return None
    told = {entry.id: entry for entry in _told(register)}
    return _pair("agreement", first, second, likeness(told[first], told[second]))


def _events(register: Register, a: str, b: str) -> Sameness | None:
    told = {entry.id: entry for entry in happenings.told(register)}
    first, second = _whole_id(a, list(told)), _whole_id(b, list(told))
    if first is None or second is None:
        return None
    return _pair("event", first, second, same_event.likeness(told[first], told[second]))


def _parties(register: Register, a: str, b: str) -> Sameness | None:
    written, called = parties.written(register), names()
    known = {name.casefold(): name for name in (*called, *written)}
    first, second = known.get(a.casefold().strip()), known.get(b.casefold().strip())
    if first is None or second is None:
        return None
    if first in called and second in called:
        raise WrongCall(f"{first} and {second} are two codes: each is a party of its own")
    documents = {name: frozenset(places) for name, places in written.items()}
    return _pair("party", first, second, same_party.likeness(first, second, called, documents))


def _pair(kind: str, a: str, b: str, told: tuple[float, tuple[str, ...]]) -> Sameness:
    return Sameness(kind, min(a, b), max(a, b), "suggested", *told)


def _tell_apart(register: Register, a: str, b: str) -> None:
    """WrongCall for a beginning that several ids have."""
    entries = [entry.id for entry in viewing.agreements(register)]
    for word in (a, b):
        if word and sum(name.startswith(word) for name in entries) > 1:
            raise WrongCall(f"{word!r} is the beginning of several ids; give more of it")


def events(address: Address) -> list[EventEntry]:
    """Every event as each document tells of it."""
    with at(address) as register:
        return happenings.told(register)


def copies_of(address: Address, document: str) -> list[str]:
    """Other documents of the register that are nearly the same text; of those of about its length, the nearest ones in length."""
    with at(address) as register:
        entries = {entry.id: entry for entry in viewing.documents(register)}
        own = entries[document].characters
        near = sorted((abs(e.characters - own), e.id) for e in entries.values() if abs(e.characters - own) <= own * _ABOUT)
        names = [name for _, name in near[:_MOST]]
        if own > _LONGEST or len(names) < 2:
            return []
        groups = same_story(viewing.texts(register, names), _NEARLY)
    return [name for group in groups if document in group for name in group if name != document]


def decided(address: Address, *, as_of: str | None = None) -> list[Sameness]:
    """All decisions ever taken, the first one first."""
    with at(address) as register:
        return sameness.history(register, as_of=as_of)


def beside(
    address: Address, identifier: str, as_of: str | None = None
) -> list[tuple[AgreementEntry, dict[str, list[tuple[Claim, str]]]]]:
    """Of each agreement in a document (or named itself) that several documents tell of: the entry that is shown, and the values
    that differ, field by field: the one that is shown first, each other with the step of the rule that put it behind.
    """
    with at(address) as register:
        found = viewing.stored_reading(register, identifier, as_of=as_of)
        names = {agreement.id for agreement in found.agreements}
        entries = {e.id: e for e in merging.as_one(register, viewing.agreements(register, as_of=as_of), as_of=as_of)}
        return [
            (entries[one.head], _differing(register, one, as_of))
            for one in merging.merged(register, as_of=as_of)
            if names & {one.head, *one.others} and one.head in entries
        ]


def _differing(register: Register, one: merging.Merged, as_of: str | None) -> dict[str, list[tuple[Claim, str]]]:
    told: dict[str, list[tuple[Claim, str]]] = {}
    for field, found in merging.candidates(register, one, as_of=as_of).items():
        others = [other for other in found[1:] if other.claim.value != found[0].claim.value]
        if others and field not in ("related", "terms"):
            told[field] = [(found[0].claim, ""), *((other.claim, choosing.why(found[0], other)) for other in others)]
    return told


def _whole_id(word: str, known: Sequence[str]) -> str | None:
    names = [name for name in known if name.startswith(word)] if word else []
    return names[0] if len(names) == 1 else None


def _told(register: Register, as_of: str | None = None) -> list[Told]:
    """Every agreement as its document tells of it."""
    documents = {entry.id: entry for entry in viewing.documents(register)}
    months = {
        claim.subject: claim.value for claim in viewing.claims(register, as_of=as_of, kind="agreement", field="term.months")
    }
    published = viewing.published(register)
    called = names()
    return [
        Told(
            id=entry.id,
            document=entry.document,
            title=entry.title,
            parties=frozenset((*entry.parties, *entry.organisations)),
            signed=entry.signed,
            status=entry.status,
            legal_form=entry.legal_form,
            months=months.get(entry.id),
            names=frozenset(word for code in (*entry.parties, *entry.organisations) for word in words_in(called.get(code, code))),
            published=published.get(entry.document) if documents[entry.document].kind != "agreement" else None,
        )
        for entry in viewing.agreements(register, as_of=as_of)
    ]
