"""Parties that people say are one: shown under one name, asked for under each; what was written stays as it was written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from servanda.model import ALL_PARTIES, AgreementEntry
from servanda.register.groups import groups_of
from servanda.register.opening import Register
from servanda.register.standing import standing, standing_claims
from servanda.register.tables import claim, posting, same

_CODE = 3
"""A code is no longer than that, and in capitals: it is shown before a name."""


def written(register: Register, *, as_of: str | None = None) -> dict[str, set[str]]:
    """Every party, organisation, donor and beneficiary as it is written, with the documents that name it."""
    found: dict[str, set[str]] = defaultdict(set)
    query = standing(as_of).where(claim.c.kind == "agreement", claim.c.field.in_(("parties", "organisations")))
    with register.transaction() as connection:
        for entry in standing_claims(connection, query, as_of, evidence=False):
            for name in entry.value or ():
                found[name].add(entry.document)
        for column in (posting.c.donor, posting.c.beneficiary):
            for name, document in connection.execute(select(column, posting.c.document).distinct()):
                found[name].add(document)
    return {name: documents for name, documents in found.items() if name not in ("", ALL_PARTIES)}


def one_name(register: Register, *, as_of: str | None = None) -> Mapping[str, str]:
    """Each name of a party that has another, with the one that is shown: a code, or else the first of the alphabet."""
    with register.transaction() as connection:
        return one_name_in(connection, as_of)


def one_name_in(connection: Connection, as_of: str | None) -> Mapping[str, str]:
    """The same within a question that is under way."""
    query = select(same.c.a, same.c.b, same.c.verdict).where(same.c.kind == "party").order_by(same.c.id)
    if as_of is not None:
        query = query.where(same.c.at <= as_of)
    last = {(a, b): verdict for a, b, verdict in connection.execute(query)}
    found: dict[str, str] = {}
    for members in groups_of(pair for pair, verdict in last.items() if verdict == "confirmed"):
        shown = min(members, key=lambda name: (len(name) > _CODE or not name.isupper(), name))
        found |= dict.fromkeys(members, shown)
    return found


def names_of(name: str, called: Mapping[str, str]) -> set[str]:
    """All names of a party."""
    shown = called.get(name, name)
    return {name, shown} | {other for other, one in called.items() if one == shown}


def renamed(entry: AgreementEntry, called: Mapping[str, str]) -> AgreementEntry:
    """The entry with each of its parties under the name that is shown, once."""
    if not called:
        return entry
    return replace(entry, parties=_once(entry.parties, called), organisations=_once(entry.organisations, called))


def _once(names: Iterable[str], called: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(called.get(name, name) for name in names))
