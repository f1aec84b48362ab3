"""To whose benefit, or towards whom, a clause is undertaken."""

from collections.abc import Sequence

from servanda.lexicon import lazy_re as re
from servanda.model import Force, Span
from servanda.read.cast import Cast, Mention
from servanda.read.clauses import Clause

_AID = {
    "accession",
    "agriculture_and_food",
    "air_defence",
    "arms_transfer",
    "assets_and_compensation",
    "cyber",
    "demining",
    "economic_support",
    "energy_and_infrastructure",
    "health",
    "humanitarian",
    "military_aid",
    "reconstruction",
    "training",
}
_AGAINST_OTHERS = {"sanctions", "accountability"}
_HELPED = re.compile(
    r"\b(?:support|supports|supporting|assist|assists|assisting|help|helping|enable|enabling|provide|provides|providing|supply|supplying|equip"
    r"|train|training|strengthen|strengthening|enhance|enhancing|improve|improving|develop|developing|benefit|aid|aiding|to|for|of|protect"
    r"|protecting|restore|restoring|defend|defending|ensure|advance|advancing|furnish|pay|allow|give|grant)\s"
    r"(?:the\s|all\s|each\s)?(?:(?:government|people|state|republic|territory)\sof\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_NOT_HELPED = re.compile(
    r"\b(?:against|aggression|attacks?|war|crimes?|conflict|situation|invasion)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
_TO = re.compile(
    r"\b(?:to|with|notify|inform|notifying|informing)\s(?:(?:both|all|each|and|the|to)\s){0,3}(?:[\w-]+\s){0,4}?$", re.IGNORECASE
)


def beneficiary(
    cast: Cast, clause: Clause, by: tuple[str, ...], by_words: Span | None, named: bool, areas: Sequence[str]
) -> tuple[tuple[str, ...], Span | None]:
    """The parties or bodies that a clause is undertaken towards, and where the text says so.

    A named beneficiary first; else, for joint or mutual conduct, all parties; nobody for what one does in one's own house,
    for declarations, and for final clauses that speak of the instrument alone.
    """
    words: dict[str, Span] = {}
    for start, end, key in cast.marks.within("towards", clause.start, clause.end):
        words.setdefault(key, Span(start, end))
    mentions = [
        m for m in cast.within(clause.start, clause.end) if not by_words or m.end <= by_words.start or m.start >= by_words.end
    ]
    everybody = set(by) == set(cast.everybody)
    if clause.force is Force.DECLARATION:
        return ((), None) if everybody else _declared(cast, mentions, by)
    if "addressed" in words and (addressed := _addressed(cast, words["addressed"].start, mentions, by)):
        return addressed
    if everybody:
        return _of_all(cast, clause, mentions, words, named, areas)
    return _of_one(cast, mentions, words, by, areas)


def _declared(cast: Cast, mentions: list[Mention], by: tuple[str, ...]) -> tuple[tuple[str, ...], Span | None]:
    for mention in mentions:
        before = cast.text[max(0, mention.start - 60) : mention.start]
        if mention.kind == "party" and mention.codes[0] not in by and re.search(r"\bsupports?\b", before, re.IGNORECASE):
            return mention.codes, Span(mention.start, mention.end)
    return (), None


def _addressed(cast: Cast, verb: int, mentions: list[Mention], by: tuple[str, ...]) -> tuple[tuple[str, ...], Span | None] | None:
    """Whom a notice, report or instrument goes to: a party, a depositary, an organisation."""
    codes: dict[str, None] = {}
    first: Span | None = None
    for mention in mentions:
        if mention.start < verb or not _TO.search(cast.text, max(verb, mention.start - 60), mention.start):
            continue
        meant = mention.codes
        if mention.kind in ("all", "other", "role"):
            meant = cast.rest(by) or cast.everybody
        elif mention.kind not in ("party", "organisation") or set(meant) <= set(by) != set(cast.everybody):
            continue
        codes.update(dict.fromkeys(meant))
        first = first or Span(mention.start, mention.end)
    return (tuple(codes), first) if codes else None


def _of_one(
    cast: Cast, mentions: list[Mention], words: dict[str, Span], by: tuple[str, ...], areas: Sequence[str]
) -> tuple[tuple[str, ...], Span | None]:
    """What some of the parties undertake: towards those of the others that the clause names or whose aid it is."""
    others = cast.rest(by)
    against = not _AGAINST_OTHERS.isdisjoint(areas)
    for mention in mentions:
        if mention.kind in ("other", "all", "role"):
            return others, Span(mention.start, mention.end)
        if mention.kind == "party" and (codes := tuple(code for code in mention.codes if code not in by)):
            near = cast.text[max(0, mention.start - 50) : mention.start]
            if against and not _TO.search(near) and (_NOT_HELPED.search(near) or not _HELPED.search(near)):
                continue
            return codes, Span(mention.start, mention.end)
    helps = "helps" in words or not _AID.isdisjoint(areas)
    if len(others) == 1 and not against and helps:
        return others, None
    return (), None


def _of_all(
    cast: Cast, clause: Clause, mentions: list[Mention], words: dict[str, Span], named: bool, areas: Sequence[str]
) -> tuple[tuple[str, ...], Span | None]:
    """What all parties undertake: towards the one that is helped by it, else towards one another."""
    if _AGAINST_OTHERS.isdisjoint(areas):
        for mention in mentions:
            if mention.kind != "party" or set(mention.codes) == set(cast.everybody):
                continue
            before = cast.text[max(clause.start, mention.start - 50) : mention.start]
            if _HELPED.search(before) and not _NOT_HELPED.search(before):
                return mention.codes, Span(mention.start, mention.end)
    if "mutual" in words:
        return cast.everybody, words["mutual"]
    if not named and areas and areas[0] == "final_provisions":
        return (), None
    if len(cast.everybody) != 2 and "own_house" in words:
        return (), None
    return cast.everybody, None
