"""Read this first: the steps in order, and the only place where rooms meet.

    sources -> read -> register -> compare / track -> show

`reading` opens texts and reads them; `keeping` puts readings into a register and asks it; `holding` compares agreements
and adds up the ledger. What needs a database is not imported by what does not.
"""

from servanda.flow.reading import read, read_all

__all__ = ["read", "read_all"]
