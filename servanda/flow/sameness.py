"""register -> compare -> people: what different documents tell of one agreement, party or event, and what people decided."""

from collections.abc import Sequence

from servanda.compare.same_agreement import Told, likeness, same_agreements, same_by_name, words_in
from servanda.flow.address import Address, at
from servanda.flow.keeping import now
from servanda.flow.naming import names
from servanda.model import AgreementEntry, Claim, Sameness, WrongCall
from servanda.register import Register, choosing, merging, sameness, viewing

RULE = choosing.RULE


def suggested(address: Address) -> list[Sameness]:
    """Pairs that may be the same and that nobody has decided yet, the surest first."""
    with at(address) as register:
        decided = {(entry.kind, entry.a, entry.b) for entry in sameness.decided(register)}
        one = {name: found.head for found in merging.merged(register) for name in (found.head, *found.others)}
        found = [*same_agreements(_told(register)), *_parties(register)]
    return [
        entry
        for entry in found
        if (entry.kind, entry.a, entry.b) not in decided and (entry.a not in one or one[entry.a] != one.get(entry.b))
    ]


def decide(address: Address, a: str, b: str, verdict: str, *, by: str, note: str | None = None) -> Sameness:
    """Enters a person's decision that two agreements, by the beginnings of their ids, are one or are not, or takes it back."""
    with at(address) as register:
        entries = {entry.id: entry for entry in viewing.agreements(register)}
        first, second = _whole_id(a, entries), _whole_id(b, entries)
        told = {entry.id: entry for entry in _told(register)}
        score, reasons = likeness(told[first], told[second])
        found = Sameness("agreement", min(first, second), max(first, second), "suggested", score, reasons)
        sameness.decide(register, found, verdict, by=by, at=now(), note=note)
    return found


def decided(address: Address) -> list[Sameness]:
    """All decisions ever taken, the first one first."""
    with at(address) as register:
        return sameness.history(register)


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


def _whole_id(word: str, known: dict[str, AgreementEntry]) -> str:
    names = [name for name in known if name.startswith(word)] if word else []
    if len(names) != 1:
        why = "is the beginning of several ids; give more of it" if names else "is no agreement; `servanda list` shows them"
        raise WrongCall(f"{word!r} {why}")
    return names[0]


def _told(register: Register) -> list[Told]:
    """Every agreement as its document tells of it."""
    documents = {entry.id: entry for entry in viewing.documents(register)}
    months = {claim.subject: claim.value for claim in viewing.claims(register, kind="agreement", field="term.months")}
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
        for entry in viewing.agreements(register)
    ]


def _parties(register: Register) -> Sequence[Sameness]:
    """Names of parties without a code that differ only in how they are written."""
    written = [
        (code, entry.document)
        for entry in viewing.agreements(register)
        for code in (*entry.parties, *entry.organisations)
        if len(code) > 3 and not code.isupper()
    ]
    return same_by_name(written)
