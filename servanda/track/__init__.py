"""Promise against delivery: the ledger of money at its stages."""

from servanda.track.ledger import ledger, pledges

__all__ = ["ledger", "pledges"]
