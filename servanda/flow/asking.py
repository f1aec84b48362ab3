"""register -> people: lists and searches with filters."""

from servanda.flow.address import Address, at
from servanda.model import AgreementEntry, Asked, EventEntry, Hit
from servanda.register import finding, happenings

NOTHING = Asked()


def agreements(address: Address, asked: Asked = NOTHING) -> list[AgreementEntry]:
    """The agreements of the register that pass."""
    with at(address) as register:
        return finding.agreements(register, asked)


def search(address: Address, words: str, asked: Asked = NOTHING, *, limit: int = 50) -> list[Hit]:
    """Documents with all the words that pass, the best first; without words those added last."""
    with at(address) as register:
        return finding.search(register, words, asked, limit)


def search_commitments(address: Address, words: str, asked: Asked = NOTHING, *, limit: int = 50) -> list[Hit]:
    """Commitments with all the words in their passage that pass, the best first."""
    with at(address) as register:
        return finding.search_commitments(register, words, asked, limit)


def events(address: Address, asked: Asked = NOTHING) -> list[EventEntry]:
    """The events that pass, by their day; what people say is one event is one."""
    with at(address) as register:
        return happenings.events(register, asked)
