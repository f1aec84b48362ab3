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
    r"|(?:Aiming|Being|Having|Recogni[sz]ing|Desiring|Wishing|Considering|Recalling|Noting|Mindful|Conscious|Convinced)"
    r"|With (?:respect|reference|regard|a view)|(?:Each|Any) (?:Party|Contracting|State|Member|dispute))\b"
)
_UNFINISHED = frozenset(
    (
        *[
            "the",
            "of",
            "that",
            "to",
            "and",
            "or",
            "in",
            "for",
            "an",
            "by",
            "with",
            "which",
            "from",
            "on",
            "at",
            "as",
            "any",
            "its",
            "their",
            "this",
            "such",
            "between",
            "under",
        ],
        *("concerning", "contracting", "signatory"),
    )
)
"""The last words of what is no whole title: it goes on, on the next line."""
_LONGEST_UNFINISHED = max(map(len, _UNFINISHED))
_REGISTER_NOTE = re.compile(r"Treedt in werking|Wordt voorlopig toegepast|Vervallen|\[(?:Red|Vervallen)\b")
"""What a register (here the Dutch one) writes between a heading and its text: when it comes into force, that it is repealed."""
_SENTENCE = re.compile(
    r"\b(?:shall|will|may|is|are|has|have|(?<!to )be|means(?=[:,]|\s(?:an?|the|any|all|each|every|that)\b)|(?<!to )agree|agrees"
    r"|(?<!to )undertakes?|hereby)\b"
)
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|where|when|after|before|unless|while)\b[^,;]{0,60}\Z")
"""Before a verb that makes no sentence of a title: "children who are cared for"."""
_NO_TITLE_HEAD = (
    r"(?:The|An?|Each|Every|Any|No|All|Both|Such|This|These|Those|Nothing|Neither|Either|If|It|In|For|Upon|When|Where)"
)
_SENTENCE_HEAD = (
    r"(?:(?:The|Each|Every|Any|No|All|Both|Such|This|These|Nothing|Neither|Either|If|It|Without|Unless|Subject|Upon|When|Where"
    r"|Notwithstanding|Pursuant|States? (?:Parties|Party)|Parties|Part(?:y|ies) (?:to|shall))\b(?! of\b)"
    r"|(?:In|For|An?|By|With|As|At|On|Within)(?= [a-z“\"]))"
)
_SMALL = r"(?:of|and|the|for|in|to|on|by|with|or|from|into|under|between|other)\b"
_RUN_IN_WORDS = re.compile(
    rf"[ \t\xa0.:\-–—]*(?!{_NO_TITLE_HEAD}\b)"
    rf"(?P<title>[A-Z][\w’'-]*(?:,? (?:{_SMALL}|[A-Z][\w’'-]*|[a-z][\w’'-]{{3,}})){{0,11}}?)[.:]?[ \t\xa0]+(?={_SENTENCE_HEAD})"
)
"""A title and, on the same line, the first words of a sentence."""
_RUN_IN_POINT = re.compile(
    rf"[ \t\xa0.:\-–—]*(?!{_NO_TITLE_HEAD}\b)(?P<title>[A-Z][^\n.;:“\"()]{{2,70}}?)"
    r"(?:[.:][ \t\xa0]*[-–—]?|[ \t\xa0][–—])[ \t\xa0]+(?=[A-Z“\"(])"
)
"""A title that a full stop or a dash ends, and a sentence behind it."""
_NAMED_FIRST = (
    "contracting|part(?:y|ies)|states?|present|member|council|commission|committee|agreement|convention|protocol|provisions|disputes?"
    "|amendments?"
)
_RUN_IN_LOWERED = re.compile(
    rf"[ .:–-]*(?P<title>[a-z][a-z ,'’-]{{0,80}}?[a-z]{{3}})(?=(?:each|the|any|no|a) (?:{_NAMED_FIRST})\b"
    r"|this (?:agreement|convention|protocol)\b|for the purposes?\b|in order to"
    r"|in (?:accordance|case of|the event|this)\b|nothing in|at any time|if (?:an?|any|the)\b"
    r"|all (?:disputes|members|parties|states)\b|unless\b|1 (?=[a-z])|\(?[1a][.)] ?[a-z])"
)
"""A title in a text that lost its capitals and the blanks between its lines."""
_FOOTNOTE = re.compile(r"(?<=[a-z]{2})\d{1,2}\Z")
_FAR = 400
"""Characters of a line in which it shows that it is longer than any title."""
_AROUND = " \t\xa0.:-–—*_"


