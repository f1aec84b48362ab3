"""The coverage matrix as a picture: agreements from left to right, areas from top to bottom, squares coloured by force."""

from collections.abc import Callable, Sequence

from servanda.flow.holding import in_order
from servanda.model import Cell
from servanda.show.pages.pictures.drawing import Picture, shortened, svg_file, text, titled

_SIDE, _LEFT, _TOP = 26, 210, 110
_FORCES = ("obligation", "prohibition", "commitment", "intention", "permission", "declaration", "denial")


def matrix_picture(cells: Sequence[Cell], label: Callable[[str], str]) -> str:
    """An SVG file of its own; the figure in a square is the number of commitments."""
    row, columns = in_order(cells)
    have = {(cell.agreement, cell.area): cell for cell in cells}
    parts = []
    for x, name in enumerate(row):
        at = _LEFT + x * _SIDE + _SIDE * 0.6
        parts.append(f'<g transform="translate({at:g} {_TOP - 6}) rotate(-55)">{text(0, 0, shortened(label(name), 18))}</g>')
    for y, area in enumerate(columns):
        parts.append(text(_LEFT - 8, _TOP + y * _SIDE + _SIDE * 0.65, area.replace("_", " "), anchor="end"))
        parts += [
            _square(have[name, area], label(name), _LEFT + x * _SIDE, _TOP + y * _SIDE)
            for x, name in enumerate(row)
            if (name, area) in have
        ]
    wide = max(720, _LEFT + len(row) * _SIDE + 90)
    legend = tuple((force, force) for force in _FORCES)
    picture = Picture(
        f"Firmest force of {len(row)} agreements in {len(columns)} areas",
        "".join(parts),
        wide,
        _TOP + len(columns) * _SIDE,
        legend,
    )
    return svg_file(picture, "Servanda; figures: number of commitments")


def _square(cell: Cell, name: str, x: float, y: float) -> str:
    size = _SIDE - 3
    square = f'<rect class="{cell.force}" x="{x}" y="{y}" width="{size}" height="{size}" rx="3"/>'
    # White on the colour of the force; a style of its own, as the figure's class would be darker.
    number = (
        f'<text x="{x + size / 2:g}" y="{y + 15:g}" text-anchor="middle" style="fill:#fff;font-size:10px">{cell.count}</text>'
    )
    return titled(square + number, f"{name}, {cell.area.replace('_', ' ')}: {cell.force}, {cell.count}")
