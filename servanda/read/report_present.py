"""What an agreement holds, told in the plain present: "Under the pact Peru opens its ports", "in return Chile cuts tariffs"."""

from servanda.lexicon import Mark
from servanda.lexicon import lazy_re as re
from servanda.read.scene import Scene
from servanda.read.telling import Told

_UNDER = re.compile(r"(?:Under|In|By|According to)\s(?:the|this|its|their|that|it)(?:\s[^,.;]{0,80})?,?\s")
_PRESENT = re.compile(
    r"\s(?P<verb>(?!must\b|shall\b|may\b|can\b|could\b|would\b|will\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b)[a-z]+)\s(?:[A-Z\d€$£]|the\s|a\s|its\s|up\s|all\s|to\s|\w+\s)"
)


def under(scene: Scene, sentence: Told) -> list[Mark]:
    """What an agreement holds, told in the plain present: "Under the pact Peru opens its ports"."""
    text = scene.text
    lead = _UNDER.match(text, sentence.start, sentence.end)
    nouns = scene.marks.within("subject", sentence.start, lead.end()) if lead else []
    if lead is None or not (scene.marks.any("instrument", sentence.start, lead.end()) or any(n[2] == "text" for n in nouns)):
        return []
    near = [(a.start, a.end) for a in scene.actors.within(sentence.start + 6, lead.end() + 40) if not a.place]
    near += [
        (m[0], m[1]) for m in scene.marks.within("subject", lead.end() - 1, lead.end() + 40) if m[2] not in ("text", "asset")
    ]
    for _, end in sorted(near):
        verb = _PRESENT.match(text, end, sentence.end)
        if verb and end >= lead.end() - 1 and not _PAST.search(verb["verb"]):
            return [(verb.start("verb"), verb.end("verb"), "commitment/under")]
    return []


def in_return(scene: Scene, sentence: Told) -> list[Mark]:
    """What a party gives, told in the plain present behind its agreement: "In return Peru opens two ports"."""
    lead = _OPENS_WITH.match(scene.text, sentence.start, sentence.end)
    at = lead.end() if lead else sentence.start
    heads = scene.actors.within(at, min(sentence.end, at + _OPENS))
    verb = (
        _GIVES.match(scene.text, heads[0].end, sentence.end)
        if heads and heads[0].kind in ("state", "demonym", "capital")
        else None
    )
    if verb is None or scene.text[at : heads[0].start].strip().lower() not in ("", "the"):
        return []
    return [(verb.start("verb"), verb.end("verb"), "commitment/present")]


_OPENS = 40
_OPENS_WITH = re.compile(
    r"(?:(?:In (?:return|exchange|turn)|First|Second|Third|Moreover|Besides|In addition|Also|Likewise|For its part),?\s"
    r"|(?:As|According to) [^,]{3,60},\s)?(?:[Tt]he\s)?"
)
_GIVES = re.compile(
    r"(?:\s(?:side|government))?,?\s(?:(?:for its part|in return|in turn|also|then),?\s)?"
    r"(?P<verb>lifts|lowers|grants|allocates|supplies|provides|opens|cuts|abolishes|removes|reduces|pays|lends|delivers|trains|sends"
    r"|gives|allows|recogni[sz]es|guarantees|waives|exempts|accepts|returns|cedes|leases|funds|finances|bears|scraps|withdraws"
    r"|releases|hands over|takes over|takes back|takes in|buys|sells|contributes|covers|gets)\s(?:or\s\w+\s)?"
)
_PAST = re.compile(r"(?:ed|ook|old|aid|ame|ent|ave|ade|ot)$")
