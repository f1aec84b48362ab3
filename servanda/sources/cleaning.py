"""Line by line: what of a flattened page is content and what is the page's own furniture?

A line is judged by itself (sources/furniture.py), then by its place (sources/page_place.py): menus are runs of short lines, the
body of a page is the stretch with the most running text (Finn, Kushmerick and Smyth: "Fact or fiction", 2001), headlines of other
stories stand inside or behind it.
"""

from servanda.lexicon import Lexicon, Marks
from servanda.model import Cut
from servanda.sources.flattened import kept
from servanda.sources.furniture import furniture_of, reason_of
from servanda.sources.page_lines import Line, lines_of
from servanda.sources.page_numbers import page_numbers
from servanda.sources.page_place import judge_places
from servanda.sources.run_together import run_together


def clean(text: str, kind: str, marks: Marks, lexicon: Lexicon) -> tuple[str, tuple[Cut, ...]]:
    """The text without the lines that are no content, and the spans of the raw text that were cut, each with its reason.

    The text of an agreement is left as it is, but for page numbers: it has no web page's furniture.
    """
    if kind == "agreement":
        pages = page_numbers(text)
        return kept(text, pages), pages
    lines = list(lines_of(text))
    known = furniture_of(lexicon)
    reasons = [reason_of(line, known, marks) for line in lines]
    judge_places(lines, reasons)
    cuts = tuple(_cuts(text, lines, reasons))
    inside = tuple(
        run_together(text, [line for line, reason in zip(lines, reasons, strict=True) if reason is None], known, marks)
    )
    cuts = tuple(sorted((*cuts, *inside), key=lambda cut: cut.start)) if inside else cuts
    return (_without(text, cuts), cuts) if cuts else (text, ())


def _cuts(text: str, lines: list[Line], reasons: list[str | None]) -> list[Cut]:
    """One cut a run of lines with the same reason, with the line breaks behind it."""
    cuts: list[Cut] = []
    for k, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        if reason is None:
            continue
        end = lines[k + 1].start if k + 1 < len(lines) else len(text)
        if cuts and cuts[-1].end == line.start and cuts[-1].reason == reason:
            cuts[-1] = Cut(cuts[-1].start, end, reason)
        else:
            cuts.append(Cut(line.start, end, reason))
    return cuts


def _without(text: str, cuts: tuple[Cut, ...]) -> str:
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(text[at : cut.start])
        at = cut.end
    pieces.append(text[at:])
    return "".join(pieces).strip("\n")
