"""Comparisons as sheets of rows, for CSV and HTML: with the sentences, and what one side alone says marked."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from servanda.flow.holding import Novelty, Reuse, Variant, in_order, marked
from servanda.model import Cell, Commitment, Pairing, Provision, ProvisionPairing, Reading, Span
from servanda.show.comparison_files import Cell as CellOfSheet
from servanda.show.comparison_files import Marked, Quoted, Sheet

_Label = Callable[[str], str]


def cell_sheet(cells: Sequence[Cell], members: Mapping[str, Reading]) -> Sheet:
    """One row for each cell of the matrix."""
    rows: list[dict[str, CellOfSheet]] = [
        {
            "agreement": cell.agreement,
            "area": cell.area,
            "force": str(cell.force),
            "count": cell.count,
            "amounts": "; ".join(cell.amounts),
            "deadlines": "; ".join(cell.deadlines),
            "sentences": Quoted("", _sentences(members[cell.agreement], cell.evidence)),
        }
        for cell in cells
    ]
    return Sheet("Coverage", ("agreement", "area", "force", "count", "amounts", "deadlines", "sentences"), rows)


def grid(cells: Sequence[Cell], members: Mapping[str, Reading], label: _Label) -> Sheet:
    """Areas against agreements, alike ones together; each cell opens its sentences."""
    row, columns = in_order(cells)
    have = {(cell.agreement, cell.area): cell for cell in cells}
    heads = {name: label(name) for name in row}
    rows: list[dict[str, str | Quoted]] = []
    for area in columns:
        told: dict[str, str | Quoted] = {"area": area.replace("_", " ")}
        for name in row:
            cell = have.get((name, area))
            if cell:
                short = "; ".join((f"{cell.force} {cell.count}", *dict.fromkeys(cell.amounts), *dict.fromkeys(cell.deadlines)))
                told[heads[name]] = Quoted(short, _sentences(members[name], cell.evidence))
        rows.append(told)
    return Sheet("Firmest force and number of commitments", ("area", *heads.values()), rows)


def _sentences(found: Reading, evidence: Iterable[Span]) -> list[Marked]:
    return [((found.document.text[span.start : span.end], False),) for span in evidence]


def pair_sheet(pairs: Sequence[Pairing], a: str, b: str, names: Sequence[str]) -> Sheet:
    """One row for each pair of promises, the words that one side alone has marked."""
    rows = []
    for pair in pairs:
        left, right = _words(pair.a, a), _words(pair.b, b)
        one, other = _marked(left, right, pair.relation)
        changes = [f"{c.field.replace('_', ' ')}: {c.a or 'none'} → {c.b or 'none'}" for c in pair.changes]
        rows.append(
            {
                "relation": pair.relation,
                "likeness": round(pair.score, 2) if pair.a and pair.b else None,
                "a_provision": pair.a.provision if pair.a else None,
                "a_force": str(pair.a.force) if pair.a else None,
                "a": Quoted("", [one]),
                "b_provision": pair.b.provision if pair.b else None,
                "b_force": str(pair.b.force) if pair.b else None,
                "b": Quoted("", [other]),
                "changes": "; ".join(changes),
            }
        )
    keys = ("relation", "likeness", "a_provision", "a_force", "a", "b_provision", "b_force", "b", "changes")
    return Sheet(f"A: {names[0]}, B: {names[1]}", keys, rows)


def _words(promise: Commitment | None, text: str) -> str:
    return " … ".join(" ".join(text[s.start : s.end].split()) for s in promise.evidence) if promise else ""


def _marked(left: str, right: str, relation: str) -> tuple[Marked, Marked]:
    if not left or not right or relation == "same":
        return ((left, False),), ((right, False),)
    one, other = marked(left, right)
    return _spaced(one), _spaced(other)


def _spaced(runs: Marked) -> Marked:
    return [(words + " ", new) for words, new in runs]


def provision_sheet(pairs: Sequence[ProvisionPairing], a: str, b: str, names: Sequence[str]) -> Sheet:
    """One row for each pair of provisions, the words that one side alone has marked."""
    rows = []
    for pair in pairs:
        left, right = _provision(pair.a, a), _provision(pair.b, b)
        one, other = _marked(left, right, pair.relation)
        rows.append(
            {
                "relation": pair.relation,
                "likelihood": round(pair.score, 2) if pair.a and pair.b else None,
                "words_shared": pair.shared if pair.a and pair.b else None,
                "a_provision": pair.a.path if pair.a else None,
                "a": Quoted("", [one]),
                "b_provision": pair.b.path if pair.b else None,
                "b": Quoted("", [other]),
            }
        )
    keys = ("relation", "likelihood", "words_shared", "a_provision", "a", "b_provision", "b")
    return Sheet(f"A: {names[0]}, B: {names[1]}", keys, rows)


def _provision(provision: Provision | None, text: str) -> str:
    return " ".join(text[provision.start : provision.end].split()) if provision else ""


def reuse_sheet(found: Sequence[Reuse], members: Mapping[str, Reading], label: _Label) -> Sheet:
    """One row for each provision and each of its nearest ones, with the words that both have marked."""
    places = {(name, p.path): p for name, reading in members.items() for p in reading.outline}
    rows: list[dict[str, CellOfSheet]] = [
        {
            "agreement": label(e.agreement),
            "provision": e.path,
            "nearest_in": label(e.near),
            "its_provision": e.near_path,
            "likeness": round(e.score, 2),
            "word_for_word": e.share,
            "text": Quoted("", [_shared(members[e.agreement].document.text, places.get((e.agreement, e.path)), e.spans)]),
        }
        for e in found
    ]
    keys = ("agreement", "provision", "nearest_in", "its_provision", "likeness", "word_for_word", "text")
    return Sheet("The nearest provisions elsewhere, words of both marked", keys, rows)


def _shared(text: str, place: Provision | None, spans: Sequence[Span]) -> Marked:
    start, end = (place.start, place.end) if place else (0, len(text))
    runs: list[tuple[str, bool]] = []
    for span in spans:
        runs += [(text[start : span.start], False), (text[span.start : span.end], True)]
        start = span.end
    return [*runs, (text[start:end], False)]


def novelty_sheet(found: Sequence[Novelty], label: _Label) -> Sheet:
    """One row for each agreement as a whole, then one for each of its provisions."""
    rows: list[dict[str, str | float | None]] = []
    for entry in found:
        rows.append({"agreement": label(entry.agreement), "signed": entry.date, "stands_in_earlier_ones": entry.earlier})
        rows += [
            {
                "agreement": label(entry.agreement),
                "signed": entry.date,
                "provision": path,
                "stands_in_earlier_ones": share,
                "earliest_source": label(entry.sources[path]) if path in entry.sources else None,
            }
            for path, share in entry.parts.items()
        ]
    keys = ("agreement", "signed", "provision", "stands_in_earlier_ones", "earliest_source")
    return Sheet("How much stands in earlier agreements", keys, rows)


def clause_sheet(found: Sequence[Variant], title: str, label: _Label) -> Sheet:
    """One row for each clause of a genealogy."""
    rows = [
        {
            "number": v.number,
            "signed": v.date,
            "agreement": label(v.agreement),
            "comes_from": v.parent,
            "likeness": round(v.likeness, 2) if v.parent is not None else None,
            "force": str(v.commitment.force),
            "added": " · ".join(v.added),
            "dropped": " · ".join(v.dropped),
            "text": v.text,
        }
        for v in found
    ]
    return Sheet(title, ("number", "signed", "agreement", "comes_from", "likeness", "force", "added", "dropped", "text"), rows)
