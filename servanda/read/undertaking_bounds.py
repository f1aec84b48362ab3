"""Where a passage that tells of something taken on begins and ends inside its sentence."""

from servanda.lexicon import lazy_re as re
from servanda.read.scene import Scene
from servanda.read.telling import Told

STRONG = re.compile(
    r"[;:—–]\s|\s-\s|[“]|,\s\"(?=\w)|,?\s(?:while|whereas|although|though|but|because|who|which|whom|so that|and that|that"
    r"|as well as(?=\s\w+\s(?:will|would))|when|where)\s"
    r"|,\s(?:as|since|after|before|until|adding|saying|including that)\s",
    re.IGNORECASE,
)
"""Where a clause ends for certain."""
_RELATIVE = re.compile(r",\s(?:which|who|whose|where|whom)\s", re.IGNORECASE)
_BEHIND_RELATIVE = re.compile(r",\s(?=(?:the|its|both|neither|each|it|they|he|she|we|[A-Z][\w’'-]+)\b[^,;]{0,60}$)")
"""Where the sentence goes on behind a relative clause with a subject of its own: "Under the pact, which holds, Peru will ..."."""
_CLOSED = re.compile(r",\s*(?:also\s|now\s|then\s)?$")
_WEAK = re.compile(r",?\s(?:and|or)\s|,\s", re.IGNORECASE)
"""Where a clause ends if another subject, or none, follows."""
NEW_SUBJECT = re.compile(
    r"(?:the|a|an|its|his|her|their|both|either|neither|no|it|they|he|she|we|all|each|some|more|[A-Z][\w.’'-]*)\b", re.ASCII
)
SAID_TAIL = re.compile(
    r"(?:,[”\"]\s[^“”\";]{2,140}?|,\s(?:an?|the|its|his|her)\s(?:[\w-]+\s?){1,5},\s(?:[A-Z][\w.’'-]+\s?){1,4},\s)"
    r"\b(?:said|says|told|added|announced)\b[^;]*$|,[”\"’]?\s(?:(?:[\w.’'-]+\s){1,6}(?:said|says|told|added|announced|explained|noted|reported|stressed|argued|warned"
    r"|admitted|confirmed|stated|vowed|promised|pledged|insisted|complained|joked|wrote|threatened|warns|adds)\b"
    r"|(?:said|says|told|added|announced|explained|noted|admitted|argued|according to|citing)\s|reports?\s)[^;]*$"
)
"""Who said it, behind what is said."""
_STOP = re.compile(
    r";\s|,\s(?:although|though|even though|but(?!\s(?:only|not until|once|if)\b)|while|whereas|despite|pending)\s"
)
_MEANS = re.compile(r",?\s(?:which|and|so|meaning|this)?\s?(?:means?|meant|would mean|implies|implied|meaning)\s?$")
_CONCESSIVE = re.compile(r"(?:while|although|though|even if|even though|whereas)\s", re.IGNORECASE)
_TELLS_OF_THEM = re.compile(
    r"(?!(?:also|now|then|soon|never|has|have|had|is|are|was|were)\b)[a-z]+(?:\s(?!and\b|or\b)[\w’'-]+){1,7}\s"
)
"""A whole predicate between "who" and a modal: that belongs to the sentence again ("those who confess to it shall go free")."""
_JOINED_ON = re.compile(r",\s(?:and|but)\s(?:the\s)?")
_SHORT = 6
"""Words of a subject with its adverbs, in front of its verb."""


def left(scene: Scene, floor: int, at: int) -> int:
    """Where the clause of the cue begins: behind the last certain break, and behind "X said"."""
    text, start, relative = scene.text, floor, False
    for match in STRONG.finditer(text, floor, at):
        if _RELATIVE.match(match[0]) and _CLOSED.search(text, match.end(), at):
            continue
        if match[0] == " who " and _TELLS_OF_THEM.fullmatch(text, match.end(), at):
            continue
        start = match.end()
        relative = _RELATIVE.match(match[0]) is not None
    if relative and (behind := _BEHIND_RELATIVE.search(text, start, at)):
        start = behind.end()
    start = _another_subject(scene, start, at)
    for _low, high, key in scene.marks.within("speech", start, at):
        if key == "says" and high < at - 2 and text[high : high + 1] != ",":
            start = high
    while start < at and (text[start] in ' ,;:“"”’-–—' or text.startswith("and ", start)):
        start += 4 if text.startswith("and ", start) else 1
    return start


def _another_subject(scene: Scene, start: int, at: int) -> int:
    """Where a clause begins that a comma and "and" join on with an actor of its own: "Peru has paid, and Chile will"."""
    for match in reversed(list(_JOINED_ON.finditer(scene.text, start, at))):
        between = scene.text[match.end() : at]
        named = [(a.start, a.place) for a in scene.actors.within(match.end(), min(at, match.end() + 40))]
        named += [
            (m[0], False)
            for m in scene.marks.within("subject", match.start() + 1, min(at, match.end() + 40))
            if m[0] >= match.end() - 4
        ]
        own = any(begins - match.end() < 5 and not place for begins, place in named)
        if own and len(between.split()) <= _SHORT and scene.text[start : match.start()].strip().count(" ") > 2:
            return match.end()
    return start


def right(text: str, sentence: Told, to: int, following: int | None) -> int:
    """Where the clause of a cue ends; `following` is where the next one stands."""
    end = sentence.end
    if following is not None:
        strong = [match.start() for match in STRONG.finditer(text, to, following)]
        weak = [
            match.start()
            for match in _WEAK.finditer(text, to, following)
            if not text[match.end() : following].strip()
            or (NEW_SUBJECT.match(text, match.end()) and text[match.end() : following].count(" ") < 10)
        ]
        end = strong[-1] if strong else weak[0] if weak else following
        if strong and any(place > strong[-1] for place in weak):
            end = strong[-1]
    else:
        stop = _STOP.search(text, to, end)
        end = stop.start() if stop else end
    if _CONCESSIVE.match(text, sentence.start) and to - sentence.start < 120:
        comma = text.find(", ", to, end)
        end = comma if comma > 0 else end
    tail = SAID_TAIL.search(text, to, end) if text.find(",", to, end) >= 0 else None
    if tail:
        end = tail.start()
    means = _MEANS.search(text, to, end)
    if means:
        end = means.start()
    while end > to and text[end - 1] in ' .,;:”"!':
        end -= 1
    return end
