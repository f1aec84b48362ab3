"""Who owes whom: the largest givers left, the largest receivers right, a band between them as wide as the promises are many."""

from collections import Counter
from collections.abc import Callable, Mapping

from servanda.show.pages.pictures.drawing import Picture, shortened, text, titled

_WIDE, _LEFT, _RIGHT, _NODE, _GAP = 800, 190, 610, 10, 6
_HIGH = 420.0
OTHERS = "*others*"
EACH_OTHER = "*each other*"
"""The receiver of what many promise one another."""
_TOLD = {OTHERS: "all others", EACH_OTHER: "one another"}


def owing(
    counts: Mapping[tuple[str, str], int],
    title: str,
    name: Callable[[str], str],
    address: Callable[[str, str], str],
    most: int = 12,
) -> Picture | None:
    """The picture of (who, to whom) counts: the `most` largest on each side by name, all others together."""
    if not counts:
        return None
    givers, takers = (_largest(counts, side, most) for side in (0, 1))
    bands: Counter[tuple[str, str]] = Counter()
    for (a, b), n in counts.items():
        bands[a if a in givers else OTHERS, b if b in takers else OTHERS] += n
    left, right = _stack(bands, 0, givers), _stack(bands, 1, takers)
    total = sum(bands.values())
    scale = (_HIGH - _GAP * max(len(left), len(right))) / total
    y_left, y_right = _places(left, scale), _places(right, scale)
    parts = []
    for a in left:
        for b in right:
            n = bands.get((a, b), 0)
            if n:
                high = n * scale
                parts.append(
                    titled(_band(y_left[a], y_right[b], high), f"{_named(a, name)} to {_named(b, name)}: {n}", address(a, b))
                )
                y_left[a] += high
                y_right[b] += high
    parts += _nodes(left, scale, _LEFT - _NODE, name, before=True) + _nodes(right, scale, _RIGHT, name, before=False)
    return Picture(title, "".join(parts), _WIDE, int(_HIGH) + 10)


def _largest(counts: Mapping[tuple[str, str], int], side: int, most: int) -> list[str]:
    sums: Counter[str] = Counter()
    for key, n in counts.items():
        sums[key[side]] += n
    return [key for key, _ in sorted(sums.items(), key=lambda entry: (-entry[1], entry[0]))[:most]]


def _stack(bands: Mapping[tuple[str, str], int], side: int, order: list[str]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for key, n in bands.items():
        sums[key[side]] += n
    return {key: sums[key] for key in [*order, OTHERS] if sums[key]}


def _places(stack: Mapping[str, int], scale: float) -> dict[str, float]:
    places, y = {}, 5.0
    for key, n in stack.items():
        places[key] = y
        y += n * scale + _GAP
    return places


def _band(y1: float, y2: float, high: float) -> str:
    middle = (_LEFT + _RIGHT) / 2
    return (
        f'<path class="flow" d="M{_LEFT} {y1:.1f}C{middle} {y1:.1f} {middle} {y2:.1f} {_RIGHT} {y2:.1f}v{high:.1f}'
        f'C{middle} {y2 + high:.1f} {middle} {y1 + high:.1f} {_LEFT} {y1 + high:.1f}z"/>'
    )


def _nodes(stack: Mapping[str, int], scale: float, x: int, name: Callable[[str], str], *, before: bool) -> list[str]:
    parts = []
    for key, y in _places(stack, scale).items():
        high = max(1.0, stack[key] * scale)
        shape = f'<rect class="bar" x="{x}" y="{y:.1f}" width="{_NODE}" height="{high:.1f}"/>'
        label = f"{shortened(_named(key, name), 22)} {stack[key]:,}"
        at = x - 6 if before else x + _NODE + 6
        parts.append(titled(shape, f"{_named(key, name)}: {stack[key]:,}"))
        parts.append(text(at, round(y + high / 2 + 4, 1), label, "label", "end" if before else "start"))
    return parts


def _named(key: str, name: Callable[[str], str]) -> str:
    return _TOLD.get(key) or name(key)
