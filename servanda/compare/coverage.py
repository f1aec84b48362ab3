"""The coverage matrix: agreements against areas."""

from collections import defaultdict

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


def coverage(found: Reading) -> tuple[Cell, ...]:
    """One cell for each area in which the reading's agreement has commitments, in the order of the areas' names.

    A commitment of several areas counts in each. The force is the firmest one found in the area (see `FIRMNESS`).
    """
    by_area: dict[str, list[Commitment]] = defaultdict(list)
    for promise in found.commitments:
        for area in promise.areas:
            by_area[area].append(promise)
    name = found.agreements[0].id if found.agreements else found.document.id
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
