"""A timeline: one dot for each thing, over the year of its date."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.show.pages.pictures.drawing import Picture, text, titled

_WIDE, _LEFT, _RIGHT, _AXIS = 800, 20, 20, 30
_DOT, _MOST_HIGH = 9.0, 320


@dataclass(frozen=True, slots=True)
class Dot:
    """`date` is ISO of any precision; `kind` a CSS class."""

    date: str
    words: str
    address: str
    kind: str = ""


def timeline(dots: Sequence[Dot], title: str) -> Picture | None:
    """Dots stacked over their years; where years are many, several share a place."""
    dated = sorted((dot for dot in dots if dot.date[:4].isdecimal()), key=lambda dot: (dot.date, dot.words))
    if not dated:
        return None
    first, last = int(dated[0].date[:4]), int(dated[-1].date[:4])
    span = last - first + 1
    places = max(1, int((_WIDE - _LEFT - _RIGHT) // (_DOT + 1)))
    together = -(-span // places)
    step = min(40.0, (_WIDE - _LEFT - _RIGHT) / -(-span // together))
    stacks: dict[int, list[Dot]] = {}
    for dot in dated:
        stacks.setdefault((int(dot.date[:4]) - first) // together, []).append(dot)
    tallest = max(map(len, stacks.values()))
    rise = min(_DOT + 1.5, _MOST_HIGH / tallest)
    base = tallest * rise + 14
    parts = [f'<line class="grid" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{base:.1f}" y2="{base:.1f}"/>']
    for place, stack in stacks.items():
        x = _LEFT + (place + 0.5) * step
        for k, dot in enumerate(stack):
            y, radius = base - 6 - k * rise, min(_DOT, rise + 2, step) / 2
            shape = f'<circle class="dot {dot.kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
            parts.append(titled(shape, f"{dot.date}: {dot.words}", dot.address))
    every = next(n for n in (1, 2, 5, 10, 20, 25, 50, 100, 1000) if span / n * 38 <= _WIDE)
    for year in range(-(-first // every) * every, last + 1, every):
        x = _LEFT + ((year - first) // together + 0.5) * step
        parts.append(text(round(x, 1), round(base + 16, 1), str(year), "axis", "middle"))
    return Picture(title, "".join(parts), _WIDE, int(base + _AXIS))
