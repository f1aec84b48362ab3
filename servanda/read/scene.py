"""What all readers of a report share: its sentences, persons, actors and quotations, worked out once."""

from bisect import bisect_right
from typing import NamedTuple

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Document, PartialDate
from servanda.read.actors import Actors
from servanda.read.datelines import day_of_report
from servanda.read.persons import Persons, persons
from servanda.read.telling import Quotations, Told, told_sentences


class Scene(NamedTuple):
    """One report, ready to be read. `published` is the day of the page, against which relative dates count."""

    document: Document
    marks: Marks
    sentences: tuple[Told, ...]
    cast: Persons
    actors: Actors
    quotations: Quotations
    published: PartialDate | None

    @property
    def text(self) -> str:
        """The clean text."""
        return self.document.text


def scene_of(document: Document, marks: Marks) -> Scene:
    """The scene of a document that is a report."""
    cast = persons(document.text, marks)
    try:
        published = PartialDate.parse(document.published) if document.published else None
    except ValueError:
        published = None
    sentences = told_sentences(document.text)
    published = published or day_of_report(document.text, tuple(sentence.start for sentence in sentences[:_FIRST]))
    _place_offices(marks, cast, sentences)
    return Scene(
        document,
        marks,
        sentences,
        cast,
        Actors(marks, cast),
        Quotations(document.text),
        published,
    )


_FIRST = 3
"""Sentences and headlines of which one may have the dateline of the report."""
_COUNTERPART = re.compile(r"['’]?s?\s(?:\w+\s)?counterpart")
"""Behind the people of the other side: "the minister and his Chilean counterpart"."""
_GOES_ON = re.compile(r"(?:he|she|his|her)\b", re.IGNORECASE)
_VISITED = re.compile(
    r"\b(?:visit\w*|trip|travel\w*|flew|flying|arriv\w+|journey)\s(?:\w+\s)?(?:to|in|at|for)?\s?(?:the\s)?$", re.IGNORECASE
)
"""Where somebody only travels to: that is not whose minister he is."""
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:,[^()—–:-]{2,24})?\s?(?:\([A-Z][\w ]*\)\s?)?(?:--|[—–:-])\s")
_ISSUER = re.compile(
    r"[^.,:;]{0,40}\b(?:Ministry|Government|Office|Embassy|Department|Presidency|Mission|Chancellery)\b[^.:;]{0,60}$"
)
_ITS = re.compile(r"\b(?:its|their)\s(?:[\w-]+,?\s){0,4}$", re.IGNORECASE)


def _place_offices(marks: Marks, cast: Persons, sentences: tuple[Told, ...]) -> None:
    """Ministers whose state the text does not name are those of the only state in their sentence, or of the one just spoken
    of."""
    starts = [sentence.start for sentence in sentences]
    home = _home(marks, sentences)
    for person in cast.all:
        if person.whose is not None or person.binds != "state" or not person.mentions:
            continue
        k = bisect_right(starts, person.mentions[0].start) - 1
        back, across = sentences[max(0, k - 3) : k + 1][::-1], set[str]()
        if _ITS.search(marks.text, max(0, person.mentions[0].start - 40), person.mentions[0].start):
            back = back[1:]
        for sentence in back:
            near = [m for kind in ("state", "capital", "demonym") for m in marks.within(kind, sentence.start, sentence.end)]
            near = [m for m in near if not _VISITED.search(marks.text, max(sentence.start, m[0] - 40), m[0])]
            if home and sentence.paragraph != back[0].paragraph:
                person.whose = home
                break
            others = {key for _, end, key in near if _COUNTERPART.match(marks.text, end)}
            across = others if sentence.start == starts[k] else across
            codes = dict.fromkeys(key for _, _, key in sorted(near) if key not in across)
            if len(codes) == 1:
                person.whose = next(iter(codes))
            if codes and (len(codes) == 1 or sentence.start != starts[k]):
                break
        else:
            person.whose = home
        person.whose = person.whose or home
        person.whose = person.whose or _told_behind(marks, sentences, k) or _only(marks, person.mentions[0].start)


def _home(marks: Marks, sentences: tuple[Told, ...]) -> str | None:
    """The state in whose capital a report is written, if it speaks of that state, or whose ministry publishes it.

    Its ministers are named without it.
    """
    for sentence in sentences[:3]:
        issuer = _ISSUER.match(marks.text, sentence.start, sentence.end) if sentence.headline else None
        states = {key for kind in ("state", "demonym") for _, _, key in marks.within(kind, sentence.start, sentence.end)}
        if issuer and len(states) == 1:
            return next(iter(states))
        line = _DATELINE.match(marks.text, sentence.start, sentence.end)
        capital = next((m for m in marks.within("capital", sentence.start, line.end())), None) if line else None
        if capital and any(key == capital[2] for kind in ("state", "demonym") for _, _, key in marks.of(kind)):
            return capital[2]
    return None


def _only(marks: Marks, at: int) -> str | None:
    """The only state that a text has named so far."""
    named = {key for kind in ("state", "demonym") for _, _, key in marks.within(kind, 0, at)}
    return next(iter(named)) if len(named) == 1 else None


def _told_behind(marks: Marks, sentences: tuple[Told, ...], k: int) -> str | None:
    """The only state of the next sentence, where that goes on about the same person: "Her adviser said that Peru ..."."""
    behind = sentences[k + 1] if k + 1 < len(sentences) else None
    if behind is None or not _GOES_ON.match(marks.text, behind.start, behind.end):
        return None
    named = {
        key for kind in ("capital", "demonym", "state") for _, _, key in marks.within(kind, behind.start, behind.start + 130)
    }
    return next(iter(named)) if len(named) == 1 else None
