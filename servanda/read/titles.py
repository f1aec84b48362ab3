"""The title that stands behind a heading's number or below it."""

from servanda.lexicon import lazy_re as re

_HEADING_LINE = re.compile(r"[ \t\xa0]*(?:[.:\-–—][ \t]*)?(?P<same>[^\n]*)(?:\n[ \t\n]*(?P<next>[^\n]{2,120})(?:\n|\Z))?")
_RUN_IN = re.compile(r"[ \t\xa0.:\-–—]*(?P<title>[A-Z“\"][^\n.;:]{2,90}?)[ \t]+(?=\(?1[.)][ \t]+[A-Z])")
_SECOND_LINE = re.compile(
    r"[ \t\xa0\n]{0,20}(?P<second>[^\n]{2,120})\n"
    r"(?=[ \t\xa0]*(?:\n|\(?1[.) ]|\(a\)|(?:The|Each|Where|In|If|Any|For|A|An|No|Nothing|All|This)\b))"
)
_GOES_ON = re.compile(r"[ \t\xa0\n]{0,20}[a-z]{2,}(?![.)])\b")
_LONGEST = 160
_OPENS_A_SENTENCE = re.compile(
    r"(?:As used|For the|If|In (?:this|these|order|accordance|conformity|cases?|the (?:present|matters?|event|cases?))"
    r"|Subject to|Within|Without|The following|Should|Unless|Until|Nothing|Neither|Notwithstanding|Irrespective"
    r"|With (?:respect|reference|regard|a view)|(?:Each|Any) (?:Party|Contracting|State|Member|dispute))\b"
)
_UNFINISHED = re.compile(
    r"\b(?:the|of|that|to|and|or|in|for|an|by|with|which|from|on|at|as|any|its|their|this|such|between|under|concerning)\Z",
    re.IGNORECASE,
)
"""How no title ends: it goes on, on the next line."""
_REGISTER_NOTE = re.compile(r"Treedt in werking|Vervallen|\[(?:Red|Vervallen)\b")
"""What a register (here the Dutch one) writes between a heading and its text: when it comes into force, that it is repealed."""
_SENTENCE = re.compile(r"\b(?:shall|will|may|is|are|has|have|be|means|agree|agrees|undertakes?|hereby)\b")


def heading_of(text: str, head: int, end: int) -> tuple[str | None, int]:
    """The title that stands behind or below a heading's number, and where it ends."""
    match = _HEADING_LINE.match(text, head, end)
    if not match:
        return None, head
    same = match["same"].strip(" \t\xa0.:-–—*_")
    if same:
        if len(same) <= _LONGEST and not _is_sentence(same) and not re.match(r"\(?\w{1,2}[.)]", same):
            return same, match.end("same")
        return _run_in_title(text, head, end)
    below = (match["next"] or "").strip(" \t*_#")
    titled = bool(below) and (below[0].isupper() or below[0] in '"“(')
    if not titled or _is_sentence(below) or _REGISTER_NOTE.match(below):
        return None, head
    unfinished = below.endswith((",", "–", "-")) or bool(_UNFINISHED.search(below))
    if unfinished or (_GOES_ON.match(text, match.end()) and not below.isupper()):
        apart = text[match.end() : match.end() + 1] == "\n" and not unfinished
        return _wrapped_title(text, below, match.end(), end) or ((below, match.end("next")) if apart else (None, head))
    if below.endswith((".", ";", ":", "—")):
        return None, head
    return below.strip(" .:-–—"), match.end("next")


def _wrapped_title(text: str, first: str, at: int, end: int) -> tuple[str, int] | None:
    """A title on two lines, where a paragraph's number, an empty line or the beginning of a sentence stands below them."""
    match = _SECOND_LINE.match(text, at, end)
    if not match:
        return None
    second = match["second"].strip()
    title = f"{first} {second}"
    alike = second.isupper() or not first.isupper()
    if (
        len(title) > _LONGEST
        or not alike
        or _UNFINISHED.search(second)
        or second.endswith((".", ";", ",", ":", "–", "—", "-"))
        or _is_sentence(title)
    ):
        return None
    return title, match.end("second")


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE.search(line) or _OPENS_A_SENTENCE.match(line))


def _run_in_title(text: str, head: int, end: int) -> tuple[str | None, int]:
    """The title on one line with the text, where paragraph 1 tells its end: "Article 1 Aims 1. The Parties shall"."""
    match = _RUN_IN.match(text, head, end)
    if not match or _SENTENCE.search(match["title"]):
        return None, head
    return match["title"], match.end("title")
