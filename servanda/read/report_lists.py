"""The items of a list in a report whose lead-in says what they are: "Peru will:" or "What Peru has agreed to do", and below it
"- open its ports". Each item is taken on as its lead-in says.
"""

from collections.abc import Iterator

from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.scene import Scene
from servanda.read.telling import Told
from servanda.read.undertakings import Undertaking

_ITEM = re.compile(r"(?:[•*·▪–—-]|\(?[a-z0-9]{1,2}[.)])\s+(?=\w)")
_OPEN = re.compile(r"\s?(?:to\s)?(?:do(?:\sso)?|the\sfollowing|in\sparticular|also)?\s?:?$")
"""What may stand behind the deciding words of a lead-in."""
_ACT = re.compile(
    r"(?!(?:the|a|an|its|his|her|their|our|this|that|these|those|all|both|each|no|some|more|up|at|about|in|on|by|for|with|from|of|it|they|we"
    r"|he|she|nothing|neither|what|when|how|who)\b)[A-Za-z][a-z-]*?[a-z](?<!ing)(?<!ed)(?<!s)(?:\s|$)",
    re.IGNORECASE,
)
"""A verb in its base form opens an item; a noun in the plural, a participle or an article does not."""
_LEADING = ("modal", "to")
_WHAT = re.compile(r"(?:What|How)\s")
_FEW = 3
"""Words of the shortest item."""


def listed(scene: Scene) -> dict[int, Undertaking]:
    """The undertakings of items that have no deciding words of their own, by where their sentence begins.

    `lead` of each is where the deciding words stand, above the list; `words` is the verb of the item.
    """
    return {one.sentence.start: one for one in _listed(scene)}


def _listed(scene: Scene) -> Iterator[Undertaking]:
    text, lead = scene.text, None
    for sentence in scene.sentences:
        item = _ITEM.match(text, sentence.start, sentence.end)
        if item is None:
            lead = _lead(scene, sentence)
            continue
        verb = _ACT.match(text, item.end(), sentence.end) if lead else None
        if lead is None or verb is None or text.count(" ", item.end(), sentence.end) + 1 < _FEW:
            continue
        force, frame, cue, subject = lead
        end = sentence.end
        while text[end - 1] in " .;,":
            end -= 1
        words = Span(item.end(), item.end() + len(verb[0].rstrip()))
        yield Undertaking(item.end(), end, force, frame, words, subject, False, sentence, cue)


def _lead(scene: Scene, sentence: Told) -> tuple[str, str, Span, Span] | None:
    """Force, frame, deciding words and subject of a line that leads to a list: its last words decide."""
    text = scene.text
    if not (sentence.headline or text[sentence.end - 1] == ":"):
        return None
    for at, to, key in reversed(scene.marks.within("promise", sentence.start, sentence.end)):
        force, _, frame = key.partition("/")
        if frame in _LEADING and at > sentence.start and _OPEN.fullmatch(text, to, sentence.end):
            what = _WHAT.match(text, sentence.start, at)
            if sentence.headline and text[sentence.end - 1] != ":" and not what:
                return None
            return force, frame, Span(at, to), Span(what.end() if what else sentence.start, at)
    return None
