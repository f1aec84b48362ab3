"""How much of an agreement stands in earlier ones: runs of words it shares with them, by provision, and who had them first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from servanda.compare.counterparts import KINDS, smallest
from servanda.compare.nearest import CANDIDATES, Corpus, Passage
from servanda.model import Reading, Span

RUN = 6
"""Words that must stand in both texts in a row to count as reused; shorter runs are formulas of the language."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """A provision and the nearest one elsewhere. `score` is their likeness, `share` how much of the provision's characters
    stands in runs of at least RUN words that the other one has too; `spans` are these runs in the provision's document.
    """

    agreement: str
    path: str
    near: str
    near_path: str
    score: float
    share: float
    spans: tuple[Span, ...]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Novelty:
    """How much of an agreement stands in earlier ones: the share of its characters, and that of each of its provisions.

    `earlier` and `new` (1 less `earlier`) are None for an agreement without a date. `sources` names for each provision the
    earliest agreement that has at least half of it; `parts` the shares, by the provisions' paths.
    """

    agreement: str
    date: str | None
    characters: int
    earlier: float | None
    new: float | None
    sources: Mapping[str, str]
    parts: Mapping[str, float]


def passages(found: Reading, name: str, kinds: Sequence[str] = KINDS) -> list[Passage]:
    """The provisions of a reading that are compared: the smallest of these kinds; the whole text where there are none."""
    text = found.document.text
    pieces = [Passage(name, p.path, p.start, p.end, text[p.start : p.end]) for p in smallest(found.outline, kinds)]
    return pieces or ([Passage(name, "", 0, len(text), text)] if text else [])


def reuse(
    corpus: Corpus,
    number: int = 3,
    least: float = 0.3,
    asked: range | None = None,
    dates: Mapping[str, str | None] | None = None,
) -> Iterator[Reuse]:
    """For each provision (or those asked for) the nearest ones in other agreements, with what they share word for word.

    Exact duplicates after folding (case and white space) are `same`, and come first as the likest there are; they are not
    measured word by word. With `dates` only agreements dated before are looked at.
    """
    keys = [" ".join(passage.text.lower().split()) for passage in corpus.passages]
    for near in corpus.nearest(number, least, asked, dates=dates):
        a, b = corpus.passages[near.of], corpus.passages[near.to]
        if keys[near.of] == keys[near.to]:
            yield Reuse(a.agreement, a.path, b.agreement, b.path, 1.0, 1.0, (Span(a.start, a.end),), True)
            continue
        spans = tuple(shared_runs(a, b))
        share = sum(span.end - span.start for span in spans) / max(1, len(a.text))
        yield Reuse(a.agreement, a.path, b.agreement, b.path, near.score, round(share, 4), spans)


def shared_runs(a: Passage, b: Passage) -> Iterator[Span]:
    """The runs of at least RUN words of `a` that stand in `b` too, as spans of the document of `a`."""
    words_a, words_b = list(_placed(a.text)), list(_placed(b.text))
    matcher = SequenceMatcher(None, [w for w, _, _ in words_a], [w for w, _, _ in words_b], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size >= RUN:
            yield Span(a.start + words_a[block.a][1], a.start + words_a[block.a + block.size - 1][2])


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    start = None
    for k, c in enumerate(f"{text} "):
        if c.isalnum():
            start = k if start is None else start
        elif start is not None:
            yield text[start:k].lower(), start, k
            start = None


def novelty(corpus: Corpus, dates: Mapping[str, str | None], least: float = 0.3) -> tuple[Novelty, ...]:
    """For each agreement how much of it stands in agreements dated before it; agreements without a date come out with None.

    A provision counts with the earlier one that shares most of it.
    """
    by_agreement: dict[str, dict[str, list[Reuse]]] = defaultdict(lambda: defaultdict(list))
    for entry in reuse(corpus, CANDIDATES, least, dates=dates):
        by_agreement[entry.agreement][entry.path].append(entry)
    sizes: dict[str, int] = defaultdict(int)
    lengths: dict[str, dict[str, int]] = defaultdict(dict)
    for passage in corpus.passages:
        sizes[passage.agreement] += len(passage.text)
        lengths[passage.agreement][passage.path] = len(passage.text)
    return tuple(_novelty(name, dates, sizes[name], lengths[name], by_agreement[name]) for name in sorted(sizes))


def _novelty(
    name: str, dates: Mapping[str, str | None], size: int, lengths: Mapping[str, int], found: Mapping[str, Sequence[Reuse]]
) -> Novelty:
    date = dates.get(name)
    if not date:
        return Novelty(name, None, size, None, None, {}, {})
    parts = {path: max((e.share for e in found.get(path, ())), default=0.0) for path in lengths}
    sources = {
        path: min((dates[e.near] or "", e.near) for e in entries if e.share >= 0.5)[1]
        for path, entries in found.items()
        if any(e.share >= 0.5 for e in entries)
    }
    earlier = round(sum(share * lengths[path] for path, share in parts.items()) / max(1, size), 4)
    return Novelty(name, date, size, earlier, round(1 - earlier, 4), sources, parts)
