"""Exceptions are for wrong calls and unreadable input; trouble inside a text is a Problem (model.document)."""


class ServandaError(Exception):
    """Anything Servanda raises on purpose. The message says what is wrong, where, and what to do."""


class BadInput(ServandaError):
    """A file or text that cannot be read at all: `origin` names it, the message says why and what helps."""

    def __init__(self, origin: str, message: str) -> None:
        super().__init__(f"{origin}: {message}")
        self.origin = origin
        self.message = message

    def __reduce__(self) -> tuple[type["BadInput"], tuple[str, str]]:
        return BadInput, (self.origin, self.message)


class WrongCall(ServandaError):
    """The program or a function was called in a way that has no meaning; nothing was done."""
