"""A map: how many of something each state has, in five steps, each state a link."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from servanda.show.pages.pictures.drawing import Picture, titled

_TABLE = Path(__file__).parents[1] / "data" / "world.tsv"
_WIDE, _HIGH = 800, 385
STEPS = 5


@cache
def outlines() -> Mapping[str, str]:
    """The path of each state on a canvas 800 wide (see docs/make_world.py)."""
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return dict(line.split("\t") for line in lines[1:])


def step_of(count: int, top: int) -> int:
    """Which of the five steps a count falls in: each holds counts about twice as large as the one before."""
    step = STEPS
    while step > 1 and count <= top / 2 ** (STEPS - step + 1):
        step -= 1
    return step


def world(
    counts: Mapping[str, int], title: str, name: Callable[[str], str], address: Callable[[str], str], noun: str
) -> Picture | None:
    """The map of the counts; states without one are land, unless they are only a dot. `noun` is what is counted."""
    drawn = {code: n for code, n in counts.items() if code in outlines() and n > 0}
    if not drawn:
        return None
    top = max(drawn.values())
    land = "".join(path for code, path in outlines().items() if code not in drawn and not path.endswith(" 0z"))
    parts = [f'<path class="land" d="{land}"/>']
    for code, n in sorted(drawn.items(), key=lambda entry: (outlines()[entry[0]].endswith(" 0z"), entry[0])):
        shape = f'<path class="state h{step_of(n, top)}" d="{outlines()[code]}"/>'
        parts.append(titled(shape, f"{name(code)}: {n} {noun}{'' if n == 1 else 's'}", address(code)))
    bounds = [int(top / 2 ** (STEPS - k + 1)) + 1 if k > 1 else 1 for k in range(1, STEPS + 1)]
    legend = tuple((f"h{k}", f"from {bounds[k - 1]}") for k in range(1, STEPS + 1) if k == STEPS or bounds[k - 1] < bounds[k])
    return Picture(title, "".join(parts), _WIDE, _HIGH, legend)
