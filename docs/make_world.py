"""Makes the outlines of states for the map of agreements (servanda/show/pages/data/world.tsv).

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python docs/make_world.py package

The atlas is Natural Earth (public domain) as TopoJSON by world-atlas 2 (ISC). States are drawn at 1:110 million in the Equal
Earth projection (Savric, Patterson, Jenny, 2018); those too small for that scale become dots.
"""

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from iso3166 import countries_by_numeric

WIDE = 800.0
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM"}
"""Areas without a number: the state that they are drawn with."""
NOT_DRAWN = {"ATA"}
DOT = 2.4
OUT = Path(__file__).parents[1] / "servanda" / "show" / "pages" / "data" / "world.tsv"
HEAD = """\
# Outlines of states for a map, by docs/make_world.py: Natural Earth 1:110 million (public domain), Equal Earth, 800 wide.
# Where a border is disputed the map takes no side: it only shows where to click.
code\tpath
"""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Equal Earth, scaled to the width of the map."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    slope = 9 * _A[3] * t6 * t2 + 7 * _A[2] * t6 + 3 * _A[1] * t2 + _A[0]
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (_A[3] * t6 * t2 + _A[2] * t6 + _A[1] * t2 + _A[0])
    scale = WIDE / (2 * 2.706_63)
    return WIDE / 2 + x * scale, 195 - y * scale


def rings(atlas: Any, geometry: Any) -> Iterator[list[Point]]:
    """The rings of a country, in degrees."""
    arcs = atlas["arcs"]
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]

    def arc(number: int) -> list[Point]:
        x = y = 0
        made = []
        for dx, dy in arcs[number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            made.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        return made if number >= 0 else made[::-1]

    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for numbers in polygon:
            ring: list[Point] = []
            for number in numbers:
                ring += arc(number)[1 if ring else 0 :]
            yield unbroken(ring)


def unbroken(ring: list[Point]) -> list[Point]:
    """A ring that runs on over the antimeridian instead of jumping to the other side of the map."""
    turns, made = 0, [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        turns += (longitude - before < -180) - (longitude - before > 180)
        made.append((longitude + 360 * turns, latitude))
    # What would lie mostly beyond the left edge belongs to the right one.
    shift = 360 if sum(p[0] for p in made) / len(made) < -180 else 0
    return [(longitude + shift, latitude) for longitude, latitude in made]


def path(ring: list[Point]) -> str:
    """A ring as SVG, in steps of a tenth; points that fall together are dropped."""
    placed = [project(*point) for point in ring]
    steps: list[tuple[int, int]] = []
    for x, y in placed:
        step = round(x * 10), round(y * 10)
        if not steps or step != steps[-1]:
            steps.append(step)
    if len(steps) < 4:
        return ""
    first, *rest = steps
    text, at = f"M{first[0] / 10:g} {first[1] / 10:g}l", first
    for step in rest:
        text += f"{(step[0] - at[0]) / 10:g} {(step[1] - at[1]) / 10:g} "
        at = step
    return text.strip() + "z"


def code_of(geometry: Any) -> str | None:
    """The code of a country of the atlas."""
    number = geometry.get("id")
    known = countries_by_numeric.get(str(number).zfill(3)) if number else None
    return known.alpha3 if known else UNNUMBERED.get(geometry["properties"]["name"])


def dot(atlas: Any, geometry: Any) -> str:
    """A circle in the middle of a country's largest ring."""
    largest = max(rings(atlas, geometry), key=len)
    x, y = project(sum(p[0] for p in largest) / len(largest), sum(p[1] for p in largest) / len(largest))
    return f"M{x - DOT:.1f} {y:.1f}a{DOT} {DOT} 0 1 0 {2 * DOT:g} 0a{DOT} {DOT} 0 1 0 -{2 * DOT:g} 0z"


def main() -> None:
    """Writes the table."""
    folder = Path(sys.argv[1])
    coarse = json.loads((folder / "countries-110m.json").read_text())
    fine = json.loads((folder / "countries-50m.json").read_text())
    paths: dict[str, str] = {}
    for geometry in coarse["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code and code not in NOT_DRAWN:
            paths[code] = paths.get(code, "") + "".join(path(ring) for ring in rings(coarse, geometry))
    for geometry in fine["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code and code not in NOT_DRAWN and code not in paths:
            paths[code] = dot(fine, geometry)
    OUT.write_text(HEAD + "".join(f"{code}\t{paths[code]}\n" for code in sorted(paths)), encoding="utf-8")
    print(f"{OUT}: {len(paths)} states, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
