"""Servanda reads agreements and the news about them: who promised what to whom, how firmly, and was it kept."""

import importlib
from typing import TYPE_CHECKING, Any

from servanda.version import VERSION

if TYPE_CHECKING:
    from servanda.flow import read, read_all

__version__ = VERSION
__all__ = ["__version__", "read", "read_all"]


def __getattr__(name: str) -> Any:
    """`read` and `read_all`, fetched when first asked for, so that `servanda --version` need not load the whole house."""
    if name in ("read", "read_all"):
        return getattr(importlib.import_module("servanda.flow"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
