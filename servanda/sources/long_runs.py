"""Hundreds of characters in a row without a letter or a figure: rulings, leaders, empty pages. What is beyond the first is cut.

Nothing is said there, and every rule that looks over blanks or stars would look over all of them, again and again.
"""

import re

from servanda.model import Cut

_STEP = 200
"""Characters of a run that stay; a run twice as long is shortened."""
_SAID = re.compile(r"[^\W_]")


def long_runs(text: str) -> tuple[Cut, ...]:
    """The rest of every run of more than 400 characters, as cuts. Looks closer where a 200th character says nothing."""
    cuts: list[Cut] = []
    reached = 0
    for place in range(0, len(text) - _STEP + 1, _STEP):
        if place < reached or text[place].isalnum() or _SAID.search(text, place, place + _STEP):
            continue
        start = place
        while start > reached and not text[start - 1].isalnum():
            start -= 1
        behind = _SAID.search(text, place + _STEP)
        reached = behind.start() if behind else len(text)
        if reached - start > 2 * _STEP:
            cuts.append(Cut(start + _STEP, reached, "long_run"))
    return tuple(cuts)
