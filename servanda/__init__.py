"""Servanda reads agreements and the news about them: who promised what to whom, how firmly, and was it kept."""

from servanda.flow import read
from servanda.version import VERSION

__version__ = VERSION
__all__ = ["__version__", "read"]
