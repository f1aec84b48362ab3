"""Words of duty that are turned round: "nothing in the pact obliges Peru to ...", "without committing ..."."""

from collections.abc import Iterable

from servanda.lexicon import Mark
from servanda.lexicon import lazy_re as re
from servanda.read.telling import Told

REFUSED = "denial/object"
"""Key of a passage that says that somebody is not bound; who that is stands behind its words."""
_HINDERING = "permission/unhindered"
TURNED = (REFUSED, _HINDERING)
"""Keys of passages whose words deny that somebody is bound or hindered; they need no subject."""
_BINDING = ("obligation/object", "denial/forces")
_REACH = 120
_NOTHING = re.compile(
    r"\b(?:nothing|nowhere|none\sof|neither|in\sno\sway|no)\b(?!\s(?:doubt|longer|less|later|more|sooner)\b)"
    r"(?:(?!\b(?:but|and|while|although|though|yet|because|except)\b)[^,;:—–“”])*$",
    re.IGNORECASE,
)
_NEITHER_NOR = re.compile(r"\bneither\b[^,;:—–“”]{1,60}\bnor\b[^,;:—–“”]*$", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:without|short\sof|far\sfrom|avoids?|instead\sof|rather\sthan)\s(?:\w+ly\s)?$", re.IGNORECASE)
_NOBODY_BEHIND = re.compile(
    r"\s(?:neither|nobody|no\sone|none|no\s(?:party|side|state|country|member|ally|government))\b", re.IGNORECASE
)


def turned(text: str, sentence: Told, cues: Iterable[Mark]) -> list[Mark]:
    """The cues of a sentence in order; those that a negative subject turns round begin with it and have the key of a refusal.

    "Nothing prevents Peru from ..." is a permission. Words that only bind somebody where that is denied are left out elsewhere.
    """
    found: list[Mark] = []
    for at, to, key in cues:
        if key not in _BINDING and key != _HINDERING:
            found.append((at, to, key))
            continue
        denied = _denied(text, sentence, at)
        if denied is not None:
            while found and found[-1][0] >= denied:
                found.pop()
            found.append((denied, to, _HINDERING if key == _HINDERING else REFUSED))
        elif key == _BINDING[0]:
            found.append((at, to, REFUSED if _NOBODY_BEHIND.match(text, to) else key))
    return found


def _denied(text: str, sentence: Told, at: int) -> int | None:
    """Where the words begin that deny what a verb of binding says."""
    floor = max(sentence.start, at - _REACH)
    denied = _WITHOUT.search(text, floor, at) or _NEITHER_NOR.search(text, floor, at) or _NOTHING.search(text, floor, at)
    return denied.start() if denied else None
