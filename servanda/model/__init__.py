"""The nouns of Servanda: frozen values that every room speaks in. Nothing here reads, stores or prints.

One word, one meaning, as in docs/design.md section 2; the field names are the keys of the JSON contract (section 5).
"""

import importlib
from typing import TYPE_CHECKING, Any

from servanda.model.agreement import LEGAL_STATUSES, Agreement, DefinedTerm, EntryIntoForce, Provision, Related, Signature, Term
from servanda.model.commitment import (
    Amount,
    Commitment,
    ConditionParts,
    DeadlineRule,
    Force,
    Legalization,
    Quantity,
)
from servanda.model.decoding import from_json
from servanda.model.document import Cut, Document, Problem, Raw, Span, finding_id, hashed_id
from servanda.model.errors import BadInput, ServandaError, WrongCall
from servanda.model.partial import PartialDate
from servanda.model.reading import Reading, as_json, json_text
from servanda.model.report import Event, Factuality, Flow, Stage, Statement

if TYPE_CHECKING:
    from servanda.model.asked import ALL_PARTIES, Asked, sum_asked
    from servanda.model.explained import Explained, Reason, Weighed
    from servanda.model.held import (
        Cell,
        Change,
        CodersAgreement,
        CodersDifference,
        Evaluation,
        FieldAgreement,
        LedgerLine,
        Miss,
        Pairing,
        ProvisionPairing,
    )
    from servanda.model.kept import (
        Added,
        AgreementEntry,
        Claim,
        DocumentEntry,
        EventEntry,
        Hit,
        Rereading,
        Review,
        Sameness,
        Verdict,
        Waiting,
    )
    from servanda.model.tracked import STATUSES, Doubt, Due, Link, LinkKind, Match, Measure, Posting, SetOff

__all__ = [
    "ALL_PARTIES",
    "LEGAL_STATUSES",
    "STATUSES",
    "Added",
    "Agreement",
    "AgreementEntry",
    "Amount",
    "Asked",
    "BadInput",
    "Cell",
    "Change",
    "Claim",
    "CodersAgreement",
    "CodersDifference",
    "Commitment",
    "ConditionParts",
    "Cut",
    "DeadlineRule",
    "DefinedTerm",
    "Document",
    "DocumentEntry",
    "Doubt",
    "Due",
    "EntryIntoForce",
    "Evaluation",
    "Event",
    "EventEntry",
    "Explained",
    "Factuality",
    "FieldAgreement",
    "Flow",
    "Force",
    "Hit",
    "LedgerLine",
    "Legalization",
    "Link",
    "LinkKind",
    "Match",
    "Measure",
    "Miss",
    "Pairing",
    "PartialDate",
    "Posting",
    "Problem",
    "Provision",
    "ProvisionPairing",
    "Quantity",
    "Raw",
    "Reading",
    "Reason",
    "Related",
    "Rereading",
    "Review",
    "Sameness",
    "ServandaError",
    "SetOff",
    "Signature",
    "Span",
    "Stage",
    "Statement",
    "Term",
    "Verdict",
    "Waiting",
    "Weighed",
    "WrongCall",
    "as_json",
    "finding_id",
    "from_json",
    "hashed_id",
    "json_text",
    "sum_asked",
]

_NOT_FOR_READING = ("asked", "kept", "held", "tracked", "explained")


def __getattr__(name: str) -> Any:
    """The nouns of registers, comparing and tracking, when they are first asked for: reading a text need not wait for them."""
    if name in __all__:
        for module in _NOT_FOR_READING:
            found = vars(importlib.import_module(f"servanda.model.{module}")).get(name)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
