"""What is usual in a family of agreements, and where each member departs from it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from servanda.compare.coverage import FIRMNESS, coverage
from servanda.model import Cell, Force, Reading


@dataclass(frozen=True, slots=True)
class Usual:
    """What the median member has in an area: the middle force of those that have it, and how many members have it at all."""

    area: str
    members: int
    force: Force
    count: int


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a member stands out. `kind`: lacks, only_here, stronger, weaker; `usual` and `here` in words."""

    agreement: str
    area: str
    kind: str
    usual: str
    here: str
    cell: Cell | None


def usual(cells: Sequence[Cell]) -> Mapping[str, Usual]:
    """The median member, area by area: areas that at least half of the members have."""
    members = len({cell.agreement for cell in cells})
    by_area: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_area[cell.area].append(cell)
    return {
        area: Usual(
            area,
            len(found),
            FIRMNESS[median_low(FIRMNESS.index(cell.force) for cell in found)],
            median_low(cell.count for cell in found),
        )
        for area, found in sorted(by_area.items())
        if 2 * len(found) >= members
    }


def departures(cells: Sequence[Cell]) -> tuple[Departure, ...]:
    """Every departure of every member from the median member, by agreement and area."""
    normal = usual(cells)
    spread = Counter(cell.area for cell in cells)
    have = {(cell.agreement, cell.area): cell for cell in cells}
    members = sorted({cell.agreement for cell in cells})
    found = []
    for name in members:
        for area, middle in normal.items():
            cell = have.get((name, area))
            told = f"{middle.members} of {len(members)} have it, usually as {middle.force}"
            if cell is None:
                found.append(Departure(name, area, "lacks", told, "nothing", None))
            elif cell.force != middle.force:
                kind = "stronger" if FIRMNESS.index(cell.force) < FIRMNESS.index(middle.force) else "weaker"
                found.append(Departure(name, area, kind, told, str(cell.force), cell))
        for area, number in sorted(spread.items()):
            if number == 1 and len(members) > 1 and (name, area) in have:
                cell = have[name, area]
                found.append(Departure(name, area, "only_here", f"no other of {len(members)} has it", str(cell.force), cell))
    return tuple(found)


def cells_of(readings: Sequence[Reading]) -> tuple[Cell, ...]:
    """The coverage of several readings together."""
    return tuple(cell for found in readings for cell in coverage(found))
