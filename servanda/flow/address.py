"""Where a register is: its address, or the open register itself, for programs that ask often."""

from collections.abc import Iterator
from contextlib import contextmanager

from servanda.register import Register, open_register

Address = str | Register
"""A file name, a database's address, or a register that is open already and stays open."""


@contextmanager
def at(address: Address, *, create: bool = False) -> Iterator[Register]:
    """The register at an address, closed afterwards; one that was open before stays so."""
    if isinstance(address, Register):
        yield address
        return
    with open_register(address, create=create) as register:
        yield register
