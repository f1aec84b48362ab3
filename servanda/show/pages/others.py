"""What a register holds beside an agreement: other documents that tell of it with what they tell otherwise, and its relatives."""

from dataclasses import dataclass
from typing import Any

from servanda.flow import sameness
from servanda.model import AgreementEntry, Reading
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import named, plain
from servanda.show.words import FIELDS, value_in_words

_MOST = 8


@dataclass(frozen=True, slots=True)
class Others:
    """`versions` are (document, title), `related` (id, title, date); `rivals` are (field, the values that documents tell, each as
    value, document, title, claim and why it stands behind).
    """

    versions: tuple[tuple[str, str], ...]
    rivals: tuple[tuple[str, list[tuple[str, str, str, str, str]]], ...]
    related: tuple[tuple[str, str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.versions or self.rivals or self.related)


def others_of(holdings: Holdings, reading: Reading) -> Others:
    """Of the first agreement of a reading."""
    document = reading.document.id
    known = holdings.remembered("agreements by document", lambda: _by_document(holdings))
    entry = known.get(document)
    if entry is None:
        return Others((), (), ())
    titles = holdings.titles()
    versions = tuple((name, plain(titles.get(name, name))) for name in entry.documents if name != document)
    rivals = holdings.remembered(("rivals", document), lambda: _rivals(holdings, document)) if versions else ()
    return Others(versions, rivals, _related(holdings, entry))


def _by_document(holdings: Holdings) -> dict[str, AgreementEntry]:
    found: dict[str, AgreementEntry] = {}
    for entry in holdings.catalogue().agreements:
        for name in entry.documents or (entry.document,):
            found.setdefault(name, entry)
    return found


def _rivals(holdings: Holdings, document: str) -> tuple[tuple[str, list[tuple[str, str, str, str, str]]], ...]:
    titles = holdings.titles()
    made: list[tuple[str, list[Any]]] = []
    for _, told in sameness.beside(holdings.address, document):
        for field, claims in told.items():
            values = [
                (plain(value_in_words(field, c.value, named)), c.document, plain(titles.get(c.document, "")), c.id, why)
                for c, why in claims
            ]
            made.append((FIELDS.get(field, field), values))
    return tuple(made)


def _related(holdings: Holdings, entry: AgreementEntry) -> tuple[tuple[str, str, str], ...]:
    """Other agreements of exactly the same parties, the newest first."""
    parties = {*entry.parties, *entry.organisations}
    if not parties:
        return ()
    families = holdings.remembered("families", lambda: _families(holdings))
    kin = [other for other in families[frozenset(parties)] if other.id != entry.id]
    titles = holdings.titles()
    return tuple((other.id, plain(titles[other.id]), other.signed or "") for other in kin[:_MOST])


def _families(holdings: Holdings) -> dict[frozenset[str], list[AgreementEntry]]:
    found: dict[frozenset[str], list[AgreementEntry]] = {}
    for entry in sorted(holdings.catalogue().agreements, key=lambda e: e.signed or "", reverse=True):
        found.setdefault(frozenset((*entry.parties, *entry.organisations)), []).append(entry)
    return found
