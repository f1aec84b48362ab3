"""The coverage matrix: agreements against areas."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from servanda.model import Cell, Commitment, Force, Reading

FIRMNESS = (
    Force.OBLIGATION,
    Force.PROHIBITION,
    Force.COMMITMENT,
    Force.INTENTION,
    Force.PERMISSION,
    Force.DECLARATION,
    Force.DENIAL,
)
"""From the firmest force to the weakest; a denial binds nobody, so it comes last."""


def coverage(found: Reading, name: str | None = None) -> tuple[Cell, ...]:
    """One cell for each area in which the reading's agreement has commitments, in the order of the areas' names.

    A commitment of several areas counts in each. The force is the firmest one found in the area (see `FIRMNESS`). `name` is what
    the agreement is called in the cells; its id if none is given.
    """
    by_area: dict[str, list[Commitment]] = defaultdict(list)
    for promise in found.commitments:
        for area in promise.areas:
            by_area[area].append(promise)
    name = name or (found.agreements[0].id if found.agreements else found.document.id)
    return tuple(_cell(name, area, by_area[area]) for area in sorted(by_area))


def _cell(agreement: str, area: str, promises: list[Commitment]) -> Cell:
    return Cell(
        agreement=agreement,
        area=area,
        force=min((p.force for p in promises), key=FIRMNESS.index),
        count=len(promises),
        amounts=tuple(amount.text for p in promises for amount in p.amounts),
        deadlines=tuple(p.deadline for p in promises if p.deadline),
        evidence=tuple(span for p in promises for span in p.evidence),
    )


def in_order(cells: Sequence[Cell]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(agreements so that alike ones stand together, areas from the commonest to the rarest).

    Alike is the share of areas that two agreements have in common (Jaccard). The row begins with the agreement that is most
    alike to all others; each next one is the most alike to the one before it among those left, ties by name.
    """
    areas: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        areas[cell.agreement].add(cell.area)
    spread = Counter(area for found in areas.values() for area in found)
    columns = tuple(sorted(spread, key=lambda area: (-spread[area], area)))
    left = sorted(areas)
    if not left:
        return (), columns
    row = [max(left, key=lambda name: (sum(_alike(areas[name], areas[other]) for other in left), name))]
    left.remove(row[0])
    while left:
        row.append(max(left, key=lambda name: (_alike(areas[name], areas[row[-1]]), name)))
        left.remove(row[-1])
    return tuple(row), columns


def _alike(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def lacking(cells: Sequence[Cell], area: str, firmest: Force | None = None) -> tuple[str, ...]:
    """The agreements without a commitment in the area (or without one as firm as `firmest`), by name."""
    every = {cell.agreement for cell in cells}
    has = {
        cell.agreement
        for cell in cells
        if cell.area == area and (firmest is None or FIRMNESS.index(cell.force) <= FIRMNESS.index(firmest))
    }
    return tuple(sorted(every - has))


def only_in(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of areas that one agreement alone has."""
    spread = Counter(cell.area for cell in cells)
    return tuple(cell for cell in cells if spread[cell.area] == 1)
