"""The numbers that Word puts before paragraphs of lists and headings: they stand in no text, only in rules."""

from servanda.lexicon import lazy_re as re
from servanda.sources.list_labels import list_label
from servanda.sources.safe_xml import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "1"}
_PLACE = re.compile(r"%([1-9])")
_SILENT = ("bullet", "none")
_DEEPEST = 9


class Numbering:
    """Counts the paragraphs of a document as they come, and gives each its label."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles = _styled(styles)
        if numbering is not None:
            for abstract in numbering.iter(_W + "abstractNum"):
                self._levels[abstract.get(_W + "abstractNumId", "")] = dict(_levels(abstract))
            for number in numbering.iter(_W + "num"):
                target = number.find(_W + "abstractNumId")
                self._abstract[number.get(_W + "numId", "")] = target.get(_W + "val", "") if target is not None else ""

    def label(self, paragraph: Element) -> str:
        """The paragraph's number and a blank, "" where it has none."""
        number, level = self._place(paragraph)
        abstract = self._abstract.get(number or "")
        levels = self._levels.get(abstract or "", {})
        if abstract is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _DEEPEST)
        style, text, start = levels[level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_DEEPEST - level - 1)
        if style in _SILENT:
            return ""
        return _PLACE.sub(lambda match: _shown(levels, counts, int(match[1]) - 1), text).strip() + " "

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and the level: the paragraph's own, or its style's."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return None, 0
        style = properties.find(_W + "pStyle")
        number, level = _reference(properties.find(_W + "numPr"))
        inherited, inherited_level = self._styles.get(style.get(_W + "val", "") if style is not None else "", (None, None))
        return (number or inherited), (level if level is not None else inherited_level or 0)


def _shown(levels: dict[int, tuple[str, str, int]], counts: list[int], level: int) -> str:
    style, _, start = levels.get(level, ("decimal", "", 1))
    return list_label(_STYLES.get(style, "1"), counts[level] or start)


def _reference(element: Element | None) -> tuple[str | None, int | None]:
    if element is None:
        return None, None
    number, level = element.find(_W + "numId"), element.find(_W + "ilvl")
    deep = level.get(_W + "val", "") if level is not None else ""
    return (number.get(_W + "val") if number is not None else None), (int(deep) if deep in tuple("012345678") else None)


def _levels(abstract: Element) -> list[tuple[int, tuple[str, str, int]]]:
    found = []
    for level in abstract.iter(_W + "lvl"):
        place = level.get(_W + "ilvl", "")
        style, text, start = (level.find(_W + name) for name in ("numFmt", "lvlText", "start"))
        if place in tuple("012345678"):
            first = start.get(_W + "val", "1") if start is not None else "1"
            shape = style.get(_W + "val", "decimal") if style is not None else "decimal"
            words = text.get(_W + "val", "") if text is not None else ""
            found.append((int(place), (shape, words, int(first) if first.isdecimal() and len(first) < 6 else 1)))
    return found


def _styled(styles: Element | None) -> dict[str, tuple[str | None, int | None]]:
    """The list and level of each style of paragraphs; a style without takes those of the one that it is based on."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iter(_W + "style") if styles is not None else ():
        name = style.get(_W + "styleId", "")
        properties, parent = style.find(_W + "pPr"), style.find(_W + "basedOn")
        own[name] = _reference(properties.find(_W + "numPr")) if properties is not None else (None, None)
        if parent is not None:
            based[name] = parent.get(_W + "val", "")
    for name in own:
        ancestor, steps = name, 0
        while own[name][0] is None and ancestor in based and steps < _DEEPEST:
            ancestor, steps = based[ancestor], steps + 1
            number, level = own.get(ancestor, (None, None))
            own[name] = (number, own[name][1] if own[name][1] is not None else level)
    return own
