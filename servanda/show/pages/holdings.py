"""What the pages ask the register for, remembered as long as nothing is added."""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from servanda.flow import keeping, tracking
from servanda.flow.address import Address
from servanda.model import (
    AgreementEntry,
    Claim,
    Commitment,
    DocumentEntry,
    Due,
    Measure,
    Posting,
    Reading,
    SetOff,
    Span,
    from_json,
)

T = TypeVar("T")
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with its claim, the agreement or document that it is about, and the name of that."""

    claim: Claim
    commitment: Commitment
    title: str


class Holdings:
    """Answers from a register. What was computed is thrown away when the register has grown."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._stamp = ""
        self._known: OrderedDict[Any, Any] = OrderedDict()

    @property
    def address(self) -> Address:
        """Where the register is."""
        return self._address

    def stamp(self) -> str:
        """Changes whenever the register does."""
        return keeping.stamp(self._address)

    def _remembered(self, key: Any, compute: Callable[[], T]) -> T:
        stamp = self.stamp()
        with self._lock:
            if stamp != self._stamp:
                self._known.clear()
                self._stamp = stamp
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]  # type: ignore[no-any-return]
        value = compute()
        with self._lock:
            if stamp == self._stamp:
                self._known[key] = value
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return value

    def agreements(self) -> list[AgreementEntry]:
        """All agreements."""
        return self._remembered("agreements", lambda: keeping.list_agreements(self._address))

    def documents(self) -> list[DocumentEntry]:
        """All documents, the last added first."""
        return self._remembered("documents", lambda: keeping.list_documents(self._address))

    def promises(self) -> list[Promise]:
        """All commitments that stand."""
        return self._remembered("promises", self._promises)

    def _promises(self) -> list[Promise]:
        titles = self.titles()
        return [
            Promise(
                claim,
                from_json(Commitment, claim.value),
                titles.get(claim.subject) or titles.get(claim.document) or claim.document,
            )
            for claim in keeping.list_claims(self._address, kind="commitment")
        ]

    def titles(self) -> dict[str, str]:
        """The name of every agreement and document, by its id."""
        return self._remembered("titles", self._titles)

    def _titles(self) -> dict[str, str]:
        named = {entry.id: entry.title or entry.origin.rpartition("/")[2] for entry in self.documents()}
        for entry in self.agreements():
            named[entry.id] = entry.title or named.get(entry.document, entry.id)
            if entry.title and not named.get(entry.document, "").strip():
                named[entry.document] = entry.title
        return named

    def reading(self, identifier: str) -> Reading:
        """The reading that stands, by the id of a document or an agreement, or the beginning of one."""
        return self._remembered(("reading", identifier), lambda: keeping.show(self._address, identifier))

    def claims(self, document: str) -> list[Claim]:
        """The claims of a document that stand."""
        return self._remembered(("claims", document), lambda: keeping.list_claims(self._address, document=document))

    def text(self, document: str) -> str:
        """The clean text of a document."""
        return self.reading(document).document.text

    def claim_of(self, finding: str) -> str | None:
        """The id of the claim that keeps a commitment or a flow, by the finding's own id."""
        return self._remembered("claims of findings", self._claims_of_findings).get(finding)

    def _claims_of_findings(self) -> dict[str, str]:
        kept = [promise.claim for promise in self.promises()] + keeping.list_claims(self._address, kind="flow")
        return {str(claim.value["id"]): claim.id for claim in kept}

    def ledger(self, by: tuple[str, ...], currency: str | None = None, constant: datetime.date | None = None) -> tracking.Ledger:
        """Totals of money at its stages."""
        key = ("ledger", by, currency, constant)
        return self._remembered(key, lambda: tracking.ledger(self._address, by, currency=currency, constant=constant))

    def flows_of(self, keys: Mapping[str, str], currency: str | None) -> list[Posting]:
        """The sums behind a total."""
        where = {"currency": currency} if currency else {}
        return self._remembered(
            ("flows", tuple(sorted(keys.items())), currency), lambda: tracking.flows_of(self._address, keys, **where)
        )

    def aside(self) -> list[tuple[Posting, str, str]]:
        """Sums that do not count: where they stand, and why."""
        return self._remembered("aside", lambda: tracking.aside(self._address))

    def evidence(self, claims: list[str]) -> dict[str, tuple[Span, ...]]:
        """The spans of these claims."""
        return keeping.evidence_of(self._address, claims)

    def due(self, on: datetime.date) -> tuple[Due, ...]:
        """What falls due as of a day."""
        return self._remembered(("due", on), lambda: tracking.due(self._address, on))

    def scenario(self, text: str, moment: datetime.datetime) -> tuple[SetOff, ...]:
        """What an event sets off."""
        return self._remembered(("scenario", text, moment), lambda: tracking.scenario(self._address, text, moment))

    def barometer(self, on: datetime.date, parties: tuple[str, ...]) -> tuple[Measure, ...]:
        """The measures as known on a day."""
        return self._remembered(("barometer", on, parties), lambda: tracking.barometer(self._address, on, parties))
