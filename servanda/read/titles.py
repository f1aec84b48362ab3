"""The title that stands behind a heading's number or below it."""

from servanda.lexicon import lazy_re as re

_HEADING_LINE = re.compile(r"[ \t\xa0]*(?:[.:\-–—][ \t]*)?(?P<same>[^\n]*)(?:\n[ \t\n]*(?P<next>[^\n]{2,120})(?:\n|\Z))?")
_RUN_IN = re.compile(r"[ \t\xa0.:\-–—]*(?P<title>[A-Z“\"][^\n.;:]{2,90}?)[ \t]+(?=\(?1[.)][ \t]+[A-Z])")
_SECOND_LINE = re.compile(
    r"[ \t\xa0]*(?P<second>[^\n]{2,80})\n"
    r"(?=[ \t\xa0]*(?:\n|\(?1[.) ]|\(a\)|(?:The|Each|Where|In|If|Any|For|A|An|No|Nothing|All|This)\b))"
)
_LONGEST = 160
_OPENS_A_SENTENCE = re.compile(
    r"(?:As used|For the|If|In (?:this|these|order|accordance|conformity|cases?|the (?:present|matters?|event|cases?))"
    r"|Subject to|Within|Without|The following)\b"
)
_SENTENCE = re.compile(r"\b(?:shall|will|may|is|are|has|have|be|means|agree|agrees|undertakes?|hereby)\b")


def heading_of(text: str, head: int, end: int) -> tuple[str | None, int]:
    """The title that stands behind or below a heading's number, and where it ends."""
    match = _HEADING_LINE.match(text, head, end)
    if not match:
        return None, head
    same = match["same"].strip(" \t.:-–—*_")
    if same:
        if len(same) <= _LONGEST and not _is_sentence(same) and not re.match(r"\(?\w{1,2}[.)]", same):
            return same, match.end("same")
        return _run_in_title(text, head, end)
    below = (match["next"] or "").strip(" \t*_#")
    titled = bool(below) and (below[0].isupper() or below[0] in '"“(')
    if not titled or _is_sentence(below):
        return None, head
    goes_on = below.endswith((",", "–", "-")) or text[match.end() : match.end() + 40].lstrip(" \t\xa0")[:1].islower()
    if goes_on and not below.isupper():
        return _wrapped_title(text, below, match.end(), end) or (None, head)
    if below.endswith((".", ";", ",", ":", "–", "—", "-")):
        return None, head
    return below.strip(" .:-–—"), match.end("next")


def _wrapped_title(text: str, first: str, at: int, end: int) -> tuple[str, int] | None:
    """A title on two lines, where a paragraph's number, an empty line or the beginning of a sentence stands below them."""
    match = _SECOND_LINE.match(text, at, end)
    if not match:
        return None
    second = match["second"].strip()
    title = f"{first} {second}"
    if len(title) > _LONGEST or second.endswith((".", ";", ",", ":", "–", "—", "-")) or _is_sentence(title):
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
