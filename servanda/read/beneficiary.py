"""To whose benefit, or towards whom, a clause is undertaken."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from servanda.lexicon import lazy_re as re
from servanda.lexicon import load_lexicon
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
_ONE_WAY = {"humanitarian", "military_aid"}
"""Areas that in a text of aid to one party are aid to it, even where all act."""
_OFTEN, _NEARLY_ALWAYS = 8, 0.8
_AGAINST_OTHERS = {"sanctions", "accountability"}


@cache
def _before(key: str) -> frozenset[str]:
    """The words of a row of party_before.tsv."""
    return frozenset(word for row in load_lexicon().rows("party_before") if row["key"] == key for word in row["forms"].split("|"))


def _words_before(text: str, floor: int, at: int) -> list[str]:
    return text[max(floor, at - 60) : at].lower().split()


def _is_helped(text: str, floor: int, at: int) -> bool:
    """Whether the party named at `at` is what a verb of aid is about: "support (the Government of) X", not "crimes against X"."""
    words = _words_before(text, floor, at)
    while words and words[-1] in _before("article"):
        words.pop()
    if len(words) > 2 and words[-1] == "of" and words[-2] in _before("possessed"):
        del words[-2:]
        while words and words[-1] in _before("article"):
            words.pop()
    return bool(words) and words[-1] in _before("helping") and _before("harming").isdisjoint(words[-3:])


def recipient(cast: Cast) -> str | None:
    """The party that a text nearly always means when it speaks of helping, if it often does: what that one does is for itself."""
    if cast.recipient is None:
        helped = Counter(
            code
            for mention in cast.all()
            if mention.kind == "party" and len(mention.codes) == 1 and _is_helped(cast.text, 0, mention.start)
            for code in mention.codes
        )
        (code, most) = helped.most_common(1)[0] if helped else ("", 0)
        often = most >= _OFTEN and most >= _NEARLY_ALWAYS * helped.total()
        # A state that is no known party (a depositary) is written to often, and helped by nobody.
        cast.recipient = code if often and code in cast.everybody else ""
    return cast.recipient or None


def _in_a_compound(text: str, mention: Mention) -> bool:
    """Whether the name is part of another ("the Chile-Norway Treaty")."""
    return text[mention.end : mention.end + 1] in ("-", "–") or text[mention.start - 1 : mention.start] in ("-", "–")


def _is_addressed(text: str, floor: int, at: int) -> bool:
    """Whether what stands in front of the party leads to it: "to the competent authorities of X"."""
    return not _before("addressing").isdisjoint(_words_before(text, floor, at)[-7:])


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
    mentions = cast.within(clause.start, clause.end)
    if by_words:
        mentions = [m for m in mentions if m.end <= by_words.start or m.start >= by_words.end]
    everybody = cast.means_all(by)
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
        if mention.start < verb or not _is_addressed(cast.text, verb, mention.start):
            continue
        meant = mention.codes
        if mention.kind in ("all", "other", "role"):
            meant = cast.rest(by) or cast.everybody
        elif mention.kind not in ("party", "organisation") or (set(meant) <= set(by) and not cast.means_all(by)):
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
        if (
            mention.kind == "party"
            and not _in_a_compound(cast.text, mention)
            and (codes := tuple(code for code in mention.codes if code not in by))
        ):
            if (
                against
                and not _is_helped(cast.text, 0, mention.start)
                and not _is_addressed(cast.text, mention.start - 30, mention.start)
            ):
                continue
            return codes, Span(mention.start, mention.end)
    helps = "helps" in words or not _AID.isdisjoint(areas)
    if len(others) == 1 and not against and helps and recipient(cast) not in by:
        return others, None
    return (), None


def _of_all(
    cast: Cast, clause: Clause, mentions: list[Mention], words: dict[str, Span], named: bool, areas: Sequence[str]
) -> tuple[tuple[str, ...], Span | None]:
    """What all parties undertake: towards the one that is helped by it, else towards one another."""
    if _AGAINST_OTHERS.isdisjoint(areas):
        for mention in mentions:
            if mention.kind != "party" or cast.means_all(mention.codes) or _in_a_compound(cast.text, mention):
                continue
            if _is_helped(cast.text, clause.start, mention.start):
                return mention.codes, Span(mention.start, mention.end)
    if areas and areas[0] in _ONE_WAY and (helped := recipient(cast)):
        return (helped,), None
    if "mutual" in words:
        return cast.everybody, words["mutual"]
    if not named and areas and areas[0] == "final_provisions":
        return (), None
    if len(cast.everybody) != 2 and "own_house" in words:
        return (), None
    return cast.everybody, None
