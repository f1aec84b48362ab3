"""The steps of reading: read this file first, then as_agreement.py or as_report.py."""

import gc
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from servanda.lexicon import Lexicon
from servanda.model import Cut, Provision, Raw, Reading

_WAYS = {"agreement": "servanda.read.as_agreement", "report": "servanda.read.as_report", "other": "servanda.read.as_report"}
"""How each kind of document is read. A way is imported when the first document of its kind comes: a short text need not wait
for the rules that it is not read by.
"""
_SHOWN = 200


def read(raw: Raw, lexicon: Lexicon) -> Reading:
    """Everything that is found in a document, each finding with its evidence; of a text in a language that is not read, its
    outline, which numbers tell.
    """
    if any(problem.code == "language" for problem in raw.problems):
        return Reading(raw.document, _shown(raw), outline=_structure(raw, lexicon), problems=raw.problems)
    way = importlib.import_module(_WAYS[raw.document.kind])
    with uncollected():
        found: Reading = way.read(raw.document, lexicon, lexicon.scan(raw.document.text))
    return replace(found, cut=_shown(raw), problems=(*raw.problems, *found.problems))


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the collector of cyclic garbage away for the time of one document.

    Reading makes many small values and no cycles: looking through them again and again is a twentieth of its time and finds
    nothing. What is no longer needed is freed all the same, as soon as nothing refers to it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _structure(raw: Raw, lexicon: Lexicon) -> tuple[Provision, ...]:
    if raw.document.kind != "agreement":
        return ()
    structure = importlib.import_module("servanda.read.outline")
    found: tuple[Provision, ...] = structure.outline(raw.document.text, lexicon.scan(raw.document.text))
    return found if any(provision.kind == "article" for provision in found) else ()


def _shown(raw: Raw) -> tuple[Cut, ...]:
    return tuple(replace(cut, text=raw.raw[cut.start : min(cut.end, cut.start + _SHOWN)]) for cut in raw.cut)
