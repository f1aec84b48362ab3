"""Candidates for what groups articles and what stands beside them: parts, chapters, sections; annexes, protocols, notes."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.read.chain import Link
from servanda.read.enumeration import Label
from servanda.read.headings import Candidate, after_score
from servanda.read.numerals import Numeral, numerals, roman, roman_value

_UNITS = {
    "chapter": "chapter",
    "part": "part",
    "title": "part",
    "section": "section",
    "division": "section",
    "subsection": "subsection",
    "sub-section": "subsection",
    "rule": "rule",
    "regulation": "regulation",
    "clause": "clause",
    "paragraph": "paragraph",
}
_LETTERED = frozenset(("chapter", "part", "section", "subsection"))
"""Units that letters may count."""
_FOUNDING = ["constitution", "statute", "statutes", "charter", "regulations", "rules of procedure"]
"""What is annexed under its own title; one line as a title is needed to tell it from a sentence."""
_ANNEXES = [*_FOUNDING, "annex", "annexe", "annexes", "appendix", "appendices", "schedule", "attachment", "addendum"]
_APART = ["separate", "additional", "secret", "supplementary", "separate and secret", "additional and separate"]
"""Articles that stand behind a treaty's own, each with the force of an instrument."""
_INSTRUMENTS = [
    *["protocol", "declaration", "declarations", "understanding", "memorandum of understanding", "final act", "side letter"],
    *(f"{how} {what}" for how in ("joint", "agreed", "unilateral") for what in ("declaration", "declarations")),
    *(f"{how} {what}" for how in _APART for what in ("article", "articles")),
    *["exchange of notes", "exchange of letters", "agreed minute", "agreed minutes"],
]


_WORD_OF = {
    **dict.fromkeys(("annexe", "annexes"), "annex"),
    **dict.fromkeys(("joint declaration", "agreed declaration", "unilateral declaration"), "declaration"),
    "appendices": "appendix",
    "declarations": "declaration",
    **{f"{how} articles": f"{how} article" for how in _APART},
}
"""What paths call a component by the word of its heading."""


def _cased(words: Iterable[str]) -> str:
    """An alternation of words as titles write them: Capitalised or in CAPITALS; by first letters, which is tried sooner."""
    forms = sorted({form for word in words for form in (word.capitalize(), word.title(), word.upper())}, reverse=True)
    by_letter = [(letter, "|".join(form[1:] for form in same)) for letter, same in groupby(forms, key=lambda form: form[0])]
    return "|".join(f"{letter}(?:{rests})" for letter, rests in by_letter)


