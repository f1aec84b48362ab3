"""Is a text an agreement, a report of the world in which agreements are made and kept, or something else?

Only the beginning and the end are looked at, and only marks of the table `kind` and of states and their organs are counted.
"""

from collections import Counter
from dataclasses import dataclass

from servanda.lexicon import Marks
from servanda.sources.agreement_form import weight_of

_HEAD = 6000
_TAIL = 3000
_TITLE = 250
_TOLD = 3
"""Words of telling in 1,000 characters, from which on nobody needs to look for the form of an agreement."""
_FIRST = 1200
"""Characters in which a heading or a by-line stands."""
_FORM = 3.5
"""The weight from which on the form alone makes an agreement of a text with two states; more is asked where it names one."""
_SHORT = 400
_STATES = ("state", "demonym", "capital", "organisation")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for each kind: marks in the beginning and the end, in all and as different words or formulas."""

    characters: int
    formulas: frozenset[str]
    count: Counter[str]
    states: frozenset[str]
    titled: bool
    """Whether the first lines name an instrument ("Treaty between ...")."""
    events: int
    """Words that may tell what happened."""


def glimpse(text: str) -> str:
    """The beginning and the end of a text, which are all that `kind_of` looks at: a long text need not be scanned for it."""
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n\n{text[-_TAIL:]}"


def kind_of(text: str, marks: Marks) -> str:
    """`agreement`, `report` or `other`."""
    signs = signs_of(text, marks)
    if is_agreement(signs) or has_form(text, signs):
        return "agreement"
    return "report" if is_report(signs) else "other"


def signs_of(text: str, marks: Marks) -> Signs:
    """The signs in the first 6,000 and the last 3,000 characters."""
    parts = [(0, min(_HEAD, len(text)))]
    if len(text) > _HEAD:
        parts.append((max(_HEAD, len(text) - _TAIL), len(text)))
    count: Counter[str] = Counter()
    states: set[str] = set()
    titled, events = False, 0
    for start, end in parts:
        found = marks.within("kind", start, end)
        count.update(key for _, _, key in found)
        titled = titled or any(key == "treaty/title" for at, _, key in found if at < _TITLE)
        events += len(marks.within("event_verb", start, end))
        for kind in _STATES:
            states.update(key for _, _, key in marks.within(kind, start, end))
    formulas = frozenset(key for key in count if key.startswith("treaty/"))
    return Signs(
        sum(end - start for start, end in parts),
        formulas,
        count,
        frozenset(states),
        titled,
        events,
    )


def is_agreement(signs: Signs) -> bool:
    """Different formulas of agreements, between states, and nobody who tells of it from outside."""
    count, pages = signs.count, max(signs.characters, 1000) / 1000
    formulas = len(signs.formulas)
    if signs.titled and count["treaty/article"] and len(signs.states) > 1 and not count["told"]:
        # Short as it may be: a title between two states, and an article below it.
        return True
    if not count["party"] and not signs.states and formulas < 3:
        return False
    score = formulas + min(sum(count[key] for key in signs.formulas) / pages, 4) + min(count["duty"] / pages, 4) * 0.75
    score += signs.titled * 1.5 + (count["treaty/article"] >= 3) * 1 + min(count["treaty/note"], 3) * 1.5
    score += min(count["old"] / pages, 3)
    score -= min(count["told"] / pages, 4) * 1.5 + max(0, min(count["commercial"] / pages, 6) - 1)
    return score >= (5.5 if signs.characters > 1500 else 8)


def has_form(text: str, signs: Signs) -> bool:
    """Whether the form of the text alone makes an agreement of it; not asked where much is told by somebody."""
    count = signs.count
    if count["told"] > _TOLD * max(signs.characters, 1000) / 1000 or not (count["party"] or signs.states):
        return False
    form = weight_of(text, text[:_FIRST]) - count["commercial"]
    return form >= (_FORM if count["party"] > 1 or len(signs.states) > 1 else _FORM + 1.5)


def is_report(signs: Signs) -> bool:
    """States, or those who speak for them, and what they promise, give, sign or fight about; not a club, a film or a firm."""
    count, pages = signs.count, max(signs.characters, 500) / 1000
    who = len(signs.states) + min(count["actor"], 2) + min(count["office"], 3) * 0.5
    what = (
        count["instrument"] + count["pledge"] * 0.8 + count["force_of_arms"] * 0.5 + count["diplomacy"] * 0.6 + count["vow"] * 0.6
    )
    against = count["private"] * 1.2 + count["commercial"] * 0.8
    if signs.characters < _SHORT:
        return who >= 1 and (what > against or signs.events + count["told"] * 0.5 > 2 * against)
    return who >= 1.5 and what > against and what / pages >= (1 if who >= 3 else 2)