def heading_of(text: str, head: int, end: int) -> tuple[str | None, int]:
    """The title that stands behind or below a heading's number, and where it ends."""
    near = min(end, head + _FAR)
    if text.find("\n", head, near) < 0 and len(text[head:near].strip(_AROUND)) > _LONGEST:
        return _run_in_title(text, head, end)
    match = _HEADING_LINE.match(text, head, end)
    if not match:
        return None, head
    same = match["same"].strip(_AROUND)
    if same and not same.isdigit():
        if len(same) <= _LONGEST and not _is_sentence(same) and not re.match(r"\(?\w{1,2}[.)]", same):
            wrapped = same.isupper() or _is_unfinished(same)
            goes_on = wrapped and _wrapped_title(text, same, match.end("same") + 1, end)
            return goes_on or (_without_footnote(same), match.end("same"))
        return _run_in_title(text, head, end)
    below = (match["next"] or "").strip(" \t\xa0*_#").removeprefix(": ")
    titled = bool(below) and (below[0].isupper() or below[0] in '"“(')
    apart = text[match.end() : match.end() + 1] == "\n"
    if not titled or _is_sentence(below, apart) or _REGISTER_NOTE.match(below):
        return None, head
    unfinished = below.endswith((",", "–", "-")) or _is_unfinished(below)
    if unfinished or (_GOES_ON.match(text, match.end()) and not below.isupper()):
        alone = apart and not unfinished and not below.startswith(("The ", "A ", "An "))
        return _wrapped_title(text, below, match.end(), end) or ((below, match.end("next")) if alone else (None, head))
    if below.endswith((";", ":", "—")) or (below.endswith(".") and not (apart and len(below) < 60 and "this " not in below)):
        return None, head
    return _without_footnote(below.strip(" .:-–—")), match.end("next")


def _is_unfinished(title: str) -> bool:
    """Whether a title ends with a word that asks for more."""
    at = end = len(title)
    least = end - _LONGEST_UNFINISHED
    while at and at >= least and (title[at - 1].isalnum() or title[at - 1] == "_"):
        at -= 1
    return title[at:end].lower() in _UNFINISHED


def _without_footnote(title: str) -> str:
    return _FOOTNOTE.sub("", title) if title[-1:].isdigit() else title


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
        or _is_unfinished(second)
        or second.endswith((".", ";", ",", ":", "–", "—", "-"))
        or _is_sentence(title)
    ):
        return None
    return title, match.end("second")


def _is_sentence(line: str, apart: bool = False) -> bool:
    """Whether a line has the marks of a sentence; one that stands apart may have a verb in a relative clause."""
    if _OPENS_A_SENTENCE.match(line):
        return True
    verb = _SENTENCE.search(line)
    return bool(verb) and not (apart and line[-1:] not in ".;:," and verb and _RELATIVE.search(line, 0, verb.start()))


def _run_in_title(text: str, head: int, end: int) -> tuple[str | None, int]:
    """The title on one line with the text: "Article 1 Aims 1. The Parties shall", "Article 2. Scope. Each Party shall"."""
    for pattern in (_RUN_IN, _RUN_IN_POINT, _RUN_IN_WORDS, _RUN_IN_LOWERED):
        match = pattern.match(text, head, end)
        if match and not _is_sentence(match["title"][0].upper() + match["title"][1:]) and not _is_unfinished(match["title"]):
            return match["title"].strip(), match.end("title")
    return None, head
