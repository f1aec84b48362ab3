"""How sure the reader is of what it finds: the share that was right where people had coded the same.

From docs/accuracy.md and docs/commitments.md: figures of texts that were held against people's codings, not of the text at
hand; a kind or field that nobody measured has none.
"""

from collections.abc import Mapping

from servanda.model import Reading

_OF_AGREEMENTS: Mapping[str, float] = {
    "agreement.parties": 0.95,
    "agreement.organisations": 0.95,
    "agreement.signed.date": 0.97,
    "agreement.signed.place": 0.96,
    "commitment": 0.94,
}
_OF_REPORTS: Mapping[str, float] = {
    "agreement.parties": 0.75,
    "agreement.organisations": 0.75,
    "commitment": 0.89,
    "statement": 0.88,
    "event": 0.88,
}


def measured(found: Reading) -> Mapping[str, float]:
    """The shares for what this program read in a text of this kind."""
    return _OF_AGREEMENTS if found.document.kind == "agreement" else _OF_REPORTS