BARE = frozenset(("bare r", "bare a"))
"""Styles of headings that have no heading word, only a numeral or a letter."""
_LEAD = r"\n[ \t\xa0#*_>]*"
_GROUP = re.compile(
    rf"{_LEAD}(?P<word>{_cased(_UNITS)})[ \t\xa0]*[-–—:.]?[ \t\xa0]*(?=[\dIVXLCivxlcA-H]|[A-Z]?[a-zA-Z]{{2,11}}\b)"
)
_GROUP_INSIDE = re.compile(
    r"(?P<word>CHAPTER|Chapter|PART|Part|TITLE|Title|SECTION|Section)[ \t\xa0]+(?=(?:[IVX]{1,6}|\d{1,2})[.:\-–— ]+[A-Z])"
)
LONG_LINES = 1_000
"""Characters that lines have on the average, at least, in a text whose headings stand inside its lines."""
_COMPONENT = re.compile(rf"{_LEAD}[\[\"“(]*(?P<word>{_cased([*_ANNEXES, *_INSTRUMENTS])})(?![a-zA-Z-])(?P<rest>[^\n]{{0,160}})")
_LOWERED_COMPONENT = re.compile(
    r"(?P<word>[APS](?<![A-Z\d] [APS])(?:NNEX|ROTOCOL|PPENDIX|CHEDULE))\b(?! es)[ ]?(?P<number>(?=[ivx]{1,4}\b|\d))?"
)
_COMPONENT_INSIDE = re.compile(
    rf"(?P<word>{'|'.join(f'{how.upper()} ARTICLES?' for how in _APART)}|DECLARATION|FINAL PROTOCOL|PROTOCOL)"
    r"(?=[.:](?: ?[—–-])? )"
)
"""Every alternative begins with a letter, so that the search is one for these letters."""
_ANNEX_INSIDE = re.compile(
    r"(?P<word>ANNEXE?|Annexe?|APPENDIX|Appendix|SCHEDULE|Schedule)[ \t\xa0]+"
    r"(?P<number>\d{1,2}|[IVX]{1,5}|[A-H])[.:]?(?=[ \t\xa0]+[A-Z\d(“])"
)
_LETTERS = frozenset("ABCDEFGH")
_ENDS_OF_SENTENCES = tuple('.;:)]”"')
_COMPONENT_NUMBER = re.compile(
    r"(?:No\.?\s*)?[-–—:.]?\s*(?P<number>\d{1,3}(?:\.\d{1,2})?|[IVXLC]{1,6}|[A-Z])(?![\w'’])(?P<after>.*)"
)
_COMPONENT_REFERENCE = re.compile(
    r"\s*(?:[,;)]|(?:of|to|and|or|in|is|are|shall|may|will|sets?|contains?|which|for the purposes?|hereto|on which|lays?)\b)"
)
_NAME = re.compile(r"(?:of|to|on|for|under|concerning|regarding|relating|between|amending)\b", re.IGNORECASE)
_NAMED = frozenset(("protocol", "declaration", "memorandum of understanding", *_FOUNDING))
_LETTER = re.compile(r"[A-H](?![\w'’])")
_NOTE = re.compile(
    rf"{_LEAD}(?:Note|NOTE|Nr|NR|No|Letter|LETTER)\.?[ \t]*(?:No\.?[ \t]*)?(?P<number>[IVX]{{1,4}}"
    rf"|\d)(?![\w])[.:)]?[ \t]*(?=\n)"
)
_TITLE = re.compile(r"[ \t\xa0.:)\-–—]*(?P<title>[A-Z“\"][^\n]{1,110}?)[ \t]*(?:\n|\Z)")
_TITLE_LINE = re.compile(r"\n[ \t\xa0]*(?P<title>[A-Z“\"][^\n]{2,90}?)[ \t\xa0]*(?=\n)")
_TEXT_BELOW = re.compile(r"[\s\xa0]*(?:\(?\w{1,3}[.)][ \t\xa0]|[A-Z“\"][^\n]{110})")
_CLOSES = (".", ";", ":", "!", "?", ")", "”", '"')
"""What ends the text above a title."""
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZÉÖÜ")
_LED_IN = -8.0
_WHOLE_LINES = 90
"""Characters that lines have on the average, at least, where they are paragraphs."""
_SENTENCE_WORD = re.compile(r"\b(?:shall|will|may|is|are|has|have|be|means|agrees?|undertakes?|hereby|was|were)\b|[.;,:]\Z")
_BARE_ROMAN = re.compile(rf"{_LEAD}(?P<number>[IVX]{{1,7}})(?=[.\-–—:)]?[ \t\xa0]+[A-Z“\"]|[.]?[ \t]*\n)")
_BARE_LETTER = re.compile(rf"{_LEAD}(?P<number>[A-N])(?=[.\-–—:)][ \t\xa0]+[A-Z“\"])")
_BARE_FIGURE = re.compile(r"\n[ \t]*(?P<number>\d{1,3})[ \t]*\n\s*(?=[A-Z][^\n]{2,90}\n)")


class Component(NamedTuple):
    """A line that opens an annex, a protocol, a note or another instrument beside the agreement."""

    kind: str
    word: str
    start: int
    number: str | None
    heading: str | None


def group_candidates(text: str) -> list[Candidate]:
    """Chapters, parts, titles, sections, and the words that stand for articles in some texts, at the starts of lines."""
    found: list[Candidate] = []
    for match in _GROUP.finditer("\n" + text):
        start, word = match.start("word") - 1, match["word"]
        lettered = _UNITS[word.lower()] in _LETTERED
        for numeral in _group_numbers(text, match.end() - 1, lettered):
            score = 2.0 + after_score(text, numeral.end, True) - numeral.doubt
            if score > -6.0:
                style = ("U" if word.isupper() else "l") + ("r" if roman_value(numeral.shown) else "d")
                found.append(Candidate(_UNITS[word.lower()], start, numeral, Link(start, numeral.key, score, style)))
    if text.count("\n") * LONG_LINES < len(text):
        found += _groups_inside_lines(text)
        found.sort(key=lambda c: c.start)
    return found


def _groups_inside_lines(text: str) -> list[Candidate]:
    """Chapters and parts of a text on one line: behind the end of a sentence, before a capital."""
    found: list[Candidate] = []
    for match in _GROUP_INSIDE.finditer(text):
        start, word = match.start(), match["word"]
        before = text[max(0, start - 4) : start].rstrip(' \t\xa0"”')[-1:]
        if before in (".", ";", ":", ")") or (word.isupper() and before.isupper()):
            numeral = numerals(text, match.end(), False)[0]
            style = ("U" if word.isupper() else "l") + ("r" if roman_value(numeral.shown) else "d")
            found.append(Candidate(_UNITS[word.lower()], start, numeral, Link(start, numeral.key, 1.0, style)))
    return found


