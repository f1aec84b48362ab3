"""What the pages ask the register for, remembered as long as nothing is added."""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from servanda.flow import keeping, reviewing, tracking
from servanda.flow.address import Address
from servanda.model import AgreementEntry, Claim, Due, Measure, Posting, Reading, SetOff, Span
from servanda.show.pages.catalogue import Catalogue, Shelf

T = TypeVar("T")
_REMEMBERED = 256
FIRMNESS = ("obligation", "prohibition", "commitment", "intention", "permission", "declaration", "denial")
"""From the firmest force to the weakest."""


class Readings:
    """The readings with agreements, held from one question to the next; only what was read or judged since is loaded again."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._stamp = ""
        self._held: dict[str, Reading] = {}

    def of(self, entries: Sequence[AgreementEntry], parties: Sequence[str] = ()) -> list[Reading]:
        """Those of the agreements that have all these parties, by the document's id."""
        wanted = set(parties)
        names = sorted(
            {name for entry in entries for name in entry.documents if wanted <= {*entry.parties, *entry.organisations}}
        )
        stamp = keeping.stamp(self._address)
        with self._lock:
            if self._stamp and self._stamp != stamp:
                for name in keeping.changed(self._address, self._stamp):
                    self._held.pop(name, None)
            self._stamp = stamp
            for name in names:
                if name not in self._held:
                    self._held[name] = keeping.show_once(self._address, name)
            return [self._held[name] for name in names]


class Holdings:
    """Answers from a register. What was computed is thrown away when the register has grown."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._stamp = ""
        self._known: OrderedDict[Any, Any] = OrderedDict()
        self._turns: dict[Any, threading.Lock] = {}
        self._shelf = Shelf(address, FIRMNESS)
        self._readings = Readings(address)

    @property
    def address(self) -> Address:
        """Where the register is."""
        return self._address

    def stamp(self) -> str:
        """Changes whenever the register does."""
        return keeping.stamp(self._address)

    def remembered(self, key: Any, compute: Callable[[], T]) -> T:
        """What was computed under this key since the register last grew, or else what is computed now."""
        stamp = self.stamp()
        with self._lock:
            if stamp != self._stamp:
                self._known.clear()
                self._stamp = stamp
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]  # type: ignore[no-any-return]
            turn = self._turns.setdefault((stamp, key), threading.Lock())
        # What twenty visitors ask for at once is computed once: the others wait for the first one's answer.
        with turn:
            with self._lock:
                if stamp == self._stamp and key in self._known:
                    return self._known[key]  # type: ignore[no-any-return]
            try:
                value = compute()
            finally:
                with self._lock:
                    self._turns.pop((stamp, key), None)
            with self._lock:
                if stamp == self._stamp:
                    self._known[key] = value
                    if len(self._known) > _REMEMBERED:
                        self._known.popitem(last=False)
        return value

    def catalogue(self) -> Catalogue:
        """All agreements and commitments."""
        return self._shelf.catalogue()

    def titles(self) -> Mapping[str, str]:
        """The name of every agreement and document, by its id."""
        return self._shelf.catalogue().titles

    def reading(self, identifier: str) -> Reading:
        """The reading that stands, by the id of a document or an agreement, or the beginning of one."""
        return self.remembered(("reading", identifier), lambda: keeping.show(self._address, identifier))

    def frame(self, identifier: str) -> Reading:
        """A document with its outline and cuts, without findings, by the same ids."""
        return self.remembered(("frame", identifier), lambda: keeping.show_frame(self._address, identifier))

    def claims(self, document: str) -> list[Claim]:
        """The claims of a document that stand."""
        return self.remembered(("claims", document), lambda: keeping.list_claims(self._address, document=document))

    def rejected(self, document: str) -> list[Claim]:
        """The claims of a document that people rejected."""
        return self.remembered(("rejected", document), lambda: reviewing.rejected_claims(self._address, document))

    def text(self, document: str) -> str:
        """The clean text of a document."""
        return self.remembered(("text", document), lambda: keeping.texts(self._address, [document]).get(document, ""))

    def ledger(self, by: tuple[str, ...], currency: str | None = None, constant: datetime.date | None = None) -> tracking.Ledger:
        """Totals of money at its stages."""
        key = ("ledger", by, currency, constant)
        return self.remembered(key, lambda: tracking.ledger(self._address, by, currency=currency, constant=constant))

    def flows_of(self, keys: Mapping[str, str], currency: str | None) -> list[Posting]:
        """The sums behind a total."""
        where = {"currency": currency} if currency else {}
        key = ("flows", tuple(sorted(keys.items())), currency)
        return self.remembered(key, lambda: tracking.flows_of(self._address, keys, **where))

    def progress(self) -> Mapping[str, str]:
        """What became of commitments, as people have judged."""
        return self.remembered("progress", lambda: tracking.progress(self._address))

    def aside(self) -> list[tuple[Posting, str, str]]:
        """Sums that do not count: where they stand, and why."""
        return self.remembered("aside", lambda: tracking.aside(self._address))

    def evidence(self, claims: Sequence[str]) -> dict[str, tuple[Span, ...]]:
        """The spans of these claims."""
        return keeping.evidence_of(self._address, claims)

    def readings(self, parties: Sequence[str] = ()) -> list[Reading]:
        """The readings with an agreement of all these parties."""
        return self._readings.of(self.catalogue().agreements, parties)

    def warm(self) -> None:
        """Loads what many pages need, so that no visitor waits for it."""
        self.readings()
        self.ledger(("stage", "donor"))
        self.due(datetime.datetime.now(datetime.UTC).date())

    def due(self, on: datetime.date) -> tuple[Due, ...]:
        """What falls due as of a day."""
        return self.remembered(("due", on), lambda: tracking.due(self._address, on, self.readings()))

    def scenario(self, text: str, moment: datetime.datetime) -> tuple[SetOff, ...]:
        """What an event sets off."""
        return self.remembered(
            ("scenario", text, moment), lambda: tracking.scenario(self._address, text, moment, self.readings())
        )

    def barometer(self, on: datetime.date, parties: tuple[str, ...]) -> tuple[Measure, ...]:
        """The measures as known on a day."""
        key = ("barometer", on, parties)
        return self.remembered(key, lambda: tracking.barometer(self._address, on, parties, self.readings(parties)))
