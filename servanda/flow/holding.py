"""register -> compare: agreements against one another."""

from pathlib import Path

from servanda.compare import align, coverage
from servanda.flow.address import Address
from servanda.flow.keeping import list_documents, show
from servanda.flow.reading import read
from servanda.model import Cell, Pairing, Reading


def find_reading(address: Address, name: str) -> Reading:
    """The reading of a file, or of what the register holds under an id, whichever the name means."""
    return read(Path(name)) if Path(name).is_file() else show(address, name)


def compare(address: Address, a: str, b: str) -> tuple[Pairing, ...]:
    """The commitments of two agreements in pairs; `a` and `b` are files or ids of the register at the address."""
    return align(find_reading(address, a), find_reading(address, b))


def matrix(address: Address) -> tuple[Cell, ...]:
    """The coverage matrix of all agreement texts in the register at the address."""
    documents = [entry.id for entry in list_documents(address) if entry.kind == "agreement"]
    return tuple(cell for identifier in sorted(documents) for cell in coverage(show(address, identifier)))
