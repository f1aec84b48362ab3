"""Agreements that people say are one: shown as one, each value chosen by the rule, and what is told again counted once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from servanda.model import ALL_PARTIES, AgreementEntry, Claim
from servanda.register import choosing, parties, sameness, viewing
from servanda.register.choosing import Candidate
from servanda.register.groups import groups_of
from servanda.register.opening import Register
from servanda.register.viewing import LISTED, entry_of

UNSAID = frozenset({"other", "final_provisions", "unspecified"})
"""Areas in which a report and a text need not mean the same promise."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One agreement under several ids. `head` is the id that stands for all: its own text, or else what was added first."""

    head: str
    others: tuple[str, ...]
    documents: tuple[str, ...]
    text: bool


def merged(register: Register, *, as_of: str | None = None) -> list[Merged]:
    """Every agreement that people have confirmed to be told of under several ids."""
    pairs = [(entry.a, entry.b) for entry in sameness.decided(register, "agreement", as_of=as_of) if entry.verdict == "confirmed"]
    found = []
    for members in groups_of(pairs):
        places = sameness.places(register, members)
        known = sorted((name for name in members if name in places), key=lambda name: (places[name], name))
        if len(known) > 1:
            documents = tuple(dict.fromkeys(places[name][2] for name in known))
            found.append(Merged(known[0], tuple(known[1:]), documents, not places[known[0]][0]))
    return sorted(found, key=lambda m: m.head)


def as_one(register: Register, entries: Sequence[AgreementEntry], *, as_of: str | None = None) -> list[AgreementEntry]:
    """The list with one entry for what is one agreement, where its head stood."""
    ones = {one.head: one for one in merged(register, as_of=as_of)}
    if not ones:
        return list(entries)
    away = {name for one in ones.values() for name in one.others}
    again = Counter((claim.subject, claim.value["force"]) for claim in told_again(register, as_of=as_of).values())
    by_id = {entry.id: entry for entry in entries}
    found = []
    for entry in entries:
        if entry.id in ones:
            members = [by_id[name] for name in (entry.id, *ones[entry.id].others) if name in by_id]
            found.append(_one(register, ones[entry.id], members, again, as_of))
        elif entry.id not in away:
            found.append(entry)
    return found


def _one(
    register: Register, one: Merged, members: Sequence[AgreementEntry], again: Mapping[tuple[str, str], int], as_of: str | None
) -> AgreementEntry:
    values = {field: found[0].claim.value for field, found in candidates(register, one, as_of=as_of).items() if field in LISTED}
    forces: Counter[str] = Counter()
    for entry in members:
        forces.update({force: n - again.get((entry.id, force), 0) for force, n in entry.forces.items()})
    shown = entry_of(one.head, members[0].document, values, {force: n for force, n in sorted(forces.items()) if n > 0})
    named = parties.renamed(shown, parties.one_name(register, as_of=as_of))
    return replace(named, same=one.others, documents=one.documents)


def candidates(register: Register, one: Merged, *, as_of: str | None = None) -> dict[str, list[Candidate]]:
    """All values of each field that its documents give, the one that is shown first."""
    known = {entry.id: entry for entry in viewing.documents(register) if entry.id in one.documents}
    by_field: dict[str, list[Candidate]] = defaultdict(list)
    for name in (one.head, *one.others):
        for claim in viewing.claims(register, as_of=as_of, subject=name, kind="agreement"):
            document = known[claim.document]
            by_field[str(claim.field)].append(Candidate(claim, document.kind, document.added))
    return {field: choosing.in_order(found) for field, found in by_field.items()}


def told_again(register: Register, *, as_of: str | None = None) -> dict[str, Claim]:
    """The commitments, by their claims, that another document of the same agreement tells already: they count once."""
    found: dict[str, Claim] = {}
    for one in merged(register, as_of=as_of):
        counted: list[Claim] = []
        members = {
            code for claim in _claims(register, one, "agreement", as_of) if claim.field == "parties" for code in claim.value
        }
        of_member: dict[str, list[Claim]] = defaultdict(list)
        for claim in _claims(register, one, "commitment", as_of):
            of_member[claim.subject].append(claim)
        for name in (one.head, *one.others):
            new = [
                claim for claim in of_member[name] if not any(_repeats(claim.value, known.value, members) for known in counted)
            ]
            found |= {claim.id: claim for claim in of_member[name] if claim not in new}
            counted += new
    return found


def _claims(register: Register, one: Merged, kind: str, as_of: str | None) -> list[Claim]:
    return [claim for name in (one.head, *one.others) for claim in viewing.claims(register, as_of=as_of, subject=name, kind=kind)]


def _repeats(told: Mapping[str, Any], known: Mapping[str, Any], members: set[str]) -> bool:
    """Whether a commitment may be the one that is known: nobody else takes it on, and it has the same sum, or no sum and a shared
    area; in an area that says little, the same force too.
    """
    by, known_by = _expanded(told["by"], members), _expanded(known["by"], members)
    if by and known_by and not by <= known_by:
        return False
    if told["amounts"]:
        return _same_sums(told, known)
    areas = set(told["areas"]) & set(known["areas"])
    return bool(areas - UNSAID) or (bool(areas) and told["force"] == known["force"])


def _same_sums(told: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    def sums(value: Mapping[str, Any]) -> set[tuple[Any, ...]]:
        # As numbers: "42.5 million" and "42,500,000" are written with other digits.
        return {(_number(amount["low"]), _number(amount["high"]), amount["currency"]) for amount in value["amounts"]}

    return sums(told) <= sums(known)


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _expanded(codes: Sequence[str], members: set[str]) -> set[str]:
    return set(codes) - {ALL_PARTIES} | (members if ALL_PARTIES in codes else set())
