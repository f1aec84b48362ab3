"""Where a register is: its address, or the open register itself, for programs that ask often."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TypeVar

from servanda.model import BadInput
from servanda.register import Register, check_place, open_register

T = TypeVar("T")
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


def when_there_is_something(
    address: Address, found: Iterator[T | BadInput]
) -> tuple[list[BadInput], Iterator[T | BadInput] | None]:
    """(the troubles before the first value, all from that value on; None if there is none): no register is made for nothing.

    WrongCall at once where the address can be no register.
    """
    if isinstance(address, str):
        check_place(address, create=True)
    troubles: list[BadInput] = []
    for entry in found:
        if not isinstance(entry, BadInput):
            return troubles, chain([entry], found)
        troubles.append(entry)
    return troubles, None