def _group_numbers(text: str, at: int, lettered: bool) -> list[Numeral]:
    """Numbers of chapters and parts, which may be letters."""
    readings = numerals(text, at, False)
    letter = _LETTER.match(text, at) if lettered else None
    if letter:
        readings = [*readings, Numeral((ord(letter[0]) - 64, 0, 0), letter[0], letter.end(), 0.5)]
    return readings


def bare_headings(text: str) -> list[Candidate]:
    """Titles under a bare roman numeral (unit section) or letter (subsection), without a heading word."""
    found = []
    for unit, pattern in (("section", _BARE_ROMAN), ("subsection", _BARE_LETTER)):
        for match in pattern.finditer("\n" + text):
            start, end, shown = match.start("number") - 1, match.end("number") - 1, match["number"]
            value = roman_value(shown) if unit == "section" else ord(shown) - 64
            if value and is_titled(text, end):
                numeral = Numeral((value, 0, 0), shown, end)
                found.append(
                    Candidate(unit, start, numeral, Link(start, numeral.key, 2.0, "bare r" if unit == "section" else "bare a"))
                )
    return found


def bare_figures(text: str) -> list[Candidate]:
    """Figures that stand alone on a line above a title; they number articles where the word is left out."""
    found = []
    for match in _BARE_FIGURE.finditer("\n" + text):
        end = match.end("number") - 1
        if is_titled(text, match.end() - 1):
            numeral = Numeral((int(match["number"]), 0, 0), match["number"], end)
            found.append(
                Candidate("article", match.start("number") - 1, numeral, Link(match.start("number") - 1, numeral.key, 1.5, "f"))
            )
    return found


def numbered_lines(text: str, marked: list[Label]) -> dict[str, list[Candidate]]:
    """By form: the numbered paragraphs that open lines of their own, as candidates for a chain through the whole text.

    A number 1 below a lead-in ("namely:") begins a list inside a paragraph, unless it is the first of the text.
    """
    found: dict[str, list[Candidate]] = {}
    for label in marked:
        family, value = label.values[0]
        if label.line and family == "1" and label.form in ("point", "both", "right"):
            numeral = Numeral((value, 0, 0), label.shown, label.end)
            mine = found.setdefault(label.form, [])
            led_in = bool(mine) and value == 1 and text[max(0, label.start - 6) : label.start].rstrip()[-1:] == ":"
            link = Link(label.start, numeral.key, _LED_IN if led_in else 1.0, label.form)
            mine.append(Candidate("paragraph", label.start, numeral, link))
    return found


def is_titled(text: str, at: int) -> bool:
    """Whether a short line without the marks of a sentence follows: a title."""
    match = _TITLE.match(text, at)
    if not match and text[at : at + 12].strip(" \t.")[:1] == "\n":
        match = _TITLE.match(text, at + len(text[at : at + 12]) - len(text[at : at + 12].lstrip(" \t.\n")))
    return bool(match) and not _SENTENCE_WORD.search(match["title"]) if match else False


def title_lines(text: str, start: int, end: int, heads: frozenset[int]) -> list[tuple[int, int, str]]:
    """(start, end, title) of the lines that are titles without number or word, in a text whose lines are paragraphs.

    A title stands behind the end of a sentence, or right below another heading, of which `heads` are the ends.
    """
    lines = text.count("\n", start, end) - text.count("\n\n", start, end)
    if (end - start) < _WHOLE_LINES * max(1, lines):
        return []
    found = []
    for match in _TITLE_LINE.finditer(text, start, end):
        title = match["title"]
        window = max(0, match.start() - 80)
        above = text[window : match.start()].rstrip()
        closed = above.endswith(_CLOSES) or window + len(above) in heads
        if closed and not _SENTENCE_WORD.search(title) and _TEXT_BELOW.match(text, match.end(), end):
            found.append((match.start("title"), match.end(), title))
    return found


def titles_above_numbers(
    text: str, marked: list[Label], start: int, end: int, heads: frozenset[int]
) -> list[tuple[int, int, str]]:
    """(start, end, title) of the lines right above a paragraph 1, behind the end of a sentence or below a heading.

    `heads` are the ends of other headings. Where paragraphs begin again so, the lines are titles however long lines are.
    """
    found = []
    for label in marked:
        if not (label.line and ("1", 1) in label.values and start <= label.start < end):
            continue
        window = max(start, label.start - 200)
        above = text[window : label.start].rstrip(' \t\xa0\n"“(#*_')
        at = above.rfind("\n") + 1
        title, before = above[at:].strip(" \t\xa0*_#"), above[:at].rstrip(" \t\xa0\n*_")
        closed = before.endswith(_CLOSES) or window + len(before) in heads
        if at and closed and 2 < len(title) <= 90 and title[0] in _CAPITALS and not _SENTENCE_WORD.search(title):
            found.append((window + at, window + len(above), title))
    return found


