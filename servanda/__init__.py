"""Servanda reads agreements and the news about them: who promised what to whom, how firmly, and was it kept."""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from servanda.version import VERSION

if TYPE_CHECKING:
    from servanda.flow import read, read_all

__version__ = VERSION
__all__ = ["__version__", "read", "read_all"]


class _House(ModuleType):
    """Fetches `read` and `read_all` when they are first asked for, so that `servanda --version` need not load all rooms.

    `servanda.read` is the function; the room of the same name is reached by `from servanda.read import ...`. When that room
    is loaded, Python would put it in the function's place: the setter lets it pass.
    """

    @property
    def read(self) -> Any:
        return importlib.import_module("servanda.flow").read

    @read.setter
    def read(self, room: ModuleType) -> None:
        pass

    @property
    def read_all(self) -> Any:
        return importlib.import_module("servanda.flow").read_all


sys.modules[__name__].__class__ = _House
