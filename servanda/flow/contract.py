"""exchange: the contract that readings follow, for programs."""

from servanda.exchange.schema import shipped


def schema() -> str:
    """The JSON Schema (2020-12) of what `servanda read --json` prints a line."""
    return shipped()
