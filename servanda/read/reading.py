"""The steps of reading: read this file first, then as_agreement.py or as_report.py."""

import importlib
from dataclasses import replace

from servanda.lexicon import Lexicon
from servanda.model import Cut, Raw, Reading

_WAYS = {"agreement": "servanda.read.as_agreement", "report": "servanda.read.as_report", "other": "servanda.read.as_report"}
"""How each kind of document is read. A way is imported when the first document of its kind comes: a short text need not wait
for the rules that it is not read by.
"""
_SHOWN = 200


def read(raw: Raw, lexicon: Lexicon) -> Reading:
    """Everything that is found in a document, each finding with its evidence."""
    way = importlib.import_module(_WAYS[raw.document.kind])
    found: Reading = way.read(raw.document, lexicon, lexicon.scan(raw.document.text))
    return replace(found, cut=_shown(raw), problems=(*raw.problems, *found.problems))


def _shown(raw: Raw) -> tuple[Cut, ...]:
    return tuple(replace(cut, text=raw.raw[cut.start : min(cut.end, cut.start + _SHOWN)]) for cut in raw.cut)
