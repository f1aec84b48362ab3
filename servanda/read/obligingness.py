"""Whether an agreement itself says that it binds, and whom it says that it does not bind."""

from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.clause_choice import Sentences, Wanted
from servanda.read.found import Found

_NEGATED = Wanted(
    words=re.compile(
        r"\bnot\s+(?:\w+\s){0,3}?(?:legally\s|politically\s)?(?:binding|bind)\b|\bnon-?binding\b|"
        r"\bnot\b[^.;]{0,60}\b(?:create|constitute|give rise|establish|impose|intended)\b[^.;]{0,90}\b(?:legal\w*|rights|"
        r"international law|binding)\b|"
        r"\bno\s+(?:legal|legally|binding)\b[^.;]{0,40}\b(?:obligations?|effect|force|rights|commitments?)\b",
    ),
    worse=re.compile(r"\b(?:annex|recommendations?|decisions?|awards?|opinion|reservation|report|until|unless|guidelines)\b"),
)
_STATED = Wanted(
    words=re.compile(
        r"\b(?:shall|will|is|are|be)\b[^.;]{0,60}\b(?:legally\s|mutually\s)?(?:binding|obligatory)\b|\blegally binding\b",
    ),
    worse=re.compile(
        r"\b(?:awards?|decisions?|judge?ments?|arbitra\w*|tribunal|final and binding|ruling|recommendations?|amendments?|"
        r"reservation|rules|"
        r"interpretations?|for (?:each|any|every)|not)\b",
    ),
)
_POLITICAL = re.compile(r"\bpolitically\s+(?:\w+\s)?binding\b")
_ON_WHOM = re.compile(
    r"\bnot\s+(?:be\s+)?(?:legally\s+|formally\s+)?bind(?:ing)?(?:\s+(?:on|upon|for))?\s+(?P<whom>(?:any |all |the |a |"
    r"its )?(?:future|subsequent|later|successive|succeeding|next|"
    r"congress|parliament|legislature|other|third)[^.,;]{0,80})"
)


def obligingness(sentences: Sentences) -> Found:
    """`binding` and `not_binding_on`, as the text says; nothing where it is silent."""
    text, low = sentences.text, sentences.low
    denied = sentences.best("not_binding", _NEGATED) or sentences.best("binding", _NEGATED)
    if denied:
        span = Span(denied.start, denied.end)
        whom = _ON_WHOM.search(low, denied.start, denied.end)
        if whom:
            words = " ".join(text[whom.start("whom") : whom.end("whom")].split())
            return Found({"not_binding_on": words}, {"not_binding_on": (Span(*whom.span("whom")),)})
        return Found({"binding": False}, {"binding": (span,)})
    stated = sentences.best("binding", _STATED)
    if stated and not _of_something_else(low, stated.start, stated.end):
        return Found({"binding": True}, {"binding": (Span(stated.start, stated.end),)})
    return Found()


def _of_something_else(low: str, start: int, end: int) -> bool:
    return bool(_STATED.worse and _STATED.worse.search(low, start, end)) or bool(_POLITICAL.search(low, start, end))