def component_candidates(text: str) -> list[Component]:
    """Lines that may open an annex or a protocol, in order."""
    found = [c for match in _COMPONENT.finditer("\n" + text) if (c := _component(text, match))]
    if text.count("\n") * LONG_LINES < len(text):
        found += _components_inside_lines(text)
        found.sort(key=lambda c: c.start)
    return found


def _components_inside_lines(text: str) -> list[Component]:
    """Separate articles and protocols of a text on one line: in capitals, behind the end of a sentence."""
    found = _annexes_inside_lines(text)
    for match in _COMPONENT_INSIDE.finditer(text):
        if text[max(0, match.start() - 4) : match.start()].rstrip()[-1:] in _ENDS_OF_SENTENCES:
            word = match["word"].lower()
            found.append(Component("protocol", _WORD_OF.get(word, word).replace(" ", "_"), match.start(), None, None))
    return found


def _annexes_inside_lines(text: str) -> list[Component]:
    """Annexes of a text on one line: behind the end of a sentence, or the next number behind an annex, and before a capital."""
    found: list[Component] = []
    wanted = 0
    for match in _ANNEX_INSIDE.finditer(text):
        letter = match["number"] in _LETTERS
        value = ord(match["number"]) - 64 if letter else roman_value(match["number"]) or int(match["number"])
        before = text[max(0, match.start() - 4) : match.start()].rstrip()[-1:]
        if before in _ENDS_OF_SENTENCES or (value > 1 and value == wanted):
            wanted = value + 1
            found.append(
                Component(
                    "annex", _WORD_OF.get(match["word"].lower(), match["word"].lower()), match.start(), match["number"], None
                )
            )
    return found


def _component(text: str, match: re.Match[str]) -> Component | None:
    rest, word = match["rest"].strip(), match["word"].lower()
    if len(rest) > 120 or (rest.endswith((";", ",")) and not rest.isupper()) or (rest[:1].islower() and not _NAME.match(rest)):
        return None
    number = _COMPONENT_NUMBER.match(rest)
    after = number["after"] if number else rest
    named = not number and word in _NAMED and bool(_NAME.match(rest)) and _is_title(text, match.start(), rest)
    if not named and (_COMPONENT_REFERENCE.match(after) or word in _FOUNDING or rest[:1].islower()):
        return None
    kind = "annex" if word in _ANNEXES else "protocol"
    shown = number["number"] if number else None
    heading = after.strip(" \t:.-–—*_") or None
    return Component(kind, _WORD_OF.get(word, word).replace(" ", "_"), match.start("word") - 1, shown, heading)


def _is_title(text: str, line_end: int, rest: str) -> bool:
    """Whether a line is a title: nothing of a sentence in it, and a blank line or the end of a sentence above it."""
    above = text[max(0, line_end - 3) : line_end]
    return not _SENTENCE_WORD.search(rest) and (above.rstrip(" \t\xa0")[-1:] in ("\n", "") or above.rstrip()[-1:] in tuple(".;:"))


def lowered_components(text: str) -> list[Component]:
    """Annexes of a text that lost its capitals but for its heading words."""
    found = []
    for match in _LOWERED_COMPONENT.finditer(text):
        readings = numerals(text, match.end(), True) if match["number"] else []
        word = match["word"].lower()
        kind = "protocol" if word == "protocol" else "annex"
        found.append(Component(kind, word, match.start("word"), readings[0].shown if readings else None, None))
    for word in {component.word for component in found}:
        found = _counted(text, found, word)
    return found


def _counted(text: str, components: list[Component], word: str) -> list[Component]:
    """Components with their numbers where these are glued to what follows ("ANNEX iitariff"): the second's is ii."""
    bare = [c for c in components if c.word == word and c.number is None]
    wanted = {c.start: roman(k) for k, c in enumerate(bare, 1)}
    if len(bare) < 2 or any(not text.startswith(number.lower(), start + len(word) + 1) for start, number in wanted.items()):
        return components
    return [c._replace(number=wanted[c.start]) if c.start in wanted else c for c in components]


def note_candidates(text: str) -> list[Component]:
    """The notes or letters of an exchange: "Note I", "Nr. II", where the first is followed by the second."""
    found: list[Component] = []
    for match in _NOTE.finditer("\n" + text):
        start = match.start() + len(match[0]) - len(match[0].lstrip()) - 1
        value = roman_value(match["number"]) or (int(match["number"]) if match["number"].isdigit() else 0)
        if value == len(found) + 1:
            found.append(Component("note", "note", start, match["number"], None))
    return found if len(found) > 1 else []
